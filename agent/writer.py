"""Write about items from the state of a conversation: by templates, or by a language model that is checked."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from quwei.agent.guard import Guard
from quwei.agent.newsletter import Newsletter, newsletter
from quwei.agent.pitch import pitch
from quwei.agent.wording import Wording
from quwei.agent.workbench import Workbench
from quwei.index.errors import QuweiError
from quwei.index.languages import Language
from quwei.tools.behaviour import unknown_item
from quwei.tools.cards import Card

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

    from quwei.agent.model_writer import Kind

NEWSLETTER_LIMIT = 20
"""Items of one newsletter, at most."""


class Writer:
    """Write for the person of one workbench.

    A language model writes where there is one; the guard tells what of its text may stand.
    """

    def __init__(
        self,
        bench: Workbench,
        language: Language | None = None,
        model: "BaseChatModel | None" = None,
    ) -> None:
        self._bench = bench
        self._wording = Wording(bench.index.catalogue, language or bench.language)
        self._model = model

    def pitch(self, item: str) -> str:
        """Return a few sentences that win the person over to an item.

        Raises QuweiError for an unknown item.
        """
        catalogue = self._bench.index.catalogue
        if item not in catalogue:
            raise unknown_item(self._bench.index, item)
        cards = self._bench.cards_of([catalogue.rows[item]])
        if not cards:
            raise QuweiError(
                f"{item!r} is not on offer.", "An item that the owner's rules let this person see.", "Choose another."
            )
        return self._written("pitch", cards, pitch(cards[0], self._bench.profile, self._wording))

    def newsletter(self, count: int) -> Newsletter:
        """Return an article about the `count` items the person most probably wants.

        Raises QuweiError for a count that is not from 1 to 20.
        """
        if not 1 <= count <= NEWSLETTER_LIMIT:
            raise QuweiError(
                f"A newsletter about {count} items was asked for.",
                f"1 to {NEWSLETTER_LIMIT} items.",
                "Ask for another number of items.",
            )
        cards = self._bench.cards_of(self._bench.choose(count))
        letter = newsletter(cards, self._bench.profile, self._wording)
        return letter.model_copy(update={"text": self._written("newsletter", cards, letter.text)})

    def _written(self, kind: "Kind", cards: Sequence[Card], template: str) -> str:
        if self._model is None or not cards:
            return template
        self._bench.cards = list(cards)
        # Imported here because LangChain takes a second, which templates need not wait for.
        from quwei.agent.model_writer import written

        return written(
            self._model, kind, cards, self._bench.profile, self._wording, template, Guard(self._bench).released
        )
