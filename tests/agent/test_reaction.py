"""What a message says of the last reply: of its cards, or of its question."""

from collections.abc import Callable

import pytest

from quwei.agent.agent import Agent
from quwei.agent.chat import Chat
from quwei.agent.policy import Policy
from quwei.agent.turn import Turn

MakeAgent = Callable[..., Agent]


def shown(turn: Turn) -> list[str]:
    return [card.item.id for card in turn.cards]


@pytest.mark.parametrize(
    ("wish", "no", "word"), [("comedy please", "none of these", "those"), ("来点喜剧", "都不喜欢", "不要")]
)
def test_turned_down_cards_do_not_come_back(chat: Chat, wish: str, no: str, word: str) -> None:
    seen = shown(chat.send(wish))
    for _ in range(3):
        turn = chat.send(no)
        assert turn.cards
        assert word in turn.reply
        assert not set(shown(turn)) & set(seen)
        seen += shown(turn)
    assert set(chat.profile().rejected) == set(seen[:-4])
    assert chat.send("start over" if word == "those" else "重新开始").event
    assert chat.profile().rejected == []


def test_a_rejection_is_undone_with_its_message(chat: Chat) -> None:
    before = chat.send("comedy please").belief.top()
    turn = chat.send("none of these")
    assert turn.belief.top() != before
    assert turn.event is not None
    chat.undo(turn.event)
    assert chat.belief().top() == before


def test_no_preference_is_taken_for_the_attribute_asked_about_and_other_cards_are_shown(chat: Chat) -> None:
    first = chat.send("comedy please")
    assert first.question is not None
    for answer in ("no preference", "no"):
        asked = chat.profile().last.question
        assert asked is not None
        turn = chat.send(answer)
        assert asked["attribute"] in chat.profile().unimportant
        assert turn.cards
        assert not set(shown(turn)) & set(shown(first))
        assert turn.question is not None
        assert turn.question.attribute != asked["attribute"]


def test_no_preference_shows_the_same_again_when_there_are_no_others(chat: Chat) -> None:
    seen = shown(chat.send("films with Tom Hanks"))
    for _ in range(4):
        turn = chat.send("no preference")
        seen += shown(turn)
        assert turn.cards
        assert not turn.abstained
    assert len(set(seen)) < len(seen)


@pytest.mark.parametrize("message", ["not that country", "不要这个国家的"])
def test_not_that_country_refuses_what_the_first_card_is_from(chat: Chat, message: str) -> None:
    first = chat.send("comedy please").cards[0].item
    turn = chat.send(message)
    (refused,) = [each for each in chat.profile().constraints if each.attribute == "countries"]
    assert turn.cards
    assert not refused.holds_for(first)


@pytest.mark.parametrize("message", ["a bit long for me", "too long", "有点长", "太长了"])
def test_what_was_called_too_long_is_gone(chat: Chat, message: str) -> None:
    first = chat.send("comedy under 100 minutes").cards[0].item
    turn = chat.send(message)
    assert turn.cards
    for card in turn.cards:
        assert float(str(card.item.attributes["runtime"])) < float(str(first.attributes["runtime"]))


@pytest.mark.parametrize(("answer", "value"), [("yes", True), ("no", False), ("是的", True), ("不", False)])
def test_a_bare_yes_or_no_answers_a_question_of_yes_or_no(make_agent: MakeAgent, answer: str, value: bool) -> None:
    chat = make_agent("places", Policy(cards_per_turn=1)).chat("ann", "s")
    question = chat.send("museums").question
    for _ in range(5):
        if question is not None and question.attribute == "family_friendly":
            break
        question = chat.send("no preference").question
    assert question is not None
    assert question.attribute == "family_friendly"
    chat.send(answer)
    assert [each.value for each in chat.profile().constraints if each.attribute == "family_friendly"] == [value]


def test_the_reason_is_asked_for_when_the_cards_that_were_turned_down_give_one(make_agent: MakeAgent) -> None:
    chat = make_agent("places", Policy(cards_per_turn=1)).chat("ann", "s")
    chat.send("spring")
    asked = [chat.send("not that one").question for _ in range(4)]
    whys = [each for each in asked if each is not None and each.yes is not None and each.yes.op == "not_contains"]
    assert whys
    for each in whys:
        assert each.yes is not None
        assert each.options[0] == f"no {each.text.split('“')[1].split('”')[0]}"
    chat.send("yes")
    assert asked[-1] is None or asked[-1].yes is None or asked[-1].yes in chat.profile().constraints
