"""Link what a message names to the catalogue: values, items, cards, degrees, and attributes that do not matter."""

import re
from collections.abc import Sequence
from dataclasses import replace

from quwei.index.constraint import Constraint, Operator
from quwei.index.opened import Index
from quwei.index.phrases import lower
from quwei.index.profile import Interest
from quwei.index.vocabulary import Meaning, Mention
from quwei.tools.cues import Span
from quwei.tools.degrees import (
    Compared,
    Scene,
    compared_by,
    is_degree,
    is_superlative,
    order_of,
    ordered_by,
    standard_of,
    standards,
    vague_bound,
)
from quwei.tools.extraction import Extraction
from quwei.tools.marked import Marked
from quwei.tools.measures import is_feature, is_money
from quwei.tools.ranked import ranked_bound
from quwei.tools.reading import Reading
from quwei.tools.stances import STANCES
from quwei.tools.titles import is_quoted
from quwei.tools.wishes import Wish, wished_values, without_home

_OR = re.compile(r"\s*(?:,|or|、|和|或者?|and)\s*", re.IGNORECASE)

_MINE = re.compile(r"(?:\b(?:an?|my|our)\s+|[一个台部份双件款只我的])$")
FEW_ITEMS = 3
_WANTS_SIMILAR = re.compile(r"\bsimilar\b(?! to)|\blike (?:it|that)\b|(?:类似|相似|差不多|同类)的")
"""What asks for the like of an item that is named as known: "I've played Celeste, anything similar?"."""
_SKIPPED = re.compile(r"(?:\bskip\s+(?:the\s+)?|跳过)$", re.IGNORECASE)
"""What leaves out a value that follows, where it makes an attribute not matter: "skip Beijing", "skip the price"."""


def take_mentions(index: Index, reading: Reading, extraction: Extraction, scene: Scene) -> list[Span]:
    """Link what names something of the catalogue: a degree, a value, an item, or an attribute that does not matter.

    Returns the spans that were understood as a whole, in which no word is left to mean anything.
    """
    exact: list[Wish] = []
    compared = standards(reading, reading.marked)
    beside = _compared_names(index, reading, scene)
    extraction.constraints += [each.constraint for each in beside]
    for marked in reading.marked:
        if any(each.start <= marked.mention.start < each.end for each in beside):
            continue
        meanings = marked.mention.payload
        degrees = _degrees(marked.mention)
        values = [each for each in meanings if each.kind == "value"]
        groups = [each for each in meanings if each.kind == "group"]
        titles = [each for each in meanings if each.kind == "title"]
        cards = [each.what for each in meanings if each.kind == "card"]
        extraction.pointed += cards or [each.what for each in titles[:1] if not values]
        if marked.mention.start in compared or (values and _names_another(reading, marked)):
            continue
        if cards:  # a card that is only pointed at is no taste
            for item in cards if marked.stance.said or marked.likens(reading.text) else ():
                _take_card(reading.text, marked, item, len(cards), len(scene.listed), extraction)
        elif marked.stance.attitude == "known":
            extraction.seen += [each.what for each in titles[:1]] or _few_with(index, values)
            if titles and _WANTS_SIMILAR.search(lower(reading.text)):
                _take_item(reading.text, replace(marked, stance=STANCES["wish"]), titles[0].what, extraction)
        elif titles and _prefers_title(index, reading.text, marked, values):
            _take_item(reading.text, marked, titles[0].what, extraction)
        elif degrees and _is_a_new_one(index, reading.text, marked.mention):
            continue
        elif (
            degrees and (not values or marked.too) and (standard_of(reading, marked) or is_degree(reading.text, marked))
        ):
            _take_degree(index, reading, marked, extraction, scene)
        elif values:
            meaning = _chosen(index, reading, marked.mention, values, scene.asked)
            meant = _as_taken_back(index, marked, meaning, scene)
            exact += _take_value(index, reading.text, meant, meaning, extraction)
        elif groups:
            exact += _take_group(index, marked, _widest(index, groups), extraction)
        elif titles:
            _take_item(reading.text, marked, titles[0].what, extraction)
        else:
            _take_attribute(index, reading.text, marked, extraction)
    _settle_contradictions(extraction)
    exact, home = without_home(reading.text, exact, extraction)
    extraction.constraints += wished_values(index, reading.text, exact, reading.kinds)
    return [*home, *((each.start, each.end) for each in beside)]


