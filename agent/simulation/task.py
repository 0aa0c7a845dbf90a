"""A task: what a simulated person wants, how they let it be known, and when they give up."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field

from quwei.agent.permission import check_policy
from quwei.agent.policy import Policy
from quwei.agent.scripts.catalogue_words import CatalogueWords, UnknownWordError
from quwei.agent.scripts.errors import NothingCollectedError, ScriptError, ScriptProblem, one_of
from quwei.agent.scripts.expectations import Names, Predicates
from quwei.agent.scripts.files import read_models, resolved_catalogue, script_files
from quwei.agent.scripts.script import FORMAT
from quwei.agent.scripts.stage import Stage
from quwei.agent.scripts.yaml_file import Document
from quwei.index.constraint import Constraint
from quwei.index.errors import CatalogueError, QuweiError
from quwei.index.languages import Language

ENDING = ".task.yaml"
Reveal = Literal["volunteer", "on_ask", "hidden"]


class Persona(BaseModel):
    """Describe how a simulated person speaks, and for how long."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    patience: int = Field(8, ge=1, le=50, description="messages after which they give up")
    manner: Literal["chatty", "terse", "stepwise"] = Field(
        "chatty", description="whole sentences, bare words, or one wish per message"
    )
    reasons: bool = Field(
        True,
        description="says what is wrong with a card; else only that it is not wanted, unless it breaks what was said",
    )


class Task(BaseModel):
    """Hold a task; it is solved by an item that fulfils the whole goal, or, where there is none, by saying so."""

    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        title="Quwei task",
        json_schema_extra={"$schema": FORMAT, "description": "One document of a *.task.yaml file."},
    )

    name: str = Field(min_length=1, max_length=200)
    catalogue: str = Field("films", description="a built-in name, or a path from the task's folder")
    language: Language = "en"
    goal: Annotated[Predicates, Field(min_length=1, description="what the item must fulfil")]
    reveal: dict[str, Reveal] = Field(
        {},
        description="per attribute of the goal: said unasked (when left out), when asked about, or only by rejecting",
    )
    seen: Names = Field([], description="items the person knows already, and does not want")
    persona: Persona = Persona()
    policy: Policy = Policy()


@dataclass(frozen=True)
class Goal:
    """Hold one predicate of a goal as the catalogue has it, and how it becomes known."""

    constraint: Constraint
    reveal: Reveal


def goals_of(task: Task, words: CatalogueWords) -> list[Goal]:
    """Return the predicates of a task.

    Raises UnknownWordError for what the catalogue does not have.
    """
    reveal = {words.attribute(name): each for name, each in task.reveal.items()}
    return [Goal(each, reveal.get(each.attribute, "volunteer")) for each in words.predicates(task.goal)]


def read_tasks(paths: Sequence[Path], stage: Stage) -> list[Task]:
    """Return the tasks in files and folders, checked against their catalogues.

    Raises ScriptError with every mistake, and NothingCollectedError when there is no task.
    """
    found: list[Task] = []
    problems: list[ScriptProblem] = []
    for file in script_files(paths, ENDING):
        try:
            for task, document in read_models(file, Task, {"persona": Persona, "policy": Policy}):
                placed = task.model_copy(update={"catalogue": resolved_catalogue(task.catalogue, file)})
                problems += _problems(placed, document, stage)
                found.append(placed)
        except ScriptError as error:
            problems += error.problems
    if problems:
        raise ScriptError(problems)
    if not found:
        raise NothingCollectedError(
            f"There is no task in {', '.join(map(str, paths))}.",
            f"Files that end in {ENDING}.",
            "Make some: quwei simulate --generate 40 --save my.task.yaml",
        )
    return found


def dump_tasks(tasks: Sequence[Task]) -> str:
    """Return tasks in YAML, one document each."""
    plain = [_without_defaults(task) for task in tasks]
    return yaml.safe_dump_all(plain, allow_unicode=True, sort_keys=False, default_flow_style=None, width=120)


def _without_defaults(task: Task) -> dict[str, Any]:
    said = {"name", "catalogue", "language", "goal", *task.model_dump(exclude_defaults=True)}
    return {key: each for key, each in task.model_dump(mode="json", exclude_defaults=False).items() if key in said} | (
        {"persona": task.persona.model_dump(exclude_defaults=True)} if "persona" in said else {}
    )


def task_schema() -> str:
    """Return the JSON Schema of a task, for editors to complete and check."""
    return json.dumps(Task.model_json_schema(), indent=2, ensure_ascii=False) + "\n"


def _problems(task: Task, document: Document, stage: Stage) -> list[ScriptProblem]:
    try:
        words = stage.words(task.catalogue)
    except CatalogueError as error:
        return [document.problem(("catalogue",), error.seen, f"{error.expected} {error.next_step}")]
    found = []
    try:
        check_policy(task.policy, stage.index(task.catalogue))
    except QuweiError as error:
        found.append(document.problem(("policy",), error.seen, error.expected))
    readings: tuple[tuple[str, Any], ...] = (
        ("goal", lambda: words.predicates(task.goal)),
        ("seen", lambda: words.items(task.seen)),
    )
    for key, read in readings:
        try:
            read()
        except UnknownWordError as error:
            found.append(document.problem((key, *error.path), error.seen, error.expected))
    found += [
        document.problem(("reveal", name), f"{name!r} is not in the goal.", one_of(name, task.goal))
        for name in task.reveal
        if name not in task.goal
    ]
    return found
