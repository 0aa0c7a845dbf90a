"""A conversation: it opens with a question, understands, recommends, remembers, and keeps people apart."""

import threading
from collections.abc import Callable

import pytest

from quwei.agent import Agent, Chat
from quwei.agent.turn import CardsShown, Token, ToolCalled, TurnEnded
from quwei.index.errors import QuweiError
from quwei.index.languages import language_of

MakeAgent = Callable[..., Agent]


def genres(turn_card: object) -> tuple[str, ...]:
    return turn_card.item.attributes["genres"]  # type: ignore[attr-defined, no-any-return]


def test_it_opens_with_a_question_that_says_what_it_brings(chat: Chat) -> None:
    turn = chat.open()
    assert turn.question is not None
    assert turn.question.options
    assert turn.question.after < turn.question.now
    assert str(turn.question.after) in turn.reply


def test_sample_data_is_called_so(make_agent: MakeAgent) -> None:
    assert "sample data" in make_agent("jobs").chat("ann", "s1", "en").open().reply
    assert "样例" in make_agent("jobs").chat("bob", "s1", "zh").open().reply
    assert "sample" not in make_agent("films").chat("ann", "s1", "en").open().reply


def test_one_like_and_one_dislike(chat: Chat) -> None:
    turn = chat.send("I love heist films but please nothing scary")
    assert [(each.phrase, each.polarity) for each in turn.interests] == [("heist", "like"), ("scary", "dislike")]
    assert turn.cards
    assert all("Heist" in genres(card) for card in turn.cards)
    assert not any("scary" in card.item.attributes["moods"] for card in turn.cards)  # type: ignore[operator]


def test_not_too_long_is_a_limit_not_a_like(chat: Chat) -> None:
    turn = chat.send("不要太长")
    assert turn.interests == ()
    (limit,) = turn.belief.constraints
    assert (limit.attribute, limit.op) == ("runtime", "<=")
    assert all(card.item.attributes["runtime"] <= limit.value for card in turn.cards)  # type: ignore[operator]


def test_every_option_sent_back_answers_the_question(make_agent: MakeAgent) -> None:
    for catalogue, greeting in (("films", "你好"), ("films", "hello"), ("places", "hello"), ("products", "你好")):
        agent = make_agent(catalogue)
        for position in range(6):
            chat = agent.chat(f"ann-{greeting}-{position}", "s1")
            question = chat.send(greeting).question
            assert question is not None
            options = [*question.options, question.skip]
            if position < len(options):
                turn = chat.send(options[position])
                known = [each.attribute for each in turn.belief.constraints]
                known += [each.attribute for each in turn.interests if each.attribute]
                assert {*question.about} & {*known} or options[position] == question.skip, options[position]
                assert turn.question is None or not {*question.about} & {*turn.question.about}


def test_nothing_is_asked_twice(chat: Chat) -> None:
    asked: list[str] = []
    turn = chat.open()
    for _ in range(8):
        if turn.question is None:
            break
        asked += turn.question.about
        turn = chat.send(turn.question.skip)
    assert len(asked) == len(set(asked)) >= 2


@pytest.mark.parametrize(
    ("message", "language"), [("想看轻松的喜剧", "zh"), ("a light comedy", "en"), ("想看 sci-fi 电影", "zh")]
)
def test_the_reply_is_in_the_language_of_the_message(chat: Chat, message: str, language: str) -> None:
    turn = chat.send(message)
    assert turn.language == language
    assert language_of(turn.reply) == language


def test_a_chip_keeps_the_language(make_agent: MakeAgent) -> None:
    chat = make_agent().chat("ann", "s1")
    chat.send("你好")
    profile = chat.profile()
    assert chat.send(profile.last.options[-1]).language == "zh"


def test_more_shows_others(chat: Chat) -> None:
    first = {card.item.id for card in chat.send("a comedy").cards}
    second = {card.item.id for card in chat.send("show me more").cards}
    assert second
    assert not first & second
    assert all("Comedy" in genres(card) for card in chat.send("换一批").cards)


def test_a_film_named_is_likeness_and_is_not_shown_itself(chat: Chat) -> None:
    turn = chat.send("something like Inception")
    assert turn.interests[0].item == "inception-2010"
    assert "inception-2010" not in [card.item.id for card in turn.cards]


