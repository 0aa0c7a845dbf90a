"""What a language model says: cut into sentences, each passed before anybody reads it, and judged when it is whole."""

from collections.abc import Callable, Iterator

from langchain_core.messages import AIMessage, BaseMessage

from quwei.agent.failures import BrainUnusableError
from quwei.agent.sentences import SentenceBuffer
from quwei.agent.turn import TraceEntry
from quwei.agent.workbench import Workbench
from quwei.index.languages import has_han, language_of

HELD_BACK = 300
"""Characters of a sentence that was not released which the trace keeps."""
_TELLING = {"describe", "explain", "compare", "read_profile"}
"""Tools that answer a person without showing or asking anything."""


class Speech:
    """Gather the pieces a model streams and give back the sentences that were released."""

    def __init__(self, bench: Workbench, joint: str, refusal: Callable[[str], str | None]) -> None:
        """Put `joint` between what was said before and after a tool call; `refusal` says why not to say a sentence."""
        self.text = ""
        self._bench = bench
        self._joint = joint
        self._refusal = refusal
        self._buffer = SentenceBuffer()
        self._speaking: str | None = None

    def hear(self, message: BaseMessage) -> Iterator[str]:
        """Yield the sentences that a piece of a message, or the end of the one before, completes."""
        if message.id != self._speaking:
            yield from self.end()
            self._speaking = message.id
        # What a tool answers is heard only as the end of what the model said before it.
        if isinstance(message, AIMessage) and message.text:
            for sentence in self._buffer.add(str(message.text)):
                yield from self._pass(sentence)

    def end(self) -> Iterator[str]:
        """Yield what is left when nothing more comes."""
        if rest := self._buffer.rest():
            yield from self._pass(rest)

    def _pass(self, sentence: str) -> Iterator[str]:
        if why := self._refusal(sentence):
            self._bench.trace.append(TraceEntry(tool="guard", milliseconds=0, note=f"{why}: {sentence}"[:HELD_BACK]))
            return
        is_joined = not self.text or self.text[-1].isspace()
        sentence = sentence if is_joined else f"{self._joint}{sentence}"
        self.text += sentence
        yield sentence


def check_speech(bench: Workbench, text: str, due: str | None) -> None:
    """Raise BrainUnusableError for a turn that says nothing, nothing that a tool has told, or in another language.

    `due` is the tool without which the person's message cannot be answered, if there is one.
    """
    if not text.strip():
        raise BrainUnusableError("the model ended its turn without a word")
    used = bench.allowance.used if bench.allowance else set()
    telling = {"record_feedback", *(_TELLING if due in _TELLING else ())}
    if due and not (bench.cards or bench.question or bench.abstained or used & telling):
        raise BrainUnusableError("the model answered without showing, asking or looking up anything")
    if is_foreign(bench, text):
        raise BrainUnusableError(f"the model does not speak the person's language, {bench.language}")


def is_foreign(bench: Workbench, text: str) -> bool:
    """Tell whether a reply is in another language than the turn's; titles of items may be in any."""
    for card in bench.cards:
        for title in card.item.titles.values():
            text = text.replace(title, " ")
    if bench.language == "zh":
        return language_of(text) == "en" and not has_han(text)
    return language_of(text) == "zh"
