"""What can be wrong with scripts before anything is played."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from rapidfuzz import fuzz, process

from quwei.index.errors import QuweiError

SHOWN = 8
"""Words listed where one of many was expected."""
NEAR = 50
"""Likeness in percent from which a word may be what was meant."""
LENGTH = 120
"""Characters of what was seen that an error repeats."""


@dataclass(frozen=True)
class ScriptProblem:
    """Say where a script is wrong, what was seen there and what was expected."""

    file: Path
    line: int
    seen: str
    expected: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {shortened(self.seen)} {self.expected}"


class ScriptError(QuweiError):
    """Report scripts that cannot be played; `problems` lists every mistake, not only the first."""

    def __init__(self, problems: Sequence[ScriptProblem]) -> None:
        count = len(problems)
        super().__init__(
            f"{count} {'mistakes' if count > 1 else 'mistake'} in {len({each.file for each in problems})} file(s).",
            "Scripts as docs/conversation-tests.md describes them.",
            "Mend the lines; nothing was played.",
        )
        self.problems = tuple(problems)

    def __str__(self) -> str:
        return "\n".join([self.seen, *map(str, self.problems)])


class NothingCollectedError(QuweiError):
    """Report that there is no script to play."""


def one_of(seen: str, known: Iterable[str]) -> str:
    """Return what was expected in place of `seen`: the nearest known word, and some of the others."""
    words = sorted(set(known))
    near = nearest(seen, words, 1, NEAR)
    listed = ", ".join(words[:SHOWN]) + (", …" if len(words) > SHOWN else "")
    return f"Did you mean {near[0]!r}? Known: {listed}." if near else f"Known: {listed}."


def nearest(seen: str, known: Iterable[str], count: int = 3, likeness: int = 0) -> list[str]:
    """Return the words most like `seen`, at least so like it in percent."""
    found = process.extract(
        seen, list(dict.fromkeys(known)), scorer=fuzz.ratio, score_cutoff=likeness, processor=str.casefold, limit=count
    )
    return [word for word, _, _ in found]


def shortened(text: str) -> str:
    """Return `text` in one line of bearable length."""
    line = " ".join(text.split())
    return line if len(line) <= LENGTH else f"{line[:LENGTH]}…"
