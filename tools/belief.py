"""The belief: how likely each item is to be what a person wants, and why.

    belief = softmax( (a * likes - b * dislikes + prior) / temperature ),  masked by the constraints

`likes` and `dislikes` are weighted sums of similarities between interests and items: softmax(Interest · Content).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict, Field

from quwei.index.columns import Mask
from quwei.index.constraint import Constraint
from quwei.index.glossary import both_languages
from quwei.index.opened import Index, rows_of
from quwei.index.profile import Interest, Profile

Floats = NDArray[np.float32]
PLAINLY = 0.25
"""Similarity of free words to an item from which it is fair to say that the item is about them."""
TURNED_DOWN = 0.3
"""How much turning an item down says against what is like it; a thumb says .8."""
LAST_TURNED_DOWN = 4
"""Items turned down last that say so: what is learnt of more of them is not worth its time."""


class BeliefSettings(BaseModel):
    """Weigh the kinds of evidence."""

    model_config = ConfigDict(frozen=True)

    like: float = Field(1.0, gt=0, description="a: weight of what is liked")
    dislike: float = Field(0.7, ge=0, description="b: weight of what is disliked, below a")
    temperature: float = Field(0.12, gt=0, description="lower is surer of itself")
    membership: float = Field(0.6, ge=0, le=1, description="share of 'has the value' against 'reads like it'")
    lexical: float = Field(0.35, ge=0, description="bonus for sharing the very words of an interest")
    overlap: float = Field(0.5, ge=0, le=1, description="share of common values in the likeness of two items")
    prior: float = Field(0.05, ge=0, description="weight of popularity, where the catalogue has it")


@dataclass(frozen=True, slots=True)
class Term:
    """Hold one summand of an item's score: an interest, its similarity to the item, and what it adds."""

    interest: Interest
    similarity: float
    contribution: float


@dataclass(frozen=True)
class Belief:
    """Hold the distribution over the catalogue's items for one person at one moment.

    `probabilities`, `mask` and `scores` have shape (items,); `similarities` and `contributions` (interests, items).
    """

    index: Index
    interests: tuple[Interest, ...]
    constraints: tuple[Constraint, ...]
    mask: Mask
    probabilities: Floats
    similarities: Floats
    contributions: Floats
    scores: Floats
    temperature: float

    def among(self, allowed: Mask) -> "Belief":
        """Return what the same evidence says of fewer items: those of the mask that are `allowed`."""
        mask = self.mask & allowed
        return replace(self, mask=mask, probabilities=_probabilities(self.scores, mask, self.temperature))

    @property
    def is_empty(self) -> bool:
        """Tell whether no item fulfils the constraints."""
        return not self.mask.any()

    @property
    def size(self) -> float:
        """Return how many items are effectively in play: the exponential of the entropy."""
        return float(np.exp(entropy(self.probabilities))) if not self.is_empty else 0.0

    def is_about(self, interest: Interest, row: int | None = None) -> bool:
        """Tell whether an item, or any, is plainly about free words; a value or an item is never in doubt."""
        at = next((k for k, each in enumerate(self.interests) if each.key == interest.key), None)
        if at is None or not interest.is_free:
            return True
        closeness = self.similarities[at]
        return bool((closeness.max(initial=0) if row is None else closeness[row]) >= PLAINLY)

    def best(self, n: int) -> NDArray[np.int64]:
        """Return the rows of the `n` likeliest items that fulfil the constraints, best first."""
        allowed = int(self.mask.sum())
        # A stable order makes equal items come in catalogue order, the same every time.
        return np.argsort(-self.probabilities, kind="stable")[: max(0, min(n, allowed))]

    def top(self, n: int = 10) -> list[tuple[str, float]]:
        """Return the ids and probabilities of the `n` likeliest items."""
        items = self.index.catalogue.items
        return [(items[row].id, float(self.probabilities[row])) for row in self.best(n)]

    def terms(self, row: int) -> list[Term]:
        """Return the summands of one item's score, the strongest first."""
        terms = [
            Term(interest, float(self.similarities[k, row]), float(self.contributions[k, row]))
            for k, interest in enumerate(self.interests)
        ]
        return sorted(terms, key=lambda term: -abs(term.contribution))


