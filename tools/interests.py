"""Extract interests and constraints: what a message, or what somebody did, says of their taste."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np

from quwei.index.constraint import Constraint, Operator
from quwei.index.languages import Language, language_of
from quwei.index.opened import Floats, Index
from quwei.index.phrases import lower
from quwei.index.profile import Interest
from quwei.index.vocabulary import Meaning, Mention
from quwei.tools.cues import Span
from quwei.tools.degrees import is_degree
from quwei.tools.lexicon import lexicon
from quwei.tools.numbers import find_bounds
from quwei.tools.personal import personal_spans
from quwei.tools.quantities import find_quantities
from quwei.tools.reading import Marked, Reading, read
from quwei.tools.titles import is_quoted, is_title

MESSAGE_LIMIT = 2_000
"""Characters of a message that are read; what follows is left out, and said so."""
_ALSO = re.compile(r"\s*(?:or|或者?|要不)(?:\s|(?=[\u3400-\u9fff]))", re.IGNORECASE)
"""How a message begins that adds to the one before: "or Shanghai"."""
_OR = re.compile(r"\s*(?:,|or|、|和|或者?|and)\s*", re.IGNORECASE)
LOW, HIGH = 1 / 3, 2 / 3
"""Quantiles that "short" and "long" mean."""
NOT_TOO = 0.6
"""Share of the catalogue that "not too long" keeps."""


@dataclass
class Extraction:
    """Hold what was understood of a message.

    `reset` takes back all that was said in the conversation; `withdrawn` are attributes that do not matter any more,
    `replaced` those whose older constraints give way, `corrected` those of which everything said before does,
    `declined` those that were asked about for nothing; `rejected` are items turned down; `kinds` are the kinds of
    steering words it holds (greeting, ...).
    """

    language: Language | None
    interests: list[Interest] = field(default_factory=list)
    constraints: list[Constraint] = field(default_factory=list)
    withdrawn: list[str] = field(default_factory=list)
    reset: bool = False
    replaced: list[str] = field(default_factory=list)
    corrected: list[str] = field(default_factory=list)
    seen: list[str] = field(default_factory=list)
    rejected: list[str] = field(default_factory=list)
    declined: list[str] = field(default_factory=list)
    kinds: frozenset[str] = frozenset()
    cut: bool = False

    @property
    def understood(self) -> bool:
        """Tell whether the message says something of taste."""
        return bool(self.interests or self.constraints or self.seen)


def extract_interests(index: Index, message: str) -> Extraction:
    """Return the interests and constraints in `message`, each with its span.

    Interest_u = BERT([CLS], x_u), where x_u is each phrase that says something of taste. What names a value or an item
    of the catalogue is linked to it.
    """
    text = message[:MESSAGE_LIMIT]
    bounds = [
        bound
        for bound in find_bounds(text, index.catalogue.schema)
        if not _is_title(index, text, bound.start, bound.end)
    ]
    taken = [(bound.start, bound.end) for bound in bounds] + _ages(text) + [*personal_spans(text)]
    loose = frozenset(name for name, each in index.catalogue.schema.attributes.items() if not each.exact)
    reading = read(text, index.vocabulary, taken, index.silent_words, loose)
    extraction = Extraction(
        language_of(text), kinds=reading.kinds, reset="reset" in reading.kinds, cut=len(message) > MESSAGE_LIMIT
    )
    _take_mentions(index, reading, extraction)
    # A number said outright beats what a vague word would mean.
    numbers = [bound.constraint for bound in bounds]
    bounded = {each.attribute for each in numbers}
    extraction.constraints = numbers + [
        each for each in extraction.constraints if not (each.vague and each.attribute in bounded)
    ]
    if extraction.language is not None:
        extraction.interests += _free_interests(index, text, reading)
    if _ALSO.match(text):
        extraction.kinds |= {"also"}
    if "correction" in reading.kinds:
        wished = [each.attribute for each in extraction.interests if each.polarity == "like" and each.attribute]
        extraction.corrected = list(dict.fromkeys(wished))
    extraction.interests.sort(key=lambda each: each.span or (0, 0))
    return extraction


def _is_title(index: Index, text: str, start: int, end: int) -> bool:
    """Tell whether a number is an item's title, as "1984" can be."""
    number = text[start:end]
    known = any(
        each.start == 0 and each.end == len(number) and any(meaning.kind == "title" for meaning in each.payload)
        for each in index.vocabulary.find(number)
    )
    return known and is_title(text, start, end, lexicon().find(text))


