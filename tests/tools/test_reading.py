"""Reading: how far a "no" reaches, in both languages."""

from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quwei.index.catalogue import Catalogue
from quwei.index.item import Item
from quwei.index.schema import Attribute, Schema
from quwei.index.vocabulary import vocabulary_of
from quwei.tools.marked import Marked
from quwei.tools.reading import Reading, read

GENRES: dict[str, Any] = {
    "Horror": {"zh": ["恐怖", "恐怖片"], "en": ["horror"]},
    "Comedy": {"zh": ["喜剧", "喜剧片"], "en": ["comedy"]},
    "War": {"zh": ["战争", "战争片"], "en": ["war", "war film"]},
    "Western": {"zh": ["西部", "西部片"], "en": ["western"]},
    "Heist": {"zh": ["劫案"], "en": ["heist"]},
    "Romance": {"zh": ["爱情", "爱情片"], "en": ["romance"]},
    "Sci-Fi": {"zh": ["科幻", "科幻片"], "en": ["sci-fi"]},
}
SCHEMA = Schema(
    attributes={
        "genres": Attribute(type="list", labels={"zh": ["类型"], "en": ["genre"]}, values=GENRES),
        "year": Attribute(type="number", labels={"zh": ["年份"], "en": ["year"]}),
        "runtime": Attribute(type="number", low={"zh": ["短"], "en": ["short"]}, high={"zh": ["长"], "en": ["long"]}),
    }
)
VOCABULARY = vocabulary_of(
    Catalogue("tiny", SCHEMA, (Item("alpha", {"en": "Paper Boats", "zh": "纸船"}, {}, {"genres": tuple(GENRES)}),))
)
NOUNS = frozenset({"film", "films", "movie", "movies", "电影", "片"})


def reading(text: str) -> Reading:
    return read(text, VOCABULARY, [], NOUNS)


def what(marked: Marked) -> str:
    meaning = marked.mention.payload[0]
    return meaning.what or meaning.kind


def attitudes(text: str) -> dict[str, str]:
    return {what(each): each.stance.attitude for each in reading(text).marked}


def phrases(text: str) -> dict[str, str]:
    return {text[slice(*each.span)]: each.stance.attitude for each in reading(text).phrases}


@pytest.mark.parametrize(
    "text",
    [
        "no horror, except war films",
        "no horror except for war films",
        "no horror, unless it's war",
        "不要恐怖片，战争片除外",
        "不要恐怖片，除非是战争片",
    ],
)
def test_what_is_let_through_after_a_refusal_is_not_refused(text: str) -> None:
    assert attitudes(text) == {"Horror": "dislike", "War": "like"}
    assert all(each.stance.optional for each in reading(text).marked if what(each) == "War")


@pytest.mark.parametrize(
    "text",
    ["films without romance are no good", "no romance is a dealbreaker", "没有爱情的不考虑", "没爱情的不行"],
)
def test_who_refuses_what_lacks_it_wants_it(text: str) -> None:
    assert attitudes(text) == {"Romance": "like"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("I hate horror, war films and westerns", {"Horror", "War", "Western"}),
        ("no horror, war or westerns", {"Horror", "War", "Western"}),
        ("no horror, war or westerns please", {"Horror", "War", "Western"}),
        ("不要恐怖片、战争片和西部片", {"Horror", "War", "Western"}),
        ("不喜欢恐怖片，战争片，西部片", {"Horror", "War", "Western"}),
        ("horror isn't my thing", {"Horror"}),
        ("horror isn’t my thing", {"Horror"}),
        ("war films are not for me", {"War"}),
        ("horror bores me", {"Horror"}),
        ("anything but comedies", {"Comedy"}),
        ("anything but comedies please", {"Comedy"}),
        ("everything except horror", {"Horror"}),
        ("I don't want anything with horror", {"Horror"}),
        ("I can't stand westerns", {"Western"}),
        ("I'm tired of romance", {"Romance"}),
        ("恐怖片就算了", {"Horror"}),
        ("恐怖片不要", {"Horror"}),
        ("战争片除外", {"War"}),
        ("爱情片看腻了", {"Romance"}),
        ("除了恐怖都行", {"Horror"}),
        ("除了恐怖片都可以", {"Horror"}),
        ("除了恐怖片，别的都可以", {"Horror"}),
        ("别给我推荐恐怖片", {"Horror"}),
        ("我讨厌恐怖片和战争片", {"Horror", "War"}),
    ],
)
def test_a_refusal_reaches_everything_it_lists(text: str, expected: set[str]) -> None:
    assert attitudes(text) == dict.fromkeys(expected, "dislike")