def test_nothing_fits_is_said_with_the_smallest_relaxation(chat: Chat) -> None:
    turn = chat.send("a western under 20 minutes")
    assert turn.abstained
    assert turn.cards == ()
    assert "at most 20 minutes" in turn.reply
    assert "Without" in turn.reply


def test_a_new_wish_replaces_an_old_one_that_it_contradicts(chat: Chat) -> None:
    chat.send("a film from before 1950")
    turn = chat.send("no, I meant a film from the 90s")
    assert turn.cards
    assert all(1990 <= card.item.attributes["year"] <= 1999 for card in turn.cards)  # type: ignore[operator]


def test_what_is_known_is_told_when_asked(chat: Chat) -> None:
    chat.send("我喜欢科幻，不喜欢恐怖片")
    turn = chat.send("你了解我什么？")
    assert "科幻" in turn.reply
    assert "恐怖" in turn.reply
    assert turn.cards == ()


def test_cards_prove_the_constraints(chat: Chat) -> None:
    turn = chat.send("a thriller under two hours")
    for card in turn.cards:
        assert {check.constraint.attribute for check in card.proof} == {"genres", "runtime"}
        assert all(check.holds for check in card.proof)


def test_the_reply_names_the_first_card_and_nothing_else_of_the_catalogue(chat: Chat) -> None:
    turn = chat.send("想看科幻片")
    assert f"《{turn.cards[0].item.titles['zh']}》" in turn.reply
    assert turn.reply.count("《") == 1


def test_a_stream_gives_tools_cards_words_and_at_last_the_turn(chat: Chat) -> None:
    events = list(chat.stream("想看科幻片"))
    assert isinstance(events[0], ToolCalled)
    assert any(isinstance(event, CardsShown) for event in events)
    assert isinstance(events[-1], TurnEnded)
    words = "".join(event.text for event in events if isinstance(event, Token))
    assert words == events[-1].turn.reply
    tools = [event.entry.tool for event in events if isinstance(event, ToolCalled)]
    assert tools[0] == "extract_interests"
    assert "recommend" in tools


def test_a_session_resumes_after_a_restart(make_agent: MakeAgent) -> None:
    first = make_agent()
    first.chat("ann", "s1").send("想看九十年代的科幻片")
    first.close()
    chat = make_agent().chat("ann", "s1")
    assert [text for role, text in chat.history() if role == "user"] == ["想看九十年代的科幻片"]
    turn = chat.send("不要太长")
    assert all("Science Fiction" in genres(card) for card in turn.cards)
    assert {each.attribute for each in turn.belief.constraints} == {"genres", "year", "runtime"}


def test_two_people_never_see_each_other(films_agent: Agent) -> None:
    films_agent.chat("ann", "s1").send("我喜欢科幻片，不要恐怖片")
    bob = films_agent.chat("bob", "s1")
    assert bob.profile().interests == []
    assert bob.history() == []
    assert bob.send("hello").belief.constraints == ()


def test_a_wish_stays_in_its_session_and_a_taste_does_not(films_agent: Agent) -> None:
    films_agent.chat("ann", "s1").send("我喜欢科幻")
    films_agent.chat("ann", "s1").send("今晚想看西部片")
    other = films_agent.chat("ann", "s2")
    assert [each.value for each in other.profile().interests] == ["Science Fiction"]
    assert other.profile().constraints == []
    assert other.history() == []


def test_many_people_at_once_each_get_their_own(films_agent: Agent) -> None:
    wishes = {"科幻": "Science Fiction", "西部片": "Western", "喜剧": "Comedy", "恐怖片": "Horror"}
    wrong: list[str] = []

    def talk(user: str, word: str, genre: str) -> None:
        for _ in range(3):
            turn = films_agent.chat(user, "s").send(f"想看{word}")
            wrong.extend(card.item.id for card in turn.cards if genre not in genres(card))

    threads = [
        threading.Thread(target=talk, args=(f"{word}-{i}", word, genre))
        for i in range(2)
        for word, genre in wishes.items()
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []


@pytest.mark.parametrize("name", ["", "x" * 201])
def test_a_user_needs_a_usable_name(films_agent: Agent, name: str) -> None:
    with pytest.raises(QuweiError, match="1 to 200 characters"):
        films_agent.chat(name, "s1")
