"""Agents broken on purpose: a script that none of them fails proves nothing.

Each class breaks one thing, at the seam where the thing is done.
"""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any, ClassVar

import numpy as np

from quwei.agent.agent import Agent
from quwei.agent.chat import Chat
from quwei.agent.feedback import give_feedback
from quwei.agent.permission import Permission, permission_of
from quwei.agent.turn import Question, Receipt, Relaxation, Turn
from quwei.agent.wording import Wording
from quwei.agent.workbench import Workbench
from quwei.index.constraint import Operator
from quwei.index.languages import Language
from quwei.index.profile import Interest, Polarity, Profile, Thumb, fold
from quwei.index.vocabulary import Mention
from quwei.tools.belief import Belief, rank
from quwei.tools.cards import Card, make_cards
from quwei.tools.extraction import Extraction
from quwei.tools.questions import choose_question

_OPPOSITE: dict[Operator, Operator] = {
    "<=": ">=",
    ">=": "<=",
    "==": "!=",
    "!=": "==",
    "in": "!=",
    "contains": "not_contains",
    "contains_any": "not_contains",
    "not_contains": "contains",
}


@dataclass(frozen=True)
class Sabotage:
    """Hold one broken agent and what is wrong with it."""

    wrong: str
    agent_class: type[Agent]


SABOTAGES: dict[str, Sabotage] = {}
"""Every broken agent by its name."""


def _breaks(name: str, wrong: str) -> Callable[[type[Any]], type[Any]]:
    """Register a broken agent, or the one that a broken Chat or Workbench makes."""

    def register(broken: type[Any]) -> type[Any]:
        if issubclass(broken, Workbench):
            broken = type(name, (Chat,), {"workbench_class": broken})
        if issubclass(broken, Chat):
            broken = type(name, (Agent,), {"chat_class": broken})
        SABOTAGES[name] = Sabotage(wrong, broken)
        return broken

    return register


@_breaks("ignores_constraints", "recommends as if no limit had been stated")
class _IgnoresConstraints(Workbench):
    def believe(self) -> Belief:
        """Rank without the constraints."""
        return rank(self.index, self.profile.model_copy(update={"constraints": []}), left_out=self._left_out())


@_breaks("random", "recommends at random, whatever was said")
class _Random(Workbench):
    def choose(self, count: int) -> list[int]:
        """Choose any rows of the catalogue."""
        return random.Random(self.message).sample(range(len(self.index.catalogue)), count)


@_breaks("forgets", "forgets everything but the last message")
class _Forgets(Chat):
    def profile(self) -> Profile:
        """Fold what was said last, and nothing before it."""
        events = self._shared.people.events(self.user)
        last = max((number for number, event in enumerate(events) if event.type == "said"), default=len(events))
        return fold(self.user, events[last:], self.session)


@_breaks("never_fades", "takes what was liked years ago for what is liked now")
class _NeverFades(Chat):
    def profile(self) -> Profile:
        """Fold all events as if they had happened now."""
        return fold(self.user, self._shared.people.events(self.user), self.session)


@_breaks("wrong_language", "answers in the other language")
class _WrongLanguage(Chat):
    def _reply_language(self, message: str, profile: Profile) -> Language:
        return "en" if super()._reply_language(message, profile) == "zh" else "zh"


@_breaks("names_others", "names an item that is on no card")
class _NamesOthers(Chat):
    def _finish(self, bench: Workbench, reply: str) -> Turn:
        known = {card.item.id for card in bench.cards} | set(bench.profile.seen)
        other = next(item.id for item in reversed(bench.index.catalogue.items) if item.id not in known)
        return super()._finish(bench, f"{reply} {Wording(bench.index.catalogue, bench.language).title(other)}")


