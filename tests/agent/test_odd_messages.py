"""Messages that are hardly messages each end in a clear turn, and nothing is lost."""

import pytest

from quwei.agent import Chat

ODD = {
    "empty": "",
    "blank": "   \n\t ",
    "emoji": "🎬🍿🤖",
    "control characters": "\x00\x07\x1b[31m\x9f\u202e",
    "russian": "Посоветуй хороший фильм, пожалуйста",
    "japanese": "おすすめの映画はありますか",
    "punctuation": "？？！！……",
    "digits": "42 42 42",
    "half a surrogate pair": "\ud83d",
}


@pytest.mark.parametrize("message", ODD.values(), ids=ODD.keys())
def test_an_odd_message_gets_a_reply_and_no_cards_out_of_nowhere(chat: Chat, message: str) -> None:
    turn = chat.send(message)
    assert turn.reply
    assert not turn.interests
    assert not turn.belief.constraints
    assert chat.send("想看科幻片").cards


@pytest.mark.parametrize("language", ["zh", "en"])
def test_another_language_is_said_to_be_one(chat: Chat, language: str) -> None:
    chat.send("你好" if language == "zh" else "hello")
    reply = chat.send("Посоветуй хороший фильм").reply
    assert ("中文和英文" if language == "zh" else "Chinese and English") in reply


def test_fifty_thousand_characters_are_read_in_part_and_said_so(chat: Chat) -> None:
    turn = chat.send("I love science fiction. " + "blah " * 10_000)
    assert "2,000" in turn.reply or "2000" in turn.reply
    assert turn.interests[0].value == "Science Fiction"
    (said, _) = chat.history()
    assert len(said[1]) <= 2_000


def test_control_characters_inside_a_wish_do_not_hide_it(chat: Chat) -> None:
    assert chat.send("想看\x00科幻\x07片").cards


def test_markup_is_only_words(chat: Chat) -> None:
    turn = chat.send("<script>alert(1)</script> a comedy [bold]please[/]")
    assert all("Comedy" in card.item.attributes["genres"] for card in turn.cards)  # type: ignore[operator]
