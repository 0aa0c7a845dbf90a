"""Tell one money from another: a price said in dollars is no limit where prices are in yuan."""

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from quwei.index.phrases import lower
from quwei.index.schema import Attribute
from quwei.tools.measures import is_money
from quwei.tools.quantities import find_quantities

_CURRENCIES = {
    "CNY": re.compile(r"人民币|\b(?:rmb|cny|yuan)\b|^元$"),
    "USD": re.compile(r"美元|美金|\b(?:usd|dollars?)\b"),
    "EUR": re.compile(r"欧元|\b(?:eur|euros?)\b"),
    "GBP": re.compile(r"英镑|\b(?:gbp|quid)\b"),
    "JPY": re.compile(r"日元|日币|\b(?:jpy|yen)\b"),
}
"""What is said of one currency only; 块, 元, "$" and "bucks" are said of any."""
_BEHIND = re.compile(r"\s*(?:的)?(?:人民币|rmb\b|cny\b)")


class ForeignMoney(NamedTuple):
    """Say that characters [start, end) are an amount in another currency than that of the attribute `name`."""

    start: int
    end: int
    name: str


def find_foreign_money(text: str, attributes: Mapping[str, Attribute]) -> Iterator[ForeignMoney]:
    """Yield the amounts that are in another currency than the prices of a catalogue."""
    text = lower(text)
    name = next((name for name, each in attributes.items() if each.type == "number" and is_money(name)), None)
    own = {currency for word in (attributes[name].unit.values() if name else ()) for currency in _named(lower(word))}
    if name is None or len(own) != 1:
        return
    for quantity in (each for each in find_quantities(text) if each.unit == "money"):
        behind = _BEHIND.match(text, quantity.end)
        end = behind.end() if behind else quantity.end
        said = set(_named(text[quantity.start : end]))
        if said and not said & own:
            yield ForeignMoney(quantity.start, end, name)


def _named(words: str) -> Iterator[str]:
    return (currency for currency, pattern in _CURRENCIES.items() if pattern.search(words))
