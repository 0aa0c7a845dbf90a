"""Edits: a person takes back, or holds on to, one thing that is known of them."""

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Literal

from quwei.agent.movement import Movement
from quwei.agent.turn import Receipt
from quwei.agent.words import say
from quwei.index.constraint import Constraint
from quwei.index.errors import QuweiError
from quwei.index.profile import Interest

if TYPE_CHECKING:
    from quwei.agent.workbench import Workbench

Edit = Literal["remove", "lock", "unlock"]
_DONE: dict[Edit, Literal["removed", "locked", "unlocked"]] = {
    "remove": "removed",
    "lock": "locked",
    "unlock": "unlocked",
}


def edit(bench: "Workbench", thing: Interest | Constraint, change: Edit) -> Receipt:
    """Record an edit and return its receipt.

    Raises QuweiError for what is not in the profile, and for a constraint that is to be locked.
    """
    if change not in _DONE:
        raise QuweiError(f"An edit is {change!r}.", f"One of: {', '.join(_DONE)}.", "Send one of them.")
    wording = bench.wording
    if isinstance(thing, Constraint):
        if change != "remove":
            raise QuweiError("A constraint is to be locked.", "Only interests fade.", "Leave it: it stays as it is.")
        known = any(each.same_as(thing) for each in bench.profile.constraints)
        name = wording.constraint(thing)
        data: dict[str, Any] = {"constraint": thing.model_dump(mode="json", exclude_defaults=True)}
    else:
        known = any(each.key == thing.key for each in bench.profile.interests)
        name, data = wording.interest(thing), {"interest": list(thing.key)}
    if not known:
        raise QuweiError(f"Nothing is known of {name}.", "An interest or a constraint of the profile.", "Look it up.")
    before = bench.belief
    (event,) = bench.people.append(bench.user, bench.session, [("edited", {"change": change, **data})])
    after = replace(bench, profile=bench.people.profile(bench.user, bench.session))
    return Receipt(
        id=event.id,
        item=thing.item or "" if isinstance(thing, Interest) else "",
        value=_DONE[change],
        language=bench.language,
        lead=say(bench.language, f"receipt-{_DONE[change]}", thing=name),
        movement=Movement(lambda: before, lambda: after.belief),
    )
