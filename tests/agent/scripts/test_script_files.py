"""Script files: what is read, and how a mistake is told."""

from pathlib import Path

import pytest

from quwei.agent.scripts import Stage, check_scripts, collect, read_scripts
from quwei.agent.scripts.errors import NothingCollectedError, ScriptError
from quwei.agent.scripts.script import json_schema
from quwei.agent.scripts.yaml_file import NODE_LIMIT, SIZE_LIMIT, read_documents


def written(folder: Path, text: str, name: str = "a.chat.yaml") -> Path:
    file = folder / name
    file.write_text(text, encoding="utf-8")
    return file


def mistakes(folder: Path, text: str, stage: Stage | None = None) -> str:
    """Return the mistakes found in a script, one per line."""
    file = written(folder, text)
    with pytest.raises(ScriptError) as caught:
        check_scripts(read_scripts(file), stage) if stage else read_scripts(file)
    return "\n".join(str(each).replace(f"{folder}/", "") for each in caught.value.problems)


SCRIPT = "name: a\nsteps:\n  - user: hi\n    expect:\n      "


@pytest.mark.parametrize("word", ["no", "yes", "on", "off", "12:30", "2026-01-02", "1_000", "007"])
def test_what_a_person_says_stays_what_it_is(tmp_path: Path, word: str) -> None:
    (source,) = read_scripts(written(tmp_path, f"name: a\nsteps:\n  - user: {word}\n"))
    assert source.script.steps[0].user is not None
    assert source.script.steps[0].user.plain == (str(int(word)) if word == "007" else word,)


def test_a_file_holds_several_scripts(tmp_path: Path) -> None:
    file = written(tmp_path, "name: a\nsteps: [open]\n---\nname: b\nsteps: [open]\n---\n")
    assert [each.script.name for each in read_scripts(file)] == ["a", "b"]


def test_two_scripts_of_a_file_have_names_of_their_own(tmp_path: Path) -> None:
    assert "a.chat.yaml:4: The name 'a' is taken." in mistakes(
        tmp_path, "name: a\nsteps: [open]\n---\nname: a\nsteps: [open]\n"
    )


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("name: a\nstps: [open]\n", "a.chat.yaml:2: Unknown key 'stps'. Did you mean 'steps'?"),
        ("name: a\nsteps:\n  - usr: hi\n", "a.chat.yaml:3: Unknown key 'usr'. Did you mean 'user'?"),
        ("name: a\n", "There is no 'steps'. It is needed."),
        (f"{SCRIPT}card: {{}}\n", "a.chat.yaml:5: Unknown key 'card'. Did you mean 'cards'?"),
        (f"{SCRIPT}cards:\n        cont: 3\n", "a.chat.yaml:6: Unknown key 'cont'. Did you mean 'count'?"),
        (f"{SCRIPT}reply: {{language: fr}}\n", "a.chat.yaml:5: steps.0.expect.reply.language: saw 'fr'."),
        (f"{SCRIPT}within_turns: 99\n", "steps.0.expect.within_turns: saw 99."),
        ("name: a\nsteps:\n  - after: soon\n", "a.chat.yaml:3: steps.0.after: saw 'soon'. Expected a time such as 30m"),
        ("name: a\nsteps:\n  - {user: hi, undo: true}\n", "one step does one thing, not user and undo"),
        ("name: a\nsteps:\n  - thumb: {value: up}\n", "a thumb has either a card or an item"),
        ("name: a\nsteps:\n  - thumb: {card: 1, value: maybe}\n", "steps.0.thumb.value: saw 'maybe'."),
        ("name: a\npolicy: {cards: 3}\nsteps: [open]\n", "a.chat.yaml:2: Unknown key 'cards'."),
        ("name: a\nname: b\nsteps: [open]\n", "a.chat.yaml:2: The key 'name' stands here twice."),
        ("just words\n", "a.chat.yaml:1: : saw 'just words'. Expected a valid dictionary"),
    ],
)
def test_a_mistake_is_told_with_its_line_and_the_nearest_word(tmp_path: Path, text: str, told: str) -> None:
    assert told in mistakes(tmp_path, text)


