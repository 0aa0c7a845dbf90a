"""Tell what turns a refusal round: who refuses what lacks a thing wants it, and an exception lets things through."""

import re
from collections.abc import Sequence

from quwei.tools.cues import Span
from quwei.tools.lexicon import Cue

_WITHOUT = re.compile(r"without|w/o|没有|不带|不含", re.IGNORECASE)
_LACK = re.compile(r"without(?: an?)?|w/o|no|没有?|不带|不含", re.IGNORECASE)
_EXCEPTION = re.compile(
    r"除外|除非是?|except(?: for)?|other than|apart from|unless(?: it's| they're| it is)?", re.IGNORECASE
)


def is_without(text: str, cue: Cue) -> bool:
    """Tell whether a word wishes for a thing where it is refused itself: "nothing without parking", 不要没有停车的."""
    return _WITHOUT.fullmatch(text, cue.start, cue.end) is not None


def is_of_a_lack(text: str, cues: Sequence[Cue], refused: Sequence[Span]) -> bool:
    """Tell whether a clause is about what lacks something: "no parking is a dealbreaker", 没早餐的不行.

    `cues` are its steering words, `refused` what a bare 没 and the like stands before.
    """
    if any(text[start - 1] == "没" for start, _ in refused):
        return True
    return bool(cues) and _LACK.fullmatch(text, cues[0].start, cues[0].end) is not None


def lets_through(text: str, cue: Cue) -> bool:
    """Tell whether a word excepts something from a refusal before it: 塞尔达除外, "unless it's by Valve"."""
    return _EXCEPTION.fullmatch(text, cue.start, cue.end) is not None
