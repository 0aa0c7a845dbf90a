"""The loop: LangChain's agent over the tools, driven by the brain, one turn at a time."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from langchain.agents import create_agent
from langchain.agents.middleware import AgentMiddleware
from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessage, AnyMessage, HumanMessage, SystemMessage
from langchain_core.tools import BaseTool
from langgraph.errors import GraphRecursionError

from quwei.agent.brain import system_prompt
from quwei.agent.confirming import names_forbidden
from quwei.agent.planner import Planner, Situation
from quwei.agent.policy import Tone
from quwei.agent.toolbox import TOOLS
from quwei.agent.turn import CardsShown, ChatEvent, Token, ToolCalled, TraceEntry
from quwei.agent.words import say
from quwei.agent.workbench import Workbench
from quwei.tools.cards import Card

HISTORY = 12
"""Messages of the session that a language model sees; the Planner needs none, the belief holds everything."""
STEPS = 12
"""Steps of the graph after which a turn is broken off."""
NOTE = 300
"""Characters of a failure that the trace keeps."""
_LANGUAGES = {"zh": "Chinese", "en": "English"}
_MANNERS: dict[Tone, str] = {
    "plain": "briefly and warmly",
    "warm": "with a friendly word",
    "brief": "in as few words as possible, without reasons",
}


class BrainFailedError(Exception):
    """Say that a language model failed: out of reach, out of steps, or with an answer nobody can read."""


class _Boundary(AgentMiddleware):
    """Tell failures of the model from bugs in our tools, which are not caught."""

    def wrap_model_call(self, request: Any, handler: Callable[[Any], Any]) -> Any:
        """Call the model; every provider has errors of its own, so whatever it raises is a failed brain."""
        try:
            return handler(request)
        except Exception as error:
            raise BrainFailedError(f"{type(error).__name__}: {error}") from error


class Loop:
    """Run turns with one brain; holds no state between them.

    A turn that a language model does not finish is finished by the Planner, and says so.
    """

    def __init__(self, brain: BaseChatModel) -> None:
        # The Planner speaks the tools' own sentences, so its loop ends with them: a step less in every turn.
        ending = [tool.model_copy(update={"return_direct": True}) for tool in TOOLS]
        self._planner = _graph(Planner(), ending)
        self.model = None if isinstance(brain, Planner) else brain
        self._model = None if isinstance(brain, Planner) else _graph(brain, list(TOOLS), _Boundary())

    def run(
        self, bench: Workbench, situation: Situation, history: Callable[[], Sequence[tuple[str, str]]]
    ) -> Iterator[ChatEvent]:
        """Yield tool calls, cards and pieces of the reply while the brain works on the bench."""
        if self._model is None or situation.opening or not bench.message.strip():
            yield from self._run_planner(bench, situation)
            return
        try:
            yield from self._run_model(bench, history)
        except (BrainFailedError, GraphRecursionError) as error:
            bench.trace.append(TraceEntry(tool="brain", milliseconds=0, note=str(error)[:NOTE]))
            bench.clear()
            yield Token(text="", restart=True)
            notes = (say(bench.language, "brain-failed"), *situation.notes)
            yield from self._run_planner(bench, situation.model_copy(update={"notes": notes}))

    def _run_planner(self, bench: Workbench, situation: Situation) -> Iterator[ChatEvent]:
        said = HumanMessage(bench.message, additional_kwargs={"situation": situation.model_dump()})
        watch = _Watch(bench)
        spoken = list(situation.notes)
        for chunk in self._planner.stream({"messages": [said]}, context=bench, stream_mode="updates"):
            yield from watch.news()
            for message in chunk.get("tools", {}).get("messages", []):
                spoken += message.artifact or []
        for number, sentence in enumerate(spoken):
            yield Token(text=f"{situation.joint if number else ''}{sentence}")

    def _run_model(self, bench: Workbench, history: Callable[[], Sequence[tuple[str, str]]]) -> Iterator[ChatEvent]:
        assert self._model is not None
        watch = _Watch(bench)
        said: list[str] = []
        stream = self._model.stream(
            {"messages": self._messages(bench, history)},
            context=bench,
            stream_mode="messages",
            config={"recursion_limit": STEPS},
        )
        for message, facts in stream:
            yield from watch.news()
            # A model that does not stream gives its whole message at once.
            if isinstance(message, AIMessage) and facts.get("langgraph_node") == "model" and message.text:
                said.append(message.text)
                if bench.permission is None:
                    yield Token(text=message.text)
        if not said:
            raise BrainFailedError("the model ended its turn without a word")
        if bench.permission is not None:
            # What may not be named must not be read for a moment either: the words wait until they are checked.
            if forbidden := names_forbidden(bench, "".join(said)):
                raise BrainFailedError(f"the model named what may not be shown: {', '.join(forbidden)}")
            yield from (Token(text=each) for each in said)

    def _messages(self, bench: Workbench, history: Callable[[], Sequence[tuple[str, str]]]) -> list[AnyMessage]:
        manner = _MANNERS[bench.policy.tone]
        prompt = system_prompt(catalogue=bench.index.catalogue.name, language=_LANGUAGES[bench.language], manner=manner)
        past = [HumanMessage(text) if role == "user" else AIMessage(text) for role, text in history()[-HISTORY:-1]]
        return [SystemMessage(prompt), *past, HumanMessage(bench.message)]


class _Watch:
    """Notice what the tools have done since the last look."""

    def __init__(self, bench: Workbench) -> None:
        self._bench = bench
        self._reported = len(bench.trace)
        self._shown: list[Card] = []

    def news(self) -> Iterator[ChatEvent]:
        """Yield the tool calls and cards that are new."""
        for entry in self._bench.trace[self._reported :]:
            yield ToolCalled(entry=entry)
        self._reported = len(self._bench.trace)
        if self._bench.cards and self._bench.cards is not self._shown:
            self._shown = self._bench.cards
            yield CardsShown(cards=tuple(self._shown))


def _graph(brain: BaseChatModel, tools: list[BaseTool], *middleware: AgentMiddleware) -> Any:
    return create_agent(brain, tools=tools, context_schema=Workbench, middleware=middleware)
