"""Find what is asked of a catalogue that does not hold it: "cheaper" without prices, "8分以上" without ratings."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from quwei.index.glossary import attribute_words
from quwei.index.languages import all_words
from quwei.index.opened import Index
from quwei.index.phrases import Phrases, lower
from quwei.index.schema import Schema
from quwei.index.vocabulary import compared
from quwei.tools.lexicon import lexicon
from quwei.tools.measures import is_money, is_rating
from quwei.tools.numbers import FREE
from quwei.tools.quantities import Quantity, find_quantities

_MEASURES = {"price": is_money, "rating": is_rating}
"""What people ask of any catalogue, with what tells that an attribute answers it."""
_UNITS = {"money": "price", "points": "rating"}
_MOST_POINTS = 10
_RATED = re.compile(r"(?:\brat(?:ed|ings?)\b|评分|分数)[^,.;，。；\d]{0,18}$")
_ABOUT = re.compile(r"(?:\babout|\bwhere|关于|讲)[^,.;，。；]*$")
"""What comes before the content of an item: a film about a cheap motel is no cheap film."""


class Absent(NamedTuple):
    """Say that characters [start, end) ask for a measure, a common attribute, that the catalogue does not have."""

    start: int
    end: int
    measure: str


def find_absent(index: Index, text: str) -> list[Absent]:
    """Return the places in a message that go by what no item has."""
    absent = absent_measures(index.catalogue.schema)
    if not absent:
        return []
    lowered = lower(text)
    found = [*_amounts(lowered, absent), *_degrees(lowered, absent)]
    if "price" in absent:
        found += [Absent(*match.span(), "price") for match in FREE.finditer(lowered)]
    if not found:
        return []
    known = [each for each in index.vocabulary.find(text) if any(meaning.kind != "title" for meaning in each.payload)]
    return [each for each in found if not any(one.start < each.end and each.start < one.end for one in known)]


def absent_measures(schema: Schema) -> tuple[str, ...]:
    """Return the measures that no attribute of a schema gives."""
    return tuple(measure for measure, answers in _MEASURES.items() if not any(map(answers, schema.attributes)))


def _degrees(text: str, absent: Sequence[str]) -> Iterator[Absent]:
    """Yield the vague words of absent measures; "budget" is one that steers how a number is read."""
    found = [each for each in _vague_words(tuple(absent)).find(text) if not _ABOUT.search(text, 0, each.start)]
    steering = {(each.start, each.end) for each in lexicon().find(text)} if found else ()
    yield from (Absent(*each) for each in found if (each.start, each.end) not in steering)


@lru_cache(maxsize=8)
def _vague_words(measures: tuple[str, ...]) -> Phrases[str]:
    return Phrases(
        {
            form: measure
            for measure in measures
            for side in ("low", "high")
            for language, word in all_words(attribute_words(measure, side))
            for form in (compared(word) if language == "en" else (word,))
        }
    )


def _amounts(text: str, absent: Sequence[str]) -> Iterator[Absent]:
    """Yield amounts of absent measures, with what makes bounds of them: "under 20 dollars"."""
    found = [(quantity, _measure_of(text, quantity)) for quantity in find_quantities(text)]
    found = [(quantity, measure) for quantity, measure in found if measure in absent]
    if not found:
        return
    sides = [each for each in lexicon().find(text) if {"at_most", "at_least"} & set(each.payload)]
    for quantity, measure in found:
        start, end = quantity.start, quantity.end
        beside = [
            (each.start, each.end)
            for each in sides
            if not text[each.end : start].strip() or (each.start >= end and not text[end : each.start].strip())
        ]
        if beside or any(map(str.isdigit, text[start:end])):  # 十分 is "very", 一块 "together"
            whole = [(start, end), *beside]
            yield Absent(min(whole)[0], max(each for _, each in whole), measure)


def _measure_of(text: str, quantity: Quantity) -> str:
    """Return the measure an amount is of, nothing where it is none of them, or more points than are given."""
    is_rated = not quantity.unit and _RATED.search(text, 0, quantity.start)
    measure = "rating" if is_rated else _UNITS.get(quantity.unit, "")
    return "" if measure == "rating" and quantity.amount > _MOST_POINTS else measure
