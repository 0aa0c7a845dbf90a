"""Playing a script: what each step does, and what each expectation judges."""

from pathlib import Path

import pytest

from quwei.agent.scripts import Played, Stage, check_scripts, play, read_scripts, runs_of


def played(stage: Stage, folder: Path, text: str) -> list[Played]:
    """Play every run of one script."""
    file = folder / "a.chat.yaml"
    file.write_text(text if text.startswith("name:") else f"name: a\nsteps:\n{text}", encoding="utf-8")
    (source,) = read_scripts(file)
    check_scripts([source], stage)
    return [play(source, run, stage) for run in runs_of(source.script)]


def failures(stage: Stage, folder: Path, text: str) -> list[str]:
    """Return what does not hold in the only run of a script."""
    (one,) = played(stage, folder, text)
    assert one.error is None, one.error
    return [check.text for check in one.checks if not check.holds]


def test_a_script_is_played_once_per_language_and_wording(stage: Stage, tmp_path: Path) -> None:
    text = "  - user: {zh: [喜剧, 来点喜剧], en: a comedy}\n  - user: {zh: 不要太长, en: not too long}\n"
    runs = played(stage, tmp_path, text)
    assert [each.run for each in runs] == ["zh-1", "zh-2", "en"]
    assert [each.exchanges[0].did for each in runs] == ["喜剧", "来点喜剧", "a comedy"]


@pytest.mark.parametrize(
    "expect",
    [
        "cards: {count: 4, all: {genres: Horror}, any: {genres: Horror}, none: {genres: Musical}}",
        "cards: {count: {'>=': 1, '<=': 4}, exclude: [Amélie], first: {genres: 恐怖}}",
        "belief: {rises: {genres: Horror}, falls: {genres: Romance}, top: {k: 3, all: {genres: Horror}}}",
        "belief: {unchanged: false}",
        "profile: {likes: [恐怖], without: {likes: [Comedy], dislikes: [Horror], constraints: [runtime]}}",
        "profile: {empty: false}",
        "profile: {constraints: [genres]}",
        "tools: [extract_interests, recommend]",
        "tools: {include: [ask], exclude: [read_profile]}",
        "reply: {language: en, names_only_cards: true, contains: horror, lacks: [sorry], matches: 'HORR.R'}",
        "asks: true",
        "asks_nothing_known: true",
        "abstains: false",
        "offers_relaxation: false",
        "receipt: true",
        "receipt: {value: said, entered: {'>=': 1}, left: {'>=': 1}}",
        "asks_to_confirm: false",
    ],
)
def test_what_holds_is_seen_to_hold(stage: Stage, tmp_path: Path, expect: str) -> None:
    assert failures(stage, tmp_path, f"  - user: a horror film\n    expect:\n      {expect}\n") == []


@pytest.mark.parametrize(
    ("expect", "fails"),
    [
        ("cards: {count: 3}", "cards.count: 3"),
        ("cards: {all: {genres: Comedy}}", "cards.all: genres contains Comedy"),
        ("cards: {any: {genres: Musical}}", "cards.any: {genres: Musical}"),
        ("cards: {none: {genres: Horror}}", "cards.none: genres contains Horror"),
        ("cards: {include: [Amélie]}", "cards.include: Amélie"),
        ("cards: {first: Amélie}", "cards.first: Amélie"),
        ("cards: {disclosed: [genres]}", "cards.disclosed: genres"),
        ("belief: {falls: {genres: Horror}}", "belief.falls: {genres: Horror}"),
        ("belief: {unchanged: true}", "belief.unchanged: true"),
        ("belief: {restored: true}", "belief.restored: true"),
        ("belief: {top: {k: 5, none: {genres: Horror}}}", "belief.top 5.none: genres contains Horror"),
        ("profile: {likes: [Comedy]}", "profile.likes: Comedy"),
        ("profile: {without: {likes: [Horror]}}", "profile.without.likes: Horror"),
        ("profile: {constraints: {runtime: {'<=': 90}}}", "profile.constraints: runtime <= 90"),
        ("profile: {empty: true}", "profile.empty: true"),
        ("profile: {seen: [Alien]}", "profile.seen: Alien"),
        ("tools: [ask, extract_interests]", "tools: ask, extract_interests"),
        ("reply: {language: zh}", "reply.language: zh"),
        ("reply: {names_only_cards: false}", "reply.names_only_cards: false"),
        ("reply: {contains: banana}", "reply.contains: banana"),
        ("reply: {lacks: horror}", "reply.lacks: horror"),
        ("reply: {matches: '^banana'}", "reply.matches: ^banana"),
        ("asks: false", "asks: false"),
        ("asks: genres", "asks: genres"),
        ("asks_nothing_known: false", "asks_nothing_known: false"),
        ("abstains: true", "abstains: true"),
        ("offers_relaxation: runtime", "offers_relaxation: runtime"),
        ("receipt: false", "receipt: false"),
        ("receipt: {value: up}", "receipt.value: up"),
        ("asks_to_confirm: true", "asks_to_confirm: true"),
        ("asks_to_confirm: [R]", "asks_to_confirm: R"),
    ],
)
def test_what_does_not_hold_is_seen(stage: Stage, tmp_path: Path, expect: str, fails: str) -> None:
    text = f"  - user: a horror film\n    expect:\n      {expect}\n"
    assert failures(stage, tmp_path, text) == [fails]


