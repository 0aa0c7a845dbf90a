"""Agents to compare with: what are well-chosen questions worth, and questions at all?"""

import random
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
        names = open_attributes(self.belief, self.profile)
        random.Random(repr((self.message, self.profile.asked))).shuffle(names)
        return next((choice for name in names if (choice := question_about(self.belief, name))), best)


class _NoQuestions(Workbench):
    def choose_question(self, attribute: str | None = None) -> Choice | None:
        """Ask nothing about what is wanted; what to give up when nothing fits is still offered."""
        return None


def _agent_with(name: str, bench: type[Workbench]) -> type[Agent]:
    chat: type[Any] = type(name, (Chat,), {"workbench_class": bench})
    return type(name, (Agent,), {"chat_class": chat})


AS_IT_IS, RANDOM_QUESTIONS, NO_QUESTIONS = "as it is", "random questions", "no questions"
RIVALS: dict[str, type[Agent]] = {
    AS_IT_IS: Agent,
    RANDOM_QUESTIONS: _agent_with("RandomQuestions", _RandomQuestions),
    NO_QUESTIONS: _agent_with("NoQuestions", _NoQuestions),
}
"""The agent and those it is compared with, by name."""
