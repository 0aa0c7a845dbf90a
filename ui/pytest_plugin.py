"""Collect conversation tests (*.chat.yaml) with pytest, in any project where Quwei is installed."""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from quwei.agent.scripts import Played, Run, SourcedScript, Stage

ENDING = ".chat.yaml"
_STAGE = pytest.StashKey["Stage"]()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add what a project may set: where indexes are kept, and the brain."""
    group = parser.getgroup("quwei", "Quwei conversation tests")
    group.addoption("--quwei-brain", help="the brain that plays, in place of the one a script names")
    parser.addini("quwei_data_dir", "where Quwei keeps weights and indexes; from the environment when not set")


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    """Collect a file of scripts."""
    return ScriptFile.from_parent(parent, path=file_path) if file_path.name.endswith(ENDING) else None


class ScriptFile(pytest.File):
    """Hold the scripts of one file."""

    def collect(self) -> Iterable[pytest.Item]:
        """Yield a test per run of each script; a mistake in the file is an error of collection."""
        from quwei.agent.scripts import check_scripts, read_scripts, runs_of

        found = read_scripts(self.path)
        check_scripts(found, _stage(self.config))
        for source in found:
            for run in runs_of(source.script):
                name = f"{source.script.name} [{run.label}]" if run.label else source.script.name
                yield ScriptItem.from_parent(self, name=name, source=source, run=run)

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], *args: Any, **kwargs: Any) -> Any:
        """Return a mistake in the file in words."""
        return _in_words(excinfo) or super().repr_failure(excinfo, *args, **kwargs)


class ScriptItem(pytest.Item):
    """Play one run of one script."""

    def __init__(self, *, source: "SourcedScript", run: "Run", **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._source = source
        self._run = run
        if source.script.xfail:
            self.add_marker(pytest.mark.xfail(reason=source.script.xfail, strict=True, raises=DoesNotHoldError))
        for tag in source.script.tags:
            self.keywords[tag] = True

    def runtest(self) -> None:
        """Play it, and raise when something expected does not hold."""
        from quwei.agent.scripts import play

        played = play(self._source, self._run, _stage(self.config))
        if played.error:
            raise StoppedError(played)
        if not played.holds:
            raise DoesNotHoldError(played)

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], *args: Any, **kwargs: Any) -> Any:
        """Return the transcript of the conversation in place of a traceback."""
        if isinstance(excinfo.value, PlayedBadlyError):
            from quwei.ui.conversation_report import first_failure, transcript

            played = excinfo.value.played
            return f"{first_failure(played)}\n{transcript(played).plain}"
        return _in_words(excinfo) or super().repr_failure(excinfo, *args, **kwargs)

    def reportinfo(self) -> tuple[Path, int, str]:
        """Return where the script begins."""
        return self.path, self._source.document.line(()) - 1, self.name


class PlayedBadlyError(Exception):
    """Say that a script did not pass; `played` holds the conversation."""

    def __init__(self, played: "Played") -> None:
        super().__init__(played.id)
        self.played = played


class DoesNotHoldError(PlayedBadlyError):
    """Say that a conversation did not lead where its script expects."""


class StoppedError(PlayedBadlyError):
    """Say that a step could not be played, which `xfail` does not cover."""


def _stage(config: pytest.Config) -> "Stage":
    """Return the stage of this process, opened with the first script."""
    if _STAGE not in config.stash:
        from quwei.agent.scripts import Stage
        from quwei.index.settings import Settings

        given = config.getini("quwei_data_dir")
        data_dir = config.rootpath / given if given else None
        config.stash[_STAGE] = Stage(Settings().with_values({"data_dir": data_dir}), config.getoption("quwei_brain"))
    return config.stash[_STAGE]


def _in_words(excinfo: pytest.ExceptionInfo[BaseException]) -> str | None:
    from quwei.index.errors import QuweiError

    error = excinfo.value
    if not isinstance(error, QuweiError):
        return None
    problems = [str(each) for each in getattr(error, "problems", ())]
    return "\n".join([error.seen, *problems, error.expected, error.next_step])
