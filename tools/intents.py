"""Decide what a message asks for: cards, or a word about those on screen."""

import re
from collections.abc import Sequence
from typing import Literal

from quwei.tools.quantities import number_of
from quwei.tools.reading import Reading

Intent = Literal["recommend", "explain", "compare", "describe", "pitch", "surprise", "plan", "pick", "about_me", "talk"]
ABOUT_CARDS: tuple[Intent, ...] = ("explain", "compare", "describe", "pitch")
"""What is asked of items that are known already: nothing in it is a wish."""
_WHY_NOT = re.compile(r"\bwhy not\b|为(?:什么|啥)不")
_COUNT = re.compile(
    r"\b(?P<en>two|three|four|five|six|seven|eight|[2-8])\s+(?:[a-z-]+\s+){0,2}?(?:films|movies|books|places|things|items|ones|articles|jobs)\b"
    r"|(?P<zh>[两二三四五六七八2-8])(?:部|本|款|个|家|处|篇|份|件)"
)


def intent_of(
    reading: Reading,
    pointed: Sequence[str],
    shown: Sequence[str],
    named: Sequence[str],
    says_more: bool,
    loose: frozenset[str] = frozenset(),
) -> Intent:
    """Return what a message asks for.

    `pointed` are the items it points at or names, `named` the attributes; `says_more` when it holds wishes or limits;
    `loose` are attributes whose values are tags: "吓人吗" asks about a card, "有恐怖片吗" for others.
    """
    kinds = reading.kinds
    wishes = bool({"wish", "taste", "aversion", "insist"} & kinds)
    if "about_me" in kinds:
        return "about_me"
    if pointed or shown:
        if "compare" in kinds and max(len(pointed), len(shown)) > 1:
            return "compare"
        if "explain" in kinds and not _WHY_NOT.search(reading.text.lower()) and not wishes:
            return "explain"
        if "pitch" in kinds:
            return "pitch"
        if _asks_of_items(reading, pointed, bool(named) and not says_more, wishes, loose):
            return "describe"
        if _only_points(reading):
            return "pick"
    if "surprise" in kinds:
        return "surprise"
    return "plan" if "plan" in kinds else "recommend"


def count_of(text: str) -> int | None:
    """Return how many items a message asks for, None when it does not say."""
    match = _COUNT.search(text.lower())
    return int(number_of(match["en"] or match["zh"]) or 0) or None if match else None


def _asks_of_items(
    reading: Reading, pointed: Sequence[str], only_names: bool, wishes: bool, loose: frozenset[str]
) -> bool:
    """Tell whether a message asks a fact: "who directed it?", "is the first one scary?", "tell me more"."""
    if wishes or any(each.stance.attitude in ("neutral", "known", "dislike") for each in reading.marked):
        return False
    asks = bool({"question", "describe"} & reading.kinds) or reading.text.rstrip()[-1:] in "?？"
    only_loose = (
        bool(reading.marked)
        and not reading.phrases
        and all(meaning.attribute in loose for each in reading.marked for meaning in each.mention.payload)
    )
    return (
        (asks and (bool(pointed) or only_loose)) or "describe" in reading.kinds or (only_names and not reading.phrases)
    )


def _only_points(reading: Reading) -> bool:
    """Tell whether a message wishes for a card and says nothing else: "just the second one"."""
    cards = [each for each in reading.marked if any(meaning.kind == "card" for meaning in each.mention.payload)]
    liked = all(each.stance.attitude == "like" and not each.stance.lasting for each in cards)
    return bool(cards) and liked and len(cards) == len(reading.marked) and not reading.phrases
