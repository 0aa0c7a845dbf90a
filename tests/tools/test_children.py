"""A child's age: what is not for children is left out, and films about children are not."""

import pytest

from quwei.index.opened import Index
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
