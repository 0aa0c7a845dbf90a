"""The guard: no sentence reaches a person that names an item, a number or a fact which the cards do not bear out."""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import Any, NamedTuple

from quwei.agent.sentences import sentences_of
from quwei.agent.undoing import undone_things
from quwei.agent.wording import Wording
from quwei.agent.workbench import Workbench
from quwei.index.item import Item
from quwei.index.languages import has_han
from quwei.index.phrases import lower
from quwei.index.stopwords import stopwords
from quwei.tools.titles import titles_named

_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_QUOTED = re.compile(r"“([^”]+)”|\"([^\"]+)\"|\*\*([^*]+)\*\*|《([^》]+)》")
_NAME = re.compile(r"\b[A-ZÀ-Þ][A-Za-zÀ-ɏ'’-]*(?:\s+(?:of|the|and|in|de|von|van|la)\b)*(?:\s+[A-ZÀ-Þ][A-Za-zÀ-ɏ'’-]*)+")
_REST_OF_WORD = re.compile(r"\w*")
_ITS_LANGUAGES = "Chinese and English 中文和英文"
"""What Quwei may always say: which languages it speaks."""
_REFUSES = re.compile(r"\b(?:no|not|without|except|leaving out|isn't|aren't|instead of)\b|不|没|别|除", re.IGNORECASE)


class Finding(NamedTuple):
    """Say what in a sentence is not borne out, and why."""

    sentence: str
    what: str
    why: str


