"""The words that steer how a message is read: likes, wishes, refusals, degrees, comparisons."""

import tomllib
from collections import defaultdict
from functools import cache
from importlib import resources

from quwei.index.phrases import Found, Phrases, lower

Cue = Found[tuple[str, ...]]
"""A place in a message with a steering word; one word can be of several kinds."""


@cache
def lexicon() -> Phrases[tuple[str, ...]]:
    """Return the steering words of both languages, to be found in texts."""
    path = resources.files("quwei.tools") / "lexicon.toml"
    kinds: dict[str, list[str]] = defaultdict(list)
    for kind, lists in tomllib.loads(path.read_text(encoding="utf-8")).items():
        for word in (*lists["zh"], *lists["en"]):
            if kind not in kinds[lower(word)]:
                kinds[lower(word)].append(kind)
    return Phrases({word: tuple(each) for word, each in kinds.items()})
