"""Thumbs move the belief, survive a restart, and are undone exactly."""

from collections.abc import Callable
from statistics import mean

import numpy as np
import pytest

from quwei.agent import Agent, Chat
from quwei.index.errors import QuweiError
from quwei.tools.belief import Belief

MakeAgent = Callable[..., Agent]
HORROR = "the-shining-1980"


def horror_mean_rank(belief: Belief, without: str) -> float:
    order = np.argsort(-belief.probabilities, kind="stable")
    items = belief.index.catalogue.items
    return mean(
        place
        for place, row in enumerate(order)
        if "Horror" in items[row].attributes["genres"] and items[row].id != without
    )


def belief_of(agent: Agent, user: str = "ann") -> Belief:
    return agent.chat(user, "s1").belief()


def test_a_thumb_down_on_a_horror_film_lowers_the_other_horror_films(films_agent: Agent) -> None:
    before = horror_mean_rank(belief_of(films_agent), without=HORROR)
    films_agent.chat("ann", "s1").feedback(HORROR, "down")
    assert horror_mean_rank(belief_of(films_agent), without=HORROR) > before


def test_a_thumb_is_still_known_after_a_restart(make_agent: MakeAgent) -> None:
    first = make_agent()
    first.chat("ann", "s1").feedback(HORROR, "down")
    expected = belief_of(first).probabilities
    first.close()
    again = make_agent()
    assert again.profile("ann").thumbs == {HORROR: "down"}
    assert np.array_equal(belief_of(again).probabilities, expected)


def test_undo_restores_the_belief_exactly(chat: Chat) -> None:
    chat.send("I love heist films but please nothing scary")
    before = chat.belief().probabilities
    receipt = chat.feedback(HORROR, "up")
    assert not np.array_equal(chat.belief().probabilities, before)
    chat.undo(receipt.id)
    assert np.array_equal(chat.belief().probabilities, before)


def test_a_receipt_tells_what_left_and_entered_the_top(chat: Chat) -> None:
    turn = chat.send("想看恐怖片")
    receipt = chat.feedback(turn.cards[0].item.id, "down")
    assert turn.cards[0].item.id in receipt.left
    assert len(receipt.entered) == len(receipt.left)
    assert turn.cards[0].item.titles["zh"] in receipt.text


def test_an_item_thumbed_down_is_not_shown_again(chat: Chat) -> None:
    disliked = chat.send("想看恐怖片").cards[0].item.id
    chat.feedback(disliked, "down")
    assert disliked not in [card.item.id for card in chat.send("想看恐怖片").cards]


def test_what_was_seen_is_left_out(chat: Chat) -> None:
    seen = chat.send("a comedy please").cards[0].item.id
    chat.feedback(seen, "seen")
    assert seen not in [card.item.id for card in chat.send("a comedy please").cards]


def test_clear_takes_a_thumb_back(chat: Chat) -> None:
    before = chat.belief().probabilities
    chat.feedback(HORROR, "down")
    chat.feedback(HORROR, "clear")
    assert chat.profile().thumbs == {}
    assert np.allclose(chat.belief().probabilities, before)


def test_undo_twice_or_of_somebody_else_is_refused(films_agent: Agent, chat: Chat) -> None:
    receipt = chat.feedback(HORROR, "up")
    with pytest.raises(QuweiError, match="nothing to undo"):
        films_agent.chat("bob", "s1").undo(receipt.id)
    chat.undo(receipt.id)
    with pytest.raises(QuweiError, match="nothing to undo"):
        chat.undo(receipt.id)


def test_an_unknown_item_names_the_nearest_ids(chat: Chat) -> None:
    with pytest.raises(QuweiError, match="the-shining-1980"):
        chat.feedback("the-shinning-1980", "up")
    assert chat.profile().thumbs == {}
