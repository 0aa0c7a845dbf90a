"""Interests fade: what somebody liked long ago says less of what they like now."""

from datetime import datetime

HALF_LIFE = 180
"""Days in which an interest loses half its weight."""
FRESH = 7
"""Days for which what was said in a conversation counts in full there."""


def faded(weight: float, at: datetime, now: datetime | None, here: bool) -> float:
    """Return what is left of the weight of an interest that is known since `at`; `here` for one of this conversation.

    Days are counted whole, so that a belief stays exactly what it is from one minute to the next.
    """
    if now is None:
        return weight
    days = max(0, (now - at).days - (FRESH if here else 0))
    return float(weight * 0.5 ** (days / HALF_LIFE))
