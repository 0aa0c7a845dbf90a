"""Inference: what the columns of a file are, told from their cells and names."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quwei.index.infer import infer_schema, is_missing, split_list
from quwei.index.languages import has_han
from quwei.index.schema import Schema

WORDS = ["red", "blue", "green"]


def column(name: str, values: list[Any]) -> Schema:
    return infer_schema([{"id": str(row), "title": f"t{row}", name: value} for row, value in enumerate(values)])


@pytest.mark.parametrize(
    ("kind", "values"),
    [
        ("number", [1, 2.5, 3]),
        ("number", ["1", "2.5", "-3"]),
        ("number", [1, None, 3]),
        ("bool", [True, False, True]),
        ("bool", ["yes", "No", "TRUE"]),
        ("bool", ["是", "否", "是"]),
        ("date", ["2020-01-02", "2021-03-04", ""]),
        ("list", [["a"], ["b", "c"], []]),
        ("string", ["red", "blue", "red"]),
        ("string", ["007", "12", "13"]),
        ("string", ["red", 5, "blue"]),
        ("string", [{"zh": "靴子", "en": "boots"}, {"zh": "凉鞋", "en": "sandals"}]),
    ],
)
def test_a_column_has_the_type_that_all_its_cells_have(kind: str, values: list[Any]) -> None:
    assert column("thing", values).attributes["thing"].type == kind


@pytest.mark.parametrize("separator", ["|", ";", "；", "、", ", ", "，", ","])
def test_strings_of_separated_words_become_a_list(separator: str) -> None:
    values = [separator.join(pair) for pair in (WORDS[:2], WORDS[1:], [WORDS[0], WORDS[2]], WORDS)]
    attribute = column("thing", values).attributes["thing"]
    assert (attribute.type, attribute.separator) == ("list", separator)


def test_names_with_a_comma_that_never_come_again_are_no_list() -> None:
    values = ["Doe, Jane", "Poe, Edgar", "Woolf, Virginia", "Lu, Xun"]
    assert column("thing", values).attributes["thing"].type == "string"


@pytest.mark.parametrize("name", ["tmdb_id", "uuid", "商品编号", "GUID"])
def test_identifiers_are_left_aside(name: str) -> None:
    schema = column(name, [101, 102, 103])
    assert schema.ignored == [name]
    assert name not in schema.attributes


def test_codes_that_all_differ_are_left_aside() -> None:
    assert column("code_name", [f"x{number}" for number in range(100)]).ignored == ["code_name"]


def test_prose_is_left_aside() -> None:
    prose = ["It was a dark night and the wind sang of far and lonely places by the sea.", "x" * 80]
    assert column("review", prose).ignored == ["review"]


@pytest.mark.parametrize("values", [["[1, 2]", "[3]"], ["{'a': 1}", "{'b': 2}"], [[1], "a"], [1.5, "a"]])
def test_structures_and_mixtures_are_left_aside(values: list[Any]) -> None:
    assert column("blob", values).ignored == ["blob"]


def test_an_empty_column_is_left_aside() -> None:
    assert column("nothing", [None, "", [], {}]).ignored == ["nothing"]


def test_the_usual_columns_are_found_whatever_their_case_or_language() -> None:
    schema = infer_schema([{"编号": "1", "片名": "猫", "简介": "一只猫。", "图片": "p", "链接": "u"}])
    fields = schema.fields
    assert (fields.id, fields.title, fields.text) == ("编号", "片名", ["简介"])
    assert (fields.image, fields.url) == ("图片", "链接")
    assert infer_schema([{"ID": "1", "Name": "Cat", "Description": "A cat."}]).fields.title == "Name"
    assert not schema.attributes


def test_common_columns_are_understood_in_both_languages() -> None:
    schema = column("runtime", [90, 120, 100])
    runtime = schema.attributes["runtime"]
    assert (runtime.label("zh", ""), runtime.label("en", "")) == ("片长", "runtime")
    assert runtime.unit == {"zh": "分钟", "en": "minutes"}
    assert "short" in runtime.low["en"]
    assert "长" in runtime.high["zh"]


def test_the_columns_and_values_of_a_recipe_are_known_in_both_languages() -> None:
    said: dict[str, list[Any]] = {
        "cuisine": ["Thai", "Italian", "Chinese"],
        "course": ["main", "side", "soup"],
        "diet": [["vegan"], ["gluten-free", "halal"], ["nut-free"]],
        "main_ingredient": ["tofu", "chicken", "mushroom"],
        "difficulty": ["hard", "easy", "medium"],
        "spiciness": ["none", "hot", "mild"],
    }
    counted: dict[str, list[Any]] = {
        "minutes": [20, 30, 45],
        "calories": [300, 420, 510],
        "servings": [2, 4, 6],
        "prep_time": [5, 10, 15],
    }
    schema = infer_schema(
        [{"id": str(at), **{name: values[at] for name, values in (said | counted).items()}} for at in range(3)]
    )
    assert schema.fields.nouns["zh"][0] == "菜"
    for name, attribute in schema.attributes.items():
        assert has_han(attribute.label("zh", "")), name
        assert all(has_han(attribute.value_label(value, "zh")) for value in attribute.values), name
        parts = [cell if isinstance(cell, list) else [cell] for cell in said.get(name, [])]
        assert set(attribute.values) == {part for each in parts for part in each}
    assert schema.attributes["difficulty"].ordered == ["easy", "medium", "hard"]
    assert schema.attributes["spiciness"].ordered == ["none", "mild", "hot"]
    assert schema.attributes["calories"].unit == {"zh": "大卡", "en": "kcal"}


def test_a_cuisine_is_no_country() -> None:
    attribute = column("cuisine", ["Chinese", "Thai", "French"]).attributes["cuisine"]
    assert attribute.value_label("Chinese", "zh") == "中国菜"
    assert not attribute.groups


def test_a_platform_is_one_of_games_or_one_of_films_by_its_values() -> None:
    assert column("platform", ["PC", "Switch"]).attributes["platform"].value_label("PC", "zh") == "电脑"
    assert column("platform", ["Netflix", "Hulu"]).attributes["platform"].value_label("Netflix", "zh") == "网飞"


def test_stars_of_an_authority_leave_the_words_of_praise_to_the_score() -> None:
    both = infer_schema([{"id": str(at), "stars": at, "score": 8.5 + at / 10} for at in (3, 4, 5)])
    assert "highly rated" not in both.attributes["stars"].high.get("en", [])
    assert "highly rated" in both.attributes["score"].high["en"]
    assert "highly rated" in column("stars", [3, 4, 5]).attributes["stars"].high["en"]


def test_a_chinese_column_name_is_understood_as_well() -> None:
    schema = column("年份", [1999, 2000])
    assert schema.attributes["年份"].label("en", "") == "year"


def test_vague_words_for_numbers_do_not_stick_to_a_column_of_words() -> None:
    attribute = column("year", ["MMXX", "MMXXI", "MMXX"]).attributes["year"]
    assert attribute.type == "string"
    assert not attribute.low
    assert not attribute.unit


def test_an_unknown_column_is_called_by_its_name() -> None:
    assert column("shoe_width", ["e", "f", "e"]).attributes["shoe_width"].label("en", "") == "shoe width"


def test_known_values_are_named_in_both_languages() -> None:
    attribute = column("genres", [["Comedy"], ["Horror", "Comedy"], ["Blorp"]]).attributes["genres"]
    assert attribute.value_label("Horror", "zh") == "恐怖"
    assert attribute.value_label("Comedy", "en") == "comedy"
    assert attribute.value_label("Blorp", "zh") == "Blorp"


def test_chinese_values_are_named_in_english() -> None:
    attribute = column("类型", [["喜剧"], ["恐怖", "喜剧"]]).attributes["类型"]
    assert attribute.value_label("恐怖", "en") == "horror"


def test_values_are_recognised_under_a_column_name_nobody_knows() -> None:
    attribute = column("blorp", [["Comedy"], ["Horror"], ["Comedy", "Western"]]).attributes["blorp"]
    assert attribute.value_label("Western", "zh") == "西部"


def test_what_splits_the_items_is_asked_about_and_names_are_not() -> None:
    assert column("thing", [WORDS[row % 3] for row in range(9)]).attributes["thing"].asked
    assert not column("thing", [f"Name Number{row}" for row in range(9)]).attributes["thing"].asked
    assert not column("thing", ["red", "red", "blue", "blue", *[None] * 9]).attributes["thing"].asked
    assert not column("director", [WORDS[row % 3] for row in range(9)]).attributes["director"].asked


def test_a_count_of_ratings_is_the_popularity() -> None:
    assert column("votes", [1, 2]).fields.popularity == "votes"
    assert column("votes", ["many", "few"]).fields.popularity is None


def test_items_are_called_by_the_columns_they_have() -> None:
    assert "film" in column("director", ["x", "y"]).fields.nouns["en"]
    assert "书" in column("isbn", ["x", "y"]).fields.nouns["zh"]
    assert column("blorp", ["x", "y"]).fields.nouns == {}


@pytest.mark.parametrize("value", [None, "", [], {}, (), float("nan")])
def test_a_cell_that_says_nothing_is_missing(value: object) -> None:
    assert is_missing(value)


@pytest.mark.parametrize("value", [0, False, 0.0, "0", ["a"]])
def test_zero_and_no_are_not_missing(value: object) -> None:
    assert not is_missing(value)


def test_splitting_leaves_out_empty_parts() -> None:
    assert split_list(" a ; ;b;", ";") == ["a", "b"]


CELLS = (
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8)
    | st.lists(st.text(max_size=4), max_size=3)
    | st.dictionaries(st.sampled_from(["zh", "en", "x"]), st.text(max_size=3))
)  # fmt: skip


@settings(max_examples=50)
@given(st.lists(st.dictionaries(st.sampled_from(["id", "title", "a", "year", "genres", "x_id"]), CELLS), max_size=6))
def test_every_column_is_a_field_or_an_attribute_or_left_aside_whatever_the_cells(rows: list[dict[str, Any]]) -> None:
    schema = infer_schema(rows)
    columns = {name for row in rows for name in row}
    assert columns - {"id", "title"} == set(schema.attributes) | set(schema.ignored)
    assert not set(schema.attributes) & set(schema.ignored)


@pytest.mark.parametrize(
    ("name", "label", "unit"),
    [("cable_cm", "cable", "cm"), ("top_speed_hz", "top speed", "Hz"), ("players_min", "fewest players", "people")],
)
def test_a_column_that_ends_in_a_unit_is_kept_in_it(name: str, label: str, unit: str) -> None:
    attribute = column(name, [1, 2, 3]).attributes[name]
    assert attribute.labels["en"][0] == label
    assert attribute.unit["en"] == unit


def test_an_order_that_leaves_out_most_values_is_none() -> None:
    assert column("difficulty", ["easy", "odd", "strange", "hard", "other"] * 3).attributes["difficulty"].ordered == []


def test_the_score_of_a_part_is_called_by_the_part() -> None:
    camera, rating = (column(name, [7.5, 8, 9]).attributes[name] for name in ("camera_rating", "imdb_rating"))
    assert camera.labels["en"][0] == "camera"
    assert "good camera" in camera.high["en"]
    assert rating.labels["en"][0] == "rating"
