"""How things stand between a person and the agent: all that the page shows beside the conversation."""

from dataclasses import dataclass, replace
from functools import cached_property
from typing import Self

from quwei.agent import Chat, Turn
from quwei.agent.wording import Wording
from quwei.index.catalogue import Catalogue
from quwei.index.languages import Language
from quwei.index.profile import Profile
from quwei.tools.belief import Belief
from quwei.tools.cards import Card


@dataclass(frozen=True)
class Standing:
    """Hold one person's profile, belief, cards of the latest turn and answers on offer (the last one skips)."""

    language: Language
    profile: Profile
    belief: Belief
    cards: tuple[Card, ...]
    options: tuple[str, ...]

    @classmethod
    def now(cls, chat: Chat, language: Language) -> Self:
        """Return how things stand in a session, from its events alone: any server can show any session."""
        profile = chat.profile()
        return cls(language, profile, chat.belief(), chat.cards(), tuple(profile.last.options))

    def after(self, turn: Turn) -> Self:
        """Return the same with the cards as the turn showed them and the belief it ended with."""
        return replace(self, cards=turn.cards, belief=turn.belief)

    def showing(self, cards: tuple[Card, ...]) -> Self:
        """Return the same with other cards."""
        return replace(self, cards=cards)

    @property
    def catalogue(self) -> Catalogue:
        """Return what is recommended from."""
        return self.belief.index.catalogue

    @cached_property
    def wording(self) -> Wording:
        """Return the words for it in the page's language."""
        return Wording(self.catalogue, self.language)
