"""The encoder: texts to vectors with any BERT-family model, by default the packaged multilingual-e5-small."""

import re
import shutil
import threading
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Protocol
from weakref import WeakValueDictionary

import numpy as np
from numpy.typing import NDArray

from quwei.index.errors import EncoderError
from quwei.index.onnx_encoder import MODEL, RECIPE, OnnxBackend, exported_folder
from quwei.index.settings import Settings
from quwei.index.torch_encoder import (
    Kind,
    Reading,
    TorchBackend,
    cuda_available,
    find_model,
    fingerprint,
    load_tokenizer,
    read_configuration,
)
from quwei.index.weights import NAME, packaged_weights

if TYPE_CHECKING:
    from tokenizers import Encoding, Tokenizer

Floats = NDArray[np.float32]
FEW = 8
"""Texts tokenised one after the other."""
BATCH = 32
"""Texts in one forward pass on a CPU."""

_CHARACTERS_PER_TOKEN = 16  # few tokens are longer, so the cut before tokenising seldom takes what the model would read


class Encoded(NamedTuple):
    """Hold the vectors of some texts and of their tokens.

    `sentences` is (texts, dim) of length one. Per text, `tokens` is (tokens, dim) as the model gives them and `offsets`
    is (tokens, 2), each token's [start, end) in the text's characters; special and prompt tokens are left out.
    """

    sentences: Floats
    tokens: list[Floats]
    offsets: list[NDArray[np.int64]]

    def span(self, i: int, start: int, end: int) -> Floats:
        """Return the unit mean vector (dim,) of the tokens of text `i` that overlap the characters [start, end).

        Where there is none (blank, or cut off beyond the model's length) it is the vector of the whole text.
        """
        overlapping = (self.offsets[i][:, 0] < end) & (self.offsets[i][:, 1] > start)
        return _unit(self.tokens[i][overlapping].mean(axis=0)) if overlapping.any() else self.sentences[i]


class Backend(Protocol):
    """Run the model: `alone` means one text at a time, `batch_factor` multiplies the batch size."""

    name: str
    alone: bool
    batch_factor: int

    def hidden(self, ids: NDArray[np.int64], mask: NDArray[np.int64]) -> Floats:
        """Return the last hidden state (texts, tokens, dim)."""
        ...


class Encoder:
    """Turn texts into vectors. Safe for many threads; `name` tells encoders with other vectors apart."""

    def __init__(self, name: str, tokenizer: "Tokenizer", reading: Reading, backend: Backend) -> None:
        self.name = name
        self.dim = reading.dim
        self.backend = backend.name
        self._reading, self._run, self._tokenizer = reading, backend, tokenizer
        tokenizer.no_padding()
        tokenizer.enable_truncation(reading.max_tokens)
        tokenizer.encode_special_tokens = True  # a person who writes "[SEP]" means those characters

    def encode(
        self, texts: Sequence[str], kind: Kind, batch_size: int = BATCH, progress: Callable[[int], None] | None = None
    ) -> Floats:
        """Return unit vectors (texts, dim) in the order of `texts`; `progress` is told how many are done so far."""
        vectors, done = np.zeros((len(texts), self.dim), np.float32), 0
        for rows in _batches(texts, batch_size * self._run.batch_factor):
            states = self._states(self._tokens([texts[row] for row in rows], kind))
            vectors[rows] = [self._sentence(each) for each in states]
            done += len(rows)
            if progress:
                progress(done)
        return vectors

    def knows(self, word: str) -> bool:
        """Tell whether a word is common enough to be one token of the model's vocabulary."""
        return len(self._tokenizer.encode(word, add_special_tokens=False).tokens) == 1

    def encode_with_tokens(self, texts: Sequence[str], kind: Kind) -> Encoded:
        """Return the vectors of texts and of their tokens from one forward pass per text."""
        encodings = self._tokens(texts, kind)
        states: list[Floats] = [np.empty((0, self.dim), np.float32)] * len(texts)
        for rows in _batches(texts, BATCH * self._run.batch_factor):
            for row, each in zip(rows, self._states([encodings[row] for row in rows]), strict=True):
                states[row] = each
        sentences = np.array([self._sentence(each) for each in states], np.float32).reshape(-1, self.dim)
        shift = len(self._reading.prompts[kind])
        parts = [_own_tokens(*each, shift) for each in zip(texts, encodings, states, strict=True)]
        return Encoded(sentences, [tokens for tokens, _ in parts], [offsets for _, offsets in parts])

    def _tokens(self, texts: Sequence[str], kind: Kind) -> "list[Encoding]":
        prompt, longest = self._reading.prompts[kind], _CHARACTERS_PER_TOKEN * self._reading.max_tokens
        # half a surrogate pair cannot be tokenised; "?" in its place keeps the offsets
        clean = [prompt + text[:longest].encode("utf-8", "replace").decode("utf-8") for text in texts]
        if len(clean) <= FEW:  # waking the tokenizer's threads takes longer than a few short texts
            return [self._tokenizer.encode(text) for text in clean]
        return self._tokenizer.encode_batch(clean)

    def _states(self, encodings: "Sequence[Encoding]") -> list[Floats]:
        """Return the hidden states (tokens, dim) of each text."""
        groups = [[each] for each in encodings] if self._run.alone else [encodings] if encodings else []
        return [states for group in groups for states in self._forward(group)]

    def _forward(self, encodings: "Sequence[Encoding]") -> Iterator[Floats]:
        lengths = [len(each.ids) for each in encodings]
        ids = np.full((len(encodings), max(lengths)), self._reading.pad, np.int64)
        mask = np.zeros_like(ids)
        for row, each in enumerate(encodings):
            ids[row, : lengths[row]] = each.ids
            mask[row, : lengths[row]] = 1
        hidden = self._run.hidden(ids, mask)
        return (states[:length] for states, length in zip(hidden, lengths, strict=True))

    def _sentence(self, states: Floats) -> Floats:
        return _unit(states[0] if self._reading.pooling == "cls" else states.mean(axis=0))


