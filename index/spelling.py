"""Find slips of the finger: "horor" is horror, 恐佈 is 恐怖. Only a word that nobody knows is one."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Set
from functools import cached_property
from typing import NamedTuple

import rjieba
from pypinyin import lazy_pinyin

from quwei.index.encoder import Encoder
from quwei.index.languages import HAN, has_han
from quwei.index.stopwords import stopwords

SHORTEST = 5
"""Letters of a Latin word that can be a slip: shorter ones are too near to too many others."""
TWO_SLIPS = 8
"""Letters from which two wrong ones are forgiven."""
LONGEST_HAN = 4
NAME = 3
"""Chinese characters from which a word is sure enough to take in one that means something by itself."""
_LATIN = re.compile(r"[a-z]+")
_DOUBLE = re.compile(r"(.)\1")


class Slip(NamedTuple):
    """Say that characters [start, end) of a text are a misspelt word, and which word was meant."""

    start: int
    end: int
    meant: str


class Spelling:
    """Know words, all in lower case, and find those that are meant by misspelt ones."""

    def __init__(self, words: Iterable[str], known: Iterable[str], encoder: Encoder) -> None:
        self._words = tuple(words)
        self._encoder = encoder
        parts = {part for word in (*self._words, *known) for part in _LATIN.findall(word)}
        self._known = parts | stopwords()

    def warm(self) -> None:
        """Prepare what the first misspelt word would wait for."""
        _ = self._by_sound, self._latin

    def slips(self, text: str, covered: Set[int], surely: Set[int] = frozenset()) -> Iterator[Slip]:
        """Yield the misspelt words of `text` (lower case); characters at `covered` places are understood already.

        A longer Chinese name may take in some of them, but not those at places `surely` understood.
        """
        if has_han(text):
            yield from self._same_sounds(text, covered, surely)
        for match in _LATIN.finditer(text):
            long = match.end() - match.start() >= SHORTEST and match.start() not in covered
            if long and (meant := self._nearest(match.group())):
                yield Slip(*match.span(), meant)

    def _nearest(self, word: str) -> str | None:
        """Return the nearest word of the same first letter within one slip, or two in a long word.

        One that differs in a doubled letter comes first, then the one named first in the schema.
        """
        if word in self._known or word.removesuffix("s") in self._known:
            return None
        if self._encoder.knows(word) or self._encoder.knows(word.removesuffix("s")):
            return None
        from rapidfuzz import process
        from rapidfuzz.distance import OSA

        allowed = 2 if len(word) >= TWO_SLIPS else 1
        found = process.extract(word, self._latin, scorer=OSA.distance, score_cutoff=allowed, limit=None)
        near = [(_DOUBLE.sub(r"\1", meant) != _DOUBLE.sub(r"\1", word), slips, at) for meant, slips, at in found]
        fitting = [each for each in near if self._latin[each[-1]][0] == word[0]]
        return self._latin[min(fitting)[-1]] if fitting else None

    def _same_sounds(self, text: str, covered: Set[int], surely: Set[int]) -> Iterator[Slip]:
        """Yield runs of Chinese characters that are no word but sound like one that differs in few of them."""
        sounds = lazy_pinyin(list(text))
        found: set[int] = set()
        for length in range(LONGEST_HAN, 1, -1):
            for start in range(len(text) - length + 1):
                end = start + length
                taken = surely if length >= NAME else covered
                if not (found.isdisjoint(range(start, end)) and taken.isdisjoint(range(start, end))):
                    continue
                meant = self._sounding_like(text[start:end], tuple(sounds[start:end]))
                if meant is not None:
                    found.update(range(start, end))
                    yield Slip(start, end, meant)

    def _sounding_like(self, piece: str, sounds: tuple[str, ...]) -> str | None:
        for meant in self._by_sound.get(sounds, ()):
            differing = sum(one != other for one, other in zip(piece, meant, strict=True))
            if 0 < differing <= len(piece) // 2 and len(rjieba.cut(piece, False)) > 1:
                return meant
        return None

    @cached_property
    def _latin(self) -> list[str]:
        parts = dict.fromkeys(part for word in self._words for part in _LATIN.findall(word))
        return [part for part in parts if len(part) >= SHORTEST and part not in stopwords()]

    @cached_property
    def _by_sound(self) -> dict[tuple[str, ...], list[str]]:
        found: dict[tuple[str, ...], list[str]] = defaultdict(list)
        for word in self._words:
            if 2 <= len(word) <= LONGEST_HAN and all(map(HAN.match, word)):
                found[tuple(lazy_pinyin(list(word)))].append(word)
        return found
