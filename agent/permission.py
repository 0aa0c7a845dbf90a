"""What the owner's rules let one person see: checked against the catalogue, and applied to every item."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from quwei.agent.policy import IDS, Marked, Marks, Policy, has_value
from quwei.index.catalogue import typed_value
from quwei.index.columns import Mask
from quwei.index.errors import QuweiError
from quwei.index.opened import Index, rows_of
from quwei.index.profile import Consent
from quwei.tools.behaviour import unknown_item
from quwei.tools.cards import Card


@dataclass(frozen=True)
class Permission:
    """Say which items one person may see; masks have shape (items,).

    `blocked` nobody sees, `refused` this person said no to, `awaiting` needs a yes first.
    """

    policy: Policy
    blocked: Mask
    refused: Mask
    awaiting: Mask
    answered: frozenset[tuple[str, Marked]]

    @cached_property
    def allowed(self) -> Mask:
        """Return what may be shown now."""
        return self.attainable & ~self.awaiting

    @cached_property
    def attainable(self) -> Mask:
        """Return what may be shown, now or after a yes."""
        return ~(self.blocked | self.refused)

    def blocked_ids(self, index: Index) -> frozenset[str]:
        """Return the items that nobody sees."""
        return frozenset(index.catalogue.items[row].id for row in np.flatnonzero(self.blocked))

    def without_names(self, index: Index, card: Card, unnamed: str) -> Card:
        """Return a card whose reasons name no item that nobody sees: it is evidence still, called `unnamed`."""
        rows = index.catalogue.rows
        reasons = tuple(
            each.model_copy(update={"item": None, "phrase": unnamed})
            if each.item is not None and each.item in rows and self.blocked[rows[each.item]]
            else each
            for each in card.reasons
        )
        return card.model_copy(update={"reasons": reasons})

    def asks_for(self, index: Index, row: int) -> tuple[str, Marked] | None:
        """Return the first value of an item that waits for an answer, None when none does."""
        needed = self.policy.needs_yes(index.catalogue.items[row])
        return next((each for each in needed if each not in self.answered), None)


def permission_of(policy: Policy, index: Index, consents: Sequence[Consent]) -> Permission | None:
    """Return what a person who gave these answers may see, None where the owner restricts nothing."""
    if not policy.restricts:
        return None
    nothing = np.zeros(len(index.catalogue), np.bool_)
    blocked = nothing.copy()
    blocked[rows_of(index.catalogue, [str(each) for each in policy.blocked.get(IDS, ())])] = True
    for name, value in _values(policy.blocked):
        blocked |= index.columns.mask([has_value(name, value)])
    answers = {(each.attribute, each.value): each.given for each in consents}
    refused, awaiting = nothing.copy(), nothing.copy()
    for name, value in _values(policy.confirm):
        given = answers.get((name, value))
        if given is not True:
            (awaiting if given is None else refused)[index.columns.mask([has_value(name, value)])] = True
    return Permission(policy, blocked, refused, awaiting, frozenset(answers))


def check_policy(policy: Policy, index: Index) -> None:
    """Raise QuweiError for a rule about an attribute, a value or an item that the catalogue does not have."""
    known = index.catalogue.schema.attributes
    for rule, marks in (("blocked", policy.blocked), ("confirm", policy.confirm)):
        for item in map(str, marks.get(IDS, ()) if rule == "blocked" else ()):
            if item not in index.catalogue:
                raise unknown_item(index, item)
        for name, value in _values(marks) if rule == "blocked" else _pairs(marks):
            if name not in known:
                raise _unknown(f"The rule {rule!r} speaks of the attribute {name!r}.", name, known)
            _check_value(index, rule, name, value)
    for name in policy.disclose:
        if name not in known:
            raise _unknown(f"The rule 'disclose' speaks of the attribute {name!r}.", name, known)


def _check_value(index: Index, rule: str, name: str, value: Marked) -> None:
    attribute = index.catalogue.schema.attributes[name]
    if attribute.type in ("string", "list"):
        values = dict.fromkeys([*attribute.values, *index.columns.members[name].values])
        if value not in values:
            raise _unknown(f"The rule {rule!r} speaks of the {name} {value!r}.", str(value), values)
        return
    seen = f"The rule {rule!r} speaks of the {name} {value!r}."
    try:
        typed_value(value, attribute)
    except ValueError as error:
        raise QuweiError(seen, f"Expected {error}.", "Correct the policy.") from error
    # What a catalogue's file may write in words, a rule says as what it is: "yes" is no true.
    kinds = {"number": int | float, "bool": bool, "date": str}[attribute.type]
    if not isinstance(value, kinds):
        raise QuweiError(seen, f"Expected a {attribute.type}, without quotes.", "Correct the policy.")


def _values(marks: Marks) -> Iterator[tuple[str, Marked]]:
    return ((name, value) for name, value in _pairs(marks) if name != IDS)


def _pairs(marks: Marks) -> Iterator[tuple[str, Marked]]:
    return ((name, value) for name, values in marks.items() for value in values)


def _unknown(seen: str, word: str, known: Iterable[str]) -> QuweiError:
    from rapidfuzz import process

    near = [each for each, _, _ in process.extract(word, list(known), limit=3)]
    return QuweiError(seen, f"The catalogue has, nearest to it: {', '.join(near)}.", "Correct the policy.")