@pytest.mark.parametrize(
    ("text", "liked", "disliked"),
    [
        ("comedy, not horror", "Comedy", "Horror"),
        ("comedies without romance", "Comedy", "Romance"),
        ("I like comedies but not romance", "Comedy", "Romance"),
        ("no horror but comedies are great", "Comedy", "Horror"),
        ("I don't like horror, but comedies are fine", "Comedy", "Horror"),
        ("I hate horror. I love comedies", "Comedy", "Horror"),
        ("I hate horror. Comedies are great", "Comedy", "Horror"),
        ("I hate horror! A comedy would be nice", "Comedy", "Horror"),
        ("no horror, something with romance", "Romance", "Horror"),
        ("Comedy please. No horror", "Comedy", "Horror"),
        ("我喜欢喜剧，但是不喜欢爱情片", "Comedy", "Romance"),
        ("喜欢科幻不喜欢恐怖", "Sci-Fi", "Horror"),
        ("不要恐怖片，想看喜剧", "Comedy", "Horror"),
        ("不要恐怖片但要喜剧", "Comedy", "Horror"),
        ("不要恐怖片，不过喜剧可以", "Comedy", "Horror"),
        ("不喜欢恐怖片。喜剧不错", "Comedy", "Horror"),
        ("恐怖片不行，喜剧可以", "Comedy", "Horror"),
        ("恐怖片就算了，来个喜剧", "Comedy", "Horror"),
    ],
)
def test_a_refusal_ends_where_a_wish_or_a_contrast_begins(text: str, liked: str, disliked: str) -> None:
    assert attitudes(text) == {liked: "like", disliked: "dislike"}


def test_words_that_name_nothing_are_steered_as_well() -> None:
    assert attitudes("I love heist films but please nothing scary") == {"Heist": "like"}
    assert phrases("I love heist films but please nothing scary") == {"scary": "dislike"}
    assert attitudes("不要恐怖片，想看点轻松的") == {"Horror": "dislike"}
    assert phrases("不要恐怖片，想看点轻松的") == {"轻松": "like"}
    assert phrases("something funny, no horror") == {"funny": "like"}
    assert phrases("I don't want anything scary") == {"scary": "dislike"}


@pytest.mark.parametrize("text", ["comedy or romance", "喜剧和爱情片", "Comedy, romance?", "a romance comedy please"])
def test_a_bare_list_is_a_wish(text: str) -> None:
    assert attitudes(text) == {"Comedy": "like", "Romance": "like"}


@pytest.mark.parametrize(
    ("text", "lasting"),
    [("I love comedies", True), ("我喜欢喜剧", True), ("a comedy please", False), ("想看喜剧", False), ("喜剧", False)],
)
def test_a_taste_lasts_and_a_wish_does_not(text: str, lasting: bool) -> None:
    (marked,) = reading(text).marked
    assert (marked.stance.attitude, marked.stance.lasting) == ("like", lasting)


@pytest.mark.parametrize(
    "text", ["not a big fan of westerns", "I'm not into westerns", "不太喜欢西部片", "少点西部片", "less westerns"]
)
def test_a_mild_dislike_does_not_rule_out(text: str) -> None:
    (marked,) = reading(text).marked
    assert (marked.stance.attitude, marked.stance.mild) == ("dislike", True)
    assert marked.stance.strength < 1


@pytest.mark.parametrize("text", ["I hate westerns", "no westerns", "不要西部片", "西部片就算了"])
def test_a_plain_refusal_is_not_mild(text: str) -> None:
    (marked,) = reading(text).marked
    assert (marked.stance.attitude, marked.stance.mild) == ("dislike", False)


@pytest.mark.parametrize("text", ["too long", "that one is too long", "It was too long.", "太长了", "这部太长了"])
def test_too_much_of_a_degree_is_marked(text: str) -> None:
    (marked,) = reading(text).marked
    assert text[marked.mention.start : marked.mention.end] in ("long", "长")
    assert marked.too
    assert phrases(text) == {}


@pytest.mark.parametrize("text", ["not too long", "nothing too long", "不要太长", "别太长", "想看科幻，别太长的"])
def test_a_refusal_of_too_much_is_a_refusal(text: str) -> None:
    marked = reading(text).marked[-1]
    assert text[marked.mention.start : marked.mention.end] in ("long", "长")
    assert marked.too
    assert marked.stance.attitude == "dislike"


@pytest.mark.parametrize("text", ["a long film", "something long", "长一点的", "想要长的"])
def test_a_degree_that_is_wished_for_is_not_too_much(text: str) -> None:
    (marked,) = reading(text).marked
    assert (marked.stance.attitude, marked.too) == ("like", False)


