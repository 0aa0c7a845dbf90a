"""Profiles: a pure fold of events, in which the latest word counts and undoing leaves no trace."""

import json
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from quwei.index.constraint import Constraint
from quwei.index.folding import fold
from quwei.index.item import Item
from quwei.index.profile import Event, Interest, Profile

AT = datetime(2026, 1, 1, tzinfo=UTC)
ITEMS = ("a", "b", "c")
SESSIONS = ("s1", "s2")


def events(*entries: tuple[str | None, str, dict[str, Any]]) -> list[Event]:
    return [
        Event.model_validate({"id": number, "user": "u1", "session": session, "at": AT, "type": kind, "data": data})
        for number, (session, kind, data) in enumerate(entries, 1)
    ]


def like(phrase: str, polarity: str = "like", **more: Any) -> dict[str, Any]:
    return {"phrase": phrase, "polarity": polarity, **more}


def rule(attribute: str, op: str, value: Any) -> dict[str, Any]:
    return {"attribute": attribute, "op": op, "value": value}


def said(*interests: dict[str, Any], session: str | None = "s1", **more: Any) -> tuple[str | None, str, dict[str, Any]]:
    return session, "said", {"text": "...", "interests": list(interests), **more}


def thumb(item: str, value: str) -> tuple[str | None, str, dict[str, Any]]:
    polarity = "dislike" if value == "down" else "like"
    interests = [like(item.upper(), polarity, item=item, lasting=True)] if value in ("up", "down") else []
    return "s1", "thumb", {"item": item, "value": value, "interests": interests}


def rules_of(profile: Profile) -> list[tuple[str, str, object]]:
    return [(each.attribute, each.op, each.value) for each in profile.constraints]


WORDS = st.sampled_from(["horror", "comedy", "war"])
INTERESTS = st.one_of(
    st.builds(like, WORDS, st.sampled_from(["like", "dislike"])),
    st.builds(lambda word, polarity: like(word, polarity, attribute="genres", value=word), WORDS,
              st.sampled_from(["like", "dislike"])),
)  # fmt: skip
CONSTRAINTS = st.one_of(
    st.builds(rule, st.just("runtime"), st.sampled_from(["<=", ">=", "==", "!="]), st.integers(60, 70)),
    st.builds(rule, st.just("genres"), st.sampled_from(["contains", "not_contains"]), WORDS),
    st.builds(rule, st.just("genres"), st.just("contains_any"), st.lists(WORDS, min_size=1, max_size=2)),
)
LISTS_OF_ITEMS = st.lists(st.sampled_from(ITEMS), max_size=2)
ATTRIBUTES = st.lists(st.sampled_from(["runtime", "genres"]), max_size=1)
SAID = st.tuples(
    st.sampled_from(SESSIONS), st.just("said"),
    st.fixed_dictionaries({"interests": st.lists(INTERESTS, max_size=2)}, optional={
        "constraints": st.lists(CONSTRAINTS, max_size=2), "seen": LISTS_OF_ITEMS, "withdrawn": ATTRIBUTES,
        "replaced": ATTRIBUTES,
    }),
)  # fmt: skip
REPLIED = st.tuples(
    st.sampled_from(SESSIONS), st.just("replied"),
    st.fixed_dictionaries({"cards": LISTS_OF_ITEMS, "question": st.none() | st.just({"attribute": "genres"})}),
)  # fmt: skip
THUMBS = st.builds(thumb, st.sampled_from(ITEMS), st.sampled_from(["up", "down", "seen", "clear"]))
ACTS = st.one_of(
    THUMBS,
    st.tuples(st.sampled_from([None, *SESSIONS]), st.just("rated"),
              st.fixed_dictionaries({"item": st.sampled_from(ITEMS), "value": st.integers(1, 10)})),
    st.tuples(st.none(), st.sampled_from(["seen", "viewed", "bought"]),
              st.fixed_dictionaries({"item": st.sampled_from(ITEMS)})),
    st.tuples(st.none(), st.just("constraint"), CONSTRAINTS),
)  # fmt: skip
KEYS = st.sampled_from([("horror", None, None), ("war", "genres", None), ("a", None, "a")]).map(list)
EDITED = st.tuples(
    st.sampled_from(SESSIONS), st.just("edited"),
    st.one_of(
        st.fixed_dictionaries({"change": st.sampled_from(["remove", "lock", "unlock"]), "interest": KEYS}),
        st.fixed_dictionaries({"change": st.just("remove"), "constraint": CONSTRAINTS}),
    ),
)  # fmt: skip
HISTORIES = st.lists(st.one_of(SAID, REPLIED, ACTS, EDITED), max_size=10).map(lambda entries: events(*entries))


