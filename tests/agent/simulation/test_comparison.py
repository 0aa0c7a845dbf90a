"""The agent compared with rivals that ask at random, or nothing."""

from collections.abc import Callable
from typing import Any

import pytest

from quwei.agent.policy import Policy
from quwei.agent.scripts import Stage
from quwei.agent.simulation import Episode, Task, generate_tasks, simulate
from quwei.agent.simulation.comparison import compare
from quwei.agent.simulation.play import play_rivals
from quwei.agent.simulation.rivals import AS_IT_IS, NO_QUESTIONS, RANDOM_PAIRS, RANDOM_QUESTIONS, RIVALS
from quwei.index.opened import Index
from quwei.tools.questions import open_attributes

GOAL = {"genres": "Comedy", "runtime": {"<=": 95}, "year": {"<=": 1960}}


def task(**changes: Any) -> Task:
    waiting = {"runtime": "on_ask", "year": "on_ask"}
    given = {"name": "t", "goal": GOAL, "reveal": waiting, "persona": {"reasons": False}}
    return Task.model_validate({**given, "policy": {"cards_per_turn": 1}, **changes})


def said(episode: Episode, who: str) -> list[str]:
    return [text for speaker, text in episode.transcript if speaker == who]


def test_nobody_is_asked_by_the_one_without_questions(stage: Stage) -> None:
    assert all("?" not in text for text in said(simulate(task(), stage, 0, RIVALS[NO_QUESTIONS]), "quwei"))
    assert any("?" in text for text in said(simulate(task(), stage), "quwei"))


def test_random_questions_are_the_same_each_time_and_differ_from_the_chosen_ones(stage: Stage, films: Index) -> None:
    rival = RIVALS[RANDOM_QUESTIONS]
    assert simulate(task(), stage, 1, rival) == simulate(task(), stage, 1, rival)
    asked = set()
    with stage.world("films", None, Policy(), rival) as world:
        for user, message in enumerate(
            ["comedy", "war", "romance", "horror", "drama", "crime", "western", "animation"]
        ):
            turn = world.agent.chat(f"u{user}", "s").send(message)
            if turn.question is not None:
                asked.add(turn.question.attribute)
    assert len(asked) > 1


@pytest.mark.parametrize(("rival", "at_once"), [(RANDOM_QUESTIONS, 1), (RANDOM_PAIRS, 2)])
def test_random_questions_are_about_what_nobody_has_spoken_of(stage: Stage, rival: str, at_once: int) -> None:
    with stage.world("films", None, Policy(), RIVALS[rival]) as world:
        chat = world.agent.chat("u", "s")
        turn = chat.send("comedy")
        assert turn.question is not None
        assert len(turn.question.about) == at_once
        for _ in range(5):
            profile, belief = chat.profile(), chat.belief()
            turn = chat.send("no preference")
            assert turn.question is None or {*turn.question.about} <= {*open_attributes(belief, profile)}


def test_who_gives_no_reasons_says_no_more_than_was_asked(stage: Stage) -> None:
    episode = simulate(task(goal=GOAL, persona={"reasons": False, "patience": 4}), stage, 0, RIVALS[NO_QUESTIONS])
    first, *later = said(episode, "user")
    assert "comedy" in first.casefold()
    assert not any("9" in text for text in later)
    assert episode.ending == "gave_up" or episode.turns <= 4


@pytest.mark.parametrize("reveal", ["ask", "ask-all"])
def test_people_who_wait_to_be_asked_volunteer_one_wish(films: Index, reveal: Any) -> None:
    tasks = generate_tasks(films, "films", 24, reveal=reveal, reasons=False)
    assert tasks == generate_tasks(films, "films", 24, reveal=reveal, reasons=False)
    for each in tasks:
        assert len(each.goal) - len(each.reveal) == 1
        assert set(each.reveal.values()) == {"on_ask"}
        assert not each.persona.reasons
    assert {each.persona.manner for each in tasks} == {"chatty", "terse", "stepwise"}


def test_the_same_trials_are_compared(stage: Stage) -> None:
    played = play_rivals([task(), task(name="u", language="zh")], 2, stage, workers=1)
    assert list(played) == [AS_IT_IS, RANDOM_QUESTIONS, RANDOM_PAIRS, NO_QUESTIONS]
    assert len({tuple((each.task, each.transcript[0]) for each in episodes) for episodes in played.values()}) == 1
    standings = compare(played)
    assert [(each.group, each.agent) for each in standings] == [
        (group, agent) for group in ("all", "en", "zh") for agent in played
    ]
    assert standings[0].share == 1.0


def test_messages_are_compared_where_both_succeeded(make_episode: Callable[..., Episode]) -> None:
    played = {
        AS_IT_IS: [make_episode(2), make_episode(3), make_episode(8, "gave_up")],
        RANDOM_QUESTIONS: [make_episode(4), make_episode(6), make_episode(2)],
        NO_QUESTIONS: [make_episode(8, "gave_up"), make_episode(5), make_episode(4)],
    }
    ours, random, none = compare(played)[:3]
    assert (ours.turns, random.turns, none.turns) == (2.5, 4.0, 4.5)
    assert (ours.turns_in_common, random.turns_in_common, none.turns_in_common) == (3.0, 6.0, 5.0)
    assert ours.in_common == 1
    assert (ours.share, random.share, none.share) == (1.0, 0.5, 0.6)


@pytest.fixture
def make_episode() -> Callable[..., Episode]:
    def make(turns: int, ending: str = "accepted") -> Episode:
        return Episode.model_validate(
            {
                "task": "t",
                "wanted": "",
                "catalogue": "films",
                "language": "en",
                "goals": 1,
                "kinds": ["volunteer"],
                "attainable": True,
                "ending": ending,
                "item": None,
                "turns": turns,
                "violations": [],
                "transcript": [],
            }
        )

    return make