def _batches(texts: Sequence[str], size: int) -> Iterator[list[int]]:
    """Yield row numbers of texts of about the same length, shortest first."""
    order = sorted(range(len(texts)), key=lambda row: len(texts[row].encode("utf-8", "replace")))
    return (order[at : at + size] for at in range(0, len(order), size))


def _own_tokens(text: str, encoding: "Encoding", states: Floats, shift: int) -> tuple[Floats, NDArray[np.int64]]:
    """Return the text's own tokens and their offsets; the space that some tokens begin with is not theirs."""
    ends = zip(encoding.offsets, encoding.special_tokens_mask, strict=True)
    kept = [row for row, ((_, end), special) in enumerate(ends) if end > shift and not special]
    offsets = np.array([encoding.offsets[row] for row in kept], np.int64).reshape(-1, 2) - shift
    for pair in offsets:
        pair[0] = max(pair[0], 0)
        while pair[0] < pair[1] and text[pair[0]].isspace():
            pair[0] += 1
    return states[kept], offsets


def _unit(vector: Floats) -> Floats:
    unit: Floats = vector / max(float(np.linalg.norm(vector)), 1e-12)
    return unit


def open_encoder(settings: Settings) -> Encoder:
    """Open the encoder that the settings name, converting or exporting its weights the first time.

    Raises EncoderError for weights that are missing, damaged or not of the BERT family, StorageError for a full disk.
    """
    device = _device(settings.device)
    if settings.encoder == "packaged":
        return _open(f"packaged:{NAME}", lambda: packaged_weights(settings.models_dir), device, settings.models_dir)
    folder, label = find_model(settings.encoder)
    return _open(f"{label}@{fingerprint(folder)[:12]}", lambda: folder, device, settings.models_dir)


def _open(name: str, source: Callable[[], Path], device: str, models_dir: Path) -> Encoder:
    if device == "cpu":
        folder_name = re.sub(r"[^\w@.-]", "-", f"{name}.{RECIPE}")
        exported = exported_folder(models_dir / folder_name, source)
        if (exported / MODEL).is_file():
            return _shared(name, device, exported, lambda: OnnxBackend(exported))
    folder = source()
    return _shared(name, device, folder, lambda: TorchBackend(folder, device))


_in_use: WeakValueDictionary[tuple[str, ...], Encoder] = WeakValueDictionary()
_opening = threading.Lock()


def _shared(name: str, device: str, folder: Path, backend: Callable[[], Backend]) -> Encoder:
    """Return the encoder of a folder that this process has in use already, else open it: it takes 400 MB."""
    files = sorted((each.name, each.stat()) for each in folder.iterdir() if each.is_file())
    key = (name, device, str(folder), *(f"{each}:{stat.st_size}:{stat.st_mtime_ns}" for each, stat in files))
    with _opening:
        encoder = _in_use.get(key)
        if encoder is None:
            encoder = Encoder(name, load_tokenizer(folder), read_configuration(folder, name), backend())
            _in_use[key] = encoder
        return encoder


def _device(setting: str) -> str:
    """Return 'cpu' or 'cuda'; torch, which is slow to import, is asked only on a machine with a GPU driver."""
    if setting not in ("auto", "cpu", "cuda"):
        raise EncoderError(f"The device is {setting!r}.", "It is 'auto', 'cpu' or 'cuda'.", "Set QUWEI_DEVICE to one.")
    driver = Path("/dev/nvidiactl").exists() or Path("/dev/kfd").exists() or shutil.which("nvidia-smi") is not None
    if setting == "cpu" or (setting == "auto" and not driver):
        return "cpu"
    if cuda_available():
        return "cuda"
    if setting == "auto":
        return "cpu"
    raise EncoderError("torch sees no CUDA device.", "QUWEI_DEVICE is 'cuda'.", "Set QUWEI_DEVICE to 'auto' or 'cpu'.")
