"""Reading catalogue files: three formats, one answer, and every line that cannot be read."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quwei.index.errors import CatalogueError
from quwei.index.rows import read_rows


def write(path: Path, text: str, encoding: str = "utf-8") -> Path:
    path.write_bytes(text.encode(encoding))
    return path


def test_json_lines_come_with_their_line_numbers_and_blank_lines_count(tmp_path: Path) -> None:
    rows, problems = read_rows(write(tmp_path / "items.jsonl", '{"id": 1}\n\n  \n{"id": 2}\n'))
    assert rows == [(1, {"id": 1}), (4, {"id": 2})]
    assert problems == []


def test_a_last_line_without_a_line_end_is_read(tmp_path: Path) -> None:
    assert read_rows(write(tmp_path / "items.jsonl", '{"id": 1}\n{"id": 2}'))[0][-1] == (2, {"id": 2})


def test_windows_line_ends_are_read(tmp_path: Path) -> None:
    assert [row for _, row in read_rows(write(tmp_path / "a.jsonl", '{"id": 1}\r\n{"id": 2}\r\n'))[0]] == [
        {"id": 1},
        {"id": 2},
    ]
    assert [row for _, row in read_rows(write(tmp_path / "a.csv", "id,title\r\n1,猫\r\n"))[0]] == [
        {"id": "1", "title": "猫"}
    ]


@pytest.mark.parametrize("name", ["items.jsonl", "items.csv"])
def test_a_byte_order_mark_is_no_part_of_the_first_column(tmp_path: Path, name: str) -> None:
    text = '{"id": "1", "title": "猫"}\n' if name.endswith("jsonl") else "id,title\n1,猫\n"
    rows, problems = read_rows(write(tmp_path / name, text, "utf-8-sig"))
    assert [row for _, row in rows] == [{"id": "1", "title": "猫"}]
    assert problems == []


@pytest.mark.parametrize("encoding", ["gb18030", "utf-16"])
@pytest.mark.parametrize("name", ["items.jsonl", "items.csv"])
def test_a_file_in_another_encoding_is_one_clear_error(tmp_path: Path, name: str, encoding: str) -> None:
    path = write(tmp_path / name, 'id,title\n1,"卧虎藏龙"\n', encoding)
    with pytest.raises(CatalogueError) as caught:
        read_rows(path)
    assert str(path) in caught.value.seen
    assert "UTF-8" in caught.value.expected
    assert caught.value.next_step


def test_a_bad_byte_is_named_by_its_place_in_the_file(tmp_path: Path) -> None:
    good = b'{"id": 1, "title": "a film with quite an ordinary title"}\n' * 400
    path = tmp_path / "items.jsonl"
    path.write_bytes(good + b'{"id": 2, "title": "\xff"}\n')
    with pytest.raises(CatalogueError) as caught:
        read_rows(path)
    assert f"byte {len(good) + 20}" in caught.value.seen


@pytest.mark.parametrize("name", ["items.jsonl", "items.csv", "items.parquet"])
def test_an_empty_file_is_one_clear_error(tmp_path: Path, name: str) -> None:
    with pytest.raises(CatalogueError) as caught:
        read_rows(write(tmp_path / name, ""))
    assert name in caught.value.seen
    assert caught.value.next_step


def test_a_header_without_rows_is_an_empty_catalogue(tmp_path: Path) -> None:
    with pytest.raises(CatalogueError, match="no rows"):
        read_rows(write(tmp_path / "items.csv", "id,title\n"))
    pl.DataFrame({"id": [], "title": []}).write_parquet(tmp_path / "items.parquet")
    with pytest.raises(CatalogueError, match="no rows"):
        read_rows(tmp_path / "items.parquet")


@pytest.mark.parametrize("name", ["items.xlsx", "items", "items.json"])
def test_an_unknown_ending_names_the_formats_there_are(tmp_path: Path, name: str) -> None:
    with pytest.raises(CatalogueError) as caught:
        read_rows(write(tmp_path / name, "x"))
    assert all(ending in caught.value.expected for ending in (".jsonl", ".csv", ".parquet"))


def test_a_missing_file_names_its_path_and_what_to_do_next(tmp_path: Path) -> None:
    with pytest.raises(CatalogueError) as caught:
        read_rows(tmp_path / "nowhere.jsonl")
    assert str(tmp_path / "nowhere.jsonl") in caught.value.seen
    assert "quwei catalogue list" in caught.value.next_step


def test_a_folder_is_no_catalogue_file(tmp_path: Path) -> None:
    (tmp_path / "items.jsonl").mkdir()
    with pytest.raises(CatalogueError):
        read_rows(tmp_path / "items.jsonl")


def test_every_line_that_is_no_json_object_is_reported_and_the_good_ones_are_kept(tmp_path: Path) -> None:
    path = write(tmp_path / "items.jsonl", '{"id": 1}\n{broken\n[1, 2]\n"word"\n{"id": 2}\n{"id": 3\n')
    rows, problems = read_rows(path)
    assert [number for number, _ in rows] == [1, 5]
    assert [problem.line for problem in problems] == [2, 3, 4, 6]
    assert "{broken" in str(problems[0])
    assert all(problem.expected for problem in problems)


def test_a_csv_row_with_too_many_cells_is_reported_with_its_line(tmp_path: Path) -> None:
    rows, problems = read_rows(write(tmp_path / "items.csv", "id,title\n1,a\n2,b,c,d\n3,e\n"))
    assert [(problem.line, problem.seen) for problem in problems] == [(3, ["c", "d"])]
    assert [row["id"] for _, row in rows] == ["1", "2", "3"]


def test_a_csv_cell_may_hold_commas_quotes_and_line_breaks(tmp_path: Path) -> None:
    rows, _ = read_rows(write(tmp_path / "items.csv", 'id,text\n1,"a, ""b""\nc"\n'))
    assert rows[0][1] == {"id": "1", "text": 'a, "b"\nc'}


def test_a_csv_with_a_very_long_cell_is_read_or_refused_clearly(tmp_path: Path) -> None:
    path = write(tmp_path / "items.csv", f"id,text\n1,{'long ' * 40_000}\n")
    try:
        rows, _ = read_rows(path)
    except CatalogueError as error:
        assert error.next_step  # noqa: PT017
    else:
        assert len(rows) == 1


def test_what_only_calls_itself_parquet_is_one_clear_error(tmp_path: Path) -> None:
    with pytest.raises(CatalogueError, match="Parquet"):
        read_rows(write(tmp_path / "items.parquet", "id,title\n1,a\n"))


def test_parquet_keeps_its_types(tmp_path: Path) -> None:
    row = {"id": "1", "price": 2.5, "kinds": ["a", "b"], "made": date(2020, 5, 1), "new": True}
    pl.DataFrame([row]).write_parquet(tmp_path / "items.parquet")
    assert read_rows(tmp_path / "items.parquet")[0] == [(1, row)]


def test_an_object_of_attributes_is_spread_over_the_row(tmp_path: Path) -> None:
    rows, _ = read_rows(write(tmp_path / "items.jsonl", '{"id": 1, "attributes": {"year": 1999, "kinds": ["a"]}}\n'))
    assert rows == [(1, {"id": 1, "year": 1999, "kinds": ["a"]})]


def test_an_object_of_attributes_is_spread_over_the_row_in_parquet_too(tmp_path: Path) -> None:
    pl.DataFrame([{"id": "1", "attributes": {"year": 1999}}]).write_parquet(tmp_path / "items.parquet")
    assert read_rows(tmp_path / "items.parquet")[0] == [(1, {"id": "1", "year": 1999})]


@pytest.mark.parametrize("value", ["cosy", ["a", "b"], 3])
def test_a_column_called_attributes_that_is_no_object_is_not_lost_in_silence(tmp_path: Path, value: object) -> None:
    rows, problems = read_rows(write(tmp_path / "items.jsonl", json.dumps({"id": 1, "attributes": value})))
    assert problems or rows[0][1].get("attributes") == value


SCALARS = st.none() | st.booleans() | st.integers() | st.text(st.characters(codec="utf-8"))


@settings(max_examples=30)
@given(st.lists(st.dictionaries(st.text(st.characters(codec="utf-8"), min_size=1), SCALARS), min_size=1, max_size=5))
def test_any_json_objects_come_back_as_they_were(
    tmp_path_factory: pytest.TempPathFactory, rows: list[dict[str, Any]]
) -> None:
    for row in rows:
        row.pop("attributes", None)
    path = tmp_path_factory.getbasetemp() / "any.jsonl"
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    read, problems = read_rows(path)
    assert [row for _, row in read] == rows
    assert problems == []
