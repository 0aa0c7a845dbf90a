"""A question is worth what it tells."""

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import date

import numpy as np

from quwei.agent.wording import Wording
from quwei.index.constraint import Constraint
from quwei.index.languages import LANGUAGES
from quwei.index.opened import Index, LiveIndex
from quwei.index.profile import Interest, Profile
from quwei.tools.belief import entropy, rank
from quwei.tools.interests import extract_interests
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


def test_an_answer_that_several_values_fulfil_tells_less_than_naming_them_all(films: Index) -> None:
    belief = rank(films, Profile(user="x"))
    choice = choose_question(belief, Profile(user="x"), only="moods")
    assert choice is not None
    moods = [item.attributes["moods"] for item in films.catalogue.items]
    held = Counter(mood for each in moods for mood in each)  # type: ignore[union-attr]
    # Whoever names one mood of a film leaves every film that has it.
    expected = np.mean([np.mean([np.log(len(moods) / held[mood]) for mood in each]) for each in moods])  # type: ignore[union-attr]
    assert abs(choice.gain - expected) < 0.1  # the prior makes popular films a little likelier


def test_the_count_after_the_answer_is_of_items_that_fulfil_it(films: Index) -> None:
    belief = rank(films, Profile(user="x"))
    choice = choose_question(belief, Profile(user="x"), only="runtime")
    assert choice is not None
    left = [
        int(films.columns.mask([Constraint(attribute="runtime", op=each.op, value=each.value)]).sum())
        for each in choice.answers
    ]
    assert min(left) <= choice.after <= max(left)
    assert sum(left) == choice.now


def test_what_the_wishes_imply_is_not_asked(films: Index) -> None:
    profile = Profile(user="x", interests=[Interest(phrase="long", polarity="like")])
    belief = rank(films, profile)
    alike = replace(belief, mask=belief.mask & (films.columns.numbers["runtime"] == 102))
    sure = replace(alike, probabilities=(alike.mask / alike.mask.sum()).astype(np.float32))
    assert choose_question(sure, profile, only="runtime") is None


def test_the_fewer_cards_a_turn_shows_the_longer_questions_are_worth_it(films: Index) -> None:
    profile = Profile(user="x", constraints=[Constraint(attribute="cast", op="contains", value="Tom Hanks")])
    belief = rank(films, profile)
    assert belief.size < 6
    assert choose_question(belief, profile, cards=4) is None
    assert choose_question(belief, profile, cards=1) is not None


def test_a_date_is_asked_by_halves(live: Callable[[str], LiveIndex]) -> None:
    news = live("news").get()
    name = next(each for each, kind in news.catalogue.schema.attributes.items() if kind.type == "date")
    choice = choose_question(rank(news, Profile(user="x")), Profile(user="x"), only=name)
    assert choice is not None
    assert [answer.op for answer in choice.answers] in (["<=", ">="], [">=", "<="])
    assert all(isinstance(answer.value, date) for answer in choice.answers)
    for language in LANGUAGES:
        question = Wording(news.catalogue, language).question(choice, 0)
        for option, answer in zip(question.options, choice.answers, strict=True):
            (read,) = extract_interests(news, option).constraints
            assert (read.attribute, read.op, read.value) == (name, answer.op, answer.value), option
