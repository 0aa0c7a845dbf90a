"""Columns: masks say of every item what its constraints say of it."""

import operator
from datetime import date, timedelta
from functools import reduce
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quwei.index.catalogue import Catalogue
from quwei.index.columns import Columns
from quwei.index.constraint import Constraint
from quwei.index.item import Item, Value
from quwei.index.schema import Attribute, Schema

OPERATORS = ("<=", ">=", "==", "!=", "in", "contains", "contains_any", "not_contains")
ORDERS = ("<=", ">=")
WORDS = ("a", "b", "c", "true")
SCHEMA = Schema(
    attributes={
        "price": Attribute(type="number"),
        "made": Attribute(type="date"),
        "new": Attribute(type="bool"),
        "brand": Attribute(type="string"),
        "kinds": Attribute(type="list"),
    }
)
NUMBERS = st.integers(-3, 3) | st.sampled_from([0.5, 2.5, 1e9])
DATES = st.integers(0, 4).map(lambda days: date(2020, 1, 1) + timedelta(days=days))
TEXTS = st.sampled_from(WORDS)
LISTS = st.lists(TEXTS, min_size=1, max_size=3, unique=True).map(tuple)
VALUES: dict[str, st.SearchStrategy[Any]] = {
    "price": NUMBERS, "made": DATES, "new": st.booleans(), "brand": TEXTS, "kinds": LISTS,
}  # fmt: skip
WANTED: dict[str, st.SearchStrategy[Any]] = {
    "price": NUMBERS, "made": DATES, "new": st.booleans(), "brand": TEXTS | LISTS, "kinds": TEXTS | LISTS,
}  # fmt: skip
ATTRIBUTES: st.SearchStrategy[dict[str, Value]] = st.fixed_dictionaries({}, optional=VALUES)
WORLDS = st.lists(ATTRIBUTES, min_size=1, max_size=6)


def catalogue(rows: list[dict[str, Value]]) -> Catalogue:
    items = tuple(Item(str(row), {"en": f"t{row}"}, {}, attributes) for row, attributes in enumerate(rows))
    return Catalogue("tiny", SCHEMA, items)


def one_by_one(world: Catalogue, constraint: Constraint) -> list[bool]:
    return [constraint.holds_for(item) for item in world.items]


CASES = [(name, op) for name in VALUES for op in OPERATORS if name in ("price", "made") or op not in ORDERS]


@pytest.mark.parametrize(("attribute", "op"), CASES)
@settings(max_examples=15)
@given(rows=WORLDS, data=st.data())
def test_a_mask_is_the_constraint_checked_item_by_item(
    attribute: str, op: Any, rows: list[dict[str, Value]], data: st.DataObject
) -> None:
    world = catalogue(rows)
    constraint = Constraint(attribute=attribute, op=op, value=data.draw(WANTED[attribute]))
    assert Columns(world).mask([constraint]).tolist() == one_by_one(world, constraint)


ANYTHING = st.one_of(*WANTED.values(), st.just(()), st.sampled_from(["cheap", "2020-01-01", "1"]), st.just(date.max))


@settings(max_examples=80)
@given(rows=WORLDS, attribute=st.sampled_from(list(VALUES)), op=st.sampled_from(OPERATORS), value=ANYTHING)
def test_mask_and_proof_agree_on_whatever_is_wanted(
    rows: list[dict[str, Value]], attribute: str, op: Any, value: Any
) -> None:
    world = catalogue(rows)
    constraint = Constraint(attribute=attribute, op=op, value=value)
    assert Columns(world).mask([constraint]).tolist() == one_by_one(world, constraint)


@pytest.mark.parametrize("op", OPERATORS)
@pytest.mark.parametrize("value", [3, "a", True, ("a",), date(2020, 1, 1)])
def test_an_attribute_nobody_has_is_silence(op: Any, value: Any) -> None:
    world = catalogue([{"price": 1}, {}])
    constraint = Constraint(attribute="unheard_of", op=op, value=value)
    expected = [op in ("!=", "not_contains")] * 2
    assert Columns(world).mask([constraint]).tolist() == expected == one_by_one(world, constraint)


