"""Vectors of words, each encoded once and remembered."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from quwei.index.encoder import Encoder

Floats = NDArray[np.float32]
REMEMBERED = 10_000
"""Entries kept; at 384 dimensions about 15 MB."""


class MeanVectors:
    """Give the centred mean vector of several words for one thing; the least recently used are forgotten."""

    def __init__(self, encoder: Encoder, centred: Callable[[Floats], Floats]) -> None:
        self._encoder = encoder
        self._centred = centred
        self._known: OrderedDict[tuple[str, ...], Floats] = OrderedDict()
        self._lock = threading.Lock()

    def of(self, groups: Sequence[tuple[str, ...]]) -> Floats:
        """Return one vector per group of words, shape (n, dim); what is new is encoded in one batch."""
        with self._lock:
            new = [group for group in dict.fromkeys(groups) if group not in self._known]
        found = dict(zip(new, self._encode(new), strict=True)) if new else {}
        with self._lock:
            self._known.update(found)
            for group in groups:
                if group in self._known:
                    found.setdefault(group, self._known[group])
                    self._known.move_to_end(group)
            while len(self._known) > REMEMBERED:
                self._known.popitem(last=False)
        return np.stack([found[group] for group in groups])

    def _encode(self, groups: Sequence[tuple[str, ...]]) -> list[Floats]:
        vectors = self._encoder.encode([word for group in groups for word in group], "query")
        ends = np.cumsum([len(group) for group in groups])
        return [self._centred(part.mean(axis=0)) for part in np.split(vectors, ends[:-1])]