@pytest.mark.parametrize(
    "text",
    ["I don't care about the year", "I don’t care about the year", "the year doesn't matter", "年份无所谓", "年份都行",
     "不在乎年份", "forget about the year", "skip the year"],
)  # fmt: skip
def test_what_does_not_matter_is_neutral(text: str) -> None:
    (marked,) = reading(text).marked
    assert marked.mention.payload[0].attribute == "year"
    assert marked.stance.attitude == "neutral"


def test_one_thing_may_not_matter_while_another_is_wished_for() -> None:
    found = {each.mention.payload[0].attribute: each.stance.attitude for each in reading("年份无所谓，想看喜剧").marked}
    assert found == {"year": "neutral", "genres": "like"}


def test_really_strengthens_what_follows() -> None:
    strong, plain = reading("a really funny comedy").marked, reading("a funny comedy").marked
    assert strong[0].stance.strength > plain[0].stance.strength


def test_a_title_is_found_and_may_be_refused() -> None:
    assert attitudes("I loved Paper Boats") == {"alpha": "like"}
    assert attitudes("not Paper Boats again") == {"alpha": "dislike"}
    assert attitudes("不喜欢《纸船》") == {"alpha": "dislike"}


def test_what_was_understood_as_a_number_is_not_read_again() -> None:
    text = "a long comedy under two hours"
    start = text.index("under")
    found = read(text, VOCABULARY, [(start, len(text))], NOUNS)
    assert all(each.span[1] <= start for each in found.phrases)
    assert [what(each) for each in found.marked] == ["high", "Comedy"]


def test_generic_words_for_items_are_no_phrases() -> None:
    assert phrases("a film please, any movie") == {}
    assert phrases("想看电影") == {}


def test_nothing_says_nothing() -> None:
    for text in ("", "   ", "?!。", "👍"):
        assert reading(text).marked == ()
        assert reading(text).phrases == ()


def test_the_kinds_of_steering_words_are_told() -> None:
    assert "greeting" in reading("hello there").kinds
    assert "thanks" in reading("谢谢").kinds
    assert "more" in reading("换一批").kinds


PIECES = st.sampled_from([
    "I hate ", "no ", "but ", "horror", "comedy", " and ", ", ", ". ", "too long", "not ", "please ", "scary", "不要",
    "恐怖片", "想看", "但是", "太长", "就算了", "、", "，", "都行", "轻松", "isn't my thing", "İ", "’", "9",
])  # fmt: skip


@settings(max_examples=40)
@given(st.lists(PIECES, max_size=8).map("".join) | st.text(max_size=25))
def test_every_span_lies_within_the_text_and_none_overlaps_another(text: str) -> None:
    found = reading(text)
    spans = sorted([each.mention[:2] for each in found.marked] + [each.span for each in found.phrases])
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert all(one[1] <= other[0] for one, other in pairwise(spans))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("not a comedy, a thriller romance", {"Comedy": "dislike", "Romance": "like"}),
        ("不是喜剧，是科幻", {"Comedy": "dislike", "Sci-Fi": "like"}),
        ("no to comedy, yes to horror", {"Comedy": "dislike", "Horror": "like"}),
        ("恐怖片千万别", {"Horror": "dislike"}),
        ("喜欢科幻 恐怖片就算了", {"Sci-Fi": "like", "Horror": "dislike"}),
        ("不要恐怖 战争", {"Horror": "dislike", "War": "dislike"}),
        ("不要战争片的科幻片", {"War": "dislike", "Sci-Fi": "like"}),
        ("除了喜剧，其他都不想看", {"Comedy": "like"}),
        ("anything but comedy", {"Comedy": "dislike"}),
        ("that's too romance", {"Romance": "dislike"}),
        ("喜剧或者科幻都行", {"Comedy": "like", "Sci-Fi": "like"}),
        ("comedy or horror, either is fine", {"Comedy": "like", "Horror": "like"}),
        ("喜剧都行", {"Comedy": "neutral"}),
        ("westerns are my favourite", {"Western": "like"}),
    ],
)
def test_a_refusal_keeps_to_what_it_refuses(text: str, expected: dict[str, str]) -> None:
    assert attitudes(text) == expected


def test_a_list_of_refusals_does_not_go_on_with_another_kind_of_thing() -> None:
    assert attitudes("no horror, Paper Boats") == {"Horror": "dislike", "alpha": "like"}


def test_a_favourite_named_at_the_end_is_a_taste() -> None:
    assert all(each.stance.lasting for each in reading("westerns are my favourite").marked)


def test_titles_in_a_list_of_seen_ones_are_known() -> None:
    assert attitudes("i've seen horror and paper boats")["alpha"] == "known"