def _names_another(reading: Reading, marked: Marked) -> bool:
    """Tell whether a word that is a value as well only names what another word is a value of: "city Rome"."""
    names = {each.attribute for each in marked.mention.payload if each.kind == "attribute"}
    others = (each for other in reading.marked if other is not marked for each in other.mention.payload)
    return any(each.kind == "value" and each.attribute in names for each in others)


def _compared_names(index: Index, reading: Reading, scene: Scene) -> list[Compared]:
    """Return the bounds that comparatives beside attributes' names set: "more RAM", "a bigger disk"."""
    found: list[Compared] = []
    for marked in reading.marked:
        if marked.stance.attitude != "like":
            continue
        names = (each.attribute for each in marked.mention.payload if each.kind == "attribute")
        bounds = (compared_by(index, reading.text, marked.mention, name, scene) for name in names)
        found += [each for each in bounds if each is not None][:1]
    return found


def _settle_contradictions(extraction: Extraction) -> None:
    """Keep to the wish where a message refuses a kind of what it wishes for: "comedy but not romantic comedy"."""
    likes = {(each.attribute, each.value): each.span for each in extraction.interests if each.polarity == "like"}
    settled = [
        each
        for each in extraction.interests
        if each.polarity == "dislike" and each.value and likes.get((each.attribute, each.value), each.span) != each.span
    ]
    extraction.interests = [each for each in extraction.interests if each not in settled]
    for each in settled:
        extraction.constraints = [
            limit
            for limit in extraction.constraints
            if not limit.refuses or (limit.attribute, limit.values) != (each.attribute, (each.value,))
        ]


def _is_a_new_one(index: Index, text: str, mention: Mention) -> bool:
    """Tell whether "new" only says that somebody wants one, and "my old" that they had one: "I need a new laptop"."""
    word = lower(text[mention.start : mention.end])
    if word not in ("new", "old", "新", "旧") or not any(map(is_money, index.catalogue.schema.attributes)):
        return False
    nouns = "|".join(map(re.escape, index.item_nouns)) or r"(?!)"
    before = _MINE.search(lower(text), 0, mention.start)
    return before is not None and re.compile(rf"\s*(?:{nouns})").match(lower(text), mention.end) is not None


def _degrees(mention: Mention) -> list[Meaning]:
    return [each for each in mention.payload if each.kind in ("low", "high")]


def _take_degree(index: Index, reading: Reading, marked: Marked, extraction: Extraction, scene: Scene) -> None:
    """Add the bound that a vague word means, or the order that a superlative asks for."""
    degrees, bound = _degrees(marked.mention), None
    if is_superlative(reading.text, marked):
        extraction.order = order_of(index, degrees, reading.text, marked)
    else:
        bound = vague_bound(index, reading, marked, degrees, scene)
    if extraction.order is None and bound is None:
        bound = ranked_bound(index, reading, marked, degrees, scene)
    if bound is not None:
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
    types = {index.catalogue.schema.attributes[name].type for name in names}
    if types == {"bool"} and marked.stance.permits:
        attitude = "neutral"  # "remote is fine" asks for no remote job
    if attitude == "neutral" or (types == {"bool"} and marked.stance.needless):
        extraction.withdrawn += names
        return
    schema = index.catalogue.schema
    for name in names:
        if schema.attributes[name].type == "bool":
            extraction.constraints.append(Constraint(attribute=name, op="==", value=attitude == "like"))
        else:
            extraction.named.append(name)
            extraction.order = extraction.order or ordered_by(index, text, marked.mention, name)