@given(HISTORIES.filter(bool), st.data(), st.sampled_from([None, *SESSIONS]))
def test_undoing_gives_exactly_the_profile_without_the_event(
    history: list[Event], data: st.DataObject, session: str | None
) -> None:
    victim = data.draw(st.sampled_from(history))
    undone = Event(id=99, user="u1", session="s1", at=AT, type="undone", data={"event": victim.id})
    without = [event for event in history if event.id != victim.id]
    assert fold("u1", [*history, undone], session) == fold("u1", without, session)


@given(HISTORIES, st.sampled_from([None, *SESSIONS]), st.integers(0, 2000))
def test_time_takes_weight_and_nothing_else(history: list[Event], session: str | None, days: int) -> None:
    fresh = fold("u1", history, session)
    later = fold("u1", history, session, AT + timedelta(days=days))
    for one, other in zip(fresh.interests, later.interests, strict=True):
        assert other.model_copy(update={"weight": one.weight}) == one
        assert other.weight == one.weight if one.locked else 0 < other.weight <= one.weight
    assert later.model_copy(update={"interests": fresh.interests}) == fresh


@pytest.mark.parametrize(
    ("days", "here", "elsewhere"), [(0, 1, 1), (7, 1, 0.973), (187, 0.5, 0.487), (367, 0.25, 0.243)]
)
def test_an_interest_is_halved_every_180_days_and_stays_fresh_a_week_where_it_was_said(
    days: int, here: float, elsewhere: float
) -> None:
    history = events(said(like("ghosts", lasting=True)))
    now = AT + timedelta(days=days, hours=5)
    assert fold("u1", history, "s1", now).interests[0].weight == pytest.approx(here, abs=0.001)
    assert fold("u1", history, "s2", now).interests[0].weight == pytest.approx(elsewhere, abs=0.001)


def test_an_interest_that_is_said_again_is_fresh_again() -> None:
    old, new = events(said(like("ghosts")), said(like("ghosts")))
    new = new.model_copy(update={"at": AT + timedelta(days=400)})
    assert fold("u1", [old, new], "s1", AT + timedelta(days=400)).interests[0].weight == 1


@pytest.mark.parametrize(("given", "now"), [([True], True), ([True, False], False), ([False, True], True)])
def test_the_last_word_on_what_needs_a_yes_counts_in_its_session_only(given: list[bool], now: bool) -> None:
    consents = [{"attribute": "certificate", "value": "R", "given": each} for each in given]
    history = events(*(said(consents=[each]) for each in consents))
    assert fold("u1", history, "s1").consents[-1].given is now
    assert fold("u1", history, "s2").consents == []


@given(HISTORIES, st.sampled_from([None, *SESSIONS]))
def test_folding_is_pure(history: list[Event], session: str | None) -> None:
    before = json.dumps([event.model_dump(mode="json") for event in history])
    first = fold("u1", history, session)
    assert fold("u1", iter(history), session) == first
    assert json.dumps([event.model_dump(mode="json") for event in history]) == before


@given(HISTORIES)
def test_two_sessions_never_see_each_other(history: list[Event]) -> None:
    mine = [event for event in history if event.session != "s2" or event.type not in ("said", "replied")]
    assert fold("u1", history, "s1") == fold("u1", mine, "s1")


