"""The state of one turn, handed from step to step and to every tool; nothing of it outlives the turn."""

import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import combinations
from typing import Any

from quwei.agent.bounds import Allowance
from quwei.agent.permission import Permission, permission_of
from quwei.agent.policy import Marked, Policy, has_value
from quwei.agent.turn import Comparison, Question, Receipt, Relaxation, TraceEntry
from quwei.agent.wording import Wording
from quwei.agent.words import say
from quwei.index.columns import Mask
from quwei.index.constraint import Constraint
from quwei.index.languages import Language
from quwei.index.opened import Index, rows_of
from quwei.index.people import People
from quwei.index.profile import Event, Profile, Thumb
from quwei.tools.belief import Belief, rank
from quwei.tools.cards import Card, make_cards
from quwei.tools.extraction import Extraction
from quwei.tools.extremes import in_order
from quwei.tools.questions import Choice, choose_question
from quwei.tools.rejection import ask_for_reason
from quwei.tools.variety import surprising, varied

RELAXATIONS = 3
"""Ways out offered as chips."""
PLANNED = 3
"""Items in a plan that says no number."""
RELAXED_TOGETHER = 3
"""Constraints that are given up at once, at most."""


@dataclass
class Workbench:
    """Hold what the tools of one turn read and change, for one person in one session."""

    index: Index
    people: People
    policy: Policy
    user: str
    session: str
    message: str
    language: Language
    profile: Profile
    extraction: Extraction
    event: int | None = None
    undone: Event | None = None
    cards: list[Card] = field(default_factory=list)
    question: Question | None = None
    receipts: list[Receipt] = field(default_factory=list)
    trace: list[TraceEntry] = field(default_factory=list)
    abstained: bool = False
    comparison: Comparison | None = None
    allowance: Allowance | None = None

    @cached_property
    def belief(self) -> Belief:
        """Return the belief after this message, over what the owner's rules let this person see."""
        return self.wanted if self.permission is None else self.wanted.among(self.permission.allowed)

    @cached_property
    def wanted(self) -> Belief:
        """Return the belief over the whole catalogue, whatever may be shown of it."""
        return self.believe()

    @cached_property
    def permission(self) -> Permission | None:
        """Return what the owner's rules let this person see, None where they restrict nothing."""
        return permission_of(self.policy, self.index, self.profile.consents)

    @cached_property
    def wording(self) -> Wording:
        """Return the words of this turn: the owner's tone, and no title that is blocked."""
        unnamed = self.permission.blocked_ids(self.index) if self.permission else frozenset()
        return Wording(self.index.catalogue, self.language, self.policy.tone, unnamed)

    def fits(self, constraints: Sequence[Constraint]) -> Mask:
        """Return which items fulfil constraints and can be shown, now or after a yes, shape (items,)."""
        mask = self.index.columns.mask(constraints)
        return mask if self.permission is None else mask & self.permission.attainable

    def leaves(self, constraints: Sequence[Constraint], more: bool = False) -> bool:
        """Tell whether something that fulfils constraints is new to the person; for `more`, not shown before either."""
        mask = self.fits(constraints)
        known = [*(self.profile.seen if self.policy.exclude_seen else ()), *(self.profile.recommended if more else ())]
        mask[rows_of(self.index.catalogue, known)] = False
        return bool(mask.any())

    def having(self, attribute: str, value: Marked) -> Mask:
        """Return which items have a value, shape (items,)."""
        return self.index.columns.mask([has_value(attribute, value)])

    def permitted(self, items: Sequence[str]) -> list[str]:
        """Return those of some items that may be shown now."""
        if self.permission is None:
            return list(items)
        return [each for each in items if self.permission.allowed[self.index.catalogue.rows[each]]]

    @property
    def focus(self) -> list[str]:
        """Return the items that are spoken of: the cards of the last reply, else of the last that had some."""
        return self.profile.last.cards or self.profile.last.listed

    def believe(self) -> Belief:
        """Rank the catalogue by what is known of the person."""
        # Who neither takes a card nor says anything new is shown others, as long as there are any.
        if self.extraction.declined:
            others = rank(self.index, self.profile, left_out=[*self._left_out(), *self.profile.recommended])
            if not others.is_empty:
                return others
        return rank(self.index, self.profile, left_out=self._left_out())

    def choose(self, count: int) -> list[int]:
        """Return the rows of the items to show."""
        return self.chosen(self.belief, count)

    def chosen(self, belief: Belief, count: int) -> list[int]:
        """Return the best rows of a belief: the likeliest, or the first in the order that was asked for."""
        if self.profile.order is None:
            return [int(row) for row in belief.best(count)]
        liked = [each for each in self.extraction.interests if each.polarity == "like"]
        return in_order(belief, self.profile.order, liked)[:count]

    def cards_of(self, rows: list[int]) -> list[Card]:
        """Return the cards of the items in `rows` that may be shown, with what the owner has to disclose."""
        if self.permission is None:
            return make_cards(self.belief, rows, self.policy.disclose)
        rows = [row for row in rows if self.permission.allowed[row]]
        cards = make_cards(self.belief, rows, self.policy.disclose)
        unnamed = say(self.language, "unnamed")
        return [self.permission.without_names(self.index, card, unnamed) for card in cards]

    def recommend(self, count: int | None = None) -> list[Card]:
        """Choose the cards to show; none fulfils the constraints means abstaining."""
        self.cards = self.cards_of(self.choose(self._cards_to_show(count or self.extraction.count)))
        return self._settled()

    def show(self, items: Sequence[str]) -> list[Card]:
        """Show cards of given items, those of them that fulfil the constraints."""
        mask = self.fits(self.profile.constraints)
        rows = [int(row) for row in rows_of(self.index.catalogue, list(dict.fromkeys(items))) if mask[row]]
        self.cards = self.cards_of(rows[: self.policy.cards_per_turn])
        return self.cards

    def swap(self, items: Sequence[str]) -> list[Card]:
        """Show the last list of cards with new ones in the place of some; the list as it was when there is none.

        A card that does not keep to the limits any more has no place in it.
        """
        catalogue, fits = self.index.catalogue, self.fits(self.profile.constraints)
        listed = [int(row) for row in rows_of(catalogue, self.profile.last.listed) if fits[row]]
        new = self.index.columns.mask(self.extraction.replacement)
        new[rows_of(catalogue, [*self.profile.recommended, *self.profile.last.listed])] = False
        others = iter(self.chosen(self.belief.among(new), len(items)))
        rows = [next(others, row) if catalogue.items[row].id in items else row for row in listed]
        self.cards = self.cards_of(rows)
        return self.cards

    def surprise(self, count: int | None = None) -> list[Card]:
        """Show cards drawn from the belief instead of its top, none that was shown before while others are left."""
        chance = random.Random(f"{self.user}/{self.session}/{self.profile.turns}")
        shown = [int(row) for row in rows_of(self.index.catalogue, self.profile.recommended)]
        count = self._cards_to_show(count)
        rows = surprising(self.belief, count, chance, shown) or surprising(self.belief, count, chance)
        self.cards = self.cards_of(rows)
        return self._settled()

    def plan(self, count: int | None = None) -> list[Card]:
        """Show several cards to enjoy one after the other: likely, and unlike each other."""
        count, belief = self._cards_to_show(count or PLANNED), self.belief
        if (total := self.extraction.total) is not None:
            belief = belief.among(self.index.columns.mask([_share(total, count)]))
        self.cards = self.cards_of(varied(belief, count))
        return self._settled()

    def _settled(self) -> list[Card]:
        """Return the cards, and ask first for a yes where the best ones need it; no card at all means abstaining."""
        from quwei.agent.confirming import to_confirm

        if (value := to_confirm(self)) is not None:
            self.confirm(value)
        self.abstained = not self.cards and not self.is_confirming
        return self.cards

    @property
    def is_confirming(self) -> bool:
        """Tell whether this turn asks for a yes that the owner wants."""
        return self.question is not None and self.question.kind == "confirm"

    def confirm(self, value: tuple[str, Marked]) -> None:
        """Ask for a yes to a value; no other question is asked in the same turn."""
        from quwei.agent.confirming import confirm_question

        self.question, self.abstained = confirm_question(self.wording, *value), False

    def _cards_to_show(self, count: int | None) -> int:
        return max(1, min(count or self.policy.cards_per_turn, self.policy.cards_per_turn))

    def ask(self, attribute: str | None = None) -> Question | None:
        """Choose the question to ask, None when none is worth it; when nothing fits, which wish to give up."""
        if self.is_confirming:
            return self.question
        if self.belief.is_empty:
            self.question = self._relaxing_question()
            return self.question
        choice = self.choose_question(attribute)
        self.question = self.wording.question(choice, self.profile.turns) if choice else None
        return self.question

    def choose_question(self, attribute: str | None = None) -> Choice | None:
        """Return the question worth asking about what is wanted, or the one about `attribute`."""
        if attribute is None and self.extraction.rejected and (suspicion := ask_for_reason(self.belief, self.profile)):
            return suspicion
        return choose_question(self.belief, self.profile, attribute, self.policy.cards_per_turn)

    def clear(self) -> None:
        """Take back what a brain had chosen to show before it failed."""
        self.cards, self.question, self.abstained, self.comparison = [], None, False, None

    @cached_property
    def relaxations(self) -> list[Relaxation]:
        """Return the fewest constraints whose removal leaves something, those that free most first.

        Where no single one stands in the way it is two together, then three.
        """
        held = self.profile.constraints
        for size in range(1, min(len(held), RELAXED_TOGETHER) + 1):
            freed = [
                Relaxation(constraints=given_up, count=self._count([each for each in held if each not in given_up]))
                for given_up in combinations(held, size)
            ]
            if found := [each for each in freed if each.count]:
                return sorted(found, key=lambda each: -each.count)
        return []

    def _count(self, constraints: Sequence[Constraint]) -> int:
        return int(self.fits(constraints).sum())

    def _relaxing_question(self) -> Question | None:
        offers = self.relaxations
        if not offers:
            return None
        names = [tuple(dict.fromkeys(each.attribute for each in offer.constraints)) for offer in offers]
        chosen = list(dict.fromkeys(names))[:RELAXATIONS]
        return self.wording.relaxing_question(chosen, offers[0].count)

    def timed(self, tool: str, arguments: dict[str, Any], call: Callable[[], Any], note: str = "") -> Any:
        """Run one step and write it into the trace."""
        started = time.perf_counter()
        try:
            return call()
        finally:
            spent = round((time.perf_counter() - started) * 1000, 2)
            self.trace.append(TraceEntry(tool=tool, arguments=arguments, milliseconds=spent, note=note))

    def feedback(self, item: str, value: Thumb) -> Receipt:
        """Record a thumb and see what it moves."""
        from quwei.agent.feedback import give_feedback

        receipt, self.profile = give_feedback(self, item, value)
        self.forget()
        self.receipts.append(receipt)
        return receipt

    def forget(self) -> None:
        """Forget what followed from the profile before it changed."""
        for known in ("belief", "wanted", "permission", "relaxations"):
            self.__dict__.pop(known, None)

    def _left_out(self) -> list[str]:
        left_out = list(self.profile.seen) if self.policy.exclude_seen else []
        if "more" in self.extraction.kinds:
            left_out += self.profile.recommended
        return left_out


def _share(total: Constraint, count: int) -> Constraint:
    """Return what each of `count` items may have so that together they keep to a total."""
    assert isinstance(total.value, int | float)
    return total.model_copy(update={"value": total.value / count})
