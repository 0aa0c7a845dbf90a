"""The command `quwei simulate`."""

import os
from collections.abc import Sequence
from enum import StrEnum
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
    from quwei.agent.simulation.comparison import Standing
    from quwei.agent.simulation.summary import Row


class Reveals(StrEnum):
    """Name how the people of generated tasks make their wishes known."""

    SPREAD = "spread"
    ASK = "ask"
    ASK_ALL = "ask-all"


def simulate_command(
    paths: Annotated[list[Path] | None, typer.Argument(help="Files or folders of tasks (*.task.yaml).")] = None,
    generate: Annotated[int | None, typer.Option(min=1, help="Make so many tasks from the catalogue instead.")] = None,
    catalogue: Catalogue = None,
    seed: Annotated[int, typer.Option(help="Another seed makes other tasks.")] = 0,
    lang: Lang = Languages.BOTH,
    reveal: Annotated[
        Reveals,
        typer.Option(
            help="Generated people tell, wait and hint in turn; or tell one wish and wait with a few more, or with all."
        ),
    ] = Reveals.SPREAD,
    reasons: Annotated[bool, typer.Option(help="Generated people say what is wrong with a card, or only no.")] = True,
    cards: Annotated[int | None, typer.Option(min=1, max=20, help="Cards per turn, in place of each task's.")] = None,
    trials: Annotated[int, typer.Option(min=1, help="Play each task so often, with other wordings.")] = 4,
    compare: Annotated[
        bool, typer.Option("--compare", help="Play the same with random questions, and with none, and compare.")
    ] = False,
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
    [bold]quwei simulate --generate 60 --reveal ask --no-reasons --cards 1 --compare[/]
    """
    if schema:
        from quwei.agent.simulation.task import task_schema

        typer.echo(task_schema(), nl=False)
        return
    try:
        settings = settings_for(catalogue, data_dir)
        with progress_bar("Indexing") as progress:
            from quwei.agent.scripts import Stage
            from quwei.agent.simulation import generate_tasks, read_tasks

            stage = Stage(settings, brain, progress)
            if generate is not None:
                index = stage.index(settings.catalogue)
                tasks = generate_tasks(index, settings.catalogue, generate, seed, lang.chosen, reveal.value, reasons)
            else:
                tasks = [each for each in read_tasks(paths or [Path()], stage) if each.language in lang.chosen]
        if cards is not None:
            tasks = [_with_cards(each, cards) for each in tasks]
        if save:
            _save(tasks, save)
        play = _compare if compare else _play
        play(tasks, trials, stage, workers or os.cpu_count() or 1, verbose, as_json)
    except QuweiError as error:
        raise typer.Exit(explained(error)) from error


def _with_cards(task: "Task", cards: int) -> "Task":
    return task.model_copy(update={"policy": task.policy.model_copy(update={"cards_per_turn": cards})})


def _save(tasks: "Sequence[Task]", path: Path) -> None:
    from quwei.agent.simulation.task import dump_tasks

    write_file(path, dump_tasks(tasks))
    done(f"{len(tasks)} tasks written to {path}")


def _play(tasks: "Sequence[Task]", trials: int, stage: "Stage", workers: int, verbose: bool, as_json: bool) -> None:
    from quwei.agent.simulation.play import play_tasks
    from quwei.agent.simulation.summary import summarize

    episodes = play_tasks(tasks, trials, stage, workers)
    rows = summarize(episodes)
    if as_json:
        print_json({"rows": [row.model_dump() for row in rows], "episodes": _plain(episodes)})
        return
    if verbose:
        _print_failed(episodes)
    _print_rows(rows, trials)


def _compare(tasks: "Sequence[Task]", trials: int, stage: "Stage", workers: int, verbose: bool, as_json: bool) -> None:
    from quwei.agent.simulation.comparison import compare
    from quwei.agent.simulation.play import play_rivals
    from quwei.agent.simulation.rivals import AS_IT_IS

    played = play_rivals(tasks, trials, stage, workers)
    standings = compare(played)
    if as_json:
        episodes = {agent: _plain(each) for agent, each in played.items()}
        print_json({"standings": [each.model_dump() for each in standings], "episodes": episodes})
        return
    if verbose:
        _print_failed(played[AS_IT_IS])
    _print_standings(standings, len(tasks), trials)


def _plain(episodes: "Sequence[Episode]") -> list[dict[str, object]]:
    return [{**each.model_dump(), "success": each.success} for each in episodes]


def _print_failed(episodes: "Sequence[Episode]") -> None:
    for each in episodes:
        if not each.success:
            _print_episode(each)


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


def _print_standings(standings: "Sequence[Standing]", tasks: int, trials: int) -> None:
    from rich.table import Table

    names = list(standings[0].rates)
    table = Table("tasks", "agent", *names, "mean turns", "in common", "as it is over it", box=None)
    table.header_style = "bold"
    for each in standings:
        rates = [f"{each.rates[name]:.3f}" for name in names]
        figures = ["" if value is None else f"{value:.2f}" for value in (each.turns, each.turns_in_common, each.share)]
        table.add_row(each.group, each.agent, *rates, *figures)
    out.print(table)
    out.print(
        f"{tasks} tasks, {trials} trials each; in common: mean turns over the {standings[0].in_common} that all solved"
    )
