"""The commands `quwei test` and `quwei test record`."""

import os
import time
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperGroup

from quwei.index.errors import QuweiError
from quwei.index.languages import LANGUAGES, Language
from quwei.ui.console import (
    AsJson,
    Brain,
    Catalogue,
    DataDir,
    User,
    done,
    err,
    explain,
    out,
    plain,
    print_json,
    progress_bar,
    settings_for,
    write_file,
)

if TYPE_CHECKING:
    from quwei.agent.scripts import SourcedScript, Stage
    from quwei.index.settings import Settings

FAILED, BAD_SCRIPT, NOTHING_COLLECTED = 1, 2, 4
"""Exit codes: an expectation failed, a script cannot be played, there is none."""


class _PlaysByDefault(TyperGroup):
    """Read `quwei test PATH` as `quwei test play PATH`."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Put the command's name in where it was left out."""
        return list(super().parse_args(ctx, args if args and args[0] in self.commands else ["play", *args]))


class Languages(StrEnum):
    """Name the languages scripts are played in."""

    BOTH = "zh,en"
    ZH = "zh"
    EN = "en"

    @property
    def chosen(self) -> tuple[Language, ...]:
        """Return the languages themselves."""
        return tuple(each for each in LANGUAGES if each in self.value.split(","))


test_app = typer.Typer(cls=_PlaysByDefault, help="Play conversation tests, or record one from a chat.")

Paths = Annotated[list[Path] | None, typer.Argument(help="Scripts, or folders of them.", show_default="tests")]
Workers = Annotated[int, typer.Option(help="Processes that play at once; 0 is one per core.")]
Lang = Annotated[Languages, typer.Option("--lang", help="Languages to play in.")]


@test_app.command("play", epilog="See also: quwei test record --help, quwei simulate --help")
def play_command(
    paths: Paths = None,
    brain: Brain = None,
    trials: Annotated[int, typer.Option(min=1, help="Play each run so often, and report pass^1, pass^2, pass^4.")] = 1,
    lang: Lang = Languages.BOTH,
    only: Annotated[str | None, typer.Option("-k", help="Only scripts whose name, file or tags hold this.")] = None,
    sabotage: Annotated[bool, typer.Option("--sabotage", help="Play against agents broken on purpose.")] = False,
    gaps: Annotated[bool, typer.Option("--gaps", help="List what the agent cannot do yet, and play nothing.")] = False,
    schema: Annotated[bool, typer.Option("--schema", help="Print the JSON Schema of scripts.")] = False,
    junit: Annotated[Path | None, typer.Option(help="Write a JUnit report here.")] = None,
    html: Annotated[Path | None, typer.Option(help="Write a page with the transcripts here.")] = None,
    verbose: Annotated[bool, typer.Option("--verbose", "-v", help="Print a line for every run.")] = False,
    workers: Workers = 0,
    data_dir: DataDir = None,
    as_json: AsJson = False,
) -> None:
    """Play conversation tests (*.chat.yaml) and judge what is recommended.

    Exit codes: 0 all hold, 1 some do not, 2 a script cannot be played, 4 there is none.
    Examples: [bold]quwei test tests/conversations[/]   [bold]quwei test shop.chat.yaml --lang zh -v[/]
    [bold]quwei test tests --sabotage[/]
    """
    if schema:
        from quwei.agent.scripts.script import json_schema

        typer.echo(json_schema(), nl=False)
        return
    try:
        scripts = _collect(paths or [Path("tests")], only)
        if gaps:
            _gaps(scripts, as_json)
            return
        settings = settings_for(None, data_dir)
        with progress_bar("Indexing") as progress:
            stage = _checked(scripts, settings, brain, progress)
        count = workers or os.cpu_count() or 1
        if sabotage:
            code = _sabotage(scripts, stage, count, lang, as_json)
        else:
            code = _play(scripts, stage, count, trials, lang, verbose, as_json, junit, html)
    except QuweiError as error:
        code = explained(error)
    raise typer.Exit(code)


def explained(error: QuweiError) -> int:
    """Print a mistake and return the exit code it leads to."""
    from quwei.agent.scripts.errors import NothingCollectedError

    explain(error)
    return NOTHING_COLLECTED if isinstance(error, NothingCollectedError) else BAD_SCRIPT


def _collect(paths: list[Path], only: str | None) -> "list[SourcedScript]":
    from quwei.agent.scripts import collect

    return collect(paths, only)


