"""Phrases: known words found in a text, whole, longest first, none overlapping."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quwei.index.phrases import Phrases, lower, words_with_spans

LETTERS = "ab 恐怖片"


def found(text: str, *words: str) -> list[str]:
    return [text[each.start : each.end] for each in Phrases({word: word for word in words}).find(text)]


def test_phrases_are_found_in_any_case_with_what_they_stand_for() -> None:
    hits = Phrases({"Sci-Fi": 1, "horror": 2}).find("HORROR or sci-fi?")
    assert [(each.start, each.end, each.payload) for each in hits] == [(0, 6, 2), (10, 16, 1)]


def test_names_are_found_without_their_accents() -> None:
    assert found("penelope cruz, PENÉLOPE CRUZ", "Penélope Cruz") == ["penelope cruz", "PENÉLOPE CRUZ"]
    assert found("like Amélie", "Amelie") == ["Amélie"]
    assert lower("Ça, Žižek, Straße, がぎ") == "ca, zizek, straße, がぎ"


def test_an_english_phrase_matches_whole_words_only() -> None:
    assert found("warm awards, war. war2 war's", "war") == ["war", "war"]
    assert found("an artist of art", "art") == ["art"]


def test_of_two_that_overlap_the_longer_wins() -> None:
    assert found("romantic comedy film", "comedy", "romantic comedy", "comedy film") == ["romantic comedy"]
    assert found("超级英雄片", "英雄", "超级英雄", "超级") == ["超级英雄"]


def test_chinese_needs_no_borders() -> None:
    assert found("我不要恐怖片了", "恐怖片") == ["恐怖片"]
    assert found("想看3D动画", "动画") == ["动画"]
    assert found("看war片", "war") == ["war"]


def test_one_chinese_character_counts_only_as_a_word_of_its_own() -> None:
    assert found("长城的故事", "长") == []
    assert found("想要长一点的", "长") == ["长"]


def test_positions_are_those_of_the_text_as_written() -> None:
    text = "İstanbul STRASSE straße horror"
    assert found(text, "horror") == ["horror"]


def test_a_curly_apostrophe_is_an_apostrophe() -> None:
    assert found("horror isn’t my thing", "isn't my thing") == ["isn’t my thing"]


@pytest.mark.parametrize("text", ["Straße isn’t my thing", "İstanbul isn’t my thing"])
def test_a_curly_apostrophe_is_an_apostrophe_beside_letters_that_grow_in_lower_case(text: str) -> None:
    assert found(text, "isn't my thing") == ["isn’t my thing"]


def test_nothing_is_found_in_nothing() -> None:
    assert found("", "a") == []
    assert Phrases[str]({}).find("anything") == []


@given(st.text(max_size=20))
def test_lower_case_keeps_every_position(text: str) -> None:
    assert len(lower(text)) == len(text)


@given(st.text(LETTERS, max_size=16), st.lists(st.text("ab恐怖", min_size=1, max_size=3), max_size=5, unique=True))
def test_what_is_found_is_there_in_order_without_overlap(text: str, words: list[str]) -> None:
    hits = Phrases({word: word for word in words}).find(text)
    assert all(text[each.start : each.end] == each.payload for each in hits)
    assert all(one.end <= other.start for one, other in pairwise(hits))


@given(st.text(LETTERS, max_size=16), st.lists(st.text("恐怖片", min_size=2, max_size=3), min_size=1, unique=True))
def test_no_phrase_that_stands_free_is_missed(text: str, words: list[str]) -> None:
    covered = [False] * len(text)
    for each in Phrases({word: word for word in words}).find(text):
        covered[each.start : each.end] = [True] * (each.end - each.start)
    for word in words:
        for start in range(len(text) - len(word) + 1):
            assert text[start : start + len(word)] != word or any(covered[start : start + len(word)])


@given(st.text("我想看一部轻松的电影 abc,。1", max_size=20))
def test_the_words_of_a_text_lie_side_by_side_and_cover_it(text: str) -> None:
    spans = words_with_spans(text)
    assert "".join(text[start:end] for start, end in spans) == text
