"""Catalogues: one answer from three formats, every bad row named, and a schema written beside the file."""

import errno
import json
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from quwei.index.catalogue import Catalogue, load_catalogue, locate, typed_value
from quwei.index.errors import CatalogueError
from quwei.index.schema import Attribute, Schema, schema_path

NOBODY = 65534
ROWS: list[dict[str, Any]] = [
    {"id": "a", "title": "Paper Boats", "text": "A girl sails.", "year": 1999, "rating": 7.5, "new": False,
     "date": "2020-01-02", "genres": ["Comedy", "Drama"], "mood": "warm"},
    {"id": "b", "title": "纸船", "text": "一个女孩去航行。", "year": 2005, "rating": 8.0, "new": True,
     "date": "2021-03-04", "genres": ["Drama"], "mood": "warm"},
    {"id": "c", "title": "Night Train", "text": "A train leaves.", "year": 2010, "rating": 6.25, "new": True,
     "date": "2022-05-06", "genres": ["Comedy", "Horror"], "mood": "dark"},
    {"id": "d", "title": "Stone", "text": "", "year": 2011, "rating": None, "new": False,
     "date": "2023-07-08", "genres": ["Comedy", "Drama", "Horror"], "mood": "dark"},
]  # fmt: skip


def write_jsonl(path: Path, rows: list[dict[str, Any]]) -> Path:
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    return path


def write_csv(path: Path, rows: list[dict[str, Any]]) -> Path:
    flat = [
        {name: "|".join(value) if isinstance(value, list) else value for name, value in row.items()} for row in rows
    ]
    pl.DataFrame(flat).write_csv(path)
    return path


def write_parquet(path: Path, rows: list[dict[str, Any]]) -> Path:
    pl.DataFrame(rows).with_columns(pl.col("date").str.to_date()).write_parquet(path)
    return path


def load(folder: Path, *rows: dict[str, Any]) -> Catalogue:
    return load_catalogue(write_jsonl(folder / "items.jsonl", list(rows)))


def problems_of(folder: Path, *rows: dict[str, Any]) -> list[tuple[int, str]]:
    with pytest.raises(CatalogueError) as caught:
        load(folder, *rows)
    return [(problem.line, problem.field) for problem in caught.value.problems]


@contextmanager
def read_only(folder: Path) -> Iterator[None]:
    """Take the right to write in `folder`, also from root."""
    folder.chmod(0o555)
    root = os.geteuid() == 0
    if root:
        os.seteuid(NOBODY)
    try:
        yield
    finally:
        if root:
            os.seteuid(0)
        folder.chmod(0o755)


@pytest.fixture
def public() -> Iterator[Path]:
    """Return a folder that everybody may read."""
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o755)
        yield Path(name)


def test_three_formats_give_the_same_items(tmp_path: Path) -> None:
    jsonl = load_catalogue(write_jsonl(tmp_path / "one.jsonl", ROWS))
    csv = load_catalogue(write_csv(tmp_path / "two.csv", ROWS))
    parquet = load_catalogue(write_parquet(tmp_path / "three.parquet", ROWS))
    assert jsonl.items == csv.items == parquet.items
    assert jsonl["a"].attributes == {
        "year": 1999, "rating": 7.5, "new": False, "date": date(2020, 1, 2), "genres": ("Comedy", "Drama"),
        "mood": "warm",
    }  # fmt: skip
    assert "rating" not in jsonl["d"].attributes


def test_three_formats_give_the_same_schema_but_for_the_separator(tmp_path: Path) -> None:
    found = [
        load_catalogue(write_jsonl(tmp_path / "one.jsonl", ROWS)).schema,
        load_catalogue(write_csv(tmp_path / "two.csv", ROWS)).schema,
        load_catalogue(write_parquet(tmp_path / "three.parquet", ROWS)).schema,
    ]
    assert found[1].attributes["genres"].separator == "|"
    found[1].attributes["genres"].separator = None
    assert found[0] == found[1] == found[2]


