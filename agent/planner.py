"""The Planner: the embedded brain. It chooses the next tool calls by rule and speaks the tools' own sentences."""

from collections.abc import Sequence
from typing import Any

from langchain_core.callbacks import CallbackManagerForLLMRun
from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessage, BaseMessage, HumanMessage, ToolCall
from langchain_core.outputs import ChatGeneration, ChatResult
from pydantic import BaseModel, ConfigDict

from quwei.tools.intents import Intent


class Situation(BaseModel):
    """Tell a brain where the conversation stands; it travels with the person's message.

    `intent` is what the message asks for, `items` those it points at, `attributes` those it names, `count` how many;
    `notes` are sentences that open the reply whatever follows.
    """

    model_config = ConfigDict(frozen=True)

    opening: bool = False
    understood: bool = False
    answered: bool = False
    kinds: frozenset[str] = frozenset()
    intent: Intent = "recommend"
    items: tuple[str, ...] = ()
    attributes: tuple[str, ...] = ()
    count: int | None = None
    notes: tuple[str, ...] = ()
    joint: str = " "


class Planner(BaseChatModel):
    """Decide without a language model: recommend as soon as anything is known, ask while an answer is worth it."""

    @property
    def _llm_type(self) -> str:
        return "quwei-planner"

    def bind_tools(self, tools: Sequence[Any], **_: Any) -> "Planner":
        """Return the Planner itself: it knows the tools by name."""
        return self

    def _generate(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        **_: Any,
    ) -> ChatResult:
        return ChatResult(generations=[ChatGeneration(message=decide(messages))])


def decide(messages: Sequence[BaseMessage]) -> AIMessage:
    """Return the tool call that answers the person; without one the notes say it all."""
    said = next(message for message in reversed(messages) if isinstance(message, HumanMessage))
    situation = Situation.model_validate(said.additional_kwargs["situation"])
    return AIMessage("", tool_calls=_calls(situation))


def tool_due(situation: Situation) -> str | None:
    """Return the tool without which a message cannot be answered, None when words will do."""
    return next((call["name"] for call in _calls(situation) if call["name"] != "ask"), None)


def _calls(situation: Situation) -> list[ToolCall]:
    """Return the tool calls of a turn: one, because each more costs a step of the loop."""
    if (about := _about(situation)) is not None:
        return [about]
    if situation.understood or situation.answered or {"more", "rejected", "undo", "language"} & situation.kinds:
        return [_call("recommend", and_ask=True)]
    if situation.intent == "recommend" and ("wish" in situation.kinds or situation.count is not None):
        return [_call("recommend", and_ask=True)]  # "what should I watch?", "two films": something, and a question
    return [] if "thanks" in situation.kinds else [_call("ask")]


def _about(situation: Situation) -> ToolCall | None:
    """Return the tool call for a message that asks for something else than the best cards."""
    items = list(situation.items)
    match situation.intent:
        case "about_me":
            return _call("read_profile")
        case "explain":
            return _call("explain", items=items)
        case "pitch":
            return _call("pitch", items=items)
        case "describe":
            return _call("describe", items=items, attributes=list(situation.attributes))
        case "compare":
            return _call("compare", items=items if len(items) > 1 else [], attributes=list(situation.attributes))
        case "swap":
            return _call("swap", items=items)
        case "pick":
            return _call("show", items=items)
        case "surprise" | "plan":
            return _call(situation.intent, count=situation.count)
    return None


def _call(name: str, **arguments: Any) -> ToolCall:
    return ToolCall(name=name, args=arguments, id=f"call-{name}")
