"""Words about items: grounded in the cards, in the person's language, with what has to be disclosed, each time new."""

import re
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

import pytest
from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessage, BaseMessage
from langchain_core.outputs import ChatGeneration, ChatResult

from quwei.agent import Agent, Chat, Newsletter, Policy
from quwei.agent.clauses import beginning
from quwei.agent.model_writer import written
from quwei.agent.newsletter import newsletter
from quwei.agent.pitch import pitch
from quwei.agent.sentences import sentences_of
from quwei.agent.wording import Wording
from quwei.agent.words import Pen
from quwei.index.constraint import Constraint
from quwei.index.errors import QuweiError
from quwei.index.item import Item
from quwei.index.languages import LANGUAGES, Language, language_of
from quwei.tools.cards import Card, Check

MakeAgent = Callable[..., Agent]

PEOPLE = {
    "films": [
        "想看不太长的喜剧，别太吓人，2000年以后的",
        "我喜欢《盗梦空间》和太空",
        "a heist movie between 90 and 120 minutes, nothing scary, like Inception",
        "I love slow-burn dramas from Japan",
    ],
    "places": ["世界遗产，最多玩5小时", "想去看雪山，不要博物馆", "somewhere warm with temples for the family"],
    "books": ["我喜欢推理和孤独的主题，不要太厚", "science fiction under 400 pages", "I like magic but no romance"],
    "products": ["300块以内的鞋，防水", "送礼的东西，别太贵", "light shoes for running, cheap", "rated at least 4.5"],
}
EVERYBODY = [(catalogue, message) for catalogue, messages in PEOPLE.items() for message in messages]
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_TITLE: dict[Language, re.Pattern[str]] = {"zh": re.compile("《[^》]+》"), "en": re.compile("“[^”]+”")}


@pytest.fixture(params=EVERYBODY, ids=lambda each: f"{each[0]}: {each[1]}")
def person(request: pytest.FixtureRequest, make_agent: MakeAgent) -> tuple[Agent, Chat, Sequence[Card]]:
    catalogue, message = request.param
    agent = make_agent(catalogue, policy=Policy(disclose=("sponsored",) if catalogue == "products" else ()))
    chat = agent.chat("ann", "s")
    chat.send(message)
    cards = chat.cards()
    assert cards
    return agent, chat, cards


def plain(text: str) -> str:
    """Return Markdown as it is read."""
    return re.sub(r"\\(.)", r"\1", text.replace("**", ""))


def known_of(cards: Sequence[Card], chat: Chat, wording: Wording) -> str:
    """Return every word that may be said: of the cards, and of the person."""
    catalogue = wording._catalogue
    items = [
        *(card.item for card in cards),
        *(catalogue[each.item] for card in cards for each in card.reasons if each.item),
    ]
    said = [text for item in items for text in (*item.titles.values(), *item.texts.values())]
    said += [wording.title(item.id) for item in items]
    for card in cards:
        for name, value in card.item.attributes.items():
            said += [str(value), wording.together(name, value)]
            said += [wording.value(name, each) for each in (value if isinstance(value, tuple) else (value,))]
        said += [
            wording.value(each.constraint.attribute, value) for each in card.proof for value in each.constraint.values
        ]
        for each in card.proof:
            attribute = wording.schema.attributes[each.constraint.attribute]
            said += [wording.attribute(each.constraint.attribute), each.constraint.vague or ""]
            # A vague word of the other language is said by ours of the same meaning.
            said += [word for words in (attribute.low, attribute.high) for word in words.get(wording.language, [])]
        said += [wording.attribute(each) for each in card.disclosures]
    profile = chat.profile()
    said += [each.phrase for each in profile.interests] + [wording.interest(each) for each in profile.interests]
    return "\n".join(said)


def check_grounded(text: str, cards: Sequence[Card], chat: Chat, wording: Wording) -> None:
    """Every number and every quoted word or title is the cards' or the person's own."""
    known = known_of(cards, chat, wording)
    numbers = set(_NUMBER.findall(known))
    assert set(_NUMBER.findall(text)) <= numbers
    marks = [*_TITLE["zh"].findall(text), *re.findall("“[^”]+”", text)]
    for each in marks:
        assert each in known or each[1:-1] in known, each


def check_clean(text: str, language: Language) -> None:
    assert language_of(text) == language
    assert not re.search(r"[{}]|None(?!”)|unknown|不详|\.\.|。。|，，| ,|  |“”|《》|“《", text), text
    assert text[0].isupper() or text[0] in "“《" or language == "zh"
    assert text[-1] in ".?!。？！…”"


