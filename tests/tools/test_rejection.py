"""A rejection is evidence, with a reason or without."""

import pytest

from quwei.index.constraint import Constraint
from quwei.index.opened import Index
from quwei.index.profile import Profile
from quwei.tools.belief import rank
from quwei.tools.degrees import Scene
from quwei.tools.interests import extract_interests
from quwei.tools.questions import Answer
from quwei.tools.rejection import (
    ask_for_reason,
    is_plain_rejection,
    refused_like_that,
    suspect,
    yes_or_no,
)


def ids(index: Index, *constraints: Constraint) -> list[str]:
    mask = index.columns.mask(constraints)
    return [item.id for item, fits in zip(index.catalogue.items, mask, strict=True) if fits]


@pytest.mark.parametrize(
    "message",
    [
        "none of these",
        "No, none of those.",
        "I don’t like these",
        "not that one",
        "都不行",
        "不喜欢这些",
        "这些都不要",
        "这个不行",
    ],
)
def test_a_rejection_without_a_reason_is_recognised(message: str) -> None:
    assert is_plain_rejection(message, asked=True)
    assert is_plain_rejection(message, asked=False)


@pytest.mark.parametrize(
    "message", ["no horror", "I don't like horror", "不喜欢恐怖片", "都不错", "都行", "not bad", ""]
)
def test_what_says_more_or_the_opposite_is_no_plain_rejection(message: str) -> None:
    assert not is_plain_rejection(message, asked=False)


@pytest.mark.parametrize("message", ["no", "Nope.", "不"])
def test_a_bare_no_belongs_to_the_question_if_there_is_one(message: str) -> None:
    assert is_plain_rejection(message, asked=False)
    assert not is_plain_rejection(message, asked=True)
    assert yes_or_no(message) is False


def test_what_all_rejected_share_and_few_others_have_is_suspected(films: Index) -> None:
    belief = rank(films, Profile(user="x"))
    long = ids(films, Constraint(attribute="runtime", op=">=", value=150))[:4]
    common = suspect(belief, [films.catalogue.rows[each] for each in long], ["runtime"])
    assert common is not None
    assert common.answer.op == ">="
    # What little is against: one long film says nothing yet.
    assert suspect(belief, [films.catalogue.rows[long[0]]], ["runtime"]) is None


def test_rejected_items_without_anything_in_common_leave_nothing_to_suspect(films: Index) -> None:
    short = ids(films, Constraint(attribute="runtime", op="<=", value=90))[:2]
    long = ids(films, Constraint(attribute="runtime", op=">=", value=150))[:2]
    rows = [films.catalogue.rows[each] for each in (*short, *long)]
    assert suspect(rank(films, Profile(user="x")), rows, ["runtime"]) is None


def test_the_question_for_the_reason_offers_to_avoid_it_and_is_asked_about_one_thing_twice_at_most(
    films: Index,
) -> None:
    horror = ids(films, Constraint(attribute="genres", op="contains", value="Horror"))[:4]
    others = ["moods", "countries", "year", "runtime"]
    profile = Profile(user="x", rejected=horror, unimportant=others, asked=["genres"])
    choice = ask_for_reason(rank(films, profile), profile)
    assert choice is not None
    assert choice.suspected is not None
    assert choice.answers[0].op == "not_contains"
    assert isinstance(choice.suspected, Answer)
    assert choice.answers[0].value == choice.suspected.value == "Horror"
    again = profile.model_copy(update={"asked": ["genres", "genres"]})
    assert ask_for_reason(rank(films, again), again) is None
    refused = profile.model_copy(update={"unimportant": [*others, "genres"]})
    assert ask_for_reason(rank(films, refused), refused) is None


def test_rejected_items_are_left_out_and_what_is_like_them_weighs_less(films: Index) -> None:
    horror = ids(films, Constraint(attribute="genres", op="contains", value="Horror"))
    before, after = rank(films, Profile(user="x")), rank(films, Profile(user="x", rejected=horror[:4]))
    rows = [films.catalogue.rows[each] for each in horror]
    assert (after.probabilities[rows[:4]] == 0).all()
    assert after.probabilities[rows[4:]].sum() < before.probabilities[rows[4:]].sum()


def test_not_that_country_refuses_the_countries_of_the_card(films: Index) -> None:
    shown = films.catalogue[ids(films, Constraint(attribute="countries", op="contains", value="France"))[0]]
    for message in ("not that country", "a different country", "不要这个国家的", "换个国家"):
        refused = refused_like_that(films, message, shown)
        assert refused is not None, message
        assert (refused.attribute, refused.op) == ("countries", "not_contains")
        assert not refused.holds_for(shown)
    for message in ("not France", "不要恐怖片", "not that"):
        assert refused_like_that(films, message, shown) is None


def test_what_is_called_too_long_is_left_out_though_it_is_not_long_here(films: Index) -> None:
    shown = films.catalogue[ids(films, Constraint(attribute="runtime", op="<=", value=95))[0]]
    (limit,) = extract_interests(films, "too long", Scene(shown=(shown.id,))).constraints
    assert not limit.holds_for(shown)
