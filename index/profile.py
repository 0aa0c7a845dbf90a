"""A profile: what is known of a person, and the events it is folded from."""

from datetime import date, datetime
from functools import cached_property
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
    "edited",
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
    until: date | None = Field(None, description="the day it ends")
    locked: bool = Field(False, description="does not fade")
    vector: NDArray[np.float32] | None = Field(None, exclude=True, repr=False)

    @property
    def is_free(self) -> bool:
        """Tell whether it is in words that name nothing of the catalogue: nobody can check an item for it."""
        return self.attribute is None and self.item is None

    @property
    def key(self) -> tuple[str, str | None, str | None]:
        """Return what it is about: two interests of one key are the same interest said twice."""
        return (self.value or self.item or self.phrase.casefold(), self.attribute, self.item)


class Order(BaseModel):
    """Say by which attribute the most extreme items are asked for: "the longest"."""

    model_config = ConfigDict(frozen=True)

    attribute: str
    highest: bool


class Consent(BaseModel):
    """Hold a yes or no to a value that the owner shows only to who agrees."""

    model_config = ConfigDict(frozen=True)

    attribute: str
    value: bool | int | float | str
    given: bool


class Event(BaseModel):
    """State one fact about a person that happened; never changed, only undone by a later event."""

    model_config = ConfigDict(frozen=True)

    id: int
    user: str
    session: str | None
    at: datetime
    type: EventType
    data: dict[str, Any]

    # Read once: a person's events are folded anew for every turn.

    @cached_property
    def interests(self) -> tuple[Interest, ...]:
        """Return the interests it gave."""
        return tuple(Interest.model_validate({**each, "event": self.id}) for each in self.data.get("interests", []))

    @cached_property
    def constraints(self) -> tuple[Constraint, ...]:
        """Return the limits it set."""
        return tuple(Constraint.model_validate(each) for each in self.data.get("constraints", []))

    @cached_property
    def shown(self) -> "Shown":
        """Return what a reply showed."""
        return Shown.model_validate(self.data)


class Shown(BaseModel):
    """Remember what the last reply of a session showed; `listed` are the cards that "the second one" counts from.

    `compared` are the items that it set side by side, `differing` the attributes of that table; `about` tells that it
    spoke of cards that were there already.
    """

    cards: list[str] = []
    listed: list[str] = []
    compared: list[str] = []
    about: bool = True
    differing: list[str] = []
    question: dict[str, Any] | None = None
    language: Language | None = None
    options: list[str] = []

    @property
    def asked(self) -> tuple[str, ...]:
        """Return the attributes its question was about."""
        return (
            tuple(self.question[key] for key in ("attribute", "also") if key in self.question) if self.question else ()
        )


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
    consents: list[Consent] = Field([], description="yes and no, given in this session, to what needs a yes")
    order: Order | None = Field(None, description="what the last wish asked for the most extreme of")
    turns: int = 0
    last: Shown = Shown()

    def wants(self, polarity: Polarity) -> list[Interest]:
        """Return the interests of one polarity."""
        return [interest for interest in self.interests if interest.polarity == polarity]
