"""Make tasks from any catalogue: seeded, and spread over numbers of limits and ways they become known."""

import random
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import cycle
from typing import Any, Literal

import numpy as np

from quwei.agent.simulation.task import Persona, Reveal, Task
from quwei.index.columns import Mask
from quwei.index.constraint import Constraint
from quwei.index.errors import QuweiError
from quwei.index.item import Item
from quwei.index.languages import LANGUAGES, Language
from quwei.index.opened import Index

Stratum = tuple[Reveal, ...]
Way = Literal["spread", "ask", "ask-all"]
"""How people make their wishes known: in every way in turn; one at once and one to three when asked; or one at once
and, when asked, one about everything that can be asked."""
MOST_WISHES = 8
"""Wishes of who has one about everything."""
STRATA: tuple[Stratum, ...] = (
    ("volunteer",),
    ("volunteer", "volunteer"),
    ("volunteer", "on_ask"),
    ("volunteer", "hidden"),
    ("volunteer", "volunteer", "volunteer"),
    ("volunteer", "volunteer", "on_ask"),
    ("volunteer", "on_ask", "on_ask"),
    ("volunteer", "on_ask", "hidden"),
    ("volunteer", "volunteer", "hidden"),
    ("volunteer", "on_ask", "on_ask", "hidden"),
    ("volunteer", "volunteer", "on_ask", "hidden"),
)
"""How each limit of a task becomes known; tasks go round through these."""
ASKED_STRATA: tuple[Stratum, ...] = (
    ("volunteer", "on_ask"),
    ("volunteer", "on_ask", "on_ask"),
    ("volunteer", "on_ask", "on_ask", "on_ask"),
)
"""The same for people who volunteer one wish and wait to be asked about the others."""
IMPOSSIBLE = 9
"""Every so many tasks nothing fulfils the goal."""
KNOWN = 6
"""Every so many tasks the person knows the most popular answers already."""
WIDEST, WIDEST_OF_ONE = 0.02, 0.2
"""Share of the catalogue that may fulfil a goal of several limits, or of one."""
ATTEMPTS = 400
MANNERS: tuple[Literal["chatty", "terse", "stepwise"], ...] = ("chatty", "terse", "stepwise")


