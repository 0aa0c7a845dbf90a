"""Decide what a message asks for: cards, or a word about those on screen."""

import re
from collections.abc import Sequence
from typing import Literal, NamedTuple

from quwei.tools.quantities import number_of
from quwei.tools.reading import Reading

Intent = Literal[
    "recommend", "explain", "compare", "describe", "pitch", "surprise", "plan", "pick", "swap", "about_me", "talk"
]
ABOUT_CARDS: tuple[Intent, ...] = ("explain", "compare", "describe", "pitch")
"""What is asked of items that are known already: nothing in it is a wish."""
_TAKES = re.compile(r"\b(?:please|pls|plz)\b|[吧了]\s*[。.!！]?$", re.IGNORECASE)
_OF_ALL = re.compile(r"最.{1,3}的?是?哪")
"""A superlative that asks for the most extreme of all items, not of those on screen: "最短的是哪本"."""
_AMONG = re.compile(
    r"\bof (?:these|those|them)(?: (?:two|three|four))?\b|其中"
    r"|(?:[这那](?:几|些|两|三|四)?[个部本家款]?|它们)(?:里面?|当中|之中|中)",
    re.IGNORECASE,
)
_WHICH = re.compile(r"哪一?[个部本款家处篇份]\s*的?[\u3400-\u9fff]{0,4}?\s*(?:是|更|最|比较|要)?$")
"""What stands before the degree that cards are compared by: "前两个哪个轻"."""
_YES_OR_NO = re.compile(
    r"[吗么嘛]\s*[?？。]?$|是否|是不是|会不会|能不能|适不适合|算不算|\b(?:is|does|has|was) it\b", re.IGNORECASE
)
_LEADS_ON = re.compile(r"\s*(?:and\s+)?(?:(?:how|what) about\s+)?", re.IGNORECASE)
"""What comes before the card that a question goes on to: "how about the second, is it scary?"."""
_WHETHER = re.compile(r"是否(?!有)")
_IS_IT = re.compile(r"^[^有]*(?<![的点些])吗\s*[?？]?$")
_SHOWS = re.compile(r"\W*(?:(?:can|could) you |please )?show me\b|\W*(?:给我)?看(?:看|一下|下)", re.IGNORECASE)
"""How a message begins that wants to see a card, and does not take it yet: "show me number 2"."""
_WHY_NOT = re.compile(r"\bwhy not\b|为(?:什么|啥)不(?!推荐)")
_MEASURED = "hours?|hrs?|minutes?|mins?|days?|weeks?|months?|years?|pages?|stars?|people|of|or|and|more|less"
_COUNT = re.compile(
    rf"\b(?P<en>two|three|four|five|six|seven|eight|nine|ten|[2-9]|1\d|20)\s+(?:(?!(?:{_MEASURED})\b)[a-z-]+\s+){{0,2}}?"
    r"(?:films|movies|books|places|things|items|ones|articles|jobs)\b"
    rf"|\b(?:give|show|recommend|suggest|pick|find)\s+(?:me\s+)?(?P<told>two|three|four|five|six|seven|eight|nine|ten|[2-9]|1\d|20)\s+(?!(?:{_MEASURED})\b)"
    r"|(?P<double>\bdouble (?:feature|bill))"
    r"|(?<![前后第这那最])(?P<zh>[两二三四五六七八九]|[一二]?十[一二三四五六七八九]?|(?<!\d)(?:[2-9]|1\d|20))(?:[部本款家处篇份件]|个(?!小时|钟头|月|星期|礼拜|人|半|多|孩|小孩|朋友|小朋友|老人|大人|宝宝|娃|儿子|女儿|同学|同事|男|女))"
)


class Count(NamedTuple):
    """Say that characters [start, end) of a message ask for so many items."""

    start: int
    end: int
    number: int