@given(HISTORIES, st.sampled_from(SESSIONS))
def test_nothing_is_listed_twice(history: list[Event], session: str) -> None:
    profile = fold("u1", history, session)
    assert len({each.key for each in profile.interests}) == len(profile.interests)
    assert len(set(profile.seen)) == len(profile.seen)
    assert len(set(profile.recommended)) == len(profile.recommended)
    assert not any(
        one.same_as(other)
        for at, one in enumerate(profile.constraints)
        for other in profile.constraints[at + 1 :]
    )  # fmt: skip
    for op in ("<=", ">="):
        bounds = [each.attribute for each in profile.constraints if each.op == op]
        assert len(set(bounds)) == len(bounds), "one bound per side"


def test_no_events_make_an_empty_profile() -> None:
    assert fold("u1", []) == Profile(user="u1")


def test_an_interest_knows_the_event_it_comes_from() -> None:
    profile = fold("u1", events(said(like("ghosts")), said(like("boats", "dislike"))), "s1")
    assert [(each.phrase, each.event) for each in profile.interests] == [("ghosts", 1), ("boats", 2)]
    assert [each.phrase for each in profile.wants("dislike")] == ["boats"]
    assert profile.turns == 2


def test_the_latest_word_on_a_thing_wins() -> None:
    profile = fold("u1", events(said(like("Ghosts")), said(like("ghosts", "dislike"))), "s1")
    assert [(each.phrase, each.polarity) for each in profile.interests] == [("ghosts", "dislike")]


def test_a_lasting_taste_is_known_in_every_session_and_a_wish_only_in_its_own() -> None:
    wishes: dict[str, Any] = {"constraints": [rule("runtime", "<=", 90)], "seen": ["a"]}
    history = events(said(like("ghosts", lasting=True), like("boats"), **wishes))
    other = fold("u1", history, "s2")
    assert [each.phrase for each in other.interests] == ["ghosts"]
    assert other.constraints == []
    assert other.seen == []
    assert other.turns == 0
    assert len(fold("u1", history, "s1").interests) == 2


def test_a_new_bound_takes_the_place_of_the_old_one_on_its_side() -> None:
    history = events(
        said(constraints=[rule("runtime", "<=", 120), rule("runtime", ">=", 60)]),
        said(constraints=[rule("runtime", "<=", 90)]),
    )
    assert rules_of(fold("u1", history, "s1")) == [("runtime", ">=", 60), ("runtime", "<=", 90)]


def test_a_new_value_takes_the_place_of_the_old_one() -> None:
    history = events(said(constraints=[rule("city", "==", "x")]), said(constraints=[rule("city", "==", "y")]))
    assert rules_of(fold("u1", history, "s1")) == [("city", "==", "y")]


def test_refusals_add_up() -> None:
    history = events(
        said(constraints=[rule("genres", "not_contains", "war")]),
        said(constraints=[rule("genres", "not_contains", "horror")]),
        said(constraints=[rule("genres", "not_contains", "war")]),
    )
    assert rules_of(fold("u1", history, "s1")) == [
        ("genres", "not_contains", "horror"),
        ("genres", "not_contains", "war"),
    ]


def test_who_asks_for_a_thing_no_longer_excludes_it() -> None:
    refused = said(constraints=[rule("genres", "not_contains", "war"), rule("genres", "not_contains", "horror")])
    history = events(refused, said(like("war", attribute="genres", value="war")))
    assert rules_of(fold("u1", history, "s1")) == [("genres", "not_contains", "horror")]


def test_who_asks_for_one_of_two_refused_things_still_refuses_the_other() -> None:
    refused = said(constraints=[rule("genres", "not_contains", ["war", "horror"])])
    profile = fold("u1", events(refused, said(like("war", attribute="genres", value="war"))), "s1")

    def allowed(genre: str) -> bool:
        item = Item("x", {"en": "x"}, {}, {"genres": (genre,)})
        return all(each.holds_for(item) for each in profile.constraints)

    assert allowed("war")
    assert not allowed("horror")


def test_what_does_not_matter_any_more_is_withdrawn_whole() -> None:
    history = events(
        said(like("war", attribute="genres", value="war"), constraints=[rule("genres", "contains", "war")]),
        said(like("boats")),
        said(withdrawn=["genres"]),
    )
    profile = fold("u1", history, "s1")
    assert [each.phrase for each in profile.interests] == ["boats"]
    assert profile.constraints == []


