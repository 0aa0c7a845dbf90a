"""Read "the same director", 同一个作者, "his other films": what the card in question has is wished for again."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from quwei.index.constraint import Constraint
from quwei.index.item import Item, Value
from quwei.index.languages import all_words
from quwei.index.phrases import lower
from quwei.index.schema import Schema

_POINTS = re.compile(r"\b(?:same|this|that|his|him|hers?|theirs?|them)\b|[同这那该他她]|相同|一样")
_REFUSED = re.compile(r"(?:\b(?:not|no|never|without|except|than|different|avoid)\b|不|别|换|除了)[^,.，。]{0,8}$")
_NOT_FOR_ME = re.compile(
    r"(?:\b(?:don't|dont|do not|can't|cannot|no longer) (?:\w+ )?"
    r"(?:have|get|like|want|use|watch|stand|subscribe to|speak)|\b(?:hate|dislike|cancelled)"
    r"|(?<!有)没有|没开|没买|不喜欢|讨厌|受不了|不用|不想要|不想听|听不懂|看不懂)\s*(?:to (?:hear|see|watch) )?$"
)
"""What says of something that a card has that it is not for this person: "I don't have that service"."""
_REFUSED_BEHIND = re.compile(
    r"\s*的?(?:片子?|电影|书|作品)?(?:我|都|就)*(?:不喜欢|不爱看|不想看|不要|讨厌|受不了|看腻|没会员|没有|没开|没买|退订)"
)
_THEIR = re.compile(
    r"\b(?:of\s+(?:his|hers|theirs)|by\s+(?:him|her|them))(?=\s*(?:$|[,.;!?]))|\b(?:his|her|their)\s+other\b"
    r"|[他她]们?的?(?:其他|其它|别的|另外)"
)
"""What names nobody but the person behind a card."""


class Same(NamedTuple):
    """Say that characters [start, end) ask for what a card has, or refuse it."""

    start: int
    end: int
    constraint: Constraint


def find_same(text: str, schema: Schema, card: Item) -> Iterator[Same]:
    """Yield the limits that a message takes from `card`, the one it speaks of."""
    lowered = lower(text)
    if not _POINTS.search(lowered):
        return
    for start, end, name, same in _named(lowered, schema):
        value = card.attributes.get(name)
        if value is None or isinstance(value, bool):
            continue
        behind = _REFUSED_BEHIND.match(lowered, end) is not None
        behind = behind or _NOT_FOR_ME.search(lowered, 0, start) is not None
        refused = behind or _REFUSED.search(lowered, 0, start) is not None
        # "not that country" turns a card down, which is read elsewhere; "this year" is no year of a film.
        if same or behind or not (refused or schema.attributes[name].type in ("number", "date")):
            yield Same(start, end, _wish(name, value, refused))


def _named(text: str, schema: Schema) -> Iterator[tuple[int, int, str, bool]]:
    """Yield the span and the attribute of each "same director" (true) and "this director" (false)."""
    labels = _labels(
        tuple((name, word) for name, each in schema.attributes.items() for _, word in all_words(each.labels))
    )
    if labels is not None:
        pattern, attribute_of = labels
        for match in pattern.finditer(text):
            same, pointed = match["same"] or match["zh_same"], match["this"] or match["zh_this"]
            yield match.start(), match.end(), attribute_of[same or pointed], same is not None
    people = next((name for name, each in schema.attributes.items() if each.people), None)
    if people is not None:
        yield from ((match.start(), match.end(), people, True) for match in _THEIR.finditer(text))


@lru_cache(maxsize=32)
def _labels(words: tuple[tuple[str, str], ...]) -> tuple[re.Pattern[str], dict[str, str]] | None:
    """Return the pattern that names an attribute as a card has it, and the attribute of each label."""
    attribute_of: dict[str, str] = {}
    for name, word in words:
        attribute_of.setdefault(lower(word), name)
    if not attribute_of:
        return None
    label = "|".join(map(re.escape, sorted(attribute_of, key=len, reverse=True)))
    before = r"(?:\b(?:by|from|with|in|of)\s+)?\b"
    return re.compile(
        rf"{before}(?:(?:the|that|this)\s+)?(?:very\s+)?same\s+(?P<same>{label})\b"
        rf"|{before}(?:this|that)\s+(?P<this>{label})\b"
        rf"|(?:同一?|相同|一样)(?:的|[个位名家种部])?(?P<zh_same>{label})"
        rf"|(?:这|那|该)一?[个位名家种]?(?P<zh_this>{label})"
    ), attribute_of


def _wish(name: str, value: Value, refused: bool) -> Constraint:
    if not isinstance(value, tuple):
        return Constraint(attribute=name, op="!=" if refused else "==", value=value)
    if len(value) == 1:
        return Constraint(attribute=name, op="not_contains" if refused else "contains", value=value[0])
    return Constraint(attribute=name, op="not_contains" if refused else "contains_any", value=value)
