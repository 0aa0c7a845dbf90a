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
from quwei.tools.questions import WORTH_ASKING, choose_question, open_attributes, question_about


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


def test_the_two_best_are_asked_at_once(films: Index) -> None:
    profile = Profile(user="x")
    belief = rank(films, profile)
    choice = choose_question(belief, profile)
    assert choice is not None
    assert choice.also is not None
    attributes = films.catalogue.schema.attributes
    alone = [each for name in open_attributes(belief, profile) if (each := choose_question(belief, profile, only=name))]
    ranked = sorted(alone, key=lambda each: -each.gain * attributes[each.attribute].ease)
    assert [choice.attribute, choice.also.attribute] == [each.attribute for each in ranked[:2]]
    assert ranked[0].also is None
    assert min(each.after for each in ranked[:2]) <= choice.after <= max(each.after for each in ranked[:2])


def test_two_questions_of_yes_or_no_are_never_one(live: Callable[[str], LiveIndex]) -> None:
    books = live("books").get()
    flags = {name for name, each in books.catalogue.schema.attributes.items() if each.type == "bool"}
    others = [name for name in open_attributes(rank(books, Profile(user="x")), Profile(user="x")) if name not in flags]
    for left in (others[0], None):
        profile = Profile(user="x", asked=[each for each in others if each != left])
        choice = choose_question(rank(books, profile), profile)
        assert choice is not None
        assert len(flags) == 2
        assert (choice.attribute in flags) is (left is None)
        assert (choice.also is None) is (left is None)


def test_a_question_of_two_has_chips_for_both_and_what_it_brings(films: Index) -> None:
    choice = choose_question(rank(films, Profile(user="x")), Profile(user="x"))
    assert choice is not None
    assert choice.also is not None
    for language in LANGUAGES:
        question = Wording(films.catalogue, language).question(choice, 0)
        assert question.about == (choice.attribute, choice.also.attribute)
        assert f"{choice.now}" in question.text
        assert f"{choice.after}" in question.text
        read = [extract_interests(films, option) for option in question.options]
        spoken = [
            {*(each.attribute for each in one.interests), *(each.attribute for each in one.constraints)} for one in read
        ]
        assert spoken == [{choice.attribute}] * 3 + [{choice.also.attribute}] * 2


def test_the_more_is_turned_down_the_less_a_question_has_to_bring(films: Index) -> None:
    profile = Profile(user="x", asked=[name for name in films.catalogue.schema.attributes if name != "countries"])
    chinese = set(films.columns.members["countries"].rows("China"))
    odd = [row for row in range(len(films.catalogue)) if row not in chinese][:1]
    alike = [row for row in chinese if films.catalogue.items[row].attributes["countries"] == ("China",)]
    nearly = rank(films, profile).among(np.isin(np.arange(len(films.catalogue)), [*alike, *odd]))
    choice = question_about(nearly, "countries")
    assert choice is not None
    assert WORTH_ASKING / 5 < choice.gain < WORTH_ASKING
    assert choose_question(nearly, profile) is None
    turned_down = profile.model_copy(update={"rejected": [str(number) for number in range(40)]})
    assert choose_question(nearly, turned_down) is not None


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