def generate_tasks(
    index: Index,
    catalogue: str,
    count: int,
    seed: int = 0,
    languages: Sequence[Language] = LANGUAGES,
    reveal: Way = "spread",
    reasons: bool = True,
) -> list[Task]:
    """Return `count` tasks over a catalogue; the same seed gives the same tasks, and each goal once per language.

    Where wishes wait for a question something always fits, because nobody can know that nothing does; `reasons` are
    given when cards are rejected, or not.
    Raises QuweiError when the catalogue has too few attributes to want something of it.
    """
    maker = _Maker(index, random.Random(seed))
    tasks: list[Task] = []
    strata = cycle(maker.strata(reveal))
    goals = -(-count // len(languages))
    for number in range(goals):
        impossible = number % IMPOSSIBLE == IMPOSSIBLE - 1 and reveal == "spread"
        wishes = maker.goal(next(strata), impossible)
        seen = maker.known(wishes) if number % KNOWN == KNOWN - 1 and not impossible else []
        # With as many strata as manners, each stratum would have one manner only.
        manner = MANNERS[(number // len(MANNERS) if reveal == "ask" else number) % len(MANNERS)]
        persona = Persona(manner=manner, reasons=reasons)
        for language in languages:
            tasks.append(_task(index, catalogue, f"{number + 1:03}-{language}", language, wishes, seen, persona))
    return tasks[:count]


def _task(
    index: Index,
    catalogue: str,
    number: str,
    language: Language,
    wishes: Sequence[tuple[Constraint, Reveal]],
    seen: list[str],
    persona: Persona,
) -> Task:
    goal: dict[str, Any] = {each.attribute: {each.op: _plain(each.value)} for each, _ in wishes}
    reveal = {each.attribute: how for each, how in wishes if how != "volunteer"}
    return Task(
        name=f"{index.catalogue.name}-{number}",
        catalogue=catalogue,
        language=language,
        goal=goal,
        reveal=reveal,
        seen=seen,
        persona=persona,
    )


class _Maker:
    """Draw goals that are wanted of real items."""

    def __init__(self, index: Index, chance: random.Random) -> None:
        self._index = index
        self._random = chance
        self._attributes = [name for name, each in index.catalogue.schema.attributes.items() if each.asked]
        if len(self._attributes) < 2:
            raise QuweiError(
                f"{index.catalogue.name} has {len(self._attributes)} attributes to ask about.",
                "At least two.",
                "Add columns, or set asked = true in its schema.",
            )

    def strata(self, reveal: Way) -> Sequence[Stratum]:
        """Return how each limit of a task becomes known, task by task."""
        if reveal == "spread":
            return STRATA
        if reveal == "ask":
            return ASKED_STRATA
        waiting: list[Reveal] = ["on_ask"] * (min(MOST_WISHES, len(self._attributes)) - 1)
        return [("volunteer", *waiting)]

    def goal(self, stratum: Stratum, impossible: bool) -> list[tuple[Constraint, Reveal]]:
        """Return a goal of one stratum that something fulfils, or, when `impossible`, nothing does."""
        stratum = stratum[: len(self._attributes)]
        if impossible and len(stratum) < 2:
            stratum = ("volunteer", "volunteer")
        best: list[Constraint] = []
        for _ in range(ATTEMPTS):
            wishes = self._wishes(len(stratum), impossible)
            if len(wishes) < len(stratum):
                continue
            best = best or wishes
            found = int(self._mask(wishes).sum())
            if (found == 0) if impossible else self._is_narrow(found, len(wishes)):
                return list(zip(wishes, stratum, strict=True))
        if not best:
            raise QuweiError(
                f"No goal of {len(stratum)} limits was found in {self._index.catalogue.name}.",
                "Attributes with values that several items share.",
                "Add columns, or write tasks by hand.",
            )
        return list(zip(best, stratum, strict=True))

    def known(self, wishes: Sequence[tuple[Constraint, Reveal]]) -> list[str]:
        """Return some of the items that fulfil a goal, never all of them, for the person to know already."""
        rows = np.flatnonzero(self._mask([each for each, _ in wishes]))
        count = min(2, len(rows) - 1)
        return [self._index.catalogue.items[row].id for row in self._random.sample(list(rows), max(0, count))]

    def _is_narrow(self, found: int, limits: int) -> bool:
        widest = len(self._index.catalogue) * (WIDEST if limits > 1 else WIDEST_OF_ONE)
        return 1 <= found <= max(3, widest)

    def _wishes(self, count: int, impossible: bool) -> list[Constraint]:
        """Return limits on different attributes, wanted of one item; of several items when nothing may fulfil them."""
        names = self._random.sample(self._attributes, count)
        item = self._random.choice(self._index.catalogue.items)
        found = []
        for name in names:
            source = self._random.choice(self._index.catalogue.items) if impossible else item
            if wish := self._wish(name, source):
                found.append(wish)
        return found

    def _wish(self, name: str, item: Item) -> Constraint | None:
        """Return a limit that the item fulfils and part of the catalogue does not."""
        value = item.attributes.get(name)
        if value is None:
            return None
        options = list(self._options(name, value))
        fitting = [each for each in options if 0.01 < self._share(each) < 0.75]
        return self._random.choice(fitting) if fitting else None

    def _options(self, name: str, value: Any) -> Iterator[Constraint]:
        kind = self._index.catalogue.schema.attributes[name].type
        if kind in ("number", "date"):
            for fraction in (0.25, 0.4, 0.6, 0.75):
                bound = self._index.columns.bound(name, fraction)
                if bound is not None:
                    bound = _round(bound) if kind == "number" else bound
                    yield Constraint(attribute=name, op="<=" if value <= bound else ">=", value=bound)
        elif kind == "bool":
            yield Constraint(attribute=name, op="==", value=value)
        elif kind == "string":
            yield Constraint(attribute=name, op="==", value=value)
            if other := self._other(name, {value}):
                yield Constraint(attribute=name, op="in", value=(value, other))
                yield Constraint(attribute=name, op="!=", value=other)
        else:
            for each in value:
                yield Constraint(attribute=name, op="contains", value=each)
            if other := self._other(name, set(value)):
                yield Constraint(attribute=name, op="contains_any", value=(self._random.choice(value), other))
                yield Constraint(attribute=name, op="not_contains", value=other)

    def _other(self, name: str, held: set[str]) -> str | None:
        """Return a common value that the item does not have."""
        members = self._index.columns.members[name]
        counts = Counter({value: len(members.rows(value)) for value in members.values if value not in held})
        common = [value for value, _ in counts.most_common(12)]
        return self._random.choice(common) if common else None

    def _share(self, wish: Constraint) -> float:
        return float(self._mask([wish]).mean())

    def _mask(self, wishes: Sequence[Constraint]) -> Mask:
        return self._index.columns.mask(wishes)


def _round(bound: Any) -> int | float:
    """Return a bound as people say one: two significant digits below a thousand, years as they are."""
    if isinstance(bound, float) and not bound.is_integer():
        return round(bound, 1)
    number = int(bound)
    if 1000 <= number <= 2200:
        return round(number, -1) if number % 10 in (9, 1) else number
    step = 10 ** max(0, len(str(abs(number))) - 2)
    return int(round(number / step) * step)


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return list(value)
    return value if isinstance(value, bool | int | float | str) else value.isoformat()
