"""Make cards: items as they are shown, with reasons and proof."""

from collections.abc import Sequence
from typing import Any

from pydantic import BaseModel, ConfigDict

from quwei.index.constraint import Constraint
from quwei.index.item import Item
from quwei.index.languages import Language
from quwei.tools.belief import Belief, Term

REASONS = 3
"""Reasons shown on a card."""
WEAK = 0.05
"""A contribution below this is no reason."""


class Reason(BaseModel):
    """Hold one reason: the interest in the person's words, what links the item to it, and the event it comes from."""

    model_config = ConfigDict(frozen=True)

    phrase: str
    kind: str
    attribute: str | None
    value: str | None
    item: str | None
    contribution: float
    event: int | None


class Check(BaseModel):
    """Hold one line of proof: a constraint, the item's value, and whether it holds."""

    model_config = ConfigDict(frozen=True)

    constraint: Constraint
    value: Any
    holds: bool


class Card(BaseModel):
    """Hold an item as shown: its probability, reasons, proof, and what the owner has to disclose."""

    model_config = ConfigDict(frozen=True, arbitrary_types_allowed=True)

    item: Item
    probability: float
    reasons: tuple[Reason, ...] = ()
    proof: tuple[Check, ...] = ()
    disclosures: tuple[str, ...] = ()

    def title(self, language: Language) -> str:
        """Return the title to show."""
        return self.item.title_in(language)


def make_cards(belief: Belief, rows: Sequence[int], disclose: Sequence[str] = ()) -> list[Card]:
    """Return the cards of the items in `rows`."""
    return [_card(belief, row, disclose) for row in rows]


def _card(belief: Belief, row: int, disclose: Sequence[str]) -> Card:
    item = belief.index.catalogue.items[row]
    strong = (term for term in belief.terms(row) if term.contribution > WEAK)
    terms = [term for term in strong if belief.is_about(term.interest, row)][:REASONS]
    return Card(
        item=item,
        probability=round(float(belief.probabilities[row]), 4),
        reasons=tuple(_reason(item, term) for term in terms),
        proof=tuple(
            Check(constraint=each, value=item.attributes.get(each.attribute), holds=each.holds_for(item))
            for each in belief.constraints
        ),
        disclosures=tuple(name for name in disclose if item.attributes.get(name)),
    )


def _reason(item: Item, term: Term) -> Reason:
    interest = term.interest
    return Reason(
        phrase=interest.phrase,
        kind=_kind(item, term),
        attribute=interest.attribute,
        value=interest.value,
        item=interest.item,
        contribution=round(term.contribution, 3),
        event=interest.event,
    )


def _kind(item: Item, term: Term) -> str:
    """Return what links the item to the interest: it has the value, is like an item, or reads like the phrase."""
    interest = term.interest
    if interest.item is not None:
        return "like_item"
    value = item.attributes.get(interest.attribute) if interest.attribute else None
    has = (
        interest.value in value if isinstance(value, tuple) else interest.value is not None and value == interest.value
    )
    return "has_value" if has else "reads_like"
