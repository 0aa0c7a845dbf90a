"""Compare agents that played the same tasks: success, and messages where all of them succeeded."""

from collections.abc import Mapping, Sequence

from pydantic import BaseModel, ConfigDict, Field

from quwei.agent.simulation.episode import Episode
from quwei.agent.simulation.rivals import AS_IT_IS
from quwei.agent.simulation.summary import mean_turns, rates_of


class Standing(BaseModel):
    """Hold the figures of one agent over one group of tasks."""

    model_config = ConfigDict(frozen=True)

    group: str
    agent: str
    rates: dict[str, float]
    turns: float | None = Field(description="mean messages up to acceptance, where this agent succeeded")
    turns_in_common: float | None = Field(description="the same, over the episodes where every agent succeeded")
    in_common: int = Field(description="episodes where every agent succeeded")
    share: float | None = Field(
        description="messages of the agent as it is for one of this agent's, where both succeeded"
    )


def compare(played: Mapping[str, Sequence[Episode]]) -> list[Standing]:
    """Return the standing of each agent over all tasks and per language.

    `played` holds the episodes of each agent, in the same order.
    """
    languages = sorted({each.language for episodes in played.values() for each in episodes})
    found: list[Standing] = []
    for group in ("all", *languages):
        chosen = {
            agent: [each for each in episodes if group in ("all", each.language)] for agent, episodes in played.items()
        }
        found += _standings(group, chosen)
    return found


def _standings(group: str, played: Mapping[str, Sequence[Episode]]) -> list[Standing]:
    ours = played[AS_IT_IS]
    solved = [all(each.success for each in trial) for trial in zip(*played.values(), strict=True)]
    return [
        Standing(
            group=group,
            agent=agent,
            rates=rates_of(episodes),
            turns=_rounded(mean_turns(episodes)),
            turns_in_common=_rounded(mean_turns(each for each, by_all in zip(episodes, solved, strict=True) if by_all)),
            in_common=sum(solved),
            share=_share(ours, episodes),
        )
        for agent, episodes in played.items()
    ]


def _share(ours: Sequence[Episode], theirs: Sequence[Episode]) -> float | None:
    both = [(one.turns, other.turns) for one, other in zip(ours, theirs, strict=True) if one.success and other.success]
    return _rounded(sum(one for one, _ in both) / sum(other for _, other in both)) if both else None


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 3)
