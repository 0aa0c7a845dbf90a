"""Decide whether words that are an item's title are meant as one."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from quwei.index.opened import Index
from quwei.index.phrases import lower, words_with_spans
from quwei.index.stopwords import stopwords
from quwei.tools.lexicon import Cue

_OPENING, _CLOSING = set("《「『“\"'‘"), set("》」』”\"'’")
_QUOTED = re.compile(r"[《「『“\"'‘](.+?)[》」』”\"'’]")
_SURE_CHARACTERS, _SURE_WORDS = 4, 3
"""A Chinese title of four characters, or an English one of three words, is hardly anything else."""
_WORKS = re.compile(r"《([^》]+)》")
_LIKENED = re.compile(r"》?(?:那样|这样|那种|这种|一样|似的|之类|风格|那类|这类)")
_SIMILAR = re.compile(r"\bsimilar\b|类似|相似|差不多的|同类", re.IGNORECASE)
_LETTERS = re.compile(r"[^\W_]+")


def is_title(text: str, start: int, end: int, cues: Sequence[Cue]) -> bool:
    """Tell whether text[start:end] is meant as a title.

    It is when quoted, after "like" or "have seen", all of the message but steering words, long enough, or written
    as one.
    """
    title = text[start:end]
    words = _LETTERS.findall(title)
    if (
        is_quoted(text, start, end)
        or is_compared(start, cues)
        or is_likened(text, start, end)
        or _is_everything(text, start, end, cues)
    ):
        return True
    if not title.isascii():
        return len(title) >= _SURE_CHARACTERS or _is_no_word(text, start, end)
    says_something = any(lower(word) not in stopwords() for word in words)
    if len(words) >= _SURE_WORDS:
        return says_something
    is_written_as_one = title[:1].isupper() and (len(words) > 1 or (start > 0 and not _starts_sentence(text, start)))
    return is_written_as_one and says_something and len(title) > 2


class NamedItem(NamedTuple):
    """Say that a text names an item: the words, and the items of that title, none for an invented one."""

    text: str
    items: frozenset[str]


def titles_named(index: Index, text: str) -> list[NamedItem]:
    """Return the items that a reply names: by quoted titles, by long ones, and by whatever stands in 《》."""
    text = text.replace("〈", "《").replace("〉", "》")
    found: list[NamedItem] = []
    covered: set[int] = set()
    for mention in index.vocabulary.find(text):
        items = frozenset(each.what for each in mention.payload if each.kind == "title")
        title = text[mention.start : mention.end]
        if items and (_is_long(title) or _is_exactly_quoted(text, mention.start, mention.end)):
            found.append(NamedItem(title, items))
            covered.update(range(mention.start, mention.end))
    works = [each for each in _WORKS.finditer(text) if not covered & set(range(*each.span(1)))]
    return found + [NamedItem(each[1], frozenset()) for each in works]


def _is_exactly_quoted(text: str, start: int, end: int) -> bool:
    return text[start - 1 : start] in _OPENING and text[end : end + 1] in _CLOSING


def _is_long(title: str) -> bool:
    return len(_LETTERS.findall(title)) >= _SURE_WORDS if title.isascii() else len(title) >= _SURE_CHARACTERS


def is_quoted(text: str, start: int, end: int) -> bool:
    """Tell whether text[start:end] stands in quotation marks or 《》."""
    return any(match.start(1) <= start and end <= match.end(1) for match in _QUOTED.finditer(text))


def is_compared(start: int, cues: Sequence[Cue]) -> bool:
    """Tell whether a word such as "like", "像" or "have seen" stands right before."""
    return any({"similar", "seen"} & set(cue.payload) and 0 <= start - cue.end <= 1 for cue in cues)


def is_likened(text: str, start: int, end: int) -> bool:
    """Tell whether text[start:end] is only the measure of what is wanted: "西游记那样的", "anything similar"."""
    return _LIKENED.match(text, end) is not None or _SIMILAR.search(text, start, end) is not None


def _is_no_word(text: str, start: int, end: int) -> bool:
    """Tell whether Chinese characters make no word of the language, and so hardly mean anything but a title: 三体."""
    import rjieba

    if end - start < 2 or len(rjieba.cut(text[start:end], False)) == 1:
        return False
    borders = {place for span in words_with_spans(text) for place in span}
    return {start, end} <= borders


def _is_everything(text: str, start: int, end: int, cues: Sequence[Cue]) -> bool:
    """Tell whether nothing but steering words and punctuation stands around."""
    covered = {
        position for cue in cues if not (cue.start < end and start < cue.end) for position in range(cue.start, cue.end)
    }
    rest = "".join(text[i] for i in range(len(text)) if not (start <= i < end or i in covered))
    return not _LETTERS.search(re.sub("[了吗呢吧的]", "", rest))


def _starts_sentence(text: str, start: int) -> bool:
    return not text[:start].strip() or text[:start].rstrip()[-1] in ".!?。！？"
