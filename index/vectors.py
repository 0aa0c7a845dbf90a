"""The vector index: one Chroma collection per version of a catalogue, of which the newest complete one is current."""

import json
import shutil
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import numpy as np
from numpy.typing import NDArray

from quwei.index.errors import BrokenIndexError, StorageError
from quwei.index.settings import Settings

if TYPE_CHECKING:
    from chromadb.api import ClientAPI
    from chromadb.api.models.Collection import Collection

ADD_LIMIT = 5000
"""Chroma takes at most 5461 records in one call."""
Record = tuple[str, NDArray[np.float32], Mapping[str, str]]
"""An item's id, its vector of shape (dim,), and what is stored beside it."""


class VectorStore:
    """Keep the versions of one catalogue's vectors, embedded in `folder` or on a Chroma server."""

    def __init__(self, settings: Settings, catalogue: str) -> None:
        self._catalogue = catalogue
        self.folder: Path = settings.indexes_dir / catalogue
        self._url = settings.chroma_url
        with self._clear_errors():
            self._client = _client(settings.chroma_url, self.folder)

    def current(self) -> "Collection | None":
        """Return the newest complete version."""
        complete = self._versions(complete=True)
        return complete[0] if complete else None

    def begin(self, version: str) -> "Collection":
        """Return the collection of `version`, with what an interrupted build left in it."""
        with self._clear_errors():
            return self._client.get_or_create_collection(
                self._collection_name(version),
                metadata={"catalogue": self._catalogue, "complete": False, "at": time.time()},
                configuration={"hnsw": {"space": "cosine"}},
                embedding_function=None,
            )

    def finish(self, collection: "Collection", facts: Mapping[str, str | int]) -> None:
        """Switch to `collection`, in one step; the version before it is kept for chats that still read it."""
        with self._clear_errors():
            collection.modify(metadata={**facts, "catalogue": self._catalogue, "complete": True, "at": time.time()})
            for old in self._versions(complete=True)[2:] + self._versions(complete=False):
                self._client.delete_collection(old.name)

    def add(self, collection: "Collection", records: Sequence[Record]) -> None:
        """Store records, replacing those of the same ids."""
        with self._clear_errors():
            for start in range(0, len(records), ADD_LIMIT):
                ids, vectors, beside = zip(*records[start : start + ADD_LIMIT], strict=True)
                collection.upsert(ids=list(ids), embeddings=np.stack(vectors), metadatas=list(beside))

    def records(self, collection: "Collection") -> list[Record]:
        """Return everything stored in a version."""
        with self._clear_errors():
            found = collection.get(include=["embeddings", "metadatas"])
        vectors = np.asarray(found["embeddings"], np.float32)
        return list(zip(found["ids"], vectors, found["metadatas"] or [], strict=True))  # type: ignore[arg-type]

    def nearest(self, collection: "Collection", vectors: NDArray[np.float32], n: int) -> list[list[str]]:
        """Return the ids of the `n` items nearest to each row of `vectors`."""
        with self._clear_errors():
            return collection.query(query_embeddings=vectors, n_results=n, include=[])["ids"]

    def discard(self) -> None:
        """Remove every version: the way out of a damaged index."""
        if self._url is None:
            self._client.clear_system_cache()
            shutil.rmtree(self.folder, ignore_errors=True)
            return
        for collection in self._versions(complete=True) + self._versions(complete=False):
            self._client.delete_collection(collection.name)

    @staticmethod
    def remove(settings: Settings, catalogue: str) -> None:
        """Delete the embedded folder of an index too damaged to be opened."""
        shutil.rmtree(settings.indexes_dir / catalogue, ignore_errors=True)

    def _collection_name(self, version: str) -> str:
        return f"quwei-{self._catalogue[:30].strip('-')}-{version}"

    def _versions(self, complete: bool) -> "list[Collection]":
        """Return this catalogue's collections, newest first."""
        with self._clear_errors():
            collections = self._client.list_collections(limit=1000)
        ours = [
            each
            for each in collections
            if each.metadata
            and each.metadata.get("catalogue") == self._catalogue
            and each.metadata.get("complete") is complete
        ]
        return sorted(ours, key=lambda each: -float(each.metadata["at"]))

    @contextmanager
    def _clear_errors(self) -> Iterator[None]:
        """Turn Chroma's errors into one that a person understands."""
        from chromadb.errors import ChromaError

        try:
            yield
        except (ChromaError, ValueError, RuntimeError, OSError) as error:
            self._explain(error)

    def _explain(self, error: Exception) -> None:
        text = str(error)
        if any(sign in text.lower() for sign in ("disk is full", "no space left", "readonly database", "disk i/o")):
            raise StorageError(
                f"The index in {self.folder} could not be written: {text}.",
                "A disk with free space.",
                "Free some space and build again: the current version is untouched.",
            ) from error
        if self._url:
            raise BrokenIndexError(
                f"The Chroma server {self._url} answered: {text}.",
                "A Chroma server that is up.",
                "Check QUWEI_CHROMA_URL, or unset it to use the embedded index.",
            ) from error
        raise BrokenIndexError(
            f"The index in {self.folder} is damaged: {text}.",
            "A readable Chroma index.",
            f"Rebuild it: quwei index build {self._catalogue} --fresh",
        ) from error


def _client(url: str | None, folder: Path) -> "ClientAPI":
    import chromadb
    from chromadb.config import Settings as ChromaSettings

    quiet = ChromaSettings(anonymized_telemetry=False)
    if url is None:
        folder.mkdir(parents=True, exist_ok=True)
        return chromadb.PersistentClient(str(folder / "chroma"), settings=quiet)
    parts = urlsplit(url)
    secure = parts.scheme == "https"
    return chromadb.HttpClient(
        parts.hostname or "127.0.0.1", parts.port or (443 if secure else 8000), ssl=secure, settings=quiet
    )


def as_json(value: Any) -> str:
    """Return compact JSON, dates as ISO strings."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=str)
