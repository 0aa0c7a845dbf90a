"""Find the kind of thing that a free word names: "headphones" are audio, where the catalogue has no word for it."""

from quwei.index.opened import EXACT_LIMIT, Index
from quwei.index.phrases import lower
from quwei.index.vocabulary import Meaning

CLOSE, MARGIN = 0.5, 0.1
"""Cosine of a word with the value that it is a kind of, and its lead over the next value."""
MOST_VALUES = 80
"""Values of an attribute that says what things are, at most."""


def kind_of(index: Index, phrase: str) -> Meaning | None:
    """Return the value that says what sort of thing a phrase is, None when that is not plain.

    BERT has to read the phrase most like that value by far, and all items with the phrase in their title have it.
    """
    if len(index.catalogue) > EXACT_LIMIT:
        return None
    for name, attribute in index.catalogue.schema.attributes.items():
        if attribute.type != "string" or not (attribute.exact and attribute.asked):
            continue
        values = index.columns.members[name].values
        if not 1 < len(values) <= MOST_VALUES:
            continue
        held = _held_by_namesakes(index, name, phrase)
        if len(held) != 1:
            continue
        (value,) = held
        vector = index.phrase_vectors([phrase])[0]  # only now: most phrases have no namesakes
        closeness = {each: float(index.value_vector(name, each) @ vector) for each in values}
        next_best = max(each for other, each in closeness.items() if other != value)
        if closeness[value] >= CLOSE and closeness[value] - next_best >= MARGIN:
            return Meaning("value", name, value)
    return None


def _held_by_namesakes(index: Index, name: str, phrase: str) -> set[str]:
    """Return the values of the items that have a phrase in their title."""
    word = lower(phrase)
    stem = word.removesuffix("s") if word.isascii() and len(word) > 4 else word
    return {
        str(item.attributes.get(name))
        for item in index.catalogue.items
        if any(stem in lower(title) for title in item.titles.values())
    }
