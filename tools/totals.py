"""Find a limit on several items together: "three films under six hours in total", 三部共六小时内."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from quwei.index.phrases import lower
from quwei.index.schema import Schema
from quwei.tools.cues import Span
from quwei.tools.numbers import Bound

_TOGETHER = re.compile(
    r"\b(?:in total|altogether|all together|combined|for all of them|for the lot|all in all|total)\b"
    r"|总共|一共|加起来|加在一起|合计|合起来|总(?=[时片页价])|(?<=[部本个家款条])共(?=\s*[\d一二两三四五六七八九十不])"
)
ADDED_UP = frozenset({"minutes", "hours", "days", "pages", "yuan", "CNY", "dollars", "USD"})
"""Units whose sum over several items means something."""


class Total(NamedTuple):
    """Hold the most that several items may come to together, and the spans that say so."""

    bound: Bound
    spans: tuple[Span, ...]


def find_total(text: str, bounds: Sequence[Bound], schema: Schema) -> Total | None:
    """Return the limit that is meant of several items together, None where there is none."""
    words = tuple(match.span() for match in _TOGETHER.finditer(lower(text)))
    if not words:
        return None
    for bound in bounds:
        limit = bound.constraint
        if limit.op == "<=" and schema.attributes[limit.attribute].unit.get("en") in ADDED_UP:
            return Total(bound, ((bound.start, bound.end), *words))
    return None
