"""Let a vague word speak of the kind of thing it is said of: cheap headphones are cheap for headphones."""

from collections.abc import Sequence

from quwei.index.constraint import Constraint
from quwei.index.opened import Index
from quwei.tools.degrees import HIGH, LOW, NOT_TOO

_FRACTIONS = (LOW, HIGH, NOT_TOO, 1 - NOT_TOO)
_KINDS = ("==", "in", "contains", "contains_any")


def within_kind(index: Index, new: Sequence[Constraint], held: Sequence[Constraint]) -> list[Constraint]:
    """Return the `new` limits, those of vague words drawn within the kind of thing where none of it keeps to them.

    The kind is what the message says of values, and of other attributes what was `held` before.
    """
    named = {each.attribute for each in new}
    limits = [*(each for each in held if each.attribute not in named), *new]
    return [
        _within(index, each, limits) if each.vague and each.attribute in index.columns.numbers else each for each in new
    ]


def _within(index: Index, vague: Constraint, limits: Sequence[Constraint]) -> Constraint:
    kind = [each for each in limits if each.op in _KINDS and each.attribute != vague.attribute]
    bounds = {fraction: index.columns.bound(vague.attribute, fraction) for fraction in _FRACTIONS}
    fraction = next((each for each, bound in bounds.items() if bound == vague.value), None)
    if not kind or fraction is None:
        return vague
    among = index.columns.mask(kind)
    if not among.any() or (among & index.columns.mask([vague])).any():
        return vague
    bound = index.columns.bound(vague.attribute, fraction, among)
    return vague if bound is None else vague.model_copy(update={"value": bound})