class Guard:
    """Check sentences of one turn against its cards, the catalogue and what the person said."""

    def __init__(self, bench: Workbench) -> None:
        self._bench = bench
        self._wording = Wording(bench.index.catalogue, bench.language)

    def check(self, text: str) -> list[Finding]:
        """Return everything in a text that is not borne out."""
        return [finding for sentence in sentences_of(text) for finding in self._check(sentence)]

    def passes(self, sentence: str) -> bool:
        """Tell whether a sentence may be said."""
        return next(self._check(sentence), None) is None

    def released(self, text: str) -> str:
        """Return a text without the sentences that may not be said."""
        return "".join(each for each in sentences_of(text) if self.passes(each)).strip()

    def _check(self, sentence: str) -> Iterator[Finding]:
        named = titles_named(self._bench.index, sentence)
        ids = {item for each in named for item in each.items}
        for each in named:
            told = any(lower(each.text) in lower(self._facts(item)) for item in self._known)
            if not each.items & self._known_ids and not told and not self._is_a_wish(each.text):
                yield Finding(sentence, each.text, "an item that is on no card")
        yield from self._invented(sentence)
        of = [item for item in self._known if item.id in ids] or self._known
        yield from self._numbers(sentence, of)
        yield from self._values(sentence, of)

    def _is_a_wish(self, text: str) -> bool:
        """Tell whether words that are an item's title are only the person's own, taken for a wish: "top gun"."""
        wishes = [lower(each.phrase) for each in self._bench.profile.interests if each.item is None]
        return any(lower(text) in each for each in wishes)

    def _invented(self, sentence: str) -> Iterator[Finding]:
        """Yield names, quoted or written as names, that neither the catalogue's cards nor the person has used."""
        quoted = [next(filter(None, match.groups())) for match in _QUOTED.finditer(sentence)]
        titles = [each for each in quoted if each[:1].isupper() and len(each.split()) > 1 and not has_han(each)]
        forms: dict[str, tuple[str, ...]] = {each: (each,) for each in titles}
        forms |= {match.group(): (match.group(), _whole(sentence, match)) for match in _NAME.finditer(sentence)}
        for each, ways in forms.items():
            if lower(each) not in self._said and not any(map(self._is_of_known_words, ways)):
                yield Finding(sentence, each, "a name that is on no card")

    def _is_of_known_words(self, name: str) -> bool:
        """Tell whether a name consists of words that may be said."""
        return all(word in self._words or word in stopwords() for word in re.findall(r"\w+", lower(name)))

    def _numbers(self, sentence: str, of: Sequence[Item]) -> Iterator[Finding]:
        allowed = self._general_numbers | {number for item in of for number in _numbers_in(self._facts(item))}
        for match in _NUMBER.finditer(sentence):
            if match.group().rstrip(".,") not in allowed:
                yield Finding(sentence, match.group(), "a number that is on no card")

    def _values(self, sentence: str, of: Sequence[Item]) -> Iterator[Finding]:
        """Yield values of exact attributes that none of the items spoken of has, and that the person did not name."""
        if "?" in sentence or "？" in sentence or _REFUSES.search(sentence):
            return
        schema = self._bench.index.catalogue.schema.attributes
        for mention in self._bench.index.vocabulary.find(sentence):
            word = sentence[mention.start : mention.end]
            kinds = {each.kind for each in mention.payload}
            values = [each for each in mention.payload if each.kind == "value"]
            exact = any(schema[each.attribute].exact for each in values)
            if not exact or kinds != {"value"} or lower(word) in self._said or self._is_in_quotes(sentence, word):
                continue
            if any(lower(word) in lower(self._facts(item)) for item in of):
                continue  # the item's own text says it
            if not any(self._has(item, each.attribute, each.what) for item in of for each in values):
                yield Finding(sentence, word, "a value that the items spoken of do not have")

    def _has(self, item: Item, attribute: str, value: str) -> bool:
        held = item.attributes.get(attribute)
        label = lower(self._wording.value(attribute, value))
        return value == held or (isinstance(held, tuple) and value in held) or label in lower(self._facts(item))

    @staticmethod
    def _is_in_quotes(sentence: str, word: str) -> bool:
        return any(word in match.group() for match in _QUOTED.finditer(sentence))

    @cached_property
    def _known(self) -> list[Item]:
        """Return the items that may be named: on cards now or before, or spoken of by the person."""
        bench = self._bench
        profile = bench.profile
        ids = [card.item.id for card in bench.cards] + bench.extraction.pointed + profile.last.listed
        ids += [*profile.recommended, *profile.seen, *profile.thumbs]
        ids += [each.item for each in profile.interests if each.item]
        if bench.undone is not None:
            undone = [bench.undone.data, *bench.undone.data.get("interests", [])]
            ids += [each["item"] for each in undone if each.get("item")]
        return [bench.index.catalogue[each] for each in dict.fromkeys(ids) if each in bench.index.catalogue]

    @cached_property
    def _known_ids(self) -> frozenset[str]:
        return frozenset(item.id for item in self._known)

    def _facts(self, item: Item) -> str:
        """Return everything of an item as text."""
        words = [self._wording.together(name, value) for name, value in item.attributes.items()]
        return " ".join([*words, *item.titles.values(), *item.texts.values()])

    @cached_property
    def _said(self) -> str:
        """Return the person's words and what follows from them, lower case: limits, wishes, the question."""
        bench, wording = self._bench, self._wording
        profile, question = bench.profile, bench.question
        parts = [
            _ITS_LANGUAGES,
            bench.message,
            wording.constraints(profile.constraints),
            wording.interests([*profile.interests, *bench.extraction.asked]),
        ]
        parts += undone_things(bench, wording)
        parts += [each.phrase for each in profile.interests] + [each.vague or "" for each in profile.constraints]
        if question is not None:
            parts += [question.text, question.skip, *question.options]
        return lower(" ".join(parts))

    @cached_property
    def _words(self) -> frozenset[str]:
        """Return the words that names may consist of: of the items known, and of the catalogue's own vocabulary."""
        catalogue = self._bench.index.catalogue
        labels = [
            word for each in catalogue.schema.attributes.values() for words in each.labels.values() for word in words
        ]
        values = [word for name, each in catalogue.schema.attributes.items() if not each.people for word in each.values]
        text = " ".join([*labels, *values, self._said, *map(self._facts, self._known), "Quwei"])
        return frozenset(re.findall(r"\w+", lower(text)))

    @cached_property
    def _general_numbers(self) -> frozenset[str]:
        """Return the numbers that are about no single item: counts, limits, sums over the cards."""
        bench = self._bench
        counts: list[Any] = [
            *range(len(bench.cards) + 1),
            *(each.count for each in bench.relaxations if bench.abstained),
        ]
        if bench.question is not None:
            counts += [bench.question.now, bench.question.after]
        for name in bench.index.columns.numbers:
            held = [card.item.attributes.get(name) for card in bench.cards]
            numbers = [each for each in held if isinstance(each, int | float)]
            counts += [round(sum(numbers), 1)] if numbers else []
        text = " ".join([self._said, *map(_plain, counts), *map(_plain, bench.policy.model_dump().values())])
        return frozenset(_numbers_in(text))


def _whole(sentence: str, match: re.Match[str]) -> str:
    """Return a name with all of the word that it ends in, such as one of two scripts that the person typed."""
    rest = _REST_OF_WORD.match(sentence, match.end())
    return match.group() + (rest.group() if rest else "")


def _plain(value: Any) -> str:
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def _numbers_in(text: str) -> Iterable[str]:
    return (match.group().rstrip(".,") for match in _NUMBER.finditer(text))
