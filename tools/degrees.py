"""Read degrees and comparisons: "not too long", "shorter than that", "再便宜点", "the longest"."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from quwei.index.constraint import Constraint, Operator, comparable
from quwei.index.opened import Index, rows_of
from quwei.index.phrases import lower
from quwei.index.profile import Order
from quwei.index.vocabulary import Meaning, Mention
from quwei.tools.dates import OF_THE_PERSON
from quwei.tools.lexicon import lexicon
from quwei.tools.marked import Marked
from quwei.tools.measures import is_money
from quwei.tools.reading import Reading
from quwei.tools.sorting import sorting_way
from quwei.tools.stances import STANCES

LOW, HIGH = 1 / 3, 2 / 3
"""Quantiles that "short" and "long" mean."""
NOT_TOO = 0.6
"""Share of the catalogue that "not too long" keeps."""
FEW = 5
"""Years that are the last few, where the catalogue has so many items of them that they are worth speaking of."""
ENOUGH = 4
_FEW_YEARS = re.compile(r"\byears\b|[近这]几年|近年")
_RECENTLY = re.compile(rf"最近{OF_THE_PERSON}")
_AFTER_DEGREE = re.compile(r"\s*(?:是否|吗|一点|一些|点|些|的|片|剧|小说|文|读|书|电影|影片)")
_BEFORE_DEGREE = re.compile(r"(?:[最更]|是否|哪一?[个部本款家处篇份][\u3400-\u9fff]{0,4})$")
_A_BIT = re.compile(r"\s*(?:一点|一些|点|些)")
_MORE = re.compile(r"(?:再|更|还要|还|稍微|\b(?:more|less|even|a bit|a little|somewhat)\s)\s*$")
_MOST = re.compile(r"(?:最|\b(?:most|least)\s)\s*$")
_THAN = re.compile(r"\s*than\s+(?:the\s+)?")
_EXTREME_BEFORE = re.compile(r"\b(?:(?P<high>highest|most|biggest|largest|best)|lowest|least|fewest|smallest)\s+$")
_EXTREME_AFTER = re.compile(r"\s*最(?:(?P<high>[高大多长新])|[低小少短老])")
_BETTER = ("better", "good", "great", "好")
"""What a price is when it is low: "a good price"."""
_MORE_BEFORE = re.compile(
    r"\b(?:(?P<high>more|higher|bigger|larger|longer|better|greater|newer|later)|less|fewer|lower|smaller|shorter|older)"
    r"\s+$"
)
_MORE_AFTER = re.compile(
    r"\s*(?:要|能|可以)?(?:(?:比(?:这|那)一?[个部本款家台些件]?的?|再|更|稍微|还要?)(?:(?P<high>[大高多长久好强新])|[小低少短差])"
    r"(?:一?[点些])?|(?:(?P<high_too>[大高多长久好强新])|[低小少短差])一?[点些])的?"
)
_PLAIN_BEFORE = re.compile(
    r"(?:\b(?:(?P<high>high|good|great|large|big)|low|small|little|few)(?:[\s-]+|\s+in\s+)|(?:(?P<high_too>高)|[低少]))$"
)
"""What of an attribute is wished for: "low calories", 低热量."""
_NOT_BEHIND = re.compile(r"\s*(?:不要|别|不能|不想)(?:太|过|那么)?(?:(?P<high>[低小少短])|[高大多长久])")
"""What of an attribute is refused behind its name: 热量不要太高."""
_EDGE = re.compile(
    r"\bat (?:the )?(?:longest|shortest|latest|earliest)\b"
    r"|最[长短贵多少晚早]\s*(?:是|为)?\s*[\d一二两三四五六七八九十百]"
)
_NO_SUPERLATIVES = ("最好", "latest")
"""Words that only look like one: "latest" is what is new, not one item."""


@dataclass(frozen=True, slots=True)
class Scene:
    """Say what a message is said to: the last list of cards, those of the last reply, the limits so far, the day.

    `asked` are the attributes that the last question was about.
    """

    listed: tuple[str, ...] = ()
    shown: tuple[str, ...] = ()
    held: tuple[Constraint, ...] = ()
    today: date = field(default_factory=date.today)
    asked: tuple[str, ...] = ()


def is_degree(text: str, marked: Marked, standard: Marked | None = None) -> bool:
    """Tell whether a vague word such as "long" or "老" is meant as a degree, not as a part of something else.

    It is where it compares with a `standard`.
    """
    if standard is not None:
        return True
    start, end, _ = marked.mention
    word = text[start:end]
    if word.isascii():
        before, after = lower(text[:start]).split()[-1:], text[end:].split()[:1]
        years = bool(before) and before[0].strip("-") in ("year", "years", "as", "so", "very-")
        name = bool(after) and after[0][:1].isupper() and word.casefold() in ("new", "old", "long")
        return not years and not name
    if _RECENTLY.match(text, start):
        return False
    if end - start > 1 or marked.stance.attitude == "dislike" or marked.too:
        return True
    steered = any(
        {"degree", "too", "wish"} & set(cue.payload) and 0 <= start - cue.end <= 1 for cue in lexicon().find(text)
    )
    return steered or bool(_AFTER_DEGREE.match(text, end)) or bool(_BEFORE_DEGREE.search(text, 0, start))


def is_superlative(text: str, marked: Marked) -> bool:
    """Tell whether a vague word asks for the most extreme item: "the longest", "最长的"."""
    start, end, _ = marked.mention
    word = lower(text[start:end])
    if word in _NO_SUPERLATIVES or word.startswith("最近") or marked.stance.attitude == "dislike":
        return False
    return (
        word.endswith("est")
        or word.split()[0].endswith("est")
        or "越" in word
        or (len(word) > 2 and "最" in word)
        or word.startswith(("最", "best ", "highest ", "lowest ", "top "))
        or bool(_MOST.search(lower(text[:start])))
    )


def is_comparative(text: str, marked: Marked) -> bool:
    """Tell whether a vague word compares with something: "shorter", "再短一点"."""
    start, end, _ = marked.mention
    word = lower(text[start:end])
    grown = (word.isascii() and (word.endswith("er") or word.split()[0].endswith("er"))) or "更" in word
    grown = grown or word.endswith(("一点", "一些", "点", "些"))
    return grown or bool(_MORE.search(lower(text[:start]))) or (not word.isascii() and bool(_A_BIT.match(text, end)))


def standard_of(reading: Reading, marked: Marked) -> Marked | None:
    """Return the item or card that a comparison names: "shorter than Heat", "比第一部短"."""
    text = lower(reading.text)
    start, end, _ = marked.mention
    for other in reading.marked:
        if not _items(other):
            continue
        than = _THAN.fullmatch(text, end, other.mention.start)
        compared = text[: other.mention.start].rstrip(' 《“"')[-1:] == "比"
        if than or (compared and other.mention.end <= start <= other.mention.end + 3):
            return other
    return None


def vague_bound(
    index: Index, reading: Reading, marked: Marked, degrees: Sequence[Meaning], scene: Scene
) -> Constraint | None:
    """Return the bound that a vague word means: beyond what it is compared with, else a quantile of the catalogue."""
    text, stance = reading.text, marked.stance
    meaning = next((each for each in degrees if each.attribute in index.columns.numbers), None)
    if stance.attitude == "neutral" or stance == STANCES["tolerance"] or meaning is None:
        return None
    complaint = marked.too and not stance.said
    unwanted = (stance.attitude == "dislike" and not _is_less(text, marked)) or complaint
    below = (meaning.kind == "low") is not unwanted
    if _is_less(text, marked):
        below = not below
    fraction = (NOT_TOO if below else 1 - NOT_TOO) if unwanted else (LOW if below else HIGH)
    op: Operator = "<=" if below else ">="
    name, word = meaning.attribute, text[marked.mention.start : marked.mention.end]
    value = index.columns.bound(name, fraction)
    if not below and (since := _first_of_few_years(index, name, scene.today, word)) is not None:
        value = since
    if value is None:
        return None
    plain = Constraint(attribute=name, op=op, value=value, vague=word)
    values = _compared_values(index, reading, marked, name, scene)
    if not len(values):
        return plain

    def beyond(edge: float) -> Constraint:
        return Constraint(attribute=name, op=op, value=index.columns.beyond(name, edge, below), vague=word)

    if standard_of(reading, marked) is None and not is_comparative(text, marked):
        # "too long" of what is shown: at least not as long as the card put forward.
        first = float(values[0])
        bound = float(comparable(value, True))
        already = first > bound if below else first < bound
        return plain if already or not complaint else beyond(first)
    others = [each for each in scene.held if (each.attribute, each.op) != (name, op)]
    middle = float(np.median(values))
    moves = middle > float(comparable(value, True)) if below else middle < float(comparable(value, True))
    if standard_of(reading, marked) is None and moves and index.columns.mask([*others, plain]).any():
        return plain  # what the word means here is beyond most of what is shown
    return _beyond_most(index, plain, values, others)


def _beyond_most(
    index: Index, bound: Constraint, values: NDArray[np.float64], others: Sequence[Constraint]
) -> Constraint:
    """Return a bound beyond all `values`, or beyond fewer of them where next to nothing is left there."""
    below = bound.op == "<="
    bounds = [
        bound.model_copy(update={"value": index.columns.beyond(bound.attribute, edge, below)})
        for edge in sorted(map(float, values), reverse=not below)
    ]
    left = [int(index.columns.mask([*others, each]).sum()) for each in bounds]
    enough = min(len(values), max(left))
    return next(each for each, count in zip(bounds, left, strict=True) if count >= enough)


def _first_of_few_years(index: Index, name: str, today: date, word: str) -> int | date | None:
    """Return when "the last few years" began, None for another word, or where the catalogue is older than that."""
    if not _FEW_YEARS.search(lower(word)):
        return None
    is_date = index.catalogue.schema.attributes[name].type == "date"
    year = today.year - FEW
    first = date(year, 1, 1) if is_date else year
    since = Constraint(attribute=name, op=">=", value=first)
    return first if int(index.columns.mask([since]).sum()) >= ENOUGH else None


def order_of(index: Index, degrees: Sequence[Meaning], text: str, marked: Marked) -> Order | None:
    """Return the order that a superlative asks for."""
    meaning = next((each for each in degrees if each.attribute in index.columns.numbers), None)
    if meaning is None:
        return None
    return Order(attribute=meaning.attribute, highest=(meaning.kind == "high") is not _is_less(text, marked))


def ordered_by(index: Index, text: str, mention: Mention, attribute: str) -> Order | None:
    """Return the order that an attribute's name with a plain superlative asks for: "highest salary", "工资最高"."""
    if attribute not in index.columns.numbers:
        return None
    lowered = lower(text)
    if (way := sorting_way(lowered, mention)) is not None:
        highest = not is_money(attribute) if way == "usual" else way == "highest"
        return Order(attribute=attribute, highest=highest)
    match = _EXTREME_BEFORE.search(lowered, 0, mention.start) or _EXTREME_AFTER.match(lowered, mention.end)
    if match is None:
        return None
    return Order(attribute=attribute, highest=match["high"] is not None)