def test_a_pitch_says_only_what_is_known(person: tuple[Agent, Chat, Sequence[Card]]) -> None:
    agent, chat, cards = person
    for language in LANGUAGES:
        wording = Wording(agent.index.catalogue, language)
        for card in cards:
            text = chat.pitch(card.item.id, language)
            check_grounded(text, [card], chat, wording)
            check_clean(text, language)
            assert wording.title(card.item.id) in text
            assert 2 <= len(sentences_of(text)) <= 6, text
            assert (25 if language == "zh" else 80) <= len(text) <= (330 if language == "zh" else 800), text


def test_a_newsletter_says_only_what_is_known(person: tuple[Agent, Chat, Sequence[Card]]) -> None:
    agent, chat, cards = person
    for language in LANGUAGES:
        wording = Wording(agent.index.catalogue, language)
        letter = newsletter(cards, chat.profile(), wording)
        text = plain(letter.text)
        check_grounded(f"{letter.title}\n{text}", cards, chat, wording)
        check_clean(text, language)
        paragraphs = text.split("\n\n")
        assert len(paragraphs) == len(cards) + 2
        assert letter.items == tuple(card.item.id for card in cards)
        for paragraph, card in zip(paragraphs[1:-1], cards, strict=True):
            assert wording.title(card.item.id) in paragraph
            assert beginning(wording, card.item) in paragraph
        assert len(set(paragraphs)) == len(paragraphs)
        assert len(text) <= 400 * (len(cards) + 1) * (1 if language == "zh" else 2)


def test_a_limit_is_answered_in_its_pitch(make_agent: MakeAgent) -> None:
    chat = make_agent("films").chat("ann", "s")
    for card in chat.send("a thriller under two hours from after 1990").cards:
        text = chat.pitch(card.item.id)
        assert f"{card.item.attributes['runtime']} minutes" in text
        assert str(card.item.attributes["year"]) in text


def test_a_limit_that_an_item_misses_is_admitted(make_agent: MakeAgent) -> None:
    chat = make_agent("films").chat("ann", "s")
    chat.send("at most 90 minutes")
    assert "runtime at most 90 minutes" in chat.pitch("heat-1995")
    assert "片长不超过90分钟" in chat.pitch("heat-1995", "zh")


@pytest.mark.parametrize(("language", "label"), [("en", "sponsored"), ("zh", "推广")])
def test_what_has_to_be_disclosed_is_in_both_texts(make_agent: MakeAgent, language: Language, label: str) -> None:
    agent = make_agent("products", policy=Policy(disclose=("sponsored",)))
    sponsored = [item for item in agent.index.catalogue.items if item.attributes.get("sponsored")]
    chat = agent.chat("ann", "s", language)
    assert sponsored
    for item in sponsored:
        assert label in chat.pitch(item.id)
    rows = [agent.index.catalogue.rows[item.id] for item in sponsored]
    cards = chat._bench("").cards_of(rows)
    letter = newsletter(cards, chat.profile(), Wording(agent.index.catalogue, language))
    assert all(label in paragraph for paragraph in letter.text.split("\n\n")[1:-1])
    assert label not in chat.pitch(next(item.id for item in agent.index.catalogue.items if item not in sponsored))


def test_two_persons_read_different_texts_and_one_the_same_twice(make_agent: MakeAgent) -> None:
    agent = make_agent("films")
    first, second = agent.chat("ann", "s"), agent.chat("bob", "s")
    first.send("heist films, nothing scary")
    second.send("heist films with a love story")
    item = "oceans-eleven-2001"
    assert first.pitch(item) == first.pitch(item) != second.pitch(item)
    assert first.newsletter() == first.newsletter() != second.newsletter()


def test_the_same_wish_of_many_people_is_worded_in_many_ways(make_agent: MakeAgent) -> None:
    agent = make_agent("films")
    chats = [agent.chat(f"person-{number}", "s") for number in range(12)]
    for chat in chats:
        chat.send("heist films")
    for language in LANGUAGES:
        assert len({chat.pitch("oceans-eleven-2001", language) for chat in chats}) >= 6
        assert len({chat.newsletter(3, language).text for chat in chats}) >= 10


def test_who_has_said_nothing_gets_a_newsletter_too(make_agent: MakeAgent) -> None:
    for catalogue in PEOPLE:
        for language in LANGUAGES:
            letter = make_agent(catalogue).chat("new", "s", language).newsletter(3)
            assert len(letter.items) == 3
            check_clean(plain(letter.text), language)


