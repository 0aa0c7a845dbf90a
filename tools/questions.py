"""Choose the question that is expected to shrink the belief most, and say by how much."""

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict

from quwei.index.profile import Profile
from quwei.tools.belief import Belief, entropy

OPTIONS = 5
"""Answers offered as chips."""
WORTH_ASKING = 0.35
"""Expected gain in nats below which a question costs the person more than it brings."""
FEW = 6
"""With so few items effectively in play, showing them beats asking."""


class Answer(BaseModel):
    """Hold one answer offered as a chip: a value, or a bound on a number."""

    model_config = ConfigDict(frozen=True)

    op: str
    value: bool | int | float | str
    share: float


class Choice(BaseModel):
    """Hold a question before it is put in words: what it asks about and what it would bring."""

    model_config = ConfigDict(frozen=True)

    attribute: str
    answers: tuple[Answer, ...]
    gain: float
    now: int
    after: int


@dataclass(frozen=True)
class _Split:
    """Say how the answers to a question divide the items: `matrix` is (items, answers), rows sum to at most 1."""

    answers: list[tuple[str, bool | int | float | str]]
    matrix: NDArray[np.float32]


def choose_question(belief: Belief, profile: Profile, only: str | None = None) -> Choice | None:
    """Return the question with the largest expected information gain, None when none is worth it.

    The gain is the mutual information between the item wanted and the answer, weighed by how readily people can answer.
    Nothing is asked twice, nor what the
    person has already spoken of. `only` restricts the choice to one attribute, worth it or not.
    """
    if belief.is_empty:
        return None
    names = [only] if only else open_attributes(belief, profile)
    choices = [choice for name in names if (choice := question_about(belief, name))]
    schema = belief.index.catalogue.schema
    best = max(choices, key=lambda each: each.gain * schema.attributes[each.attribute].ease, default=None)
    if best is None or only:
        return best
    return best if best.gain >= WORTH_ASKING and belief.size > FEW else None


def open_attributes(belief: Belief, profile: Profile) -> list[str]:
    """Return the attributes nobody has spoken of yet."""
    known: Collection[str | None] = {
        *profile.asked,
        *profile.unimportant,
        *(each.attribute for each in belief.constraints),
        *(each.attribute for each in belief.interests if each.polarity == "like"),
    }
    return [name for name, each in belief.index.catalogue.schema.attributes.items() if each.asked and name not in known]


def question_about(belief: Belief, name: str) -> Choice | None:
    """Return the question about one attribute, worth it or not; None when fewer than two answers are possible."""
    split = _split(belief, name)
    if split is None:
        return None
    shares = belief.probabilities @ split.matrix
    unanswered = max(0.0, 1.0 - float(shares.sum()))
    per_item = np.where(split.matrix > 0, -split.matrix * np.log(np.maximum(split.matrix, 1e-9)), 0).sum(axis=1)
    marginal = entropy(np.append(shares, unanswered).astype(np.float32))
    gain = max(0.0, marginal - float(belief.probabilities @ per_item))
    order = np.argsort(-shares)[:OPTIONS]
    answers = tuple(
        Answer(op=split.answers[i][0], value=split.answers[i][1], share=round(float(shares[i]), 3))
        for i in order
        if shares[i] > 0
    )
    if len(answers) < 2:
        return None
    now = int(belief.mask.sum())
    after = max(1, round(now / float(np.exp(gain))))
    return Choice(attribute=name, answers=answers, gain=gain, now=now, after=after)


def _split(belief: Belief, name: str) -> _Split | None:
    attribute = belief.index.catalogue.schema.attributes[name]
    columns = belief.index.columns
    if attribute.type == "number":
        return _halves(belief, name)
    if attribute.type == "date":
        return None
    members = columns.members[name]
    counts = np.asarray(members.matrix.sum(axis=1)).ravel()
    matrix = np.asarray(members.matrix.todense()) / np.maximum(counts, 1)[:, None]
    op = {"bool": "==", "string": "==", "list": "contains"}[attribute.type]
    values = [value == "true" if attribute.type == "bool" else value for value in members.values]
    return _Split([(op, value) for value in values], matrix.astype(np.float32))


def _halves(belief: Belief, name: str) -> _Split | None:
    """Divide a number attribute at the median of the belief."""
    values = belief.index.columns.numbers[name]
    weights = np.where(np.isnan(values), 0, belief.probabilities)
    if weights.sum() <= 0:
        return None
    order = np.argsort(values)
    cumulative = np.cumsum(weights[order]) / weights.sum()
    median = float(values[order][np.searchsorted(cumulative, 0.5)])
    value = int(median) if median.is_integer() else median
    low = values <= median
    return _Split([("<=", value), (">=", value)], np.stack([low, values > median], axis=1).astype(np.float32))
