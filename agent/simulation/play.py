"""Play many tasks, in one process or several."""

from collections.abc import Sequence

from quwei.agent.scripts.batch import in_processes
from quwei.agent.scripts.stage import Stage
from quwei.agent.simulation.episode import Episode, simulate
from quwei.agent.simulation.task import Task


def play_tasks(tasks: Sequence[Task], trials: int, stage: Stage, workers: int) -> list[Episode]:
    """Play each task so often, and return the episodes in order."""
    given = [(task, trial) for task in tasks for trial in range(trials)]
    return [episode for _, episode in in_processes(_play, given, stage, workers)]


def _play(stage: Stage, given: tuple[Task, int]) -> Episode:
    task, trial = given
    return simulate(task, stage, trial)
