"""Any chat model can be the brain; one that fails is finished by the Planner, and nothing is lost."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessage, BaseMessage, ToolMessage
from scripted_model import Plain, Scripted, call

from quwei.agent import Agent, Chat, Policy
from quwei.agent.turn import Token, TurnEnded
from quwei.index.opened import LiveIndex
from quwei.index.people import People

Step = Callable[[Sequence[BaseMessage]], AIMessage]


@pytest.fixture
def chat_with(
    live: Callable[[str], LiveIndex], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Callable[[BaseChatModel], Chat]:
    def make(brain: BaseChatModel) -> Chat:
        monkeypatch.setattr("quwei.agent.brain.open_brain", lambda *_: brain)
        people = People(f"sqlite:///{tmp_path / 'people.sqlite'}", "films")
        return Agent(live("films"), people, "scripted", Policy(cards_per_turn=3)).chat("ann", "s")

    return make


@pytest.mark.parametrize("kind", [Plain, Scripted])
def test_a_model_recommends_through_the_tools(chat_with: Callable[[BaseChatModel], Chat], kind: type[Scripted]) -> None:
    brain = kind(steps=[call("recommend", count=2), AIMessage("Try these two.")], streams=kind is Scripted)
    turn = chat_with(brain).send("I love heist films but nothing scary")
    assert turn.reply.strip() == "Try these two."
    assert len(turn.cards) == 2
    assert all("Heist" in card.item.attributes["genres"] for card in turn.cards)  # type: ignore[operator]
    assert [entry.tool for entry in turn.trace] == ["extract_interests", "recommend"]


def test_a_model_sees_what_the_tools_answer_and_the_session_before(chat_with: Callable[[BaseChatModel], Chat]) -> None:
    brain = Plain(steps=[AIMessage("Hello!"), call("search", query="robots", limit=3), AIMessage("Robots it is.")])
    chat = chat_with(brain)
    chat.send("hi")
    chat.send("robots")
    texts = [message.text for message in brain.seen[1]]
    assert texts[1:] == ["hi", "Hello!", "robots"]
    (answer,) = [message for message in brain.seen[2] if isinstance(message, ToolMessage)]
    assert '"id"' in answer.text


@pytest.mark.parametrize("count", [-1, 0, 50])
def test_no_count_gets_a_model_past_the_policy_or_the_limits(
    chat_with: Callable[[BaseChatModel], Chat], count: int
) -> None:
    turn = chat_with(Plain(steps=[call("recommend", count=count), AIMessage("Here.")])).send("no horror")
    assert 1 <= len(turn.cards) <= 3
    assert not any("Horror" in card.item.attributes["genres"] for card in turn.cards)  # type: ignore[operator]


@pytest.mark.parametrize(
    "steps",
    [
        [TimeoutError("no answer")],
        [ConnectionError("refused")],
        [call("recommend"), ValueError("not JSON")],
        [call("no_such_tool")],
        [call("ask", attribute="no such attribute")],
        [AIMessage("")],
    ],
    ids=["timeout", "refused", "broken answer", "unknown tool for ever", "wrong argument for ever", "silence"],
)
def test_a_brain_that_fails_is_finished_by_the_planner(
    chat_with: Callable[[BaseChatModel], Chat], steps: list[Any]
) -> None:
    turn = chat_with(Plain(steps=steps)).send("I love heist films")
    assert "did not answer" in turn.reply
    assert turn.cards
    assert all("Heist" in card.item.attributes["genres"] for card in turn.cards)  # type: ignore[operator]
    assert any(entry.tool == "brain" and entry.note for entry in turn.trace)


def test_what_was_streamed_before_a_failure_is_not_in_the_reply(chat_with: Callable[[BaseChatModel], Chat]) -> None:
    def breaks_off(_: Sequence[BaseMessage]) -> AIMessage:
        return AIMessage("I would say", tool_calls=call("recommend").tool_calls)

    chat = chat_with(Scripted(steps=[breaks_off, TimeoutError()], streams=True))
    events = list(chat.stream("heist films"))
    assert any(isinstance(event, Token) and event.restart for event in events)
    assert isinstance(events[-1], TurnEnded)
    assert "I would say" not in events[-1].turn.reply
    assert chat.history()[-1] == ("assistant", events[-1].turn.reply)


def test_thumbs_can_be_given_while_a_reply_is_streamed(chat_with: Callable[[BaseChatModel], Chat]) -> None:
    chat = chat_with(Plain(steps=[call("recommend"), AIMessage("Here.")]))
    for event in chat.stream("heist films"):
        if isinstance(event, Token):
            chat.feedback("heat-1995", "up")
    assert chat.profile().thumbs == {"heat-1995": "up"}