class Compared(NamedTuple):
    """Hold the bound that an attribute's name with a comparative sets, and the span of both: "more RAM", 内存再大点."""

    start: int
    end: int
    constraint: Constraint


def compared_by(index: Index, text: str, mention: Mention, attribute: str, scene: Scene) -> Compared | None:
    """Return what a comparative beside an attribute's name asks for: more than the cards have, else much of it."""
    if attribute not in index.columns.numbers:
        return None
    lowered = lower(text)
    match = _MORE_BEFORE.search(lowered, 0, mention.start) or _MORE_AFTER.match(lowered, mention.end)
    plain = None
    if match is None:
        plain = _PLAIN_BEFORE.search(lowered, 0, mention.start) or _NOT_BEHIND.match(lowered, mention.end)
        match = plain
    if match is None:
        return None
    start, end = min(match.start(), mention.start), max(match.end(), mention.end)
    more = match["high"] or match.groupdict().get("high_too")
    high = more is not None and not (more in _BETTER and is_money(attribute))
    op: Operator = ">=" if high else "<="
    value = index.columns.bound(attribute, HIGH if high else LOW)
    if value is None:
        return None
    bound = Constraint(attribute=attribute, op=op, value=value, vague=text[start:end].strip())
    values = index.columns.numbers[attribute][rows_of(index.catalogue, () if plain else scene.shown)]
    values = np.asarray(values[~np.isnan(values)], np.float64)
    others = [each for each in scene.held if (each.attribute, each.op) != (attribute, op)]
    return Compared(start, end, _beyond_most(index, bound, values, others) if len(values) else bound)


