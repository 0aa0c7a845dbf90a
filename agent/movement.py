"""What moves in the top of a belief: found only when somebody asks, because it takes a ranking."""

from collections.abc import Callable
from functools import cached_property

from quwei.tools.belief import Belief

TOP = 10
"""The top this many are compared."""


class Movement:
    """Compare the top of the belief before and after an event."""

    def __init__(self, before: Callable[[], Belief], after: Callable[[], Belief]) -> None:
        self._before = before
        self._after = after

    @property
    def entered(self) -> tuple[str, ...]:
        """Return the ids that came into the top, best first."""
        old, new = self._tops
        return tuple(each for each in new if each not in old)

    @property
    def left(self) -> tuple[str, ...]:
        """Return the ids that left it."""
        old, new = self._tops
        return tuple(each for each in old if each not in new)

    @cached_property
    def _tops(self) -> tuple[list[str], list[str]]:
        old, new = ([item for item, _ in belief().top(TOP)] for belief in (self._before, self._after))
        return old, new
