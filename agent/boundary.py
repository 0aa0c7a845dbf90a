"""The boundary around a language model: it keeps to the bounds of its turn, and its failures are told from our bugs."""

from collections.abc import Callable
from typing import Any

from langchain.agents.middleware import AgentMiddleware
from langchain_core.callbacks import BaseCallbackHandler
from langchain_core.messages import AIMessage, BaseMessage
from langchain_core.outputs import ChatGeneration, ChatGenerationChunk, LLMResult

from quwei.agent.bounds import Allowance
from quwei.agent.failures import BrainFailedError, BrainUnusableError
from quwei.agent.turn import TraceEntry
from quwei.agent.workbench import Workbench

NOTE = 300
"""Characters of a failure that the trace keeps."""
LETTERS_PER_TOKEN = 4
"""Of Latin text, where a model does not say how many tokens it has generated; any other character counts as one."""


class Boundary(AgentMiddleware):
    """Stand between the loop and a language model."""

    def wrap_model_call(self, request: Any, handler: Callable[[Any], Any]) -> Any:
        """Call the model; every provider has errors of its own, so whatever it raises is a failed brain."""
        try:
            response = _allowance(request.runtime.context).wait_for(lambda: handler(request))
        except BrainFailedError:
            raise
        except Exception as error:
            raise BrainFailedError(f"{type(error).__name__}: {error}") from error
        for message in response.result:
            _check_whole(message)
        return response

    def wrap_tool_call(self, request: Any, handler: Callable[[Any], Any]) -> Any:
        """Run a tool as one step of the turn; an answer that is an error is for the model to read, and traced."""
        bench: Workbench = request.runtime.context
        allowance = _allowance(bench)
        with allowance.in_turn:
            allowance.take_step()
            answer = handler(request)
            name, arguments = request.tool_call["name"], request.tool_call["args"]
            if getattr(answer, "status", "") == "error":
                note = str(answer.text)[:NOTE]
                bench.trace.append(TraceEntry(tool=name, arguments=arguments, milliseconds=0, note=note))
            else:
                allowance.used.add(name)
        return answer


class TokenCount(BaseCallbackHandler):
    """Count what the model of one turn generates: as it says, else about."""

    # An overrun has to stop the model while it streams.
    raise_error = True

    def __init__(self, allowance: Allowance) -> None:
        self._allowance = allowance
        self._streamed = 0.0

    def on_llm_new_token(self, token: Any, *, chunk: Any = None, **_: Any) -> None:
        """Count a piece of a stream."""
        message = chunk.message if isinstance(chunk, ChatGenerationChunk) else None
        tokens = _about(message) if message else _about_text(str(token))
        self._streamed += tokens
        self._allowance.take_tokens(tokens)

    def on_llm_end(self, response: LLMResult, **_: Any) -> None:
        """Replace the approximate count by the model's own, or count what was not streamed."""
        messages = [each.message for row in response.generations for each in row if isinstance(each, ChatGeneration)]
        told = sum((getattr(each, "usage_metadata", None) or {}).get("output_tokens", 0) for each in messages)
        streamed, self._streamed = self._streamed, 0.0
        self._allowance.take_tokens((told or streamed or sum(map(_about, messages))) - streamed)


def _allowance(bench: Workbench) -> Allowance:
    assert bench.allowance is not None
    return bench.allowance


def _check_whole(message: BaseMessage) -> None:
    """Raise BrainUnusableError for arguments that are no JSON, BrainFailedError for an answer without an end."""
    if not isinstance(message, AIMessage):
        return
    for call in message.invalid_tool_calls:
        raise BrainUnusableError(f"the arguments of {call['name']} are no JSON object: {call['args']}")
    told = message.response_metadata
    if told.get("model_provider") == "openai" and not told.get("finish_reason") and "status" not in told:
        raise BrainFailedError("the answer broke off before its end")


def _about(message: BaseMessage) -> float:
    calls = getattr(message, "tool_call_chunks", None) or getattr(message, "tool_calls", [])
    return _about_text(str(message.text)) + sum(_about_text(f"{each['name']}{each['args']}") for each in calls)


def _about_text(text: str) -> float:
    return sum(1 / LETTERS_PER_TOKEN if each.isascii() else 1 for each in text)
