"""An opened index: everything known of a catalogue, ready to be asked."""

import threading
import time
import zlib
from collections.abc import Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array, hstack

from quwei.index.catalogue import Catalogue
from quwei.index.columns import Columns
from quwei.index.encoder import Encoder
from quwei.index.errors import BrokenIndexError, QuweiError
from quwei.index.features import Features
from quwei.index.glossary import both_languages, degree_words
from quwei.index.languages import Words, all_words
from quwei.index.lexical import Lexical
from quwei.index.mean_vectors import MeanVectors
from quwei.index.phrases import Phrases
from quwei.index.schema import Schema
from quwei.index.spelling import Spelling
from quwei.index.stored import Stored
from quwei.index.vectors import VectorStore, Version
from quwei.index.vocabulary import Meaning, compared, named_words, vocabulary_of

Floats = NDArray[np.float32]
EXACT_LIMIT = 10_000
"""Up to this many items an exact product is faster than asking Chroma."""
NEAREST = 1_000
"""Items asked of Chroma per interest in a catalogue larger than that."""


class Index:
    """Hold one version of a catalogue: its items, columns, vectors and words. Never changes once opened."""

    def __init__(self, version: Version, encoder: Encoder, where: str) -> None:
        facts = version.facts
        self.version = version.name
        self.encoder = encoder
        self.source = str(facts["source"])
        self._version = version
        _check_encoder(str(facts["encoder"]), encoder, where)
        schema = Schema.model_validate_json(str(facts["schema"]))
        records = version.records()
        if len(records) != facts["items"]:
            raise BrokenIndexError(
                f"The index in {where} holds {len(records)} items.",
                f"It was built with {facts['items']}.",
                "Rebuild it: quwei index build CATALOGUE --fresh",
            )
        stored = [Stored.read(beside, schema) for _, _, beside in records]
        order = sorted(range(len(stored)), key=lambda at: stored[at].row)
        self.catalogue = Catalogue(str(facts["catalogue"]), schema, tuple(stored[at].item for at in order))
        self.features: tuple[Features, ...] = tuple(stored[at].features for at in order)
        self._raw = np.stack([records[at][1] for at in order])
        self.centre: Floats = self._raw.mean(axis=0)
        self.vectors: Floats = self.centred(self._raw)
        self._means = MeanVectors(encoder, self.centred)

    def warm(self) -> None:
        """Prepare what the first turn would otherwise wait for."""
        _ = (
            self.columns,
            self.lexical,
            self.vocabulary,
            self.popularity,
            self._normalised_values,
            self.silent_words,
            self.spelling,
        )

    @cached_property
    def columns(self) -> Columns:
        """Return the attributes as arrays."""
        return Columns(self.catalogue)

    @cached_property
    def lexical(self) -> Lexical:
        """Return the lexical lane."""
        return Lexical(self.catalogue.items, self.catalogue.schema)

    @cached_property
    def vocabulary(self) -> Phrases[tuple[Meaning, ...]]:
        """Return the catalogue's words, to be found in messages."""
        return vocabulary_of(self.catalogue)

    @cached_property
    def spelling(self) -> Spelling:
        """Return the spelling of the catalogue's words, people among them; titles are spelt in too many ways."""
        spelling = Spelling(named_words(self.catalogue), [*self.vocabulary.words, *self.lexical.words], self.encoder)
        spelling.warm()
        return spelling

    @cached_property
    def silent_words(self) -> frozenset[str]:
        """Return words that say nothing about which item, lower case.

        What items are called ("film"), and degrees ("long") of attributes that this catalogue does not have.
        """
        schema = self.catalogue.schema
        nouns = (word.casefold() for _, word in all_words(schema.fields.nouns))
        values = {
            form for each in schema.attributes.values() for words in each.values.values() for form in _named_by(words)
        }
        values |= {value.casefold() for each in self.columns.members.values() for value in each.column}
        return frozenset(nouns) | (degree_words() - values)

    @cached_property
    def item_nouns(self) -> frozenset[str]:
        """Return what items are called in English, lower case: film, movie."""
        nouns = all_words(self.catalogue.schema.fields.nouns)
        return frozenset(word.casefold() for language, word in nouns if language == "en")

    def value_vector(self, attribute: str, value: str) -> Floats:
        """Return the vector of an attribute value: the mean of its words in both languages, centred, shape (dim,).

        One and the same in every language, so that "heist" and "劫案" mean one thing.
        """
        words = self.catalogue.schema.attributes[attribute].values.get(value, {})
        vector: Floats = self._means.of([tuple(listed[0] for listed in words.values() if listed) or (value,)])[0]
        return vector

    def phrase_vectors(self, phrases: Sequence[str]) -> Floats:
        """Return the centred vectors of phrases, shape (n, dim), from one forward pass over those not met before.

        A phrase that the glossary knows gets the mean of its words in both languages.
        """
        return self._means.of([both_languages(phrase) or (phrase,) for phrase in phrases])

    def item_vector(self, item: str) -> Floats:
        """Return the centred vector of an item, shape (dim,)."""
        vector: Floats = self.vectors[self.catalogue.rows[item]]
        return vector

    def rows_with(self, attribute: str, value: str) -> NDArray[np.int32]:
        """Return the rows of the items that have a value; a person's name counts in every attribute that has it."""
        members = self.columns.members
        named = [each for each in members if each == attribute or value in members[each].column]
        return np.unique(np.concatenate([members[each].rows(value) for each in named] or [np.empty(0, np.int32)]))

    def overlap(self, row: int) -> Floats:
        """Return which share of its values each item has in common with one item, cosine, shape (items,)."""
        matrix = self._normalised_values
        return np.asarray((matrix @ matrix[[row]].T).todense(), np.float32).ravel()

    @cached_property
    def _normalised_values(self) -> csr_array:
        """Return all values of all attributes, a row an item, rare values weighing more, rows L2-normalised."""
        parts = [members.matrix for members in self.columns.members.values() if members.values]
        if not parts:
            return csr_array((len(self.catalogue), 1), dtype=np.float32)
        matrix = csr_array(hstack(parts, format="csr"))
        counts = np.asarray(matrix.sum(axis=0)).ravel()
        weighted = csr_array(matrix.multiply(np.log1p(len(self.catalogue) / np.maximum(counts, 1))[None, :]))
        norms = np.sqrt(np.asarray(weighted.multiply(weighted).sum(axis=1)).ravel())
        return csr_array(weighted.multiply(1 / np.maximum(norms, 1e-9)[:, None]), dtype=np.float32)

    @cached_property
    def _shuffled(self) -> Floats:
        """Return a tiny number per item, from its id alone, so that of equals not always the first is shown."""
        hashes = [zlib.crc32(item.id.encode()) for item in self.catalogue.items]
        return np.array(hashes, np.float32) / np.float32(2**32) * np.float32(0.01)

    @cached_property
    def popularity(self) -> Floats:
        """Return log popularity scaled to 0..1, shape (items,); where it is not known, next to nothing."""
        name = self.catalogue.schema.fields.popularity
        if name is None or name not in self.columns.numbers:
            return self._shuffled
        logs = np.log1p(np.maximum(np.nan_to_num(self.columns.numbers[name]), 0))
        return np.asarray(logs / max(float(logs.max()), 1e-9), np.float32)

    def centred(self, vectors: Floats) -> Floats:
        """Return vectors minus the catalogue's mean, L2-normalised: what tells items apart, without what all share."""
        moved = vectors - self.centre
        norms = np.linalg.norm(moved, axis=-1, keepdims=True)
        return np.asarray(moved / np.maximum(norms, 1e-9), np.float32)

    def cosines(self, vectors: Floats) -> Floats:
        """Return the centred cosine of each of `vectors` (k, dim, centred) with each item, shape (k, items).

        In a large catalogue Chroma finds the nearest items and the others get the lowest cosine among them.
        """
        if len(self.catalogue) <= EXACT_LIMIT:
            return np.asarray(vectors @ self.vectors.T, np.float32)
        found = self._version.nearest(vectors + self.centre, NEAREST)
        cosines = np.empty((len(vectors), len(self.catalogue)), np.float32)
        for each, (vector, ids) in enumerate(zip(vectors, found, strict=True)):
            rows = np.fromiter((self.catalogue.rows[item_id] for item_id in ids), np.int64, len(ids))
            near = self.vectors[rows] @ vector
            cosines[each] = near.min()
            cosines[each, rows] = near
        return cosines


