"""Limits that are a share of what was said or shown: "half the price", "twice as long"."""

import pytest

from quwei.index.constraint import Constraint
from quwei.index.opened import Index
from quwei.tools.degrees import Scene
from quwei.tools.shares import find_shares

AN_HOUR = Scene(held=(Constraint(attribute="runtime", op="<=", value=120),))


@pytest.mark.parametrize(
    ("message", "op", "value"),
    [("half as long please", "<=", 60), ("再短一半", "<=", 60), ("片长减半", "<=", 60), ("twice as long", ">=", 240)],
)
def test_it_is_counted_from_the_limit(films: Index, message: str, op: str, value: int) -> None:
    found = [each.constraint for each in find_shares(films, message, AN_HOUR)]
    assert [(each.attribute, each.op, each.value) for each in found] == [("runtime", op, value)]


def test_without_a_limit_it_is_counted_from_the_card_put_forward(films: Index) -> None:
    item = films.catalogue.items[0]
    (share,) = find_shares(films, "half as long", Scene(listed=(item.id,), shown=(item.id,)))
    runtime = item.attributes["runtime"]
    assert isinstance(runtime, int)
    assert share.constraint.value == runtime / 2


@pytest.mark.parametrize("message", ["a double feature", "half an hour", "the second half of the year", "一半是喜剧"])
def test_other_halves_are_no_shares(films: Index, message: str) -> None:
    assert not list(find_shares(films, message, AN_HOUR))
