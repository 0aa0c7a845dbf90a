"""Tell what an attribute measures, by its name and unit: money, a rating, a year, hours."""

import re
from collections.abc import Mapping

from quwei.index.constraint import Operator
from quwei.index.glossary import goes_by
from quwei.index.languages import all_words
from quwei.index.phrases import lower
from quwei.index.schema import Attribute
from quwei.tools.quantities import unit_of

_MONEY = ("price", "cost", "salary", "pay", "budget", "wage")
_FAMILIES: tuple[dict[str, float], ...] = (
    {"minutes": 1, "hours": 60},
    {"days": 1, "weeks": 7},
    {"months": 1, "years": 12},
    {"grams": 1, "jin": 500, "pounds": 453.592, "kilograms": 1000},
    {"metres": 1, "li": 500, "kilometres": 1000, "miles": 1609.344},
    {"square_metres": 1, "square_feet": 0.092903},
    {"centimetres": 1, "inches": 2.54},
    {"gigabytes": 1, "terabytes": 1000},
)
"""Units of one kind, each with how many of the smallest it is."""
_PLACES = ("city", "cities", "town", "district", "region", "area", "neighbourhood", "neighborhood", "location",
           "country", "countries", "城市", "国家", "地区", "区域", "地点")  # fmt: skip
_FEATURES = re.compile(r"amenit|facilit|feature|equipment|service|perks?|benefits?|extras|设施|配套|功能|服务|福利")
_AT_MOST = ("minutes", "hours", "money", "calories", "days", "weeks", "grams", "jin", "pounds", "kilograms", "metres",
            "li", "kilometres", "miles")  # fmt: skip
_AREAS = ("square_metres", "square_feet")
_THE_MORE_THE_BETTER = re.compile(
    r"(?<![a-z])(?:battery|ram|memory|storage|disk|ssd|capacity|warranty|guarantee|seats?|megapixels?|resolution)(?![a-z])"
    r"|续航|内存|硬盘|存储|容量|保修|质保|座位|像素|分辨率"
)


def factor(unit: str, other: str) -> float | None:
    """Return how many of another unit one of a unit is, None where they do not measure the same."""
    if unit == other:
        return 1
    family = next((each for each in _FAMILIES if unit in each and other in each), None)
    return family[unit] / family[other] if family else None


def units_of(attribute: Attribute) -> set[str]:
    """Return the common units that an attribute is kept in, one for the words of both languages."""
    return {unit_of(word) for word in attribute.unit.values()} - {""}


def usual_side(name: str, attribute: Attribute, unit: str) -> Operator | None:
    """Return which side of a plain amount is meant: "two hours" is a limit, "16 GB of memory" the least one needs."""
    words = " ".join([name.replace("_", " "), *(word for _, word in all_words(attribute.labels))])
    unit = unit or next(iter(units_of(attribute)), "money" if is_money(name) else "")
    if is_rating(name) or unit in (*_AREAS, "people") or _THE_MORE_THE_BETTER.search(lower(words)):
        return ">="
    return "<=" if unit in _AT_MOST else None


def own_units(numbers: Mapping[str, Attribute]) -> list[str]:
    """Return the units of a schema that are no common ones, in lower case, the longest first."""
    found = {lower(word) for each in numbers.values() for word in each.unit.values()}
    return sorted((word for word in found if word and not unit_of(word)), key=len, reverse=True)


def is_year_name(name: str, labels: list[str]) -> bool:
    """Tell whether an attribute holds years, by its name and its Chinese labels."""
    return name.casefold() == "year" or name.casefold().endswith("_year") or any("年份" in word for word in labels)


def is_money(name: str) -> bool:
    """Tell whether an attribute is an amount of money, by its name."""
    return any(word in name.casefold() for word in _MONEY) or goes_by(name, "price") or goes_by(name, "salary")


def is_place(name: str) -> bool:
    """Tell whether an attribute says where an item is, by its name."""
    return any(word in name.casefold() for word in _PLACES)


def is_feature(name: str, attribute: Attribute) -> bool:
    """Tell whether a list says what an item has, such as amenities, rather than what it is."""
    words = " ".join([name, *(word for _, word in all_words(attribute.labels))])
    return attribute.type == "list" and _FEATURES.search(lower(words)) is not None


def is_rating(name: str) -> bool:
    """Tell whether an attribute says how good an item is held to be, by its name."""
    return ("rating" in name and "count" not in name) or goes_by(name, "rating")
