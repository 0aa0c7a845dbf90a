"""Simulated people: what they say and accept, the tasks they are given, and how they are scored."""

from pathlib import Path
from typing import Any

import pytest

from quwei.agent.scripts import Stage
from quwei.agent.scripts.errors import NothingCollectedError, ScriptError
from quwei.agent.scripts.sabotage import SABOTAGES
from quwei.agent.simulation import Episode, Task, generate_tasks, read_tasks, simulate
from quwei.agent.simulation.summary import summarize
from quwei.agent.simulation.task import dump_tasks, goals_of, task_schema
from quwei.index.opened import Index


def task(**changes: Any) -> Task:
    return Task.model_validate(
        {"name": "t", "goal": {"genres": "Comedy", "runtime": {"<=": 95}}, "reveal": {"runtime": "hidden"}, **changes}
    )


def test_a_person_accepts_only_what_fulfils_everything(stage: Stage, films: Index) -> None:
    episode = simulate(task(), stage)
    assert episode.success
    assert episode.item is not None
    item = films.catalogue[episode.item]
    assert "Comedy" in item.attributes["genres"]  # type: ignore[operator]
    assert item.attributes["runtime"] <= 95  # type: ignore[operator]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_what_is_hidden_is_never_said_outright_before_a_hint(stage: Stage, language: str) -> None:
    goal = {"genres": "Drama", "runtime": {"<=": 70}}
    hidden = task(language=language, goal=goal, persona={"patience": 2}, policy={"cards_per_turn": 1})
    said = [text for who, text in simulate(hidden, stage).transcript if who == "user"]
    assert all("70" not in text for text in said)
    assert any(word in said[1] for word in ("长", "long"))


def test_what_is_asked_about_is_answered(stage: Stage) -> None:
    goal = {"genres": ["Comedy", "Romance"], "year": {">=": 2015}, "runtime": {"<=": 100}}
    episode = simulate(task(goal=goal, reveal={"runtime": "on_ask", "year": "on_ask"}), stage)
    assert episode.success


def test_an_honest_abstention_is_accepted_where_nothing_fits_only(stage: Stage) -> None:
    impossible = simulate(
        task(goal={"genres": "Comedy", "year": {"<=": 1930}, "runtime": {">=": 200}}, reveal={}), stage
    )
    assert (impossible.ending, impossible.attainable, impossible.success) == ("accepted_abstention", False, True)
    possible = simulate(task(persona={"patience": 3}), stage, agent_class=SABOTAGES["abstains"].agent_class)
    assert (possible.ending, possible.success) == ("gave_up", False)


def test_what_the_person_knows_already_is_not_accepted(stage: Stage) -> None:
    first = simulate(task(), stage)
    again = simulate(task(seen=[first.item]), stage)
    assert again.item != first.item


def test_a_broken_policy_is_a_failure_however_it_ends(stage: Stage) -> None:
    seen = ["Groundhog Day", "Some Like It Hot"]
    broken = SABOTAGES["shows_seen"].agent_class
    episode = simulate(task(goal={"genres": "Comedy"}, reveal={}, seen=seen), stage, agent_class=broken)
    assert episode.violations
    assert not episode.success


def test_another_trial_has_other_wordings_and_the_same_trial_the_same(stage: Stage) -> None:
    assert simulate(task(), stage, trial=1) == simulate(task(), stage, trial=1)
    assert len({simulate(task(), stage, trial).transcript[0] for trial in range(6)}) > 2


def test_generated_tasks_are_the_same_for_a_seed_and_spread(films: Index) -> None:
    tasks = generate_tasks(films, "films", 60, seed=3)
    assert tasks == generate_tasks(films, "films", 60, seed=3)
    assert tasks != generate_tasks(films, "films", 60, seed=4)
    assert {each.language for each in tasks} == {"zh", "en"}
    assert {len(each.goal) for each in tasks} == {1, 2, 3, 4}
    assert {how for each in tasks for how in each.reveal.values()} == {"on_ask", "hidden"}
    assert {each.persona.manner for each in tasks} == {"chatty", "terse", "stepwise"}
    assert any(each.seen for each in tasks)