@_breaks("shows_seen", "shows what the person knows, rejected or was shown already")
class _ShowsSeen(Workbench):
    def choose(self, count: int) -> list[int]:
        """Choose what the person has seen first."""
        rows = self.index.catalogue.rows
        known = [*self.profile.seen, *self.profile.thumbs, *self.profile.recommended]
        return list(dict.fromkeys([*(rows[each] for each in known), *super().choose(count)]))[:count]


@_breaks("hears_backwards", "takes likes for dislikes and limits for their opposite")
class _HearsBackwards(Chat):
    def _extract(self, bench: Workbench) -> Extraction:
        found = super()._extract(bench)
        turned: dict[Polarity, Polarity] = {"like": "dislike", "dislike": "like"}
        found.interests = [each.model_copy(update={"polarity": turned[each.polarity]}) for each in found.interests]
        found.constraints = [each.model_copy(update={"op": _OPPOSITE[each.op]}) for each in found.constraints]
        return found


@_breaks("ignores_refusals", "hears the words of a refusal, and not the refusal: no horror is horror")
class _IgnoresRefusals(Chat):
    def _extract(self, bench: Workbench) -> Extraction:
        found = super()._extract(bench)
        found.interests = [each.model_copy(update={"polarity": "like"}) for each in found.interests]
        refusals = [each for each in found.constraints if each.op in ("not_contains", "!=") or each.value is False]
        found.constraints = [each for each in found.constraints if each not in refusals] + [
            each.model_copy(update={"value": True} if each.value is False else {"op": _OPPOSITE[each.op]})
            for each in refusals
        ]
        return found


class _HearsNames(Chat):
    polarity: ClassVar[Polarity]

    def _extract(self, bench: Workbench) -> Extraction:
        found = super()._extract(bench)
        for each in bench.index.vocabulary.find(bench.message):
            for meaning in each.payload:
                if meaning.kind == "value":
                    found.interests.append(self._heard(bench, each, attribute=meaning.attribute, value=meaning.what))
                elif meaning.kind == "title":
                    found.interests.append(self._heard(bench, each, item=meaning.what))
        found.interests += [Interest(phrase=each, polarity=self.polarity, item=each) for each in found.pointed]
        return found

    def _heard(self, bench: Workbench, mention: Mention, **thing: str) -> Interest:
        phrase = bench.message[mention.start : mention.end]
        return Interest(phrase=phrase, polarity=self.polarity, span=(mention.start, mention.end), **thing)


@_breaks("likes_all_names", "takes whatever is named or pointed at for something that is liked")
class _LikesAllNames(_HearsNames):
    polarity = "like"


@_breaks("dislikes_all_names", "takes whatever is named or pointed at for something that is disliked")
class _DislikesAllNames(_HearsNames):
    polarity = "dislike"


@_breaks("takes_talk_for_wishes", "takes the words of every message for a wish")
class _TakesTalkForWishes(Chat):
    def _extract(self, bench: Workbench) -> Extraction:
        found = super()._extract(bench)
        words = bench.message.strip()
        if words:
            vector = bench.index.phrase_vectors([words])[0]
            found.interests.append(Interest(phrase=words, polarity="like", span=(0, len(words)), vector=vector))
        return found


@_breaks("shows_one", "shows one card, however many were asked for")
class _ShowsOne(Workbench):
    def cards_of(self, rows: list[int]) -> list[Card]:
        """Make the first card."""
        return super().cards_of(rows[:1])


@_breaks("deaf", "understands nothing")
class _Deaf(Chat):
    def _extract(self, bench: Workbench) -> Extraction:
        return Extraction(bench.language)


@_breaks("clings", "never gives up what was said once")
class _Clings(Chat):
    def _extract(self, bench: Workbench) -> Extraction:
        found = super()._extract(bench)
        found.reset, found.withdrawn, found.replaced, found.corrected = False, [], [], []
        return found


@_breaks("abstains", "says that nothing fits, always")
class _Abstains(Workbench):
    def choose(self, count: int) -> list[int]:
        """Choose nothing."""
        return []


