"""The state of one turn, handed from step to step and to every tool; nothing of it outlives the turn."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import combinations
from typing import Any

from quwei.agent.policy import Policy
from quwei.agent.turn import Question, Receipt, Relaxation, TraceEntry
from quwei.agent.wording import Wording
from quwei.index.constraint import Constraint
from quwei.index.languages import Language
from quwei.index.opened import Index
from quwei.index.people import People
from quwei.index.profile import Profile, Thumb
from quwei.tools.belief import Belief, rank
from quwei.tools.cards import Card, make_cards
from quwei.tools.interests import Extraction
from quwei.tools.questions import Choice, choose_question
from quwei.tools.rejection import ask_for_reason

RELAXATIONS = 3
"""Ways out offered as chips."""
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
    cards: list[Card] = field(default_factory=list)
    question: Question | None = None
    receipts: list[Receipt] = field(default_factory=list)
    trace: list[TraceEntry] = field(default_factory=list)
    abstained: bool = False

    @cached_property
    def belief(self) -> Belief:
        """Return the belief after this message."""
        return self.believe()

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
        return [int(row) for row in self.belief.best(count)]

    def cards_of(self, rows: list[int]) -> list[Card]:
        """Return the cards of the items in `rows`, with what the owner has to disclose."""
        return make_cards(self.belief, rows, self.policy.disclose)

    def recommend(self, count: int | None = None) -> list[Card]:
        """Choose the cards to show; none fulfils the constraints means abstaining."""
        count = max(1, min(count or self.policy.cards_per_turn, self.policy.cards_per_turn))
        self.cards = self.cards_of(self.choose(count))
        self.abstained = not self.cards
        return self.cards

    def ask(self, attribute: str | None = None) -> Question | None:
        """Choose the question to ask, None when none is worth it; when nothing fits, which wish to give up."""
        if self.belief.is_empty:
            self.question = self._relaxing_question()
            return self.question
        choice = self.choose_question(attribute)
        wording = Wording(self.index.catalogue, self.language)
        self.question = wording.question(choice, self.profile.turns) if choice else None
        return self.question

    def choose_question(self, attribute: str | None = None) -> Choice | None:
        """Return the question worth asking about what is wanted, or the one about `attribute`."""
        if attribute is None and self.extraction.rejected and (suspicion := ask_for_reason(self.belief, self.profile)):
            return suspicion
        return choose_question(self.belief, self.profile, attribute, self.policy.cards_per_turn)

    def clear(self) -> None:
        """Take back what a brain had chosen to show before it failed."""
        self.cards, self.question, self.abstained = [], None, False

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
        return int(self.index.columns.mask(constraints).sum())

    def _relaxing_question(self) -> Question | None:
        offers = self.relaxations
        if not offers:
            return None
        names = [tuple(dict.fromkeys(each.attribute for each in offer.constraints)) for offer in offers]
        chosen = list(dict.fromkeys(names))[:RELAXATIONS]
        return Wording(self.index.catalogue, self.language).relaxing_question(chosen, offers[0].count)

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
        for known in ("belief", "relaxations"):
            self.__dict__.pop(known, None)
        self.receipts.append(receipt)
        return receipt

    def _left_out(self) -> list[str]:
        left_out = list(self.profile.seen) if self.policy.exclude_seen else []
        if "more" in self.extraction.kinds:
            left_out += self.profile.recommended
        return left_out
