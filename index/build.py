"""Build an index: encode what is new, reuse what is not, switch in one step."""

import hashlib
import time
from collections.abc import Callable, Iterable, Sequence

import numpy as np

from quwei.index.catalogue import Catalogue
from quwei.index.encoder import Encoder
from quwei.index.features import FeatureReader, merge
from quwei.index.stored import Stored, facts_of
from quwei.index.vectors import Record, VectorStore, Version

BATCH = 64
"""Items encoded between two writes: what a killed build can lose."""
SAMPLE = 64
"""Passages that tell what the texts of a catalogue have in common."""
Progress = Callable[[int, int], None]
"""Told (items done, items in all)."""


def build_index(
    catalogue: Catalogue,
    encoder: Encoder,
    store: VectorStore,
    source: str,
    progress: Progress | None = None,
    fresh: bool = False,
) -> None:
    """Make `catalogue` the current version; vectors of items whose words have not changed are taken over.

    A build that was killed goes on where it stopped. Until the last step the version before stays current.
    `source` is the stamp of the file it came from; `fresh` takes nothing over, the way out of a damaged index.
    """
    with store.building():
        _build(catalogue, encoder, store, source, progress or _silent, fresh)


def _silent(_done: int, _total: int) -> None:
    """Report to nobody."""


def _build(
    catalogue: Catalogue, encoder: Encoder, store: VectorStore, source: str, report: Progress, fresh: bool
) -> None:
    stored = [Stored.of(item, row) for row, item in enumerate(catalogue.items)]
    name = _fingerprint(catalogue, stored, encoder)
    version = store.begin(f"{name}.{time.time_ns():x}" if fresh else name)
    done = {item_id for item_id, _, _ in version.records()}
    pending = [each for each in stored if each.item.id not in done]
    if not fresh:
        pending = _take_over(pending, encoder, store.current(), version)
    finished = len(stored) - len(pending)
    report(finished, len(stored))
    reader = FeatureReader(encoder, _sample(catalogue)) if pending else None
    # Items of similar length make batches without padding.
    pending.sort(key=lambda each: sum(map(len, each.item.passages())))
    for start in range(0, len(pending), BATCH):
        batch = pending[start : start + BATCH]
        assert reader is not None
        version.add(_encode(batch, encoder, reader))
        report(finished + start + len(batch), len(stored))
    store.finish(version, facts_of(catalogue, encoder.name, source))


def _encode(batch: Sequence[Stored], encoder: Encoder, reader: FeatureReader) -> list[Record]:
    """Return records: an item's vector is the mean of its passages', one per language."""
    passages = [passage for each in batch for passage in each.item.passages()]
    encoded = encoder.encode_with_tokens(passages, "passage")
    features = reader.read(passages, encoded)
    records: list[Record] = []
    at = 0
    for each in batch:
        own = slice(at, at := at + len(each.item.passages()))
        mean = encoded.sentences[own].mean(axis=0)
        each = each.model_copy(update={"features": merge(features[own])})
        records.append((each.item.id, (mean / np.linalg.norm(mean)).astype(np.float32), each.beside()))
    return records


def _take_over(pending: Sequence[Stored], encoder: Encoder, current: Version | None, version: Version) -> list[Stored]:
    """Copy from the current version what has the same words, and return what is left to encode."""
    if current is None or current.facts["encoder"] != encoder.name or current.name == version.name:
        return list(pending)
    known = {(item_id, beside["words"]): (vector, beside["features"]) for item_id, vector, beside in current.records()}
    records: list[Record] = []
    left: list[Stored] = []
    for each in pending:
        if found := known.get((each.item.id, each.words)):
            records.append((each.item.id, found[0], {**each.beside(), "features": found[1]}))
        else:
            left.append(each)
    version.add(records)
    return left


def _sample(catalogue: Catalogue) -> list[str]:
    """Return passages from all over the catalogue, the same ones whatever is left to encode."""
    step = max(1, len(catalogue) // SAMPLE)
    return [item.passages()[0] for item in catalogue.items[::step] if item.passages()]


def _fingerprint(catalogue: Catalogue, stored: Iterable[Stored], encoder: Encoder) -> str:
    """Return the name of the version these items make with this encoder."""
    digest = hashlib.sha256(f"{encoder.name}\n{catalogue.schema.model_dump_json()}".encode())
    for each in stored:
        digest.update(each.beside()["item"].encode())
    return digest.hexdigest()[:16]
