"""What an item is about, read from its words: keywords, topic, mood, sentiment."""

import re
from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel

from quwei.index.encoder import Encoded, Encoder
from quwei.index.glossary import value_domains
from quwei.index.languages import LANGUAGES, Language, has_han
from quwei.index.stopwords import stopwords

KEYWORDS = 6
"""Keywords kept per language."""
CANDIDATES = 60
"""Phrases considered per text; titles and first sentences come first."""
NEUTRAL = 0.01
"""A cosine difference smaller than this is no sentiment."""
POSITIVE = ("a warm, joyful, uplifting and delightful thing", "温暖、快乐、令人愉悦的")
NEGATIVE = ("a dark, painful, violent and depressing thing", "黑暗、痛苦、暴力、令人压抑的")

_WORD = re.compile(r"[A-Za-zÀ-ɏ][A-Za-zÀ-ɏ'’-]+")
Floats = NDArray[np.float32]


class Features(BaseModel):
    """Hold what was read from an item's words; `sentiment` runs from -1 (dark) to 1 (bright)."""

    keywords: dict[Language, list[str]] = {}
    topic: str = ""
    mood: str = ""
    sentiment: float = 0.0


class FeatureReader:
    """Read features with one encoder; topics and moods are the nearest entries of the glossary.

    What all passages of `sample` have in common tells nothing and is left out of every comparison.
    """

    def __init__(self, encoder: Encoder, sample: Sequence[str]) -> None:
        domains = value_domains()
        self._topics, self._topic_vectors = _labels(encoder, domains["topics"])
        self._moods, self._mood_vectors = _labels(encoder, domains["moods"])
        self._centre: Floats = encoder.encode(sample, "passage").mean(axis=0)
        poles = encoder.encode([*POSITIVE, *NEGATIVE], "passage")
        self._brightness = poles[:2].mean(axis=0) - poles[2:].mean(axis=0)

    def read(self, texts: Sequence[str], encoded: Encoded) -> list[Features]:
        """Return the features of each text."""
        centre = self._centre
        centred = encoded.sentences - centre
        topics = (centred @ self._topic_vectors.T).argmax(axis=1)
        moods = (centred @ self._mood_vectors.T).argmax(axis=1)
        bright = centred @ self._brightness
        return [
            Features(
                keywords=_keywords(text, encoded, row, centre),
                topic=self._topics[topics[row]],
                mood=self._moods[moods[row]],
                sentiment=round(float(np.tanh(10 * bright[row])), 3) if abs(bright[row]) > NEUTRAL else 0.0,
            )
            for row, text in enumerate(texts)
        ]


def merge(parts: Sequence[Features]) -> Features:
    """Return the features of an item from those of its passages, one per language."""
    keywords = {language: words for part in parts for language, words in part.keywords.items()}
    sentiment = round(sum(part.sentiment for part in parts) / len(parts), 3)
    return Features(keywords=keywords, topic=parts[-1].topic, mood=parts[-1].mood, sentiment=sentiment)


def _labels(encoder: Encoder, entries: dict[str, dict[Language, list[str]]]) -> tuple[list[str], Floats]:
    """Return names and centred vectors; each entry's vector is the mean of its word in both languages."""
    names = list(entries)
    words = [entries[name].get(language, [name])[0] for language in LANGUAGES for name in names]
    both = encoder.encode(words, "passage").reshape(len(LANGUAGES), len(names), -1).mean(axis=0)
    centred = both - both.mean(axis=0)
    return names, centred / np.linalg.norm(centred, axis=1, keepdims=True)


def _keywords(text: str, encoded: Encoded, row: int, centre: Floats) -> dict[Language, list[str]]:
    """Return the phrases whose span vectors lie nearest to the whole text's, no two sharing a word."""
    phrases = list(dict.fromkeys(_phrases(text)))[:CANDIDATES]
    if not phrases:
        return {}
    spans = np.stack([encoded.span(row, start, end) for start, end in phrases]) - centre
    whole = encoded.sentences[row] - centre
    scores = spans @ whole / (np.linalg.norm(spans, axis=1) + 1e-9)
    chosen: list[str] = []
    for best in np.argsort(-scores):
        phrase = text[slice(*phrases[best])]
        if not any(phrase.casefold() in each.casefold() or each.casefold() in phrase.casefold() for each in chosen):
            chosen.append(phrase)
        if len(chosen) == KEYWORDS:
            break
    return {"zh" if has_han(text) else "en": chosen}


def _phrases(text: str) -> Iterator[tuple[int, int]]:
    """Yield the spans of words, and of neighbouring pairs, that are not stop words."""
    stop = stopwords()
    words = [(start, end) for start, end in _words(text) if text[start:end].casefold() not in stop and end - start > 1]
    joint = "" if has_han(text) else " "
    for i, (start, end) in enumerate(words):
        yield start, end
        if i + 1 < len(words) and text[end : words[i + 1][0]] == joint:
            yield start, words[i + 1][1]


def _words(text: str) -> Iterator[tuple[int, int]]:
    if not has_han(text):
        for match in _WORD.finditer(text):
            yield match.span()
        return
    import rjieba

    at = 0
    for word in rjieba.cut(text):
        if word[:1].isalpha():
            yield at, at + len(word)
        at += len(word)