def test_bilingual_rows_are_the_same_from_json_lines_and_from_parquet(tmp_path: Path) -> None:
    rows = [
        {"id": "a", "title": {"zh": "猫", "en": "Cat"}, "text": {"zh": "一只猫。", "en": "A cat."}},
        {"id": "b", "title": {"zh": "狗", "en": None}, "text": {"zh": "一只狗。", "en": None}},
    ]
    lines = [{name: _without_none(value) for name, value in row.items()} for row in rows]
    jsonl = load_catalogue(write_jsonl(tmp_path / "one.jsonl", lines))
    pl.DataFrame(rows).write_parquet(tmp_path / "two.parquet")
    assert load_catalogue(tmp_path / "two.parquet").items == jsonl.items
    assert jsonl["b"].titles == {"zh": "狗"}


def _without_none(value: Any) -> Any:
    return {key: each for key, each in value.items() if each is not None} if isinstance(value, dict) else value


def test_nested_attributes_are_the_same_as_flat_ones(tmp_path: Path) -> None:
    nested = [
        {name: row[name] for name in ("id", "title", "text")}
        | {"attributes": {name: value for name, value in row.items() if name not in ("id", "title", "text")}}
        for row in ROWS
    ]
    (tmp_path / "flat").mkdir()
    (tmp_path / "nested").mkdir()
    flat = load(tmp_path / "flat", *ROWS)
    deep = load(tmp_path / "nested", *nested)
    assert flat.items == deep.items
    assert flat.schema == deep.schema


def test_a_plain_title_belongs_to_the_language_it_is_written_in(tmp_path: Path) -> None:
    catalogue = load(tmp_path, *ROWS)
    assert catalogue["a"].titles == {"en": "Paper Boats"}
    assert catalogue["b"].titles == {"zh": "纸船"}
    assert catalogue["b"].texts == {"zh": "一个女孩去航行。"}
    assert catalogue["d"].texts == {}


def test_a_bilingual_title_and_text_are_kept_in_both_languages_with_single_spaces(tmp_path: Path) -> None:
    row = {"id": "a", "title": {"zh": "猫", "en": " A \n cat "}, "text": {"zh": "", "en": "It  sleeps."}}
    item = load(tmp_path, row)["a"]
    assert item.titles == {"zh": "猫", "en": "A cat"}
    assert item.texts == {"en": "It sleeps."}
    assert item.title_in("zh") == "猫"
    assert item.text_in("zh") == "It sleeps."


def test_a_bilingual_value_is_known_by_its_english_word_and_teaches_the_schema_the_other(tmp_path: Path) -> None:
    values = [{"zh": "靴子", "en": "boots"}, {"zh": "凉鞋", "en": "sandals"}]
    catalogue = load(
        tmp_path,
        {"id": "a", "title": "x", "shape": values[0], "shapes": values},
        {"id": "b", "title": "y", "shape": values[1], "shapes": [values[0], "clogs"]},
    )
    assert catalogue["a"].attributes == {"shape": "boots", "shapes": ("boots", "sandals")}
    assert catalogue["b"].attributes == {"shape": "sandals", "shapes": ("boots", "clogs")}
    for name in ("shape", "shapes"):
        assert catalogue.schema.attributes[name].value_label("boots", "zh") == "靴子"
        assert catalogue.schema.attributes[name].value_label("sandals", "en") == "sandals"


def test_a_bilingual_value_of_which_one_word_is_missing_teaches_no_word_none(tmp_path: Path) -> None:
    catalogue = load(tmp_path, {"id": "a", "title": "x", "shape": {"zh": "靴子", "en": None}})
    assert catalogue["a"].attributes == {"shape": "靴子"}
    assert catalogue.schema.attributes["shape"].value_label("靴子", "en") == "靴子"


def test_values_said_twice_count_once_and_keep_their_order(tmp_path: Path) -> None:
    item = load(tmp_path, {"id": "a", "title": "x", "kinds": ["b", "a", "b", ""]})["a"]
    assert item.attributes["kinds"] == ("b", "a")


def test_a_missing_value_has_no_key(tmp_path: Path) -> None:
    (tmp_path / "items.jsonl").write_text(
        '{"id": "a", "title": "x", "price": NaN, "kinds": [], "mood": ""}\n'
        '{"id": "b", "title": "y", "price": 3, "kinds": ["z"], "mood": "dark"}\n', encoding="utf-8"
    )  # fmt: skip
    catalogue = load_catalogue(tmp_path / "items.jsonl")
    assert catalogue["a"].attributes == {}
    assert catalogue["b"].attributes == {"price": 3, "kinds": ("z",), "mood": "dark"}


