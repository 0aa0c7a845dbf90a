"""Tell small talk from a wish by meaning: "have you had lunch" names as little of a catalogue as "a rainy evening"."""

import re
import tomllib
from functools import lru_cache
from importlib import resources

import numpy as np
from numpy.typing import NDArray

from quwei.index.encoder import Encoder

NEAR = -0.015
"""Where talk begins, on the line from examples of talk (below) to examples of wishes (above)."""
NEAR_STATED = 0.012
"""The same for a message that says how things are: "it's raining outside", "外面下雨了"."""
_STATES = re.compile(
    r"\s*it(?:'s| is| was) (?!about|for|like|an? |the )|.*(?:了|外面在.+)[。.!！~]*\s*$", re.IGNORECASE
)


def is_small_talk(encoder: Encoder, message: str) -> bool:
    """Tell whether a message that names nothing of a catalogue reads more like talk than like something to look for."""
    centre, direction = _line(encoder)
    vector = encoder.encode([message], "query")[0] - centre
    limit = NEAR_STATED if _STATES.match(message) else NEAR
    return float(vector @ direction / max(float(np.linalg.norm(vector)), 1e-9)) < limit


@lru_cache(maxsize=4)
def _line(encoder: Encoder) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Return the middle between the examples and the direction from talk to wishes, each of shape (dim,)."""
    text = (resources.files("quwei.tools") / "small_talk.toml").read_text(encoding="utf-8")
    examples = tomllib.loads(text)
    talk, wishes = (encoder.encode(examples[kind]["zh"] + examples[kind]["en"], "query") for kind in ("talk", "wish"))
    centre = (talk.mean(axis=0) + wishes.mean(axis=0)) / 2
    talk, wishes = _units(talk - centre), _units(wishes - centre)
    return centre, wishes.mean(axis=0) - talk.mean(axis=0)


def _units(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True), np.float32)
