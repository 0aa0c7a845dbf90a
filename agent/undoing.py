"""Take back in words the last thing that was said or done: "undo that", 撤回上一句."""

from collections.abc import Sequence

from quwei.agent.statements import TELLING
from quwei.agent.wording import Wording
from quwei.agent.words import listed, say
from quwei.agent.workbench import Workbench
from quwei.index.constraint import Constraint
from quwei.index.profile import Event, Interest


def last_done(events: Sequence[Event], session: str) -> Event | None:
    """Return what a session's person said, thumbed or edited last and has not taken back, None where nothing is."""
    undone = {event.data["event"] for event in events if event.type == "undone"}
    for event in reversed(events):
        if event.session != session or event.id in undone:
            continue
        if event.type in ("thumb", "edited") or (
            event.type == "said" and any(event.data.get(part) for part in (*TELLING, "declined", "permitted"))
        ):
            return event
    return None


def take_back_last(bench: Workbench) -> None:
    """Record that the last thing said or done is undone, and keep it on the bench for the reply."""
    bench.undone = last_done(bench.people.events(bench.user), bench.session)
    if bench.undone is not None:
        bench.people.append(bench.user, bench.session, [("undone", {"event": bench.undone.id})])


def undone_things(bench: Workbench, wording: Wording) -> list[str]:
    """Return what a message that was taken back had said, in words."""
    data = bench.undone.data if bench.undone is not None and bench.undone.type == "said" else {}
    limits = [Constraint.model_validate(each) for each in data.get("constraints", [])]
    bounded = {each.attribute for each in limits}
    interests = [Interest.model_validate(each) for each in data.get("interests", [])]
    wished = [wording.interest(each) for each in interests if each.attribute not in bounded]
    return list(dict.fromkeys([*wished, *wording.limits(limits)]))


def undone_note(bench: Workbench, wording: Wording) -> str:
    """Return what was taken back, in words."""
    language, event = bench.language, bench.undone
    if event is None:
        return say(language, "undone-nothing")
    if event.type == "thumb" and event.data["item"] in bench.index.catalogue:
        return say(language, "receipt-clear", title=wording.title(event.data["item"]))
    things = undone_things(bench, wording)
    return say(language, "undone-said", things=listed(language, things)) if things else say(language, "undone")
