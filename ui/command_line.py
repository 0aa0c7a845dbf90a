"""The command line: `quwei --help`."""

import secrets
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from quwei.index.errors import CatalogueError, QuweiError
from quwei.ui.command_index import index_app
from quwei.ui.command_simulate import simulate_command
from quwei.ui.command_test import test_app
from quwei.ui.command_write import write_app
from quwei.ui.console import (
    AsJson,
    Brain,
    Catalogue,
    CatalogueArgument,
    DataDir,
    User,
    done,
    explain,
    out,
    plain,
    print_json,
    progress_bar,
    settings_for,
)

if TYPE_CHECKING:
    from quwei.agent import Agent
    from quwei.index.people import People

app = typer.Typer(
    no_args_is_help=True,
    rich_markup_mode="rich",
    pretty_exceptions_enable=False,
    help="Quwei (趣味): a recommender to talk with, in Chinese and English.",
)
catalogue_app = typer.Typer(no_args_is_help=True, help="Look at catalogues and check your own.")
profile_app = typer.Typer(no_args_is_help=True, help="See what is known of a person.")
app.add_typer(index_app, name="index")
app.add_typer(catalogue_app, name="catalogue")
app.add_typer(profile_app, name="profile")
app.add_typer(test_app, name="test")
app.add_typer(write_app, name="write")
app.command("simulate")(simulate_command)


def main() -> None:
    """Run the command line; a QuweiError becomes a message and exit code 1, never a traceback."""
    try:
        app()
    except QuweiError as error:
        explain(error)
        sys.exit(1)
    except BrokenPipeError:
        sys.exit(0)


@contextmanager
def _agent(catalogue: str | None, data_dir: Path | None, brain: str | None = None) -> "Iterator[Agent]":
    from quwei.agent import Agent

    settings = settings_for(catalogue, data_dir)
    with progress_bar(f"Indexing {plain(settings.catalogue)}") as progress:
        agent = Agent.open(settings=settings, brain=brain, progress=progress)
    try:
        yield agent
    finally:
        agent.close()


@contextmanager
def _people(catalogue: str | None, data_dir: Path | None) -> "Iterator[People]":
    """Open only the people: what is known of somebody can be taken out or deleted even when an index is damaged."""
    from quwei.index.catalogue import locate
    from quwei.index.people import People

    settings = settings_for(catalogue, data_dir)
    people = People(settings.people_url, locate(settings.catalogue)[0])
    try:
        yield people
    finally:
        people.close()


@app.command()
def serve(
    catalogue: Catalogue = None,
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Port to listen on.")] = 7860,
    brain: Brain = None,
    data_dir: DataDir = None,
) -> None:
    """Serve the chat page.

    Examples: [bold]quwei serve[/]   [bold]quwei serve -c places --port 8080[/]   [bold]quwei serve -c shop/items.csv[/]
    """
    from quwei.ui.page import serve as serve_page

    with _agent(catalogue, data_dir, brain) as agent:
        out.print(f"Quwei talks about {agent.index.catalogue.name} at [bold]http://{host}:{port}[/]")
        serve_page(agent, host, port)


@app.command()
def chat(
    catalogue: Catalogue = None,
    user: User = "me",
    session: Annotated[
        str, typer.Option("--session", "-s", help="Which conversation; an old one goes on.")
    ] = "terminal",
    brain: Brain = None,
    data_dir: DataDir = None,
) -> None:
    """Talk in the terminal: type a wish, or +1, -2, seen 3, undo, profile, quit.

    Examples: [bold]quwei chat[/]   [bold]quwei chat -c books -u anna[/]
    """
    from quwei.ui.terminal import talk

    with _agent(catalogue, data_dir, brain) as agent:
        talk(agent, user, session, out)


