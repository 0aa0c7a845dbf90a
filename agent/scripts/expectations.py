"""What a script expects of a turn: the words of the `expect:` block."""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from quwei.agent.scripts.wordings import Wordings
from quwei.agent.turn import Change
from quwei.index.constraint import Operator

Scalar = bool | int | float | str
Predicates = dict[str, Scalar | list[Scalar] | dict[Operator, Scalar | list[Scalar]]]
"""Per attribute a value, a list of values any of which will do, or {operator: value}."""
Bounds = int | dict[Literal["<=", ">=", "==", "!="], int]


def _listed(value: Any) -> Any:
    """Accept one word where a list is expected."""
    return value if isinstance(value, list) or value is None else [value]


Names = Annotated[list[str], BeforeValidator(_listed)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class CardsExpected(_Strict):
    """State what the cards of a turn must be."""

    count: Bounds | None = Field(None, description="how many cards, or a bound on it")
    all: Predicates = Field({}, description="predicates that every card fulfils; there must be a card")
    any: Predicates = Field({}, description="predicates that one card fulfils, all of them")
    none: Predicates = Field({}, description="predicates that no card fulfils, not one of them")
    include: Names = Field([], description="items, by id or title, that are among the cards")
    exclude: Names = Field([], description="items that are not")
    first: str | Predicates | None = Field(None, description="the first card: an item, or predicates it fulfils")
    disclosed: Names = Field([], description="attributes that are disclosed on every card whose item has them set")


class Known(_Strict):
    """Name things that a profile holds."""

    likes: Names = Field([], description="values, phrases, or items by id or title")
    dislikes: Names = []
    constraints: Names | Predicates = Field({}, description="predicates, or attributes on which there is any")
    seen: Names = Field([], description="items the person is known to know")


class ProfileExpected(Known):
    """State what is known of the person after the turn, and what must not be."""

    without: Known = Known()
    empty: bool | None = Field(None, description="whether nothing at all is known")


class TopExpected(_Strict):
    """State what the likeliest items must be."""

    k: int = Field(10, ge=1, description="how many of them")
    all: Predicates = {}
    any: Predicates = {}
    none: Predicates = {}
    include: Names = []
    exclude: Names = []


class BeliefExpected(_Strict):
    """State what a step does to the belief."""

    rises: Names | Predicates | None = Field(
        None, description="items, or predicates, that become likelier by this step"
    )
    falls: Names | Predicates | None = Field(None, description="and those that become less likely")
    top: TopExpected | None = None
    unchanged: bool | None = Field(None, description="whether the belief is exactly what it was before this step")
    restored: bool | None = Field(None, description="after an undo: is it exactly what it was before what was undone?")


class ReceiptExpected(_Strict):
    """State what the receipt of a thumb, a message or an undo says."""

    value: Change | None = None
    item: str | None = None
    entered: Bounds | None = Field(None, description="how many items came into the top 10")
    left: Bounds | None = Field(None, description="how many items left the top 10")


class ToolsExpected(_Strict):
    """State which tools a turn calls and which not."""

    include: Names = []
    exclude: Names = []


class ReplyExpected(_Strict):
    """State what the reply must be, never its exact wording."""

    language: Literal["zh", "en", "same"] | None = Field(None, description="'same' is the language of this run")
    names_only_cards: bool | None = Field(None, description="names no item but those on cards or known to the person")
    contains: Wordings | None = Field(None, description="words, all of them, in any case")
    lacks: Wordings | None = Field(None, description="words, none of them")
    matches: Wordings | None = Field(None, description="regular expressions, each found somewhere")


class Expect(_Strict):
    """State what must hold after a step."""

    asks: bool | Names | None = Field(None, description="whether anything is asked, or one of these attributes")
    asks_to_confirm: bool | Names | None = Field(
        None, description="whether a yes is asked for before something is shown, or one to one of these values"
    )
    asks_nothing_known: bool | None = Field(
        None, description="the question is not about what was said, asked or refused"
    )
    cards: CardsExpected | None = None
    abstains: bool | None = Field(None, description="whether it says that nothing fits")
    offers_relaxation: bool | Names | None = Field(
        None, description="whether a wish, or one of these, could be given up"
    )
    profile: ProfileExpected | None = None
    belief: BeliefExpected | None = None
    receipt: bool | ReceiptExpected | None = None
    tools: Names | ToolsExpected | None = Field(None, description="tools called, in this order")
    reply: ReplyExpected | None = None
    within_turns: int | None = Field(None, ge=1, le=20, description="this turn or a later one, at most so many in all")
