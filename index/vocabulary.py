"""The words of a catalogue as they occur in a text: its attributes, values, degrees and titles."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Literal, NamedTuple

from quwei.index.catalogue import Catalogue
from quwei.index.glossary import asking_words, unit_entries
from quwei.index.item import Value
from quwei.index.languages import all_words, has_han
from quwei.index.phrases import Found, Phrases, lower
from quwei.index.stopwords import stopwords


class Meaning(NamedTuple):
    """Say what a word of the catalogue stands for; `what` is a value, a group of them, an item id, or empty.

    A "card" is an item that is on screen, pointed at and not named.
    """

    kind: Literal["value", "group", "attribute", "low", "high", "title", "card"]
    attribute: str
    what: str


_SUBTITLE = re.compile(r"\s*[:：]\s*|\s+[–—-]\s+|\s+and the\s+|(?<=[\u3400-\u9fff]{4})与", re.IGNORECASE)
"""Where the part of a title begins that is left out in talk."""
_ARTICLE = re.compile(r"^(?:the|an?)\s+", re.IGNORECASE)
_FAR = ("farther", "further", "farthest", "furthest")
_PARTS = re.compile(r"\w+")
_SMALL = re.compile(r"\b[a-z]+\b")
Mention = Found[tuple[Meaning, ...]]
"""A place in a text where something of the catalogue is named; one word can have several meanings."""


def vocabulary_of(catalogue: Catalogue) -> Phrases[tuple[Meaning, ...]]:
    """Return everything of the catalogue that has a name, to be found in texts."""
    meanings: dict[str, dict[Meaning, None]] = defaultdict(dict)
    people = {name for name, attribute in catalogue.schema.attributes.items() if attribute.people}
    common = _common_words(catalogue)
    for word, meaning in _entries(catalogue):
        if meaning.kind == "value" and meaning.attribute in people:
            forms: Iterable[str] = (lower(word), *(name for name in _family_names(word) if name not in common))
        else:
            forms = _forms(word) if meaning.kind == "value" else (lower(word),)
        for form in forms:
            if form:
                meanings[form][meaning] = None
    named = frozenset(meanings)
    for word, meaning in (*_group_entries(catalogue), *_short_entries(catalogue), *_unit_entries(catalogue)):
        if lower(word) not in named:  # a city that is a short title as well is a city
            meanings[lower(word)][meaning] = None
    return Phrases({word: tuple(each) for word, each in meanings.items()})


def named_words(catalogue: Catalogue) -> list[str]:
    """Return the words for attributes, values and degrees, in lower case: what a misspelt word may stand for."""
    people = {name for name, attribute in catalogue.schema.attributes.items() if attribute.people}
    named = [(word, meaning) for word, meaning in _entries(catalogue) if meaning.kind != "title"]
    forms = (
        form for word, meaning in named for form in ((lower(word),) if meaning.attribute in people else _forms(word))
    )
    groups = (lower(word) for word, _ in _group_entries(catalogue))
    return list(dict.fromkeys([*forms, *groups]))


def _entries(catalogue: Catalogue) -> Iterator[tuple[str, Meaning]]:
    for name, attribute in catalogue.schema.attributes.items():
        for words, kind in (
            (attribute.labels, "attribute"),
            (attribute.synonyms or asking_words(name), "attribute"),
            (attribute.low, "low"),
            (attribute.high, "high"),
        ):
            for language, word in all_words(words):
                for form in degree_forms(word, language) if kind in ("low", "high") else (word,):
                    yield form, Meaning(kind, name, "")  # type: ignore[arg-type]
        for value, words in attribute.values.items():
            for word in (value, *(word for _, word in all_words(words))):
                yield word, Meaning("value", name, value)
            if not attribute.exact:  # "funnier", "darkest"
                for word in words.get("en", []):
                    yield from ((form, Meaning("value", name, value)) for form in compared(word)[1:])
    for item in catalogue.items:
        for title in item.titles.values():
            yield title, Meaning("title", "", item.id)
        for name, held in item.attributes.items():
            for each in _strings(held):
                yield each, Meaning("value", name, each)


def _group_entries(catalogue: Catalogue) -> Iterator[tuple[str, Meaning]]:
    for name, attribute in catalogue.schema.attributes.items():
        for group, each in attribute.groups.items():
            yield from (
                (word, Meaning("group", name, group)) for word in (group, *(word for _, word in all_words(each.words)))
            )


def _unit_entries(catalogue: Catalogue) -> Iterator[tuple[str, Meaning]]:
    """Yield what the unit of a number lets people call it, where no other number of the catalogue is kept in it."""
    attributes = catalogue.schema.attributes.items()
    numbers = {name: each for name, each in attributes if each.type == "number" or each.ordered}
    found = {
        name: unit_entries(
            each.unit.values(),
            (word for _, word in all_words(each.labels)),
            bool(each.ordered),
        )
        for name, each in numbers.items()
    }
    for name, each in numbers.items():  # 座位 of 座位数
        yield from (
            (word[:-1], Meaning("attribute", name, ""))
            for _, word in all_words(each.labels)
            if len(word) > 2 and word[-1] in "数量额" and each.type == "number"
        )
    for name, entries in found.items():
        others = [entry for other, each in found.items() if other != name for entry in each]
        for entry in (each for each in entries if each not in others):
            for part, kind in (("asks", "attribute"), ("low", "low"), ("high", "high")):
                for language, word in all_words(entry.get(part, {})):
                    for form in degree_forms(word, language) if kind != "attribute" else (word,):
                        yield form, Meaning(kind, name, "")  # type: ignore[arg-type]


def _short_entries(catalogue: Catalogue) -> Iterator[tuple[str, Meaning]]:
    for item in catalogue.items:
        for title in item.titles.values():
            yield from ((short, Meaning("title", "", item.id)) for short in _short_titles(title))


def _short_titles(title: str) -> Iterator[str]:
    """Yield what a long title is called for short, where that is plain: "Harry Potter and the …", 哈利·波特与…"""
    bare = _ARTICLE.sub("", title)
    if bare != title and len(_PARTS.findall(bare)) > 1:  # "Three-Body Problem"
        yield bare
    whole = title.replace("·", "")
    name = _SUBTITLE.split(whole, maxsplit=1)[0].strip()
    if whole != title:
        yield whole
    if name != whole and _is_name(name):
        yield name


def _is_name(name: str) -> bool:
    """Tell whether the first part of a title is long enough to be known by it: not 活着, but 巫师3."""
    if has_han(name):
        return len(name) >= 4 or (len(name) == 3 and any(map(str.isdigit, name)))
    return len(name.split()) > 1


def degree_forms(word: str, language: str) -> tuple[str, ...]:
    """Return the forms of a vague word: "closest to the metro" of "close to the metro", 离地铁最近 of 离地铁近."""
    if language != "zh":
        head, space, rest = word.partition(" ")
        led = space and rest.partition(" ")[0] in ("to", "from", "the")
        if not led:
            return compared(word)
        return word, *(f"{form} {rest}" for form in (_FAR if head == "far" else compared(head)[1:]))
    stem, degree = word[:-1], word[-1:]
    if len(word) < 3 or degree not in "近远大小高低快慢好":
        return (word,)
    return word, f"{stem}太{degree}", f"{stem}最{degree}", f"{stem}更{degree}", f"{stem}越{degree}越好"


def compared(word: str) -> tuple[str, ...]:
    """Return an English word and, for a short one, its comparative and superlative: "long", "longer", "longest"."""
    if not word.isalpha() or not word.isascii() or not 3 <= len(word) <= 7 or word.endswith(("er", "est", "ing", "ed")):
        return (word,)
    if word.endswith("e"):
        stem = word[:-1]
    elif word.endswith("y") and word[-2] not in "aeiou":
        stem = f"{word[:-1]}i"
    elif word[-1] in "bdgmnpt" and word[-2] in "aeiou" and word[-3] not in "aeiou":
        stem = word + word[-1]
    else:
        stem = word
    return word, f"{stem}er", f"{stem}est"


def _strings(value: Value) -> tuple[str, ...]:
    return value if isinstance(value, tuple) else (value,) if isinstance(value, str) else ()


def _family_names(name: str) -> Iterator[str]:
    """Yield other names of a person: the last part (Nolan, 诺兰), the first two parts, or the name without hyphens."""
    parts = name.split()
    if len(parts) > 2 and name.isascii() and all(len(part) > 2 for part in parts[:2]):
        yield lower(" ".join(parts[:2]))
    last = name.replace("·", " ").split()[-1:]
    if last and last[0] != name and len(last[0]) >= (2 if has_han(name) else 4):
        yield lower(last[0])
    if "-" in name:
        yield lower(name.replace("-", " "))


def _common_words(catalogue: Catalogue) -> frozenset[str]:
    """Return the words that the catalogue's own texts write small: "black" is no sign of Jack Black."""
    found = {word for item in catalogue.items for word in _SMALL.findall(item.texts.get("en", ""))}
    return stopwords() | frozenset(found)


def _forms(word: str) -> tuple[str, ...]:
    """Return a word and, for an English one, its plural or singular."""
    word = lower(word)
    if "-" in word[1:-1] and not has_han(word):  # "gluten free"
        apart = word.replace("-", " ")
        return (*_number_forms(word), *_number_forms(apart))
    return _number_forms(word)


def _number_forms(word: str) -> tuple[str, ...]:
    if has_han(word) or not word[-1:].isalpha() or len(word) < 3:
        return (word,)
    if word.endswith("y") and word[-2] not in "aeiou":
        return word, f"{word[:-1]}ies"
    if word.endswith("s"):
        return (word, word[:-1]) if not word.endswith("ss") and len(word) > 4 else (word,)
    return word, f"{word}s"
