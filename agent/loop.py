"""The loop: LangChain's agent over the tools, driven by the brain, one turn at a time."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, closing
from typing import Any

from langchain.agents import create_agent
from langchain.agents.middleware import AgentMiddleware
from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessage, AnyMessage, HumanMessage, SystemMessage
from langchain_core.tools import BaseTool
from langgraph.errors import GraphRecursionError

from quwei.agent.boundary import NOTE, Boundary, TokenCount
from quwei.agent.bounds import Allowance, Bounds
from quwei.agent.brain import repeats_instructions, system_prompt
from quwei.agent.confirming import names_forbidden
from quwei.agent.failures import BrainFailedError, BrainOverranError, BrainUnusableError
from quwei.agent.guard import Guard
from quwei.agent.planner import Planner, Situation, tool_due
from quwei.agent.policy import Tone
from quwei.agent.speech import Speech, check_speech
from quwei.agent.toolbox import TOOLS
from quwei.agent.turn import CardsShown, ChatEvent, Token, ToolCalled, TraceEntry
from quwei.agent.words import say
from quwei.agent.workbench import Workbench
from quwei.tools.cards import Card

HISTORY = 12
"""Messages of the session that a language model sees; the Planner needs none, the belief holds everything."""
OUT_OF_STEPS = "out of steps: the model calls tools without an end (QUWEI_BRAIN_STEPS)"
_LANGUAGES = {"zh": "Chinese", "en": "English"}
_MANNERS: dict[Tone, str] = {
    "plain": "briefly and warmly",
    "warm": "with a friendly word",
    "brief": "in as few words as possible, without reasons",
}


def refusal(bench: Workbench, prompt: str, sentence: str) -> str | None:
    """Return why a sentence of a language model may not be read by the person, None when it may."""
    if repeats_instructions(prompt, sentence):
        return "it repeats the instructions"
    return next((f"{each.what!r} is {each.why}" for each in Guard(bench).check(sentence)), None)


class Loop:
    """Run turns with one brain; holds no state between them.

    A turn that a language model does not finish is finished by the Planner, and says so.
    """

    def __init__(self, brain: BaseChatModel, bounds: Bounds | None = None) -> None:
        self._bounds = bounds or Bounds()
        # The Planner speaks the tools' own sentences, so its loop ends with them: a step less in every turn.
        ending = [tool.model_copy(update={"return_direct": True}) for tool in TOOLS]
        self._planner = _graph(Planner(), ending)
        self.model = None if isinstance(brain, Planner) else brain
        self._model = None if isinstance(brain, Planner) else _graph(brain, list(TOOLS), Boundary())

    def run(
        self, bench: Workbench, situation: Situation, history: Callable[[], Sequence[tuple[str, str]]]
    ) -> Iterator[ChatEvent]:
        """Yield tool calls, cards and pieces of the reply while the brain works on the bench."""
        if self._model is None or situation.opening or not bench.message.strip():
            yield from self._run_planner(bench, situation)
            return
        try:
            yield from self._run_model(bench, situation, history)
        except (BrainFailedError, GraphRecursionError) as failure:
            error = failure if isinstance(failure, BrainFailedError) else BrainOverranError(OUT_OF_STEPS)
            bench.trace.append(TraceEntry(tool="brain", milliseconds=0, note=str(error)[:NOTE]))
            bench.clear()
            yield Token(text="", restart=True)
            notes = (say(bench.language, error.message), *situation.notes)
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

    def _run_model(
        self, bench: Workbench, situation: Situation, history: Callable[[], Sequence[tuple[str, str]]]
    ) -> Iterator[ChatEvent]:
        assert self._model is not None
        watch = _Watch(bench)
        prompt = _instructions(bench)
        bench.allowance = allowance = Allowance(self._bounds)
        speech = Speech(bench, situation.joint, lambda sentence: refusal(bench, prompt, sentence))
        # Where an owner restricts what may be shown, nothing is read for a moment before it is checked.
        waits = bench.permission is not None
        stream = self._model.stream(
            {"messages": _messages(prompt, bench, history)},
            context=bench,
            stream_mode="messages",
            # The allowance counts the steps; the graph takes two for each.
            config={"recursion_limit": 2 * self._bounds.steps + 5, "callbacks": [TokenCount(allowance)]},
        )
        with ExitStack() as leaving:
            leaving.enter_context(closing(stream))
            # Called first: a stream that is closed waits for its model.
            leaving.callback(allowance.end)
            for message, _ in stream:
                # The model may be ahead of whoever reads: what came in time is not read after it.
                allowance.check()
                yield from watch.news()
                for sentence in speech.hear(message):
                    if not waits:
                        yield Token(text=sentence)
        for sentence in speech.end():
            if not waits:
                yield Token(text=sentence)
        yield from watch.news()
        check_speech(bench, speech.text, tool_due(situation))
        if waits:
            if forbidden := names_forbidden(bench, speech.text):
                raise BrainUnusableError(f"the model named what may not be shown: {', '.join(forbidden)}")
            yield Token(text=speech.text)


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


def _instructions(bench: Workbench) -> str:
    return system_prompt(
        catalogue=bench.index.catalogue.name,
        language=_LANGUAGES[bench.language],
        manner=_MANNERS[bench.policy.tone],
    )


def _messages(prompt: str, bench: Workbench, history: Callable[[], Sequence[tuple[str, str]]]) -> list[AnyMessage]:
    past = [HumanMessage(text) if role == "user" else AIMessage(text) for role, text in history()[-HISTORY:-1]]
    return [SystemMessage(prompt), *past, HumanMessage(bench.message)]
