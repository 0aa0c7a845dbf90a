"""The owner's business rules, enforced in code whatever the brain is."""

import tomllib
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from quwei.index.errors import QuweiError


class Policy(BaseModel):
    """Hold the rules of one deployment."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    cards_per_turn: int = Field(4, ge=1, le=20, description="cards shown in one turn")
    exclude_seen: bool = Field(True, description="leave out what a person has seen, read, bought or rated")
    disclose: tuple[str, ...] = Field(
        (), description="attributes a card must mention when they are set, as 'sponsored'"
    )

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
