"""Choose the question that is expected to shrink the belief most, and say by how much."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict

from quwei.index.constraint import Operator
from quwei.index.profile import Profile
from quwei.tools.belief import Belief

OPTIONS = 5
"""Answers offered as chips."""
WORTH_ASKING = 0.35
"""Expected gain in nats below which a question costs the person more than it brings."""
WORTH_ADDING = 0.5
"""Share of that gain that is enough for a second attribute in the same question."""
SOON_SEEN = 1.5
"""With no more turns' cards than this effectively in play, showing them beats asking."""

Value = bool | int | float | str | date


class Answer(BaseModel):
    """Hold one answer offered as a chip: a value, or a bound on a number or date."""

    model_config = ConfigDict(frozen=True)

    op: Operator
    value: Value
    share: float


class Choice(BaseModel):
    """Hold a question before it is put in words: what it asks about and what it would bring.

    `now` and `after` are items that fulfil the constraints: before the answer, and expected after it. What is
    `suspected` is what all rejected items have: then the question is whether that is wrong with them. `also` is asked
    in the same breath: who does not mind the one may mind the other.
    """

    model_config = ConfigDict(frozen=True)

    attribute: str
    answers: tuple[Answer, ...]
    gain: float
    now: int
    after: int
    suspected: Answer | None = None
    also: "Choice | None" = None

    @property
    def is_yes_no(self) -> bool:
        """Tell whether a yes or a no answers it."""
        return isinstance(self.answers[0].value, bool)


@dataclass(frozen=True)
class _Split:
    """Say what the answers to a question leave, each of the arrays of shape (answers,).

    `said` is how likely each is given, `kept` the share of the belief that fulfils it, `counts` the items that do.
    """

    answers: Sequence[tuple[Operator, Value]]
    said: NDArray[np.float64]
    kept: NDArray[np.float64]
    counts: NDArray[np.float64]


def choose_question(belief: Belief, profile: Profile, only: str | None = None, cards: int = 4) -> Choice | None:
    """Return the question with the largest expected information gain, None when none is worth it.

    Gains are weighed by how readily people can answer; the two best are asked at once. Nothing is asked twice, nor what
    the person has already spoken of, nor when a turn with so many `cards` shows most of what is in play. Each turn of
    cards that was turned down lowers what a question has to bring: something is not known yet. `only` restricts the
    choice to one attribute, worth it or not.
    """
    if belief.is_empty:
        return None
    if only:
        return question_about(belief, only)
    choices = [choice for name in open_attributes(belief, profile) if (choice := question_about(belief, name))]
    bar = WORTH_ASKING / (1 + len(profile.rejected) / cards)
    worth = [each for each in choices if each.gain >= bar]
    if not worth or belief.size <= SOON_SEEN * cards:
        return None
    schema = belief.index.catalogue.schema

    def weighed(choice: Choice) -> float:
        return choice.gain * schema.attributes[choice.attribute].ease

    first = max(worth, key=weighed)
    beside = [each for each in choices if each.gain >= bar * WORTH_ADDING and _can_join(first, each)]
    return _together(first, max(beside, key=weighed)) if beside else first


def _can_join(first: Choice, second: Choice) -> bool:
    """Tell whether one sentence can ask both: a yes would not say which of two questions of yes or no it answers."""
    return first.attribute != second.attribute and not (first.is_yes_no and second.is_yes_no)


def _together(first: Choice, second: Choice) -> Choice:
    """Return a question about two attributes, one of yes or no last; most people answer for one of them."""
    if first.is_yes_no:
        first, second = second, first
    return first.model_copy(update={"also": second, "after": round((first.after + second.after) / 2)})


def open_attributes(belief: Belief, profile: Profile) -> list[str]:
    """Return the attributes nobody has spoken of yet."""
    known: Collection[str | None] = {
        *profile.asked,
        *profile.unimportant,
        *(each.attribute for each in belief.constraints),
        *(each.attribute for each in belief.interests if each.polarity == "like"),
        profile.order.attribute if profile.order else None,
    }
    return [name for name, each in belief.index.catalogue.schema.attributes.items() if each.asked and name not in known]


def question_about(belief: Belief, name: str) -> Choice | None:
    """Return the question about one attribute, worth it or not; None when fewer than two answers are possible.

    The gain is the mean of -ln(share of the belief that fulfils the answer): the mutual information of item and answer
    where an item has one value, and less where it has several, because an answer then names one of them.
    """
    split = _halves(belief, name) if name in belief.index.columns.numbers else _values(belief, name)
    order = [int(i) for i in np.argsort(-split.said, kind="stable") if split.said[i] > 0]
    if len(order) < 2:
        return None
    now = int(belief.mask.sum())
    silent = max(0.0, 1.0 - float(split.said.sum()))
    return Choice(
        attribute=name,
        answers=tuple(
            Answer(op=split.answers[i][0], value=split.answers[i][1], share=round(float(split.said[i]), 3))
            for i in order[:OPTIONS]
        ),
        gain=float(-split.said[order] @ np.log(np.minimum(split.kept[order], 1))),
        now=now,
        after=max(1, round(float(split.said @ split.counts) + silent * now)),
    )


def _values(belief: Belief, name: str) -> _Split:
    """Let each item speak for its values, any of them alike."""
    members = belief.index.columns.members[name]
    kind = belief.index.catalogue.schema.attributes[name].type
    sizes = np.asarray(members.matrix.sum(axis=1)).ravel()
    op: Operator = "contains" if kind == "list" else "=="
    values: list[Value] = [value == "true" if kind == "bool" else value for value in members.values]
    by_value = members.matrix.T
    return _Split(
        [(op, value) for value in values],
        by_value @ (belief.probabilities / np.maximum(sizes, 1)),
        by_value @ belief.probabilities,
        by_value @ belief.mask.astype(np.float64),
    )


def _halves(belief: Belief, name: str) -> _Split:
    """Divide a number or date at the median of the belief."""
    values = belief.index.columns.numbers[name]
    known = np.where(np.isnan(values), 0, belief.probabilities)
    if known.sum() <= 0:
        return _Split([], np.zeros(0), np.zeros(0), np.zeros(0))
    order = np.argsort(values)
    cumulative = np.cumsum(known[order]) / known.sum()
    median = values[order][np.searchsorted(cumulative, 0.5)]
    low, high = values <= median, values > median
    # The least value above the median, so that no answer speaks for an item of the other half.
    above = values[high & (known > 0)].min(initial=np.inf)
    sides: list[tuple[Operator, float, NDArray[np.bool_]]] = [("<=", float(median), low)]
    if np.isfinite(above):
        sides.append((">=", float(above), high))
    kept = np.array([known @ inside for _, _, inside in sides])
    counts = np.array([float((belief.mask & inside).sum()) for _, _, inside in sides])
    is_date = belief.index.catalogue.schema.attributes[name].type == "date"
    return _Split([(op, as_bound(value, is_date)) for op, value, _ in sides], kept, kept, counts)


def as_bound(value: float, is_date: bool) -> int | float | date:
    """Return a number of a column as the value it stands for."""
    if is_date:
        return date.fromordinal(int(value))
    return int(value) if value.is_integer() else value
