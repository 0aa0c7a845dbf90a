"""A catalogue: items that are checked, and their schema."""

import hashlib
import math
import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from importlib import resources
from pathlib import Path
from typing import Any

from quwei.index.errors import CatalogueError, RowProblem
from quwei.index.infer import infer_schema, is_missing, split_list
from quwei.index.item import Item, Value
from quwei.index.languages import LANGUAGES, Language, has_han
from quwei.index.rows import Row, read_rows
from quwei.index.schema import Attribute, Schema, merge, read_partial, schema_path

BUILT_IN = ("films", "places", "books", "products", "news", "jobs")
SAMPLES = ("products", "news", "jobs")
"""Built-in catalogues of invented items."""
TRUE_WORDS, FALSE_WORDS = ("true", "yes", "是"), ("false", "no", "否")


@dataclass(frozen=True)
class Catalogue:
    """Hold the items of one catalogue in order, with their schema."""

    name: str
    schema: Schema
    items: tuple[Item, ...]

    @cached_property
    def rows(self) -> Mapping[str, int]:
        """Return the position of each item by its id."""
        return {item.id: row for row, item in enumerate(self.items)}

    @cached_property
    def languages(self) -> tuple[Language, ...]:
        """Return the languages in which at least half of the items have words."""
        half = len(self.items) / 2
        return tuple(each for each in LANGUAGES if sum(each in item.titles for item in self.items) >= half)

    def __getitem__(self, item_id: str) -> Item:
        return self.items[self.rows[item_id]]

    def __contains__(self, item_id: object) -> bool:
        return item_id in self.rows

    def __len__(self) -> int:
        return len(self.items)


def locate(name_or_path: str | Path) -> tuple[str, Path]:
    """Return a catalogue's name and file, given a built-in name or a path.

    Two files of the same stem in different folders get different names. Raises CatalogueError for an unknown name.
    """
    text = str(name_or_path)
    if text in BUILT_IN:
        return text, Path(str(resources.files("quwei.index") / "catalogues" / text / "items.jsonl"))
    path = Path(text).expanduser()
    if not path.suffix and not path.exists():
        raise CatalogueError(
            f"There is no catalogue {text!r}.",
            f"A path, or one of: {', '.join(BUILT_IN)}.",
            "See them with: quwei catalogue list",
        )
    if path.is_dir():
        path = next(
            (
                path / f"items{ending}"
                for ending in (".jsonl", ".csv", ".parquet")
                if (path / f"items{ending}").is_file()
            ),
            path / "items.jsonl",
        )
    resolved = path.resolve()
    readable = re.sub(r"[^a-z0-9]+", "-", f"{resolved.parent.name}-{resolved.stem}".lower()).strip("-")
    return f"{readable}-{hashlib.sha256(str(resolved).encode()).hexdigest()[:8]}", path


def load_catalogue(name_or_path: str | Path, write_schema: bool = True) -> Catalogue:
    """Read and check a whole catalogue; a schema that is missing is inferred and written beside it.

    Raises CatalogueError with every bad row.
    """
    name, path = locate(name_or_path)
    numbered, problems = read_rows(path)
    schema = infer_schema([row for _, row in numbered])
    beside = schema_path(path)
    if beside.is_file():
        schema = merge(schema, read_partial(beside), beside)
    reader = _ItemReader(schema, problems)
    items = tuple(item for number, row in numbered if (item := reader.read(number, row)))
    if problems:
        raise _bad_rows(path, problems, f"Mend the rows or the schema {beside}, then: quwei catalogue validate {path}")
    if write_schema and not beside.is_file():
        _write_if_allowed(schema, beside)
    return Catalogue(name, schema, items)


def read_items(path: Path, schema: Schema) -> tuple[Item, ...]:
    """Read rows that have to fit a schema there is: items to add to a catalogue.

    Raises CatalogueError with every bad row.
    """
    numbered, problems = read_rows(path)
    reader = _ItemReader(schema, problems)
    items = tuple(item for number, row in numbered if (item := reader.read(number, row)))
    if problems:
        raise _bad_rows(path, problems, "Mend the rows: nothing was changed.")
    return items


def _bad_rows(path: Path, problems: list[RowProblem], next_step: str) -> CatalogueError:
    in_order = tuple(sorted(problems, key=lambda each: each.line))
    return CatalogueError(f"{len(problems)} problems in {path}.", "Rows that fit the schema.", next_step, in_order)


def _write_if_allowed(schema: Schema, path: Path) -> None:
    """Write the schema for the owner to edit; a read-only folder is no reason to fail, it is inferred again."""
    try:
        schema.dump(path)
    except OSError:
        with suppress(OSError):  # a disk mounted read-only refuses even this
            path.unlink(missing_ok=True)


