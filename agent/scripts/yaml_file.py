"""Read YAML so that every value keeps its line, and nothing in a file can run, loop or explode."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from quwei.agent.scripts.errors import ScriptError, ScriptProblem

SIZE_LIMIT = 256_000
"""Bytes of a file; a script is a page, not a book."""
NODE_LIMIT = 20_000
"""Values of a file, aliases counted as often as they occur."""
_KINDS = ("map", "seq", "str", "int", "float", "bool", "null")
"""What YAML may hold here; any other tag is refused."""
ValuePath = tuple[str | int, ...]


@dataclass(frozen=True)
class Document:
    """Hold one document of a file as plain values; `lines` gives the line of each value by its path."""

    file: Path
    value: Any
    lines: dict[ValuePath, int]

    def line(self, path: ValuePath) -> int:
        """Return the line of a value, or of the nearest thing around it."""
        at: ValuePath = ()
        for part in path:
            if (*at, part) in self.lines:  # an error's path may name types in between
                at = (*at, part)
        return self.lines[at]

    def problem(self, path: ValuePath, seen: str, expected: str) -> ScriptProblem:
        """Return a mistake at one place of the document."""
        return ScriptProblem(self.file, self.line(path), seen, expected)


class _Loader(yaml.SafeLoader):
    """Read scalars as YAML 1.2 does: `no` and `12:30` are what a person says, not a bool and a number."""

    yaml_implicit_resolvers = {}  # noqa: RUF012 - as PyYAML declares it


for _tag, _pattern, _first in (
    ("bool", r"true|false", "tf"),
    ("int", r"[-+]?[0-9]+", "-+0123456789"),
    ("float", r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?", "-+0123456789."),
    ("null", r"~|null|", ["~", "n", ""]),
):
    _Loader.add_implicit_resolver(f"tag:yaml.org,2002:{_tag}", re.compile(f"^(?:{_pattern})$"), list(_first))


def read_documents(file: Path) -> list[Document]:
    """Return the documents of a YAML file, empty ones left out.

    Raises ScriptError naming the line for what is no YAML, too large, nested without end, or says a key twice.
    """
    text = _text(file)
    try:
        nodes = [node for node in _compose(text) if node is not None]
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        seen = f"This is not YAML: {error.problem or error.context}."
        advice = "Indents of spaces; quotes around words that hold ': ' or begin with a sign."
        raise ScriptError([ScriptProblem(file, mark.line + 1 if mark else 1, seen, advice)]) from error
    except yaml.YAMLError as error:
        raise ScriptError([ScriptProblem(file, 1, f"This is not YAML: {error}.", "Plain text in UTF-8.")]) from error
    except RecursionError as error:
        raise ScriptError([ScriptProblem(file, 1, "Values are nested too deep.", "A handful of levels.")]) from error
    documents = []
    for node in nodes:
        walk = _Walk(file)
        value = walk.value(node, ())
        if value is not None:
            documents.append(Document(file, value, walk.lines))
    return documents


def _text(file: Path) -> str:
    try:
        size = file.stat().st_size
        if size > SIZE_LIMIT:
            seen = f"The file has {size:,} bytes."
            raise ScriptError([ScriptProblem(file, 1, seen, f"At most {SIZE_LIMIT:,}: split it into several files.")])
        return file.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise ScriptError([ScriptProblem(file, 1, f"Cannot be read: {error.strerror}.", "A readable file.")]) from error
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise ScriptError([ScriptProblem(file, line, "This is not UTF-8.", "Save the file as UTF-8.")]) from error


def _compose(text: str) -> Iterator[yaml.Node | None]:
    loader = _Loader(text)
    try:
        while loader.check_node():
            yield loader.get_node()
    finally:
        loader.dispose()


class _Walk:
    """Turn nodes into plain values, noting lines and refusing what has no end."""

    def __init__(self, file: Path) -> None:
        self.lines: dict[ValuePath, int] = {}
        self._file = file
        self._around: set[int] = set()
        self._count = 0

    def value(self, node: yaml.Node, path: ValuePath) -> Any:
        """Return the value of a node and of everything in it."""
        self.lines.setdefault(path, node.start_mark.line + 1)
        self._count += 1
        if self._count > NODE_LIMIT:
            raise self._error(node, f"The file holds more than {NODE_LIMIT:,} values.", "Fewer aliases, or more files.")
        if id(node) in self._around:
            raise self._error(node, "An alias stands inside its own anchor: a loop.", "Anchors without loops.")
        self._around.add(id(node))
        try:
            if node.tag.rsplit(":", 1)[-1] not in _KINDS:
                raise self._error(node, f"The tag {node.tag!r} is not read.", "Words, numbers, lists and mappings.")
            if isinstance(node, yaml.MappingNode):
                return self._mapping(node, path)
            if isinstance(node, yaml.SequenceNode):
                return [self.value(each, (*path, number)) for number, each in enumerate(node.value)]
            return self._scalar(node)
        finally:
            self._around.discard(id(node))

    def _mapping(self, node: yaml.MappingNode, path: ValuePath) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for key_node, each in node.value:
            if not isinstance(key_node, yaml.ScalarNode):
                raise self._error(key_node, "A key is a list or a mapping.", "A word.")
            key = str(key_node.value)
            if key in found:
                raise self._error(key_node, f"The key {key!r} stands here twice.", "Each key once.")
            self.lines[(*path, key)] = key_node.start_mark.line + 1
            found[key] = self.value(each, (*path, key))
        return found

    def _scalar(self, node: yaml.Node) -> str | int | float | bool | None:
        kind, text = node.tag.rsplit(":", 1)[-1], str(node.value)
        try:
            match kind:
                case "int":
                    return int(text)
                case "float":
                    return float(text)
                case "bool":
                    return text == "true"
                case "null":
                    return None
        except ValueError as error:
            raise self._error(node, f"{text!r} is no {kind}.", "A number.") from error
        return text

    def _error(self, node: yaml.Node, seen: str, expected: str) -> ScriptError:
        return ScriptError([ScriptProblem(self._file, node.start_mark.line + 1, seen, expected)])
