"""Choose items that are likely and unlike each other: for surprises, and for several to enjoy one after the other."""

import random
from collections.abc import Sequence

import numpy as np

from quwei.tools.belief import Belief

POOL = 60
"""Likeliest items that are chosen among."""
UNLIKENESS = 0.5
"""Weight of being unlike what is chosen already, against being likely."""
BOLDNESS = 0.5
"""Exponent of the probabilities when surprising: below 1 the unlikely gets its chance."""


def varied(belief: Belief, count: int, pool: Sequence[int] | None = None) -> list[int]:
    """Return rows by maximal marginal relevance: each the likeliest that is least like those before it."""
    rows = [int(row) for row in (belief.best(POOL) if pool is None else pool)]
    if not rows:
        return []
    logs = np.log(np.maximum(belief.probabilities[rows], 1e-12))
    relevance = (logs - logs.min()) / max(float(np.ptp(logs)), 1e-9)
    vectors = belief.index.vectors[rows]
    likeness = vectors @ vectors.T
    chosen = [int(relevance.argmax())]
    while len(chosen) < min(count, len(rows)):
        worth = (1 - UNLIKENESS) * relevance - UNLIKENESS * likeness[:, chosen].max(axis=1)
        worth[chosen] = -np.inf
        chosen.append(int(worth.argmax()))
    return [rows[at] for at in chosen]


def surprising(belief: Belief, count: int, chance: random.Random, left_out: Sequence[int] = ()) -> list[int]:
    """Return rows drawn from the belief instead of its top, flattened, and unlike each other."""
    weights = belief.probabilities.astype(np.float64) ** BOLDNESS * belief.mask
    weights[list(left_out)] = 0
    rows = np.flatnonzero(weights)
    if not len(rows):
        return []
    generator = np.random.default_rng(chance.randrange(2**32))
    drawn = generator.choice(rows, size=min(len(rows), 3 * count), replace=False, p=weights[rows] / weights.sum())
    return varied(belief, count, [int(row) for row in drawn])
