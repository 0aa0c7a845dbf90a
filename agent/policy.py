"""The owner's business rules, enforced in code whatever the brain is."""

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from quwei.index.constraint import Constraint
from quwei.index.errors import QuweiError
from quwei.index.item import Item

IDS = "ids"
"""The key of `blocked` under which items are named one by one."""
Tone = Literal["plain", "warm", "brief"]


def _listed(value: Any) -> Any:
    """Accept one value where several can stand: `sponsored = true`."""
    if not isinstance(value, dict):
        return value
    return {name: each if isinstance(each, list | tuple) else [each] for name, each in value.items()}


Marked = bool | int | float | str
Marks = Annotated[dict[str, tuple[Marked, ...]], BeforeValidator(_listed)]
"""Values per attribute; an item with any of them is meant."""


class Policy(BaseModel):
    """Hold the rules of one deployment."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    cards_per_turn: int = Field(4, ge=1, le=20, description="cards shown in one turn")
    exclude_seen: bool = Field(True, description="leave out what a person has seen, read, bought or rated")
    disclose: tuple[str, ...] = Field(
        (), description="attributes a card must mention when they are set, as 'sponsored'"
    )
    blocked: Marks = Field({}, description="what is never shown: values per attribute, and items under 'ids'")
    confirm: Marks = Field({}, description="values per attribute that are shown only to who said yes to them")
    tone: Tone = Field("plain", description="'warm' adds a friendly word, 'brief' leaves out reasons and figures")

    @property
    def restricts(self) -> bool:
        """Tell whether some items are not for everybody's eyes."""
        return bool(self.blocked or self.confirm)

    def blocks(self, item: Item) -> bool:
        """Tell whether an item is never shown."""
        named = item.id in self.blocked.get(IDS, ())
        return named or any(each.holds_for(item) for _, _, each in _marks(self.blocked))

    def needs_yes(self, item: Item) -> list[tuple[str, Marked]]:
        """Return the values of an item, each with its attribute, that have to be confirmed before it is shown."""
        return [(name, value) for name, value, each in _marks(self.confirm) if each.holds_for(item)]

    @classmethod
    def load(cls, source: "Policy | Path | str | None") -> "Policy":
        """Return the policy of a TOML file, or the one given, or the default.

        Raises QuweiError naming every rule that is wrong.
        """
        if source is None:
            return cls()
        if isinstance(source, Policy):
            return source
        path = Path(source)
        try:
            return cls.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
        except OSError as error:
            raise QuweiError(
                f"The policy {path} cannot be read: {error.strerror}.",
                "A TOML file.",
                "Check the path, or leave the policy out.",
            ) from error
        except tomllib.TOMLDecodeError as error:
            raise QuweiError(f"The policy {path} is not TOML: {error}.", "A TOML file.", "Mend the line.") from error
        except ValidationError as error:
            wrong = "; ".join(f"{'.'.join(map(str, each['loc']))}: {each['msg']}" for each in error.errors())
            raise QuweiError(
                f"The policy {path} has rules that are not understood: {wrong}.",
                "Known rules: " + ", ".join(cls.model_fields) + ".",
                "Correct the file.",
            ) from error


def _marks(marks: Marks) -> Iterator[tuple[str, Marked, Constraint]]:
    """Yield each attribute and value with the constraint that items having it fulfil."""
    for name, values in marks.items():
        if name != IDS:
            yield from ((name, value, has_value(name, value)) for value in values)


def has_value(attribute: str, value: Marked) -> Constraint:
    """Return the constraint that items with a value fulfil: their only one, or one of several."""
    return Constraint(attribute=attribute, op="contains", value=value)
