"""Mark what patterns find in a message before its words are read: numbers, counts, pauses, cards pointed at."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from quwei.index.constraint import Constraint
from quwei.index.opened import Index
from quwei.index.phrases import lower
from quwei.tools.absent import Absent, find_absent
from quwei.tools.children import child_spans
from quwei.tools.cues import Span
from quwei.tools.currencies import ForeignMoney, find_foreign_money
from quwei.tools.degrees import Scene
from quwei.tools.intents import Count, find_count
from quwei.tools.lexicon import lexicon
from quwei.tools.numbers import Bound, find_bounds
from quwei.tools.ordered import Ordered, find_ordered
from quwei.tools.pauses import Pause, find_pause
from quwei.tools.personal import personal_spans
from quwei.tools.quantities import find_quantities
from quwei.tools.references import Reference, find_references
from quwei.tools.sameness import Same, find_same
from quwei.tools.shares import Share, find_shares
from quwei.tools.sorting import sorting_spans
from quwei.tools.titles import is_title
from quwei.tools.totals import Total, find_total
from quwei.tools.unlimited import lifted_limits

_A_HEAD = re.compile(r"(?<=[块元钱刀\d])\s*(?:每|一)个?人|(?:每|一)个?人(?=(?:最多|不超过|大概|预算|别超过?)?\s*\d)")
"""How a price is said to be for one: 80块一个人."""
_PARTY = re.compile(r"\b(?:an?\s+)?(?:party|group|family|table) (?:of|for)\s+(?=\d|[a-z]+\b)", re.IGNORECASE)


@dataclass(frozen=True)
class Marks:
    """Hold what patterns found in a message; `silent` are the spans that say nothing of the items."""

    references: list[Reference]
    bounds: list[Bound]
    ordered: list[Ordered]
    pause: Pause | None
    count: Count | None
    total: Total | None
    same: list[Same]
    shares: list[Share]
    lifted: list[tuple[int, int, str]]
    absent: list[Absent]
    foreign_money: list[ForeignMoney]
    silent: list[Span]

    @property
    def spans(self) -> list[Span]:
        """Return the characters that have been read; references are left to be judged by the words beside them."""
        single = [each for each in (self.pause, self.count) if each is not None]
        found = [*single, *self.same, *self.shares, *self.lifted, *self.absent, *self.ordered, *self.foreign_money]
        spans = [each[:2] for each in found] + [(each.start, each.end) for each in self.bounds]
        return [*spans, *(self.total.spans if self.total else ()), *self.silent]

    @property
    def limits(self) -> list[Constraint]:
        """Return the bounds on single items, without that on the total of a plan."""
        total = self.total.bound if self.total else None  # "about 20 hours in total" has two ends
        return [each.constraint for each in self.bounds if total is None or each.start != total.start]

    @property
    def other_limits(self) -> list[Constraint]:
        """Return the limits that no number sets: "PG-13 or lower", "the same director", "half the price"."""
        ranked, shared = (each.constraint for each in self.ordered), (each.constraint for each in self.shares)
        return [*ranked, *(each.constraint for each in self.same), *shared]


def find_marks(index: Index, text: str, scene: Scene) -> Marks:
    """Return what patterns find in a message."""
    schema = index.catalogue.schema
    references = find_references(index, text, scene.listed, scene.shown)
    foreign = list(find_foreign_money(text, schema.attributes))
    others = [*(each[:2] for each in foreign), *child_spans(text)]
    bounds = [
        each
        for each in _bounds(index, text, references, scene)
        if not any(start < each.end and each.start < end for start, end in others)
    ]
    return Marks(
        references,
        bounds,
        ordered=list(find_ordered(index, text)),
        pause=find_pause(text, scene.today),
        count=_count(index, text),
        total=find_total(text, bounds, schema),
        same=_same(index, text, references, scene),
        shares=list(find_shares(index, text, scene)) if scene.shown or scene.held else [],
        lifted=list(lifted_limits(text, schema)),
        absent=find_absent(index, text),
        foreign_money=foreign,
        silent=[*_of_people(text), *personal_spans(text), *sorting_spans(text)],
    )


def _count(index: Index, text: str) -> Count | None:
    """Return how many items are asked for; "10 things" may be the beginning of a title."""
    count = find_count(text)
    if count is None:
        return None
    titles = (each for each in index.vocabulary.find(text) if any(one.kind == "title" for one in each.payload))
    return None if any(each.start <= count.start and count.end < each.end for each in titles) else count


def _bounds(index: Index, text: str, references: Sequence[Reference], scene: Scene) -> list[Bound]:
    """Return the bounds on numbers, without those of a title or a place among cards."""
    bounds = find_bounds(text, index.catalogue.schema, scene.today, scene.held)
    values = _values_with_digits(index, text) if bounds else []
    return [
        bound
        for bound in bounds
        if not _is_title(index, text, bound.start, bound.end)
        and not any(start < bound.end and bound.start < end for start, end in values)
        and not any(each.start < bound.end and bound.start < each.end for each in references if not each.weak)
    ]


def _same(index: Index, text: str, references: Sequence[Reference], scene: Scene) -> list[Same]:
    """Return what a message takes from the card it points at, else from the one put forward: "the same director"."""
    pointed = [item for each in references if not each.weak for item in each.items]
    card = next((each for each in (*pointed, *scene.shown, *scene.listed) if each in index.catalogue), None)
    return [] if card is None else list(find_same(text, index.catalogue.schema, index.catalogue[card]))


def _values_with_digits(index: Index, text: str) -> list[Span]:
    """Return where values with a number in their name are named: the 5G of a phone is no weight."""
    return [
        (each.start, each.end)
        for each in index.vocabulary.find(text)
        if any(meaning.kind == "value" for meaning in each.payload)
        and any(map(str.isdigit, text[each.start : each.end]))
    ]


def _is_title(index: Index, text: str, start: int, end: int) -> bool:
    """Tell whether a number is an item's title, as "1984" can be."""
    number = text[start:end]
    known = any(
        each.start == 0 and each.end == len(number) and any(meaning.kind == "title" for meaning in each.payload)
        for each in index.vocabulary.find(number)
    )
    return known and is_title(text, start, end, lexicon().find(text))


def _of_people(text: str) -> list[Span]:
    """Return the spans that say how old somebody is, or for how many a price is: nothing of the items."""
    ages = [(each.start, each.end) for each in find_quantities(lower(text)) if each.unit in ("age", "people")]
    ages += [match.span() for match in _PARTY.finditer(text)]
    return [*ages, *child_spans(text), *(match.span() for match in _A_HEAD.finditer(text))]
