"""The command `quwei simulate`."""

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from quwei.index.errors import QuweiError
from quwei.ui.command_test import Lang, Languages, Workers, explained
from quwei.ui.console import (
    AsJson,
    Brain,
    Catalogue,
    DataDir,
    done,
    out,
    plain,
    print_json,
    progress_bar,
    settings_for,
    write_file,
)

if TYPE_CHECKING:
    from quwei.agent.scripts import Stage
    from quwei.agent.simulation import Episode, Task
    from quwei.agent.simulation.summary import Row


def simulate_command(
    paths: Annotated[list[Path] | None, typer.Argument(help="Files or folders of tasks (*.task.yaml).")] = None,
    generate: Annotated[int | None, typer.Option(min=1, help="Make so many tasks from the catalogue instead.")] = None,
    catalogue: Catalogue = None,
    seed: Annotated[int, typer.Option(help="Another seed makes other tasks.")] = 0,
    lang: Lang = Languages.BOTH,
    trials: Annotated[int, typer.Option(min=1, help="Play each task so often, with other wordings.")] = 4,
    brain: Brain = None,
    save: Annotated[Path | None, typer.Option(help="Write the generated tasks here.")] = None,
    schema: Annotated[bool, typer.Option("--schema", help="Print the JSON Schema of tasks.")] = False,
    verbose: Annotated[bool, typer.Option("--verbose", "-v", help="Print the conversations that failed.")] = False,
    workers: Workers = 0,
    data_dir: DataDir = None,
    as_json: AsJson = False,
) -> None:
    """Let simulated people pursue hidden goals, and count how often they get there.

    Examples: [bold]quwei simulate --generate 200[/]   [bold]quwei simulate shop.task.yaml --trials 4 -v[/]
    [bold]quwei simulate --generate 40 -c shop/items.csv --save shop.task.yaml[/]
    """
    if schema:
        from quwei.agent.simulation.task import task_schema

        typer.echo(task_schema(), nl=False)
        return
    try:
        _simulate(paths, generate, catalogue, seed, lang, trials, brain, save, verbose, workers, data_dir, as_json)
    except QuweiError as error:
        raise typer.Exit(explained(error)) from error


def _simulate(
    paths: list[Path] | None,
    generate: int | None,
    catalogue: str | None,
    seed: int,
    lang: Languages,
    trials: int,
    brain: str | None,
    save: Path | None,
    verbose: bool,
    workers: int,
    data_dir: Path | None,
    as_json: bool,
) -> None:
    from quwei.agent.scripts import Stage
    from quwei.agent.simulation.play import play_tasks
    from quwei.agent.simulation.summary import summarize

    settings = settings_for(catalogue, data_dir)
    with progress_bar("Indexing") as progress:
        stage = Stage(settings, brain, progress)
        tasks = _tasks(paths, generate, settings.catalogue, seed, lang, stage)
    if save:
        from quwei.agent.simulation.task import dump_tasks

        write_file(save, dump_tasks(tasks))
        done(f"{len(tasks)} tasks written to {save}")
    episodes = play_tasks(tasks, trials, stage, workers or os.cpu_count() or 1)
    rows = summarize(episodes)
    if as_json:
        played = [{**each.model_dump(), "success": each.success} for each in episodes]
        print_json({"rows": [row.model_dump() for row in rows], "episodes": played})
        return
    if verbose:
        for each in episodes:
            if not each.success:
                _print_episode(each)
    _print_rows(rows, trials)


def _tasks(
    paths: list[Path] | None, generate: int | None, catalogue: str, seed: int, lang: Languages, stage: "Stage"
) -> "list[Task]":
    from quwei.agent.simulation import generate_tasks, read_tasks

    if generate is not None:
        return generate_tasks(stage.index(catalogue), catalogue, generate, seed, lang.chosen)
    return [each for each in read_tasks(paths or [Path()], stage) if each.language in lang.chosen]


def _print_episode(episode: "Episode") -> None:
    out.print(f"[bold red]✗ {plain(episode.task)}[/] {episode.ending} after {episode.turns} messages", highlight=False)
    out.print(f"  wanted: {episode.wanted}", markup=False, highlight=False, soft_wrap=True)
    for who, text in episode.transcript:
        out.print(
            f"  {who}: {text}", markup=False, highlight=False, soft_wrap=True, style="cyan" if who == "user" else ""
        )
    for violation in episode.violations:
        out.print(f"  policy: {violation}", markup=False, style="red")


def _print_rows(rows: "list[Row]", trials: int) -> None:
    from rich.table import Table

    names = list(rows[0].rates)
    table = Table("tasks", "count", *names, "mean turns", "policy broken", box=None, header_style="bold")
    for row in rows:
        rates = [f"{row.rates[name]:.3f}" for name in names]
        turns = "" if row.turns is None else f"{row.turns:.2f}"
        table.add_row(row.group, str(row.tasks), *rates, turns, str(row.violations))
    out.print(table)
    out.print(f"{rows[0].tasks} tasks, {trials} trials each", highlight=False)
