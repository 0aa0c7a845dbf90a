"""A chat becomes a test: green against the same agent, red against broken ones, and nobody's data in it."""

from pathlib import Path

import pytest

from quwei.agent import Agent
from quwei.agent.scripts import Stage, check_scripts, play, read_scripts, runs_of
from quwei.agent.scripts.falsify import falsify
from quwei.agent.scripts.record import record_script
from quwei.index.errors import QuweiError


@pytest.fixture
def recorded(films_agent: Agent, tmp_path: Path) -> Path:
    """A conversation with limits, thumbs, an undo, an abstention and a change of mind, as a script."""
    films_agent.record("annabel", [{"type": "seen", "item": "the-shining-1980"}])
    films_agent.chat("annabel", "last week").send("I love heist films")
    chat = films_agent.chat("annabel", "s1")
    chat.open()
    turn = chat.send("My name is Annabel, mail annabel@example.com: a comedy but nothing scary")
    receipt = chat.feedback(turn.cards[1].item.id, "down")
    chat.undo(receipt.id)
    chat.feedback(turn.cards[0].item.id, "down")
    chat.feedback(turn.cards[2].item.id, "seen")
    chat.send("at most two hours")
    assert chat.send("from before 1970, by Christopher Nolan").abstained
    chat.send("start over")
    chat.send("a thriller")
    file = tmp_path / "recorded.chat.yaml"
    file.write_text(record_script(films_agent, "annabel", "s1"), encoding="utf-8")
    return file


def test_it_replays_green_against_the_same_agent(recorded: Path, stage: Stage) -> None:
    (source,) = read_scripts(recorded)
    check_scripts([source], stage)
    for run in runs_of(source.script):
        result = play(source, run, stage)
        assert result.error is None
        assert [check for check in result.checks if not check.holds] == []


@pytest.mark.slow
def test_it_replays_red_against_each_relevant_sabotage(recorded: Path, stage: Stage) -> None:
    found = falsify(read_scripts(recorded), stage, workers=1)
    (passed,) = found.passed.values()
    without_rules = {"never_discloses", "shows_blocked", "never_confirms", "asks_again", "takes_no_for_yes"}
    without_talk = {"takes_talk_for_wishes"}
    assert set(passed) <= {"never_asks", "mixes_people", "never_fades", *without_rules, *without_talk}
    assert found.never_falsified == ()


def test_personal_data_is_replaced(recorded: Path) -> None:
    text = recorded.read_text(encoding="utf-8").casefold()
    assert "annabel" not in text
    assert "example.com" not in text


def test_wording_is_not_expected(recorded: Path) -> None:
    (source,) = read_scripts(recorded)
    replies = [step.expect.reply for step in source.script.steps if step.expect and step.expect.reply]
    assert replies
    assert all((each.contains, each.lacks, each.matches) == (None, None, None) for each in replies)


def test_earlier_tastes_and_histories_come_along(recorded: Path) -> None:
    (source,) = read_scripts(recorded)
    assert source.script.users == {"user": [{"type": "seen", "item": "the-shining-1980"}]}
    assert source.script.steps[1].user is not None
    assert source.script.steps[1].user.plain == ("I love heist films",)


def test_a_chinese_chat_is_recorded_in_chinese(films_agent: Agent, stage: Stage, tmp_path: Path) -> None:
    chat = films_agent.chat("u", "s")
    chat.send("我叫王小二，想看喜剧，两小时以内")
    chat.send("不要爱情片")
    file = tmp_path / "a.chat.yaml"
    file.write_text(record_script(films_agent, "u", "s"), encoding="utf-8")
    (source,) = read_scripts(file)
    assert source.script.language == "zh"
    assert "王小二" not in file.read_text(encoding="utf-8")
    assert play(source, runs_of(source.script)[0], stage).holds


def test_a_session_that_is_not_there_is_told(films_agent: Agent) -> None:
    films_agent.chat("ann", "s1").send("a comedy")
    with pytest.raises(QuweiError, match="A session of this person: s1"):
        record_script(films_agent, "ann", "s2")
