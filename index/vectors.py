"""The vector index: one Chroma collection per version of a catalogue, one of them current."""

import json
import os
import shutil
import time
from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import numpy as np
from filelock import FileLock
from numpy.typing import NDArray

from quwei.index.errors import BrokenIndexError, StorageError
from quwei.index.settings import Settings

if TYPE_CHECKING:
    from chromadb.api import ClientAPI
    from chromadb.api.models.Collection import Collection

ADD_LIMIT = 5000
"""Chroma takes at most 5461 records in one call."""
KEPT = 2
"""Complete versions kept: the current one, and the one that chats may still be reading."""
_NO_SPACE = ("disk is full", "no space left", "readonly database", "disk i/o", "database or disk")
Record = tuple[str, NDArray[np.float32], Mapping[str, str]]
"""An item's id, its vector of shape (dim,), and what is stored beside it."""


class Version:
    """Hold one version of a catalogue's vectors."""

    def __init__(self, collection: "Collection", where: str) -> None:
        self.name = collection.name
        self._collection = collection
        self._where = where

    @property
    def facts(self) -> Mapping[str, Any]:
        """Return what was stored once for the whole version; empty until it is complete."""
        return self._collection.metadata or {}

    def add(self, records: Sequence[Record]) -> None:
        """Store records, replacing those of the same ids."""
        with clear_errors(self._where):
            for start in range(0, len(records), ADD_LIMIT):
                ids, vectors, beside = zip(*records[start : start + ADD_LIMIT], strict=True)
                self._collection.upsert(ids=list(ids), embeddings=np.stack(vectors), metadatas=list(beside))

    def records(self) -> list[Record]:
        """Return everything that is stored."""
        with clear_errors(self._where):
            found = self._collection.get(include=["embeddings", "metadatas"])
        vectors = np.asarray(found["embeddings"], np.float32)
        return list(zip(found["ids"], vectors, found["metadatas"] or [], strict=True))  # type: ignore[arg-type]

    def nearest(self, vectors: NDArray[np.float32], n: int) -> list[list[str]]:
        """Return the ids of the `n` items nearest to each row of `vectors`."""
        with clear_errors(self._where):
            return self._collection.query(query_embeddings=vectors, n_results=n, include=[])["ids"]

    def seal(self, facts: Mapping[str, str | int]) -> None:
        """Store the facts that make the version complete."""
        with clear_errors(self._where):
            self._collection.modify(metadata={**facts, "complete": True, "at": time.time()})


class VectorStore(ABC):
    """Keep the versions of one catalogue's vectors."""

    where: str
    """The folder or address, for messages."""

    @abstractmethod
    def current_name(self) -> str | None:
        """Return the name of the current version without opening it."""

    @abstractmethod
    def current(self) -> Version | None:
        """Return the current version, None when nothing complete is there."""

    @abstractmethod
    def begin(self, version: str) -> Version:
        """Return `version`, with what an interrupted build left in it."""

    @abstractmethod
    def finish(self, version: Version, facts: Mapping[str, str | int]) -> None:
        """Make `version` the current one in a single step, and drop what nobody reads any more."""

    @abstractmethod
    def building(self) -> AbstractContextManager[None]:
        """Hold off other builds of the same catalogue."""


class EmbeddedStore(VectorStore):
    """Keep each version in a folder of its own, so that no build can harm the version in use.

    The file `current` names that version; it is replaced, never written to.
    """

    def __init__(self, folder: Path) -> None:
        self.where = str(folder)
        self._folder = folder
        self._pointer = folder / "current"

    def current_name(self) -> str | None:
        """Return the name of the current version without opening it."""
        try:
            return self._pointer.read_text().strip() or None
        except FileNotFoundError:
            return None

    def current(self) -> Version | None:
        """Return the current version, None when nothing complete is there."""
        name = self.current_name()
        if name is None:
            return None
        with clear_errors(self.where):
            return Version(self._client(name).get_collection(name, embedding_function=None), self.where)

    def begin(self, version: str) -> Version:
        """Return `version`, with what an interrupted build left in it."""
        with clear_errors(self.where):
            left = [each.name for each in self._folder.glob(f"{version}-*") if each.is_dir()]
            # A new folder has a new name: within a process Chroma never forgets a path it has opened.
            name = max(left, default=f"{version}-{time.time_ns():x}")
            return Version(_collection(self._client(name), name), self.where)

    def finish(self, version: Version, facts: Mapping[str, str | int]) -> None:
        """Make `version` the current one in a single step, and drop what nobody reads any more."""
        version.seal(facts)
        kept = {version.name, self.current_name()}
        with clear_errors(self.where):
            fresh = self._pointer.with_suffix(".new")
            fresh.write_text(version.name)
            os.replace(fresh, self._pointer)
        for each in self._folder.iterdir():
            if each.is_dir() and each.name not in kept:
                shutil.rmtree(each, ignore_errors=True)

    @contextmanager
    def building(self) -> Iterator[None]:
        """Hold off other builds of the same catalogue."""
        with clear_errors(self.where):
            self._folder.mkdir(parents=True, exist_ok=True)
        with FileLock(self._folder / "building.lock"):
            yield

    def _client(self, version: str) -> "ClientAPI":
        import chromadb

        folder = self._folder / version
        folder.mkdir(parents=True, exist_ok=True)
        return chromadb.PersistentClient(str(folder), settings=_quiet())


