"""What a message says of the last reply: of its cards, or of its question."""

import pytest

from quwei.agent.chat import Chat
from quwei.agent.turn import Turn
from tests.conftest import MakeAgent


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


def test_a_bare_yes_or_no_answers_a_question_of_yes_or_no(make_agent: MakeAgent) -> None:
    for answer, value in (("yes", True), ("no", False), ("是的", True), ("不", False)):
        chat = make_agent("places").chat(answer, "s")
        chat.send("museums")
        asked = None
        for _ in range(6):
            turn = chat.send("no preference")
            if turn.question and turn.question.attribute == "family_friendly":
                asked = turn.question
                break
        if asked is None:
            pytest.skip("places asks something else")
        chat.send(answer)
        assert [each.value for each in chat.profile().constraints if each.attribute == "family_friendly"] == [value]


def test_the_reason_is_asked_for_when_the_cards_that_were_turned_down_give_one(chat: Chat) -> None:
    chat.send("drama over 150 minutes")
    asked = [chat.send("none of these").question for _ in range(4)]
    whys = [each for each in asked if each is not None and each.yes is not None]
    assert whys
    for each in whys:
        assert "?" in each.text
        assert len(each.options) >= 1
    assert len({each.attribute for each in whys}) == len(whys)
