"""How things stand between a person and the agent: all that the page shows beside the conversation."""

from dataclasses import dataclass, replace
from functools import cached_property
from typing import Self

from quwei.agent import Chat, Turn
from quwei.agent.statements import Statement
from quwei.agent.turn import Comparison
from quwei.agent.wording import Wording
from quwei.index.catalogue import Catalogue
from quwei.index.languages import Language
from quwei.index.profile import Profile
from quwei.tools.belief import Belief
from quwei.tools.cards import Card


@dataclass(frozen=True)
class Standing:
    """Hold one person's profile and belief, the cards, table and answers of the latest turn (the last one skips), and
    what was said that counts, oldest first.
    """

    language: Language
    profile: Profile
    belief: Belief
    cards: tuple[Card, ...]
    options: tuple[str, ...]
    comparison: Comparison | None
    statements: tuple[Statement, ...]

    @classmethod
    def now(cls, chat: Chat, language: Language) -> Self:
        """Return how things stand in a session, from its events alone: any server can show any session."""
        chat = chat.telling_in(language)
        profile = chat.profile()
        options = tuple(profile.last.options)
        return cls(language, profile, chat.belief(), chat.cards(), options, chat.comparison(), chat.statements())

    def after(self, turn: Turn) -> Self:
        """Return the same with the cards and the table as the turn showed them, and the belief it ended with."""
        return replace(self, cards=turn.cards, comparison=turn.comparison, belief=turn.belief)

    def showing(self, cards: tuple[Card, ...]) -> Self:
        """Return the same with other cards, which no table belongs to yet."""
        return replace(self, cards=cards, comparison=None)

    @property
    def catalogue(self) -> Catalogue:
        """Return what is recommended from."""
        return self.belief.index.catalogue

    @cached_property
    def wording(self) -> Wording:
        """Return the words for it in the page's language."""
        return Wording(self.catalogue, self.language)