def test_image_and_link_are_no_attributes(tmp_path: Path) -> None:
    catalogue = load(tmp_path, {"id": "a", "title": "x", "poster": "https://e.org/p.png", "link": "https://e.org"})
    assert (catalogue["a"].image, catalogue["a"].url) == ("https://e.org/p.png", "https://e.org")
    assert not catalogue.schema.attributes


def test_every_bad_row_is_reported_at_once_with_line_field_seen_and_expected(tmp_path: Path) -> None:
    path = tmp_path / "items.jsonl"
    schema_path(path).write_text('[attributes.price]\ntype = "number"\n[attributes.made]\ntype = "date"\n'
                                 '[attributes.new]\ntype = "bool"\n[attributes.kinds]\ntype = "list"\n')  # fmt: skip
    lines = [
        '{"id": "a", "title": "good", "price": 3}',
        '{"id": "b", "title": "x", "price": "dear"}',
        "{not json",
        '{"id": "c", "price": 3}',
        '{"title": "no id"}',
        '{"id": "d", "title": {"de": "Katze"}}',
        '{"id": "a", "title": "again"}',
        '{"id": "e", "title": "x", "made": "May", "new": "perhaps", "kinds": 7}',
        '{"id": "f", "title": "x", "kinds": [{"x": 1}]}',
        '{"id": true, "title": "x"}',
        '{"id": "g", "title": "x", "text": ["a", "b"]}',
    ]
    path.write_text("\n".join(lines), encoding="utf-8")
    with pytest.raises(CatalogueError) as caught:
        load_catalogue(path)
    found = [(problem.line, problem.field) for problem in caught.value.problems]
    expected = [(2, "price"), (3, "(line)"), (4, "title"), (5, "id"), (6, "title"), (7, "id"), (8, "kinds"),
                (8, "made"), (8, "new"), (9, "kinds"), (10, "id"), (11, "text")]  # fmt: skip
    assert sorted(set(found)) == expected
    assert [line for line, _ in found] == sorted(line for line, _ in found)
    first = caught.value.problems[0]
    assert str(first) == "line 2, field 'price': saw 'dear', expected a number"
    assert all(problem.expected for problem in caught.value.problems)
    assert str(path) in caught.value.next_step


def test_a_bad_field_is_reported_once(tmp_path: Path) -> None:
    assert problems_of(tmp_path, {"id": "a", "title": ["x"]}) == [(1, "title")]


def test_a_duplicate_id_names_the_line_that_has_it(tmp_path: Path) -> None:
    with pytest.raises(CatalogueError) as caught:
        load(tmp_path, {"id": "a", "title": "x"}, {"id": "b", "title": "y"}, {"id": " a ", "title": "z"})
    assert [str(problem) for problem in caught.value.problems] == [
        "line 3, field 'id': saw 'a', expected an id of its own (line 1 has it)"
    ]


def test_a_duplicate_csv_id_is_reported(tmp_path: Path) -> None:
    path = tmp_path / "items.csv"
    path.write_text("id,title\n1,a\n1,b\n", encoding="utf-8")
    with pytest.raises(CatalogueError) as caught:
        load_catalogue(path)
    assert [(problem.line, problem.field) for problem in caught.value.problems] == [(3, "id")]


def test_nothing_is_written_beside_a_catalogue_with_bad_rows(tmp_path: Path) -> None:
    problems_of(tmp_path, {"id": "a"})
    assert [path.name for path in tmp_path.iterdir()] == ["items.jsonl"]


@pytest.mark.parametrize("cell", ["nan", "inf", "-inf", "1e999"])
def test_a_number_that_is_none_is_missing_or_reported(tmp_path: Path, cell: str) -> None:
    path = tmp_path / "items.csv"
    schema_path(path).write_text('[attributes.price]\ntype = "number"\n')
    path.write_text(f"id,title,price\n1,a,{cell}\n2,b,3\n", encoding="utf-8")
    try:
        items = load_catalogue(path).items
    except CatalogueError as error:
        assert [(problem.line, problem.field) for problem in error.problems] == [(2, "price")]  # noqa: PT017
    else:
        assert "price" not in items[0].attributes