class ServedStore(VectorStore):
    """Keep the versions on a Chroma server; the newest complete one is current."""

    def __init__(self, url: str, catalogue: str) -> None:
        self.where = url
        self._catalogue = catalogue
        with clear_errors(url):
            self._client = _http_client(url)

    def current_name(self) -> str | None:
        """Return the name of the current version without opening it."""
        version = self.current()
        return version.name if version else None

    def current(self) -> Version | None:
        """Return the current version, None when nothing complete is there."""
        complete = self._collections(complete=True)
        return Version(complete[0], self.where) if complete else None

    def begin(self, version: str) -> Version:
        """Return `version`, with what an interrupted build left in it."""
        with clear_errors(self.where):
            return Version(_collection(self._client, f"{self._prefix}{version}"), self.where)

    def finish(self, version: Version, facts: Mapping[str, str | int]) -> None:
        """Make `version` the current one in a single step, and drop what nobody reads any more."""
        version.seal(facts)
        self._drop(self._collections(complete=True)[KEPT:])

    def building(self) -> AbstractContextManager[None]:
        """Let builds run side by side: each has a collection of its own."""
        return nullcontext()

    @property
    def _prefix(self) -> str:
        return f"quwei-{self._catalogue}."

    def _collections(self, complete: bool) -> "list[Collection]":
        """Return this catalogue's collections, newest first."""
        with clear_errors(self.where):
            ours = [each for each in self._client.list_collections(limit=1000) if each.name.startswith(self._prefix)]
        found = [each for each in ours if bool((each.metadata or {}).get("complete")) is complete]
        return sorted(found, key=lambda each: -float((each.metadata or {}).get("at", 0)))

    def _drop(self, collections: "Sequence[Collection]") -> None:
        with clear_errors(self.where):
            for each in collections:
                self._client.delete_collection(each.name)


def open_store(settings: Settings, catalogue: str) -> VectorStore:
    """Return where a catalogue's vectors are kept: on the server that is set, else embedded in the data folder."""
    if settings.chroma_url:
        return ServedStore(settings.chroma_url, catalogue)
    return EmbeddedStore(settings.indexes_dir / catalogue)


@contextmanager
def clear_errors(where: str) -> Iterator[None]:
    """Turn Chroma's errors into one that a person understands."""
    import sqlite3

    from chromadb.errors import ChromaError
    from httpx import HTTPError

    try:
        yield
    except (ChromaError, HTTPError, sqlite3.Error, AttributeError, ValueError, RuntimeError, OSError) as error:
        # Chroma reports a broken folder as an AttributeError of its own half-made client.
        raise _explained(error, where) from error


def _explained(error: Exception, where: str) -> BrokenIndexError | StorageError:
    text = str(error.__context__ if isinstance(error, AttributeError) and error.__context__ else error)
    if any(sign in text.lower() for sign in _NO_SPACE):
        return StorageError(
            f"The index in {where} could not be written: {text}.",
            "A disk with free space.",
            "Free some space and build again: the version before is untouched.",
        )
    if "://" in where or not Path(where).is_absolute():
        return BrokenIndexError(
            f"The Chroma server {where} answered: {text}.",
            "A Chroma server that is up.",
            "Check QUWEI_CHROMA_URL, or unset it to use the embedded index.",
        )
    return BrokenIndexError(
        f"The index in {where} is damaged: {text}.",
        "A readable Chroma index.",
        "Rebuild it: quwei index build CATALOGUE --fresh",
    )


def _collection(client: "ClientAPI", name: str) -> "Collection":
    return client.get_or_create_collection(name, configuration={"hnsw": {"space": "cosine"}}, embedding_function=None)


def _http_client(url: str) -> "ClientAPI":
    import chromadb

    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValueError("an address looks like http://chroma.example:8000")
    secure = parts.scheme == "https"
    port = parts.port or (443 if secure else 8000)
    return chromadb.HttpClient(parts.hostname, port, ssl=secure, settings=_quiet())


def _quiet() -> Any:
    from chromadb.config import Settings as ChromaSettings

    return ChromaSettings(anonymized_telemetry=False)


def as_json(value: Any) -> str:
    """Return compact JSON, dates as ISO strings."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=str)