class LiveIndex:
    """Give the current version of an index, switching to a newer one while chats go on."""

    CHECK_SECONDS = 2.0

    def __init__(self, store: VectorStore, encoder: Encoder) -> None:
        self._store = store
        self._encoder = encoder
        self._lock = threading.Lock()
        self._index = self._open()
        self._checked = time.monotonic()

    def get(self) -> Index:
        """Return the current version; looks for a newer one at most every two seconds."""
        if time.monotonic() - self._checked > self.CHECK_SECONDS and self._lock.acquire(blocking=False):
            try:
                self.refresh()
            except QuweiError:
                # A chat goes on with the version it has; whoever opens the index next is told what is wrong.
                self._checked = time.monotonic()
            finally:
                self._lock.release()
        return self._index

    def refresh(self) -> None:
        """Switch to the newest version now."""
        name = self._store.current_name()
        newest = self._store.current() if name not in (None, self._index.version) else None
        if newest is not None:
            index = Index(newest, self._encoder, self._store.where)
            index.warm()
            self._index = index
        self._checked = time.monotonic()

    def _open(self) -> Index:
        version = self._store.current()
        if version is None:
            raise BrokenIndexError(
                f"There is no index in {self._store.where}.", "A built index.", "Build it: quwei index build"
            )
        return Index(version, self._encoder, self._store.where)


def _named_by(words: Words) -> set[str]:
    return {form.casefold() for _, word in all_words(words) for form in compared(word)}


def _check_encoder(made_with: str, encoder: Encoder, where: str) -> None:
    if made_with != encoder.name:
        raise BrokenIndexError(
            f"The index in {where} was made with the encoder {made_with}.",
            f"The encoder set now is {encoder.name}.",
            "Rebuild it: quwei index build, or set QUWEI_ENCODER back.",
        )


def rows_of(catalogue: Catalogue, ids: Sequence[str]) -> NDArray[np.int64]:
    """Return the rows of the ids that the catalogue has."""
    return np.array([catalogue.rows[each] for each in ids if each in catalogue], np.int64)
