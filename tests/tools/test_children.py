"""A child's age: what is not for children is left out, and films about children are not."""

import json
from collections.abc import Callable

import pytest

from quwei.index.opened import Index, LiveIndex
from quwei.tools.interests import extract_interests


@pytest.mark.parametrize(
    "message", ["a film for my 8-year-old daughter", "for my son, he's 8", "给我8岁女儿看的", "我儿子今年8岁"]
)
def test_certificates_are_for_the_age(films: Index, message: str) -> None:
    limits = {each.attribute: set(each.values) for each in extract_interests(films, message).constraints}
    assert limits == {"certificate": {"G", "PG"}}


@pytest.mark.parametrize("message", ["somewhere for my 6 year old son", "适合6岁孩子的地方"])
def test_without_certificates_what_is_for_families_is_looked_for(places: Index, message: str) -> None:
    limits = {(each.attribute, each.value) for each in extract_interests(places, message).constraints}
    assert limits == {("family_friendly", True)}


@pytest.mark.parametrize(
    "message", ["a film about a 12-year-old boy", "讲一个8岁女儿的电影", "for my 30-year-old sister"]
)
def test_other_ages_are_no_limits(films: Index, message: str) -> None:
    assert not extract_interests(films, message).constraints


@pytest.fixture(scope="module")
def games(live: Callable[[str], LiveIndex], tmp_path_factory: pytest.TempPathFactory) -> Index:
    """Return nine games with the age they are for, a rating, and how heavy they are."""
    rows = [
        {"id": str(n), "title": f"Game {n}", "age": 4 + n, "rating": n / 2, "weight": ("light", "heavy")[n % 2]}
        for n in range(9)
    ]
    file = tmp_path_factory.mktemp("games") / "games.jsonl"
    file.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    return live(str(file)).get()


@pytest.mark.parametrize("message", ["games for kids 8 and up", "my kids are 8 and 10", "my daughter is 8", "孩子8岁"])
def test_what_is_for_older_ones_is_left_out_where_the_age_is_known(games: Index, message: str) -> None:
    limits = {(each.attribute, each.op, each.value) for each in extract_interests(games, message).constraints}
    assert limits == {("age", "<=", 8)}


@pytest.mark.parametrize("message", ["a heavy game", "something heavy"])
def test_a_value_that_is_a_degree_elsewhere_is_a_value(games: Index, message: str) -> None:
    limits = {(each.attribute, each.op, each.value) for each in extract_interests(games, message).constraints}
    assert limits == {("weight", "==", "heavy")}
