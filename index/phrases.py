"""Find known phrases in a text: exact, case-insensitive, whole words, longest first."""

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Generic, NamedTuple, TypeVar
from unicodedata import normalize

from ahocorasick_rs import AhoCorasick, MatchKind

from quwei.index.languages import HAN, has_han

T = TypeVar("T")
_ACCENTED = [chr(code) for code in range(0xC0, 0x250)]
_PLAIN = str.maketrans(
    {letter: plain for letter in _ACCENTED if (plain := normalize("NFD", letter)[0]) != letter} | {"’": "'"}
)
"""What is typed for what: few people type the accent of Amélie."""
_MODIFIERS = "太很更还最别不好挺够越再稍超没想要的了点些片买找求送挑选看"
"""Characters that jieba joins to a word without changing it."""
_AFTER_TAI = "空阳平极原太子后古监医婆爷湖"
"""What makes a name of 太: 太空, 太阳."""
_NOUNS = ("电影", "影片", "片子", "小说", "剧集", "片", "书")
"""What jieba joins to the character before it: 老电影, 新书."""


class Found(NamedTuple, Generic[T]):
    """Say that characters [start, end) of a text are a known phrase, and what it stands for."""

    start: int
    end: int
    payload: T


class Phrases(Generic[T]):
    """Hold phrases with what each stands for."""

    def __init__(self, payloads: Mapping[str, T]) -> None:
        self.words = tuple(lower(word) for word in payloads)
        self._payloads = list(payloads.values())
        self._automaton = AhoCorasick(self.words, matchkind=MatchKind.Standard)
        # Each step of reading a message looks for phrases in the same words again.
        self._matches = lru_cache(maxsize=16)(self._search)

    def find(self, text: str, accept: Callable[[Found[T]], bool] | None = None) -> list[Found[T]]:
        """Return the phrases in order that `accept` lets pass, none overlapping; of two that overlap the longer wins.

        English phrases match whole words. A single Chinese character counts only where it is a word of its own.
        """
        found = self._matches(text)
        if accept is not None:
            found = [each for each in found if accept(each)]
        taken = bytearray(len(text))
        kept: list[Found[T]] = []
        for each in found:
            if not any(taken[each.start : each.end]):
                taken[each.start : each.end] = b"\x01" * (each.end - each.start)
                kept.append(each)
        return sorted(kept, key=lambda each: each.start)

    def _search(self, text: str) -> list[Found[T]]:
        """Return every phrase in `text`, the longest first, also those that overlap."""
        lowered = lower(text)
        matches = self._automaton.find_matches_as_indexes(lowered, overlapping=True)
        if not matches:
            return []
        single = _single_characters(text)
        found = [
            Found(start, end, self._payloads[pattern])
            for pattern, start, end in matches
            if _is_whole(lowered, start, end) and (end - start > 1 or start in single or not HAN.match(text[start]))
        ]
        return sorted(found, key=lambda each: (each.start - each.end, each.start))


def lower(text: str) -> str:
    """Return `text` in lower case and without accents, at the same length, so that positions agree."""
    lowered = text.casefold()
    if len(lowered) != len(text):
        lowered = "".join(each if len(each := character.casefold()) == 1 else character for character in text)
    return lowered if lowered.isascii() else lowered.translate(_PLAIN)


def words_with_spans(text: str) -> list[tuple[int, int]]:
    """Return the spans of the words of a text that holds Chinese, as jieba cuts it."""
    import rjieba

    spans, at = [], 0
    for word in rjieba.cut(text):
        spans.append((at, at + len(word)))
        at += len(word)
    return spans


def _single_characters(text: str) -> set[int]:
    """Return where single characters are words of their own, also within a word like 太长 or 别太长的."""
    if not has_han(text):
        return set()
    found: set[int] = set()
    for start, end in words_with_spans(text):
        word = text[start:end]
        noun = next((each for each in _NOUNS if word.endswith(each)), "")
        if end - start == 1 or len(word.removesuffix(noun).strip(_MODIFIERS)) <= 1:
            found.update(range(start, end))
        elif end - start > 2 and word[0] == "太" and word[1] not in _AFTER_TAI:
            found.add(start)  # 太安静了 is one word to jieba
    return found


def _is_whole(text: str, start: int, end: int) -> bool:
    """Tell whether a match is not part of a longer Latin word or number; Chinese has no such borders."""
    return not (start and _joins(text[start - 1], text[start])) and not (
        end < len(text) and _joins(text[end - 1], text[end])
    )


def _joins(left: str, right: str) -> bool:
    return left.isalnum() and right.isalnum() and not HAN.match(left) and not HAN.match(right)
