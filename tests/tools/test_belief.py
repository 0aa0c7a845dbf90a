"""The belief is a distribution, masked by what was asked, and explains itself."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from quwei.index.constraint import Constraint
from quwei.index.opened import Index
from quwei.index.profile import Interest, Profile
from quwei.tools.belief import BeliefSettings, rank, softmax
from quwei.tools.cards import make_cards

SCORES = arrays(np.float32, st.integers(1, 40), elements=st.one_of(st.just(-np.inf), st.floats(-3, 3, width=32)))


def interest(polarity: str = "like", weight: float = 1.0, **what: str) -> Interest:
    return Interest.model_validate({"phrase": "x", "polarity": polarity, "weight": weight, **what})


@given(SCORES, st.floats(0.05, 2))
def test_softmax_sums_to_one_and_gives_the_masked_nothing(scores: np.ndarray, temperature: float) -> None:
    probabilities = softmax(scores, temperature)
    assert np.all(probabilities[np.isneginf(scores)] == 0)
    if np.isfinite(scores).any():
        assert probabilities.sum() == pytest.approx(1, abs=1e-4)


@given(st.integers(1970, 2010), st.integers(0, 30))
@settings(max_examples=20, deadline=None)
def test_the_top_is_sorted_within_the_mask_and_leaves_nothing_better_out(films: Index, year: int, n: int) -> None:
    profile = Profile(
        user="x",
        interests=[interest(attribute="genres", value="Drama")],
        constraints=[Constraint(attribute="year", op=">=", value=year)],
    )
    belief = rank(films, profile)
    top = belief.top(n)
    chosen = [p for _, p in top]
    assert len(top) == min(n, int(belief.mask.sum()))
    assert chosen == sorted(chosen, reverse=True)
    assert all(films.catalogue[item].attributes["year"] >= year for item, _ in top)  # type: ignore[operator]
    left_out = set(films.catalogue.rows) - {item for item, _ in top}
    if chosen and left_out:
        assert max(belief.probabilities[films.catalogue.rows[item]] for item in left_out) <= chosen[-1] + 1e-6


def test_a_lower_temperature_is_surer(films: Index) -> None:
    profile = Profile(user="x", interests=[interest(attribute="genres", value="Heist")])
    sure, unsure = (rank(films, profile, BeliefSettings(temperature=t)) for t in (0.05, 0.5))
    assert sure.size < unsure.size


def test_the_terms_of_an_item_add_up_to_its_score(films: Index) -> None:
    profile = Profile(
        user="x",
        interests=[
            interest(attribute="genres", value="Heist"),
            interest("dislike", attribute="moods", value="scary"),
            interest(item="inception-2010", weight=0.5),
        ],
    )
    belief = rank(films, profile, BeliefSettings(prior=0))
    row, other = belief.best(2)
    scores = [sum(term.contribution for term in belief.terms(int(each))) for each in (row, other)]
    log_odds = np.log(belief.probabilities[row] / belief.probabilities[other])
    assert (scores[0] - scores[1]) / BeliefSettings().temperature == pytest.approx(float(log_odds), rel=1e-3)


def test_a_dislike_weighs_less_than_a_like(films: Index) -> None:
    both = [interest(attribute="genres", value="Heist"), interest("dislike", attribute="genres", value="Crime")]
    belief = rank(films, Profile(user="x", interests=both))
    heist_and_crime = next(
        row
        for row, item in enumerate(films.catalogue.items)
        if {"Heist", "Crime"} <= set(item.attributes["genres"])  # type: ignore[arg-type]
    )
    assert sum(term.contribution for term in belief.terms(heist_and_crime)) > 0


def test_nothing_that_fits_is_an_empty_belief(films: Index) -> None:
    belief = rank(films, Profile(user="x", constraints=[Constraint(attribute="year", op=">=", value=3000)]))
    assert belief.is_empty
    assert belief.top(5) == []
    assert belief.size == 0
    assert belief.probabilities.sum() == 0


def test_a_persons_name_counts_wherever_it_stands(films: Index) -> None:
    belief = rank(films, Profile(user="x", interests=[interest(attribute="cast", value="Clint Eastwood")]))
    best = films.catalogue[belief.top(1)[0][0]]
    assert "Clint Eastwood" in (*best.attributes["cast"], *best.attributes["directors"])  # type: ignore[misc]


def test_an_interest_in_an_item_that_is_gone_is_left_out(films: Index) -> None:
    belief = rank(films, Profile(user="x", interests=[interest(item="withdrawn-1999")]))
    assert belief.interests == ()


def test_a_card_gives_reasons_with_their_event(films: Index) -> None:
    profile = Profile(
        user="x", interests=[interest(attribute="genres", value="Western").model_copy(update={"event": 7})]
    )
    belief = rank(films, profile)
    (card,) = make_cards(belief, [int(belief.best(1)[0])])
    assert (card.reasons[0].kind, card.reasons[0].value, card.reasons[0].event) == ("has_value", "Western", 7)
