"""Put items in the order a superlative asks for: the longest, the cheapest."""

from collections.abc import Sequence

import numpy as np

from quwei.index.profile import Interest, Order
from quwei.tools.belief import Belief


def in_order(belief: Belief, order: Order, liked: Sequence[Interest] = ()) -> list[int]:
    """Return the rows of the items that fulfil the constraints, the most extreme first, likelier ones before equals.

    Only those that have the values wished for in the same breath count, where any has them all: "the longest heist".
    """
    values = belief.index.columns.numbers[order.attribute]
    allowed = belief.mask & ~np.isnan(values)
    wished = allowed.copy()
    for each in liked:
        if each.attribute is not None and each.value is not None:
            has = np.zeros_like(wished)
            has[belief.index.rows_with(each.attribute, each.value)] = True
            wished &= has
    rows = np.flatnonzero(wished if wished.any() else allowed)
    keys = values[rows] * (-1 if order.highest else 1)
    return [int(row) for row in rows[np.lexsort((-belief.probabilities[rows], keys))]]