def test_the_mask_of_a_world_known_by_heart() -> None:
    columns = Columns(
        catalogue([
            {"price": 10, "kinds": ("a", "b"), "new": True, "brand": "x", "made": date(2020, 1, 1)},
            {"price": 20.5, "kinds": ("b",), "new": False, "brand": "y", "made": date(2021, 1, 1)},
            {},
        ])
    )  # fmt: skip

    def mask(attribute: str, op: Any, value: Any) -> list[bool]:
        return list(columns.mask([Constraint(attribute=attribute, op=op, value=value)]))

    assert mask("price", "<=", 10) == [True, False, False]
    assert mask("price", ">=", 10.5) == [False, True, False]
    assert mask("price", "!=", 10) == [False, True, True]
    assert mask("made", ">=", date(2020, 6, 1)) == [False, True, False]
    assert mask("kinds", "contains", "b") == [True, True, False]
    assert mask("kinds", "contains", ("a", "b")) == [True, False, False]
    assert mask("kinds", "contains_any", ("a", "c")) == [True, False, False]
    assert mask("kinds", "not_contains", "a") == [False, True, True]
    assert mask("kinds", "not_contains", ("a", "b")) == [False, False, True]
    assert mask("brand", "in", ("x", "z")) == [True, False, False]
    assert mask("brand", "!=", "x") == [False, True, True]
    assert mask("new", "==", False) == [False, True, False]


def test_no_constraint_leaves_everything() -> None:
    assert Columns(catalogue([{}, {}])).mask([]).tolist() == [True, True]


@settings(max_examples=40)
@given(rows=WORLDS, data=st.data())
def test_several_constraints_are_all_asked(rows: list[dict[str, Value]], data: st.DataObject) -> None:
    columns = Columns(catalogue(rows))
    constraints = [
        Constraint(attribute=name, op=data.draw(st.sampled_from(OPERATORS)), value=data.draw(WANTED[name]))
        for name in data.draw(st.lists(st.sampled_from(["price", "made"]), min_size=1, max_size=3))
    ]
    together = columns.mask(constraints)
    assert together.tolist() == reduce(operator.and_, (columns.mask([each]) for each in constraints)).tolist()
    assert together.dtype == np.bool_


@settings(max_examples=60)
@given(values=st.lists(NUMBERS, min_size=1, max_size=12), fraction=st.floats(0, 1))
def test_a_bound_is_the_value_at_that_share_of_the_known_ones(values: list[float], fraction: float) -> None:
    rows: list[dict[str, Value]] = [{"price": value} for value in values]
    bound = Columns(catalogue([{}, *rows, {}])).bound("price", fraction)
    assert isinstance(bound, int | float)
    assert bound in values
    place = fraction * (len(values) - 1)
    assert sum(value < bound for value in values) <= place + 0.5
    assert sum(value <= bound for value in values) >= place + 0.5


def test_a_bound_of_dates_is_a_date_and_of_whole_numbers_whole() -> None:
    columns = Columns(catalogue([{"made": date(2020, 1, day), "price": day} for day in (1, 2, 3)]))
    assert columns.bound("made", 0.5) == date(2020, 1, 2)
    assert type(columns.bound("price", 0.5)) is int


def test_there_is_no_bound_where_nothing_is_known() -> None:
    assert Columns(catalogue([{}])).bound("price", 0.5) is None
    assert Columns(catalogue([{}])).bound("made", 0.5) is None


@settings(max_examples=40)
@given(rows=WORLDS)
def test_membership_lists_who_has_what(rows: list[dict[str, Value]]) -> None:
    members = Columns(catalogue(rows)).members["kinds"]

    def has(row: dict[str, Value], word: str) -> bool:
        kinds = row.get("kinds", ())
        return isinstance(kinds, tuple) and word in kinds

    for word in WORDS:
        assert sorted(members.rows(word)) == [at for at, row in enumerate(rows) if has(row, word)]
    assert members.matrix.shape == (len(rows), len(members.values))
    assert members.column == {value: at for at, value in enumerate(members.values)}
