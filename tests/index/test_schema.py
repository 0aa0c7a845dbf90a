"""Schemas: what is written is read back, what the owner says wins, what is not understood is named."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quwei.index.errors import CatalogueError
from quwei.index.schema import Attribute, Fields, Schema, merge, read_partial

NAMES = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1, max_size=6)
WORDS = st.dictionaries(st.sampled_from(["zh", "en"]), st.lists(NAMES, min_size=1, max_size=3))
ATTRIBUTES = st.builds(
    Attribute,
    type=st.sampled_from(["number", "date", "bool", "string", "list"]),
    unit=st.dictionaries(st.sampled_from(["zh", "en"]), NAMES),
    labels=WORDS,
    synonyms=WORDS,
    low=WORDS,
    high=WORDS,
    values=st.dictionaries(NAMES, WORDS, max_size=3),
    asked=st.booleans(),
    exact=st.booleans(),
    separator=st.none() | st.sampled_from([",", "|"]),
)
INFERRED = Schema(
    fields=Fields(title="name", nouns={"zh": ["片"], "en": ["film"]}),
    attributes={
        "price": Attribute(type="number", labels={"en": ["price"]}, low={"en": ["cheap"]}),
        "kind": Attribute(type="list", values={"a": {"zh": ["甲"]}, "b": {"zh": ["乙"]}}),
    },
    ignored=["notes", "code"],
)
PATH = Path("items.schema.toml")


def test_a_word_said_twice_is_one_word() -> None:
    assert Attribute(type="number", high={"zh": ["长", "长"], "en": ["long"]}).high == {"zh": ["长"], "en": ["long"]}


@settings(max_examples=30)
@given(st.dictionaries(NAMES, ATTRIBUTES, max_size=3), NAMES)
def test_any_schema_is_read_back_as_it_was_written(
    tmp_path_factory: pytest.TempPathFactory, attributes: dict[str, Attribute], title: str
) -> None:
    attributes.pop(title, None)
    schema = Schema(fields=Fields(title=title), attributes=attributes)
    path = tmp_path_factory.getbasetemp() / "any.schema.toml"
    schema.dump(path)
    assert merge(Schema(), read_partial(path), path) == schema


def test_what_is_empty_is_not_written(tmp_path: Path) -> None:
    Schema(attributes={"price": Attribute(type="number")}).dump(tmp_path / "s.toml")
    assert (tmp_path / "s.toml").read_text(encoding="utf-8").strip() == '[attributes.price]\ntype = "number"'


def test_an_empty_schema_file_changes_nothing() -> None:
    assert merge(INFERRED, {}, PATH) == INFERRED


def test_merging_does_not_change_what_was_inferred() -> None:
    before = INFERRED.model_copy(deep=True)
    merge(INFERRED, {"attributes": {"price": {"asked": False}}, "ignored": ["kind"]}, PATH)
    assert before == INFERRED


def test_the_owner_wins_key_by_key_and_value_by_value() -> None:
    given = {"attributes": {"price": {"labels": {"zh": "价格"}}, "kind": {"values": {"b": {"zh": "丙"}}}}}
    schema = merge(INFERRED, given, PATH)
    assert schema.attributes["price"].labels == {"zh": ["价格"]}
    assert schema.attributes["price"].low == {"en": ["cheap"]}
    assert schema.attributes["kind"].values == {"a": {"zh": ["甲"]}, "b": {"zh": ["丙"]}}
    assert schema.fields == INFERRED.fields


def test_the_owner_may_bring_a_column_back_that_was_left_aside() -> None:
    schema = merge(INFERRED, {"attributes": {"code": {"type": "string"}}}, PATH)
    assert schema.attributes["code"].type == "string"
    assert schema.ignored == ["notes"]


def test_the_owner_may_leave_a_column_aside() -> None:
    schema = merge(INFERRED, {"ignored": ["price"]}, PATH)
    assert set(schema.attributes) == {"kind"}
    assert "price" in schema.ignored


def test_one_unit_serves_both_languages_and_one_word_is_a_list() -> None:
    attribute = Attribute.model_validate({"type": "number", "unit": "CNY", "labels": {"zh": "价格"}})
    assert attribute.unit == {"zh": "CNY", "en": "CNY"}
    assert attribute.labels == {"zh": ["价格"]}


def test_a_value_without_words_is_its_own_label() -> None:
    attribute = Attribute(type="list", values={"a": {"zh": ["甲", "一"]}})
    assert attribute.value_label("a", "zh") == "甲"
    assert attribute.value_label("a", "en") == "甲"
    assert attribute.value_label("b", "zh") == "b"


@pytest.mark.parametrize(
    ("given", "names"),
    [
        ({"atributes": {}}, ["atributes"]),
        ({"fields": {"titel": "x"}}, ["fields.titel"]),
        ({"attributes": {"price": {"label": "x", "units": "y"}}}, ["attributes.price.label", "attributes.price.units"]),
        ({"attributes": {"price": {"type": "money"}}}, ["attributes.price.type"]),
        ({"attributes": {"new": {"asked": False}}}, ["attributes.new.type"]),
        ({"attributes": {"price": {"labels": {"de": "Preis"}}}}, ["attributes.price.labels"]),
    ],
)
def test_every_key_that_is_not_understood_is_named_in_one_error(given: dict[str, Any], names: list[str]) -> None:
    with pytest.raises(CatalogueError) as caught:
        merge(INFERRED, given, PATH)
    assert all(name in caught.value.seen for name in names)
    assert str(PATH) in caught.value.seen
    assert str(PATH) in caught.value.next_step


@pytest.mark.parametrize(
    "given",
    [
        {"attributes": {"price": "number"}},
        {"attributes": ["price"]},
        {"fields": "title"},
        {"fields": ["title"]},
        {"ignored": "notes"},
        {"attributes": {"kind": {"values": ["a", "b"]}}},
        {"attributes": {"kind": {"values": {"a": "甲"}}}},
    ],
)
def test_a_key_with_the_wrong_kind_of_value_is_the_same_clear_error(given: dict[str, Any]) -> None:
    with pytest.raises(CatalogueError) as caught:
        merge(INFERRED, given, PATH)
    assert str(PATH) in caught.value.next_step


@pytest.mark.parametrize("content", [b"[attributes", b"a = 1\na = 2\n", "x = '价格'".encode("gb18030")])
def test_what_is_no_toml_is_one_clear_error(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "items.schema.toml"
    path.write_bytes(content)
    with pytest.raises(CatalogueError) as caught:
        read_partial(path)
    assert str(path) in caught.value.seen
    assert str(path) in caught.value.next_step


def test_a_schema_with_a_byte_order_mark_is_read(tmp_path: Path) -> None:
    path = tmp_path / "items.schema.toml"
    path.write_text('ignored = ["x"]\n', encoding="utf-8-sig")
    assert read_partial(path) == {"ignored": ["x"]}