def test_a_replaced_attribute_loses_its_older_constraints_only() -> None:
    history = events(
        said(constraints=[rule("genres", "contains", "war"), rule("runtime", "<=", 90)]),
        said(constraints=[rule("genres", "contains", "comedy")], replaced=["genres"]),
    )
    assert rules_of(fold("u1", history, "s1")) == [("runtime", "<=", 90), ("genres", "contains", "comedy")]


def test_a_standing_fact_counts_in_every_session() -> None:
    history = events((None, "constraint", rule("services", "contains_any", ["x", "y"])))
    for session in (None, "s1", "s2"):
        assert rules_of(fold("u1", history, session)) == [("services", "contains_any", ("x", "y"))]


def test_a_thumb_is_the_last_one_given() -> None:
    profile = fold("u1", events(thumb("a", "up"), thumb("a", "down"), thumb("b", "up")), "s1")
    assert profile.thumbs == {"a": "down", "b": "up"}
    assert [(each.item, each.polarity) for each in profile.interests] == [("a", "dislike"), ("b", "like")]


def test_clearing_a_thumb_leaves_nothing_of_it() -> None:
    cleared = fold("u1", events(thumb("a", "up"), thumb("a", "clear")), "s1")
    assert (cleared.thumbs, cleared.interests, cleared.seen) == ({}, [], [])


def test_what_was_seen_rated_or_bought_is_known() -> None:
    history = events(
        (None, "seen", {"item": "a"}), (None, "rated", {"item": "b", "value": 8}), (None, "bought", {"item": "c"}),
        (None, "viewed", {"item": "d"}), thumb("e", "seen"), said(seen=["f"]),
    )  # fmt: skip
    profile = fold("u1", history, "s1")
    assert profile.seen == ["a", "b", "c", "e", "f"]
    assert profile.ratings == {"b": 8.0}


def test_a_session_remembers_what_it_showed_and_asked() -> None:
    history = events(
        ("s1", "replied", {"cards": ["a", "b"], "question": {"attribute": "genres"}, "language": "zh"}),
        ("s2", "replied", {"cards": ["z"]}),
        ("s1", "replied", {"cards": ["b", "c"], "options": ["x"]}),
    )
    profile = fold("u1", history, "s1")
    assert profile.recommended == ["a", "b", "c"]
    assert profile.asked == ["genres"]
    assert profile.last.cards == ["b", "c"]
    assert profile.last.options == ["x"]


@pytest.mark.parametrize("wrap", [lambda data: ("constraint", data), lambda data: ("said", {"constraints": [data]})])
def test_a_date_constraint_means_the_same_after_the_database(
    wrap: Callable[[dict[str, Any]], tuple[str, dict[str, Any]]],
) -> None:
    constraint = Constraint(attribute="date", op=">=", value=date(2025, 1, 1))
    profile = fold("u1", events(("s1", *wrap(constraint.model_dump(mode="json", exclude_defaults=True)))), "s1")
    new, old = (Item("x", {"en": "x"}, {}, {"date": day}) for day in (date(2025, 6, 1), date(2024, 6, 1)))
    assert profile.constraints[0].holds_for(new)
    assert not profile.constraints[0].holds_for(old)


def test_a_vector_is_not_stored() -> None:
    interest = Interest(phrase="ghosts", polarity="like", vector=np.ones(3, np.float32))
    assert "vector" not in interest.model_dump()


def test_a_weight_is_never_negative() -> None:
    with pytest.raises(ValidationError):
        Interest(phrase="ghosts", polarity="like", weight=-1)


def test_two_interests_of_one_key_are_one_interest_said_twice() -> None:
    def key(**more: Any) -> object:
        return Interest.model_validate(like("Ghosts", **more)).key

    assert key() == Interest(phrase="ghosts", polarity="dislike").key
    assert (
        key(attribute="genres", value="x") == Interest.model_validate(like("spooks", attribute="genres", value="x")).key
    )
    assert key(attribute="genres", value="x") != key(attribute="moods", value="x")
    assert key(item="x") != key(attribute="genres", value="x")
