"""What a message says of taste, in Chinese, English and both."""

from collections.abc import Callable

import pytest

from quwei.index.opened import Index, LiveIndex
from quwei.tools.degrees import Scene
from quwei.tools.interests import extract_interests

# (message, {value or phrase: polarity}, {(attribute, operator): value or None for any})
UNDERSTOOD = [
    ("I love heist films but please nothing scary", {"Heist": "like", "scary": "dislike"},
     {("moods", "not_contains"): "scary"}),
    ("不要太长", {}, {("runtime", "<="): None}),
    ("not too long please", {}, {("runtime", "<="): None}),
    ("太长了", {}, {("runtime", "<="): None}),
    ("想看轻松的喜剧，不要恐怖片", {"feel-good": "like", "Comedy": "like", "Horror": "dislike"},
     {("genres", "contains"): "Comedy", ("genres", "not_contains"): "Horror"}),
    ("除了恐怖都行", {"Horror": "dislike"}, {("genres", "not_contains"): "Horror"}),
    ("恐怖片就算了", {"Horror": "dislike"}, {("genres", "not_contains"): "Horror"}),
    ("anything but comedies", {"Comedy": "dislike"}, {("genres", "not_contains"): "Comedy"}),
    ("I hate horror, war films and westerns", {"Horror": "dislike", "War": "dislike", "Western": "dislike"}, {}),
    ("horror isn't my thing", {"Horror": "dislike"}, {}),
    ("我喜欢 heist 电影", {"Heist": "like"}, {}),
    ("90年代的爱情片", {"Romance": "like"}, {("year", ">="): 1990, ("year", "<="): 1999}),
    ("anything but comedies, horror and westerns, under 120 minutes",
     {"Comedy": "dislike", "Horror": "dislike", "Western": "dislike"},
     {("genres", "not_contains"): None, ("runtime", "<="): 120}),
    ("不要恐怖片，只要喜剧", {"Horror": "dislike", "Comedy": "like"}, {("genres", "contains"): "Comedy"}),
    ("a thriller under two hours", {"Thriller": "like"}, {("runtime", "<="): 120}),
    ("两个小时以内的惊悚片", {"Thriller": "like"}, {("runtime", "<="): 120}),
    ("films by Christopher Nolan", {"Christopher Nolan": "like"}, {}),
    ("诺兰的电影", {"Christopher Nolan": "like"}, {}),
    ("comedy or western", {"Comedy": "like", "Western": "like"}, {("genres", "contains_any"): ("Comedy", "Western")}),
    ("动作喜剧", {"Action": "like", "Comedy": "like"}, {}),
    ("像《盗梦空间》那样的", {"inception-2010": "like"}, {}),
    ("I'm not a big fan of musicals", {"Music": "dislike"}, {}),
    ("films about robots and loneliness", {"robots": "like", "loneliness": "like"}, {}),
]  # fmt: skip


@pytest.mark.parametrize(("message", "interests", "constraints"), UNDERSTOOD, ids=[each[0] for each in UNDERSTOOD])
def test_it_is_understood(
    films: Index, message: str, interests: dict[str, str], constraints: dict[tuple[str, str], object]
) -> None:
    found = extract_interests(films, message)
    assert {each.value or each.item or each.phrase: each.polarity for each in found.interests} == interests
    said = {(each.attribute, each.op): each.value for each in found.constraints}
    for key, value in constraints.items():
        assert key in said
        assert value is None or said[key] == value


def test_every_interest_carries_the_span_it_comes_from(films: Index) -> None:
    message = "我喜欢科幻和关于机器人的故事，不要 horror"
    for interest in extract_interests(films, message).interests:
        assert interest.span is not None
        assert message[slice(*interest.span)] == interest.phrase


def test_every_interest_has_a_vector_of_length_one(films: Index) -> None:
    for interest in extract_interests(films, "I like robots, westerns and quiet rainy afternoons").interests:
        assert interest.vector is not None
        assert abs(float(interest.vector @ interest.vector) - 1) < 1e-4


def test_a_mild_dislike_rules_nothing_out(films: Index) -> None:
    found = extract_interests(films, "不太喜欢恐怖片")
    assert [each.polarity for each in found.interests] == ["dislike"]
    assert found.constraints == []


def test_a_taste_lasts_and_a_wish_does_not(films: Index) -> None:
    assert extract_interests(films, "我喜欢科幻片").interests[0].lasting
    assert not extract_interests(films, "今晚想看科幻片").interests[0].lasting


def test_what_does_not_matter_is_withdrawn(films: Index) -> None:
    assert extract_interests(films, "年份无所谓").withdrawn == ["year"]
    assert extract_interests(films, "forget the runtime").withdrawn == ["runtime"]


@pytest.mark.parametrize("message", ["你好", "hello there", "谢谢", "什么", "ok", "今晚看什么好"])
def test_small_talk_says_nothing_of_taste(films: Index, message: str) -> None:
    assert not extract_interests(films, message).understood


def test_a_title_that_is_a_common_word_needs_a_sign(films: Index) -> None:
    assert all(each.item is None for each in extract_interests(films, "I need some heat and speed").interests)
    assert extract_interests(films, "something like Heat").interests[0].item == "heat-1995"


@pytest.mark.parametrize("message", ["something French", "法语的"])
def test_a_word_of_two_attributes_is_of_the_one_that_was_asked_about(
    live: Callable[[str], LiveIndex], message: str
) -> None:
    found = extract_interests(live("books").get(), message, Scene(asked=("language",)))
    assert [(each.attribute, each.value) for each in found.interests] == [("language", "French")]
