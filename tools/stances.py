"""Stances: how a part of a message is meant, and which steering words say so."""

from dataclasses import dataclass
from typing import Literal

from quwei.tools.lexicon import Cue

Attitude = Literal["like", "dislike", "neutral", "known"]


@dataclass(frozen=True, slots=True)
class Stance:
    """Say how a part of a message is meant; `lasting` for a taste, `mild` for a dislike that does not rule out.

    `permits` says that it will do, without asking for it, `optional` that it is liked where it can be had, `needless`
    that what an item has is not asked for. "neutral" does not matter any more, "known" the person has seen, read or
    visited already.
    """

    attitude: Attitude = "like"
    lasting: bool = False
    mild: bool = False
    said: bool = False
    strength: float = 1.0
    permits: bool = False
    optional: bool = False
    needless: bool = False


STANCES = {
    "mild": Stance("dislike", mild=True, said=True, strength=0.5),
    "seen": Stance("known", said=True),
    "tolerance": Stance("like", lasting=True, said=True, strength=0.3, permits=True),
    "aversion": Stance("dislike", lasting=True, said=True),
    "dislike": Stance("dislike", said=True),
    "needless": Stance("dislike", said=True, needless=True),
    "except": Stance("dislike", said=True),
    "approval": Stance("like", said=True, permits=True),
    "neutral": Stance("neutral", said=True),
    "optional": Stance("like", said=True, optional=True),
    "fond": Stance("like", lasting=True, said=True),
    "taste": Stance("like", lasting=True, said=True),
    "wish": Stance("like", said=True),
}

_PRECEDENCE = (
    "seen", "tolerance", "mild", "neutral", "needless", "aversion", "dislike", "except", "optional", "wish", "fond",
    "taste", "approval",
)  # fmt: skip
"""Of a word of several kinds, the kind that counts."""


def stance_of(cue: Cue) -> Stance | None:
    """Return the stance a steering word sets, None for one that sets none."""
    for kind in _PRECEDENCE:
        if kind in cue.payload:
            return STANCES[kind]
    return None
