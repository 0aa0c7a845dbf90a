"""Bind an `expect:` block to a catalogue: one expectation to judge per thing it says."""

import re
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from quwei.agent.scripts import judge_items as items
from quwei.agent.scripts import judge_mind as mind
from quwei.agent.scripts import judge_talk as talk
from quwei.agent.scripts.catalogue_words import CatalogueWords, UnknownWordError
from quwei.agent.scripts.errors import one_of
from quwei.agent.scripts.expectations import (
    BeliefExpected,
    CardsExpected,
    Expect,
    Known,
    ReceiptExpected,
    ReplyExpected,
    ToolsExpected,
    TopExpected,
)
from quwei.agent.scripts.moment import Expectation
from quwei.agent.scripts.wordings import WordingSet
from quwei.agent.scripts.yaml_file import ValuePath
from quwei.agent.toolbox import TOOLS
from quwei.index.languages import Language
from quwei.index.opened import Index, rows_of


class Binder:
    """Turn what a script expects into expectations over one index, for a run in one language.

    `wrong` gathers the words that the catalogue does not have, each with its path.
    """

    def __init__(self, index: Index, words: CatalogueWords, language: Language | None) -> None:
        self._index = index
        self._words = words
        self._language = language
        self.wrong: list[UnknownWordError] = []

    def bind(self, expect: Expect, path: ValuePath) -> list[Expectation]:
        """Return the expectations of one block that stands at `path`."""
        found: list[Expectation] = []
        for name in (name for name in Expect.model_fields if name != "within_turns"):
            value = getattr(expect, name)
            if value is not None:
                found += getattr(self, f"_{name}")(value, (*path, name))
        return found

    def _asks(self, value: bool | list[str], path: ValuePath) -> Iterator[Expectation]:
        if isinstance(value, bool):
            yield Expectation(path, f"asks: {_yes(value)}", talk.asks_anything(value))
        else:
            names = self._read(path, lambda: [self._words.attribute(each) for each in value])
            yield Expectation(path, f"asks: {' or '.join(value)}", talk.asks_about(names or []))

    def _asks_to_confirm(self, value: bool | list[str], path: ValuePath) -> Iterator[Expectation]:
        if isinstance(value, bool):
            yield Expectation(path, f"asks_to_confirm: {_yes(value)}", talk.asks_to_confirm(value))
        else:
            names = set().union(*(self._words.names_of(each) for each in value))
            yield Expectation(path, f"asks_to_confirm: {' or '.join(value)}", talk.asks_to_confirm(True, names))

    def _asks_nothing_known(self, value: bool, path: ValuePath) -> Iterator[Expectation]:
        yield Expectation(path, f"asks_nothing_known: {_yes(value)}", talk.asks_nothing_known(value))

    def _cards(self, value: CardsExpected, path: ValuePath) -> Iterator[Expectation]:
        if value.count is not None:
            yield Expectation((*path, "count"), f"cards.count: {_shown(value.count)}", items.count(value.count))
        yield from self._of_items("cards", items.cards, value, path)
        if isinstance(value.first, str):
            item = self._item(value.first, (*path, "first"))
            yield Expectation((*path, "first"), f"cards.first: {value.first}", items.is_first(items.cards, item))
        else:
            for each in self._predicates(value.first or {}, (*path, "first")):
                yield self._on_items("cards.first", (*path, "first"), each, items.first(items.cards, each))
        for number, name in enumerate(value.disclosed):
            attribute = self._read((*path, "disclosed", number), partial(self._words.attribute, name))
            yield Expectation(
                (*path, "disclosed", number), f"cards.disclosed: {name}", items.disclosed(attribute or name)
            )

    def _abstains(self, value: bool, path: ValuePath) -> Iterator[Expectation]:
        yield Expectation(path, f"abstains: {_yes(value)}", talk.abstains(value))

    def _offers_relaxation(self, value: bool | list[str], path: ValuePath) -> Iterator[Expectation]:
        if isinstance(value, bool):
            yield Expectation(path, f"offers_relaxation: {_yes(value)}", talk.offers_relaxation(value))
        else:
            names = self._read(path, lambda: [self._words.attribute(each) for each in value]) or []
            yield Expectation(path, f"offers_relaxation: {' or '.join(value)}", talk.offers_relaxation(True, names))

    def _profile(self, value: Known, path: ValuePath) -> Iterator[Expectation]:
        yield from self._known(value, path, "profile", True)
        yield from self._known(value.without, (*path, "without"), "profile.without", False)  # type: ignore[attr-defined]
        if (empty := getattr(value, "empty", None)) is not None:
            yield Expectation((*path, "empty"), f"profile.empty: {_yes(empty)}", mind.knows_nothing(empty))

    def _known(self, value: Known, path: ValuePath, label: str, wanted: bool) -> Iterator[Expectation]:
        for polarity, names in (("like", value.likes), ("dislike", value.dislikes)):
            for number, name in enumerate(names):
                judge = mind.interested(polarity, self._words.names_of(name), wanted)  # type: ignore[arg-type]
                yield Expectation((*path, f"{polarity}s", number), f"{label}.{polarity}s: {name}", judge)
        if isinstance(value.constraints, list):
            for number, name in enumerate(value.constraints):
                at = (*path, "constraints", number)
                attribute = self._read(at, partial(self._words.attribute, name)) or name
                yield Expectation(at, f"{label}.constraints: {name}", mind.constrained_on(attribute, wanted))
        else:
            for each in self._predicates(value.constraints, (*path, "constraints")):
                yield self._on_items(
                    f"{label}.constraints", (*path, "constraints"), each, mind.constrained(each, wanted)
                )
        for number, name in enumerate(value.seen):
            item = self._item(name, (*path, "seen", number))
            yield Expectation((*path, "seen", number), f"{label}.seen: {name}", mind.knows_item(item, wanted))

    def _belief(self, value: BeliefExpected, path: ValuePath) -> Iterator[Expectation]:
        for name, direction in (("rises", 1), ("falls", -1)):
            given = getattr(value, name)
            if given:
                rows = self._rows(given, (*path, name))
                yield Expectation((*path, name), f"belief.{name}: {_shown(given)}", mind.shifts(rows, direction))
        if value.unchanged is not None:
            yield Expectation(
                (*path, "unchanged"), f"belief.unchanged: {_yes(value.unchanged)}", mind.unchanged(value.unchanged)
            )
        if value.restored is not None:
            yield Expectation(
                (*path, "restored"), f"belief.restored: {_yes(value.restored)}", mind.restored(value.restored)
            )
        if value.top is not None:
            yield from self._of_items(f"belief.top {value.top.k}", items.top(value.top.k), value.top, (*path, "top"))

    def _receipt(self, value: bool | ReceiptExpected, path: ValuePath) -> Iterator[Expectation]:
        if isinstance(value, bool):
            yield Expectation(path, f"receipt: {_yes(value)}", mind.has_receipt(value))
            return
        if value.value is not None:
            yield Expectation((*path, "value"), f"receipt.value: {value.value}", mind.receipt_is("value", value.value))
        if value.item is not None:
            item = self._item(value.item, (*path, "item"))
            yield Expectation((*path, "item"), f"receipt.item: {value.item}", mind.receipt_is("item", item))
        for name in ("entered", "left"):
            if (bounds := getattr(value, name)) is not None:
                yield Expectation((*path, name), f"receipt.{name}: {_shown(bounds)}", mind.receipt_moves(name, bounds))

    def _tools(self, value: list[str] | ToolsExpected, path: ValuePath) -> Iterator[Expectation]:
        if isinstance(value, list):
            self._check_tools(value, path)
            yield Expectation(path, f"tools: {', '.join(value)}", talk.calls_in_order(value))
            return
        for name, wanted in (("include", True), ("exclude", False)):
            self._check_tools(getattr(value, name), (*path, name))
            for number, tool in enumerate(getattr(value, name)):
                yield Expectation((*path, name, number), f"tools.{name}: {tool}", talk.calls(tool, wanted))

    def _reply(self, value: ReplyExpected, path: ValuePath) -> Iterator[Expectation]:
        if value.language is not None:
            language = None if value.language == "same" else value.language
            yield Expectation((*path, "language"), f"reply.language: {value.language}", talk.speaks(language))
        if value.names_only_cards is not None:
            judge = talk.names_only_cards(value.names_only_cards)
            yield Expectation(
                (*path, "names_only_cards"), f"reply.names_only_cards: {_yes(value.names_only_cards)}", judge
            )
        for name, wanted in (("contains", True), ("lacks", False)):
            if (words := getattr(value, name)) is not None:
                chosen = words.of(self._language)
                yield Expectation((*path, name), f"reply.{name}: {', '.join(chosen)}", talk.contains(chosen, wanted))
        if value.matches is not None:
            yield from self._patterns(value.matches, (*path, "matches"))

    def _patterns(self, words: WordingSet, path: ValuePath) -> Iterator[Expectation]:
        patterns = []
        for each in words.of(self._language):
            try:
                patterns.append(re.compile(each, re.IGNORECASE))
            except re.error as error:
                seen = f"{each!r} is no regular expression: {error}."
                self.wrong.append(UnknownWordError(path, seen, "A pattern for Python's re."))
        yield Expectation(path, f"reply.matches: {', '.join(words.of(self._language))}", talk.matches(patterns))

    def _of_items(
        self, label: str, select: items.Select, value: CardsExpected | TopExpected, path: ValuePath
    ) -> Iterator[Expectation]:
        for each in self._predicates(value.all, (*path, "all")):
            yield self._on_items(f"{label}.all", (*path, "all"), each, items.every_one(select, each))
        if value.any:
            some = self._predicates(value.any, (*path, "any"))
            yield Expectation((*path, "any"), f"{label}.any: {_shown(value.any)}", items.some_one(select, some))
        for each in self._predicates(value.none, (*path, "none")):
            yield self._on_items(f"{label}.none", (*path, "none"), each, items.no_one(select, each))
        for name, wanted in (("include", True), ("exclude", False)):
            for number, text in enumerate(getattr(value, name)):
                at = (*path, name, number)
                yield Expectation(at, f"{label}.{name}: {text}", items.includes(select, self._item(text, at), wanted))

    def _on_items(self, label: str, path: ValuePath, constraint: Any, judge: items.Judge) -> Expectation:
        at = (*path, constraint.attribute, constraint.op)
        return Expectation(at, f"{label}: {constraint.attribute} {constraint.op} {_shown(constraint.value)}", judge)

    def _rows(self, given: Any, path: ValuePath) -> NDArray[np.int64]:
        if isinstance(given, dict):
            return np.flatnonzero(self._index.columns.mask(self._predicates(given, path)))
        ids = self._read(path, lambda: self._words.items(given)) or []
        return np.asarray(rows_of(self._index.catalogue, ids), np.int64)

    def _predicates(self, given: Any, path: ValuePath) -> list[Any]:
        return self._read(path, lambda: self._words.predicates(given)) or []

    def _item(self, text: str, path: ValuePath) -> str:
        return self._read(path, lambda: self._words.item(text)) or text

    def _check_tools(self, names: Sequence[str], path: ValuePath) -> None:
        known = [tool.name for tool in TOOLS]
        for number, name in enumerate(names):
            if name not in known:
                self.wrong.append(UnknownWordError((*path, number), f"There is no tool {name!r}.", one_of(name, known)))

    def _read(self, path: ValuePath, read: Callable[[], Any]) -> Any:
        """Return what `read` gives; None, and the mistake noted at its place, when a word is unknown."""
        try:
            return read()
        except UnknownWordError as error:
            self.wrong.append(UnknownWordError((*path, *error.path), error.seen, error.expected))
            return None


def _yes(value: bool) -> str:
    return "true" if value else "false"


def _shown(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {_shown(each)}" for key, each in value.items()) + "}"
    if isinstance(value, list | tuple):
        return " or ".join(_shown(each) for each in value)
    return str(value)
