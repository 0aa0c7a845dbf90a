"""The lexical lane: BM25 over titles, texts and values, for names and rare words that vectors blur."""

import logging
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from quwei.index.item import Item
from quwei.index.languages import has_han
from quwei.index.phrases import lower
from quwei.index.schema import Schema
from quwei.index.stopwords import stopwords

EVERYWHERE = 0.6
"""Share of the items beyond which a word in them says nothing of any one."""
_WORD = re.compile(r"[^\W_]+")


def words_of(text: str) -> list[str]:
    """Return the words of a text, lower case, Chinese cut by jieba, without stop words."""
    if has_han(text):
        import rjieba

        tokens = [token.strip() for token in rjieba.cut(lower(text))]
    else:
        tokens = _WORD.findall(lower(text))
    stop = stopwords()
    return [_stem(token) for token in tokens if token not in stop and _WORD.fullmatch(token)]


def _stem(word: str) -> str:
    """Drop an English plural, so that "robots" finds "robot"."""
    return word[:-1] if len(word) > 3 and word.isascii() and word.endswith("s") and not word.endswith("ss") else word


class Lexical:
    """Score items by the words they share with a query."""

    def __init__(self, items: Sequence[Item], schema: Schema) -> None:
        import bm25s

        # It logs each step at DEBUG, which any root handler would print among the replies.
        logging.getLogger("bm25s").setLevel(logging.WARNING)

        told = [_words_of_all([*item.titles.values(), *item.texts.values()]) for item in items]
        corpus = [
            [*words, *_words_of_all(_values(item, schema))] or [""] for item, words in zip(items, told, strict=True)
        ]
        self._size = len(corpus)
        counts = Counter(word for words in told for word in set(words))
        self._everywhere = {word for word, count in counts.items() if count > EVERYWHERE * self._size}
        self._bm25 = bm25s.BM25(k1=1.2, b=0.3)
        self._bm25.index(corpus or [[""]], show_progress=False)
        self._vocabulary = self._bm25.vocab_dict

    @property
    def words(self) -> tuple[str, ...]:
        """Return the words of all items, English plurals without their s."""
        return tuple(self._vocabulary)

    def is_everywhere(self, phrase: str) -> bool:
        """Tell whether a phrase says no more than what most items are called: the phone of a phone shop."""
        words = words_of(phrase)
        return bool(words) and all(word in self._everywhere for word in words)

    def scores(self, query: str) -> NDArray[np.float32]:
        """Return BM25 scores from 0 to the share of the query's words that are known here, shape (items,)."""
        words = list(dict.fromkeys(words_of(query)))
        known = [word for word in words if word in self._vocabulary]
        if not known:
            return np.zeros(self._size, np.float32)
        scores = np.asarray(self._bm25.get_scores(known), np.float32)
        best = float(scores.max(initial=0))
        return scores * np.float32(len(known) / len(words) / best) if best > 0 else scores


def _words_of_all(texts: Iterable[str]) -> list[str]:
    return [word for text in texts for word in words_of(text)]


def _values(item: Item, schema: Schema) -> Iterator[str]:
    """Yield an item's values, each also as people call it."""
    for name, value in item.attributes.items():
        if isinstance(value, tuple | str):
            for each in (value,) if isinstance(value, str) else value:
                words = schema.attributes[name].values.get(each, {})
                yield from (each, *(word for listed in words.values() for word in listed[:1] if word != each))
