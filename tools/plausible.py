"""Decide whether a word that could name a title or a degree really does."""

import re

from quwei.index.phrases import lower
from quwei.tools.lexicon import lexicon
from quwei.tools.reading import Marked

_QUOTED = re.compile(r"[《「『“\"'‘](.+?)[》」』”\"'’]")
_SURE_CHARACTERS, _SURE_WORDS = 4, 2
"""A Chinese title of four characters, or an English one of two words, is hardly anything else."""
_AFTER_DEGREE = re.compile(r"\s*(?:一点|一些|点|些|的|片|剧|小说|文|读)")


def is_title(text: str, start: int, end: int) -> bool:
    """Tell whether text[start:end] is meant as a title: quoted, long enough, written as one, or after "like"."""
    title = text[start:end]
    if any(match.start(1) <= start and end <= match.end(1) for match in _QUOTED.finditer(text)):
        return True
    words = title.split()
    if (not title.isascii() and len(title) >= _SURE_CHARACTERS) or (
        len(words) >= _SURE_WORDS and words[0][:1].isupper()
    ):
        return True
    if any("similar" in cue.payload and 0 <= start - cue.end <= 1 for cue in lexicon().find(text)):
        return not title.isascii() or title[:1].isupper()
    return (
        title.isascii() and title[:1].isupper() and start > 0 and len(title) > 2 and not _starts_sentence(text, start)
    )


def _starts_sentence(text: str, start: int) -> bool:
    return not text[:start].strip() or text[:start].rstrip()[-1] in ".!?。！？"


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
