"""Tell which attribute a number in a message is about: by its unit, by a name beside it, or as a time."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise

from quwei.index.constraint import Constraint
from quwei.index.languages import all_words
from quwei.index.phrases import lower
from quwei.index.schema import Attribute
from quwei.tools.measures import factor, is_money, is_rating, is_year_name, own_units, units_of
from quwei.tools.moves import Moves
from quwei.tools.quantities import Quantity, find_quantities
from quwei.tools.sides import Side, Sides

_CLAUSE = re.compile(r"[,;!?，、。；！？\n]+|\.(?=\s|$)")
_FIRST_YEAR, _LAST_YEAR = 1850, 2100
_BEST_RATING = 10
_LITTLE_MORE = 8
_BEHIND = 3
"""Characters by which a name behind a number counts as farther away than one before it."""
_NEAR = 20
"""Characters between a name and the number it may be the name of, in one clause."""
_NAMING = re.compile(r"\s*(?:of|is|[:：=是为])?\s*")
_GOES_ON = re.compile(r"\s*(?!and\b|or\b|please\b|for\b|in\b|with\b|on\b|的|以|分)[a-z\u3400-\u9fff]{2}")
"""What counts something behind a number: "at least two private rooms" is no rating."""
_ROUND = re.compile(r"[十百千万k]|(?:hundred|thousand|grand)$")
"""What shows that a number from 1850 to 2100 counts something: 两千, "2k", "two thousand"."""
_COMPANY = re.compile(
    r"(?:\b(?:(?:we|there)(?: are|'re|'ll be| will be)|(?:party|group|family|table) (?:of|for))\s+"
    r"|(?:我们|咱们)(?:一共|总共|有)?)$"
)
"""What comes before how many people there are: "we're four"."""
_BUDGET = re.compile(r"(?:预算|花费|[能想只多]花|\bbudget\b|\bspend(?:ing)?\b)[^\d,，。;；!！?？]{0,12}$")
"""What comes before an amount of money, which need not be said to be one: 预算两百左右."""
_CALLED = {
    "people": re.compile(r"seats?\b|capacity|servings?\b|serves\b|guests?\b|players?\b|座位|容纳|人数|份数|几人份"),
    "calories": re.compile(r"calor|kcal|energy|热量|卡路里"),
}
"""What an attribute is called that is in a unit, where the owner gave it none."""
_SHORT_YEAR = re.compile(r"[0-9]{2}年")
_OF_A_YEAR = re.compile(r"(?:以后|之后|往后|以前|之前|及以后)?(?:出|上映|上市|发布|发行|出版|的|款|开业|$|[,，。])")
"""What follows a year of two digits: 24年以后出的, 98年的."""
_OLDEST_SHORT = 60
_DIGIT = re.compile(r"\d")


class Subjects:
    """Hold the quantities of one message (`text`, lower case) and tell what each is about."""

    def __init__(
        self,
        text: str,
        numbers: Mapping[str, Attribute],
        sides: Sides,
        moves: Moves,
        held: Sequence[Constraint],
        today: date,
    ) -> None:
        self._text = text
        self._numbers = numbers
        self._sides = sides
        self._moves = moves
        self._today = today
        self._context = [each.attribute for each in reversed(held) if each.attribute in numbers]
        self._own_units = own_units(numbers)
        self._names = {
            name: re.compile("|".join(_pattern(lower(word)) for word in _words(each)) or r"(?!)")
            for name, each in numbers.items()
        }
        self.quantities = list(find_quantities(text)) if numbers else []
        self.quantities = [self._in_own_unit(each) for each in self.quantities]

    def attribute(self, quantity: Quantity, unit: str, in_range: bool = False) -> str | None:
        """Return the attribute a quantity is about, None when it could be anything."""
        if unit == "age" or (unit == "people" and self._is_alone(quantity)):
            return None
        if unit == "money":
            return next((name for name in self._numbers if is_money(name)), None)
        moves = self._moves.any(quantity)
        if moves and not unit and self._context and self.year not in self._context:
            return self._context[0]
        if self.is_year(quantity):
            return self.year
        named = [name for name in self._named(quantity) if self._can_be(name, quantity)]
        if unit:
            fitting = [name for name in self._numbers if self._fits(name, unit)]
            fitting.sort(key=lambda name: not self._is_said_in_own(name, quantity))
            if not fitting and unit == "pounds":
                return next((name for name in self._numbers if is_money(name)), None)
            return next((name for name in named if name in fitting), next(iter(fitting), None))
        side = self._sides.of(quantity.start, quantity.end)
        roughly = self._sides.around(quantity) is not None
        if side is None and not in_range and not roughly and not moves:
            return next((name for name in named if self._follows(name, quantity)), None)
        if roughly and quantity.amount <= _BEST_RATING:
            return next(iter(named), None)
        plausible = self._plausible(quantity, side)
        context = [name for name in self._context if self._can_be(name, quantity)]
        order = [*plausible, *context] if quantity.amount <= _BEST_RATING else [*context, *plausible]
        return next(iter([*named, *order]), None)

    def _is_alone(self, quantity: Quantity) -> bool:
        """Tell whether it says no more than that somebody is alone: 一个人看, no limit on the players of a game."""
        is_limit = self._sides.of(quantity.start, quantity.end) is not None or self.is_named(quantity)
        return quantity.amount <= 1 and not is_limit

    def amount(self, name: str, amount: float, unit: str) -> float:
        """Return the amount in the attribute's own unit."""
        factors = (factor(unit, other) for other in units_of(self._numbers[name]))
        return amount * next((each for each in factors if each is not None), 1)

    def is_year(self, quantity: Quantity) -> bool:
        """Tell whether a number is a year: of four digits, not two thousand of something, and not money."""
        if not (_FIRST_YEAR <= quantity.amount <= _LAST_YEAR and float(quantity.amount).is_integer()):
            return False
        said = self._text[quantity.start : quantity.end]
        if quantity.unit != "years" and (quantity.unit or _ROUND.search(said)):
            return False
        year = self.year
        if year is None:
            return False
        side = self._sides.of(quantity.start, quantity.end)
        if quantity.unit == "years" or (side is not None and side.in_time):
            return True
        money = [name for name in self._numbers if is_money(name)]
        if any(self._is_named_at(name, quantity) for name in money):
            return False
        speaks_of_money = self._context[:1] == money[:1] and year not in self._context
        if speaks_of_money and side is not None and money and not self._is_named_at(year, quantity):
            return False  # "fine, up to 2000" moves the limit on the price
        named = self._is_named_at(year, quantity)
        if (
            money
            and not named
            and side is not None
            and side.op == "<="
            and not self._sides.is_refused(side.start, side.end)
        ):
            return False  # 2000以内 of what has a price
        if self._numbers[year].type == "number" or not money or named:
            return True
        return side is None and not self._sides.around(quantity) and quantity.amount <= self._today.year + 1

    def _can_be(self, name: str, quantity: Quantity) -> bool:
        """Tell whether an attribute can have such an amount: nothing was released in the year 150."""
        is_time = name == self.year or self._numbers[name].type == "date"
        return not is_time or _FIRST_YEAR <= quantity.amount <= _LAST_YEAR

    def _is_named_at(self, name: str, quantity: Quantity) -> bool:
        """Tell whether an attribute's name stands before a number in its clause, with no other number between."""
        start = max((each.end() for each in _CLAUSE.finditer(self._text, 0, quantity.start)), default=0)
        names = list(self._names[name].finditer(self._text, start, quantity.start))
        if not names:
            return False
        between = self._text[names[-1].end() : quantity.start]
        return len(between) <= _NEAR and not _DIGIT.search(between)

    def _follows(self, name: str, quantity: Quantity) -> bool:
        """Tell whether a number stands right behind an attribute's name: "rating 8", 内存16."""
        return any(
            _NAMING.fullmatch(self._text, each.end(), quantity.start)
            for each in self._names[name].finditer(self._text, 0, quantity.start)
        )

    @property
    def year(self) -> str | None:
        """Return the attribute that years are about: one called year, else a date; None where there is neither."""
        years = [name for name, each in self._numbers.items() if is_year_name(name, each.labels.get("zh", []))]
        dates = [name for name, each in self._numbers.items() if each.type == "date"]
        return next(iter([*years, *dates]), None)

    def _in_own_unit(self, quantity: Quantity) -> Quantity:
        """Return a quantity with what follows it as its unit: the catalogue's own, "3 cups"."""
        if quantity.unit == "grams" and self._is_of_memory(quantity):
            return replace(quantity, unit="gigabytes")
        if quantity.unit == "years" and self.year and _SHORT_YEAR.fullmatch(self._text, quantity.start, quantity.end):
            return self._with_century(quantity)
        if quantity.unit:
            return quantity
        if _COMPANY.search(self._text, 0, quantity.start):
            return replace(quantity, unit="people")
        if _BUDGET.search(self._text, 0, quantity.start) and any(map(is_money, self._numbers)):
            return replace(quantity, unit="money")
        for unit in self._own_units:
            word = rf"{re.escape(unit)}s?(?![a-z])" if unit.isascii() else re.escape(unit)
            if found := re.compile(rf"\s*-?\s*(?:个)?{word}").match(self._text, quantity.end):
                return Quantity(quantity.start, found.end(), quantity.amount, unit)
        return quantity

    def _with_century(self, quantity: Quantity) -> Quantity:
        """Return a year of two digits as a whole one, 24年以后 as 2024; one that is no year is left a duration."""
        if not _OF_A_YEAR.match(self._text, quantity.end):
            return quantity
        century = 2000 if quantity.amount <= self._today.year % 100 else 1900
        is_recent = century == 2000 or quantity.amount >= _OLDEST_SHORT
        return replace(quantity, amount=quantity.amount + century) if is_recent else quantity

    def _is_of_memory(self, quantity: Quantity) -> bool:
        """Tell whether a "g" means gigabytes: 内存16g; "500g" of a catalogue with weights as well is one."""
        if not self._text.endswith("g", 0, quantity.end) or not any(
            self._fits(each, "gigabytes") for each in self._numbers
        ):
            return False
        if any(self._fits(each, "gigabytes") for each in self._named(quantity)[:1]):
            return True
        is_power_of_two = quantity.amount.is_integer() and int(quantity.amount).bit_count() == 1
        return is_power_of_two or not any(self._fits(each, "grams") for each in self._numbers)

    def _plausible(self, quantity: Quantity, side: Side | None) -> list[str]:
        """Return what a bare number may be about: up to ten a rating, beyond that money, where the catalogue has it."""
        if quantity.amount <= _BEST_RATING:
            rated = side is not None and side.op == ">=" and not _GOES_ON.match(self._text, max(side.end, quantity.end))
            return [name for name in self._numbers if is_rating(name)] if rated else []
        return [name for name in self._numbers if is_money(name)]

    def _fits(self, name: str, unit: str) -> bool:
        """Tell whether an attribute is kept in a unit, or in one it converts to; points are for ratings."""
        attribute = self._numbers[name]
        if unit == "points":
            return is_rating(name)
        if unit in _CALLED and _CALLED[unit].search(" ".join([name, *map(lower, _words(attribute))])):
            return True
        own = unit in {lower(word) for word in attribute.unit.values()}
        return own or any(factor(unit, other) is not None for other in units_of(attribute))

    def _is_said_in_own(self, name: str, quantity: Quantity) -> bool:
        """Tell whether a quantity's unit is written as the owner writes it: of stars and points, "9分" is points."""
        own = tuple(lower(word) for word in self._numbers[name].unit.values() if word)
        return bool(own) and self._text[quantity.start : quantity.end].endswith(own)

    def _named(self, quantity: Quantity) -> list[str]:
        """Return the attributes named for a number, the nearest name first.

        Those in its own clause, with no other number between; else one that is all of the clause before.
        """
        bounds = [0, *(match.end() for match in _CLAUSE.finditer(self._text)), len(self._text)]
        clauses = list(pairwise(bounds))
        own = next((each for each in clauses if each[0] <= quantity.start < each[1]), (0, len(self._text)))
        near = {name: each for name in self._numbers if (each := self._distance(name, quantity, own)) is not None}
        if near:
            return sorted(near, key=lambda name: near[name])
        before = [each for each in clauses if each[1] <= own[0]][-1:]
        before = [each for each in before if not any(each[0] <= one.start < each[1] for one in self.quantities)]
        return [name for name in self._numbers if any(self._is_all(name, *each) for each in before)]

    def is_named(self, quantity: Quantity) -> bool:
        """Tell whether an attribute is named for a number."""
        return bool(self._named(quantity))

    def _is_all(self, name: str, start: int, end: int) -> bool:
        """Tell whether a clause says little more than an attribute's name: "the rating, at least 8"."""
        found = self._names[name].search(self._text, start, end)
        return found is not None and (end - start) - (found.end() - found.start()) <= _LITTLE_MORE

    def _distance(self, name: str, quantity: Quantity, clause: tuple[int, int]) -> int | None:
        """Return how far the nearest name of an attribute is from a number, None where another number is between."""
        others = [each for each in self.quantities if each != quantity]
        distances = []
        for found in self._names[name].finditer(self._text, *clause):
            start, end = min(found.end(), quantity.end), max(found.start(), quantity.start)
            if not any(start <= each.start < end for each in others):
                distances.append(max(found.start() - quantity.end + _BEHIND, quantity.start - found.end(), 0))
        return min(distances, default=None)


def _words(attribute: Attribute) -> list[str]:
    """Return what an attribute is called, in Chinese also without what only says that it counts: 座位 of 座位数."""
    words = [word for words in (attribute.labels, attribute.synonyms) for _, word in all_words(words)]
    return [*words, *(word[:-1] for word in words if len(word) > 2 and word[-1] in "数量额")]


def _pattern(word: str) -> str:
    return rf"\b{re.escape(word)}(?:s|ing)?\b" if word.isascii() else re.escape(word)