def test_when_nothing_fits_it_says_so(make_agent: MakeAgent) -> None:
    chat = make_agent("films").chat("ann", "s")
    chat.send("at most 5 minutes")
    letter = chat.newsletter()
    assert letter.items == ()
    assert "Nothing" in letter.title
    assert "5 minutes" in letter.text


@pytest.mark.parametrize("count", [-1, 0, 21])
def test_a_count_out_of_bounds_is_refused(chat: Chat, count: int) -> None:
    with pytest.raises(QuweiError, match="1 to 20"):
        chat.newsletter(count)


def test_an_unknown_item_is_refused(chat: Chat) -> None:
    with pytest.raises(QuweiError, match="no item"):
        chat.pitch("inceptoin")


def test_writing_changes_nothing(chat: Chat) -> None:
    chat.send("heist films")
    before = chat.profile(), chat.history()
    chat.pitch("heat-1995")
    chat.newsletter()
    assert (chat.profile(), chat.history()) == before


@pytest.mark.parametrize(
    ("message", "place", "language"), [("sell me the second one", 1, "en"), ("安利一下第一个", 0, "zh")]
)
def test_a_pitch_is_asked_for_in_a_conversation(chat: Chat, message: str, place: int, language: str) -> None:
    cards = chat.send("a heist film under two hours" if language == "en" else "两小时以内的抢劫片").cards
    turn = chat.send(message)
    assert [entry.tool for entry in turn.trace] == ["extract_interests", "pitch"]
    assert [card.item.id for card in turn.cards] == [cards[place].item.id]
    assert turn.reply == chat.pitch(cards[place].item.id)
    assert turn.language == language


def test_unknown_facts_are_not_mentioned(make_agent: MakeAgent) -> None:
    agent = make_agent("films")
    whole = agent.index.catalogue["heat-1995"]
    bare = Item(whole.id, whole.titles, {}, {})
    limit = Constraint(attribute="runtime", op="<=", value=120)
    refusal = Constraint(attribute="moods", op="not_contains", value=("scary",))
    proof = (Check(constraint=limit, value=None, holds=False), Check(constraint=refusal, value=None, holds=True))
    for language in LANGUAGES:
        wording = Wording(agent.index.catalogue, language)
        text = pitch(Card(item=bare, probability=0, proof=proof), agent.profile("ann"), wording)
        assert wording.title(whole.id) in text
        assert not set(_NUMBER.findall(text)) | ({"scary", "吓人"} & set(re.findall(r"scary|吓人", text)))


def test_what_catalogues_and_people_write_is_no_markdown(make_agent: MakeAgent) -> None:
    agent = make_agent("films")
    whole = agent.index.catalogue["heat-1995"]
    item = Item(whole.id, whole.titles, {"en": "# Not a *headline* <b>at all</b> [x](y)."}, whole.attributes)
    text = newsletter([Card(item=item, probability=0)], agent.profile("a"), Wording(agent.index.catalogue, "en")).text
    assert r"\# Not a \*headline\* \<b\>at all\</b\> \[x\](y)." in text
    assert "“**Heat**”" in text


def test_sentences_end_where_they_end() -> None:
    text = "By D.A. Pennebaker and Dr. J. K. Rowling. It is 4.5 long! You like “it”. So do we. Good?"
    assert [each.strip() for each in sentences_of(text)] == [
        "By D.A. Pennebaker and Dr. J. K. Rowling.",
        "It is 4.5 long!",
        "You like “it”.",
        "So do we.",
        "Good?",
    ]
    assert sentences_of("他说：“走吧。”然后走了。真的？") == ["他说：“走吧。”", "然后走了。", "真的？"]


def test_a_pen_uses_every_wording_before_one_comes_again() -> None:
    for language in LANGUAGES:
        pen = Pen(language, "seed")
        said = [pen.say("writing-why", title="T", wishes="W") for _ in range(5)]
        assert len(set(said)) == 5
        assert pen.say("writing-why", title="T", wishes="W") in said


class Author(BaseChatModel):
    """A language model that says what the test gave it."""

    says: Any

    @property
    def _llm_type(self) -> str:
        return "author"

    def _generate(self, messages: list[BaseMessage], *_: Any, **__: Any) -> ChatResult:
        if isinstance(self.says, Exception):
            raise self.says
        text = self.says(messages[0].text) if callable(self.says) else self.says
        return ChatResult(generations=[ChatGeneration(message=AIMessage(text))])


