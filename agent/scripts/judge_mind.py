"""Judge what is known and believed: the profile, the belief, and the receipt of a thumb."""

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from quwei.agent.scripts.expectations import Bounds
from quwei.agent.scripts.judge_items import Judge, within
from quwei.agent.scripts.moment import Moment, Verdict
from quwei.agent.turn import Receipt
from quwei.index.constraint import Constraint
from quwei.index.profile import Interest, Polarity
from quwei.tools.belief import Belief

NOTICEABLE = 1e-6
"""A change of probability below this is none."""


def interested(polarity: Polarity, names: set[str], wanted: bool) -> Judge:
    """Expect an interest called by one of `names` to be in the profile, or not."""

    def judge(moment: Moment) -> Verdict:
        interests = moment.profile.wants(polarity)
        found = any(_is_called(each, names) for each in interests)
        return Verdict(
            found is wanted, ", ".join(each.value or each.item or each.phrase for each in interests) or "none"
        )

    return judge


def _is_called(interest: Interest, names: set[str]) -> bool:
    if interest.value or interest.item:
        return bool(names & {str(interest.value).casefold(), str(interest.item).casefold()})
    return any(name in interest.phrase.casefold() for name in names)


def constrained(constraint: Constraint, wanted: bool) -> Judge:
    """Expect a constraint in the profile, or not."""
    return _about_constraints(lambda each: _agree(each, constraint), wanted)


def constrained_on(attribute: str, wanted: bool) -> Judge:
    """Expect any constraint on an attribute, or none."""
    return _about_constraints(lambda each: each.attribute == attribute, wanted)


def knows_item(item: str, wanted: bool) -> Judge:
    """Expect an item to be known as seen, or not."""

    def judge(moment: Moment) -> Verdict:
        return Verdict((item in moment.profile.seen) is wanted, ", ".join(moment.profile.seen) or "none")

    return judge


def knows_nothing(wanted: bool) -> Judge:
    """Expect the profile to be empty, or not."""

    def judge(moment: Moment) -> Verdict:
        profile = moment.profile
        counts = f"{len(profile.interests)} interests, {len(profile.constraints)} constraints, {len(profile.seen)} seen"
        return Verdict((not profile.interests and not profile.constraints and not profile.seen) is wanted, counts)

    return judge


def shifts(rows: NDArray[np.int64], direction: int) -> Judge:
    """Expect the probability of some items together to rise (1) or fall (-1) by this step."""

    def judge(moment: Moment) -> Verdict:
        before, after = (float(each.probabilities[rows].sum()) for each in (moment.before, moment.belief))
        return Verdict((after - before) * direction > NOTICEABLE, f"{before:.4f} before, {after:.4f} after")

    return judge


def unchanged(wanted: bool) -> Judge:
    """Expect the belief to be exactly what it was before this step, or not."""
    return lambda moment: _compared(moment.before, moment.belief, wanted)


def restored(wanted: bool) -> Judge:
    """Expect the belief to be exactly what it was before what was undone, or not."""

    def judge(moment: Moment) -> Verdict:
        if moment.restored is None:
            return Verdict(False, "nothing was undone by this step")
        return _compared(moment.restored, moment.belief, wanted)

    return judge


def has_receipt(wanted: bool) -> Judge:
    """Expect this step to give a receipt, or not."""
    return lambda moment: Verdict((moment.receipt is not None) is wanted, _said(moment.receipt))


def receipt_is(field: str, wanted: str) -> Judge:
    """Expect a receipt for one item, or of one value."""

    def judge(moment: Moment) -> Verdict:
        receipt = moment.receipt
        return Verdict(receipt is not None and getattr(receipt, field) == wanted, _said(receipt))

    return judge


def receipt_moves(field: str, bounds: Bounds) -> Judge:
    """Expect so many items to have entered or left the top."""

    def judge(moment: Moment) -> Verdict:
        if moment.receipt is None:
            return Verdict(False, _said(None))
        moved = getattr(moment.receipt, field)
        return Verdict(within(len(moved), bounds).holds, f"{len(moved)}: {', '.join(moved) or 'none'}")

    return judge


def _about_constraints(fits: Callable[[Constraint], bool], wanted: bool) -> Judge:
    def judge(moment: Moment) -> Verdict:
        held = moment.profile.constraints
        return Verdict(any(map(fits, held)) is wanted, _listed(held))

    return judge


def _agree(one: Constraint, other: Constraint) -> bool:
    """Tell whether two constraints say the same; on one value, "one of" is the value itself."""
    same = {"contains_any": "contains", "in": "=="}
    values = [set(each.value) if isinstance(each.value, tuple) else {each.value} for each in (one, other)]
    ops = [
        same.get(each.op, each.op) if len(found) == 1 else each.op
        for each, found in zip((one, other), values, strict=True)
    ]
    return one.attribute == other.attribute and ops[0] == ops[1] and values[0] == values[1]


def _compared(one: Belief, other: Belief, wanted: bool) -> Verdict:
    difference = float(np.abs(one.probabilities - other.probabilities).max(initial=0.0))
    return Verdict((difference == 0) is wanted, f"largest difference {difference:.2g}")


def _said(receipt: Receipt | None) -> str:
    if receipt is None:
        return "no receipt"
    return f"{receipt.value} {receipt.item}, {len(receipt.entered)} entered, {len(receipt.left)} left"


def _listed(constraints: Sequence[Constraint]) -> str:
    return ", ".join(f"{each.attribute} {each.op} {each.value}" for each in constraints) or "none"
