"""The bounds of a turn: what a language model may spend on it, and what is left while it works."""

import threading
import time
from collections.abc import Callable
from concurrent.futures import FIRST_COMPLETED, Future, InvalidStateError, wait
from contextlib import suppress
from contextvars import copy_context
from dataclasses import dataclass
from typing import Any, TypeVar

from quwei.agent.failures import BrainFailedError, BrainOverranError
from quwei.index.settings import Settings

Result = TypeVar("Result")


@dataclass(frozen=True)
class Bounds:
    """Limit one turn of a language model: tool calls, tokens it generates in all, and seconds."""

    steps: int = 8
    tokens: int = 1500
    seconds: float = 30.0

    @classmethod
    def of(cls, settings: Settings) -> "Bounds":
        """Return the bounds that the owner has set."""
        return cls(settings.brain_steps, settings.brain_tokens, settings.brain_seconds)


class Allowance:
    """Keep count of what one turn has left; every overrun raises BrainOverranError."""

    def __init__(self, bounds: Bounds) -> None:
        self.bounds = bounds
        self.in_turn = threading.Lock()
        """Held by the tool that works: a model may call several at once, but they share one workbench."""
        self.used: set[str] = set()
        """Names of the tools that have answered without an error."""
        self._ends = time.monotonic() + bounds.seconds
        self._steps = 0
        self._tokens = 0.0
        self._over: Future[None] = Future()

    def take_step(self) -> None:
        """Count a tool call that is about to run."""
        self.check()
        self._steps += 1
        if self._steps > self.bounds.steps:
            raise BrainOverranError(f"out of steps: more than {self.bounds.steps} tool calls (QUWEI_BRAIN_STEPS)")

    def take_tokens(self, tokens: float) -> None:
        """Count tokens that were generated; a negative number corrects what was counted approximately."""
        self._tokens += tokens
        self.check()
        if self._tokens > self.bounds.tokens:
            raise BrainOverranError(f"out of tokens: more than {self.bounds.tokens} generated (QUWEI_BRAIN_TOKENS)")

    def check(self) -> None:
        """Raise BrainOverranError when time has run out, BrainFailedError when the turn is over."""
        if time.monotonic() >= self._ends:
            raise BrainOverranError(f"out of time: {self.bounds.seconds:g} seconds have passed (QUWEI_BRAIN_SECONDS)")
        if self._over.done():
            raise BrainFailedError("the turn was broken off")

    def wait_for(self, work: Callable[[], Result]) -> Result:
        """Return the result of `work`, unless time runs out first.

        No provider's own timeout bounds an answer that trickles in, so the work runs in a thread that can be left
        behind; what it does afterwards is broken off at its next token and reaches nobody.
        """
        self.check()
        answer: Future[Result] = Future()
        threading.Thread(target=copy_context().run, args=(_fulfil, answer, work), daemon=True).start()
        ends: list[Future[Any]] = [answer, self._over]
        done, _ = wait(ends, self._ends - time.monotonic(), FIRST_COMPLETED)
        if answer in done:
            return answer.result()
        self.end()
        self.check()
        raise BrainFailedError("the turn was broken off")

    def end(self) -> None:
        """Break off whatever still works for this turn."""
        # The turn may end on both sides at once: time runs out, and the person leaves.
        with suppress(InvalidStateError):
            self._over.set_result(None)


def _fulfil(answer: "Future[Result]", work: Callable[[], Result]) -> None:
    try:
        answer.set_result(work())
    except BaseException as error:  # noqa: BLE001 - raised again in the thread that waits for the answer
        answer.set_exception(error)
