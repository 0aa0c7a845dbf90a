"""Read the rows of a catalogue file: JSON lines, CSV or Parquet."""

import csv
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from quwei.index.errors import CatalogueError, RowProblem

Row = dict[str, Any]
FORMATS = (".jsonl", ".csv", ".parquet")


def read_rows(path: Path) -> tuple[list[tuple[int, Row]], list[RowProblem]]:
    """Return (line number, row) pairs and the lines that could not be read.

    Raises CatalogueError when the file is missing, of another format, or unreadable as a whole.
    """
    if not path.is_file():
        raise CatalogueError(
            f"There is no catalogue at {path}.",
            f"A file ending in {', '.join(FORMATS)}.",
            "Check the path, or use a built-in name: quwei catalogue list",
        )
    problems: list[RowProblem] = []
    readers = {".jsonl": _json_lines, ".csv": _csv, ".parquet": _parquet}
    if path.suffix not in readers:
        raise CatalogueError(
            f"{path.name} ends in {path.suffix or 'nothing'}.",
            f"One of {', '.join(FORMATS)}.",
            "Convert the file, or rename it if only its ending is wrong.",
        )
    try:
        rows = [(number, _flat(row)) for number, row in readers[path.suffix](path, problems)]
    except UnicodeDecodeError as error:
        raise CatalogueError(
            f"{path} is not UTF-8: {error.reason} at byte {_bad_byte(path)}.", "Text in UTF-8.", "Save it as UTF-8."
        ) from error
    except (OSError, csv.Error) as error:
        raise CatalogueError(
            f"{path} cannot be read: {error}.",
            "A file that may be read.",
            "Check its permissions, or write it as .jsonl.",
        ) from error
    if not rows and not problems:
        raise CatalogueError(f"{path} has no rows.", "At least one item.", "Add items, one a line.")
    return rows, problems


def _flat(row: Row) -> Row:
    """Spread an object of attributes over the row."""
    nested = row.get("attributes")
    if not isinstance(nested, dict):
        return row
    return {**{name: value for name, value in row.items() if name != "attributes"}, **nested}


def _bad_byte(path: Path) -> int:
    """Return where UTF-8 ends: a reader in chunks counts from the start of its chunk."""
    try:
        path.read_bytes().decode("utf-8")
    except UnicodeDecodeError as error:
        return error.start
    return 0


def _json_lines(path: Path, problems: list[RowProblem]) -> Iterator[tuple[int, Row]]:
    with path.open(encoding="utf-8-sig") as lines:
        for number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            try:
                row = json.loads(line)
            except json.JSONDecodeError as error:
                problems.append(RowProblem(number, "(line)", line.strip()[:60], f"JSON ({error.msg})"))
                continue
            if isinstance(row, dict):
                yield number, row
            else:
                problems.append(RowProblem(number, "(line)", line.strip()[:60], "a JSON object"))


def _csv(path: Path, problems: list[RowProblem]) -> Iterator[tuple[int, Row]]:
    with path.open(encoding="utf-8-sig", newline="") as lines:
        reader = csv.DictReader(lines)
        for row in reader:
            if None in row:
                problems.append(RowProblem(reader.line_num, "(line)", row[None], "as many cells as the header has"))
            yield reader.line_num, {name: value for name, value in row.items() if name is not None}


def _parquet(path: Path, problems: list[RowProblem]) -> Iterator[tuple[int, Row]]:
    import polars as pl

    try:
        frame = pl.read_parquet(path)
    except pl.exceptions.PolarsError as error:
        raise CatalogueError(
            f"{path} is not readable as Parquet: {error}.", "A Parquet file.", "Write it again."
        ) from error
    yield from enumerate(frame.iter_rows(named=True), 1)
