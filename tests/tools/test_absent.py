"""Measures that a catalogue does not have: what is asked by them is told, and taken for nothing else."""

from collections.abc import Callable
from datetime import date

import pytest

from quwei.index.opened import Index, LiveIndex
from quwei.index.schema import Attribute, Schema
from quwei.tools.absent import absent_measures
from quwei.tools.currencies import find_foreign_money
from quwei.tools.degrees import Scene
from quwei.tools.interests import extract_interests

ASKED = [
    ("films", "cheaper", [("price", "cheaper")]),
    ("films", "便宜点的喜剧", [("price", "便宜")]),
    ("films", "a thriller under 20 dollars", [("price", "under 20 dollars")]),
    ("films", "30块以下的喜剧", [("price", "30块以下")]),
    ("films", "8分以上的科幻片", [("rating", "8分以上")]),
    ("films", "well-reviewed thrillers", [("rating", "well-reviewed")]),
    ("films", "rated above 8", [("rating", "above 8")]),
    ("books", "highly rated, under 300 pages", [("rating", "highly rated")]),
    ("films", "十分喜欢科幻片", []),
    ("films", "一块去看的喜剧", []),
    ("films", "a film about a cheap motel", []),
    ("films", "90分钟以内", []),
    ("products", "cheaper headphones", []),
    ("products", "评分4分以上", []),
    ("jobs", "高薪的工作，2万以上", []),
]


@pytest.mark.parametrize(("catalogue", "message", "absent"), ASKED, ids=[each[1] for each in ASKED])
def test_what_a_catalogue_has_no_measure_for_is_found(
    live: Callable[[str], LiveIndex], catalogue: str, message: str, absent: list[tuple[str, str]]
) -> None:
    found = extract_interests(live(catalogue).get(), message)
    assert found.absent == absent
    words = {word for _, word in absent}
    assert not words & {each.phrase for each in found.interests}


@pytest.mark.parametrize("message", ["films from the last few years", "近几年的电影"])
def test_the_last_few_years_are_counted_from_today_while_the_catalogue_has_some(films: Index, message: str) -> None:
    def first_year(today: date) -> object:
        (limit,) = extract_interests(films, message, Scene(today=today)).constraints
        return limit.value

    assert first_year(date(2026, 1, 1)) == 2021
    assert first_year(date(2016, 1, 1)) == 2011
    assert first_year(date(2126, 1, 1)) == films.columns.bound("year", 2 / 3)


def test_a_price_under_another_name_is_a_price() -> None:
    named = Schema(attributes={"ticket_price_usd": Attribute(type="number"), "avg_rating": Attribute(type="number")})
    assert absent_measures(named) == ()
    assert absent_measures(Schema()) == ("price", "rating")


PRICED = {"price": Attribute(type="number", unit={"zh": "美元", "en": "dollars"})}


@pytest.mark.parametrize(("text", "amount"), [("under 20 euros", "20 euros"), ("100块人民币以内", "100块人民币")])
def test_an_amount_in_another_currency_is_told_apart(text: str, amount: str) -> None:
    assert [text[each.start : each.end] for each in find_foreign_money(text, PRICED)] == [amount]


@pytest.mark.parametrize("text", ["under $20", "20 bucks", "100块以内", "300元", "30 dollars", "20 pounds of flour"])
def test_the_money_of_the_catalogue_and_any_money_is_none(text: str) -> None:
    assert not list(find_foreign_money(text, PRICED))
