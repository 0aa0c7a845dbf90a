"""Languages: which one a text is in, and which word to show."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter

from quwei.index.languages import LANGUAGES, Language, Words, all_words, has_han, language_asked_for, language_of, shown

LISTS = st.lists(st.text(min_size=1, max_size=4), max_size=3)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("想看点轻松的，不要恐怖片", "zh"),
        ("something light, no horror", "en"),
        ("推荐一部 Netflix 的电影", "zh"),
        ("I loved 霸王别姬 so much, what else is there like it?", "en"),
        ("ok", "en"),
        ("好", "zh"),
        ("café déjà vu", "en"),
        ("I don’t care", "en"),
    ],
)
def test_a_text_is_in_the_language_of_most_of_its_words(text: str, language: Language) -> None:
    assert language_of(text) == language


@pytest.mark.parametrize(
    "text", ["", "   ", "123 456", "👍👍", "?!…", "映画が好き", "영화 추천", "посоветуй фильм", "ορίστε", "٣٤٥"]
)
def test_a_text_without_words_of_either_language_is_in_none(text: str) -> None:
    assert language_of(text) is None


@given(st.text(max_size=30))
def test_any_text_has_a_language_or_none(text: str) -> None:
    found = language_of(text)
    assert found is None or found in LANGUAGES
    assert found != "zh" or has_han(text)


@given(st.text("一二三的猫狗", min_size=1), st.text("abc xyz"))
def test_a_text_that_holds_nothing_but_han_is_chinese(han: str, latin: str) -> None:
    assert language_of(han) == "zh"
    assert has_han(han + latin)
    assert not has_han(latin)


@given(st.dictionaries(st.sampled_from(LANGUAGES), LISTS), st.sampled_from(LANGUAGES))
def test_the_word_shown_is_the_first_there_is(words: dict[Language, list[str]], language: Language) -> None:
    other: Language = "en" if language == "zh" else "zh"
    expected = (words.get(language) or words.get(other) or ["default"])[0]
    assert shown(words, language, "default") == expected


@given(st.dictionaries(st.sampled_from(LANGUAGES), LISTS))
def test_all_words_are_all_of_them_with_their_language(words: dict[Language, list[str]]) -> None:
    assert list(all_words(words)) == [(language, word) for language, each in words.items() for word in each]


def test_one_word_stands_for_a_list_of_one() -> None:
    assert TypeAdapter(Words).validate_python({"zh": "靴子", "en": ["boots", "boot"]}) == {
        "zh": ["靴子"],
        "en": ["boots", "boot"],
    }


@pytest.mark.parametrize(
    ("message", "spoken", "asked"),
    [
        ("speak English please", "zh", "en"),
        ("can you answer in Chinese?", "en", "zh"),
        ("in English please", "zh", "en"),
        ("请用英文回答", "zh", "en"),
        ("换成中文吧", "en", "zh"),
        ("说中文", "zh", "zh"),
        ("换成中文吧", "zh", None),
        ("films in Chinese", "en", None),
        ("中文的", "en", None),
        ("an English film please", "zh", None),
    ],
)
def test_a_message_can_ask_for_a_language(message: str, spoken: Language, asked: Language | None) -> None:
    assert language_asked_for(message, spoken) == asked
