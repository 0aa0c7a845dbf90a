"""Read limits that are a share of what was said or shown: "half the price", "twice as long", 再便宜一半."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from quwei.index.constraint import Constraint, comparable
from quwei.index.opened import Index
from quwei.index.phrases import lower
from quwei.tools.degrees import Scene
from quwei.tools.measures import is_money

_BEFORE = re.compile(
    r"(?:\b(?:(?P<half>half)|(?P<double>twice|double))\s+(?:as|the|that|this)?"
    r"|(?:(?P<zh_half>一半)|(?P<zh_double>两倍|双倍))的?)\s*$"
)
_BEHIND = re.compile(r"\s*(?:再|要|能)?[减砍降少短]?[到掉]?(?:(?P<zh_half>一半|减半)|(?P<zh_double>[翻加]一?倍|两倍))")
_SHARE = re.compile(r"half|twice|double|半|倍")
_HALF_PRICE = re.compile(r"(?P<half>半价|\bhalf[- ]price\b)")


class Share(NamedTuple):
    """Say that characters [start, end) limit an attribute to a share of what it was."""

    start: int
    end: int
    constraint: Constraint


def find_shares(index: Index, text: str, scene: Scene) -> Iterator[Share]:
    """Yield the limits that are a share of the limit held, else of what the card put forward has."""
    lowered = lower(text)
    for start, end, name, match in _named(index, lowered):
        base = _base(index, name, scene)
        if base is None:
            continue
        halved = any(match.groupdict().get(each) for each in ("half", "zh_half"))
        amount = base / 2 if halved else base * 2
        value = int(amount) if amount.is_integer() else round(amount, 2)
        words = lowered[start:end].strip()
        yield Share(start, end, Constraint(attribute=name, op="<=" if halved else ">=", value=value, vague=words))


def _named(index: Index, text: str) -> Iterator[tuple[int, int, str, re.Match[str]]]:
    """Yield the span of each share with the attribute that it is of."""
    if match := _HALF_PRICE.search(text):
        yield from ((*match.span(), name, match) for name in index.columns.numbers if is_money(name))
        return
    for mention in index.vocabulary.find(text) if _SHARE.search(text) else ():
        name = next((each.attribute for each in mention.payload if each.kind in ("attribute", "low", "high")), "")
        if name not in index.columns.numbers:
            continue
        if found := _BEFORE.search(text, 0, mention.start):
            yield found.start(), mention.end, name, found
        elif found := _BEHIND.match(text, mention.end):
            yield mention.start, found.end(), name, found


def _base(index: Index, name: str, scene: Scene) -> float | None:
    """Return the limit on an attribute, else what the first card shown has; None for none, and for a date."""
    if index.catalogue.schema.attributes[name].type == "date":
        return None
    held = {each.op: each.value for each in scene.held if each.attribute == name}
    if (limit := held.get("<=", held.get(">="))) is not None:
        return float(comparable(limit, numeric=True))
    values = (index.catalogue[item].attributes.get(name) for item in scene.shown[:1] if item in index.catalogue)
    return next((float(each) for each in values if isinstance(each, int | float)), None)