@_breaks("hides_ways_out", "offers no way out when nothing fits")
class _HidesWaysOut(Workbench):
    @property
    def relaxations(self) -> list[Relaxation]:
        """Offer nothing."""
        return []


@_breaks("never_asks", "asks no question")
class _NeverAsks(Workbench):
    def ask(self, attribute: str | None = None) -> Question | None:
        """Ask nothing."""
        return None


@_breaks("asks_known", "asks what it knows, was told not to mind, or has asked already")
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


@_breaks("ignores_thumbs", "takes a thumb without a thought")
class _IgnoresThumbs(Chat):
    def feedback(self, item: str, value: Thumb) -> Receipt:
        """Record that nothing was said of the item."""
        with self._turn:
            return give_feedback(self._bench(""), item, "clear")[0]


@_breaks("turns_thumbs", "takes a thumb for its opposite")
class _TurnsThumbs(Chat):
    def feedback(self, item: str, value: Thumb) -> Receipt:
        """Record the other thumb."""
        turned: dict[Thumb, Thumb] = {"up": "down", "down": "up", "seen": "up", "clear": "down"}
        return super().feedback(item, turned[value])


@_breaks("keeps_undone", "says that something is undone, and keeps it")
class _KeepsUndone(Chat):
    def undo(self, receipt: int) -> Receipt:
        """Change nothing."""
        return Receipt(id=receipt, value="clear", language="en", lead="")


@_breaks("never_discloses", "keeps quiet about what has to be disclosed")
class _NeverDiscloses(Workbench):
    def cards_of(self, rows: list[int]) -> list[Card]:
        """Make cards without disclosures."""
        return make_cards(self.belief, rows)


@_breaks("shows_blocked", "shows what the owner has blocked, and asks nobody for a yes")
class _ShowsBlocked(Workbench):
    @property
    def permission(self) -> Permission | None:
        """Restrict nothing."""
        return None


@_breaks("never_confirms", "takes for granted the yes that the owner wants asked for")
class _NeverConfirms(Workbench):
    @property
    def permission(self) -> Permission | None:
        """Let wait nothing."""
        known = super().permission
        return known and replace(known, awaiting=np.zeros_like(known.awaiting))


@_breaks("asks_again", "asks once more for the yes that was refused")
class _AsksAgain(Workbench):
    @property
    def permission(self) -> Permission | None:
        """Remember no refusal."""
        return permission_of(self.policy, self.index, [each for each in self.profile.consents if each.given])


@_breaks("takes_no_for_yes", "shows what the person said no to")
class _TakesNoForYes(Chat):
    def _extract(self, bench: Workbench) -> Extraction:
        found = super()._extract(bench)
        found.consents = [each.model_copy(update={"given": True}) for each in found.consents]
        return found


@_breaks("mixes_people", "takes everybody for the same person in the same conversation")
class _MixesPeople(Agent):
    def chat(self, user: str, session: str = "main", language: Language | None = None) -> Chat:
        """Return the one chat there is."""
        return super().chat("everybody", "everything", language)

    def record(self, user: str, events: Sequence[dict[str, Any]]) -> int:
        """Record it of everybody."""
        return super().record("everybody", events)


@_breaks("ignores_history", "takes no notice of what was done elsewhere")
class _IgnoresHistory(Agent):
    def record(self, user: str, events: Sequence[dict[str, Any]]) -> int:
        """Record nothing."""
        return 0


@_breaks("silent", "says nothing and shows nothing")
class _Silent(Chat):
    def _finish(self, bench: Workbench, reply: str) -> Turn:
        bench.clear()
        return super()._finish(bench, "").model_copy(update={"trace": ()})


@_breaks("chatters", "shows cards whatever was said")
class _Chatters(Chat):
    def _finish(self, bench: Workbench, reply: str) -> Turn:
        count = bench.policy.cards_per_turn
        bench.cards = make_cards(bench.belief, range(min(count, len(bench.index.catalogue))))
        bench.abstained = False
        return super()._finish(bench, reply)
