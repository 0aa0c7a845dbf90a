"""Read how cards are to be sorted: "sort by rating", 按价格从高到低排一下."""

import re
from typing import Literal

from quwei.index.phrases import lower
from quwei.index.vocabulary import Mention
from quwei.tools.cues import Span

_BEFORE = re.compile(r"\b(?:sort|sorted|order|ordered|rank|ranked)\s+(?:(?:it|them|these)\s+)?by\s+(?:the\s+)?$")
_BY = re.compile(r"按照?$")
_BEHIND = re.compile(
    r"(?:从[高大新多长低小老少短][到往][高大新多长低小老少短])?来?排(?:序|列|一?下)"
    r"|从[高大新多长低小老少短][到往][高大新多长低小老少短]来?排?"
    r"|(?:,\s*)?\b(?:highest|lowest|newest|oldest) first\b"
)
_WAY = re.compile(
    r"(?P<high>从[高大新多长]|降序|\b(?:highest|newest|best|longest|descending)\b)"
    r"|从[低小老少短]|升序|\b(?:lowest|oldest|cheapest|ascending)\b"
)


def sorting_way(text: str, mention: Mention) -> Literal["highest", "lowest", "usual"] | None:
    """Return how a text (lower case) sorts by the attribute it names, None where it does not."""
    between = _BY.search(text, 0, mention.start) and _BEHIND.match(text, mention.end)
    if not between and not _BEFORE.search(text, 0, mention.start):
        return None
    way = _WAY.search(text, mention.end)
    if way is None:
        return "usual"
    return "highest" if way["high"] else "lowest"


def sorting_spans(text: str) -> list[Span]:
    """Return where a message says which way to sort, which is no wish."""
    return [match.span() for match in _BEHIND.finditer(lower(text))]
