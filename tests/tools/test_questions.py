"""A question is worth what it tells."""

import numpy as np

from quwei.index.constraint import Constraint
from quwei.index.opened import Index
from quwei.index.profile import Interest, Profile
from quwei.tools.belief import entropy, rank
from quwei.tools.questions import choose_question


def test_the_gain_is_the_mutual_information_of_item_and_answer(films: Index) -> None:
    belief = rank(films, Profile(user="x"))
    choice = choose_question(belief, Profile(user="x"), only="certificate")
    assert choice is not None
    # Each film has one certificate, so the answer tells exactly the entropy of the certificates.
    values = [item.attributes["certificate"] for item in films.catalogue.items]
    shares = np.array([values.count(value) / len(values) for value in set(values)], np.float32)
    assert abs(choice.gain - entropy(shares)) < 1e-3
    assert choice.after < choice.now == len(values)


def test_what_is_known_or_was_asked_is_not_asked(films: Index) -> None:
    profile = Profile(
        user="x",
        interests=[Interest(phrase="comedy", polarity="like", attribute="genres", value="Comedy")],
        constraints=[Constraint(attribute="year", op=">=", value=1990)],
        asked=["moods"],
    )
    asked = set()
    for _ in range(5):
        choice = choose_question(rank(films, profile), profile)
        if choice is None:
            break
        asked.add(choice.attribute)
        profile.asked.append(choice.attribute)
    assert asked
    assert not asked & {"genres", "year", "moods", "directors"}


def test_nothing_is_asked_when_few_items_are_left(films: Index) -> None:
    profile = Profile(user="x", constraints=[Constraint(attribute="cast", op="contains", value="Tom Hanks")])
    assert choose_question(rank(films, profile), profile) is None


def test_nothing_is_asked_when_nothing_fits(films: Index) -> None:
    profile = Profile(user="x", constraints=[Constraint(attribute="year", op=">=", value=3000)])
    assert choose_question(rank(films, profile), profile) is None


def test_a_number_is_asked_by_halves(films: Index) -> None:
    choice = choose_question(rank(films, Profile(user="x")), Profile(user="x"), only="runtime")
    assert choice is not None
    assert [answer.op for answer in choice.answers] in (["<=", ">="], [">=", "<="])
    assert sum(answer.share for answer in choice.answers) > 0.99
