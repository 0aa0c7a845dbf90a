"""Open the index of a catalogue, building or renewing it where needed."""

from collections.abc import Sequence
from pathlib import Path

from quwei.index.build import Progress, build_index
from quwei.index.catalogue import Catalogue, load_catalogue, locate, read_items
from quwei.index.encoder import open_encoder
from quwei.index.errors import QuweiError
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
    """Build the index of `settings.catalogue` from its file; `fresh` encodes everything anew."""
    name, path = locate(settings.catalogue)
    catalogue = load_catalogue(settings.catalogue)
    encoder = open_encoder(settings)
    store = open_store(settings, name)
    build_index(catalogue, encoder, store, stamp(path), progress, fresh)
    return LiveIndex(store, encoder)


def change_items(settings: Settings, file: Path | None, deleted: Sequence[str] = ()) -> int:
    """Add or replace the items in `file`, delete those in `deleted`; return how many items there are now.

    Only what is new is encoded; chats go on with the version before until the new one is complete. Raises QuweiError
    for rows that do not fit the catalogue's schema, ids it does not have, or when nothing would be left.
    """
    index = open_index(settings).get()
    unknown = [each for each in deleted if each not in index.catalogue]
    if unknown:
        raise QuweiError(
            f"There is no item {', '.join(unknown)} in {index.catalogue.name}.",
            "Ids of the catalogue.",
            "Nothing was changed: correct the ids.",
        )
    new = {item.id: item for item in read_items(file, index.catalogue.schema)} if file else {}
    kept = [new.pop(item.id, item) for item in index.catalogue.items if item.id not in set(deleted)]
    items = (*kept, *new.values())
    if not items:
        raise QuweiError("No item would be left.", "At least one item.", "Nothing was changed.")
    catalogue = Catalogue(index.catalogue.name, index.catalogue.schema, items)
    build_index(catalogue, index.encoder, open_store(settings, index.catalogue.name), index.source)
    return len(items)


def stamp(path: Path) -> str:
    """Return what changes when a catalogue file or its schema does."""
    parts = [str(path.resolve())]
    for each in (path, schema_path(path)):
        if each.is_file():
            parts.append(f"{each.stat().st_size}.{each.stat().st_mtime_ns}")
    return "|".join(parts)
