"""What common attributes and values are called in both languages, for catalogues whose owner did not say."""

import tomllib
from collections.abc import Iterable
from functools import cache
from importlib import resources
from typing import Any

from pydantic import TypeAdapter

from quwei.index.languages import LANGUAGES, Words, all_words

_RATED = ("rating", "score")
_WORDS_ELSEWHERE = "words_elsewhere"
_VALUES = TypeAdapter(dict[str, dict[str, Words]])


@cache
def known_attributes() -> dict[str, dict[str, Any]]:
    """Return per column name (lower case) the schema entries that common attributes have."""
    found: dict[str, dict[str, Any]] = {}
    for entry in _load("attributes.toml").values():
        told = {key: value for key, value in entry.items() if key not in ("columns", _WORDS_ELSEWHERE)}
        found.update(dict.fromkeys(entry["columns"], told))
    return found


def known_attribute(name: str) -> dict[str, Any]:
    """Return the schema entries of the common attribute that a column is, by its name or the end of it: imdb_rating."""
    known = known_attributes()
    parts = name.casefold().split("_")
    rated = "_".join(parts[:-1])
    if parts[-1] in _RATED and rated in known:  # how good the camera is, not the phone
        return {key: value for key, value in known[rated].items() if key not in ("unit", "domain")}
    ends = ("_".join(parts[at:]) for at in range(len(parts)))
    return dict(next((known[each] for each in ends if each in known), {}))


def asking_words(name: str) -> Words:
    """Return how people ask for a common attribute, by its column's name: "which country"; empty for any other."""
    words: Words = known_attributes().get(name.casefold(), {}).get("synonyms", {})
    return words


def unit_entries(units: Iterable[str], labels: Iterable[str], ordered: bool = False) -> list[dict[str, Any]]:
    """Return how people ask for a number kept in some `units` and called by some `labels`: "how far", 近一点.

    Or for values that are `ordered`: 多辣.
    """
    units, labels = {each.casefold() for each in units}, [each.casefold() for each in labels]
    return [
        entry
        for entry in _units().values()
        if entry.get("ordered", False) is ordered
        if (not entry.get("units") and not units) or units & {each.casefold() for each in entry.get("units", ())}
        if not entry.get("labels") or any(word in label for word in entry["labels"] for label in labels)
    ]


@cache
def _units() -> dict[str, dict[str, Any]]:
    return _load("units.toml")


def attribute_words(entry: str, part: str) -> Words:
    """Return the words a common attribute has: its labels, or the vague ones for a low or a high value."""
    words: Words = _entries()[entry].get(part, {})
    return words


@cache
def _entries() -> dict[str, dict[str, Any]]:
    return _load("attributes.toml")


@cache
def _columns(entry: str) -> frozenset[str]:
    return frozenset(_entries()[entry]["columns"])


def goes_by(name: str, entry: str) -> bool:
    """Tell whether a column is a common attribute, by its name: 售价 is a price."""
    return name.casefold() in _columns(entry)


@cache
def degree_words() -> frozenset[str]:
    """Return the vague words that say nothing where no attribute is like that, lower case: long, cheap, 老."""
    entries = [each for each in _entries().values() if not each.get(_WORDS_ELSEWHERE)]
    lists = [entry.get(side, {}) for entry in entries for side in ("low", "high")]
    return frozenset(word.casefold() for each in lists for words in each.values() for word in words)


@cache
def value_domains() -> dict[str, dict[str, Words]]:
    """Return per domain (genres, countries, ...) the words for each of its values."""
    return _VALUES.validate_python(_load("values.toml"))


@cache
def _names_of_domain(domain: str) -> dict[str, str]:
    """Return per word, in lower case, the value of a domain that it names."""
    found: dict[str, str] = {}
    for name, words in value_domains()[domain].items():
        for word in (name, *(word for _, word in all_words(words))):
            found.setdefault(word.casefold(), name)
    return found


def words_for(value: str, domain: str | None) -> Words:
    """Return the words both languages have for `value`, empty when the domain does not know it."""
    name = _names_of_domain(domain).get(value.casefold()) if domain else None
    return value_domains()[domain][name] if domain and name else {}


def both_languages(phrase: str) -> tuple[str, ...]:
    """Return what a phrase is called in both languages, Chinese first, nothing when the glossary does not know it."""
    words = _words_of_all_domains().get(phrase.casefold(), {})
    return tuple(words[language][0] for language in LANGUAGES if words.get(language))


@cache
def _words_of_all_domains() -> dict[str, Words]:
    return {
        word: words[name]
        for domain, words in reversed(value_domains().items())
        for word, name in _names_of_domain(domain).items()
    }


def groups_among(values: Iterable[str], domain: str | None) -> dict[str, dict[str, Any]]:
    """Return the groups of a domain that some of `values` belong to: the words for each, and which they are."""
    known = _load("groups.toml").get(domain) if domain else None
    if domain is None or known is None:
        return {}
    names = _names_of_domain(domain)
    named = [(names.get(value.casefold(), value), value) for value in values]
    found = {}
    for group, entry in known.items():
        members = _members(known, group)
        outside = "outside" in entry
        if held := [value for name, value in named if (name in members) is not outside]:
            found[group] = {"words": entry["words"], "values": held}
    return found


def ordered_among(values: Iterable[str], domain: str | None) -> list[str]:
    """Return those of some values that the domain puts in an order, from the least to the most.

    Nothing where it knows less than half of them: an order that leaves out most values is none.
    """
    order: list[str] = _load("ordered.toml").get(domain or "", [])
    named = (
        {_names_of_domain(domain).get(value.casefold(), value): value for value in values} if order and domain else {}
    )
    found = [named[each] for each in order if each in named]
    return found if len(found) > 1 and 2 * len(found) >= len(named) else []


def _members(known: dict[str, dict[str, Any]], name: str) -> frozenset[str]:
    """Return the values that a group names, those of the groups in it among them."""
    named = known[name].get("values") or known[name]["outside"]
    parts = (_members(known, each) if each in known else frozenset((each,)) for each in named)
    return frozenset().union(*parts)


def domain_of(values: list[str], usual: str | None = None) -> str | None:
    """Return the domain that knows most of `values`, at least a third of them.

    A `usual` one, that of the column's name, comes first where it knows as much.
    """
    known = {domain: sum(bool(words_for(value, domain)) for value in values) for domain in value_domains()}
    best = max(known, key=lambda domain: known[domain])
    if usual is not None and known[usual] * 3 >= len(values):
        return usual
    return best if known[best] * 3 >= len(values) > 0 else usual


def nouns_for(columns: Iterable[str]) -> Words:
    """Return what items with these columns are called, nothing when no group of items is recognised."""
    names = {column.casefold() for column in columns}
    groups = _load("items.toml").values()
    best = max(groups, key=lambda group: len(names & set(group["columns"])))
    return {"zh": best["zh"], "en": best["en"]} if names & set(best["columns"]) else {}


def _load(name: str) -> dict[str, Any]:
    return tomllib.loads((resources.files("quwei.index") / "glossary" / name).read_text(encoding="utf-8"))
