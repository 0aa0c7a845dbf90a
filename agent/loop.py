"""The loop: LangChain's agent over the tools, driven by the brain, one turn at a time."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from langchain.agents import create_agent
from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessage, AIMessageChunk, AnyMessage, HumanMessage, SystemMessage

from quwei.agent.brain import system_prompt
from quwei.agent.planner import Planner, Situation
from quwei.agent.toolbox import TOOLS
from quwei.agent.turn import CardsShown, ChatEvent, Token, ToolCalled
from quwei.agent.workbench import Workbench

HISTORY = 12
"""Messages of the session that a language model sees; the Planner needs none, the belief holds everything."""
STEPS = 12
"""Steps of the graph after which a turn is broken off."""
_LANGUAGES = {"zh": "Chinese", "en": "English"}


class Loop:
    """Run turns with one brain; holds no state between them."""

    def __init__(self, brain: BaseChatModel) -> None:
        self._is_planner = isinstance(brain, Planner)
        self._graph: Any = create_agent(brain, tools=list(TOOLS), context_schema=Workbench)

    def run(
        self, bench: Workbench, situation: Situation, history: Callable[[], Sequence[tuple[str, str]]]
    ) -> Iterator[ChatEvent]:
        """Yield tool calls, cards and pieces of the reply while the brain works on the bench."""
        reported = len(bench.trace)
        shown = False
        stream = self._graph.stream(
            {"messages": self._messages(bench, situation, history)},
            context=bench,
            stream_mode="updates" if self._is_planner else "messages",
            config={"recursion_limit": STEPS},
        )
        for chunk in stream:
            for entry in bench.trace[reported:]:
                yield ToolCalled(entry=entry)
            reported = len(bench.trace)
            if bench.cards and not shown:
                shown = True
                yield CardsShown(cards=tuple(bench.cards))
            for text in self._pieces(chunk):
                yield Token(text=text)

    def _pieces(self, chunk: Any) -> list[str]:
        """Return the pieces of the reply in a chunk: tokens of a language model, sentences of the Planner."""
        if self._is_planner:
            messages = chunk.get("model", {}).get("messages", [])
            return [piece for message in messages for piece in message.additional_kwargs.get("sentences", [])]
        message, facts = chunk
        is_reply = isinstance(message, AIMessageChunk) and facts.get("langgraph_node") == "model"
        return [message.text] if is_reply and message.text else []

    def _messages(
        self, bench: Workbench, situation: Situation, history: Callable[[], Sequence[tuple[str, str]]]
    ) -> list[AnyMessage]:
        said = HumanMessage(bench.message, additional_kwargs={"situation": situation.model_dump()})
        if self._is_planner:
            return [said]
        prompt = system_prompt(catalogue=bench.index.catalogue.name, language=_LANGUAGES[bench.language])
        past = [HumanMessage(text) if role == "user" else AIMessage(text) for role, text in history()[-HISTORY:-1]]
        return [SystemMessage(prompt), *past, HumanMessage(bench.message)]
