"""The commands `quwei index`: build, inspect and change the index of a catalogue."""

from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any

import typer

from quwei.ui.console import (
    AsJson,
    Catalogue,
    CatalogueArgument,
    DataDir,
    done,
    out,
    plain,
    print_json,
    progress_bar,
    settings_for,
)

index_app = typer.Typer(no_args_is_help=True, help="Build, inspect and change indexes.")


@index_app.command("build")
def index_build(
    catalogue: CatalogueArgument = None,
    data_dir: DataDir = None,
    fresh: Annotated[
        bool, typer.Option("--fresh", help="Encode everything anew: the way out of a damaged index.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Build the index of a catalogue; only what is new or changed is encoded, and a killed build goes on.

    Examples: [bold]quwei index build[/]   [bold]quwei index build shop/items.csv[/]
    [bold]quwei index build films --fresh[/]
    """
    import time

    from quwei.index.library import rebuild_index

    settings = settings_for(catalogue, data_dir)
    started = time.perf_counter()
    with progress_bar(f"Indexing {plain(settings.catalogue)}") as progress:
        index = rebuild_index(settings, progress, fresh).get()
    seconds = time.perf_counter() - started
    facts = {
        "catalogue": index.catalogue.name,
        "items": len(index.catalogue),
        "encoder": index.encoder.name,
        "seconds": round(seconds, 1),
    }
    if as_json:
        print_json(facts)
    else:
        done("{items} items of {catalogue} indexed in {seconds} s".format(**facts))


@index_app.command("add")
def index_add(
    file: Annotated[Path, typer.Argument(help="A file with the items to add or replace.")],
    catalogue: Catalogue = None,
    data_dir: DataDir = None,
) -> None:
    """Add or replace single items in an index while chats go on.

    Example: [bold]quwei index add new-arrivals.jsonl -c shop/items.jsonl[/]
    """
    from quwei.index.library import change_items

    count = change_items(settings_for(catalogue, data_dir), file)
    done(f"{count} items now")


@index_app.command("delete")
def index_delete(
    ids: Annotated[list[str], typer.Argument(help="Ids of the items to delete.")],
    catalogue: Catalogue = None,
    data_dir: DataDir = None,
) -> None:
    """Delete single items from an index while chats go on.

    Example: [bold]quwei index delete sku-17 sku-18 -c shop/items.jsonl[/]
    """
    from quwei.index.library import change_items

    count = change_items(settings_for(catalogue, data_dir), None, ids)
    done(f"{count} items now")


@index_app.command("show")
def index_show(
    item_id: Annotated[str, typer.Argument(metavar="ID", help="The id of an item.")],
    catalogue: Catalogue = None,
    data_dir: DataDir = None,
    as_json: AsJson = False,
) -> None:
    """Show an item with its features and its nearest neighbours.

    Example: [bold]quwei index show inception-2010[/]
    """
    from quwei.ui.inspect import item_facts, print_item

    with progress_bar("Indexing") as progress:
        index = _open(catalogue, data_dir, progress)
    facts = item_facts(index, item_id)
    if as_json:
        print_json(facts)
    else:
        print_item(facts, out)


@index_app.command("info")
def index_info(catalogue: CatalogueArgument = None, data_dir: DataDir = None, as_json: AsJson = False) -> None:
    """Show what an index holds and which encoder made it.

    Example: [bold]quwei index info films[/]
    """
    from quwei.ui.inspect import index_facts, print_facts

    with progress_bar("Indexing") as progress:
        facts = index_facts(_open(catalogue, data_dir, progress))
    if as_json:
        print_json(facts)
    else:
        print_facts(facts, out)


def _open(catalogue: str | None, data_dir: Path | None, progress: Callable[[int, int], None]) -> Any:
    from quwei.index.library import open_index

    return open_index(settings_for(catalogue, data_dir), progress).get()
