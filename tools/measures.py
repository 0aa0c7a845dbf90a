"""Tell what an attribute measures, by its name and unit: money, a rating, a year, hours."""

from collections.abc import Mapping

from quwei.index.glossary import goes_by
from quwei.index.phrases import lower
from quwei.index.schema import Attribute

_MONEY = ("price", "cost", "salary", "pay", "budget", "wage")
UNIT_NAMES = {
    "hours": {"hours", "hour", "小时"}, "minutes": {"minutes", "minute", "分钟"}, "pages": {"pages", "页"},
    "grams": {"grams", "gram", "g", "克"}, "kilograms": {"kg", "kilograms", "公斤", "千克"}, "days": {"days", "天"},
    "points": {"stars", "points", "分", "星"}, "years": {"years", "年"}, "weeks": {"weeks", "week", "周", "星期"},
}  # fmt: skip
"""Units as schemas write them."""
CONVERTED = {"hours": ("minutes", 60), "minutes": ("hours", 1 / 60), "kilograms": ("grams", 1000)}
"""Another unit a quantity may be kept in, and the factor to it."""


def own_units(numbers: Mapping[str, Attribute]) -> list[str]:
    """Return the units of a schema that are no common ones, in lower case, the longest first."""
    common = {word for words in UNIT_NAMES.values() for word in words}
    found = {lower(word) for each in numbers.values() for word in each.unit.values()} - common
    return sorted((word for word in found if word), key=len, reverse=True)


def is_year_name(name: str, labels: list[str]) -> bool:
    """Tell whether an attribute holds years, by its name and its Chinese labels."""
    return name.casefold() == "year" or name.casefold().endswith("_year") or any("年份" in word for word in labels)


def is_money(name: str) -> bool:
    """Tell whether an attribute is an amount of money, by its name."""
    return any(word in name.casefold() for word in _MONEY) or goes_by(name, "price") or goes_by(name, "salary")


def is_rating(name: str) -> bool:
    """Tell whether an attribute says how good an item is held to be, by its name."""
    return ("rating" in name and "count" not in name) or goes_by(name, "rating")