def is_bound(text: str) -> bool:
    """Tell whether a superlative is the edge of a number: "two hours at the longest", "最长两小时"."""
    return _EDGE.search(lower(text)) is not None


def is_standard(text: str, start: int) -> bool:
    """Tell whether what begins at `start` is compared with: "than that", "比这个"."""
    return lower(text[:start]).rstrip().endswith(("than", "比"))


def standards(reading: Reading, degrees: Collection[Marked]) -> set[int]:
    """Return where the items start that are only there to compare with: "less scary than The Shining"."""
    found = (standard_of(reading, each) for each in degrees)
    return {each.mention.start for each in found if each is not None}


def _is_less(text: str, marked: Marked) -> bool:
    return bool(re.search(r"\b(?:less|least)\s*$", lower(text[: marked.mention.start])))


def _items(marked: Marked) -> list[str]:
    return [each.what for each in marked.mention.payload if each.kind in ("title", "card")]


def _compared_values(index: Index, reading: Reading, marked: Marked, name: str, scene: Scene) -> NDArray[np.float64]:
    """Return what a vague word is measured against: the value of the item named, else of those liked, else of cards."""
    standard = standard_of(reading, marked)
    if standard is not None:
        items: Sequence[str] = _items(standard)
    else:
        named = [item for each in reading.marked if each.stance.attitude == "like" for item in _items(each)]
        items = named or scene.shown
    values = index.columns.numbers[name][rows_of(index.catalogue, items)]
    return np.asarray(values[~np.isnan(values)], np.float64)
