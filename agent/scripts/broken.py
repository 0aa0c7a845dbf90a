"""The register of broken agents: each breaks one thing, at the seam where the thing is done."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from quwei.agent.agent import Agent
from quwei.agent.chat import Chat
from quwei.agent.workbench import Workbench


@dataclass(frozen=True)
class Sabotage:
    """Hold one broken agent and what is wrong with it."""

    wrong: str
    agent_class: type[Agent]


SABOTAGES: dict[str, Sabotage] = {}
"""Every broken agent by its name."""


def breaks(name: str, wrong: str) -> Callable[[type[Any]], type[Any]]:
    """Register a broken agent, or the one that a broken Chat or Workbench makes."""

    def register(broken: type[Any]) -> type[Any]:
        if issubclass(broken, Workbench):
            broken = type(name, (Chat,), {"workbench_class": broken})
        if issubclass(broken, Chat):
            broken = type(name, (Agent,), {"chat_class": broken})
        SABOTAGES[name] = Sabotage(wrong, broken)
        return broken

    return register
