"""Find bounds on values that have an order: "PG-13 or lower", "nothing above R", M码以上."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from quwei.index.constraint import Constraint, Operator
from quwei.index.opened import Index
from quwei.index.phrases import lower
from quwei.tools.lexicon import lexicon
from quwei.tools.sides import Side, Sides

_STRICT = re.compile(
    r"\b(?:below|under|less than|lower than|above|over|more than|higher than)\s*(?:the\s+)?$|[低高]于\s*$"
)
"""What leaves out the value that it stands before, unless it is refused: "below R"."""
_LESS, _MORE = r"milder|easier|simpler|smaller|lower|gentler|less [a-z]+", r"[a-z]+er|more [a-z]+"
_THAN = re.compile(rf"\b(?:(?P<less>{_LESS})|{_MORE})\s+than\s+(?:the\s+)?$")
_OR = re.compile(rf"\s+or\s+(?:(?P<less>{_LESS})|{_MORE})\b")
"""What compares with a value: "nothing spicier than mild", "medium or milder"."""


class Ordered(NamedTuple):
    """Say that characters [start, end) set a bound on values with an order."""

    start: int
    end: int
    constraint: Constraint


def find_ordered(index: Index, text: str) -> Iterator[Ordered]:
    """Yield the bounds that a message sets on attributes whose values the schema puts in order."""
    attributes = {name: each for name, each in index.catalogue.schema.attributes.items() if each.ordered}
    if not attributes:
        return
    lowered = lower(text)
    sides = Sides(lowered, {}, lexicon().find(text))
    for found in index.vocabulary.find(text):
        values = [each for each in found.payload if each.kind == "value" and each.attribute in attributes]
        end = found.end + (lowered[found.end : found.end + 1] in ("级", "码"))
        side = (sides.of(found.start, end) or _compared(sides, lowered, found.start, end)) if values else None
        if side is None:
            continue
        name, value = values[0].attribute, values[0].what
        order = attributes[name].ordered
        if value not in order:
            continue
        refused = sides.is_refused(side.start, side.end)
        strict = not refused and (side.strict or _STRICT.search(lowered, 0, found.start) is not None)
        place = order.index(value)
        low, high = (0, place + (not strict)) if side.op == "<=" else (place + strict, len(order))
        op: Operator = "contains_any" if attributes[name].type == "list" else "in"
        yield Ordered(side.start, side.end, Constraint(attribute=name, op=op, value=tuple(order[low:high])))


def _compared(sides: Sides, text: str, start: int, end: int) -> Side | None:
    """Return the side that a comparative gives beside a value, turned round where it is refused."""
    if than := _THAN.search(text, 0, start):
        refused = sides.is_refused(than.start(), end)
        return Side("<=" if bool(than["less"]) is not refused else ">=", True, than.start(), end, False)
    if either := _OR.match(text, end):
        return Side("<=" if either["less"] else ">=", False, start, either.end(), False)
    return None
