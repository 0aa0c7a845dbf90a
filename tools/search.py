"""Find items by words: the dense and the lexical lane, fused by rank."""

import numpy as np

from quwei.index.columns import Mask
from quwei.index.opened import Index

FUSION = 60
"""The constant of reciprocal-rank fusion (Cormack et al. 2009): how slowly a rank loses weight."""


def search(index: Index, query: str, mask: Mask | None = None, limit: int = 10) -> list[int]:
    """Return the rows of at most `limit` items nearest to `query`, best first, among those in `mask`."""
    dense = index.cosines(index.phrase_vectors([query]))[0]
    lexical = index.lexical.scores(query)
    fused = 1 / (FUSION + _ranks(dense)) + np.where(lexical > 0, 1 / (FUSION + _ranks(lexical)), 0)
    if mask is not None:
        fused = np.where(mask, fused, -np.inf)
    allowed = len(fused) if mask is None else int(mask.sum())
    return [int(row) for row in np.argsort(-fused, kind="stable")[: max(0, min(limit, allowed))]]


def _ranks(scores: np.ndarray) -> np.ndarray:
    ranks = np.empty(len(scores), np.float64)
    ranks[np.argsort(-scores, kind="stable")] = np.arange(len(scores))
    return ranks
