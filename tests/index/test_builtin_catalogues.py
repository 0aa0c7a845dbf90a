"""The six built-in catalogues: complete, bilingual, consistent."""

import re
from functools import cache

import pytest

from quwei.index.catalogue import BUILT_IN, Catalogue, load_catalogue
from quwei.index.item import Item
from quwei.index.languages import LANGUAGES, all_words, has_han
from quwei.index.stopwords import stopwords

LEAST = {"films": 300, "places": 80, "books": 80, "products": 60, "news": 60, "jobs": 40}
LATIN_SENTENCE = re.compile(r"[A-Za-z]+(?:[ ,'’-]+[A-Za-z]+){4,}")


@cache
def loaded(name: str) -> Catalogue:
    return load_catalogue(name, write_schema=False)


def values_of(item: Item) -> list[tuple[str, str]]:
    return [
        (name, each)
        for name, value in item.attributes.items()
        if isinstance(value, str | tuple)
        for each in ([value] if isinstance(value, str) else value)
    ]


def test_there_are_six() -> None:
    assert set(BUILT_IN) == set(LEAST)


@pytest.mark.parametrize("name", BUILT_IN)
def test_there_are_enough_items(name: str) -> None:
    assert len(loaded(name)) >= LEAST[name]
    assert loaded(name).name == name
    assert loaded(name).languages == LANGUAGES


@pytest.mark.parametrize("name", BUILT_IN)
def test_ids_are_unique_and_plain(name: str) -> None:
    ids = [item.id for item in loaded(name).items]
    assert len(set(ids)) == len(ids)
    assert [item_id for item_id in ids if not re.fullmatch(r"[a-z0-9-]+", item_id)] == []


@pytest.mark.parametrize("name", BUILT_IN)
def test_every_title_and_text_is_in_both_languages(name: str) -> None:
    for item in loaded(name).items:
        for words in (item.titles, item.texts):
            assert set(words) == set(LANGUAGES), item.id
            assert not has_han(words["en"]), item.id
        assert has_han(item.texts["zh"]), item.id


@pytest.mark.parametrize("name", BUILT_IN)
def test_no_two_items_share_a_title_or_a_text(name: str) -> None:
    for language in LANGUAGES:
        texts = [item.texts[language] for item in loaded(name).items]
        assert len(set(texts)) == len(texts)


@pytest.mark.parametrize("name", BUILT_IN)
def test_no_chinese_text_holds_an_english_sentence(name: str) -> None:
    found = [(item.id, hit[0]) for item in loaded(name).items if (hit := LATIN_SENTENCE.search(item.texts["zh"]))]
    assert found == []


@pytest.mark.parametrize("name", BUILT_IN)
def test_every_attribute_is_named_in_both_languages(name: str) -> None:
    for attribute, each in loaded(name).schema.attributes.items():
        assert has_han(each.label("zh", "")), attribute
        assert each.label("en", ""), attribute
        assert not has_han(each.label("en", "")), attribute
        assert not each.unit or set(each.unit) == set(LANGUAGES), attribute


@pytest.mark.parametrize("name", BUILT_IN)
def test_every_value_is_named_in_both_languages(name: str) -> None:
    schema = loaded(name).schema
    unnamed = {
        (attribute, value)
        for item in loaded(name).items
        for attribute, value in values_of(item)
        if set(schema.attributes[attribute].values.get(value, {})) != set(LANGUAGES)
        or has_han(schema.attributes[attribute].value_label(value, "en"))
    }
    assert sorted(unnamed) == []


@pytest.mark.parametrize("name", BUILT_IN)
def test_no_two_values_of_an_attribute_are_shown_alike(name: str) -> None:
    for attribute, each in loaded(name).schema.attributes.items():
        for language in LANGUAGES:
            labels = [each.value_label(value, language) for value in each.values]
            twice = {label for label in labels if labels.count(label) > 1}
            assert twice == set(), attribute


@pytest.mark.parametrize("name", BUILT_IN)
def test_something_can_be_asked_about_and_items_have_a_noun(name: str) -> None:
    schema = loaded(name).schema
    assert sum(each.asked for each in schema.attributes.values()) >= 2
    assert all(schema.fields.nouns.get(language) for language in LANGUAGES)


def test_disneyland_is_a_place() -> None:
    assert any(item.titles["zh"] == "迪士尼乐园" for item in loaded("places").items)


@pytest.mark.parametrize("name", BUILT_IN)
def test_no_word_that_says_nothing_is_a_value(name: str) -> None:
    attributes = loaded(name).schema.attributes.values()
    words = {word for each in attributes for named in each.values.values() for _, word in all_words(named)}
    known = {"love", "R", "US", "好玩"}  # told from the plain words where they stand
    assert {word for word in words if word.casefold() in stopwords()} <= known
