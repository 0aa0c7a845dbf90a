"""Constraints: the proof on a card."""

from datetime import date
from typing import Any

import pytest
from pydantic import ValidationError

from quwei.index.constraint import Constraint
from quwei.index.item import Item, Value

ATTRIBUTES: dict[str, Value] = {
    "price": 10, "rating": 7.5, "made": date(2024, 5, 6), "new": True, "brand": "x", "kinds": ("a", "b"),
}  # fmt: skip
ITEM = Item("1", {"en": "Thing"}, {}, ATTRIBUTES)


@pytest.mark.parametrize(
    ("attribute", "op", "value", "holds"),
    [
        ("price", "<=", 10, True), ("price", "<=", 9.5, False), ("price", ">=", 10, True), ("price", ">=", 11, False),
        ("price", "==", 10.0, True), ("price", "!=", 10, False), ("price", "in", 10, True),
        ("price", "not_contains", 10, False), ("price", "not_contains", 11, True),
        ("rating", ">=", 7.5, True), ("rating", ">=", 7.51, False),
        ("made", ">=", date(2024, 5, 6), True), ("made", "<=", date(2024, 5, 5), False),
        ("made", "==", date(2024, 5, 6), True),
        ("new", "==", True, True), ("new", "==", False, False), ("new", "!=", False, True),
        ("brand", "==", "x", True), ("brand", "!=", "x", False), ("brand", "in", ("x", "y"), True),
        ("brand", "in", ("y", "z"), False), ("brand", "contains_any", ("x",), True),
        ("brand", "not_contains", ("x", "y"), False),
        ("kinds", "contains", "a", True), ("kinds", "contains", "c", False), ("kinds", "contains", ("a", "b"), True),
        ("kinds", "contains", ("a", "c"), False), ("kinds", "contains_any", ("c", "b"), True),
        ("kinds", "contains_any", ("c", "d"), False), ("kinds", "not_contains", "a", False),
        ("kinds", "not_contains", ("c", "d"), True), ("kinds", "not_contains", ("a", "d"), False),
    ],
)  # fmt: skip
def test_each_operator_means_what_it_says(attribute: str, op: Any, value: Any, holds: bool) -> None:
    assert Constraint(attribute=attribute, op=op, value=value).holds_for(ITEM) is holds


@pytest.mark.parametrize("op", ["<=", ">=", "==", "!=", "in", "contains", "contains_any", "not_contains"])
def test_silence_fulfils_only_what_is_unwanted(op: Any) -> None:
    constraint = Constraint(attribute="weight", op=op, value=3)
    assert constraint.holds_for(ITEM) is (op in ("!=", "not_contains"))


def test_two_constraints_say_the_same_whatever_word_they_came_from() -> None:
    one = Constraint(attribute="price", op="<=", value=10, vague="cheap")
    assert one.same_as(Constraint(attribute="price", op="<=", value=10))
    assert not one.same_as(Constraint(attribute="price", op="<=", value=11))
    assert not one.same_as(Constraint(attribute="price", op=">=", value=10))
    assert not one.same_as(Constraint(attribute="rating", op="<=", value=10))


def test_a_constraint_never_changes() -> None:
    constraint = Constraint(attribute="price", op="<=", value=10)
    with pytest.raises(ValidationError):
        constraint.value = 11  # type: ignore[misc]


def test_an_unknown_operator_is_refused() -> None:
    with pytest.raises(ValidationError):
        Constraint(attribute="price", op="<", value=10)


@pytest.mark.parametrize("value", [True, False, 3, 2.5, "x", "true", "3", ("a", "b")])
def test_a_constraint_is_the_same_after_a_journey_through_json(value: Any) -> None:
    constraint = Constraint(attribute="thing", op="==", value=value)
    back = Constraint.model_validate_json(constraint.model_dump_json())
    assert back == constraint
    assert type(back.value) is type(value)


@pytest.mark.parametrize(("op", "day", "holds"), [(">=", 1, True), (">=", 9, False), ("<=", 9, True), ("==", 6, True)])
def test_a_date_means_the_same_after_a_journey_through_json(op: Any, day: int, holds: bool) -> None:
    constraint = Constraint(attribute="made", op=op, value=date(2024, 5, day))
    assert Constraint.model_validate_json(constraint.model_dump_json()).holds_for(ITEM) is holds


@pytest.mark.parametrize(("attribute", "value"), [("price", "cheap"), ("brand", 3), ("kinds", 3), ("kinds", "a")])
@pytest.mark.parametrize("op", ["<=", ">="])
def test_an_order_between_things_that_have_none_does_not_hold(attribute: str, value: Any, op: Any) -> None:
    assert Constraint(attribute=attribute, op=op, value=value).holds_for(ITEM) is False
