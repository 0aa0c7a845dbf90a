"""Statements: what a person said in a session that tells something of them, each with what it moved."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from quwei.agent.movement import Movement
from quwei.agent.turn import Receipt
from quwei.agent.words import say
from quwei.index.constraint import Constraint
from quwei.index.folding import fold
from quwei.index.profile import Event, Interest
from quwei.tools.extraction import Extraction

if TYPE_CHECKING:
    from quwei.agent.workbench import Workbench

TELLING = ("interests", "constraints", "seen", "order", "reset", "withdrawn", "unwished", "rejected", "consents")
"""What in a message, as extracted and as recorded, says something of the person."""


@dataclass(frozen=True)
class Statement:
    """Hold a message, what was understood of it, and its receipt."""

    text: str
    interests: tuple[Interest, ...]
    constraints: tuple[Constraint, ...]
    receipt: Receipt


def statements(bench: "Workbench") -> tuple[Statement, ...]:
    """Return what was said in the session and not undone, oldest first; each receipt tells what was moved back then."""
    events = bench.people.events(bench.user)
    undone = {event.data["event"] for event in events if event.type == "undone"}
    return tuple(
        _statement(bench, event, events[:number])
        for number, event in enumerate(events)
        if event.type == "said"
        and event.session == bench.session
        and event.id not in undone
        and any(event.data.get(part) for part in TELLING)
    )


def said_receipt(bench: "Workbench", event: int, movement: Movement) -> Receipt:
    """Return the receipt of a message."""
    return Receipt(
        id=event, value="said", language=bench.language, lead=say(bench.language, "receipt-said"), movement=movement
    )


def _statement(bench: "Workbench", event: Event, before: Sequence[Event]) -> Statement:
    def after(events: Sequence[Event]) -> "Workbench":
        profile = fold(bench.user, events, bench.session, event.at)
        return replace(bench, profile=profile, extraction=Extraction(bench.language))

    return Statement(
        event.data["text"],
        tuple(Interest.model_validate(each) for each in event.data.get("interests", [])),
        tuple(Constraint.model_validate(each) for each in event.data.get("constraints", [])),
        said_receipt(bench, event.id, Movement(lambda: after(before).belief, lambda: after([*before, event]).belief)),
    )
