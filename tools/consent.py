"""Understand the short answers: yes, no, no preference; such words mean something only where it was asked."""

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib import resources
from typing import NamedTuple

from quwei.index.phrases import lower

_BETWEEN = r"[\s,.!~;，。！～；、]*"
_CLOSED = r"(?:$|(?<=[,.!~;，。！～；、])|(?<=[,.!~;，。！～；、]\s))"
_PLAIN_YES = re.compile(r"\s*(?:yes|yeah|yep|ok|okay|sure)\s")
"""After these a wish can go on without a comma: "yes show me funny ones"."""
_LETTER = re.compile(r"[^\W_]")


class Answer(NamedTuple):
    """Say whether the answer is yes, and what else the message says: the answer in it is blanked out."""

    yes: bool
    rest: str

    @property
    def is_all(self) -> bool:
        """Tell whether the message says nothing else."""
        return not _LETTER.search(self.rest)


def answer_in(message: str) -> Answer | None:
    """Return the yes or no that a message is, or opens with; None for one that answers something else.

    "Yes, but nothing scary" is a yes and a wish. "No horror" and "好看的" are none: what follows belongs to the word.
    """
    text = lower(message)
    for yes, pattern in _patterns():
        found = pattern.match(text) or (_PLAIN_YES.match(text) if yes else None)
        if found is not None:
            return Answer(yes, " " * found.end() + message[found.end() :])
    return None


def is_undecided(message: str) -> bool:
    """Tell whether a message answers a question of what is wanted by having no preference, and says nothing else."""
    answer = answer_in(message)
    if answer is not None and answer.is_all:
        return False
    return _pattern("no", "undecided").fullmatch(lower(message)) is not None


def is_undo(message: str) -> bool:
    """Tell whether a message only takes back what was said or done last: "undo that", 撤回上一句."""
    return _pattern("undo").fullmatch(lower(message)) is not None


def _patterns() -> Iterator[tuple[bool, re.Pattern[str]]]:
    yield from ((kind == "yes", _pattern(kind)) for kind in ("yes", "no"))


@cache
def _pattern(*kinds: str) -> re.Pattern[str]:
    """Return what an answer looks like: one or more of the words of these kinds, with polite ones around them."""
    lists = tomllib.loads((resources.files("quwei.tools") / "consent.toml").read_text(encoding="utf-8"))
    polite = _any_of(lists["polite"])
    words = "|".join(_any_of(lists[kind]) for kind in kinds)
    return re.compile(rf"{_BETWEEN}(?:{polite}{_BETWEEN})*(?:(?:{words})(?:{_BETWEEN}{polite})*{_BETWEEN})+{_CLOSED}")


def _any_of(words: dict[str, list[str]]) -> str:
    """Return a pattern of any of the words, the longest first; English ones are whole."""
    chinese = [re.escape(each) for each in sorted(words["zh"], key=len, reverse=True)]
    english = [re.escape(each) for each in sorted(words["en"], key=len, reverse=True)]
    return rf"(?:(?:{'|'.join(english)})(?![\w'-])|{'|'.join(chinese)})"
