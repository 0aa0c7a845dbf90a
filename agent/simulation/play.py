"""Play many tasks, in one process or several."""

from collections.abc import Sequence

from quwei.agent.scripts.batch import in_processes
from quwei.agent.scripts.stage import Stage
from quwei.agent.simulation.episode import Episode, simulate
from quwei.agent.simulation.rivals import AS_IT_IS, RIVALS
from quwei.agent.simulation.task import Task


def play_tasks(tasks: Sequence[Task], trials: int, stage: Stage, workers: int) -> list[Episode]:
    """Play each task so often, and return the episodes in order."""
    return _play_all(tasks, trials, stage, workers, [AS_IT_IS])[AS_IT_IS]


def play_rivals(tasks: Sequence[Task], trials: int, stage: Stage, workers: int) -> dict[str, list[Episode]]:
    """Play each task so often with the agent and with each of its rivals: their episodes, in the same order."""
    return _play_all(tasks, trials, stage, workers, list(RIVALS))


def _play_all(
    tasks: Sequence[Task], trials: int, stage: Stage, workers: int, agents: Sequence[str]
) -> dict[str, list[Episode]]:
    given = [(task, trial, agent) for task in tasks for trial in range(trials) for agent in agents]
    played: dict[str, list[Episode]] = {agent: [] for agent in agents}
    for (_, _, agent), episode in in_processes(_play, given, stage, workers):
        played[agent].append(episode)
    return played


def _play(stage: Stage, given: tuple[Task, int, str]) -> Episode:
    task, trial, agent = given
    return simulate(task, stage, trial, RIVALS[agent])
