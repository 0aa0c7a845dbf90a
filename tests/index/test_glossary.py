"""The glossary: common columns and values are called right in both languages."""

import pytest

from quwei.index.glossary import (
    both_languages,
    domain_of,
    known_attribute,
    known_attributes,
    nouns_for,
    ordered_among,
    value_domains,
    words_for,
)
from quwei.index.languages import LANGUAGES, all_words, has_han
from quwei.index.schema import Attribute

DOMAINS = sorted(value_domains())


@pytest.mark.parametrize(
    ("english", "chinese"),
    [("Horror", "恐怖"), ("Comedy", "喜剧"), ("Sci-Fi", "科幻"), ("War", "战争"), ("Heist", "劫案")],
)
def test_genres_are_translated_both_ways(english: str, chinese: str) -> None:
    assert words_for(english, "genres")["zh"][0] == chinese
    assert words_for(chinese, "genres")["en"][0] == english.casefold()
    assert both_languages(english) == both_languages(chinese) == (chinese, english.casefold())


def test_a_synonym_is_as_good_as_the_word_shown_in_any_case() -> None:
    assert words_for("SCIENCE FICTION", "genres") == words_for("科幻片", "genres") == words_for("Sci-Fi", "genres")


def test_an_unknown_value_or_domain_has_no_words() -> None:
    assert words_for("blorp", "genres") == {}
    assert words_for("Horror", None) == {}
    assert both_languages("blorp") == ()


@pytest.mark.parametrize("domain", DOMAINS)
def test_every_value_has_words_of_the_right_script_in_both_languages(domain: str) -> None:
    for value, words in value_domains()[domain].items():
        assert set(words) == set(LANGUAGES), value
        assert all(words.values()), value
        assert not any(has_han(word) for word in words["en"]), value
        assert all(word.strip() == word and word for _, word in all_words(words)), value


@pytest.mark.parametrize("domain", DOMAINS)
def test_no_word_stands_twice_in_one_domain(domain: str) -> None:
    owner: dict[str, str] = {}
    for value, words in value_domains()[domain].items():
        for word in {value.casefold(), *(word.casefold() for _, word in all_words(words))}:
            assert owner.setdefault(word, value) == value, f"{word!r} is of {owner[word]!r} and of {value!r}"


@pytest.mark.parametrize("domain", DOMAINS)
def test_every_word_of_a_domain_leads_to_its_value(domain: str) -> None:
    for words in value_domains()[domain].values():
        assert all(words_for(word, domain) == words for _, word in all_words(words))


def test_the_domain_of_a_column_is_the_one_that_knows_its_values() -> None:
    assert domain_of(["Comedy", "Horror", "blorp"]) == "genres"
    assert domain_of(["China", "France"]) == "countries"
    assert domain_of(["blorp", "Comedy", "x", "y"]) is None
    assert domain_of([]) is None


def test_every_known_column_makes_a_valid_attribute_in_both_languages() -> None:
    for column, entry in known_attributes().items():
        assert column == column.casefold()
        domain = entry.get("domain")
        assert domain is None or domain in DOMAINS, column
        attribute = Attribute(type="string", **{key: value for key, value in entry.items() if key != "domain"})
        assert all(attribute.labels.get(language) for language in LANGUAGES), column
        assert has_han(attribute.label("zh", "")), column
        assert not has_han(attribute.label("en", "")), column


@pytest.mark.parametrize(
    ("columns", "noun"),
    [
        (["director", "runtime"], "电影"),
        (["author", "pages"], "书"),
        (["salary"], "工作"),
        (["sku"], "商品"),
        (["cuisine", "course", "minutes", "servings"], "菜"),
        (["cuisine", "city", "price", "rating"], "餐厅"),
        (["city", "stars", "amenities", "price"], "酒店"),
        (["genre", "platform", "players", "publisher"], "游戏"),
        (["level", "instructor", "certificate"], "课程"),
        (["host", "episodes"], "播客"),
        (["country", "city", "unesco"], "地方"),
        (["platform", "director"], "电影"),
    ],
)
def test_items_are_called_by_the_group_with_most_columns(columns: list[str], noun: str) -> None:
    assert nouns_for(columns)["zh"][0] == noun
    assert nouns_for([column.upper() for column in columns])["zh"][0] == noun


def test_unknown_columns_have_no_noun() -> None:
    assert nouns_for(["blorp"]) == {}
    assert nouns_for([]) == {}


@pytest.mark.parametrize(
    ("domain", "least_first"),
    [
        ("difficulties", ["easy", "medium", "hard"]),
        ("spiciness", ["none", "微辣", "medium", "hot"]),
        ("levels", ["Beginner", "Intermediate", "Advanced"]),
        ("price_ranges", ["$", "$$", "$$$"]),
    ],
)
def test_values_of_a_degree_have_their_order(domain: str, least_first: list[str]) -> None:
    assert ordered_among(reversed(least_first), domain) == least_first
    assert ordered_among(least_first, "genres") == []


@pytest.mark.parametrize(
    ("column", "value", "chinese", "english"),
    [
        ("cuisine", "Thai", "泰国菜", "Thai"),
        ("cuisines", "川菜", "川菜", "Sichuan"),
        ("course", "main", "主菜", "main course"),
        ("diet", "gluten free", "无麸质", "gluten-free"),
        ("main_ingredient", "prawns", "虾", "shrimp"),
        ("spiciness", "hot", "重辣", "hot"),
        ("climate", "hot", "炎热", "hot"),
        ("amenities", "pool", "泳池", "pool"),
    ],
)
def test_a_value_means_what_it_means_in_its_column(column: str, value: str, chinese: str, english: str) -> None:
    words = words_for(value, known_attribute(column)["domain"])
    assert (words["zh"][0], words["en"][0]) == (chinese, english)


def test_minutes_of_anything_are_no_running_time_of_a_film() -> None:
    for column in ("minutes", "duration", "reading_minutes"):
        labels = known_attribute(column)["labels"]
        assert "片长" not in labels["zh"]
        assert "runtime" not in labels["en"]
    assert known_attribute("runtime")["labels"]["zh"][0] == "片长"
