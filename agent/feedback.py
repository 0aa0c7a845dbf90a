"""Thumbs: record one, see what it moves, and take it back."""

from typing import TYPE_CHECKING

from quwei.agent.turn import Receipt
from quwei.agent.wording import Wording
from quwei.agent.words import say
from quwei.index.errors import QuweiError
from quwei.index.profile import Profile, Thumb
from quwei.tools.behaviour import behaviour_interests, unknown_item
from quwei.tools.belief import Belief, rank

if TYPE_CHECKING:
    from quwei.agent.workbench import Workbench

THUMBS: tuple[Thumb, ...] = ("up", "down", "seen", "clear")
TOP = 10
"""A receipt compares the top this many."""


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
    seen = profile.seen if bench.policy.exclude_seen else []
    entered, left = moved(before, rank(index, profile, left_out=seen))
    title = Wording(index.catalogue, bench.language).title(item)
    text = " ".join(
        [
            say(bench.language, f"receipt-{value}", title=title),
            say(bench.language, "receipt-moved", left=len(left)),
        ]
    )
    return Receipt(id=event.id, item=item, value=value, entered=entered, left=left, text=text), profile


def moved(before: Belief, after: Belief) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the ids that came into the top and those that left it."""
    old = [item for item, _ in before.top(TOP)]
    new = [item for item, _ in after.top(TOP)]
    return tuple(each for each in new if each not in old), tuple(each for each in old if each not in new)
