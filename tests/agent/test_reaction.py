"""What a message says of the last reply: of its cards, or of its question."""

from collections.abc import Callable

import pytest

from quwei.agent.agent import Agent
from quwei.agent.chat import Chat
from quwei.agent.policy import Policy
from quwei.agent.turn import Turn

MakeAgent = Callable[..., Agent]


def ask_until(chat: Chat, wish: str, about: tuple[str, ...]) -> None:
    """Decline what is asked after a wish until the question is about these attributes."""
    question = chat.send(wish).question
    while question is not None and {*question.about} != {*about}:
        question = chat.send(question.skip).question
    assert question is not None, f"nothing was asked about {about}"


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


@pytest.mark.parametrize(
    "answer",
    [
        *(
            "no preference",
            "no",
            "No, thanks.",
            "I don't know",
            "not sure",
            "either",
            "neither",
            "both are fine",
            "any",
        ),
        *(
            "up to you",
            "nothing in particular",
            "no to both",
            "no, nothing special",
            "都可以",
            "不用了，谢谢",
            "不知道",
        ),
        *("没有", "都没有", "没什么偏好", "不介意", "你定吧", "两个都行", "没想好"),
    ],
)
def test_no_preference_is_taken_for_what_was_asked_about_and_other_cards_are_shown(chat: Chat, answer: str) -> None:
    first = chat.send("comedy please")
    assert first.question is not None
    turn = chat.send(answer)
    assert {*first.question.about} <= {*chat.profile().unimportant}
    assert turn.cards
    assert not set(shown(turn)) & set(shown(first))
    assert turn.question is not None
    assert not {*turn.question.about} & {*first.question.about}
    assert turn.reply.startswith(("Here are 4", "Of everything", "按", "想要")), "an answer is no small talk"


@pytest.mark.parametrize("message", ["neither", "either", "没有", "不知道"])
def test_what_is_no_preference_means_nothing_where_nothing_was_asked(chat: Chat, message: str) -> None:
    assert chat.send("films with Tom Hanks").question is None
    chat.send(message)
    assert chat.profile().unimportant == []


@pytest.mark.parametrize(
    ("answer", "held"), [("the 1990s", "year"), ("under two hours", "runtime"), ("两小时以内", "runtime")]
)
def test_who_answers_for_one_of_two_is_not_asked_about_the_other_again(chat: Chat, answer: str, held: str) -> None:
    ask_until(chat, "comedy please", ("runtime", "year"))
    turn = chat.send(answer)
    assert {each.attribute for each in turn.belief.constraints} == {held, "genres"}
    assert turn.question is None or not {*turn.question.about} & {"year", "runtime"}


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
    chat = make_agent("books", Policy(cards_per_turn=1)).chat("ann", "s")
    ask_until(chat, "Chinese", ("for_children",))
    chat.send(answer)
    assert [each.value for each in chat.profile().constraints if each.attribute == "for_children"] == [value]


@pytest.mark.parametrize(("answer", "values"), [("yes", [True]), ("no", []), ("是的", [True]), ("不用", [])])
def test_a_no_to_two_questions_at_once_refuses_nothing(make_agent: MakeAgent, answer: str, values: list[bool]) -> None:
    chat = make_agent("places", Policy(cards_per_turn=1)).chat("ann", "s")
    asked = ("visit_hours", "family_friendly")
    ask_until(chat, "spring", asked)
    chat.send(answer)
    assert [each.value for each in chat.profile().constraints if each.attribute in asked] == values


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


@pytest.mark.parametrize("message", ["have you seen Titanic?", "你看过《泰坦尼克号》吗"])
def test_asking_whether_we_have_seen_something_is_no_word_of_having_seen_it(chat: Chat, message: str) -> None:
    assert "1997" in chat.send(message).reply
    assert chat.profile().seen == []


@pytest.mark.parametrize("message", ["最近心情不好，来点喜剧", "今年想多看点喜剧"])
def test_a_time_that_is_of_the_person_is_no_limit_on_the_year(chat: Chat, message: str) -> None:
    assert [each.attribute for each in chat.send(message).belief.constraints] == ["genres"]


@pytest.mark.parametrize(("wish", "message"), [("爱情片", "第一个太惨了"), ("a romance", "the first one is too silly")])
def test_a_card_that_is_too_much_of_something_is_not_taken(chat: Chat, wish: str, message: str) -> None:
    first = shown(chat.send(wish))[0]
    turn = chat.send(message)
    assert [each.item for each in chat.profile().wants("dislike") if each.item] == [first]
    assert first not in shown(turn)
