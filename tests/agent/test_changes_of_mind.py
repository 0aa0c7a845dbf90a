"""What a later message does to an earlier one: corrections, widening, insisting, giving up."""

from collections.abc import Callable

import pytest

from quwei.agent import Agent, Chat

MakeAgent = Callable[..., Agent]


def values(chat: Chat, attribute: str) -> set[str]:
    return {str(each.value) for each in chat.profile().wants("like") if each.attribute == attribute}


@pytest.mark.parametrize(("first", "then"), [("a comedy", "no, I meant horror"), ("来部喜剧", "说错了，我是说恐怖片")])
def test_a_correction_takes_the_place_of_what_was_said(chat: Chat, first: str, then: str) -> None:
    chat.send(first)
    turn = chat.send(then)
    assert values(chat, "genres") == {"Horror"}
    assert all("Horror" in card.item.attributes["genres"] for card in turn.cards)  # type: ignore[operator]


@pytest.mark.parametrize(("first", "then"), [("a job in hangzhou", "or shanghai"), ("杭州的工作", "上海也行")])
def test_what_is_fine_as_well_widens_the_choice(make_agent: MakeAgent, first: str, then: str) -> None:
    chat = make_agent("jobs").chat("u", "s")
    chat.send(first)
    turn = chat.send(then)
    assert {card.item.attributes["city"] for card in turn.cards} == {"Hangzhou", "Shanghai"}


@pytest.mark.parametrize("again", ["but I said heart-warming", "我要的是温情的"])
def test_a_loose_wish_said_again_becomes_a_limit_and_may_end_in_honesty(chat: Chat, again: str) -> None:
    first = chat.send("heart-warming horror")
    assert first.cards
    turn = chat.send(again)
    assert turn.abstained
    assert turn.relaxations


def test_a_loose_wish_that_no_card_fulfilled_becomes_a_limit_where_something_fulfils_it(chat: Chat) -> None:
    shown = chat.send("a war film").cards
    assert shown
    turn = chat.send("I'd rather have something funny")
    assert all("funny" in card.item.attributes["moods"] for card in turn.cards)  # type: ignore[operator]


def test_where_several_limits_clash_the_fewest_are_offered_to_be_given_up(chat: Chat) -> None:
    turn = chat.send("chinese horror after 2020 under 80 minutes")
    assert turn.abstained
    assert turn.relaxations
    assert all(len(each.constraints) > 1 for each in turn.relaxations)
    assert turn.question is not None
    again = chat.send(turn.question.options[0])
    assert again.cards


def test_giving_one_thing_up_for_another_keeps_the_other(make_agent: MakeAgent) -> None:
    chat = make_agent("places").chat("u", "s")
    chat.send("japan")
    turn = chat.send("forget japan. the United States instead")
    assert {card.item.attributes["country"] for card in turn.cards} == {"United States"}
