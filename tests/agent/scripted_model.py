"""A chat model that plays steps written in a test."""

from collections.abc import Iterator, Sequence
from typing import Any

from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessage, AIMessageChunk, BaseMessage
from langchain_core.outputs import ChatGeneration, ChatGenerationChunk, ChatResult
from pydantic import Field


class Scripted(BaseChatModel):
    """A chat model that plays steps written in the test."""

    steps: list[Any]
    streams: bool = False
    seen: list[Any] = Field(default_factory=list)

    @property
    def _llm_type(self) -> str:
        return "scripted"

    def bind_tools(self, tools: Sequence[Any], **_: Any) -> "Scripted":
        return self

    def _next(self, messages: Sequence[BaseMessage]) -> AIMessage:
        self.seen.append(list(messages))
        step = self.steps.pop(0) if len(self.steps) > 1 else self.steps[0]
        if isinstance(step, Exception):
            raise step
        message: AIMessage = step(messages) if callable(step) else step
        return message

    def _generate(self, messages: list[BaseMessage], *_: Any, **__: Any) -> ChatResult:
        return ChatResult(generations=[ChatGeneration(message=self._next(messages))])

    def _stream(self, messages: list[BaseMessage], *_: Any, **__: Any) -> Iterator[ChatGenerationChunk]:
        if not self.streams:
            raise NotImplementedError
        message = self._next(messages)
        if message.tool_calls:
            yield ChatGenerationChunk(message=AIMessageChunk(content="", tool_calls=message.tool_calls))
        for word in str(message.content).split(" "):
            yield ChatGenerationChunk(message=AIMessageChunk(content=f"{word} "))


class Plain(Scripted):
    """The same without streaming."""

    _stream = BaseChatModel._stream


def call(name: str, **arguments: Any) -> AIMessage:
    return AIMessage("", tool_calls=[{"name": name, "args": arguments, "id": f"id-{name}"}])