def by_model(agent: Agent, says: Any, released: Callable[[str], str] = str) -> tuple[str, str]:
    """Return what is written of a sponsored product by a model, and by the template."""
    chat = agent.chat("ann", "s", "en")
    item = next(item for item in agent.index.catalogue.items if item.attributes.get("sponsored"))
    (card,) = chat._bench("").cards_of([agent.index.catalogue.rows[item.id]])
    wording = Wording(agent.index.catalogue, "en")
    template = pitch(card, chat.profile(), wording)
    model = Author(says=says(wording.title(item.id)) if callable(says) else says)
    return written(model, "pitch", [card], chat.profile(), wording, template, released), template


@pytest.fixture
def shop(make_agent: MakeAgent) -> Agent:
    return make_agent("products", policy=Policy(disclose=("sponsored",)))


def test_a_model_writes_what_is_released_and_the_disclosure_is_added(shop: Agent) -> None:
    def says(title: str) -> str:
        return f"{title} is made for a day like yours, and you will be glad of it for years to come. " * 2 + "It flies."

    text, template = by_model(shop, says, lambda text: text.replace("It flies.", ""))
    assert text != template
    assert "made for a day like yours" in text
    assert "flies" not in text
    assert "sponsored" in text


@pytest.mark.parametrize(
    "says",
    [
        TimeoutError("no answer"),
        "",
        "Something else entirely, and at such a length that nobody would call it short. " * 3,
    ],
    ids=["failure", "silence", "another item"],
)
def test_the_template_stands_behind_a_model(shop: Agent, says: Any) -> None:
    text, template = by_model(shop, says)
    assert text == template


def test_the_template_is_taken_when_little_is_released(shop: Agent) -> None:
    text, template = by_model(shop, lambda title: f"{title} is good. " * 30, lambda text: text[:30])
    assert text == template


def test_a_model_that_never_stops_is_stopped(shop: Agent) -> None:
    text, _ = by_model(shop, lambda title: f"{title} goes on and on. " * 2000)
    assert len(text) < 1100


def test_a_model_is_given_the_facts_and_the_language(shop: Agent) -> None:
    prompts: list[str] = []

    def listens(prompt: str) -> str:
        prompts.append(prompt)
        return ""

    by_model(shop, lambda _: listens)
    (prompt,) = prompts
    assert "in English only" in prompt
    assert '"price"' in prompt
    assert '"disclosures": [\n    "sponsored"' in prompt
    assert "$" not in prompt


def test_a_model_that_does_not_answer_leaves_it_to_the_template(
    make_agent: MakeAgent, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("quwei.agent.brain.open_brain", lambda *_: Author(says=TimeoutError("too late")))
    with_model = make_agent("films", brain="author").chat("ann", "s", "en")
    monkeypatch.undo()
    assert with_model.pitch("heat-1995") == make_agent("films").chat("ann", "s", "en").pitch("heat-1995")
    assert isinstance(with_model.newsletter(2), Newsletter)


def test_dates_are_answered_as_dates(make_agent: MakeAgent) -> None:
    agent = make_agent("news")
    item = agent.index.catalogue.items[0]
    held = item.attributes["date"]
    assert isinstance(held, date)
    limit = Constraint(attribute="date", op=">=", value=date(2020, 1, 31))
    card = Card(item=item, probability=0, proof=(Check(constraint=limit, value=held, holds=True),))
    for language in LANGUAGES:
        text = pitch(card, agent.profile("ann"), Wording(agent.index.catalogue, language))
        assert held.isoformat() in text
        assert "2020-01-31" in text


def test_words_of_the_other_language_are_not_quoted(make_agent: MakeAgent) -> None:
    chat = make_agent("products").chat("ann", "s")
    (card, *_) = chat.send("适合露营的装备，500元以下").cards
    assert not re.search("[一-鿿]", chat.pitch(card.item.id, "en") + chat.newsletter(3, "en").markdown)


def test_a_reason_is_not_said_again_as_a_fact(make_agent: MakeAgent) -> None:
    chat = make_agent("films").chat("ann", "s")
    chat.send("films by Zhang Yimou")
    for language, name in (("en", "Zhang Yimou"), ("zh", "张艺谋")):
        assert chat.pitch("hero-2002", language).count(name) == 1  # type: ignore[arg-type]


def test_what_a_vague_word_was_taken_for_is_said_of_dates(make_agent: MakeAgent) -> None:
    chat = make_agent("books").chat("ann", "s")
    (card, *_) = chat.send("a recent thriller").cards
    (limit,) = [each.constraint for each in card.proof if each.constraint.vague]
    assert f"{limit.value} or later" in chat.pitch(card.item.id)