def test_cards_without_cards_fulfil_nothing(stage: Stage, tmp_path: Path) -> None:
    text = "  - open\n  - expect: {cards: {all: {genres: Comedy}, none: {genres: Horror}}}\n"
    assert failures(stage, tmp_path, text) == ["cards.all: genres contains Comedy"]


def test_a_thumb_has_a_receipt_and_an_exact_undo(stage: Stage, tmp_path: Path) -> None:
    text = """
  - user: a horror film
  - thumb: {card: 1, value: down}
    expect:
      receipt: {value: down, left: {">=": 1}}
      belief: {unchanged: false}
  - undo:
    expect: {belief: {restored: true}, receipt: true}
  - thumb: {item: Alien, value: up}
    expect: {receipt: {item: 异形}, belief: {rises: {genres: Science Fiction}}}
"""
    text = text.replace("Science Fiction", "Sci-Fi")
    assert failures(stage, tmp_path, text) == []


def test_a_message_can_be_taken_back(stage: Stage, tmp_path: Path) -> None:
    text = """
  - user: a comedy
  - user: under 100 minutes
    expect: {profile: {constraints: [runtime]}}
  - undo: message
    expect: {profile: {without: {constraints: [runtime]}}, belief: {restored: true}}
"""
    assert failures(stage, tmp_path, text) == []


def test_people_sessions_restarts_and_histories(stage: Stage, tmp_path: Path) -> None:
    text = """name: a
users:
  ann: [{type: seen, item: Alien}]
  ben: []
steps:
  - user: I love horror films
    expect: {profile: {likes: [Horror], seen: [Alien]}}
  - restart
  - expect: {profile: {likes: [Horror], seen: [Alien]}}
  - as: ben
  - expect: {profile: {empty: true}}
  - event: {type: rated, item: Amélie, value: 9}
  - expect: {profile: {seen: [Amélie]}}
  - as: ann
  - session: tomorrow
  - after: 30d
  - open
  - expect: {profile: {likes: [Horror]}}
"""
    assert failures(stage, tmp_path, text) == []


def test_chips_are_pressed_by_number_words_or_skip(stage: Stage, tmp_path: Path) -> None:
    text = "  - open\n  - answer: 1\n    expect: {profile: {empty: false}}\n  - answer: skip\n"
    assert failures(stage, tmp_path, text) == []
    (one,) = played(stage, tmp_path, "  - open\n  - answer: nonsense\n")
    assert one.error is not None
    assert "There is no chip 'nonsense'" in one.error


def test_a_step_that_cannot_be_played_stops_the_script_with_its_line(stage: Stage, tmp_path: Path) -> None:
    (one,) = played(stage, tmp_path, "  - open\n  - thumb: {card: 1, value: up}\n  - user: hi\n")
    assert one.error == "line 4: There is no card 1. The last reply has 0."
    assert not one.holds
    assert len(one.exchanges) == 1


def test_what_may_come_true_later_waits_for_its_turn(stage: Stage, tmp_path: Path) -> None:
    text = """
  - user: hello
    expect: {within_turns: 2, cards: {all: {genres: Horror}}}
  - user: %s
"""
    assert failures(stage, tmp_path, text % "a horror film") == []
    assert failures(stage, tmp_path, text % "a romance") == ["cards.all: genres contains Horror"]


def test_what_never_comes_true_before_the_script_ends_has_failed(stage: Stage, tmp_path: Path) -> None:
    text = "  - user: hello\n    expect: {within_turns: 5, cards: {all: {genres: Horror}}}\n"
    assert failures(stage, tmp_path, text) == ["cards.all: genres contains Horror"]


def test_what_is_waited_for_of_one_person_does_not_come_true_by_another(stage: Stage, tmp_path: Path) -> None:
    text = """name: a
users: [ann, ben]
steps:
  - user: hello
    expect: {within_turns: 3, cards: {all: {genres: Horror}}}
  - as: ben
  - user: a horror film
"""
    assert failures(stage, tmp_path, text) == ["cards.all: genres contains Horror"]


def test_who_comes_back_goes_on_in_the_conversation_they_left(stage: Stage, tmp_path: Path) -> None:
    text = """name: a
users: [ann, ben]
steps:
  - session: evening
  - user: a horror film
  - as: ben
  - user: a comedy
  - as: ann
  - thumb: {card: 1, value: up}
  - expect: {profile: {constraints: {genres: Horror}}}
"""
    assert failures(stage, tmp_path, text) == []


def test_what_always_holds_is_judged_after_every_turn(stage: Stage, tmp_path: Path) -> None:
    text = "name: a\nalways: {cards: {none: {genres: Horror}}}\nsteps:\n  - user: a comedy\n  - user: horror\n"
    (one,) = played(stage, tmp_path, text)
    assert [check.holds for check in one.checks] == [True, False]


def test_a_script_expected_to_fail_is_noticed_when_it_passes(stage: Stage, tmp_path: Path) -> None:
    text = "name: a\nxfail: not yet\nsteps:\n  - user: a comedy\n    expect: {cards: {count: %s}}\n"
    assert [each.outcome for each in played(stage, tmp_path, text % 17)] == ["xfailed"]
    assert [each.outcome for each in played(stage, tmp_path, text % 4)] == ["xpassed"]


def test_a_policy_is_played_under(stage: Stage, tmp_path: Path) -> None:
    text = """name: a
catalogue: products
policy: {cards_per_turn: 2, disclose: [sponsored]}
steps:
  - user: shoes
    expect: {cards: {count: 2}, within_turns: 1}
"""
    assert failures(stage, tmp_path, text) == []