@pytest.mark.parametrize(
    ("expect", "told"),
    [
        ("cards: {all: {genre: Comedy}}", ""),
        ("cards: {all: {genres: Comdy}}", "No item of films has the genres 'Comdy'. Did you mean 'Comedy'?"),
        ("cards: {all: {gernes: Comedy}}", "There is no attribute 'gernes' in films. Did you mean 'genres'?"),
        ("cards: {all: {runtime: long}}", "runtime: saw 'long'. Expected a number."),
        ("cards: {all: {genres: {'<=': 3}}}", "'<=' says nothing of genres, which is a list."),
        ("cards: {include: [Incepton]}", "There is no item 'Incepton' in films. Nearest: Inception"),
        ("tools: [recomend]", "There is no tool 'recomend'. Did you mean 'recommend'?"),
        ("reply: {matches: '('}", "'(' is no regular expression"),
        ("belief: {falls: {genres: 恐怖}}", ""),
        ("cards: {first: 盗梦空间}", ""),
    ],
)
def test_words_the_catalogue_does_not_have_are_told(tmp_path: Path, stage: Stage, expect: str, told: str) -> None:
    if told:
        found = mistakes(tmp_path, SCRIPT + expect, stage)
        assert "a.chat.yaml:5: " in found
        assert told in found
    else:
        check_scripts(read_scripts(written(tmp_path, SCRIPT + expect)), stage)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("name: a\ncatalogue: flims\nsteps: [open]\n", "a.chat.yaml:2: There is no catalogue"),
        ("name: a\ncatalogue: ../nowhere/items.csv\nsteps: [open]\n", "a.chat.yaml:2: "),
        ("name: a\npolicy: rules.toml\nsteps: [open]\n", "a.chat.yaml:2: The policy"),
        ("name: a\nusers: [ann]\nsteps: [{as: anna}]\n", "There is no user 'anna'. Did you mean 'ann'?"),
        ("name: a\nsteps: [{event: {type: sen, item: Alien}}]\n", "An event has the type 'sen'."),
        ("name: a\nusers: {ann: [{type: seen, item: Alein}]}\nsteps: [open]\n", "Nearest: Alien"),
        ("name: a\nsteps: [{user: {zh: 你好, en: hi}}, {user: {zh: 好}}]\n", "has no wording in en"),
    ],
)
def test_what_a_script_leans_on_has_to_be_there(tmp_path: Path, stage: Stage, text: str, told: str) -> None:
    assert told in mistakes(tmp_path, text, stage)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("name: [a\nsteps", "This is not YAML"),
        ("a: &a [*a]\n", "An alias stands inside its own anchor: a loop."),
        ("name: a\nsteps: &s\n  - open\n  - *s\n", "An alias stands inside its own anchor: a loop."),
        ("a: !!python/object/apply:os.system [ls]\n", "is not read."),
        ("a: " + "[" * 5000, "nested too deep"),
        ("? [a]\n: b\n", "A key is a list or a mapping."),
        ("a: *b\n", "This is not YAML: found undefined alias 'b'."),
    ],
)
def test_what_cannot_be_read_is_told(tmp_path: Path, text: str, told: str) -> None:
    assert told in mistakes(tmp_path, text)


def test_a_file_that_grows_when_read_is_refused(tmp_path: Path) -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 9)]
    with pytest.raises(ScriptError) as caught:
        read_documents(written(tmp_path, "\n".join(lines)))
    assert f"more than {NODE_LIMIT:,} values" in str(caught.value)


def test_a_script_with_no_end_of_steps_is_refused(tmp_path: Path) -> None:
    assert "steps" in mistakes(tmp_path, "name: a\nsteps:\n" + "  - open\n" * 201)


def test_a_large_file_is_refused_unread(tmp_path: Path) -> None:
    assert f"At most {SIZE_LIMIT:,}" in mistakes(tmp_path, "# " + "x" * 10_000_000)


def test_a_file_in_another_encoding_is_told(tmp_path: Path) -> None:
    file = tmp_path / "a.chat.yaml"
    file.write_bytes("name: 你好\nsteps: [open]\n".encode("gbk"))
    with pytest.raises(ScriptError, match="not UTF-8"):
        read_scripts(file)


def test_every_mistake_of_every_file_is_told_at_once(tmp_path: Path) -> None:
    written(tmp_path, "name: a\nstps: []\n", "a.chat.yaml")
    written(tmp_path, "nme: a\nsteps: [open]\n", "b.chat.yaml")
    with pytest.raises(ScriptError) as caught:
        collect([tmp_path])
    assert {each.file.name for each in caught.value.problems} == {"a.chat.yaml", "b.chat.yaml"}


def test_scripts_are_chosen_by_name_file_and_tag(tmp_path: Path) -> None:
    written(tmp_path, "name: a\ntags: [Slow]\nsteps: [open]\n---\nname: b\nsteps: [open]\n", "one.chat.yaml")
    assert [each.script.name for each in collect([tmp_path], "slow")] == ["a"]
    assert [each.script.name for each in collect([tmp_path], "ONE")] == ["a", "b"]
    with pytest.raises(NothingCollectedError, match="None of the 2 scripts"):
        collect([tmp_path], "nothing")


def test_a_folder_without_scripts_and_a_missing_one_are_told(tmp_path: Path) -> None:
    with pytest.raises(NothingCollectedError, match="There is no script in"):
        collect([tmp_path])
    with pytest.raises(NothingCollectedError, match="There is no"):
        collect([tmp_path / "nowhere"])


def test_the_published_schema_is_the_format() -> None:
    published = Path(__file__).parents[3] / "docs" / "chat.schema.json"
    assert published.read_text(encoding="utf-8") == json_schema(), "write it anew: quwei test --schema"
