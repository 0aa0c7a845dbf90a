"""Tests that test themselves: agents broken on purpose find what proves nothing."""

from pathlib import Path

import pytest

from quwei.agent.scripts import Stage, collect
from quwei.agent.scripts.falsify import SabotageReport, falsify
from quwei.agent.scripts.sabotage import SABOTAGES

SCRIPT = """name: a
users: {ann: [{type: seen, item: The Shining}], ben: []}
steps:
  - user: a horror film under two hours
    expect:
      cards: {all: {genres: Horror, runtime: {"<=": 120}}, exclude: [The Shining]}
      reply: {language: en, names_only_cards: true}
  - user: from the eighties
    expect: {profile: {likes: [Horror]}}
"""


def report(stage: Stage, folder: Path, text: str) -> SabotageReport:
    (folder / "a.chat.yaml").write_text(text, encoding="utf-8")
    return falsify(collect([folder]), stage, workers=1)


def test_a_good_script_catches_the_agents_it_is_about(stage: Stage, tmp_path: Path) -> None:
    found = report(stage, tmp_path, SCRIPT)
    assert found.never_falsified == ()
    assert found.failing == ()
    named = ("ignores_constraints", "random", "forgets", "wrong_language", "names_others", "shows_seen")
    assert {name: found.caught[name] for name in named} == dict.fromkeys(named, 1)


def test_an_expectation_that_proves_nothing_is_listed(stage: Stage, tmp_path: Path) -> None:
    found = report(stage, tmp_path, SCRIPT + "  - expect: {cards: {none: {runtime: {'>=': 900}}}}\n")
    assert [(each.line, each.text) for each in found.never_falsified] == [(10, "cards.none: runtime >= 900")]


def test_agents_that_a_script_lets_pass_are_named(stage: Stage, tmp_path: Path) -> None:
    found = report(stage, tmp_path, "name: a\nsteps: [{user: hi, expect: {reply: {language: en}}}]\n")
    (passed,) = found.passed.values()
    assert "ignores_constraints" in passed
    assert "wrong_language" not in passed


def test_a_script_that_fails_already_is_told(stage: Stage, tmp_path: Path) -> None:
    found = report(stage, tmp_path, "name: a\nsteps: [{user: hi, expect: {cards: {count: 4}}}]\n")
    assert len(found.failing) == 1


@pytest.mark.parametrize("name", list(SABOTAGES))
def test_every_broken_agent_holds_a_conversation(stage: Stage, tmp_path: Path, name: str) -> None:
    from quwei.agent.scripts import play, runs_of

    text = """name: a
steps:
  - open
  - user: 想看喜剧，90分钟以内
  - user: 不限片长
  - thumb: {item: Alien, value: down}
  - undo
  - user: a comedy from before 1900
"""
    (tmp_path / "a.chat.yaml").write_text(text, encoding="utf-8")
    (source,) = collect([tmp_path])
    assert play(source, runs_of(source.script)[0], stage, SABOTAGES[name].agent_class).error is None
