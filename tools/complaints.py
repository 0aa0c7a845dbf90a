"""Read what somebody complains of in the card shown: "a bit long for me", "the price is too high", 评分太低了."""

import re

from quwei.index.constraint import Constraint, Operator, comparable
from quwei.index.item import Item
from quwei.index.opened import Index
from quwei.index.phrases import lower
from quwei.tools.measures import is_money

_A_BIT = re.compile(
    r"(?:(?:it's|that's|they're|these are|the first one is) )?"
    r"(?:a bit|bit|a little|little|slightly|kind of|kinda|rather|pretty|quite) (?P<en>[a-z]+)"
    r"(?: for (?:me|us|my taste))?"
    r"|(?:(?:it's|that's|they're) )?(?:a bit |a little )?(?P<than>[a-z]+er) than "
    r"(?:i'd|i would|we'd) (?:like|want|hoped?|prefer)"
    r"|(?:第一个)?(?:都)?(?:有点儿?|偏)(?P<zh>[^太,，]{1,3}?)了?"
    r"|(?:第一个|这个)?(?P<le>[贵长短重老远旧吵])了(?:一?[点些])?"
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
    re.compile(r"(?:这个|那个|第一个)?的?(?P<label>.+?)(?:(?P<high>[高大多长晚贵])|[低小少短早差])了(?:一?[点些])?"),
    re.compile(r"(?:这个|那个|第一个)?的?(?P<label>.+?)(?:还是|有点儿?)?不够[高大多长晚好]?"),
)
"""An attribute's name with what is wrong with it; what is not too `high` is too low."""


_TOO_DEAR = re.compile(
    r"(?:this is |that's |it's )?(?:way |a bit |slightly )?(?:over|out of|above|beyond) (?:my |our |the )?"
    r"(?:budget|price range)|(?:i|we) (?:can't|cannot|can not) afford (?:it|that|this|these)"
    r"|(?:that's|it's|this is) (?:a bit |rather |quite )?steep"
    r"|(?:that |it )?costs too much(?: for (?:me|us))?"
    r"|(?:有点|都|已经)?(?:超|超出|超过)(?:我的?)?预算了?|(?:我|我们)?(?:买|吃|住|玩|负担|消费)不起"
)
"""What says of a card that it costs more than somebody has."""


def plain(message: str) -> str:
    """Return a message in lower case, without what closes it."""
    return lower(message.strip()).strip("。.!！~ ")


def as_too(message: str) -> str | None:
    """Return "a bit long for me" as "too long", None for any other message; "a bit longer" is a wish."""
    match = _A_BIT.fullmatch(plain(message))
    if match is None or (match["en"] or "").endswith("er"):
        return None
    chinese = match["zh"] or match["le"]
    return f"太{chinese}了" if chinese else f"too {match['en'] or match['than']}"


def limit_of_complaint(index: Index, message: str, shown: Item) -> Constraint | None:
    """Return the limit that "the price is too high" sets: below what the item has; None for any other message."""
    text = plain(message)
    if _TOO_DEAR.fullmatch(text):
        money = next((name for name in shown.attributes if name in index.columns.numbers and is_money(name)), None)
        return _beyond(index, shown, money, below=True) if money else None
    for pattern in _OF_MEASURE:
        match = pattern.fullmatch(text)
        name = _measure(index, match["label"]) if match else None
        if match and name and name in shown.attributes:
            return _beyond(index, shown, name, below=match.groupdict().get("high") is not None)
    return None


def _beyond(index: Index, shown: Item, name: str, below: bool) -> Constraint:
    """Return the limit that leaves out an item for its number of an attribute."""
    op: Operator = "<=" if below else ">="
    held = float(comparable(shown.attributes[name], True))
    return Constraint(attribute=name, op=op, value=index.columns.beyond(name, held, below))


def _measure(index: Index, label: str) -> str | None:
    """Return the number or date that goes by a name."""
    for found in index.vocabulary.find(label):
        if (found.start, found.end) == (0, len(label)):
            names = [each.attribute for each in found.payload if each.kind == "attribute"]
            return next((each for each in names if each in index.columns.numbers), None)
    return None
