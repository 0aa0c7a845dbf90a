"""A catalogue without a schema file: recipes are read in both languages, and what somebody cannot eat is left out."""

import json
from collections.abc import Callable

import pytest

from quwei.index.opened import Index, LiveIndex
from quwei.tools.interests import extract_interests

DISHES = (
    ("mushroom soup", "soup", "mushroom", 250, 4, "easy", ["vegan", "gluten-free", "dairy-free"]),
    ("walnut cake", "dessert", "nuts", 520, 8, "hard", ["vegetarian"]),
    ("rice pudding", "dessert", "rice", 310, 4, "medium", ["vegetarian", "gluten-free"]),
    ("roast cod", "main", "fish", 380, 2, "easy", ["gluten-free", "dairy-free"]),
    ("beef stew", "main", "beef", 640, 6, "hard", ["dairy-free"]),
    ("bean chili", "main", "beans", 450, 6, "medium", ["vegan", "dairy-free"]),
)
Limits = set[tuple[str, str, tuple[object, ...]]]


@pytest.fixture(scope="module")
def dishes(live: Callable[[str], LiveIndex], tmp_path_factory: pytest.TempPathFactory) -> Index:
    names = ("title", "course", "main_ingredient", "calories", "servings", "difficulty", "diet")
    rows = [
        {"id": str(n), "spicy": n % 3 == 2, **dict(zip(names, each, strict=True))} for n, each in enumerate(DISHES * 3)
    ]
    file = tmp_path_factory.mktemp("dishes") / "dishes.jsonl"
    file.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    return live(str(file)).get()


def limits(index: Index, message: str) -> Limits:
    return {(each.attribute, each.op, each.values) for each in extract_interests(index, message).constraints}


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        ("a soup without fish", {("course", "==", ("soup",)), ("main_ingredient", "!=", ("fish",))}),
        ("不要鱼的汤", {("course", "==", ("soup",)), ("main_ingredient", "!=", ("fish",))}),
        ("鱼或者牛肉", {("main_ingredient", "in", ("fish", "beef"))}),
        ("不辣的主菜", {("spicy", "==", (False,)), ("course", "==", ("main",))}),
        ("under 400 kcal", {("calories", "<=", (400,))}),
        ("四百大卡以内的甜点", {("calories", "<=", (400,)), ("course", "==", ("dessert",))}),
        ("feeding six people", {("servings", ">=", (6,))}),
        ("六个人吃的", {("servings", ">=", (6,))}),
        ("the easiest dessert", {("difficulty", "in", ("easy",)), ("course", "==", ("dessert",))}),
        ("gluten free main", {("diet", "contains", ("gluten-free",)), ("course", "==", ("main",))}),
    ],
)
def test_wishes_are_read_without_a_schema(dishes: Index, message: str, expected: Limits) -> None:
    assert limits(dishes, message) == expected


@pytest.mark.parametrize("message", ["I can't eat fish", "my son doesn't eat fish", "不吃鱼", "fish-free please"])
def test_who_cannot_eat_it_is_not_shown_it(dishes: Index, message: str) -> None:
    assert limits(dishes, message) == {("main_ingredient", "!=", ("fish",))}


@pytest.mark.parametrize("message", ["I'm allergic to dairy", "no dairy", "nothing with dairy", "dairy free"])
def test_what_is_free_of_it_is_wished_for(dishes: Index, message: str) -> None:
    assert ("diet", "contains", ("dairy-free",)) in limits(dishes, message)


@pytest.mark.parametrize("message", ["热量不要太高的甜点", "a low calorie dessert", "低热量的甜点"])
def test_low_of_a_number_is_a_limit_and_refuses_nothing(dishes: Index, message: str) -> None:
    found = {(name, op) for name, op, _ in limits(dishes, message)}
    assert found == {("calories", "<="), ("course", "==")}


@pytest.mark.parametrize(
    ("message", "op"), [("at a good price", "<="), ("a great price", "<="), ("a high price", ">=")]
)
def test_a_good_price_is_a_low_one(live: Callable[[str], LiveIndex], message: str, op: str) -> None:
    (limit,) = extract_interests(live("products").get(), message).constraints
    assert (limit.attribute, limit.op) == ("price", op)
