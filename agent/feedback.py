"""Receipts of thumbs and messages: what each of them moves."""

from dataclasses import replace
from typing import TYPE_CHECKING

from quwei.agent.movement import Movement
from quwei.agent.statements import TELLING, said_receipt
from quwei.agent.turn import Receipt
from quwei.agent.words import say
from quwei.index.errors import QuweiError
from quwei.index.profile import Profile, Thumb
from quwei.tools.behaviour import behaviour_interests, unknown_item
from quwei.tools.extraction import Extraction

if TYPE_CHECKING:
    from quwei.agent.workbench import Workbench

THUMBS: tuple[Thumb, ...] = ("up", "down", "seen", "clear")


def give_feedback(bench: "Workbench", item: str, value: Thumb) -> tuple[Receipt, Profile]:
    """Record a thumb and return its receipt with the profile it makes.

    Raises QuweiError for an item the catalogue does not have or a value that is no thumb.
    """
    index = bench.index
    if value not in THUMBS:
        raise QuweiError(f"Feedback {value!r} is not understood.", f"One of: {', '.join(THUMBS)}.", "Send one of them.")
    if item not in index.catalogue:
        raise unknown_item(index, item)
    before = bench.belief
    data = {"item": item, "value": value}
    interests = [each.model_dump(exclude_defaults=True) for each in behaviour_interests(index, "thumb", data)]
    (event,) = bench.people.append(bench.user, bench.session, [("thumb", {**data, "interests": interests})])
    profile = bench.people.profile(bench.user, bench.session)
    after = replace(bench, profile=profile)
    receipt = Receipt(
        id=event.id,
        item=item,
        value=value,
        language=bench.language,
        lead=say(bench.language, f"receipt-{value}", title=bench.wording.title(item)),
        movement=Movement(lambda: before, lambda: after.belief),
    )
    return receipt, profile


def message_receipts(bench: "Workbench", before: Profile) -> tuple[Receipt, ...]:
    """Return the receipt of the message just recorded, none where it says nothing of the person.

    `before` is the profile without it.
    """
    if bench.event is None or not any(getattr(bench.extraction, part) for part in TELLING):
        return ()
    # A wish for others leaves out what was shown for one turn only: it moves nothing.
    plain = Extraction(bench.language)
    old, new = (replace(bench, profile=each, extraction=plain) for each in (before, bench.profile))
    return (said_receipt(bench, bench.event, Movement(lambda: old.belief, lambda: new.belief)),)
