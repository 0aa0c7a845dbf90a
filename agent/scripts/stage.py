"""The stage that scripts are played on: indexes opened once per process, people new for every run."""

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from quwei.agent.agent import Agent
from quwei.agent.policy import Policy
from quwei.agent.scripts.catalogue_words import CatalogueWords
from quwei.index.build import Progress
from quwei.index.library import open_index
from quwei.index.opened import Index, LiveIndex
from quwei.index.people import People
from quwei.index.settings import Settings


class Stage:
    """Open what scripts need, and keep it; `brain` plays in place of the one a script names."""

    def __init__(self, settings: Settings, brain: str | None = None, progress: Progress | None = None) -> None:
        self.settings = settings
        self.brain = brain
        self._progress = progress
        self._opened: dict[str, LiveIndex] = {}
        self._words: dict[str, CatalogueWords] = {}

    def live(self, catalogue: str) -> LiveIndex:
        """Return the index of a catalogue, built first where there is none."""
        if catalogue not in self._opened:
            self._opened[catalogue] = open_index(self.settings.with_values({"catalogue": catalogue}), self._progress)
        return self._opened[catalogue]

    def index(self, catalogue: str) -> Index:
        """Return the current version of an index."""
        return self.live(catalogue).get()

    def words(self, catalogue: str) -> CatalogueWords:
        """Return the reader of what scripts say of a catalogue."""
        if catalogue not in self._words:
            self._words[catalogue] = CatalogueWords(self.index(catalogue).catalogue)
        return self._words[catalogue]

    @contextmanager
    def world(
        self, catalogue: str, brain: str | None, policy: Policy, agent_class: type[Agent] = Agent
    ) -> "Iterator[World]":
        """Provide a world of its own: people nobody else sees, and a clock that can be moved."""
        with tempfile.TemporaryDirectory(prefix="quwei-script-", ignore_cleanup_errors=True) as folder:
            name = self.brain or brain or self.settings.brain
            world = World(
                self.live(catalogue),
                Path(folder),
                lambda index, people: agent_class(index, people, name, policy, self.settings),
            )
            try:
                world.open()
                yield world
            finally:
                world.close()


class World:
    """Hold the agent of one run, its people, and its clock."""

    def __init__(self, live: LiveIndex, folder: Path, make: Callable[[LiveIndex, People], Agent]) -> None:
        self._live = live
        self._url = f"sqlite:///{folder / 'people.sqlite'}"
        self._make = make
        self._passed = timedelta()
        self._agent: Agent | None = None

    @property
    def agent(self) -> Agent:
        """Return the agent that runs now."""
        assert self._agent is not None
        return self._agent

    def open(self) -> None:
        """Open the agent on what is stored.

        Raises QuweiError when its brain cannot be opened.
        """
        people = People(self._url, self._live.get().catalogue.name, lambda: datetime.now(UTC) + self._passed)
        self._agent = self._make(self._live, people)

    def restart(self) -> None:
        """Throw the agent and all it holds in memory away, and open it anew."""
        self.close()
        self.open()

    def pass_time(self, time: timedelta) -> None:
        """Move the clock on."""
        self._passed += time

    def close(self) -> None:
        """Release the database."""
        if self._agent is not None:
            self._agent.close()
