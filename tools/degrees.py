"""Decide whether a vague word is meant as a degree of an attribute."""

import re

from quwei.index.phrases import lower
from quwei.tools.lexicon import lexicon
from quwei.tools.reading import Marked

_AFTER_DEGREE = re.compile(r"\s*(?:一点|一些|点|些|的|片|剧|小说|文|读)")


def is_degree(text: str, marked: Marked) -> bool:
    """Tell whether a vague word such as "long" or "老" is meant as a degree, not as a part of something else."""
    start, end, _ = marked.mention
    word = text[start:end]
    if word.isascii():
        before, after = lower(text[:start]).split()[-1:], text[end:].split()[:1]
        years = bool(before) and before[0].strip("-") in ("year", "years", "as", "so", "very-")
        name = bool(after) and after[0][:1].isupper() and word.casefold() in ("new", "old", "long")
        return not years and not name
    if end - start > 1 or marked.stance.attitude == "dislike" or marked.too:
        return True
    steered = any(
        {"degree", "too", "wish"} & set(cue.payload) and 0 <= start - cue.end <= 1 for cue in lexicon().find(text)
    )
    return steered or bool(_AFTER_DEGREE.match(text, end))
