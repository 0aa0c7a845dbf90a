"""Agents broken on purpose: a script that none of them fails proves nothing.

Each class breaks one thing, at the seam where the thing is done.
"""

import random
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from quwei.agent.agent import Agent
from quwei.agent.chat import Chat
from quwei.agent.feedback import give_feedback
from quwei.agent.permission import Permission, permission_of
from quwei.agent.scripts import sabotage_hearing
from quwei.agent.scripts.broken import SABOTAGES, breaks
from quwei.agent.turn import Question, Receipt, Relaxation, Turn
from quwei.agent.wording import Wording
from quwei.agent.workbench import Workbench
from quwei.index.folding import fold
from quwei.index.languages import Language
from quwei.index.profile import Profile, Thumb
from quwei.tools.belief import Belief, rank
from quwei.tools.cards import Card, make_cards
from quwei.tools.extraction import Extraction
from quwei.tools.questions import choose_question

__all__ = ["SABOTAGES", "sabotage_hearing"]  # which registers its own agents where it is imported


@breaks("ignores_constraints", "recommends as if no limit had been stated")
class _IgnoresConstraints(Workbench):
    def believe(self) -> Belief:
        """Rank without the constraints."""
        return rank(self.index, self.profile.model_copy(update={"constraints": []}), left_out=self._left_out())


@breaks("random", "recommends at random, whatever was said")
class _Random(Workbench):
    def choose(self, count: int) -> list[int]:
        """Choose any rows of the catalogue."""
        return random.Random(self.message).sample(range(len(self.index.catalogue)), count)


@breaks("forgets", "forgets everything but the last message")
class _Forgets(Chat):
    def profile(self) -> Profile:
        """Fold what was said last, and nothing before it."""
        events = self._shared.people.events(self.user)
        last = max((number for number, event in enumerate(events) if event.type == "said"), default=len(events))
        return fold(self.user, events[last:], self.session)


@breaks("never_fades", "takes what was liked years ago for what is liked now")
class _NeverFades(Chat):
    def profile(self) -> Profile:
        """Fold all events as if they had happened now."""
        return fold(self.user, self._shared.people.events(self.user), self.session)


@breaks("wrong_language", "answers in the other language")
class _WrongLanguage(Chat):
    def _reply_language(self, message: str, profile: Profile) -> Language:
        return "en" if super()._reply_language(message, profile) == "zh" else "zh"


@breaks("names_others", "names an item that is on no card")
class _NamesOthers(Chat):
    def _finish(self, bench: Workbench, reply: str) -> Turn:
        known = {card.item.id for card in bench.cards} | set(bench.profile.seen)
        other = next(item.id for item in reversed(bench.index.catalogue.items) if item.id not in known)
        return super()._finish(bench, f"{reply} {Wording(bench.index.catalogue, bench.language).title(other)}")


@breaks("shows_seen", "shows what the person knows, rejected or was shown already")
class _ShowsSeen(Workbench):
    def choose(self, count: int) -> list[int]:
        """Choose what the person has seen first."""
        rows = self.index.catalogue.rows
        known = [*self.profile.seen, *self.profile.thumbs, *self.profile.recommended]
        return list(dict.fromkeys([*(rows[each] for each in known), *super().choose(count)]))[:count]


@breaks("shows_one", "shows one card, however many were asked for")
class _ShowsOne(Workbench):
    def cards_of(self, rows: list[int]) -> list[Card]:
        """Make the first card."""
        return super().cards_of(rows[:1])


@breaks("abstains", "says that nothing fits, always")
class _Abstains(Workbench):
    def choose(self, count: int) -> list[int]:
        """Choose nothing."""
        return []


@breaks("hides_ways_out", "offers no way out when nothing fits")
class _HidesWaysOut(Workbench):
    @property
    def relaxations(self) -> list[Relaxation]:
        """Offer nothing."""
        return []


@breaks("never_asks", "asks no question")
class _NeverAsks(Workbench):
    def ask(self, attribute: str | None = None) -> Question | None:
        """Ask nothing."""
        return None


