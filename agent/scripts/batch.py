"""Play many scripts, in one process or several."""

import multiprocessing
from collections.abc import Callable, Collection, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from typing import Generic, TypeVar

from quwei.agent.agent import Agent
from quwei.agent.scripts.files import SourcedScript
from quwei.agent.scripts.play import play
from quwei.agent.scripts.played import Played
from quwei.agent.scripts.runs import Run, runs_of
from quwei.agent.scripts.sabotage import SABOTAGES
from quwei.agent.scripts.stage import Stage
from quwei.index.errors import QuweiError
from quwei.index.languages import LANGUAGES, Language
from quwei.index.settings import Settings

Given = TypeVar("Given")
Made = TypeVar("Made")
WORTH_A_PROCESS = 60
"""Runs below which starting another process takes longer than it saves."""


@dataclass(frozen=True)
class Job:
    """Name one run of one script, with the agent as it is or broken on purpose."""

    source: SourcedScript
    run: Run
    sabotage: str | None = None
    trial: int = 0


def jobs_of(
    scripts: Sequence[SourcedScript],
    languages: Collection[Language] = LANGUAGES,
    trials: int = 1,
    sabotages: Sequence[str | None] = (None,),
) -> list[Job]:
    """Return every run of every script, those of one catalogue together."""
    jobs = [
        Job(each, run, sabotage, trial)
        for each in scripts
        for run in runs_of(each.script, languages)
        for sabotage in sabotages
        for trial in range(trials)
    ]
    return sorted(jobs, key=lambda job: job.source.catalogue)


def play_all(jobs: Sequence[Job], stage: Stage, workers: int) -> Iterator[tuple[Job, Played]]:
    """Yield what came of each job, in the order of `jobs`.

    Few jobs are played on `stage` itself. Raises QuweiError when a process dies.
    """
    yield from in_processes(_play_here, jobs, stage, workers)


def in_processes(
    work: Callable[[Stage, Given], Made],
    given: Sequence[Given],
    stage: Stage,
    workers: int,
) -> Iterator[tuple[Given, Made]]:
    """Yield (thing, result) pairs in order; where there are few, on `stage` itself, else in processes of their own."""
    workers = min(workers, 1 + len(given) // WORTH_A_PROCESS)
    if workers <= 1:
        yield from ((each, work(stage, each)) for each in given)
        return
    # Forking a process with a loaded encoder's threads could lock up.
    context = multiprocessing.get_context("spawn")
    chunk = max(1, min(20, len(given) // (workers * 4)))
    with ProcessPoolExecutor(workers, context, initializer=_open_stage, initargs=(stage.settings, stage.brain)) as pool:
        try:
            yield from zip(given, pool.map(_Task(work), given, chunksize=chunk), strict=True)
        except BrokenProcessPool as error:
            raise QuweiError(
                "A process that played scripts died.", "Memory for each process.", "Try: --workers 1"
            ) from error


@dataclass(frozen=True)
class _Task(Generic[Given, Made]):
    """Do one thing on the stage of the process it is in."""

    work: Callable[[Stage, Given], Made]

    def __call__(self, given: Given) -> Made:
        return self.work(_STAGES[-1], given)


_STAGES: list[Stage] = []
"""The stage of this process; a pool hands its workers nothing but arguments."""


def _open_stage(settings: Settings, brain: str | None) -> None:
    _STAGES.append(Stage(settings, brain))


def _play_here(stage: Stage, job: Job) -> Played:
    agent_class = Agent if job.sabotage is None else SABOTAGES[job.sabotage].agent_class
    return play(job.source, job.run, stage, agent_class)