def rank(
    index: Index, profile: Profile, settings: BeliefSettings | None = None, left_out: Iterable[str] = ()
) -> Belief:
    """Return the belief about what a person wants now; items in `left_out` and those thumbed down get none."""
    settings = settings or BeliefSettings()
    # What the owner has taken out of the catalogue since is no evidence any more.
    known = index.catalogue.schema.attributes
    interests = tuple(
        each
        for each in (*profile.interests, *_turned_down(profile))
        if (each.item is None or each.item in index.catalogue) and (each.attribute is None or each.attribute in known)
    )
    constraints = tuple(each for each in profile.constraints if each.attribute in known)
    mask = index.columns.mask(constraints)
    down = [item for item, thumb in profile.thumbs.items() if thumb == "down"]
    mask[rows_of(index.catalogue, [*left_out, *down, *profile.rejected])] = False
    similarities = similarity(index, interests, settings)
    # What is unlike a thing somebody dislikes is no better for that.
    disliked = [k for k, interest in enumerate(interests) if interest.polarity == "dislike"]
    similarities[disliked] = np.maximum(similarities[disliked], 0)
    contributions = _signed_weights(interests, settings)[:, None] * similarities
    scores = contributions.sum(axis=0) + settings.prior * index.popularity
    probabilities = _probabilities(scores, mask, settings.temperature)
    return Belief(
        index, interests, constraints, mask, probabilities, similarities, contributions, scores, settings.temperature
    )


def _probabilities(scores: Floats, mask: Mask, temperature: float) -> Floats:
    return softmax(np.where(mask, scores, -np.inf), temperature)


def _turned_down(profile: Profile) -> list[Interest]:
    """Return slight dislikes of what is like the items that were turned down without a reason."""
    rejected = profile.rejected[-LAST_TURNED_DOWN:]
    return [Interest(phrase=each, polarity="dislike", weight=TURNED_DOWN, item=each) for each in rejected]


def similarity(index: Index, interests: Sequence[Interest], settings: BeliefSettings) -> Floats:
    """Return the similarity of each interest to each item, shape (interests, items), about -1 to 1."""
    if not interests:
        return np.zeros((0, len(index.catalogue)), np.float32)
    found = index.cosines(np.stack([_vector(index, interest) for interest in interests]))
    for k, interest in enumerate(interests):
        if interest.item is not None:
            row = index.catalogue.rows[interest.item]
            found[k] = (1 - settings.overlap) * found[k] + settings.overlap * index.overlap(row)
            # An item is no evidence for itself: it counts as much as the one most like it.
            found[k, row] = np.delete(found[k], row).max(initial=0)
        elif interest.attribute is not None and interest.value is not None:
            found[k] *= 1 - settings.membership
            found[k, index.rows_with(interest.attribute, interest.value)] += settings.membership
        else:
            found[k] += settings.lexical * index.lexical.scores(
                " ".join({interest.phrase, *both_languages(interest.phrase)})
            )
    return found


def _vector(index: Index, interest: Interest) -> Floats:
    if interest.vector is not None:
        return interest.vector
    if interest.item is not None:
        return index.item_vector(interest.item)
    if interest.attribute is not None and interest.value is not None:
        return index.value_vector(interest.attribute, interest.value)
    vector: Floats = index.phrase_vectors([interest.phrase])[0]
    return vector


def _signed_weights(interests: Sequence[Interest], settings: BeliefSettings) -> Floats:
    """Return a * w_k for likes and -b * w_k for dislikes, each side divided by the root of its sum of squares.

    So ten weak signs weigh more than one, but not ten times as much.
    """
    weights = np.array([interest.weight for interest in interests], np.float32)
    likes = np.array([interest.polarity == "like" for interest in interests], np.bool_)
    signed = np.zeros_like(weights)
    for side, factor in ((likes, settings.like), (~likes, -settings.dislike)):
        norm = float(np.sqrt((weights[side] ** 2).sum()))
        signed[side] = factor * weights[side] / max(norm, 1.0)
    return signed


def softmax(scores: Floats, temperature: float) -> Floats:
    """Return exp(scores / temperature), normalised; -inf gives 0, and nothing but -inf gives zeros."""
    if not np.isfinite(scores).any():
        return np.zeros_like(scores)
    shifted = np.exp((scores - scores.max()) / temperature)
    return np.asarray(shifted / shifted.sum(), np.float32)


def entropy(probabilities: Floats) -> float:
    """Return the entropy in nats."""
    positive = probabilities[probabilities > 0]
    return float(-(positive * np.log(positive)).sum())
