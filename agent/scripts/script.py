"""A script: a conversation with what it must lead to, as written in a `*.chat.yaml` file."""

import json
import re
from datetime import timedelta
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from quwei.agent.policy import Policy
from quwei.agent.scripts.expectations import Expect, Names
from quwei.agent.scripts.wordings import Wordings
from quwei.index.languages import Language

STEP_LIMIT = 200
"""Steps of one script."""
LONGEST = timedelta(days=1000 * 365)
"""Time that can pass in one step."""
FORMAT = "https://json-schema.org/draft/2020-12/schema"
ACTIONS = ("open", "user", "answer", "thumb", "seen", "undo", "as", "session", "restart", "after", "event")
_BARE = ("open", "undo", "restart")
"""Actions that can stand alone, as in `- undo`."""
_UNITS = {"m": 1, "h": 60, "d": 24 * 60, "w": 7 * 24 * 60, "y": 365 * 24 * 60}
"""Minutes in each unit of time."""


def _duration(value: Any) -> Any:
    found = re.fullmatch(r"\s*(\d{1,5})\s*([mhdwy])\s*", value) if isinstance(value, str) else None
    if found is None:
        raise ValueError("a time such as 30m, 12h, 30d, 2w or 1y")
    time = timedelta(minutes=_UNITS[found[2]] * int(found[1]))
    if time > LONGEST:
        raise ValueError(f"{LONGEST.days // 365} years at most")
    return time


def _histories(value: Any) -> Any:
    """Accept a list of names where each person may have a history."""
    return {str(name): [] for name in value} if isinstance(value, list) else value


def _events(value: Any) -> Any:
    return [value] if isinstance(value, dict) else value


Duration = Annotated[
    timedelta, BeforeValidator(_duration, json_schema_input_type=str), Field(examples=["30m", "12h", "30d", "2w", "1y"])
]
Events = Annotated[list[dict[str, Any]], BeforeValidator(_events)]


class ThumbGiven(BaseModel):
    """Say on which card, or item, a thumb is given."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    card: int | None = Field(None, ge=1, description="the number of a card of the last reply")
    item: str | None = Field(None, description="or an item, by id or title")
    value: Literal["up", "down", "clear"]

    @model_validator(mode="after")
    def _names_one(self) -> "ThumbGiven":
        if (self.card is None) == (self.item is None):
            raise ValueError("a thumb has either a card or an item")
        return self


class Step(BaseModel):
    """Hold one step: something that happens, what is expected after it, or both."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)

    open: Literal[True] | None = Field(None, description="the chat is opened and greets")
    user: Wordings | None = Field(None, description="the person says this")
    answer: int | str | None = Field(None, description="a chip is pressed: its number, its words, or 'skip'")
    thumb: ThumbGiven | None = None
    seen: int | str | None = Field(None, description="a card, or an item, is marked as known")
    undo: Literal[True, "thumb", "message"] | None = Field(
        None, description="the last thumb, or message, is taken back"
    )
    as_: str | None = Field(None, alias="as", description="another person goes on")
    session: str | None = Field(None, description="the person goes on in another conversation")
    restart: Literal[True] | None = Field(None, description="the process is thrown away and started anew")
    after: Duration | None = Field(None, description="time passes")
    event: Events | None = Field(None, description="what the person did elsewhere")
    expect: Expect | None = None

    @model_validator(mode="before")
    @classmethod
    def _bare(cls, value: Any) -> Any:
        """Accept `undo` for `undo: true`."""
        if isinstance(value, str) and value in _BARE:
            return {value: True}
        if isinstance(value, dict):
            return {key: True if key in _BARE and each is None else each for key, each in value.items()}
        return value

    @model_validator(mode="after")
    def _one_action(self) -> "Step":
        named = [name for name in ACTIONS if getattr(self, "as_" if name == "as" else name) is not None]
        if len(named) > 1:
            raise ValueError(f"one step does one thing, not {' and '.join(named)}: make them two steps")
        if not named and self.expect is None:
            raise ValueError(f"a step does one of: {', '.join(ACTIONS)}; or it expects something")
        return self

    @property
    def action(self) -> str | None:
        """Return the name of what the step does, None when it only expects."""
        return next((name for name in ACTIONS if getattr(self, "as_" if name == "as" else name) is not None), None)


class Script(BaseModel):
    """Hold a conversation test."""

    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        title="Quwei conversation test",
        json_schema_extra={"$schema": FORMAT, "description": "One document of a *.chat.yaml file."},
    )

    name: str = Field(min_length=1, max_length=200)
    catalogue: str = Field("films", description="a built-in name, or a path from the script's folder")
    brain: str | None = Field(None, description="'planner', or a LangChain model string")
    policy: str | Policy | None = Field(None, description="the owner's rules, or a TOML file with them")
    users: Annotated[
        dict[str, Events], BeforeValidator(_histories, json_schema_input_type=list[str] | dict[str, Events])
    ] = Field(
        {"user": []}, min_length=1, description="who speaks, each with what they did before; the first one begins"
    )
    language: Language | None = Field(None, description="the language of this run where messages do not tell")
    tags: Names = Field([], description="words to choose scripts by")
    xfail: str | None = Field(None, min_length=1, description="why the agent cannot do this yet")
    always: Expect | None = Field(None, description="what must hold after every turn")
    steps: list[Step] = Field(min_length=1, max_length=STEP_LIMIT)


def json_schema() -> str:
    """Return the JSON Schema of a script, for editors to complete and check."""
    return json.dumps(Script.model_json_schema(by_alias=True), indent=2, ensure_ascii=False) + "\n"