def _ages(text: str) -> list[Span]:
    """Return the spans that say how old somebody is: nothing of the items."""
    return [(each.start, each.end) for each in find_quantities(lower(text)) if each.unit == "age"]


def _free_interests(index: Index, text: str, reading: Reading) -> list[Interest]:
    """Return interests in words that name nothing of the catalogue; a weight says how much of the message one is."""
    phrases = [phrase for phrase in reading.phrases if phrase.stance.attitude in ("like", "dislike")]
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


def _only_asks(reading: Reading) -> bool:
    """Tell whether a message is a question that wishes for nothing: "who directed it?"."""
    return "question" in reading.kinds and not reading.marked and not {"wish", "taste", "aversion"} & reading.kinds


def _salience(vector: Floats, whole: Floats) -> float:
    """Return the weight of a phrase among the others of its message, .3 to 1: lower where it leads away from them."""
    cosine = float(vector @ whole) / max(float(np.linalg.norm(whole)), 1e-9)
    return round(float(np.clip(0.5 + cosine / 2, 0.3, 1.0)), 3)


def _take_mentions(index: Index, reading: Reading, extraction: Extraction) -> None:
    """Link what names something of the catalogue: a degree, a value, an item, or an attribute that does not matter."""
    exact: list[tuple[Mention, Meaning]] = []
    for marked in reading.marked:
        meanings = marked.mention.payload
        degrees = [each for each in meanings if each.kind in ("low", "high")]
        values = [each for each in meanings if each.kind == "value"]
        titles = [each for each in meanings if each.kind == "title"]
        if marked.stance.attitude == "known":
            extraction.seen += [each.what for each in titles[:1]]
        elif titles and _prefers_title(index, reading.text, marked, values):
            _take_title(reading.text, marked, titles[0].what, extraction)
        elif degrees and (not values or marked.too) and is_degree(reading.text, marked):
            extraction.constraints += _vague(index, reading.text, marked, degrees)
        elif values:
            meaning = _chosen(index, reading, marked.mention, values)
            exact += _take_value(index, reading.text, marked, meaning, extraction)
        elif titles:
            _take_title(reading.text, marked, titles[0].what, extraction)
        else:
            _take_attribute(index, marked, extraction)
    extraction.constraints += _wished_values(index, reading.text, exact)


def _prefers_title(index: Index, text: str, marked: Marked, values: Sequence[Meaning]) -> bool:
    """Tell whether a word that is a title and a value is meant as the title: quoted, or "like Titanic" and a tag."""
    start, end, _ = marked.mention
    exact = any(index.catalogue.schema.attributes[each.attribute].exact for each in values)
    written_as_one = text[start].isupper() or not text[start].isascii()
    return is_quoted(text, start, end) or (marked.named and written_as_one and not exact)


def _take_attribute(index: Index, marked: Marked, extraction: Extraction) -> None:
    """Withdraw what does not matter any more; the name of a yes-or-no attribute asks for it, or refuses it."""
    names = [each.attribute for each in marked.mention.payload if each.kind == "attribute"]
    attitude = marked.stance.attitude
    if attitude == "neutral":
        extraction.withdrawn += names
        return
    schema = index.catalogue.schema
    extraction.constraints += [
        Constraint(attribute=name, op="==", value=attitude == "like")
        for name in names
        if schema.attributes[name].type == "bool"
    ]


def _take_value(
    index: Index, text: str, marked: Marked, meaning: Meaning, extraction: Extraction
) -> list[tuple[Mention, Meaning]]:
    """Add the interest in a value, and the constraint that a refusal makes; return what is wished for exactly."""
    stance, mention = marked.stance, marked.mention
    if stance.attitude == "neutral":
        extraction.withdrawn.append(meaning.attribute)
        return []
    extraction.interests.append(
        Interest(
            phrase=text[mention.start : mention.end],
            polarity=stance.attitude,
            attribute=meaning.attribute,
            value=meaning.what,
            span=(mention.start, mention.end),
            weight=stance.strength,
            lasting=stance.lasting,
            vector=index.value_vector(meaning.attribute, meaning.what),
        )
    )
    if stance.attitude == "dislike":
        if not stance.mild:
            op: Operator = "not_contains" if _is_list(index, meaning) else "!="
            extraction.constraints.append(Constraint(attribute=meaning.attribute, op=op, value=meaning.what))
        return []
    exact = index.catalogue.schema.attributes[meaning.attribute].exact
    return [(mention, meaning)] if exact and not stance.lasting else []


