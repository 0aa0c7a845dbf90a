"""What was said so far can be looked back on: each statement with what it moved, and the table of the last reply."""

import numpy as np
import pytest

from quwei.agent import Agent, Chat


def test_looking_back_tells_what_the_turns_told(chat: Chat) -> None:
    turns = [chat.send(each) for each in ("I love heist films", "nothing scary", "hello", "想看短一点的")]
    told = [receipt for turn in turns for receipt in turn.receipts]
    looked_back = [each.receipt for each in chat.statements()]
    assert [(each.id, each.entered, each.left) for each in looked_back] == [
        (each.id, each.entered, each.left) for each in told
    ]
    assert any(each.left for each in told)


def test_a_statement_says_what_was_understood(chat: Chat) -> None:
    chat.send("heist films under two hours")
    (statement,) = chat.statements()
    assert statement.text == "heist films under two hours"
    assert [each.value for each in statement.interests] == ["Heist"]
    assert ("runtime", "<=", 120) in [(each.attribute, each.op, each.value) for each in statement.constraints]


def test_an_earlier_statement_is_undone_exactly(films_agent: Agent) -> None:
    chat, other = films_agent.chat("ann", "s1"), films_agent.chat("ben", "s1")
    chat.send("horror")
    chat.send("under 90 minutes")
    other.send("under 90 minutes")
    chat.undo(chat.statements()[0].receipt.id)
    assert [each.text for each in chat.statements()] == ["under 90 minutes"]
    assert np.array_equal(chat.belief().probabilities, other.belief().probabilities)


def test_what_was_said_in_another_session_is_no_statement_of_this_one(films_agent: Agent) -> None:
    films_agent.chat("ann", "s1").send("I love horror")
    assert films_agent.chat("ann", "s2").statements() == ()


def test_the_table_of_the_last_reply_can_be_shown_again(films_agent: Agent) -> None:
    chat = films_agent.chat("ann", "s1")
    chat.send("heist films")
    turn = chat.send("compare the first two")
    again = films_agent.chat("ann", "s1").comparison()
    assert again == turn.comparison
    assert turn.comparison is not None
    assert len(turn.comparison.items) == 2
    chat.send("westerns")
    assert chat.comparison() is None


@pytest.mark.parametrize(("language", "attribute", "undone"), [("zh", "年份", "已撤销"), ("en", "year", "Undone")])
def test_a_page_is_told_in_the_language_of_its_labels(chat: Chat, language: str, attribute: str, undone: str) -> None:
    chat.send("heist films")
    chat.send("compare the first two")
    shown = chat.telling_in(language)  # type: ignore[arg-type]
    table = shown.comparison()
    assert table is not None
    assert attribute in [label for label, _ in table.rows]
    assert undone in shown.undo(shown.statements()[0].receipt.id).text