@breaks("asks_known", "asks what it knows, was told not to mind, or has asked already")
class _AsksKnown(Workbench):
    def ask(self, attribute: str | None = None) -> Question | None:
        """Ask about what was spoken of."""
        profile = self.profile
        liked = [each.attribute for each in profile.wants("like")]
        known = [*(each.attribute for each in profile.constraints), *liked, *profile.unimportant, *profile.asked]
        choices = (choose_question(self.belief, profile, only=name) for name in dict.fromkeys(known) if name)
        choice = next((each for each in choices if each), None)
        if choice is None:
            return super().ask(attribute)
        self.question = Wording(self.index.catalogue, self.language).question(choice, profile.turns)
        return self.question


@breaks("ignores_thumbs", "takes a thumb without a thought")
class _IgnoresThumbs(Chat):
    def feedback(self, item: str, value: Thumb) -> Receipt:
        """Record that nothing was said of the item."""
        with self._turn:
            return give_feedback(self._bench(""), item, "clear")[0]


@breaks("turns_thumbs", "takes a thumb for its opposite")
class _TurnsThumbs(Chat):
    def feedback(self, item: str, value: Thumb) -> Receipt:
        """Record the other thumb."""
        turned: dict[Thumb, Thumb] = {"up": "down", "down": "up", "seen": "up", "clear": "down"}
        return super().feedback(item, turned[value])


@breaks("keeps_undone", "says that something is undone, and keeps it")
class _KeepsUndone(Chat):
    def undo(self, receipt: int) -> Receipt:
        """Change nothing."""
        return Receipt(id=receipt, value="clear", language="en", lead="")

    def _extract(self, bench: Workbench) -> Extraction:
        found = super()._extract(bench)
        found.kinds -= {"undo"}
        return found


@breaks("never_discloses", "keeps quiet about what has to be disclosed")
class _NeverDiscloses(Workbench):
    def cards_of(self, rows: list[int]) -> list[Card]:
        """Make cards without disclosures."""
        return make_cards(self.belief, rows)


@breaks("shows_blocked", "shows what the owner has blocked, and asks nobody for a yes")
class _ShowsBlocked(Workbench):
    @property
    def permission(self) -> Permission | None:
        """Restrict nothing."""
        return None


@breaks("never_confirms", "takes for granted the yes that the owner wants asked for")
class _NeverConfirms(Workbench):
    @property
    def permission(self) -> Permission | None:
        """Let wait nothing."""
        known = super().permission
        return known and replace(known, awaiting=np.zeros_like(known.awaiting))


@breaks("asks_again", "asks once more for the yes that was refused")
class _AsksAgain(Workbench):
    @property
    def permission(self) -> Permission | None:
        """Remember no refusal."""
        return permission_of(self.policy, self.index, [each for each in self.profile.consents if each.given])


@breaks("takes_no_for_yes", "shows what the person said no to")
class _TakesNoForYes(Chat):
    def _extract(self, bench: Workbench) -> Extraction:
        found = super()._extract(bench)
        found.consents = [each.model_copy(update={"given": True}) for each in found.consents]
        return found


@breaks("mixes_people", "takes everybody for the same person in the same conversation")
class _MixesPeople(Agent):
    def chat(self, user: str, session: str = "main", language: Language | None = None) -> Chat:
        """Return the one chat there is."""
        return super().chat("everybody", "everything", language)

    def record(self, user: str, events: Sequence[dict[str, Any]]) -> int:
        """Record it of everybody."""
        return super().record("everybody", events)


@breaks("ignores_history", "takes no notice of what was done elsewhere")
class _IgnoresHistory(Agent):
    def record(self, user: str, events: Sequence[dict[str, Any]]) -> int:
        """Record nothing."""
        return 0


@breaks("silent", "says nothing and shows nothing")
class _Silent(Chat):
    def _finish(self, bench: Workbench, reply: str) -> Turn:
        bench.clear()
        return super()._finish(bench, "").model_copy(update={"trace": ()})


@breaks("chatters", "shows cards whatever was said")
class _Chatters(Chat):
    def _finish(self, bench: Workbench, reply: str) -> Turn:
        count = bench.policy.cards_per_turn
        bench.cards = make_cards(bench.belief, range(min(count, len(bench.index.catalogue))))
        bench.abstained = False
        return super()._finish(bench, reply)