def _checked(scripts: "list[SourcedScript]", settings: "Settings", brain: str | None, progress: Any) -> "Stage":
    from quwei.agent.scripts import Stage, check_scripts

    stage = Stage(settings, brain, progress)
    check_scripts(scripts, stage)
    return stage


def _play(
    scripts: "list[SourcedScript]",
    stage: "Stage",
    workers: int,
    trials: int,
    lang: Languages,
    verbose: bool,
    as_json: bool,
    junit: Path | None,
    html: Path | None,
) -> int:
    from quwei.agent.scripts.batch import jobs_of, play_all
    from quwei.agent.scripts.trials import pass_rates
    from quwei.ui.conversation_files import write_html, write_junit
    from quwei.ui.conversation_report import print_failure, print_outcome, print_summary, wrong

    started = time.perf_counter()
    jobs = jobs_of(scripts, lang.chosen, trials)
    outcomes: dict[str, list[bool]] = {}
    results = []
    for _, played in play_all(jobs, stage, workers):
        results.append(played)
        outcomes.setdefault(played.id, []).append(played.holds)
        if verbose and not as_json:
            print_outcome(played, err)
    seconds = time.perf_counter() - started
    rates = pass_rates(outcomes.values()) if trials > 1 else {}
    if junit:
        write_junit(results, seconds, junit)
    if html:
        write_html(results, seconds, rates, html)
    failed = [each for each in results if wrong(each)]
    if as_json:
        print_json(
            {
                "seconds": round(seconds, 2),
                **rates,
                "runs": [each.model_dump() | {"outcome": each.outcome} for each in results],
            }
        )
    else:
        for each in failed:
            print_failure(each, out)
        print_summary(results, seconds, rates, out)
    return FAILED if failed else 0


def _gaps(scripts: "list[SourcedScript]", as_json: bool) -> None:
    gaps = [(each.script.name, each.script.xfail, each.file) for each in scripts if each.script.xfail]
    if as_json:
        print_json([{"name": name, "reason": reason, "file": str(file)} for name, reason, file in gaps])
        return
    for name, reason, file in gaps:
        out.print(f"[yellow]x[/] [bold]{plain(name)}[/]\n    {plain(reason)}\n    [dim]{plain(str(file))}[/]")
    out.print(f"{len(gaps)} of {len(scripts)} scripts show what the agent cannot do yet.", highlight=False)


def _sabotage(
    scripts: "list[SourcedScript]",
    stage: "Stage",
    workers: int,
    lang: Languages,
    as_json: bool,
) -> int:
    from quwei.agent.scripts.falsify import falsify
    from quwei.ui.sabotage_report import print_sabotage

    report = falsify(scripts, stage, workers, lang.chosen)
    if as_json:
        print_json(report.model_dump())
    else:
        print_sabotage(report, out)
    return FAILED if report.never_falsified or report.failing else 0


@test_app.command("record")
def record_command(
    session: Annotated[str, typer.Option("--session", "-s", help="The conversation to record.")],
    catalogue: Catalogue = None,
    user: User = "me",
    file: Annotated[Path | None, typer.Option("--output", "-o", help="The *.chat.yaml file to write.")] = None,
    name: Annotated[str | None, typer.Option(help="What the test promises.")] = None,
    data_dir: DataDir = None,
) -> None:
    """Turn a chat into a test: what was said and pressed, with expectations that outlive the wording.

    Examples: [bold]quwei test record -s terminal -o tests/first.chat.yaml[/]
    [bold]quwei test record -c shop/items.csv -u anna -s s1[/]
    """
    from quwei.agent import Agent
    from quwei.agent.scripts.files import ENDING
    from quwei.agent.scripts.record import record_script

    if file is not None and not file.name.endswith(ENDING):
        raise QuweiError(f"The file is called {file.name}.", f"A name that ends in {ENDING}.", "Rename it.")
    if file is not None and file.exists():
        raise QuweiError(f"{file} exists already.", "A new file.", "Name another one, or delete it.")
    settings = settings_for(catalogue, data_dir)
    with progress_bar("Indexing") as progress:
        agent = Agent.open(settings=settings, progress=progress)
    try:
        text = record_script(agent, user, session, name, file.parent if file else None)
    finally:
        agent.close()
    if file is None:
        typer.echo(text, nl=False)
        return
    write_file(file, text)
    done(f"{file} written; play it with: quwei test {file}")
