"""Constraints: what an item must fulfil."""

from datetime import date
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from quwei.index.item import Item, Value

Operator = Literal["<=", ">=", "==", "!=", "in", "contains", "contains_any", "not_contains"]


class Constraint(BaseModel):
    """State one predicate over an attribute; `vague` marks a bound that Quwei chose for a word such as "short"."""

    model_config = ConfigDict(frozen=True)

    attribute: str
    op: Operator
    value: bool | int | float | date | str | tuple[int | float | str, ...]
    vague: str | None = None
    until: date | None = Field(None, description="the day it ends; it then holds in every conversation before")

    @property
    def values(self) -> tuple[object, ...]:
        """Return the value, or each of several."""
        return self.value if isinstance(self.value, tuple) else (self.value,)

    @property
    def refuses(self) -> bool:
        """Tell whether it leaves out what it names."""
        return self.op in ("!=", "not_contains")

    def holds_for(self, item: Item) -> bool:
        """Check the predicate for one item: the proof shown on a card.

        An unknown value fails every operator except `!=` and `not_contains`: nothing unwanted is claimed by silence.
        """
        value = item.attributes.get(self.attribute)
        if value is None:
            return self.refuses
        return _compare(value, self.op, self.value)

    def same_as(self, other: "Constraint") -> bool:
        """Tell whether both say the same, whatever word it came from."""
        return (self.attribute, self.op, self.value) == (other.attribute, other.op, other.value)


def comparable(value: object, numeric: bool) -> float | str:
    """Return one value as it is compared: a number for numbers and dates (NaN for what is none), else its word."""
    if not numeric:
        return str(value).lower() if isinstance(value, bool) else str(value)
    if isinstance(value, str):  # a date that went through JSON
        try:
            value = date.fromisoformat(value)
        except ValueError:
            return float("nan")
    if isinstance(value, date):
        return float(value.toordinal())
    return float(value) if isinstance(value, int | float) else float("nan")


def _compare(value: Value, op: Operator, wanted: object) -> bool:
    numeric = isinstance(value, int | float | date) and not isinstance(value, bool)
    have = {comparable(each, numeric) for each in (value if isinstance(value, tuple) else (value,))}
    asked = {comparable(each, numeric) for each in (wanted if isinstance(wanted, tuple) else (wanted,))}
    if op in ("<=", ">="):
        if not numeric or len(asked) != 1:
            return False
        (one,), (other,) = have, asked
        return one <= other if op == "<=" else one >= other  # type: ignore[operator]
    if op in ("==", "contains"):
        return bool(asked) and asked <= have
    return bool(asked & have) is (op in ("in", "contains_any"))
