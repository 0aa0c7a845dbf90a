"""An item: what is recommended."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from quwei.index.languages import LANGUAGES, Language

Value = float | int | bool | str | date | tuple[str, ...]
"""A typed attribute value; lists of strings are tuples."""


@dataclass(frozen=True, slots=True)
class Item:
    """Hold one row of a catalogue: its words per language and its typed attributes; a missing value has no key."""

    id: str
    titles: Mapping[Language, str]
    texts: Mapping[Language, str]
    attributes: Mapping[str, Value]
    image: str | None = None
    url: str | None = None

    @property
    def title(self) -> str:
        """Return the title of the catalogue's own first language."""
        return next(iter(self.titles.values()))

    def title_in(self, language: Language) -> str:
        """Return the title in `language`, else the one there is."""
        return self.titles.get(language, self.title)

    def text_in(self, language: Language) -> str:
        """Return the text in `language`, else the one there is, else an empty string."""
        return self.texts.get(language) or next(iter(self.texts.values()), "")

    def passages(self) -> list[str]:
        """Return what the encoder reads: one passage per language that has words."""
        found = [
            " ".join(part for part in (self.titles.get(language), self.texts.get(language)) if part)
            for language in LANGUAGES
        ]
        return [passage for passage in found if passage]
