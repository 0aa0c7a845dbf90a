"""Read words that name nothing of the catalogue: BERT makes vectors of them, and sees the kind of thing they name."""

from collections.abc import Iterable, Sequence

import numpy as np

from quwei.index.constraint import Constraint
from quwei.index.languages import all_words, has_han
from quwei.index.opened import Floats, Index
from quwei.index.phrases import lower, words_with_spans
from quwei.index.profile import Interest
from quwei.tools.cues import Span
from quwei.tools.extraction import Extraction
from quwei.tools.kinds import kind_of
from quwei.tools.reading import Reading
from quwei.tools.stances import STANCES


def free_interests(index: Index, text: str, reading: Reading) -> list[Interest]:
    """Return interests in words that name nothing of the catalogue; a weight says how much of the message one is."""
    phrases = [
        phrase
        for phrase in reading.phrases
        if phrase.stance.attitude in ("like", "dislike") and phrase.stance != STANCES["tolerance"]
        if not index.lexical.is_everywhere(text[slice(*phrase.span)])
    ]
    if not phrases or _only_asks(reading):
        return []
    said = [text[slice(*phrase.span)] for phrase in phrases]
    vectors = index.phrase_vectors(said)
    whole = vectors.mean(axis=0)
    return [
        Interest(
            phrase=text[slice(*phrase.span)],
            polarity=phrase.stance.attitude,
            span=phrase.span,
            weight=_salience(vector, whole) * phrase.stance.strength,
            lasting=phrase.stance.lasting,
            vector=vector,
        )
        for phrase, vector in zip(phrases, vectors, strict=True)
    ]


def named_spans(index: Index, text: str, reading: Reading, attributes: Iterable[str]) -> list[Span]:
    """Return the spans of free phrases that only name what was limited or asked: the metro of "900 m to the metro"."""
    return [
        each.span
        for each in reading.phrases
        if any(_is_name(index, name, text[slice(*each.span)]) for name in attributes)
    ]


def limits_taken_back(index: Index, text: str, reading: Reading, held: Sequence[Constraint]) -> list[str]:
    """Return the attributes of limits that a message takes back by a part of their name: "forget the metro thing"."""
    names = dict.fromkeys(each.attribute for each in held if each.op in ("<=", ">="))
    said = [text[slice(*each.span)] for each in reading.phrases if each.stance.attitude == "neutral"]
    return [name for name in names if any(_is_name(index, name, words) for words in said)]


def _is_name(index: Index, name: str, words: str) -> bool:
    """Tell whether words are parts of what an attribute is called."""
    attribute = index.catalogue.schema.attributes[name]
    labels = {lower(word) for each in (attribute.labels, attribute.low, attribute.high) for _, word in all_words(each)}
    phrase = lower(words).removesuffix(" thing").removesuffix(" limit")
    if has_han(phrase):
        return len(phrase) > 1 and any(phrase in each for each in labels)
    return set(phrase.split()) <= {part for label in labels for part in label.split()}


def wished_kinds(index: Index, extraction: Extraction) -> list[Constraint]:
    """Return the limits to the kind of thing that free words name: who asks for headphones wants no keyboard."""
    known = {each.attribute for each in extraction.constraints}
    free = [each for each in extraction.interests if each.is_free]
    wished = [each for each in free if each.polarity == "like" and not each.lasting and each.vector is not None]
    kinds = [kind for each in wished for form in _forms(each.phrase) if (kind := kind_of(index, form))]
    return [
        Constraint(attribute=each.attribute, op="==", value=each.what)
        for each in dict.fromkeys(kinds)
        if each.attribute not in known
    ][:1]


def _forms(phrase: str) -> list[str]:
    """Return a phrase, and the word that says what it is: the headphones of "noise cancelling headphones"."""
    head = phrase[slice(*words_with_spans(phrase)[-1])] if has_han(phrase) else phrase.split()[-1]
    return list(dict.fromkeys([phrase, head]))


def _only_asks(reading: Reading) -> bool:
    """Tell whether a message is a question that wishes for nothing: "who directed it?"."""
    return "question" in reading.kinds and not reading.marked and not {"wish", "taste", "aversion"} & reading.kinds


def _salience(vector: Floats, whole: Floats) -> float:
    """Return the weight of a phrase among the others of its message, .3 to 1: lower where it leads away from them."""
    cosine = float(vector @ whole) / max(float(np.linalg.norm(whole)), 1e-9)
    return round(float(np.clip(0.5 + cosine / 2, 0.3, 1.0)), 3)
