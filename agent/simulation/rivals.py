"""Agents to compare with: what are well-chosen questions worth, and questions at all?"""

import random
from collections.abc import Iterator
from itertools import islice
from typing import Any

from quwei.agent.agent import Agent
from quwei.agent.chat import Chat
from quwei.agent.workbench import Workbench
from quwei.tools.questions import Choice, open_attributes, question_about


class _RandomQuestions(Workbench):
    def choose_question(self, attribute: str | None = None) -> Choice | None:
        """Ask when the agent would, about any attribute nobody has spoken of; the same one each time it is played."""
        best = super().choose_question(attribute)
        if best is None or attribute:
            return best
        return next(self._drawn(), best)

    def _drawn(self) -> Iterator[Choice]:
        names = open_attributes(self.belief, self.profile)
        random.Random(repr((self.message, self.profile.asked))).shuffle(names)
        return (choice for name in names if (choice := question_about(self.belief, name)))


class _RandomPairs(_RandomQuestions):
    def choose_question(self, attribute: str | None = None) -> Choice | None:
        """Ask the same about two attributes at once wherever the agent would."""
        best = Workbench.choose_question(self, attribute)
        if best is None or best.also is None:
            return super().choose_question(attribute)
        drawn = list(islice(self._drawn(), 2))
        return drawn[0].model_copy(update={"also": drawn[1]}) if len(drawn) == 2 else best


class _NoQuestions(Workbench):
    def choose_question(self, attribute: str | None = None) -> Choice | None:
        """Ask nothing about what is wanted; what to give up when nothing fits is still offered."""
        return None


def _agent_with(name: str, bench: type[Workbench]) -> type[Agent]:
    chat: type[Any] = type(name, (Chat,), {"workbench_class": bench})
    return type(name, (Agent,), {"chat_class": chat})


AS_IT_IS, RANDOM_QUESTIONS, RANDOM_PAIRS, NO_QUESTIONS = "as it is", "random questions", "random pairs", "no questions"
RIVALS: dict[str, type[Agent]] = {
    AS_IT_IS: Agent,
    RANDOM_QUESTIONS: _agent_with("RandomQuestions", _RandomQuestions),
    RANDOM_PAIRS: _agent_with("RandomPairs", _RandomPairs),
    NO_QUESTIONS: _agent_with("NoQuestions", _NoQuestions),
}
"""The agent and those it is compared with, by name."""
