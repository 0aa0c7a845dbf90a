"""What came of playing a script."""

from typing import Literal

from pydantic import BaseModel, ConfigDict

Outcome = Literal["passed", "failed", "xfailed", "xpassed"]


class Check(BaseModel):
    """Hold one expectation as it was judged; `path` is its place in the script."""

    model_config = ConfigDict(frozen=True)

    path: str
    line: int
    text: str
    holds: bool
    seen: str


class Exchange(BaseModel):
    """Hold one step as it was played."""

    model_config = ConfigDict(frozen=True)

    line: int
    who: str
    did: str
    reply: str | None = None
    cards: tuple[str, ...] = ()
    question: str | None = None
    top: tuple[tuple[str, float], ...] = ()
    trace: tuple[str, ...] = ()
    checks: tuple[Check, ...] = ()

    @property
    def failures(self) -> list[Check]:
        """Return what did not hold."""
        return [each for each in self.checks if not each.holds]


class Played(BaseModel):
    """Hold one run of one script; `error` says which step could not be played, and why."""

    model_config = ConfigDict(frozen=True)

    name: str
    file: str
    run: str
    xfail: str | None = None
    exchanges: tuple[Exchange, ...]
    error: str | None = None
    seconds: float = 0.0

    @property
    def id(self) -> str:
        """Return the run's name among all: file, script and wording."""
        return f"{self.file}::{self.name}{f' [{self.run}]' if self.run else ''}"

    @property
    def checks(self) -> list[Check]:
        """Return everything that was judged."""
        return [check for exchange in self.exchanges for check in exchange.checks]

    @property
    def holds(self) -> bool:
        """Tell whether every step could be played and every expectation holds."""
        return self.error is None and all(check.holds for check in self.checks)

    @property
    def outcome(self) -> Outcome:
        """Return how the run counts; what is expected to fail has to be playable, and is noticed when it holds."""
        if self.xfail is not None and self.error is None:
            return "xpassed" if self.holds else "xfailed"
        return "passed" if self.holds else "failed"
