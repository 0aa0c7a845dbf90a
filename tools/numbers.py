"""Find bounds on numbers in a message: "under two hours", "90年代", "不超过三百块", "at least 7.5"."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise

from quwei.index.constraint import Constraint, Operator, comparable
from quwei.index.languages import all_words
from quwei.index.phrases import lower
from quwei.index.schema import Schema
from quwei.tools.dates import find_days
from quwei.tools.lexicon import lexicon
from quwei.tools.measures import CONVERTED, UNIT_NAMES, is_money, is_rating, is_year_name, own_units
from quwei.tools.quantities import Quantity, find_quantities, number_of

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
_NOTHING = re.compile(r"[\s-]*(?:of|the|in|在|于|的)?[\s-]*")
"""What may stand between a number and its comparison."""
_POSTFIX = re.compile(r".*[以之][上下内前后]|.*[及或].*")
"""Words that stand behind their number: 五十块以上一百块以下."""
_BEHIND = re.compile(r"\+|的?(?:(?P<below>内(?![地心容部陆涵外]))|(?<=[\d元块分页钟时])起(?![来床点码初]))")
"""Short words and signs that set a bound only right behind a number: 六小时内, 300元起, 8+."""
_REFUSED_BEHIND = re.compile(
    r"\s*的?[^\s,，。;；]{0,3}?(?:就|都|我|也)?(?:不要|别给|别推荐|不看|不想看|不行|不考虑|免了|算了|不去|不买|除外)"
    r"|\s+(?:is|are) (?:out|too long|too much|too old|a no|no good)\b"
)
"""What refuses the number before it: 两小时以上的不要."""
_BETWEEN = re.compile(r"\b(?:from|in|of|the|any|anything|something|made|films?|movies?|books?)\b")
"""What may stand between a refusal and the number it refuses: "no films from 1999"."""
_CLAUSE = re.compile(r"[,;!?，。；！？\n]+|\.(?=\s|$)")
_TO = re.compile(r"\s*(?:to|and|till|until|-|–|—|~|到|至|和)\s*")
_FIRST_YEAR, _LAST_YEAR = 1850, 2100
_BEST_RATING = 10
ROUGHLY, ROUGHLY_YEARS = 0.15, 3
"""What "around" means: so great a share of the amount, or so many years, to either side."""
_WHOLE = 20
"""Amounts from which "around" is meant in whole numbers."""


@dataclass(frozen=True, slots=True)
class Bound:
    """Hold a constraint on a number and the span that said it."""

    start: int
    end: int
    constraint: Constraint


@dataclass(frozen=True, slots=True)
class _Side:
    """Say which side of a number is wanted, and the whole span; `strict` leaves the number itself out."""

    op: Operator
    strict: bool
    start: int
    end: int
    in_time: bool


def find_bounds(text: str, schema: Schema, today: date | None = None, held: Sequence[Constraint] = ()) -> list[Bound]:
    """Return the bounds that can be tied to an attribute: by unit, by its name in the text, or as a time.

    "This week" counts from `today`, the day it is when not given. A bare number is about what the `held` constraints
    are about.
    """
    finder = _Finder(lower(text), schema, today or date.today(), held)
    bounds: list[Bound] = []
    for find in (finder.days, finder.decades, finder.ranges, finder.single):
        taken = list(bounds)
        bounds += [each for each in find() if not any(each.start < old.end and old.start < each.end for old in taken)]
    return sorted(bounds, key=lambda each: each.start)


class _Finder:
    """Read the numbers of one message against one schema."""

    def __init__(self, text: str, schema: Schema, today: date, held: Sequence[Constraint]) -> None:
        self._text = text
        self._today = today
        self._numbers = {name: each for name, each in schema.attributes.items() if each.type in ("number", "date")}
        self._held = held
        self._context = [each.attribute for each in reversed(held) if each.attribute in self._numbers]
        self._own_units = own_units(self._numbers)
        self._quantities = [self._in_own_unit(each) for each in find_quantities(text)] if self._numbers else []
        self._days = list(find_days(text, today)) if self._numbers else []
        cues = lexicon().find(text) if self._quantities or self._days or _DECADE.search(text) else []
        self._sides = [cue for cue in cues if {"at_most", "at_least"} & set(cue.payload)]
        self._about = [cue for cue in cues if "about" in cue.payload]
        self._moving = [cue for cue in cues if "moving" in cue.payload]
        self._refusals = [cue for cue in cues if {"dislike", "aversion"} & set(cue.payload)]

    def days(self) -> Iterator[Bound]:
        """Yield "since 1 May 2026" and "this week" as dates, "the last ten years" also where only years are known."""
        dates = [name for name, each in self._numbers.items() if each.type == "date"]
        year = self._year_attribute()
        for each in self._days:
            side = self._side(each.start, each.end)
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
        name = self._year_attribute()
        plain: list[re.Match[str]] = []
        for match in _DECADE.finditer(self._text) if name else ():
            assert name is not None
            first = _first_year(match)
            side = self._side(match.start(), match.end())
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
            if self._is_refused(start, end):
                yield self._without(name, start, end, min(years), max(years) + 9)
            else:
                yield from self._both(name, start, end, min(years), max(years) + 9)

    def ranges(self) -> Iterator[Bound]:
        """Yield "between 1990 and 2000" and "90到120分钟" as both edges."""
        for one, other in pairwise(self._quantities):
            unit = other.unit or one.unit
            joined = _TO.fullmatch(self._text, one.end, other.start)
            name = self._attribute(other, unit, in_range=True) if joined else None
            if name is None:
                continue
            low, high = (self._amount(name, each.amount, each.unit or unit) for each in (one, other))
            if low < high:
                yield from self._both(name, one.start, other.end, low, high)

    def single(self) -> Iterator[Bound]:
        """Yield the bounds that single numbers give."""
        before: Quantity | None = None
        for quantity in self._quantities:
            if before is not None and self._goes_on(before, quantity):
                quantity = replace(quantity, unit=before.unit)  # "at least 90 minutes and at most 120"
            name = self._attribute(quantity, quantity.unit)
            if name is None:
                continue
            before = quantity
            amount = self._amount(name, quantity.amount, quantity.unit)
            side = self._side(quantity.start, quantity.end) or self._moved(name, quantity, amount)
            if side is not None:
                edge = amount - 1 if side.strict and name == self._year_attribute() else amount
                yield self._bound(name, side.op, edge, side.start, side.end)
            elif (about := self._roughly(quantity)) is not None:
                reach = ROUGHLY * amount if name != self._year_attribute() else ROUGHLY_YEARS
                digits = 0 if amount >= _WHOLE else 1  # nobody wants films of at least 76.5 minutes
                yield from self._both(name, *about, round(amount - reach, digits), round(amount + reach, digits))
            elif self._is_year(quantity):
                yield from self._in_year(name, quantity)
            elif quantity.unit in ("hours", "minutes", "money", "days"):
                yield self._bound(name, "<=", amount, quantity.start, quantity.end)  # "two hours" is a limit

    def _goes_on(self, before: Quantity, quantity: Quantity) -> bool:
        """Tell whether a bare number is the other end of a range that the number before it began."""
        sides = [self._side(each.start, each.end) for each in (before, quantity)]
        ends = {side.op: each.amount for side, each in zip(sides, (before, quantity), strict=True) if side}
        is_bare = before.unit and not quantity.unit and not self._is_year(quantity)
        return bool(is_bare) and len(ends) == 2 and ends[">="] < ends["<="]

    def _roughly(self, quantity: Quantity) -> tuple[int, int] | None:
        """Return the span of a quantity and a word such as "around" or 左右 beside it."""
        for cue in self._about:
            if self._text[cue.end : quantity.start].strip() == "" and cue.end <= quantity.start:
                return cue.start, quantity.end
            if self._text[quantity.end : cue.start].strip() == "" and quantity.end <= cue.start:
                return quantity.start, cue.end
        return None

    def _moved(self, name: str, quantity: Quantity, amount: float) -> _Side | None:
        """Return the side of the limit that a number moves: 放宽到2010 after "before 1990"; of two the nearer one."""
        edges = [each for each in self._held if each.attribute == name and each.op in ("<=", ">=")]
        if not edges or (start := self._moving_from(quantity)) is None:
            return None
        is_date = self._numbers[name].type == "date"

        def distance(edge: Constraint) -> float:
            at = int(str(edge.value)[:4]) if is_date else float(comparable(edge.value, numeric=True))
            return abs(amount - at)

        return _Side(min(edges, key=distance).op, False, start, quantity.end, False)

    def _moving_from(self, quantity: Quantity) -> int | None:
        """Return where words begin that move a limit to a number, right before it."""
        cues = (cue for cue in self._moving if _NOTHING.fullmatch(self._text, cue.end, quantity.start))
        return next((cue.start for cue in cues), None)

    def _is_year(self, quantity: Quantity) -> bool:
        """Tell whether a number is a year: of four digits, not two thousand of something, and not money."""
        if not (_FIRST_YEAR <= quantity.amount <= _LAST_YEAR and float(quantity.amount).is_integer()):
            return False
        said = self._text[quantity.start : quantity.end]
        if quantity.unit != "years" and (quantity.unit or any(place in said for place in "十百千万k")):
            return False
        year = self._year_attribute()
        if year is None:
            return False
        side = self._side(quantity.start, quantity.end)
        by_time = side is None or side.in_time or quantity.unit == "years"
        return by_time or self._numbers[year].type == "number" or not any(map(is_money, self._numbers))

    def _in_own_unit(self, quantity: Quantity) -> Quantity:
        """Return a quantity with the catalogue's own unit that follows it: "3 cups"."""
        if quantity.unit:
            return quantity
        for unit in self._own_units:
            word = rf"{re.escape(unit)}s?(?![a-z])" if unit.isascii() else re.escape(unit)
            if found := re.compile(rf"\s*-?\s*(?:个)?{word}").match(self._text, quantity.end):
                return Quantity(quantity.start, found.end(), quantity.amount, unit)
        return quantity

    def _in_year(self, name: str, quantity: Quantity) -> Iterator[Bound]:
        if self._is_refused(quantity.start, quantity.end):
            yield self._without(name, quantity.start, quantity.end, int(quantity.amount), int(quantity.amount))
        elif self._numbers[name].type == "date":
            yield from self._both(name, quantity.start, quantity.end, quantity.amount, quantity.amount)
        else:
            yield self._bound(name, "==", quantity.amount, quantity.start, quantity.end)

    def _side(self, start: int, end: int) -> _Side | None:
        """Return the side that a word right before or right after [start, end) gives; a refusal turns it round."""
        for cue in self._sides:
            before = _NOTHING.fullmatch(self._text, cue.end, start)
            before = None if _POSTFIX.fullmatch(self._text, cue.start, cue.end) else before
            if not before and not _NOTHING.fullmatch(self._text, end, cue.start):
                continue
            whole_start, whole_end = min(cue.start, start), max(cue.end, end)
            below = "at_most" in cue.payload
            refused = self._is_refused(whole_start, whole_end)
            in_time = "time" in cue.payload
            strict = below and not refused and in_time
            return _Side("<=" if below is not refused else ">=", strict, whole_start, whole_end, in_time)
        if behind := _BEHIND.match(self._text, end):
            return _Side("<=" if behind["below"] else ">=", False, start, behind.end(), False)
        return None

    def _is_refused(self, start: int, end: int) -> bool:
        """Tell whether a bound is refused: by a word right before it or its attribute's name, or by one behind it."""
        if _REFUSED_BEHIND.match(self._text, end):
            return True
        refusals = [each for each in self._refusals if each.end <= start]
        # 啊不 八十年代的: the no is to what was said before.
        refusals = [
            each for each in refusals if each.end - each.start > 1 or self._text[each.end : each.end + 1] != " "
        ]
        between = [_BETWEEN.sub("", self._text[each.end : start]).strip(" 的") for each in refusals]
        if not between:
            return False
        labels = {lower(word) for each in self._numbers.values() for _, word in all_words(each.labels)}
        return any(not each or each in labels for each in between)

    def _attribute(self, quantity: Quantity, unit: str, in_range: bool = False) -> str | None:
        """Return the attribute a quantity is about, None when it could be anything."""
        if unit == "age":
            return None
        if unit == "money":
            return next((name for name in self._numbers if is_money(name)), None)
        if self._is_year(quantity):
            return self._year_attribute()
        named = self._named(quantity)
        if unit:
            fitting = [name for name in self._numbers if self._fits(name, unit)]
            return next((name for name in named if name in fitting), next(iter(fitting), None))
        side = self._side(quantity.start, quantity.end)
        roughly = quantity.amount > _BEST_RATING and self._roughly(quantity) is not None
        if side is None and not in_range and not roughly and self._moving_from(quantity) is None:
            return None
        plausible = self._plausible(quantity, side)
        order = [*plausible, *self._context] if quantity.amount <= _BEST_RATING else [*self._context, *plausible]
        return next(iter([*named, *order]), None)

    def _plausible(self, quantity: Quantity, side: _Side | None) -> list[str]:
        """Return what a bare number may be about: up to ten a rating, beyond that money, where the catalogue has it."""
        if quantity.amount <= _BEST_RATING:
            return [name for name in self._numbers if is_rating(name)] if side and side.op == ">=" else []
        return [name for name in self._numbers if is_money(name)]

    def _fits(self, name: str, unit: str) -> bool:
        """Tell whether an attribute is kept in a unit, or in one it converts to; points are for ratings."""
        written = {lower(word) for word in self._numbers[name].unit.values()}
        other, _ = CONVERTED.get(unit, (unit, 1))
        known = UNIT_NAMES.get(unit, set()) | UNIT_NAMES.get(other, set())
        return bool(written & (known | {unit})) or (unit == "points" and is_rating(name))

    def _amount(self, name: str, amount: float, unit: str) -> float:
        """Return the amount in the attribute's own unit."""
        written = {lower(word) for word in self._numbers[name].unit.values()}
        other, factor = CONVERTED.get(unit, (unit, 1))
        converts = not written & UNIT_NAMES.get(unit, set()) and written & UNIT_NAMES.get(other, set())
        return amount * factor if converts else amount

    def _named(self, quantity: Quantity) -> list[str]:
        """Return the attributes named in the same clause as a number, else those named in a clause without one."""
        bounds = [0, *(match.end() for match in _CLAUSE.finditer(self._text)), len(self._text)]
        clauses = list(pairwise(bounds))
        own = next((each for each in clauses if each[0] <= quantity.start < each[1]), (0, len(self._text)))
        here = [name for name in self._numbers if self._is_named(name, *own)]
        empty = [each for each in clauses if not any(each[0] <= one.start < each[1] for one in self._quantities)]
        return here or [name for name in self._numbers if any(self._is_named(name, *each) for each in empty)]

    def _is_named(self, name: str, start: int, end: int) -> bool:
        labels = [lower(word) for _, word in all_words(self._numbers[name].labels)]
        part = self._text[start:end]
        return any(re.search(rf"\b{re.escape(word)}\b" if word.isascii() else re.escape(word), part) for word in labels)

    def _year_attribute(self) -> str | None:
        """Return the attribute that years are about: one called year, else a date."""
        years = [name for name, each in self._numbers.items() if is_year_name(name, each.labels.get("zh", []))]
        dates = [name for name, each in self._numbers.items() if each.type == "date"]
        return next(iter([*years, *dates]), None)

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
