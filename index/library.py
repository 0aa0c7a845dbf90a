"""Open the index of a catalogue, building or renewing it where needed."""

from pathlib import Path

from quwei.index.build import Progress, build_index
from quwei.index.catalogue import Catalogue, load_catalogue, locate
from quwei.index.encoder import open_encoder
from quwei.index.opened import LiveIndex
from quwei.index.schema import schema_path
from quwei.index.settings import Settings
from quwei.index.vectors import open_store


def open_index(settings: Settings, progress: Progress | None = None) -> LiveIndex:
    """Return the index of `settings.catalogue`; a missing one, or one older than its file, is built first.

    An index made by another encoder is an error that names both: to rebuild it takes time, so it is never done unasked.
    """
    name, path = locate(settings.catalogue)
    store = open_store(settings, name)
    encoder = open_encoder(settings)
    current = store.current()
    if current is None or (
        current.facts["encoder"] == encoder.name and current.facts["source"] != stamp(path) and path.is_file()
    ):
        build_index(load_catalogue(settings.catalogue), encoder, store, stamp(path), progress)
    return LiveIndex(store, encoder)


def rebuild_index(settings: Settings, progress: Progress | None = None, fresh: bool = False) -> LiveIndex:
    """Build the index of `settings.catalogue` from its file; `fresh` throws away a damaged one first."""
    name, path = locate(settings.catalogue)
    catalogue = load_catalogue(settings.catalogue)
    encoder = open_encoder(settings)
    store = open_store(settings, name)
    if fresh:
        store.discard()
    build_index(catalogue, encoder, store, stamp(path), progress)
    return LiveIndex(store, encoder)


def change_items(settings: Settings, changed: Catalogue | None, deleted: frozenset[str] = frozenset()) -> int:
    """Add or replace the items of `changed` and delete those in `deleted`; return how many items there are now.

    Only what is new is encoded; chats go on with the version before until the new one is complete.
    """
    live = open_index(settings)
    index = live.get()
    new = {item.id: item for item in changed.items} if changed else {}
    kept = [new.pop(item.id, item) for item in index.catalogue.items if item.id not in deleted]
    items = (*kept, *new.values())
    name, _ = locate(settings.catalogue)
    catalogue = Catalogue(name, index.catalogue.schema, items)
    build_index(catalogue, index.encoder, open_store(settings, name), index.source)
    return len(items)


def stamp(path: Path) -> str:
    """Return what changes when a catalogue file or its schema does."""
    parts = [str(path.resolve())]
    for each in (path, schema_path(path)):
        if each.is_file():
            parts.append(f"{each.stat().st_size}.{each.stat().st_mtime_ns}")
    return "|".join(parts)
