"""Words that are no interest by themselves."""

import tomllib
from functools import cache
from importlib import resources


@cache
def stopwords() -> frozenset[str]:
    """Return function words, chat words and the generic words for items, of both languages, lower case."""
    path = resources.files("quwei.index") / "glossary" / "stopwords.toml"
    lists = tomllib.loads(path.read_text(encoding="utf-8"))
    return frozenset(word.casefold() for words in lists.values() for word in words)
