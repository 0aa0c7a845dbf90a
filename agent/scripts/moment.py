"""What there is to judge after one step of a script."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from quwei.agent.turn import Receipt, Turn
from quwei.index.languages import Language
from quwei.index.opened import Index
from quwei.index.profile import Profile
from quwei.tools.belief import Belief


@dataclass(frozen=True)
class Moment:
    """Hold the state after a step.

    `turn` is the person's last turn, None before the first; `receipt` that of this step; `before` the belief before it;
    `restored` the belief before what this step undid.
    """

    index: Index
    language: Language | None
    turn: Turn | None
    receipt: Receipt | None
    profile: Profile
    belief: Belief
    before: Belief
    restored: Belief | None = None


class Verdict(NamedTuple):
    """Say whether an expectation holds, and what was seen."""

    holds: bool
    seen: str


@dataclass(frozen=True)
class Expectation:
    """Hold one thing expected: where it stands in the script, in words, and how to judge it."""

    path: tuple[str | int, ...]
    text: str
    judge: Callable[[Moment], Verdict]


def no_turn() -> Verdict:
    """Return the verdict on a reply where nothing was said yet."""
    return Verdict(False, "nothing was said yet")