@app.command()
def ask(
    message: Annotated[str, typer.Argument(help="What you would say.")],
    catalogue: Catalogue = None,
    user: User = "me",
    session: Annotated[str, typer.Option("--session", "-s", help="Which conversation; a new one each time.")] = "",
    brain: Brain = None,
    data_dir: DataDir = None,
    as_json: AsJson = False,
) -> None:
    """Print one turn and exit, building the index first if there is none.

    Examples: [bold]quwei ask "想看轻松的喜剧"[/]   [bold]quwei ask -c places --json "somewhere warm with temples"[/]
    """
    from quwei.ui.as_json import turn_as_json
    from quwei.ui.terminal import show_turn

    with _agent(catalogue, data_dir, brain) as agent:
        turn = agent.chat(user, session or f"ask-{secrets.token_hex(4)}").send(message)
        if as_json:
            print_json(turn_as_json(turn))
        else:
            show_turn(turn, agent.index, out)


@catalogue_app.command("list")
def catalogue_list(as_json: AsJson = False) -> None:
    """List the built-in catalogues.

    Example: [bold]quwei catalogue list[/]
    """
    from quwei.ui.inspect import built_in_facts, print_table

    rows = built_in_facts()
    if as_json:
        print_json(rows)
    else:
        print_table(rows, out)


@catalogue_app.command("validate")
def catalogue_validate(catalogue: CatalogueArgument = None, as_json: AsJson = False) -> None:
    """Check every row of a catalogue and report all problems; exit code 1 when there are any.

    Example: [bold]quwei catalogue validate shop/items.csv[/]
    """
    from quwei.index.catalogue import load_catalogue
    from quwei.ui.inspect import catalogue_facts, print_facts, problem_facts

    try:
        facts = catalogue_facts(load_catalogue(catalogue or "films"))
    except CatalogueError as error:
        if as_json and error.problems:
            print_json(problem_facts(error))
            raise typer.Exit(1) from error
        raise
    if as_json:
        print_json(facts)
    else:
        print_facts(facts, out)


@profile_app.command("show")
def profile_show(
    user: User = "me", catalogue: Catalogue = None, data_dir: DataDir = None, as_json: AsJson = False
) -> None:
    """Show what is known of a person: interests, constraints, thumbs.

    Example: [bold]quwei profile show -u anna[/]
    """
    from quwei.ui.inspect import print_profile

    with _agent(catalogue, data_dir) as agent:
        profile = agent.profile(user)
        if as_json:
            print_json(profile.model_dump(mode="json"))
        else:
            print_profile(profile, agent.index, out)


@profile_app.command("export")
def profile_export(user: User = "me", catalogue: Catalogue = None, data_dir: DataDir = None) -> None:
    """Print everything stored of a person as JSON.

    Example: [bold]quwei profile export -u anna > anna.json[/]
    """
    with _people(catalogue, data_dir) as people:
        print_json(people.export(user))


@profile_app.command("forget")
def profile_forget(
    user: User,
    catalogue: Catalogue = None,
    data_dir: DataDir = None,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")] = False,
) -> None:
    """Delete everything stored of a person, in every catalogue.

    Example: [bold]quwei profile forget -u anna[/]
    """
    if not yes:
        typer.confirm(f"Delete everything known of {user}?", abort=True)
    with _people(catalogue, data_dir) as people:
        done(f"{people.forget(user)} events of {user} deleted")


@app.command()
def bench(
    catalogue: Catalogue = None,
    data_dir: DataDir = None,
    turns: Annotated[int, typer.Option(help="Turns timed.")] = 40,
    as_json: AsJson = False,
) -> None:
    """Time a whole turn and encoding against plain sentence-transformers, as ratios in one run.

    Needs: pip install sentence-transformers. Example: [bold]quwei bench[/]
    """
    from quwei.ui.bench import print_bench, run_bench

    with _agent(catalogue, data_dir) as agent:
        figures = run_bench(agent, settings_for(catalogue, data_dir), turns)
    if as_json:
        print_json(figures)
    else:
        print_bench(figures, out)