class _ItemReader:
    """Turn rows into items, noting every problem."""

    def __init__(self, schema: Schema, problems: list[RowProblem]) -> None:
        self._schema = schema
        self._problems = problems
        self._lines: dict[str, int] = {}

    def read(self, line: int, row: Row) -> Item | None:
        """Return the item of one row, None when it has a problem."""
        before = len(self._problems)
        fields = self._schema.fields
        item_id = self._id(line, row.get(fields.id))
        noted = len(self._problems)
        titles = self._localized(line, fields.title, row.get(fields.title))
        if not titles and len(self._problems) == noted:
            self._note(line, fields.title, row.get(fields.title), "a title")
        texts: dict[Language, str] = {}
        for column in fields.text:
            for language, text in self._localized(line, column, row.get(column)).items():
                texts[language] = f"{texts[language]} {text}" if language in texts else text
        attributes = self._attributes(line, row)
        if len(self._problems) > before:
            return None
        return Item(item_id, titles, texts, attributes, _link(row.get(fields.image)), _link(row.get(fields.url)))

    def _note(self, line: int, field: str, seen: object, expected: str) -> None:
        self._problems.append(RowProblem(line, field, seen, expected))

    def _id(self, line: int, value: object) -> str:
        field = self._schema.fields.id
        if isinstance(value, bool) or not isinstance(value, str | int) or not str(value).strip():
            self._note(line, field, value, "an id (text or whole number)")
            return ""
        item_id = str(value).strip()
        if item_id in self._lines:
            self._note(line, field, item_id, f"an id of its own (line {self._lines[item_id]} has it)")
        self._lines[item_id] = line
        return item_id

    def _localized(self, line: int, field: str, value: object) -> dict[Language, str]:
        """Return the words per language; a plain string belongs to the language it is written in."""
        if isinstance(value, dict):  # Parquet fills in what a row does not have
            value = {language: words for language, words in value.items() if words is not None}
        if is_missing(value):
            return {}
        if isinstance(value, str | int | float):
            text = " ".join(str(value).split())
            return {"zh" if has_han(text) else "en": text} if text else {}
        if isinstance(value, dict) and set(value) <= set(LANGUAGES) and all(isinstance(v, str) for v in value.values()):
            return {language: " ".join(text.split()) for language, text in value.items() if text.strip()}
        self._note(line, field, value, "text, or {zh = ..., en = ...}")
        return {}

    def _attributes(self, line: int, row: Row) -> dict[str, Value]:
        found: dict[str, Value] = {}
        for name, attribute in self._schema.attributes.items():
            raw = row.get(name)
            if is_missing(raw):
                continue
            try:
                value = typed_value(raw, attribute)
            except ValueError as error:
                self._note(line, name, raw, str(error))
                continue
            if value != ():
                found[name] = value
        return found


def typed_value(raw: Any, attribute: Attribute) -> Value:
    """Return `raw` as the attribute's type.

    Raises ValueError saying what was expected.
    """
    if attribute.type == "number":
        return _number(raw)
    if attribute.type == "bool":
        return _bool(raw)
    if attribute.type == "date":
        return _date(raw)
    if attribute.type == "string":
        return _string(raw, attribute)
    if isinstance(raw, str):
        raw = split_list(raw, attribute.separator) if attribute.separator else [raw]
    if not isinstance(raw, Sequence):
        raise ValueError("a list of words")
    return tuple(dict.fromkeys(_string(part, attribute) for part in raw if not is_missing(part)))


def _number(raw: Any) -> int | float:
    if isinstance(raw, int | float) and not isinstance(raw, bool):
        return raw
    try:
        number = float(str(raw).replace(",", "").strip())
    except ValueError:
        raise ValueError("a number") from None
    if not math.isfinite(number):
        raise ValueError("a number")
    return int(number) if number.is_integer() else number


def _bool(raw: Any) -> bool:
    if isinstance(raw, bool):
        return raw
    word = str(raw).strip().casefold()
    if word in TRUE_WORDS or word in FALSE_WORDS:
        return word in TRUE_WORDS
    raise ValueError("true or false")


def _date(raw: Any) -> date:
    if isinstance(raw, datetime):
        return raw.date()
    if isinstance(raw, date):
        return raw
    try:
        return date.fromisoformat(str(raw).strip())
    except ValueError:
        raise ValueError("a date such as 2026-05-31") from None


def _string(raw: Any, attribute: Attribute) -> str:
    """Return one value; a bilingual {zh, en} value is known by its English word and teaches the schema the other."""
    if isinstance(raw, dict) and raw and set(raw) <= set(LANGUAGES):
        value = str(raw.get("en") or raw.get("zh"))
        attribute.values.setdefault(value, {language: [str(word)] for language, word in raw.items() if word})
        return value
    if isinstance(raw, str | int | float) and not isinstance(raw, bool):
        return str(raw).strip()
    raise ValueError("a word")


def _link(raw: object) -> str | None:
    return str(raw) if isinstance(raw, str) and raw.strip() else None
