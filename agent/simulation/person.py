"""A simulated person: scripted, without a language model, and with a goal the agent has to find out."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from quwei.agent.simulation.speech import Speech
from quwei.agent.simulation.task import Goal, Persona
from quwei.agent.turn import Turn
from quwei.index.constraint import Constraint
from quwei.index.item import Item

Ending = Literal["accepted", "accepted_abstention", "gave_up"]


@dataclass
class Person:
    """Pursue a goal: volunteer, answer what is asked, reject with a hint, accept only what fulfils everything."""

    goals: Sequence[Goal]
    seen: frozenset[str]
    attainable: bool
    persona: Persona
    speech: Speech
    told: list[Constraint] = field(default_factory=list)
    hinted: list[Constraint] = field(default_factory=list)
    _unsaid: list[Constraint] = field(default_factory=list)

    def begin(self) -> str:
        """Return the first message: what is volunteered, or one wish of it."""
        volunteered = [each.constraint for each in self.goals if each.reveal == "volunteer"]
        if not volunteered:
            return self.speech.say("more")
        first = volunteered[:1] if self.persona.manner == "stepwise" else volunteered
        self._unsaid = volunteered[len(first) :]
        return self._tell("open", first)

    def ending(self, turn: Turn) -> tuple[Ending, str | None] | None:
        """Return how the person ends the conversation after a turn, and with which item; None when they go on."""
        for card in turn.cards:
            if card.item.id not in self.seen and not self._unmet(card.item):
                return "accepted", card.item.id
        return ("accepted_abstention", None) if turn.abstained and not self.attainable else None

    def reply(self, turn: Turn) -> str:
        """Return the next message."""
        if turn.question is not None and turn.question.kind == "confirm":
            return self.speech.say("agree")
        if self._unsaid:
            wish = self._unsaid.pop(0)
            return self._tell("add", [wish])
        if turn.abstained:
            return self._tell("abstained", self.told)
        asked = self._asked(turn)
        answerable = [each for each in asked if each.reveal != "hidden"]
        if answerable:
            return self._answer([each.constraint for each in answerable])
        rejected = next((card.item for card in turn.cards if card.item.id not in self.seen), None)
        if not self.persona.reasons:
            return self._react(turn, rejected)
        if rejected is not None:
            return self._reject(rejected)
        if asked:
            return self.speech.say("unsure")
        return self.speech.say("indifferent" if turn.question is not None else "more")

    def _asked(self, turn: Turn) -> list[Goal]:
        """Return the goals a question is about that were not told yet."""
        if turn.question is None:
            return []
        about = turn.question.about
        return [each for each in self.goals if each.constraint.attribute in about and each.constraint not in self.told]

    def _answer(self, wishes: Sequence[Constraint]) -> str:
        self.told += [each for each in wishes if each not in self.told]
        chatty = self.persona.manner != "terse"
        return self.speech.answer(wishes[0], chatty) if len(wishes) == 1 else self.speech.say("answer", wishes)

    def _reject(self, item: Item) -> str:
        """Say what is wrong with an item: first what was not known, by a hint; what was told already, once more."""
        unmet = self._unmet(item)
        unknown = [each for each in unmet if each not in self.told]
        if not unknown:
            return self._tell("insist", unmet[:1])
        wish = unknown[0]
        if wish in self.hinted:  # the hint did not help: now in plain words
            return self._tell("hint", [wish])
        self.hinted.append(wish)
        return self.speech.hint(wish, item, self.persona.manner != "terse")

    def _react(self, turn: Turn, rejected: Item | None) -> str:
        """Say no more than one has to: what was told and is not so, that a question does not matter, or just no."""
        broken = [each for each in self._unmet(rejected) if each in self.told] if rejected else []
        if broken:
            return self._tell("insist", broken[:1])
        if turn.question is not None:
            return self.speech.say("unsure" if self._asked(turn) else "indifferent")
        if rejected is None:
            return self.speech.say("more")
        return self.speech.say("reject" if len(turn.cards) > 1 else "reject_one")

    def _unmet(self, item: Item) -> list[Constraint]:
        return [each.constraint for each in self.goals if not each.constraint.holds_for(item)]

    def _tell(self, kind: str, wishes: Sequence[Constraint]) -> str:
        self.told += [each for each in wishes if each not in self.told]
        plain = self.persona.manner == "terse" and kind in ("open", "add", "hint")
        return self.speech.say("bare" if plain else kind, wishes)
