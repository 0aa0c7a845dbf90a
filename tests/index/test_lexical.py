"""The lexical lane: names and rare words find their item."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quwei.index.item import Item
from quwei.index.lexical import Lexical, words_of
from quwei.index.schema import Attribute, Schema

SCHEMA = Schema(
    attributes={
        "genres": Attribute(type="list", values={"Horror": {"zh": ["恐怖"], "en": ["horror"]}}),
        "city": Attribute(type="string", values={"Hangzhou": {"zh": ["杭州"], "en": ["Hangzhou"]}}),
        "year": Attribute(type="number"),
    }
)
ITEMS = [
    Item("boats", {"en": "Paper Boats", "zh": "纸船"}, {"en": "A girl sails."}, {"genres": ("Horror",), "year": 1999}),
    Item("robot", {"en": "The Robot"}, {"en": "A robot paints.", "zh": "机器人在画画。"}, {"city": "Hangzhou"}),
    Item("empty", {"en": "Of"}, {}, {}),
]
LANE = Lexical(ITEMS, SCHEMA)


@pytest.mark.parametrize(
    ("query", "item"),
    [("paper", 0), ("PAPER BOATS!", 0), ("boat", 0), ("robots", 1), ("机器人", 1), ("想看机器人画画的", 1),
     ("sails", 0), ("horror", 0), ("恐怖", 0)],
)  # fmt: skip
def test_a_rare_word_finds_its_item(query: str, item: int) -> None:
    scores = LANE.scores(query)
    assert int(scores.argmax()) == item
    assert scores[item] == pytest.approx(1)
    assert not scores[2]


@pytest.mark.parametrize("query", ["Hangzhou", "杭州"])
def test_a_value_that_is_one_word_finds_its_item_as_a_list_does(query: str) -> None:
    assert int(LANE.scores(query).argmax()) == 1
    assert LANE.scores(query)[1] > 0


@pytest.mark.parametrize("query", ["", "zyzzyva", "the of and", "我想要的", "?!", "👍"])
def test_words_nobody_has_score_nothing(query: str) -> None:
    assert LANE.scores(query).tolist() == [0, 0, 0]


@settings(max_examples=30)
@given(st.text(max_size=20))
def test_scores_lie_between_nothing_and_one_for_any_query(query: str) -> None:
    scores = LANE.scores(query)
    assert scores.shape == (3,)
    assert scores.dtype == np.float32
    assert 0 <= scores.min() <= scores.max() <= 1


def test_an_empty_catalogue_has_no_scores() -> None:
    assert Lexical([], SCHEMA).scores("robot").shape == (0,)


def test_words_are_lower_case_without_stop_words_plurals_and_marks() -> None:
    assert words_of("The Robots, and the glass!") == ["robot", "glass"]
    assert words_of("机器人喜欢画画。") == ["机器人", "画画"]
    assert words_of("") == []
