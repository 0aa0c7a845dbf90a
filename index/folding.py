"""Fold a person's events to a profile: the latest word on each thing wins, and what was undone never was."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from quwei.index.constraint import Constraint
from quwei.index.decay import faded
from quwei.index.profile import Consent, Event, Interest, Order, Profile


def fold(user: str, events: Iterable[Event], session: str | None = None, now: datetime | None = None) -> Profile:
    """Return the profile that `events`, in order, make as seen from `session`; with `now` old interests have faded."""
    events = list(events)
    undone = {event.data["event"] for event in events if event.type == "undone"}
    folding = _Folding(user, session, now)
    for event in events:
        if event.id not in undone:
            folding.apply(event)
    return folding.profile()


class _Folding:
    """Gather what each event says, the latest word on each thing winning."""

    def __init__(self, user: str, session: str | None, now: datetime | None) -> None:
        self._session = session
        self._now = now
        self._since: dict[int, tuple[datetime, bool]] = {}
        self._profile = Profile(user=user)
        self._standing: list[Constraint] = []
        self._interests: dict[tuple[str, str | None, str | None], Interest] = {}

    def apply(self, event: Event) -> None:
        """Take one event in."""
        here = event.session == self._session
        self._since[event.id] = (event.at, here)
        if event.type == "said":
            self._said(event, here)
        elif event.type == "replied":
            if here:
                self._replied(event)
        elif event.type == "thumb":
            self._thumb(event)
        elif event.type == "constraint":
            self._stand(Constraint.model_validate(event.data))
        elif event.type == "edited":
            self._edited(event.data, here)
        elif event.type != "undone":
            self._behaved(event)

    def profile(self) -> Profile:
        """Return what was gathered."""
        return self._profile.model_copy(update={"interests": [self._faded(each) for each in self._interests.values()]})

    def _faded(self, interest: Interest) -> Interest:
        """Return an interest with the weight it has now."""
        if interest.locked or interest.event is None:
            return interest
        weight = faded(interest.weight, self._since[interest.event][0], self._now, self._since[interest.event][1])
        return interest if weight == interest.weight else interest.model_copy(update={"weight": weight})

    def _edited(self, edit: dict[str, Any], here: bool) -> None:
        """Remove, lock or unlock one thing; in another conversation only what lasts can be meant."""
        if "constraint" in edit:
            gone = Constraint.model_validate(edit["constraint"])
            if here or any(each.same_as(gone) for each in self._standing):
                self._standing = [each for each in self._standing if not each.same_as(gone)]
                self._drop(lambda each: each.same_as(gone))
            return
        what, attribute, item = edit["interest"]
        known = self._interests.get((what, attribute, item))
        if known is None or not (here or known.lasting):
            return
        if edit["change"] == "remove":
            del self._interests[known.key]
            self._profile.thumbs.pop(item, None)
        else:
            self._interests[known.key] = known.model_copy(update={"locked": edit["change"] == "lock"})

    def _said(self, event: Event, here: bool) -> None:
        self._profile.turns += here
        if here:
            self._take_back(event)
            self._profile.order = _order(event, self._profile.order)
        for interest in event.interests:
            if (here or interest.lasting) and not self._is_over(interest.until):
                self._add(interest)
        for constraint in event.constraints:
            if (here or constraint.until) and not self._is_over(constraint.until):
                self._constrain(constraint)
        if not here:
            return
        for item in event.data.get("seen", []):
            self._see(item)
        self._profile.consents += [Consent.model_validate(each) for each in event.data.get("consents", [])]
        self._profile.rejected = list(dict.fromkeys([*self._profile.rejected, *event.data.get("rejected", [])]))
        named = {each.attribute for each in event.constraints} | {each.attribute for each in event.interests}
        withdrawn = [*self._profile.unimportant, *event.data.get("withdrawn", []), *event.data.get("declined", [])]
        self._profile.unimportant = [each for each in dict.fromkeys(withdrawn) if each not in named]

    def _is_over(self, until: date | None) -> bool:
        return until is not None and self._now is not None and self._now.date() >= until

    def _take_back(self, event: Event) -> None:
        """Give up what a message no longer wants, before what it wants instead comes in."""
        if event.data.get("reset"):
            self._reset()
        for attribute in event.data.get("replaced", []):
            self._drop(lambda each, name=attribute: each.attribute == name)
        for attribute in (*event.data.get("withdrawn", []), *event.data.get("corrected", [])):
            self._withdraw(attribute)
        for attribute, value in (*event.data.get("unwished", []), *event.data.get("permitted", [])):
            self._let_go(attribute, value)

    def _reset(self) -> None:
        """Take back this conversation's wishes and limits, not lasting tastes, standing facts and what is locked."""
        self._profile.unimportant = []
        self._profile.rejected = []
        self._profile.constraints = self._standing + [each for each in self._profile.constraints if each.until]
        kept = {key: each for key, each in self._interests.items() if each.lasting or each.locked or each.span is None}
        self._interests = kept

    def _replied(self, event: Event) -> None:
        profile = self._profile
        before = profile.last.listed
        profile.last = event.shown.model_copy()
        # A word about one of several cards leaves them where they are.
        is_part = not profile.last.cards or (profile.last.about and set(profile.last.cards) < set(before))
        profile.last.listed = before if is_part else list(profile.last.cards)
        profile.recommended = list(dict.fromkeys([*profile.recommended, *profile.last.cards]))
        if profile.last.question and profile.last.question.get("kind") != "confirm":
            profile.asked += profile.last.asked

    def _thumb(self, event: Event) -> None:
        item, value = event.data["item"], event.data["value"]
        if value == "seen":
            self._see(item)
            return
        self._interests.pop((item, None, item), None)
        self._profile.thumbs.pop(item, None)
        if value == "clear":
            if item in self._profile.seen:
                self._profile.seen.remove(item)
            return
        self._profile.thumbs[item] = value
        for interest in event.interests:
            self._add(interest)

    def _behaved(self, event: Event) -> None:
        """Take in what a person did: what they viewed, searched, bought, rated or wrote."""
        item = event.data.get("item")
        if item and event.type in ("seen", "rated", "bought", "commented"):
            self._see(item)
        if item and event.type == "rated":
            self._profile.ratings[item] = float(event.data["value"])
        for interest in event.interests:
            self._add(interest)

    def _see(self, item: str) -> None:
        if item not in self._profile.seen:
            self._profile.seen.append(item)

    def _add(self, interest: Interest) -> None:
        before = self._interests.pop(interest.key, None)
        if before is not None and before.locked and before.polarity == interest.polarity:
            interest = interest.model_copy(update={"locked": True})
        self._interests[interest.key] = interest
        if interest.polarity == "like" and interest.attribute:
            # Who now asks for a thing no longer excludes it.
            self._profile.constraints = [
                kept for each in self._profile.constraints if (kept := _without(each, interest)) is not None
            ]

    def _constrain(self, new: Constraint) -> None:
        """Add a constraint; a new bound on the same side, or a new value, takes the place of the old one."""
        replaced = {
            "==": ("==", "in", "contains", "contains_any", "<=", ">="),
            "in": ("==", "in"),
            "<=": ("<=", "=="),
            ">=": (">=", "=="),
        }.get(new.op, (new.op,))
        if new.refuses:
            self._narrow(new)
        if new.op in ("not_contains", "!=", "contains", "contains_any"):
            self._drop(lambda each: each.same_as(new))
        else:
            self._drop(lambda each: each.attribute == new.attribute and each.op in replaced)
        self._profile.constraints.append(new)

    def _narrow(self, refusal: Constraint) -> None:
        """Take what is refused out of a choice that was wished for, where some of the choice is left."""
        self._profile.constraints = [
            each.model_copy(update={"value": left})
            if each.attribute == refusal.attribute
            and each.op in ("in", "contains_any")
            and (left := tuple(value for value in each.values if value not in refusal.values))
            else each
            for each in self._profile.constraints
        ]

    def _stand(self, fact: Constraint) -> None:
        """Add a standing fact, which a new start of the conversation leaves as it is."""
        spoken = self._profile.constraints
        self._profile.constraints = self._standing
        self._constrain(fact)
        self._standing = list(self._profile.constraints)
        self._profile.constraints = spoken
        self._constrain(fact)

    def _withdraw(self, attribute: str) -> None:
        self._drop(lambda each: each.attribute == attribute)
        for key in [key for key in self._interests if key[1] == attribute]:
            del self._interests[key]

    def _let_go(self, attribute: str, value: str) -> None:
        """Give up one value of an attribute; what else was said of it stays."""
        self._interests = {
            key: each for key, each in self._interests.items() if (each.attribute, each.value) != (attribute, value)
        }
        self._profile.constraints = [
            each.model_copy(update={"value": left}) if left != each.values else each
            for each in self._profile.constraints
            if (left := tuple(one for one in each.values if each.attribute != attribute or str(one) != value))
        ]

    def _drop(self, condition: Any) -> None:
        self._profile.constraints = [each for each in self._profile.constraints if not condition(each)]


def _order(event: Event, before: Order | None) -> Order | None:
    """Return the order that a message asks for; one without any wish ("more") leaves it as it was."""
    if event.data.get("order"):
        return Order.model_validate(event.data["order"])
    wishes = any(event.data.get(part) for part in ("interests", "constraints", "withdrawn", "unwished", "reset"))
    return None if wishes else before


def _without(constraint: Constraint, interest: Interest) -> Constraint | None:
    """Return what is left of a refusal when one of the things it refuses is asked for."""
    refuses = constraint.op in ("not_contains", "!=") and constraint.attribute == interest.attribute
    if not refuses or interest.value not in constraint.values:
        return constraint
    left = tuple(str(each) for each in constraint.values if each != interest.value)
    return constraint.model_copy(update={"value": left}) if left else None
