"""Who is visiting: the ids that a browser keeps between visits, and nobody else has."""

import secrets
from typing import Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from quwei.index.languages import LANGUAGES, Language

_ID = r"^web-[A-Za-z0-9_-]{8,40}$"
"""Ids of browsers: a visitor cannot pass for somebody who is known by another name."""


def _new_id(size: int) -> str:
    return f"web-{secrets.token_urlsafe(size)}"


class Visitor(BaseModel):
    """Hold one browser's person, session, and the language of its labels."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    user: str = Field(pattern=_ID)
    session: str = Field(pattern=_ID)
    language: Language

    @classmethod
    def new(cls, language: Language) -> Self:
        """Return a person nobody has met, with ids that cannot be guessed."""
        return cls(user=_new_id(16), session=_new_id(8), language=language)

    @classmethod
    def of(cls, stored: object, language: Language) -> Self:
        """Return the visitor that a browser stored; without one, or a damaged one, somebody new speaking `language`."""
        try:
            return cls.model_validate(stored)
        except ValidationError:
            return cls.new(language)

    def in_new_chat(self) -> Self:
        """Return the same person in a new session."""
        return self.model_copy(update={"session": _new_id(8)})

    def speaking(self, language: Language) -> Self:
        """Return the same visit with its labels in `language`."""
        return self.model_copy(update={"language": language})


def preferred_language(accept: str) -> Language | None:
    """Return the language that an Accept-Language header asks for first, None when it asks for neither."""
    wanted = []
    for part in accept.split(","):
        tag, _, quality = part.strip().partition(";q=")
        primary = tag.split("-")[0].casefold()
        wanted += [(_quality(quality), known) for known in LANGUAGES if known == primary]
    # The maximum of equals is the first: the order of the header.
    return max(wanted, key=lambda each: each[0])[1] if wanted else None


def _quality(text: str) -> float:
    try:
        return float(text or 1)
    except ValueError:
        return 0.0