def test_an_inferred_schema_is_written_beside_and_read_back_the_same(tmp_path: Path) -> None:
    first = load(tmp_path, *ROWS)
    beside = tmp_path / "items.schema.toml"
    assert beside.is_file()
    written = beside.read_text(encoding="utf-8")
    second = load_catalogue(tmp_path / "items.jsonl")
    assert second.schema == first.schema
    assert second.items == first.items
    assert beside.read_text(encoding="utf-8") == written


def test_a_schema_with_bilingual_values_and_separators_is_read_back_the_same(tmp_path: Path) -> None:
    rows = [{"id": str(n), "title": f"t{n}", "shape": {"zh": "靴子", "en": "boots"}, "uses": "run; walk", "votes": n}
            for n in range(4)]  # fmt: skip
    first = load(tmp_path, *rows)
    assert load_catalogue(tmp_path / "items.jsonl").schema == first.schema
    assert first.schema.attributes["uses"].separator == ";"
    assert first.schema.fields.popularity == "votes"


def test_a_schema_is_not_written_when_that_is_not_wanted(tmp_path: Path) -> None:
    load_catalogue(write_jsonl(tmp_path / "items.jsonl", ROWS), write_schema=False)
    assert not (tmp_path / "items.schema.toml").exists()


def test_an_owners_schema_is_never_rewritten(tmp_path: Path) -> None:
    beside = tmp_path / "items.schema.toml"
    beside.write_text("# mine\n")
    load(tmp_path, *ROWS)
    assert beside.read_text() == "# mine\n"


def test_a_read_only_folder_is_no_failure(public: Path) -> None:
    path = write_jsonl(public / "items.jsonl", ROWS)
    with read_only(public):
        first, second = load_catalogue(path), load_catalogue(path)
    assert first == second
    assert len(first) == len(ROWS)
    assert [each.name for each in public.iterdir()] == ["items.jsonl"]


def test_a_read_only_disk_is_no_failure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write_jsonl(tmp_path / "items.jsonl", ROWS)

    def refuse(*_: object, **__: object) -> None:
        raise OSError(errno.EROFS, "Read-only file system")

    # On a disk mounted read-only even removing a file that is not there is refused.
    monkeypatch.setattr(Path, "write_text", refuse)
    monkeypatch.setattr(Path, "unlink", refuse)
    assert len(load_catalogue(path)) == len(ROWS)


def test_a_file_that_may_not_be_read_is_one_clear_error(public: Path) -> None:
    path = write_jsonl(public / "items.jsonl", ROWS)
    path.chmod(0)
    with read_only(public), pytest.raises(CatalogueError) as caught:
        load_catalogue(path)
    assert str(path) in caught.value.seen


def test_an_owners_partial_schema_lies_over_what_was_inferred(tmp_path: Path) -> None:
    (tmp_path / "items.schema.toml").write_text(
        '[fields]\nnouns = { en = ["tale"], zh = "故事" }\n'
        '[attributes.rating]\nlabels = { zh = ["口碑"], en = ["stars"] }\nasked = false\n'
        '[attributes.mood.values]\nwarm = { zh = "暖暖的", en = "cosy" }\n', encoding="utf-8"
    )  # fmt: skip
    schema = load(tmp_path, *ROWS).schema
    assert schema.fields.nouns == {"en": ["tale"], "zh": ["故事"]}
    assert schema.attributes["rating"].type == "number"
    assert schema.attributes["rating"].label("zh", "") == "口碑"
    assert schema.attributes["rating"].asked is False
    assert schema.attributes["rating"].high, "what the owner did not say is kept"
    assert schema.attributes["mood"].value_label("warm", "en") == "cosy"
    assert schema.attributes["genres"].value_label("Comedy", "zh") == "喜剧"


def test_a_column_the_owner_calls_the_title_is_no_attribute_any_more(tmp_path: Path) -> None:
    (tmp_path / "items.schema.toml").write_text('[fields]\ntitle = "label"\ntext = ["label", "mood"]\n')
    catalogue = load(tmp_path, {"id": "a", "label": "Cat", "mood": "dark", "year": 1999})
    assert catalogue["a"].titles == {"en": "Cat"}
    assert catalogue["a"].texts == {"en": "Cat dark"}
    assert set(catalogue.schema.attributes) == {"year"}


