"""transformers folders: finding one by setting, reading how it reads texts, and running it with torch.

torch runs the model on a GPU, and on a CPU where it cannot be exported to ONNX. torch and transformers take seconds to
import, so only functions here import them, and none that the ONNX path calls.
"""

import hashlib
import inspect
import json
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
from numpy.typing import NDArray

from quwei.index.errors import EncoderError
from quwei.index.weights import checksum

if TYPE_CHECKING:
    from tokenizers import Tokenizer

Kind = Literal["query", "passage"]
_SHIFTED = ("camembert", "mpnet", "roberta", "xlm-roberta")
FAMILY = ("albert", "bert", "deberta", "deberta-v2", "distilbert", "electra", "ernie", "modernbert", *_SHIFTED)
"""What transformers calls the models that can be set."""

_MAX_TOKENS = 512
_NEXT_STEP = "Set QUWEI_ENCODER to 'packaged', or to a hub name or folder of a BERT-family sentence model."
_E5 = re.compile(r"(^|[-_/:])e5[-_](?!.*instruct)", re.IGNORECASE)
_HUB_NAME = re.compile(r"[\w-][\w.-]*(/[\w-][\w.-]*)?")
_CONFIGS = ("*.json", "1_Pooling/*.json", "vocab.txt", "*.model")
_WEIGHTS = ("*.safetensors", "pytorch_model*.bin")


@dataclass(frozen=True)
class Reading:
    """Say how a model reads texts: sizes, padding, pooling ("mean" or "cls"), the prompt before each kind of text."""

    dim: int
    max_tokens: int
    pad: int
    pooling: str
    prompts: dict[Kind, str]


def find_model(setting: str) -> tuple[Path, str]:
    """Return the folder and the label of a model set by folder or hub name; raise EncoderError outside the family."""
    folder = Path(setting).expanduser()
    if folder.is_dir():
        _check_family(folder, setting)
        return folder, folder.resolve().name
    if not _HUB_NAME.fullmatch(setting):
        raise EncoderError(f"There is no folder {setting}.", "QUWEI_ENCODER names a model.", _NEXT_STEP)
    _check_family(_download(setting, ("config.json",)), setting)
    return _download(setting, (*_CONFIGS, *_WEIGHTS)), setting


def _check_family(folder: Path, setting: str) -> None:
    family = _json(folder / "config.json").get("model_type")
    if family is None:
        raise EncoderError(f"{setting} has no config.json with a model_type.", "A model has one.", _NEXT_STEP)
    if family not in FAMILY:
        raise EncoderError(f"{setting} is a {family} model.", f"Expected one of: {', '.join(FAMILY)}.", _NEXT_STEP)


def _download(name: str, patterns: Sequence[str]) -> Path:
    from huggingface_hub import snapshot_download
    from huggingface_hub.errors import HfHubHTTPError, HFValidationError

    try:
        return Path(snapshot_download(name, allow_patterns=list(patterns)))
    except (HfHubHTTPError, HFValidationError, OSError) as error:
        seen = f"The model {name} could not be fetched from the Hugging Face hub: {error}."
        raise EncoderError(seen, "There is no such folder here either.", _NEXT_STEP) from error


def fingerprint(folder: Path) -> str:
    """Return a sha256 over the files of a model folder that make its vectors."""
    files = sorted({path for pattern in (*_CONFIGS, *_WEIGHTS) for path in folder.glob(pattern)})
    lines = [f"{path.relative_to(folder).as_posix()} {checksum(path)}" for path in files]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def load_tokenizer(folder: Path) -> "Tokenizer":
    """Return the folder's fast tokenizer; one that has only a vocabulary is converted by transformers."""
    from tokenizers import Tokenizer

    path = folder / "tokenizer.json"
    return Tokenizer.from_file(str(path)) if path.is_file() else Tokenizer.from_str(fast_tokenizer(folder))


def fast_tokenizer(folder: Path) -> str:
    """Return the folder's tokenizer as the JSON of a fast one; raise EncoderError when it has none."""
    from transformers import AutoTokenizer

    with _readable(folder), _quiet():
        tokenizer: str = AutoTokenizer.from_pretrained(folder).backend_tokenizer.to_str()
    return tokenizer


def read_configuration(folder: Path, name: str) -> Reading:
    """Return how the model in `folder` reads texts, as its transformers and sentence-transformers files say.

    Without such files: mean pooling, and the prompts "query: " and "passage: " for models whose `name` says e5.
    """
    config = _json(folder / "config.json")
    pad = int(config.get("pad_token_id") or 0)
    positions = int(config.get("max_position_embeddings") or _MAX_TOKENS)
    if config["model_type"] in _SHIFTED:
        positions -= max(pad, 1) + 1  # their positions are counted from behind the padding token's number
    limit = int(_json(folder / "sentence_bert_config.json").get("max_seq_length") or _MAX_TOKENS)
    dim = int(config.get("hidden_size") or config.get("dim") or 0)
    return Reading(dim, min(limit, positions), pad, _pooling(folder), _prompts(folder, name))


