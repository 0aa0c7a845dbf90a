"""Extract interests and constraints: what a message, or what somebody did, says of their taste."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise

import numpy as np

from quwei.index.constraint import Constraint, Operator
from quwei.index.languages import has_han, language_of
from quwei.index.opened import Floats, Index
from quwei.index.phrases import Found, lower, words_with_spans
from quwei.index.profile import Interest, Order
from quwei.index.vocabulary import Meaning, Mention
from quwei.tools.cues import Span
from quwei.tools.degrees import (
    Scene,
    is_bound,
    is_degree,
    is_standard,
    is_superlative,
    order_of,
    ordered_by,
    standard_of,
    standards,
    vague_bound,
)
from quwei.tools.extraction import Extraction
from quwei.tools.intents import ABOUT_CARDS, find_count, intent_of
from quwei.tools.kinds import kind_of
from quwei.tools.lexicon import lexicon
from quwei.tools.mending import Mended, mend
from quwei.tools.numbers import find_bounds
from quwei.tools.pauses import find_pause
from quwei.tools.personal import personal_spans
from quwei.tools.quantities import find_quantities
from quwei.tools.reading import Marked, Reading, read
from quwei.tools.references import Reference, find_references
from quwei.tools.small_talk import is_small_talk
from quwei.tools.titles import is_quoted, is_title
from quwei.tools.unlimited import lifted_limits

MESSAGE_LIMIT = 2_000
"""Characters of a message that are read; what follows is left out, and said so."""
_ALSO = re.compile(r"\s*(?:or|或者?|要不)(?:\s|(?=[\u3400-\u9fff]))", re.IGNORECASE)
"""How a message begins that adds to the one before: "or Shanghai"."""
_LETTERS = re.compile(r"[^\W\d_]+")
_OR = re.compile(r"\s*(?:,|or|、|和|或者?|and)\s*", re.IGNORECASE)


def extract_interests(index: Index, message: str, scene: Scene | None = None) -> Extraction:
    """Return the interests and constraints in `message`, each with its span; `scene` is what it was said to.

    Interest_u = BERT([CLS], x_u), where x_u is each phrase that says something of taste. What names a value or an item
    of the catalogue is linked to it.
    """
    written, scene = message[:MESSAGE_LIMIT], scene or Scene()
    mended = mend(index, written)
    text = mended.text
    references = find_references(index, text, scene.listed, scene.shown)
    bounds = [
        bound
        for bound in find_bounds(text, index.catalogue.schema, scene.today, scene.held)
        if not _is_title(index, text, bound.start, bound.end)
        and not any(each.start < bound.end and bound.start < each.end for each in references)
    ]
    pause, count = find_pause(text, scene.today), find_count(text)
    lifted = list(lifted_limits(text, index.catalogue.schema))
    taken = [(start, end) for start, end, _ in lifted]
    taken += [each[:2] for each in (pause, count) if each]
    taken += [(bound.start, bound.end) for bound in bounds] + _ages(text) + [*personal_spans(text)]
    loose = frozenset(name for name, each in index.catalogue.schema.attributes.items() if not each.exact)
    cards = [
        _as_mention(each)
        for each in references
        if not each.weak or _is_judged(text, each) or is_standard(text, each.start)
    ]
    reading = read(text, index.vocabulary, taken, index.silent_words, loose, cards)
    extraction = Extraction(
        language_of(written), kinds=reading.kinds, reset="reset" in reading.kinds, cut=len(message) > MESSAGE_LIMIT
    )
    extraction.withdrawn += [name for _, _, name in lifted]
    _take_mentions(index, reading, extraction, scene)
    if not extraction.pointed:
        extraction.pointed = [item for each in references if each.weak for item in each.items]
    extraction.pointed = list(dict.fromkeys(extraction.pointed))
    # A number said outright beats what a vague word would mean.
    numbers = [bound.constraint for bound in bounds]
    bounded = {each.attribute for each in numbers}
    extraction.constraints = numbers + [
        each for each in extraction.constraints if not (each.vague and each.attribute in bounded)
    ]
    if extraction.order is not None and extraction.order.attribute in bounded and is_bound(text):
        extraction.order = None  # "two hours at the longest"
    extraction.intent = intent_of(
        reading, extraction.pointed, scene.listed, extraction.named, extraction.understood, loose
    )
    extraction.count = count.number if count else None
    if extraction.intent == "recommend" and not extraction.understood and _is_talk(index, text, reading):
        extraction.intent = "talk"
    if extraction.language is not None and extraction.intent == "recommend":
        extraction.interests += _free_interests(index, text, reading)
        extraction.constraints += _wished_kinds(index, extraction)
    if _ALSO.match(text):
        extraction.kinds |= {"also"}
    if "correction" in reading.kinds:
        wished = [each.attribute for each in extraction.interests if each.polarity == "like" and each.attribute]
        extraction.corrected = list(dict.fromkeys(wished))
    if pause is not None:
        _pause_refusals(extraction, pause.until)
    extraction.interests.sort(key=lambda each: each.span or (0, 0))
    if mended.slips:
        extraction.interests = [_as_written(each, written, mended) for each in extraction.interests]
        extraction.mended = [(written[slip.start : slip.end], slip.meant) for slip in mended.slips]
    if extraction.intent in ABOUT_CARDS:
        _set_aside(extraction)
    elif extraction.intent == "pick":
        _take_pick(text, references, extraction)
    return extraction


def _pause_refusals(extraction: Extraction, until: date) -> None:
    """Let what is refused in a message hold in every conversation, to a certain day."""
    paused = {"lasting": True, "until": until}
    extraction.interests = [
        each.model_copy(update=paused) if each.polarity == "dislike" else each for each in extraction.interests
    ]
    extraction.constraints = [
        each.model_copy(update={"until": until}) if each.refuses else each for each in extraction.constraints
    ]


def _as_written(interest: Interest, written: str, mended: Mended) -> Interest:
    """Return an interest with the words and the span of the message as it was written."""
    if interest.span is None:
        return interest
    span = mended.written(interest.span)
    return interest.model_copy(update={"span": span, "phrase": written[slice(*span)]})


def _take_pick(text: str, references: Sequence[Reference], extraction: Extraction) -> None:
    """Take what is picked for a thing that is liked, and known from now on."""
    extraction.interests = [
        Interest(phrase=text[each.start : each.end], polarity="like", item=item, span=(each.start, each.end))
        for each in references
        for item in each.items
    ]
    extraction.seen += extraction.pointed


def _is_talk(index: Index, text: str, reading: Reading) -> bool:
    """Tell whether a message that names nothing is talk, rude or not, and no wish."""
    if {"rude", "who_are_you"} & reading.kinds:
        return True
    if reading.kinds - {"question", "similar", "greeting"} or not _LETTERS.search(text):
        return False
    names_items = any(word in index.silent_words for word in _words(text)) and bool(reading.phrases)
    return not names_items and is_small_talk(index.encoder, text)


def _words(text: str) -> list[str]:
    spans = words_with_spans(text) if has_han(text) else [match.span() for match in _LETTERS.finditer(text)]
    return [lower(text[start:end]) for start, end in spans]


def _set_aside(extraction: Extraction) -> None:
    """Keep what a question about cards speaks of as what it asks for, not as wishes; what it refuses stays refused."""
    refused = {each.attribute for each in extraction.interests if each.polarity == "dislike" and each.attribute}
    extraction.asked = [each for each in extraction.interests if each.polarity == "like" and each.attribute]
    extraction.named += [each.attribute for each in extraction.constraints if each.attribute not in refused]
    compared = [each for each in extraction.constraints if each.vague]
    if compared and extraction.order is None:
        extraction.order = Order(attribute=compared[0].attribute, highest=compared[0].op == ">=")
    extraction.extreme = extraction.order
    if extraction.order is not None:
        extraction.named.append(extraction.order.attribute)
    extraction.interests = [each for each in extraction.interests if each.attribute in refused]
    extraction.constraints = [each for each in extraction.constraints if each.attribute in refused]
    extraction.named = list(dict.fromkeys(extraction.named))
    extraction.seen, extraction.withdrawn, extraction.order = [], [], None


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


def _wished_kinds(index: Index, extraction: Extraction) -> list[Constraint]:
    """Return the limits to the kind of thing that free words name: who asks for headphones wants no keyboard."""
    known = {each.attribute for each in extraction.constraints}
    free = [each for each in extraction.interests if each.attribute is None and each.item is None]
    wished = [each for each in free if each.polarity == "like" and not each.lasting and each.vector is not None]
    kinds = [kind for each in wished if each.vector is not None and (kind := kind_of(index, each.phrase, each.vector))]
    return [
        Constraint(attribute=each.attribute, op="==", value=each.what)
        for each in dict.fromkeys(kinds)
        if each.attribute not in known
    ][:1]


def _only_asks(reading: Reading) -> bool:
    """Tell whether a message is a question that wishes for nothing: "who directed it?"."""
    return "question" in reading.kinds and not reading.marked and not {"wish", "taste", "aversion"} & reading.kinds


def _salience(vector: Floats, whole: Floats) -> float:
    """Return the weight of a phrase among the others of its message, .3 to 1: lower where it leads away from them."""
    cosine = float(vector @ whole) / max(float(np.linalg.norm(whole)), 1e-9)
    return round(float(np.clip(0.5 + cosine / 2, 0.3, 1.0)), 3)


def _as_mention(reference: Reference) -> Mention:
    return Found(reference.start, reference.end, tuple(Meaning("card", "", item) for item in reference.items))


def _is_judged(text: str, reference: Reference) -> bool:
    """Tell whether a word of liking, refusing or having seen stands right beside a pronoun: "hate it", "这个不喜欢"."""
    judging = {"taste", "aversion", "seen", "after", "approval", "fond", "mild"}
    return any(
        judging & set(cue.payload) and (0 <= reference.start - cue.end <= 1 or 0 <= cue.start - reference.end <= 1)
        for cue in lexicon().find(text)
    )


def _take_mentions(index: Index, reading: Reading, extraction: Extraction, scene: Scene) -> None:
    """Link what names something of the catalogue: a degree, a value, an item, or an attribute that does not matter."""
    exact: list[tuple[Mention, Meaning]] = []
    compared = standards(reading, reading.marked)
    for marked in reading.marked:
        meanings = marked.mention.payload
        degrees = _degrees(marked.mention)
        values = [each for each in meanings if each.kind == "value"]
        titles = [each for each in meanings if each.kind == "title"]
        cards = [each.what for each in meanings if each.kind == "card"]
        extraction.pointed += cards or [each.what for each in titles[:1] if not values]
        if marked.mention.start in compared:
            continue
        if cards:  # a card that is only pointed at is no taste
            for item in cards if marked.stance.said else ():
                _take_card(reading.text, marked, item, len(cards), extraction)
        elif marked.stance.attitude == "known":
            extraction.seen += [each.what for each in titles[:1]]
        elif titles and _prefers_title(index, reading.text, marked, values):
            _take_item(reading.text, marked, titles[0].what, extraction)
        elif (
            degrees and (not values or marked.too) and (standard_of(reading, marked) or is_degree(reading.text, marked))
        ):
            _take_degree(index, reading, marked, extraction, scene)
        elif values:
            meaning = _chosen(index, reading, marked.mention, values)
            exact += _take_value(index, reading.text, marked, meaning, extraction)
        elif titles:
            _take_item(reading.text, marked, titles[0].what, extraction)
        else:
            _take_attribute(index, reading.text, marked, extraction)
    extraction.constraints += _wished_values(index, reading.text, exact, reading.kinds)


def _degrees(mention: Mention) -> list[Meaning]:
    return [each for each in mention.payload if each.kind in ("low", "high")]


def _take_degree(index: Index, reading: Reading, marked: Marked, extraction: Extraction, scene: Scene) -> None:
    """Add the bound that a vague word means, or the order that a superlative asks for."""
    degrees = _degrees(marked.mention)
    if is_superlative(reading.text, marked):
        extraction.order = order_of(index, degrees, reading.text, marked)
    elif bound := vague_bound(index, reading, marked, degrees, scene):
        extraction.constraints.append(bound)


def _prefers_title(index: Index, text: str, marked: Marked, values: Sequence[Meaning]) -> bool:
    """Tell whether a word that is a title and a value is meant as the title: quoted, or "like Titanic" and a tag."""
    start, end, _ = marked.mention
    exact = any(index.catalogue.schema.attributes[each.attribute].exact for each in values)
    written_as_one = text[start].isupper() or not text[start].isascii()
    return is_quoted(text, start, end) or (marked.named and written_as_one and not exact)


def _take_attribute(index: Index, text: str, marked: Marked, extraction: Extraction) -> None:
    """Withdraw what does not matter any more; the name of a yes-or-no attribute asks for it, or refuses it."""
    names = [each.attribute for each in marked.mention.payload if each.kind == "attribute"]
    attitude = marked.stance.attitude
    if attitude == "neutral":
        extraction.withdrawn += names
        return
    schema = index.catalogue.schema
    for name in names:
        if schema.attributes[name].type == "bool":
            extraction.constraints.append(Constraint(attribute=name, op="==", value=attitude == "like"))
        else:
            extraction.named.append(name)
            extraction.order = extraction.order or ordered_by(index, text, marked.mention, name)


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


def _take_item(text: str, marked: Marked, item: str, extraction: Extraction, known: bool = True) -> None:
    """Add the interest in an item that is named or pointed at, and note that the person knows it."""
    stance, mention = marked.stance, marked.mention
    if stance.attitude == "neutral":
        return
    if known:
        extraction.seen.append(item)
    if stance.attitude == "known":
        return
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


def _take_card(text: str, marked: Marked, item: str, among: int, extraction: Extraction) -> None:
    """Add what is said of a card; of several at once it says less of each, and rules none of them out."""
    stance = marked.stance
    if among > 1:
        marked = replace(marked, stance=replace(stance, strength=stance.strength / among))
    known = stance.attitude == "known" or (stance.attitude == "dislike" and among == 1)
    _take_item(text, marked, item, extraction, known)


def _wished_values(
    index: Index, text: str, wished: Sequence[tuple[Mention, Meaning]], kinds: frozenset[str]
) -> list[Constraint]:
    """Return constraints for values wished for: side by side ("动作喜剧") both, otherwise any of one attribute."""
    constraints: list[Constraint] = []
    by_attribute: dict[str, list[tuple[Mention, str]]] = {}
    for mention, meaning in wished:
        by_attribute.setdefault(meaning.attribute, []).append((mention, meaning.what))
    for attribute, found in by_attribute.items():
        values = tuple(dict.fromkeys(value for _, value in found))
        is_list = index.catalogue.schema.attributes[attribute].type == "list"
        side_by_side = all(not text[one.end : other.start].strip(" 的") for (one, _), (other, _) in pairwise(found))
        together = side_by_side or "together" in kinds
        if len(values) == 1:
            constraints.append(Constraint(attribute=attribute, op="contains" if is_list else "==", value=values[0]))
        elif together and is_list:
            constraints += [Constraint(attribute=attribute, op="contains", value=value) for value in values]
        else:
            constraints.append(Constraint(attribute=attribute, op="contains_any" if is_list else "in", value=values))
    return constraints


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
