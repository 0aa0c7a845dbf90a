"""No sentence reaches a person that the cards do not bear out."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quwei.agent import Agent, Chat
from quwei.agent.guard import Finding, Guard
from quwei.agent.sentences import SentenceBuffer, sentences_of
from quwei.agent.turn import Turn
from quwei.agent.workbench import Workbench

MakeAgent = Callable[..., Agent]

REQUESTS = {
    "films": [
        "a korean thriller from before 2010", "why this one?", "compare the first two", "who directed it?",
        "想看九十年代的香港喜剧，两小时以内", "第二部讲什么的", "再短一点", "给我个惊喜", "安排一个周末的片单",
        "你了解我什么",
    ],
    "places": ["a quiet beach in winter", "how long does the first one take", "带孩子去的博物馆", "为什么推荐这个"],
    "books": ["short science fiction", "which one is shorter?", "日本的推理小说，300页以内", "谁写的"],
    "products": ["waterproof shoes under 500", "cheaper", "便宜的台灯", "第一个多少钱"],
}  # fmt: skip


class WatchedChat(Chat):
    """A chat that keeps the bench of its last turn, as it is when the reply is complete."""

    bench: Workbench

    def _finish(self, bench: Workbench, reply: str) -> Turn:
        self.bench = bench
        return super()._finish(bench, reply)


def watched(agent: Agent) -> WatchedChat:
    agent.chat_class = WatchedChat  # type: ignore[misc]
    chat = agent.chat("guarded", "one")
    assert isinstance(chat, WatchedChat)
    return chat


@pytest.mark.parametrize("catalogue", REQUESTS)
def test_the_planner_says_nothing_that_the_guard_refuses(catalogue: str, make_agent: MakeAgent) -> None:
    chat = watched(make_agent(catalogue))
    refused: list[Finding] = []
    for message in REQUESTS[catalogue]:
        turn = chat.send(message)
        refused += Guard(chat.bench).check(turn.reply)
    assert not refused


@pytest.fixture
def guard(make_agent: MakeAgent) -> Guard:
    """A guard over one card: Memories of Murder (2003), by Bong Joon-ho."""
    chat = watched(make_agent())
    turn = chat.send("a korean mystery about a detective, like Zodiac, 1 hour to 3 hours")
    assert turn.cards
    return Guard(chat.bench)


@pytest.mark.parametrize(
    ("sentence", "what"),
    [
        ("You should watch “The Godfather Part II” tonight.", "The Godfather Part II"),
        ("I also recommend The Silent Kingdom of Glass.", "The Silent Kingdom of Glass"),
        ("My pick is **Midnight Over Busan**, a hidden gem.", "Midnight Over Busan"),
        ("It came out in 1987.", "1987"),
        ("It runs for 411 minutes.", "411"),
        ("It is a musical from Argentina.", "musical"),
        ("It was made by Stanley Kubrick.", "Stanley Kubrick"),
        ("推荐你看《不存在的电影》。", "不存在的电影"),
        ("它是1987年的片子。", "1987"),
        ("这是一部阿根廷的歌舞片。", "阿根廷"),
        ("导演是斯坦利·库布里克。", "斯坦利·库布里克"),
    ],
)
def test_an_invented_sentence_is_refused(guard: Guard, sentence: str, what: str) -> None:
    assert any(what in found.what or found.what in what for found in guard.check(sentence)), guard.check(sentence)
    assert not guard.passes(sentence)
    assert guard.released(f"Here you are. {sentence}") == "Here you are."


@pytest.mark.parametrize(
    "sentence",
    [
        "I hope you enjoy the evening!",
        "These fit what you asked for, and none is over 180 minutes.",
        "Shall I look for something lighter?",
        "希望你喜欢！",
        "这几部都很紧张，晚上看正好。",
        "不要恐怖片的话也可以告诉我。",
    ],
)
def test_a_sentence_that_claims_nothing_of_an_item_may_be_said(guard: Guard, sentence: str) -> None:
    assert not guard.check(sentence)


def test_sentences_are_cut_where_they_end() -> None:
    text = "It has 7.5 points. See “Heat.” With William H. Macy and Paul Jr. in it. Good! 推荐《热浪！》。好吗？最后"
    assert [each.strip() for each in sentences_of(text)] == [
        "It has 7.5 points.", "See “Heat.”", "With William H. Macy and Paul Jr. in it.", "Good!",
        "推荐《热浪！》。", "好吗？", "最后",
    ]  # fmt: skip


@given(st.lists(st.text(alphabet="ab .!?。”\n1", max_size=12), max_size=8))
def test_no_piece_of_a_stream_is_lost(pieces: list[str]) -> None:
    buffer = SentenceBuffer()
    given_back = [sentence for piece in pieces for sentence in buffer.add(piece)]
    assert "".join(given_back) + buffer.rest() == "".join(pieces)


def test_marks_inside_a_title_end_no_sentence() -> None:
    text = "片长：《嗨！爸爸》161分钟，《鬼妈妈》100分钟。下一句。"
    assert sentences_of(text) == ["片长：《嗨！爸爸》161分钟，《鬼妈妈》100分钟。", "下一句。"]
    english = "Genre: drama for “Winter... and Spring”, war for “Oh! War”. It is called “Stop!” Look at “Go. On” then."
    assert [each.strip() for each in sentences_of(english)] == [
        "Genre: drama for “Winter... and Spring”, war for “Oh! War”.",
        "It is called “Stop!”",
        "Look at “Go. On” then.",
    ]
