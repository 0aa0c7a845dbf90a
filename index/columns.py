"""The attributes of a catalogue as arrays: masks for constraints, membership for values."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from quwei.index.catalogue import Catalogue
from quwei.index.constraint import Constraint, comparable

Mask = NDArray[np.bool_]
Floats = NDArray[np.float32]


@dataclass(frozen=True)
class Membership:
    """Say which items have which values: `matrix` is (items, values), 1 where the item has the value."""

    values: tuple[str, ...]
    matrix: csr_array

    @cached_property
    def column(self) -> Mapping[str, int]:
        """Return the column of each value."""
        return {value: column for column, value in enumerate(self.values)}

    @cached_property
    def _by_value(self) -> csr_array:
        return csr_array(self.matrix.T)

    def rows(self, value: str) -> NDArray[np.int32]:
        """Return the rows of the items that have `value`, none when nothing has it."""
        column = self.column.get(value)
        if column is None:
            return np.empty(0, np.int32)
        found = self._by_value
        return np.asarray(found.indices[found.indptr[column] : found.indptr[column + 1]], np.int32)


class Columns:
    """Answer what a constraint leaves, for the items of one catalogue."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._size = len(catalogue)
        self._schema = catalogue.schema
        self.numbers: dict[str, NDArray[np.float64]] = {}
        self.members: dict[str, Membership] = {}
        for name, attribute in catalogue.schema.attributes.items():
            values = [item.attributes.get(name) for item in catalogue.items]
            if attribute.type in ("number", "date"):
                self.numbers[name] = np.array([comparable(value, True) for value in values], np.float64)
            else:
                self.members[name] = _membership(values)

    def mask(self, constraints: Iterable[Constraint]) -> Mask:
        """Return which items fulfil every constraint, shape (items,).

        The same answer as `Constraint.holds_for` item by item, without the loop.
        """
        mask = np.ones(self._size, np.bool_)
        for constraint in constraints:
            mask &= self._one(constraint)
        return mask

    def bound(self, attribute: str, fraction: float, among: Mask | None = None) -> int | float | date | None:
        """Return the value below which `fraction` of the known values of a number or date attribute lie.

        Only items `among` some count where they are given.
        """
        values = self.numbers[attribute] if among is None else self.numbers[attribute][among]
        known = values[~np.isnan(values)]
        if not len(known):
            return None
        return self._typed(attribute, float(np.quantile(known, fraction, method="nearest")))

    def beyond(self, attribute: str, value: float, below: bool) -> int | float | date:
        """Return the nearest value below `value` that an item has, or above it; where none has, one just past it."""
        values = self.numbers[attribute]
        further = values[values < value] if below else values[values > value]
        if not len(further):
            step = 1 if value.is_integer() else 0.1
            return self._typed(attribute, round(value - step if below else value + step, 4))
        return self._typed(attribute, float(further.max() if below else further.min()))

    def _typed(self, attribute: str, value: float) -> int | float | date:
        if self._schema.attributes[attribute].type == "date":
            return date.fromordinal(max(1, int(value)))
        return int(value) if value.is_integer() else value

    def _one(self, constraint: Constraint) -> Mask:
        if constraint.attribute in self.numbers:
            return self._number(constraint)
        if constraint.attribute not in self.members:
            return np.full(self._size, constraint.op in ("!=", "not_contains"))
        if constraint.op in ("<=", ">="):
            return np.zeros(self._size, np.bool_)
        wanted = constraint.value if isinstance(constraint.value, tuple) else (constraint.value,)
        members = self.members[constraint.attribute]
        has = [_flag(members.rows(str(comparable(value, False))), self._size) for value in wanted]
        return _combined(has, constraint.op, self._size)

    def _number(self, constraint: Constraint) -> Mask:
        values = self.numbers[constraint.attribute]
        asked = constraint.value if isinstance(constraint.value, tuple) else (constraint.value,)
        wanted = [float(comparable(value, True)) for value in asked]
        if constraint.op in ("<=", ">="):
            if len(set(wanted)) != 1:
                return np.zeros(self._size, np.bool_)
            return np.asarray(values <= wanted[0] if constraint.op == "<=" else values >= wanted[0])
        return _combined([np.asarray(values == each) for each in wanted], constraint.op, self._size)


def _combined(has: Sequence[Mask], op: str, size: int) -> Mask:
    """Return all of `has` for == and contains, none of it for != and not_contains, else any."""
    if not has:
        return np.full(size, op in ("!=", "not_contains"))
    if op in ("==", "contains"):
        return np.asarray(np.logical_and.reduce(has), np.bool_)
    found = np.asarray(np.logical_or.reduce(has), np.bool_)
    return ~found if op in ("!=", "not_contains") else found


def _flag(rows: NDArray[np.int32], size: int) -> Mask:
    flag = np.zeros(size, np.bool_)
    flag[rows] = True
    return flag


def _membership(values: Iterable[object]) -> Membership:
    columns: dict[str, int] = defaultdict(lambda: len(columns))
    indices: list[int] = []
    ends = [0]
    for value in values:
        each = () if value is None else value if isinstance(value, tuple) else (str(comparable(value, False)),)
        indices += [columns[part] for part in each]
        ends.append(len(indices))
    shape = (len(ends) - 1, len(columns))
    matrix = csr_array(
        (np.ones(len(indices), np.float32), np.array(indices, np.int32), np.array(ends, np.int32)), shape
    )
    return Membership(tuple(columns), matrix)
