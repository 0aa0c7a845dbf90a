"""Read what somebody complains of in the card shown: "a bit long for me", "the price is too high", 评分太低了."""

import re

from quwei.index.constraint import Constraint, Operator, comparable
from quwei.index.item import Item
from quwei.index.opened import Index
from quwei.index.phrases import lower

_A_BIT = re.compile(
    r"(?:(?:it's|that's|they're|these are|the first one is) )?"
    r"(?:a bit|bit|a little|little|slightly|kind of|kinda|rather|pretty|quite) (?P<en>[a-z]+)"
    r"(?: for (?:me|us|my taste))?"
    r"|(?:(?:it's|that's|they're) )?(?:a bit |a little )?(?P<than>[a-z]+er) than "
    r"(?:i'd|i would|we'd) (?:like|want|hoped?|prefer)"
    r"|(?:第一个)?(?:都)?(?:有点儿?|偏)(?P<zh>[^太,，]{1,3}?)了?"
)
_HIGH, _LOW = r"high|big|large|long|late", r"low|small|short|early|bad|poor"
_OF_MEASURE = (
    re.compile(
        r"(?:(?:the|its|their|that|this) )?(?P<label>.+?)(?:'s| is| are| was| were| seems?)?(?: just| still| way)?"
        rf"(?: a bit| a little| far| much)? too (?:(?P<high>{_HIGH}|much|many)|{_LOW}|little|few)(?: for me)?"
    ),
    re.compile(
        r"(?:(?:way|far|a bit) )?(?:too (?:(?P<high>much|many)|little|few)|not enough) (?P<label>.+?)(?: for me)?"
    ),
    re.compile(
        r"(?:这个|那个|第一个)?的?(?P<label>.+?)(?:都|也|还是|有些|实在)*"
        r"(?:有点儿?太?|太|偏|过于?)(?:(?P<high>[高大多长晚贵])|[低小少短早差])(?:了|啦)?"
    ),
    re.compile(r"(?:这个|那个|第一个)?的?(?P<label>.+?)(?:还是|有点儿?)?不够[高大多长晚好]?"),
)
"""An attribute's name with what is wrong with it; what is not too `high` is too low."""


def plain(message: str) -> str:
    """Return a message in lower case, without what closes it."""
    return lower(message.strip()).strip("。.!！~ ")


def as_too(message: str) -> str | None:
    """Return "a bit long for me" as "too long", None for any other message; "a bit longer" is a wish."""
    match = _A_BIT.fullmatch(plain(message))
    if match is None or (match["en"] or "").endswith("er"):
        return None
    return f"太{match['zh']}了" if match["zh"] else f"too {match['en'] or match['than']}"


def limit_of_complaint(index: Index, message: str, shown: Item) -> Constraint | None:
    """Return the limit that "the price is too high" sets: below what the item has; None for any other message."""
    text = plain(message)
    for pattern in _OF_MEASURE:
        match = pattern.fullmatch(text)
        name = _measure(index, match["label"]) if match else None
        if match and name and name in shown.attributes:
            below = match.groupdict().get("high") is not None
            op: Operator = "<=" if below else ">="
            held = float(comparable(shown.attributes[name], True))
            return Constraint(attribute=name, op=op, value=index.columns.beyond(name, held, below))
    return None


def _measure(index: Index, label: str) -> str | None:
    """Return the number or date that goes by a name."""
    for found in index.vocabulary.find(label):
        if (found.start, found.end) == (0, len(label)):
            names = [each.attribute for each in found.payload if each.kind == "attribute"]
            return next((each for each in names if each in index.columns.numbers), None)
    return None
