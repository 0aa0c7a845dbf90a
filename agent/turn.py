"""What one exchange gives: a turn, and the events that lead to it."""

from functools import cached_property
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, computed_field

from quwei.agent.movement import Movement
from quwei.agent.words import say
from quwei.index.constraint import Constraint
from quwei.index.languages import Language
from quwei.index.profile import Interest, Thumb
from quwei.tools.belief import Belief
from quwei.tools.cards import Card


class Question(BaseModel):
    """Hold a question as asked; each of `options`, sent as a message, answers it, and so does `skip`."""

    model_config = ConfigDict(frozen=True)

    kind: Literal["preference", "confirm"] = "preference"
    attribute: str
    also: str | None = Field(None, description="a second attribute it asks about in the same breath")
    value: bool | int | float | str | None = Field(None, description="what a yes is wanted for")
    text: str
    options: tuple[str, ...]
    skip: str
    yes: Constraint | None = Field(None, description="what a plain yes to it means")
    now: int = Field(description="items effectively in play before the answer")
    after: int = Field(description="and after it, expected")

    @property
    def about(self) -> tuple[str, ...]:
        """Return the attributes it asks about."""
        return (self.attribute, self.also) if self.also else (self.attribute,)


class Comparison(BaseModel):
    """Hold a table of differences: a row is an attribute's name and what each of the items has, in words."""

    model_config = ConfigDict(frozen=True)

    items: tuple[str, ...]
    titles: tuple[str, ...]
    attributes: tuple[str, ...] = Field(description="what each row is about, as the catalogue has it")
    rows: tuple[tuple[str, tuple[str, ...]], ...]


Change = Thumb | Literal["said", "removed", "locked", "unlocked"]
"""What an event did: a thumb, a message, an edit."""


class Receipt(BaseModel):
    """Say what one event changed; `chat.undo(receipt.id)` takes it back.

    What moved is found when it is first asked for: until then a receipt costs nothing.
    """

    model_config = ConfigDict(frozen=True, arbitrary_types_allowed=True)

    id: int
    item: str = ""
    value: Change
    language: Language = Field(exclude=True, repr=False)
    lead: str = Field(exclude=True, repr=False)
    movement: Movement | None = Field(None, exclude=True, repr=False)

    @computed_field(repr=False)  # type: ignore[prop-decorator]
    @cached_property
    def entered(self) -> tuple[str, ...]:
        """Return the items that came into the top 10."""
        return self.movement.entered if self.movement else ()

    @computed_field(repr=False)  # type: ignore[prop-decorator]
    @cached_property
    def left(self) -> tuple[str, ...]:
        """Return the items that left the top 10."""
        return self.movement.left if self.movement else ()

    @computed_field(repr=False)  # type: ignore[prop-decorator]
    @cached_property
    def text(self) -> str:
        """Return it in words."""
        moved = say(self.language, "receipt-moved", left=len(self.left))
        return f"{self.lead}{moved}" if self.language == "zh" else f"{self.lead} {moved}"


class Relaxation(BaseModel):
    """Offer to give up a constraint, or several together, when nothing fits, with how many items that would free."""

    model_config = ConfigDict(frozen=True)

    constraints: tuple[Constraint, ...]
    count: int


class TraceEntry(BaseModel):
    """Record one step of a turn."""

    model_config = ConfigDict(frozen=True)

    tool: str
    arguments: dict[str, object] = {}
    milliseconds: float
    note: str = ""


class Turn(BaseModel):
    """Hold everything one message led to."""

    model_config = ConfigDict(frozen=True, arbitrary_types_allowed=True)

    reply: str
    language: Language
    event: int | None = Field(None, description="the event of the message: `chat.undo(turn.event)` takes it back")
    cards: tuple[Card, ...] = ()
    question: Question | None = None
    abstained: bool = False
    relaxations: tuple[Relaxation, ...] = Field((), description="ways out of an abstention, the widest first")
    interests: tuple[Interest, ...] = Field((), description="what was understood of this message")
    comparison: Comparison | None = None
    belief: Belief = Field(exclude=True, repr=False)
    receipts: tuple[Receipt, ...] = ()
    trace: tuple[TraceEntry, ...] = ()


class Token(BaseModel):
    """Carry a piece of the reply; after one with `restart` the reply begins anew."""

    text: str
    restart: bool = False


class ToolCalled(BaseModel):
    """Say that a tool has run."""

    entry: TraceEntry


class CardsShown(BaseModel):
    """Carry the cards, before the reply is complete."""

    cards: tuple[Card, ...]


class TurnEnded(BaseModel):
    """Carry the whole turn: the last event of a stream."""

    model_config = ConfigDict(arbitrary_types_allowed=True)

    turn: Turn


ChatEvent = Token | ToolCalled | CardsShown | TurnEnded
