"""Find scripts in files and folders, and read them."""

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from quwei.agent.policy import Policy
from quwei.agent.scripts import expectations as expected
from quwei.agent.scripts.errors import NothingCollectedError, ScriptError, ScriptProblem, one_of
from quwei.agent.scripts.script import Script, Step, ThumbGiven
from quwei.agent.scripts.yaml_file import Document, read_documents
from quwei.index.catalogue import BUILT_IN

ENDING = ".chat.yaml"
_BLOCKS: dict[str, type[BaseModel]] = {
    "steps": Step,
    "thumb": ThumbGiven,
    "policy": Policy,
    "expect": expected.Expect,
    "always": expected.Expect,
    "cards": expected.CardsExpected,
    "profile": expected.ProfileExpected,
    "without": expected.Known,
    "belief": expected.BeliefExpected,
    "top": expected.TopExpected,
    "receipt": expected.ReceiptExpected,
    "tools": expected.ToolsExpected,
    "reply": expected.ReplyExpected,
}
"""The keys whose values have keys of their own."""
Model = TypeVar("Model", bound=BaseModel)


@dataclass(frozen=True)
class SourcedScript:
    """Hold a script with the document it was read from."""

    script: Script
    document: Document

    @property
    def file(self) -> Path:
        """Return the file it stands in."""
        return self.document.file

    @property
    def catalogue(self) -> str:
        """Return its catalogue: a built-in name, or a path that holds from anywhere."""
        return resolved_catalogue(self.script.catalogue, self.file)


def collect(paths: Sequence[Path], only: str | None = None) -> list[SourcedScript]:
    """Return the scripts in files and folders whose name, file or tags hold `only`.

    Raises ScriptError with every mistake of every file, and NothingCollectedError when there is no script.
    """
    found: list[SourcedScript] = []
    problems: list[ScriptProblem] = []
    for file in script_files(paths, ENDING):
        try:
            found += read_scripts(file)
        except ScriptError as error:
            problems += error.problems
    if problems:
        raise ScriptError(problems)
    chosen = [each for each in found if only is None or _matches(each, only)]
    if not chosen:
        where = ", ".join(map(str, paths))
        seen = f"None of the {len(found)} scripts matches {only!r}." if found else f"There is no script in {where}."
        raise NothingCollectedError(
            seen, f"Files that end in {ENDING}.", "Check the path, or write one: docs/conversation-tests.md"
        )
    return chosen


def script_files(paths: Sequence[Path], ending: str) -> Iterator[Path]:
    """Yield the files named, and those with `ending` in folders, in order, each once."""
    seen: set[Path] = set()
    for path in paths:
        if not path.exists():
            raise NothingCollectedError(f"There is no {path}.", "A file or a folder.", "Check the path.")
        files = [path]
        if path.is_file() and not path.name.endswith(ending):
            other = "quwei simulate" if ending == ENDING else "quwei test"
            said, wanted = f"{path} is no *{ending} file.", f"A name that ends in {ending}."
            raise NothingCollectedError(said, wanted, f"Rename it, or try: {other} {path}")
        if path.is_dir():
            files = sorted(
                Path(folder) / name for folder, _, names in os.walk(path) for name in names if name.endswith(ending)
            )
        for file in files:
            if file.resolve() not in seen:
                seen.add(file.resolve())
                yield file


def read_scripts(file: Path) -> list[SourcedScript]:
    """Return the scripts of one file.

    Raises ScriptError with every mistake in it that shows without the catalogue.
    """
    found = [SourcedScript(script, document) for script, document in read_models(file, Script, _BLOCKS)]
    names: dict[str, int] = {}
    problems = []
    for each in found:
        line = each.document.line(("name",))
        if each.script.name in names:
            seen = f"The name {each.script.name!r} is taken."
            problems.append(
                ScriptProblem(file, line, seen, f"A name of its own; line {names[each.script.name]} has it.")
            )
        names[each.script.name] = line
    if problems:
        raise ScriptError(problems)
    return found


def read_models(file: Path, model: type[Model], blocks: dict[str, type[BaseModel]]) -> list[tuple[Model, Document]]:
    """Return the documents of a file as `model`; `blocks` says which keys have keys of their own.

    Raises ScriptError with the mistakes of all of them.
    """
    found: list[tuple[Model, Document]] = []
    problems: list[ScriptProblem] = []
    for document in read_documents(file):
        try:
            found.append((model.model_validate(document.value), document))
        except ValidationError as error:
            problems += _problems(document, error.errors(include_url=False), {"": model, **blocks})
    if problems:
        raise ScriptError(problems)
    return found


def resolved_catalogue(catalogue: str, file: Path) -> str:
    """Return a built-in name as it is, and a path as seen from the file's folder."""
    return catalogue if catalogue in BUILT_IN else str(file.parent / Path(catalogue).expanduser())


def _matches(each: SourcedScript, only: str) -> bool:
    words = (each.script.name, each.file.name, *each.script.tags)
    return any(only.casefold() in word.casefold() for word in words)


def _problems(
    document: Document, errors: Iterable[ErrorDetails], blocks: dict[str, type[BaseModel]]
) -> list[ScriptProblem]:
    """Return one mistake per place: of a value that could be several things, the one that says most."""
    chosen: dict[tuple[str | int, ...], ErrorDetails] = {}
    for error in errors:
        place = tuple(part for part in error["loc"] if (*_within(document, error["loc"], part), part) in document.lines)
        place = (*place, error["loc"][-1]) if error["type"] == "missing" else place
        if place not in chosen or _weight(error) > _weight(chosen[place]):
            chosen[place] = error
    # A mistake inside a value explains the one about the whole value.
    deepest = [
        place for place in chosen if not any(other != place and other[: len(place)] == place for other in chosen)
    ]
    return [document.problem(place, *_words(place, chosen[place], blocks)) for place in deepest]


def _within(document: Document, loc: Sequence[str | int], part: str | int) -> tuple[str | int, ...]:
    """Return the path of the values around `part`, the names of types left out."""
    at: tuple[str | int, ...] = ()
    for each in loc[: list(loc).index(part)]:
        if (*at, each) in document.lines:
            at = (*at, each)
    return at


def _weight(error: ErrorDetails) -> int:
    return {"extra_forbidden": 3, "value_error": 2, "missing": 2}.get(error["type"], 1)


def _words(place: tuple[str | int, ...], error: ErrorDetails, blocks: dict[str, type[BaseModel]]) -> tuple[str, str]:
    dotted = ".".join(str(part) for part in place)
    if error["type"] == "extra_forbidden":
        key = str(place[-1])
        block = next((str(part) for part in reversed(place[:-1]) if part in blocks), "")
        known = [field.alias or name for name, field in blocks[block].model_fields.items()]
        return f"Unknown key {key!r}.", one_of(key, known)
    if error["type"] == "missing":
        return f"There is no {dotted!r}.", "It is needed."
    message = error["msg"].removeprefix("Value error, ").removeprefix("Input should be ")
    return f"{dotted}: saw {_shown(error['input'])}.", f"Expected {message}."


def _shown(value: Any) -> str:
    return repr(value) if isinstance(value, str | int | float | bool | None) else type(value).__name__