def _pooling(folder: Path) -> str:
    """Return "mean" or "cls"; raise EncoderError for a model that ends in anything else."""
    modules = _json(folder / "modules.json", [])
    kinds = [str(module["type"]).rsplit(".", 1)[-1] for module in modules]
    config = _json(folder / "1_Pooling" / "config.json")
    flags = [key.split("_")[2] for key, on in config.items() if key.startswith("pooling_mode_") and on]
    pooling = config.get("pooling_mode") or "+".join(flags) or "mean"
    unknown = [kind for kind in kinds if kind not in ("Transformer", "Pooling", "Normalize")]
    if unknown or pooling not in ("mean", "cls"):
        seen = f"The model in {folder} ends in {', '.join(unknown) or f'{pooling} pooling'}."
        raise EncoderError(seen, "Mean or CLS pooling was expected, and nothing behind it.", _NEXT_STEP)
    return str(pooling)


def _prompts(folder: Path, name: str) -> dict[Kind, str]:
    found = _json(folder / "config_sentence_transformers.json")
    prompts = {key: text for key, text in (found.get("prompts") or {}).items() if text}
    if not prompts and _E5.search(name):
        prompts = {"query": "query: ", "passage": "passage: "}
    default = prompts.get(found.get("default_prompt_name") or "", "")
    passage = prompts.get("passage", prompts.get("document", default))
    return {"query": prompts.get("query", default), "passage": passage}


def _json(path: Path, default: Any = None) -> Any:
    """Return the content of a JSON file, `default` or {} when there is none; raise EncoderError when it is damaged."""
    try:
        return json.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        return {} if default is None else default
    except ValueError as error:
        raise EncoderError(f"{path} is damaged: {error}.", "It is a JSON file of a model.", _NEXT_STEP) from error


class TorchBackend:
    """Run a BERT-family folder with torch: SDPA attention where there is one, half precision on CUDA; thread-safe."""

    alone = False
    """Texts share a batch."""

    def __init__(self, folder: Path, device: str) -> None:
        import torch

        self.name = f"torch-{device}"
        self.batch_factor = 8 if device == "cuda" else 1
        dtype = torch.float16 if device == "cuda" else torch.float32
        self._model = load_model(folder).to(device=device, dtype=dtype)
        self._device = device

    def hidden(self, ids: NDArray[np.int64], mask: NDArray[np.int64]) -> NDArray[np.float32]:
        """Return the last hidden state, float32 (texts, tokens, dim), of ids and attention mask (texts, tokens)."""
        import torch

        with torch.inference_mode():
            inputs = torch.from_numpy(ids).to(self._device), torch.from_numpy(mask).to(self._device)
            states = self._model(input_ids=inputs[0], attention_mask=inputs[1]).last_hidden_state
            vectors: NDArray[np.float32] = states.float().cpu().numpy()
        return vectors


def cuda_available() -> bool:
    """Tell whether torch sees a CUDA device."""
    import torch

    return torch.cuda.is_available()


def load_model(folder: Path, attention: str | None = None) -> Any:
    """Return the transformers model of a folder, float32, for evaluation; raise EncoderError when it is unreadable."""
    from transformers import AutoConfig, AutoModel

    with _readable(folder), _quiet():
        config = AutoConfig.from_pretrained(folder)
        model = AutoModel.from_pretrained(folder, attn_implementation=attention, **_without_pooler(config))
    return model.float().eval()


@contextmanager
def _readable(folder: Path) -> Iterator[None]:
    from safetensors import SafetensorError

    try:
        yield
    except (OSError, ValueError, KeyError, SafetensorError) as error:
        seen = f"The model in {folder} could not be read: {error}."
        expected = "A transformers folder has config.json, a tokenizer and model.safetensors."
        raise EncoderError(seen, expected, "Download or save it again, or set QUWEI_ENCODER to 'packaged'.") from error


def _without_pooler(config: Any) -> dict[str, Any]:
    """Return the option that leaves out the pooler, for the models that have one; sentence vectors do not use it."""
    from transformers import AutoModel

    model: Any = AutoModel._model_mapping[type(config)]
    return {"add_pooling_layer": False} if "add_pooling_layer" in inspect.signature(model).parameters else {}


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep transformers' progress bar and load report off the person's screen."""
    from transformers.utils import logging as typed

    logging: Any = typed  # its functions have no annotations
    verbosity, bars = logging.get_verbosity(), logging.is_progress_bar_enabled()
    logging.set_verbosity_error()
    logging.disable_progress_bar()
    try:
        yield
    finally:
        logging.set_verbosity(verbosity)
        if bars:
            logging.enable_progress_bar()