def test_an_unknown_key_in_a_schema_is_one_clear_error_that_names_it(tmp_path: Path) -> None:
    beside = tmp_path / "items.schema.toml"
    beside.write_text('[attributes.year]\nlabel = "x"\n[attributes.mood]\ncolour = "y"\n')
    with pytest.raises(CatalogueError) as caught:
        load(tmp_path, *ROWS)
    assert "attributes.year.label" in caught.value.seen
    assert "attributes.mood.colour" in caught.value.seen
    assert "labels" in caught.value.expected
    assert str(beside) in caught.value.next_step


def test_rows_are_found_by_id_in_file_order(tmp_path: Path) -> None:
    catalogue = load(tmp_path, *ROWS)
    assert [item.id for item in catalogue.items] == ["a", "b", "c", "d"]
    assert catalogue.rows == {"a": 0, "b": 1, "c": 2, "d": 3}
    assert "b" in catalogue
    assert "z" not in catalogue
    assert len(catalogue) == 4


def test_a_number_as_id_is_the_same_as_its_text(tmp_path: Path) -> None:
    assert load(tmp_path, {"id": 7, "title": "x"})["7"].title == "x"


def test_a_catalogue_speaks_the_languages_that_half_of_its_items_have(tmp_path: Path) -> None:
    zh = {"id": "a", "title": "猫"}
    assert load(tmp_path, zh, {"id": "b", "title": "Cat"}).languages == ("zh", "en")
    assert load(tmp_path, zh, {"id": "b", "title": "狗"}, {"id": "c", "title": "Cat"}).languages == ("zh",)


def test_two_files_of_one_stem_in_different_folders_get_different_names(tmp_path: Path) -> None:
    for folder in ("one", "two"):
        (tmp_path / folder / "data").mkdir(parents=True)
    names = {locate(tmp_path / folder / "data" / "items.jsonl")[0] for folder in ("one", "two")}
    assert len(names) == 2
    assert all(3 <= len(name) <= 400 and name.isascii() for name in names)


def test_a_folder_stands_for_the_items_in_it(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "items.csv", ROWS)
    assert locate(tmp_path)[1] == path
    assert len(load_catalogue(tmp_path)) == len(ROWS)


def test_an_unknown_name_lists_the_built_in_ones() -> None:
    with pytest.raises(CatalogueError) as caught:
        load_catalogue("flims")
    assert "flims" in caught.value.seen
    assert "films" in caught.value.expected


@pytest.mark.parametrize(
    ("kind", "raw", "value"),
    [
        ("number", "1,200", 1200), ("number", " 7.50 ", 7.5), ("number", 3, 3), ("number", "8.0", 8),
        ("bool", "是", True), ("bool", "No", False), ("bool", True, True),
        ("date", "2020-02-29", date(2020, 2, 29)), ("date", datetime(2020, 2, 29, 12, 30), date(2020, 2, 29)),
        ("list", "one", ("one",)), ("list", ["one", 2], ("one", "2")),
        ("string", " word ", "word"), ("string", 5, "5"),
    ],
)  # fmt: skip
def test_a_cell_becomes_its_attributes_type(kind: Any, raw: object, value: object) -> None:
    found = typed_value(raw, Attribute(type=kind))
    assert found == value
    assert type(found) is type(value)


@pytest.mark.parametrize(
    ("kind", "raw"),
    [("number", "many"), ("number", True), ("bool", "perhaps"), ("date", "2020-02-30"), ("date", "soon"),
     ("list", 7), ("string", ["a"]), ("string", True)],
)  # fmt: skip
def test_a_cell_of_another_type_says_what_was_expected(kind: Any, raw: object) -> None:
    with pytest.raises(ValueError, match=r"^a |^true or false$"):
        typed_value(raw, Attribute(type=kind))


def test_a_separator_splits_a_cell_into_a_list() -> None:
    assert typed_value("a; b;;a ", Attribute(type="list", separator=";")) == ("a", "b")


def test_a_schema_lies_beside_its_catalogue() -> None:
    assert schema_path(Path("/x/items.jsonl")) == Path("/x/items.schema.toml")
    assert Schema().fields.id == "id"
