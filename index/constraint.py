"""Constraints: what an item must fulfil."""

from datetime import date
from typing import Literal

from pydantic import BaseModel, ConfigDict

from quwei.index.item import Item, Value

Operator = Literal["<=", ">=", "==", "!=", "in", "contains", "contains_any", "not_contains"]


class Constraint(BaseModel):
    """State one predicate over an attribute; `vague` marks a bound that Quwei chose for a word such as "short"."""

    model_config = ConfigDict(frozen=True)

    attribute: str
    op: Operator
    value: bool | int | float | date | str | tuple[str, ...]
    vague: str | None = None

    def holds_for(self, item: Item) -> bool:
        """Check the predicate for one item: the proof shown on a card.

        An unknown value fails every operator except `!=` and `not_contains`: nothing unwanted is claimed by silence.
        """
        value = item.attributes.get(self.attribute)
        if value is None:
            return self.op in ("!=", "not_contains")
        return _compare(value, self.op, self.value)

    def same_as(self, other: "Constraint") -> bool:
        """Tell whether both say the same, whatever word it came from."""
        return (self.attribute, self.op, self.value) == (other.attribute, other.op, other.value)


def _compare(value: Value, op: Operator, wanted: object) -> bool:
    if op in ("<=", ">="):
        return value <= wanted if op == "<=" else value >= wanted  # type: ignore[operator]
    if op in ("==", "!="):
        return (value == wanted) is (op == "==")
    have = set(value) if isinstance(value, tuple) else {value}
    asked = set(wanted) if isinstance(wanted, tuple) else {wanted}
    if op == "contains":
        return asked <= have
    return bool(asked & have) is (op != "not_contains")