def find_count(text: str) -> Count | None:
    """Return how many items a message asks for, None when it does not say."""
    match = _COUNT.search(text.lower())
    if match is None:
        return None
    said = match["en"] or match["told"] or match["zh"]
    group = next(name for name in ("en", "told", "zh", "double") if match[name])
    end = match.end() if group in ("zh", "double") else match.end(group)
    return Count(match.start(group), end, int(number_of(said) or 0) if said else 2)


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
    wishes = bool({"wish", "taste", "aversion", "insist"} & kinds) and not _asks_of_one(reading)
    if "about_me" in kinds:
        return "about_me"
    if pointed or shown:
        if "swap" in kinds and 0 < len(pointed) < len(shown) and set(pointed) <= set(shown):
            return "swap"
        if _asks_among(reading) and len(shown) > 1:
            return "compare"
        of_all = not pointed and _OF_ALL.search(reading.text)
        if ("compare" in kinds or _asks_which(reading)) and not of_all and max(len(pointed), len(shown)) > 1:
            return "compare"
        if "explain" in kinds and not _WHY_NOT.search(reading.text.lower()) and not wishes:
            return "explain"
        if "pitch" in kinds:
            return "pitch"
        if _likens(reading):
            return "recommend"
        if _asks_of_items(reading, pointed, bool(named) and not says_more, wishes, loose):
            return "describe"
        if _only_points(reading):
            return "describe" if _SHOWS.match(reading.text) else "pick"
        if _only_names_cards(reading) and not {"rejected", "dislike", "more"} & kinds:
            return "describe" if len(pointed) < 2 else "compare"
    if "surprise" in kinds:
        return "surprise"
    return "plan" if "plan" in kinds else "recommend"


def _asks_among(reading: Reading) -> bool:
    """Tell whether a message asks for the most extreme of the cards on screen: "the longest of these"."""
    named = {meaning.kind for each in reading.marked for meaning in each.mention.payload}
    return bool(named & {"low", "high"}) and _AMONG.search(reading.text) is not None


def _asks_which(reading: Reading) -> bool:
    """Tell whether a message asks which card is more of something: "前两个哪个轻"."""
    degrees = [
        each for each in reading.marked if any(meaning.kind in ("low", "high") for meaning in each.mention.payload)
    ]
    return any(_WHICH.search(reading.text, 0, each.mention.start) for each in degrees)


def _asks_of_one(reading: Reading) -> bool:
    """Tell whether a message asks yes or no of a card that it begins with: "第一个适合孩子吗"."""
    if not reading.marked or not reading.marked[0].is_card:
        return False
    start = reading.marked[0].mention.start
    led = _LEADS_ON.fullmatch(reading.text, 0, start)
    return (start <= 2 or led is not None) and _YES_OR_NO.search(reading.text) is not None


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
        (asks and (bool(pointed) or only_loose or _asks_whether(reading)))
        or "describe" in reading.kinds
        or (only_names and not reading.phrases)
    )


def _asks_whether(reading: Reading) -> bool:
    """Tell whether a message asks in Chinese what the card in question is like: 贵吗, 离地铁是否近, 恐怖是否."""
    named = {meaning.kind for each in reading.marked for meaning in each.mention.payload}
    if _WHETHER.search(reading.text):
        return bool(named) and named <= {"low", "high", "attribute", "value"}
    return bool(named) and named <= {"low", "high"} and _IS_IT.search(reading.text) is not None


def _likens(reading: Reading) -> bool:
    """Tell whether a message wants something like what it points at: "多来点第二部那样的"."""
    return any(each.is_card and each.likens(reading.text) for each in reading.marked)


def _only_names_cards(reading: Reading) -> bool:
    """Tell whether a message points at cards and says no more: "the second one", "第三部呢", "the first two"."""
    if len(reading.marked) != 1 or reading.phrases:
        return False
    payload = reading.marked[0].mention.payload
    said = reading.marked[0].stance.said and "wish" not in reading.kinds
    return {each.kind for each in payload} == {"card"} and not said and "dislike" not in reading.kinds


def _only_points(reading: Reading) -> bool:
    """Tell whether a message wishes for a card and says nothing else: "just the second one"."""
    cards = [each for each in reading.marked if each.is_card]
    liked = all(each.stance.attitude == "like" and not each.stance.lasting for each in cards)
    only = bool(cards) and len(cards) == len(reading.marked) and not reading.phrases
    takes = bool({"wish", "pick", "approval"} & reading.kinds) or _TAKES.search(reading.text) is not None
    return only and liked and takes and not _asks_on(reading)


def _asks_on(reading: Reading) -> bool:
    """Tell whether a message goes on to another card: "what about the second one?", "第二部呢"."""
    text = reading.text.rstrip(" ?？")
    return text != reading.text.rstrip() or text.endswith("呢") or text.lower().startswith(("what about", "how about"))