def test_generated_tasks_are_mostly_narrow_and_sometimes_impossible(stage: Stage, films: Index) -> None:
    words = stage.words("films")
    counts = [
        int(films.columns.mask([goal.constraint for goal in goals_of(each, words)]).sum())
        for each in generate_tasks(films, "films", 60)
        if len(each.goal) > 1
    ]
    assert 0 < sum(count == 0 for count in counts) < 0.25 * len(counts)
    assert sum(count <= 0.03 * len(films.catalogue) for count in counts) > 0.9 * len(counts)


@pytest.mark.slow
@pytest.mark.parametrize("catalogue", ["places", "books", "products", "news", "jobs"])
def test_tasks_are_made_of_any_catalogue(stage: Stage, catalogue: str) -> None:
    for each in generate_tasks(stage.index(catalogue), catalogue, 12):
        episode = simulate(each, stage)
        assert episode.turns <= each.persona.patience
        assert episode.violations == ()


def test_tasks_go_to_a_file_and_come_back(stage: Stage, films: Index, tmp_path: Path) -> None:
    tasks = generate_tasks(films, "films", 20)
    (tmp_path / "a.task.yaml").write_text(dump_tasks(tasks), encoding="utf-8")
    assert read_tasks([tmp_path], stage) == tasks


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("name: a\ngoal: {genres: Comdy}\n", "a.task.yaml:2: No item of films has the genres 'Comdy'."),
        (
            "name: a\ngoal: {genres: Comedy}\nreveal: {genre: hidden}\n",
            "'genre' is not in the goal. Did you mean 'genres'?",
        ),
        ("name: a\ngoal: {genres: Comedy}\npersona: {patient: 3}\n", "Unknown key 'patient'. Did you mean 'patience'?"),
        ("name: a\ngoal: {}\n", "goal"),
        ("name: a\ncatalogue: flims\ngoal: {genres: Comedy}\n", "a.task.yaml:2: There is no catalogue"),
    ],
)
def test_a_mistake_in_a_task_is_told_with_its_line(stage: Stage, tmp_path: Path, text: str, told: str) -> None:
    (tmp_path / "a.task.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(ScriptError) as caught:
        read_tasks([tmp_path], stage)
    assert told in str(caught.value)


def test_no_tasks_are_told(stage: Stage, tmp_path: Path) -> None:
    with pytest.raises(NothingCollectedError):
        read_tasks([tmp_path], stage)


def test_episodes_are_summed_up_per_language_and_kind() -> None:
    def episode(number: int, language: str, ending: str, turns: int) -> Episode:
        return Episode.model_validate(
            {
                "task": f"t{number}",
                "wanted": "",
                "catalogue": "films",
                "language": language,
                "goals": 2,
                "kinds": ["volunteer", "hidden"],
                "attainable": True,
                "ending": ending,
                "item": None,
                "turns": turns,
                "violations": [],
                "transcript": [],
            }
        )

    rows = summarize(
        [episode(1, "zh", "accepted", 2), episode(1, "zh", "gave_up", 8), episode(2, "en", "accepted", 4)] * 2
    )
    by_group = {row.group: row for row in rows}
    assert by_group["all"].rates["pass^1"] == pytest.approx(0.75)
    assert by_group["all"].turns == 3.0
    assert by_group["zh"].rates["pass^1"] == 0.5
    assert by_group["2 limits, volunteer+hidden"].tasks == 2


def test_the_published_schema_is_the_format() -> None:
    published = Path(__file__).parents[3] / "docs" / "task.schema.json"
    assert published.read_text(encoding="utf-8") == task_schema(), "write it anew: quwei simulate --schema"
