"""The commands `quwei write`: words about items for one person."""

from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from quwei.ui.console import Catalogue, DataDir, User, done, plain, progress_bar, settings_for, write_file

if TYPE_CHECKING:
    from quwei.agent import Chat
    from quwei.index.languages import Language as Code

write_app = typer.Typer(no_args_is_help=True, help="Write about items for one person: a pitch, a newsletter.")


class WrittenIn(StrEnum):
    """Name the languages to write in."""

    ZH = "zh"
    EN = "en"


Language = Annotated[WrittenIn | None, typer.Option("--language", "-l", help="zh or en; else the one they spoke.")]
Session = Annotated[str, typer.Option("--session", "-s", help="The conversation whose wishes count.")]
Out = Annotated[Path | None, typer.Option("--out", "-o", help="Write it to this file.")]


@write_app.command("pitch")
def write_pitch(
    item: Annotated[str, typer.Argument(help="The id of an item.")],
    catalogue: Catalogue = None,
    user: User = "me",
    session: Session = "terminal",
    language: Language = None,
    out_file: Out = None,
    data_dir: DataDir = None,
) -> None:
    """Write why an item is for this person, what it is, and how it keeps to their limits.

    Examples: [bold]quwei write pitch inception-2010[/]   [bold]quwei write pitch angkor-wat -c places -u anna -l zh[/]
    """
    with _chat(catalogue, data_dir, user, session) as chat:
        _give(chat.pitch(item, _code(language)) + "\n", out_file)


@write_app.command("newsletter")
def write_newsletter(
    catalogue: Catalogue = None,
    user: User = "me",
    session: Session = "terminal",
    language: Language = None,
    count: Annotated[int, typer.Option(help="Items it is about, 1 to 20.")] = 4,
    out_file: Out = None,
    data_dir: DataDir = None,
) -> None:
    """Write a short article in Markdown about the items this person most probably wants.

    Examples: [bold]quwei write newsletter -u anna[/]   [bold]quwei write newsletter -c books --count 3 -o letter.md[/]
    """
    with _chat(catalogue, data_dir, user, session) as chat:
        _give(chat.newsletter(count, _code(language)).markdown, out_file)


@contextmanager
def _chat(catalogue: str | None, data_dir: Path | None, user: str, session: str) -> "Iterator[Chat]":
    from quwei.agent import Agent

    settings = settings_for(catalogue, data_dir)
    with progress_bar(f"Indexing {plain(settings.catalogue)}") as progress:
        agent = Agent.open(settings=settings, progress=progress)
    try:
        yield agent.chat(user, session)
    finally:
        agent.close()


def _code(language: WrittenIn | None) -> "Code | None":
    return None if language is None else "zh" if language is WrittenIn.ZH else "en"


def _give(text: str, file: Path | None) -> None:
    """Print a text, or write it to the file that was asked for."""
    if file is None:
        typer.echo(text, nl=False)
        return
    write_file(file, text)
    done(f"{file} written")
