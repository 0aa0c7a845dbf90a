"""A profile: what is known of a person, folded from their events."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, Literal, get_args

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict, Field

from quwei.index.constraint import Constraint
from quwei.index.languages import Language

Polarity = Literal["like", "dislike"]
Thumb = Literal["up", "down", "seen", "clear"]
EventType = Literal[
    "said",
    "replied",
    "thumb",
    "viewed",
    "searched",
    "bought",
    "clicked",
    "rated",
    "commented",
    "seen",
    "constraint",
    "undone",
]
EVENT_TYPES: tuple[EventType, ...] = get_args(EventType)


class Interest(BaseModel):
    """Hold one thing a person likes or dislikes, and where that is known from.

    At most one of (`attribute`, `value`) and `item` is set: a value of the catalogue, or an item of it
    ("like Inception"). `vector` has shape (dim,), L2-normalised; it is not stored, the encoder gives it again.
    """

    model_config = ConfigDict(frozen=True, arbitrary_types_allowed=True)

    phrase: str
    polarity: Polarity
    weight: float = Field(1.0, ge=0)
    attribute: str | None = None
    value: str | None = None
    item: str | None = None
    span: tuple[int, int] | None = Field(None, description="characters in the message it was found in")
    lasting: bool = Field(False, description="a taste ('I love ...'), not only a wish of this conversation")
    event: int | None = Field(None, description="the event it comes from")
    vector: NDArray[np.float32] | None = Field(None, exclude=True, repr=False)

    @property
    def key(self) -> tuple[str, str | None, str | None]:
        """Return what it is about: two interests of one key are the same interest said twice."""
        return (self.value or self.item or self.phrase.casefold(), self.attribute, self.item)


class Event(BaseModel):
    """State one fact about a person that happened; never changed, only undone by a later event."""

    model_config = ConfigDict(frozen=True)

    id: int
    user: str
    session: str | None
    at: datetime
    type: EventType
    data: dict[str, Any]


class Shown(BaseModel):
    """Remember what the last reply of a session showed."""

    cards: list[str] = []
    question: dict[str, Any] | None = None
    language: Language | None = None
    options: list[str] = []


class Profile(BaseModel):
    """Hold what is known of one person, as seen from one session.

    `interests` and `constraints` are the long-term ones and those of this session; what was said in another session
    counts only where it was a lasting taste.
    """

    user: str
    interests: list[Interest] = []
    constraints: list[Constraint] = []
    thumbs: dict[str, Literal["up", "down"]] = {}
    seen: list[str] = []
    ratings: dict[str, float] = {}
    rejected: list[str] = Field([], description="items turned down in this session without a reason")
    recommended: list[str] = Field([], description="items already shown in this session, oldest first")
    asked: list[str] = Field([], description="attributes already asked about in this session")
    unimportant: list[str] = Field([], description="attributes that do not matter in this session")
    turns: int = 0
    last: Shown = Shown()

    def wants(self, polarity: Polarity) -> list[Interest]:
        """Return the interests of one polarity."""
        return [interest for interest in self.interests if interest.polarity == polarity]


def fold(user: str, events: Iterable[Event], session: str | None = None) -> Profile:
    """Return the profile that `events`, in order, make as seen from `session`."""
    events = list(events)
    undone = {event.data["event"] for event in events if event.type == "undone"}
    folding = _Folding(user, session)
    for event in events:
        if event.id not in undone:
            folding.apply(event)
    return folding.profile()


class _Folding:
    """Gather what each event says, the latest word on each thing winning."""

    def __init__(self, user: str, session: str | None) -> None:
        self._session = session
        self._profile = Profile(user=user)
        self._standing: list[Constraint] = []
        self._interests: dict[tuple[str, str | None, str | None], Interest] = {}

    def apply(self, event: Event) -> None:
        """Take one event in."""
        here = event.session == self._session
        if event.type == "said":
            self._said(event, here)
        elif event.type == "replied":
            if here:
                self._replied(event)
        elif event.type == "thumb":
            self._thumb(event)
        elif event.type == "constraint":
            self._constrain(Constraint.model_validate(event.data))
            self._standing = list(self._profile.constraints)
        elif event.type != "undone":
            self._behaved(event)

    def profile(self) -> Profile:
        """Return what was gathered."""
        return self._profile.model_copy(update={"interests": list(self._interests.values())})

    def _said(self, event: Event, here: bool) -> None:
        self._profile.turns += here
        if here:
            self._take_back(event)
        for interest in _interests(event):
            if here or interest.lasting:
                self._add(interest)
        if not here:
            return
        for item in event.data.get("seen", []):
            self._see(item)
        self._profile.rejected = list(dict.fromkeys([*self._profile.rejected, *event.data.get("rejected", [])]))
        constraints = [Constraint.model_validate(each) for each in event.data.get("constraints", [])]
        for constraint in constraints:
            self._constrain(constraint)
        named = {each.attribute for each in constraints} | {each.attribute for each in _interests(event)}
        withdrawn = [*self._profile.unimportant, *event.data.get("withdrawn", []), *event.data.get("declined", [])]
        self._profile.unimportant = [each for each in dict.fromkeys(withdrawn) if each not in named]

    def _take_back(self, event: Event) -> None:
        """Give up what a message no longer wants, before what it wants instead comes in."""
        if event.data.get("reset"):
            self._reset()
        for attribute in event.data.get("replaced", []):
            self._drop(lambda each, name=attribute: each.attribute == name)
        for attribute in (*event.data.get("withdrawn", []), *event.data.get("corrected", [])):
            self._withdraw(attribute)

    def _reset(self) -> None:
        """Take back the wishes and limits of this conversation, not lasting tastes and standing facts."""
        self._profile.unimportant = []
        self._profile.rejected = []
        self._profile.constraints = list(self._standing)
        self._interests = {key: each for key, each in self._interests.items() if each.lasting or each.span is None}

    def _replied(self, event: Event) -> None:
        profile = self._profile
        profile.last = Shown.model_validate(event.data)
        profile.recommended = list(dict.fromkeys([*profile.recommended, *profile.last.cards]))
        if profile.last.question:
            profile.asked.append(profile.last.question["attribute"])

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
        for interest in _interests(event):
            self._add(interest)

    def _behaved(self, event: Event) -> None:
        """Take in what a person did: what they viewed, searched, bought, rated or wrote."""
        item = event.data.get("item")
        if item and event.type in ("seen", "rated", "bought", "commented"):
            self._see(item)
        if item and event.type == "rated":
            self._profile.ratings[item] = float(event.data["value"])
        for interest in _interests(event):
            self._add(interest)

    def _see(self, item: str) -> None:
        if item not in self._profile.seen:
            self._profile.seen.append(item)

    def _add(self, interest: Interest) -> None:
        self._interests.pop(interest.key, None)
        self._interests[interest.key] = interest
        if interest.polarity == "like" and interest.attribute:
            # Who now asks for a thing no longer excludes it.
            self._profile.constraints = [
                kept for each in self._profile.constraints if (kept := _without(each, interest)) is not None
            ]

    def _constrain(self, new: Constraint) -> None:
        """Add a constraint; a new bound on the same side, or a new value, takes the place of the old one."""
        replaced = {"==": ("==", "in", "contains", "contains_any"), "in": ("==", "in")}.get(new.op, (new.op,))
        if new.op in ("not_contains", "!=", "contains", "contains_any"):
            self._drop(lambda each: each.same_as(new))
        else:
            self._drop(lambda each: each.attribute == new.attribute and each.op in replaced)
        self._profile.constraints.append(new)

    def _withdraw(self, attribute: str) -> None:
        self._drop(lambda each: each.attribute == attribute)
        for key in [key for key in self._interests if key[1] == attribute]:
            del self._interests[key]

    def _drop(self, condition: Any) -> None:
        self._profile.constraints = [each for each in self._profile.constraints if not condition(each)]


def _without(constraint: Constraint, interest: Interest) -> Constraint | None:
    """Return what is left of a refusal when one of the things it refuses is asked for."""
    refuses = constraint.op in ("not_contains", "!=") and constraint.attribute == interest.attribute
    if not refuses or interest.value not in constraint.values:
        return constraint
    left = tuple(str(each) for each in constraint.values if each != interest.value)
    return constraint.model_copy(update={"value": left}) if left else None


def _interests(event: Event) -> list[Interest]:
    return [Interest.model_validate({**each, "event": event.id}) for each in event.data.get("interests", [])]