def _take_title(text: str, marked: Marked, item: str, extraction: Extraction) -> None:
    """Add the interest in an item that is named, and note that the person knows it."""
    stance, mention = marked.stance, marked.mention
    if stance.attitude == "neutral":
        return
    extraction.seen.append(item)
    extraction.interests.append(
        Interest(
            phrase=text[mention.start : mention.end],
            polarity=stance.attitude,
            item=item,
            span=(mention.start, mention.end),
            weight=stance.strength,
            lasting=stance.lasting,
        )
    )


def _wished_values(index: Index, text: str, wished: Sequence[tuple[Mention, Meaning]]) -> list[Constraint]:
    """Return constraints for values wished for: side by side ("动作喜剧") both, otherwise any of one attribute."""
    constraints: list[Constraint] = []
    by_attribute: dict[str, list[tuple[Mention, str]]] = {}
    for mention, meaning in wished:
        by_attribute.setdefault(meaning.attribute, []).append((mention, meaning.what))
    for attribute, found in by_attribute.items():
        values = tuple(dict.fromkeys(value for _, value in found))
        is_list = index.catalogue.schema.attributes[attribute].type == "list"
        together = all(not text[one.end : other.start].strip(" 的") for (one, _), (other, _) in pairwise(found))
        if len(values) == 1:
            constraints.append(Constraint(attribute=attribute, op="contains" if is_list else "==", value=values[0]))
        elif together and is_list:
            constraints += [Constraint(attribute=attribute, op="contains", value=value) for value in values]
        else:
            constraints.append(Constraint(attribute=attribute, op="contains_any" if is_list else "in", value=values))
    return constraints


def _vague(index: Index, text: str, marked: Marked, degrees: Sequence[Meaning]) -> list[Constraint]:
    """Return the bound that a vague word means in this catalogue: a quantile of the attribute."""
    stance = marked.stance
    meaning = next((each for each in degrees if each.attribute in index.columns.numbers), None)
    if stance.attitude == "neutral" or meaning is None:
        return []
    unwanted = stance.attitude == "dislike" or (marked.too and not stance.said)
    below = (meaning.kind == "low") is not unwanted
    fraction = (NOT_TOO if below else 1 - NOT_TOO) if unwanted else (LOW if below else HIGH)
    value = index.columns.bound(meaning.attribute, fraction)
    if value is None:
        return []
    word = text[marked.mention.start : marked.mention.end]
    return [Constraint(attribute=meaning.attribute, op="<=" if below else ">=", value=value, vague=word)]


def _chosen(index: Index, reading: Reading, mention: Mention, values: Sequence[Meaning]) -> Meaning:
    """Return the meaning whose attribute is named nearby ("directed by ..."), else the one most items have."""
    if len(values) == 1:
        return values[0]
    named = {
        meaning.attribute
        for other in reading.marked
        for meaning in other.mention.payload
        if meaning.kind == "attribute" and abs(other.mention.start - mention.start) < 20
    }

    beside = _beside(reading, mention)

    def fit(meaning: Meaning) -> tuple[bool, bool, int]:
        members = index.columns.members[meaning.attribute]
        others = [other.what for other in beside if other.attribute == meaning.attribute]
        count = sum(len(members.rows(value)) for value in (meaning.what, *others))
        return meaning.attribute in named, bool(others), count

    return max(values, key=fit)


def _beside(reading: Reading, mention: Mention) -> list[Meaning]:
    """Return what stands beside a thing with "or" between: "Russian or Korean" speaks of one attribute."""
    found = []
    for other in reading.marked:
        first, second = sorted((other.mention, mention), key=lambda each: each.start)
        if other.mention != mention and _OR.fullmatch(reading.text, first.end, second.start):
            found += [each for each in other.mention.payload if each.kind == "value"]
    return found


def _is_list(index: Index, meaning: Meaning) -> bool:
    return index.catalogue.schema.attributes[meaning.attribute].type == "list"
