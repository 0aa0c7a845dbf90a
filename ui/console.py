"""What the commands share: consoles, messages, options."""

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.console import Console

from quwei.index.errors import QuweiError, StorageError

if TYPE_CHECKING:
    from quwei.index.settings import Settings

out = Console(emoji=False)
err = Console(stderr=True, emoji=False)

Catalogue = Annotated[str | None, typer.Option("--catalogue", "-c", help="A built-in name, or a path.")]
CatalogueArgument = Annotated[str | None, typer.Argument(help="A built-in name, or a path.", show_default="films")]
DataDir = Annotated[Path | None, typer.Option("--data-dir", help="Where weights, indexes and people are kept.")]
User = Annotated[str, typer.Option("--user", "-u", help="Who is speaking.")]
Brain = Annotated[str | None, typer.Option("--brain", help="'planner', or a LangChain model such as ollama:qwen3.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON for a program to read.")]


def explain(error: QuweiError) -> None:
    """Print a mistake: what was seen, what was expected, what to do next."""
    err.print(f"[bold red]{plain(error.seen)}[/]")
    for problem in getattr(error, "problems", ()):
        err.print(f"  {problem}", markup=False, highlight=False, soft_wrap=True)
    err.print(f"Expected: {plain(error.expected)}\nNext: [bold]{plain(error.next_step)}[/]", highlight=False)


def done(text: str) -> None:
    """Print that something was done."""
    out.print(f"[green]✓[/] {plain(text)}", highlight=False)


def plain(text: str) -> str:
    """Return `text` so that rich shows it as it is."""
    from rich.markup import escape

    return escape(text)


def settings_for(catalogue: str | None, data_dir: Path | None) -> "Settings":
    """Return the settings, with what a command was given in place of theirs."""
    from quwei.index.settings import Settings

    return Settings().with_values({"catalogue": catalogue, "data_dir": data_dir})


@contextmanager
def progress_bar(label: str) -> Iterator[Callable[[int, int], None]]:
    """Show a progress bar on standard error while an index is built; silent when there is nothing to build."""
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=err, transient=True) as bar:
        task = bar.add_task(label, total=None, visible=False)

        def show(done: int, total: int) -> None:
            if not err.is_terminal and not bar.tasks[0].completed:
                err.print(f"{label}: {total} items, this once …", highlight=False)
            bar.update(task, completed=max(done, 1), total=total, visible=True)

        yield show


def print_json(value: Any) -> None:
    """Print a value for a program to read."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=2, default=str) + "\n")


def write_file(file: Path, text: str) -> None:
    """Write a file a command was asked for.

    Raises StorageError when it cannot be written.
    """
    try:
        file.write_text(text, encoding="utf-8")
    except OSError as error:
        raise StorageError(
            f"{file} cannot be written: {error.strerror}.", "A folder that can be written to.", "Name another file."
        ) from error
