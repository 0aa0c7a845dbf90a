"""Find bounds on numbers in a message: "under two hours", "90年代", "不超过三百块", "at least 7.5"."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise

from quwei.index.constraint import Constraint, Operator
from quwei.index.phrases import lower
from quwei.index.schema import Attribute, Schema
from quwei.tools.dates import Days, find_days
from quwei.tools.lexicon import lexicon
from quwei.tools.measures import is_money, usual_side
from quwei.tools.moves import Moves
from quwei.tools.quantities import Quantity, find_quantities, number_of
from quwei.tools.room import Room, room_of
from quwei.tools.sides import Side, Sides
from quwei.tools.subjects import Subjects

_DECADE_NAMES = {
    "twenties": 1920, "thirties": 1930, "forties": 1940, "fifties": 1950, "sixties": 1960, "seventies": 1970,
    "eighties": 1980, "nineties": 1990,
}  # fmt: skip
_DECADE = re.compile(
    r"\b(?P<en>(?:19|20)?\d0)'?s\b"
    rf"|\b(?P<name>{'|'.join(_DECADE_NAMES)})\b"
    r"|(?:20世纪|上世纪)?(?P<from>[一二三四五六七八九](?=[一二三四五六七八九]十年代))?"
    r"(?P<zh>(?:19|20)?\d0|[一二三四五六七八九]十)年代"
)
_TO = re.compile(r"\s*(?:to|till|until|-|–|—|~|到|至)\s*")
_OR = re.compile(r"\s*(?:or|或者?)\s*")
_SENTENCE = re.compile(r"[;!?。；！？\n]|\.(?=\s)")
_AND = re.compile(r"\s*(?:and|和|与)\s*")
_BETWEEN = re.compile(r"(?:\bbetween|介于|在)\s*(?:about |around )?$")
_BETWEEN_BEHIND = re.compile(r"\s*(?:之间|中间)")
_KINDS_OF_ITEM = "games?|films?|books?|movies?|places?|things?|ones?|apps?|entry|admission"
FREE = re.compile(
    r"(?:(?:^|[,.;!?])\s*|\b(?:an?|any|some|for|only|just|be|are|and|but|something|anything|totally|completely)\s+)"
    rf"free(?=\s*(?:$|[,.;!?]|(?:only|please|to (?:play|read|visit|enter|watch)|{_KINDS_OF_ITEM})\b))"
    r"|\b(?:for nothing(?=\s*(?:$|[,.;!?]))|(?:at no cost|free of charge|no charge)\b)|不要钱|不用?花钱|零元"
    r"|免费(?=[的就玩看进入读]|$|[,，。！!？?]|开放|游|书|小说|电影|景点|地方)"
)
"""What is said of something that costs nothing; "free wifi" says nothing of its price."""
ROUGHLY, ROUGHLY_YEARS = 0.15, 3
"""What "around" means: so great a share of the amount, or so many years, to either side."""
AS_SAID = 0.03
"""What a size means that is said without "around": a screen of 14 inches may have 14.2."""
_WHOLE = 20
"""Amounts from which "around" is meant in whole numbers."""


@dataclass(frozen=True, slots=True)
class Bound:
    """Hold a constraint on a number and the span that said it."""

    start: int
    end: int
    constraint: Constraint


def find_bounds(text: str, schema: Schema, today: date | None = None, held: Sequence[Constraint] = ()) -> list[Bound]:
    """Return the bounds that can be tied to an attribute: by unit, by its name in the text, or as a time.

    "This week" counts from `today`, the day it is when not given. A bare number is about what the `held` constraints
    are about.
    """
    text, today = lower(text), today or date.today()
    numbers = {name: each for name, each in schema.attributes.items() if each.type in ("number", "date")}
    days = list(find_days(text, today)) if numbers else []
    if not numbers or not (days or any(find_quantities(text)) or _DECADE.search(text) or FREE.search(text)):
        return []
    finder = _Finder(text, numbers, days, today, held)
    bounds: list[Bound] = []
    for find in (finder.days, finder.decades, finder.ranges, finder.single, finder.free):
        taken = list(bounds)
        bounds += [each for each in find() if not any(each.start < old.end and old.start < each.end for old in taken)]
    return sorted(bounds, key=lambda each: each.start)


class _Finder:
    """Read the numbers of one message (`text`, lower case) against a schema's numbers and dates."""

    def __init__(
        self,
        text: str,
        numbers: Mapping[str, Attribute],
        days: Sequence[Days],
        today: date,
        held: Sequence[Constraint],
    ) -> None:
        self._text = text
        self._numbers = numbers
        self._days = days
        cues = lexicon().find(text)
        self._sides = Sides(text, numbers, cues)
        self._moves = Moves(text, numbers, cues, held)
        self._subjects = Subjects(text, numbers, self._sides, self._moves, held, today)

    def days(self) -> Iterator[Bound]:
        """Yield "since 1 May 2026" and "this week" as dates, "the last ten years" also where only years are known."""
        dates = [name for name, each in self._numbers.items() if each.type == "date"]
        year = self._subjects.year
        for each in self._days:
            side = self._sides.of(each.start, each.end)
            start, end = (side.start, side.end) if side else (each.start, each.end)
            if dates:
                last = each.first - timedelta(days=1) if side and side.strict else each.last
                if side is None or side.op == ">=":
                    yield self._on_day(dates[0], ">=", each.first, start, end)
                if side is None or side.op == "<=":
                    yield self._on_day(dates[0], "<=", last, start, end)
            elif year and each.years:
                yield from self._both(year, start, end, each.first.year, each.last.year)

    def _on_day(self, name: str, op: Operator, day: date, start: int, end: int) -> Bound:
        return Bound(start, end, Constraint(attribute=name, op=op, value=day))

    def decades(self) -> Iterator[Bound]:
        """Yield "90s" as ten years, "before the fifties" and "since the 80s" as one edge."""
        name = self._subjects.year
        plain: list[re.Match[str]] = []
        for match in _DECADE.finditer(self._text) if name else ():
            assert name is not None
            first = _first_year(match)
            side = self._sides.of(match.start(), match.end())
            if side is None:
                plain.append(match)
            elif side.op == "<=":
                yield self._bound(name, "<=", first - 1 if side.strict else first + 9, side.start, side.end)
            else:
                yield self._bound(name, ">=", first, side.start, side.end)
        if plain and name is not None:  # "the 80s or 90s" are twenty years
            years = [_first_year(match) for match in plain]
            if plain[0]["from"]:  # 七八十年代
                years.append(1900 + 10 * int(number_of(plain[0]["from"]) or 0))
            start, end = plain[0].start(), plain[-1].end()
            if self._sides.is_refused(start, end):
                yield self._without(name, start, end, min(years), max(years) + 9)
            else:
                yield from self._both(name, start, end, min(years), max(years) + 9)

    def ranges(self) -> Iterator[Bound]:
        """Yield "between 1990 and 2000" and "90到120分钟" as both edges."""
        for one, other in pairwise(self._subjects.quantities):
            unit = other.unit or one.unit
            if not self._spans(one, other):
                continue
            years = self._subjects.is_year(one) or bool(one.unit)
            both = Quantity(one.start, other.end, (other if years else one).amount, unit)
            name = self._subjects.attribute(both, unit, in_range=True)
            if name is None:
                continue
            low, high = (self._subjects.amount(name, each.amount, each.unit or unit) for each in (one, other))
            if (pair := room_of(name, self._numbers)) is not None:
                yield self._bound(pair.fewest, "<=", low, one.start, other.end)
                yield self._bound(pair.most, ">=", high, one.start, other.end)
            elif low < high:
                yield from self._both(name, one.start, other.end, low, high)

    def _spans(self, one: Quantity, other: Quantity) -> bool:
        """Tell whether two numbers are the ends of a range; "and" joins them only "between"."""
        if _AND.fullmatch(self._text, one.end, other.start):
            return bool(_BETWEEN.search(self._text, 0, one.start) or _BETWEEN_BEHIND.match(self._text, other.end))
        if _OR.fullmatch(self._text, one.end, other.start):  # "2023 or 2024" are two years
            are_years = all(map(self._subjects.is_year, (one, other)))
            return other.amount - one.amount == 1 if are_years else one.amount < other.amount <= 2 * one.amount
        return _TO.fullmatch(self._text, one.end, other.start) is not None

    def single(self) -> Iterator[Bound]:
        """Yield the bounds that single numbers give."""
        before: Quantity | None = None
        for quantity in self._subjects.quantities:
            if self._moves.gives_way(quantity):
                continue
            if before is not None and self._goes_on(before, quantity):
                quantity = replace(quantity, unit=before.unit)  # "at least 90 minutes and at most 120"
            name = self._subjects.attribute(quantity, quantity.unit, in_range=quantity.last is not None)
            if name is None:
                continue
            before = quantity
            amount = self._subjects.amount(name, quantity.amount, quantity.unit)
            side = self._sides.of(quantity.start, quantity.end)
            if (pair := room_of(name, self._numbers)) is not None:
                yield from self._with_room(pair, quantity, amount, side)
                continue
            moved = None if side else self._moves.side(name, quantity, amount)
            if (shift := self._moves.by(name, quantity, amount)) is not None:
                yield self._bound(name, shift[0].op, shift[1], shift[0].start, shift[0].end)
            elif quantity.last is not None and quantity.unit != "people":  # 四十来个人
                yield from self._between(name, quantity, amount, side)
            elif moved is not None and self._moves.was_around(name, ROUGHLY):
                yield from self._roughly(name, moved.start, moved.end, amount, ROUGHLY * amount)
            elif (about := self._sides.around(quantity)) is not None:
                reach = ROUGHLY * amount if name != self._subjects.year else ROUGHLY_YEARS
                yield from self._roughly(name, *about, amount, reach)
            elif (side := side or moved) is not None:
                past = -1 if side.op == "<=" else 1
                edge = amount + past if side.strict and name == self._subjects.year else amount
                yield self._bound(name, side.op, edge, side.start, side.end)
            elif self._subjects.is_year(quantity) and name == self._subjects.year:
                yield from self._in_year(name, quantity)
            elif quantity.unit == "inches":
                yield from self._roughly(name, quantity.start, quantity.end, amount, AS_SAID * amount)
            elif (op := usual_side(name, self._numbers[name], quantity.unit)) is not None:
                yield self._bound(name, op, amount, quantity.start, quantity.end)

    def _with_room(self, room: Room, quantity: Quantity, amount: float, side: Side | None) -> Iterator[Bound]:
        """Yield what is for so many people: no more are needed than there are, and no fewer have room."""
        start, end = (side.start, side.end) if side else (quantity.start, quantity.end)
        last = self._subjects.amount(room.most, quantity.last or quantity.amount, quantity.unit)
        if side is None or side.op == "<=":
            yield self._bound(room.fewest, "<=", amount, start, end)
        if side is None or side.op == ">=":
            yield self._bound(room.most, ">=", last, start, end)

    def free(self) -> Iterator[Bound]:
        """Yield what is to cost nothing: "free games only", 免费的."""
        name = next((name for name in self._numbers if is_money(name)), None)
        for match in FREE.finditer(self._text) if name else ():
            assert name is not None
            yield self._bound(name, "<=", 0, *match.span())

    def _between(self, name: str, quantity: Quantity, amount: float, side: Side | None) -> Iterator[Bound]:
        """Yield the bounds of a numeral that is a range: 三四百, 三百多; the far edge with "at most" or "at least"."""
        last = self._subjects.amount(name, quantity.last or amount, quantity.unit)
        if side is None:
            yield from self._both(name, quantity.start, quantity.end, amount, last)
        else:
            yield self._bound(name, side.op, last if side.op == "<=" else amount, side.start, side.end)

    def _roughly(self, name: str, start: int, end: int, amount: float, reach: float) -> Iterator[Bound]:
        digits = 0 if amount >= _WHOLE else 1  # nobody wants films of at least 76.5 minutes
        yield from self._both(name, start, end, round(amount - reach, digits), round(amount + reach, digits))

    def _goes_on(self, before: Quantity, quantity: Quantity) -> bool:
        """Tell whether a bare number is the other end of a range that the number before it began."""
        sides = [self._sides.of(each.start, each.end) for each in (before, quantity)]
        ends = {side.op: each.amount for side, each in zip(sides, (before, quantity), strict=True) if side}
        is_bare = before.unit and not quantity.unit and not self._subjects.is_year(quantity)
        is_bare = is_bare and not self._subjects.is_named(quantity)
        is_bare = is_bare and not _SENTENCE.search(self._text, before.end, quantity.start)
        return bool(is_bare) and len(ends) == 2 and ends[">="] < ends["<="]

    def _in_year(self, name: str, quantity: Quantity) -> Iterator[Bound]:
        if self._sides.is_refused(quantity.start, quantity.end):
            yield self._without(name, quantity.start, quantity.end, int(quantity.amount), int(quantity.amount))
        elif self._numbers[name].type == "date":
            yield from self._both(name, quantity.start, quantity.end, quantity.amount, quantity.amount)
        else:
            yield self._bound(name, "==", quantity.amount, quantity.start, quantity.end)

    def _both(self, name: str, start: int, end: int, low: float, high: float) -> Iterator[Bound]:
        yield self._bound(name, ">=", low, start, end)
        yield self._bound(name, "<=", high, start, end)

    def _without(self, name: str, start: int, end: int, first: int, last: int) -> Bound:
        """Return the refusal of some years; of dates, the later ones are wanted."""
        if self._numbers[name].type == "date":
            return self._bound(name, ">=", last + 1, start, end)
        return Bound(start, end, Constraint(attribute=name, op="!=", value=tuple(range(first, last + 1))))

    def _bound(self, name: str, op: Operator, amount: float, start: int, end: int) -> Bound:
        value: float | date = int(amount) if float(amount).is_integer() else round(amount, 4)
        if self._numbers[name].type == "date":
            year = min(max(int(amount), 1), 9999)
            value = date(year, 1, 1) if op == ">=" else date(year, 12, 31)
        return Bound(start, end, Constraint(attribute=name, op=op, value=value))


def _first_year(match: re.Match[str]) -> int:
    if match["name"]:
        return _DECADE_NAMES[match["name"]]
    said = match["en"] or match["zh"]
    first = int(said) if said.isdigit() else int(number_of(said) or 0)
    return first if first >= 100 else first + (2000 if first < 30 else 1900)
