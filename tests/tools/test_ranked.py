"""Degrees of values in an order: "not too spicy", 不要辣, "easier"."""

import json
from collections.abc import Callable

import pytest

from quwei.index.opened import Index, LiveIndex
from quwei.tools.degrees import Scene
from quwei.tools.interests import extract_interests

SCHEMA = """
[attributes.spiciness]
type = "string"
labels = { zh = ["辣度"], en = ["spiciness"] }
ordered = ["none", "mild", "medium", "hot"]

[attributes.spiciness.values]
none = { zh = ["不辣"], en = ["not spicy"] }
mild = { zh = ["微辣"], en = ["mild"] }
medium = { zh = ["中辣"], en = ["medium"] }
hot = { zh = ["重辣"], en = ["hot"] }
"""


@pytest.fixture(scope="module")
def dishes(live: Callable[[str], LiveIndex], tmp_path_factory: pytest.TempPathFactory) -> Index:
    """Return twelve dishes, d0 to d11, none, mild, medium and hot in turn."""
    folder = tmp_path_factory.mktemp("dishes")
    degrees = ("none", "mild", "medium", "hot")
    rows = [{"id": f"d{n}", "title": f"Dish {n}", "spiciness": degrees[n % 4]} for n in range(12)]
    (folder / "dishes.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    (folder / "dishes.schema.toml").write_text(SCHEMA, encoding="utf-8")
    return live(str(folder / "dishes.jsonl")).get()


@pytest.mark.parametrize(
    ("message", "kept"),
    [
        ("something spicy", {"medium", "hot"}),
        ("not too spicy", {"none", "mild"}),
        ("不要太辣", {"none", "mild"}),
        ("太辣的不行", {"none", "mild"}),
        ("不要辣", {"none"}),
        ("一点辣都不能吃", {"none"}),
        ("spicy is a no", {"none"}),
        ("不辣的", {"none"}),
        ("nothing spicier than mild", {"none", "mild"}),
        ("medium or milder", {"none", "mild", "medium"}),
        ("mild or hotter", {"mild", "medium", "hot"}),
        ("I don't mind spice, but my mum can't have any", {"none"}),
    ],
)
def test_a_degree_is_an_end_of_the_order(dishes: Index, message: str, kept: set[str]) -> None:
    (limit,) = extract_interests(dishes, message).constraints
    assert set(limit.values) == kept


@pytest.mark.parametrize("message", ["less spicy please", "不要这么辣"])
def test_less_is_less_than_the_card_has(dishes: Index, message: str) -> None:
    (limit,) = extract_interests(dishes, message, Scene(listed=("d2", "d3"), shown=("d2", "d3"))).constraints
    assert "hot" not in limit.values


def test_a_question_of_degree_is_no_wish(dishes: Index) -> None:
    found = extract_interests(dishes, "how spicy is the first one?", Scene(listed=("d2", "d3"), shown=("d2", "d3")))
    assert (found.intent, found.pointed, found.named) == ("describe", ["d2"], ["spiciness"])