def _take_value(index: Index, text: str, marked: Marked, meaning: Meaning, extraction: Extraction) -> list[Wish]:
    """Add the interest in a value, and the constraint that a refusal makes; return what is wished for exactly."""
    stance, mention = marked.stance, marked.mention
    if _SKIPPED.search(text, 0, mention.start):
        stance = STANCES["dislike"]
    if stance.permits:
        extraction.permitted.append((meaning.attribute, meaning.what))
    if stance == STANCES["tolerance"]:
        extraction.kinds |= {"neutral"}  # who does not mind it does not ask for it
        return []
    attribute = index.catalogue.schema.attributes[meaning.attribute]
    if stance.attitude == "neutral" or (stance.needless and is_feature(meaning.attribute, attribute)):
        extraction.withdrawn.append(meaning.attribute)
        extraction.unwished.append((meaning.attribute, meaning.what))
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
    is_must = attribute.exact and not stance.lasting and not stance.optional
    return [Wish(mention, meaning.attribute, (meaning.what,))] if is_must else []


def _as_taken_back(index: Index, marked: Marked, meaning: Meaning, scene: Scene) -> Marked:
    """Return a refusal of what items have as a wish taken back, where it was wished for: 包间不要了."""
    attribute = index.catalogue.schema.attributes[meaning.attribute]
    refused = marked.stance.attitude == "dislike" and not marked.stance.lasting
    if not refused or not is_feature(meaning.attribute, attribute):
        return marked
    wished = any(
        each.attribute == meaning.attribute and not each.refuses and meaning.what in each.values for each in scene.held
    )
    return replace(marked, stance=STANCES["needless"]) if wished else marked


def _few_with(index: Index, values: Sequence[Meaning]) -> list[str]:
    """Return the items with a value that is known to the person, where they are so few that all are meant: a city."""
    rows = {int(row) for each in values for row in index.columns.members[each.attribute].rows(each.what)}
    return [index.catalogue.items[row].id for row in sorted(rows)] if len(rows) <= FEW_ITEMS else []


def _widest(index: Index, groups: Sequence[Meaning]) -> Meaning:
    """Return the group that most items belong to: of countries and cities, what is known of more."""

    def count(group: Meaning) -> int:
        values = tuple(index.catalogue.schema.attributes[group.attribute].groups[group.what].values)
        return int(index.columns.mask([Constraint(attribute=group.attribute, op="in", value=values)]).sum())

    return max(groups, key=count)


def _take_group(index: Index, marked: Marked, meaning: Meaning, extraction: Extraction) -> list[Wish]:
    """Refuse all values of a group, or return them to be wished for, any of them."""
    name, attitude = meaning.attribute, marked.stance.attitude
    attribute = index.catalogue.schema.attributes[name]
    values = tuple(attribute.groups[meaning.what].values)
    if attitude == "neutral":
        extraction.withdrawn.append(name)
    elif attitude == "dislike":
        op: Operator = "not_contains" if attribute.type == "list" else "!="
        extraction.constraints.append(Constraint(attribute=name, op=op, value=values))
    return [Wish(marked.mention, name, values)] if attitude == "like" else []


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


def _take_card(text: str, marked: Marked, item: str, among: int, of: int, extraction: Extraction) -> None:
    """Add what is said of a card; of several at once it says less of each, and of all there are rules none out."""
    stance = marked.stance
    if among > 1:
        marked = replace(marked, stance=replace(stance, strength=stance.strength / among))
    known = (
        stance.attitude == "known"
        or marked.likens(text)
        or (stance.attitude == "dislike" and (among == 1 or among < of))
    )
    _take_item(text, marked, item, extraction, known)


def _chosen(
    index: Index, reading: Reading, mention: Mention, values: Sequence[Meaning], asked: Sequence[str]
) -> Meaning:
    """Return the meaning whose attribute is named nearby ("directed by ..."), or was asked about, else most common."""
    if len(values) == 1:
        return values[0]
    named = {
        meaning.attribute
        for other in reading.marked
        for meaning in other.mention.payload
        if meaning.kind == "attribute" and abs(other.mention.start - mention.start) < 20
    }

    beside = _beside(reading, mention)

    def fit(meaning: Meaning) -> tuple[bool, bool, bool, int]:
        members = index.columns.members[meaning.attribute]
        others = [other.what for other in beside if other.attribute == meaning.attribute]
        count = sum(len(members.rows(value)) for value in (meaning.what, *others))
        return meaning.attribute in named, bool(others), meaning.attribute in asked, count

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
