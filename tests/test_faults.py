"""What can go wrong around Quwei ends in a clear message, and nothing is lost."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from quwei.agent import Agent
from quwei.index.settings import Settings


def quwei(*arguments: str, data_dir: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "quwei", *arguments, "--data-dir", str(data_dir)],
        capture_output=True,
        text=True,
        timeout=200,
        env={**os.environ, **environment},
    )


def assert_clear(result: subprocess.CompletedProcess[str], *words: str) -> None:
    assert result.returncode == 1, (result.stdout, result.stderr)
    assert "Traceback" not in result.stderr, result.stderr
    flat = " ".join(result.stderr.split())
    assert "Expected:" in flat
    assert "Next:" in flat
    for word in words:
        assert word in flat, (word, flat)


@pytest.fixture
def data_dir(tmp_path: Path, settings: Settings) -> Path:
    folder = tmp_path / "data"
    folder.mkdir()
    (folder / "models").symlink_to(settings.models_dir, target_is_directory=True)
    return folder


@pytest.fixture
def catalogue(tmp_path: Path) -> Path:
    file = tmp_path / "items.jsonl"
    rows = [
        {"id": str(n), "title": f"Thing {n}", "text": f"A thing about {word}"} for n, word in enumerate(("tea", "snow"))
    ]
    file.write_text("".join(json.dumps(each) + "\n" for each in rows))
    return file


def test_an_unknown_catalogue_lists_the_built_in_ones(data_dir: Path) -> None:
    assert_clear(quwei("ask", "hi", "-c", "flims", data_dir=data_dir), "flims", "films", "places")


def test_an_unknown_item_names_the_nearest(catalogue: Path, data_dir: Path) -> None:
    assert_clear(quwei("index", "show", "11", "-c", str(catalogue), data_dir=data_dir), "Nearest ids")


def test_an_encoder_that_is_not_there_is_named(catalogue: Path, data_dir: Path) -> None:
    assert_clear(
        quwei("ask", "hi", "-c", str(catalogue), data_dir=data_dir, QUWEI_ENCODER="/no/such/model"), "/no/such/model"
    )


def test_every_bad_row_is_listed(tmp_path: Path, data_dir: Path) -> None:
    file = tmp_path / "bad.jsonl"
    file.write_text(
        '{"id": 1, "title": "A", "year": 1990}\n{"id": 2, "year": 1991}\n{"id": 1, "title": "C"}\nnot json\n'
    )
    result = quwei("index", "build", str(file), data_dir=data_dir)
    assert_clear(result, "line 2", "line 3", "line 4", "3 problems")
    assert not list(data_dir.glob("indexes/*/*"))


@pytest.mark.slow
def test_a_full_disk_while_building_is_said_and_the_old_index_goes_on(
    catalogue: Path, data_dir: Path, mount_disk: Callable[[int], Path]
) -> None:
    small_disk = mount_disk(4)
    assert quwei("ask", "tea", "-c", str(catalogue), data_dir=data_dir).returncode == 0
    shutil.copytree(data_dir / "indexes", small_disk / "indexes")
    (data_dir / "indexes").rename(data_dir / "kept")
    (data_dir / "indexes").symlink_to(small_disk / "indexes", target_is_directory=True)
    fill(small_disk)
    before = catalogue.read_text()
    with catalogue.open("a") as rows:
        rows.writelines(
            json.dumps({"id": f"n{n}", "title": f"New {n}", "text": "snow " * 100}) + "\n" for n in range(300)
        )
    result = quwei("index", "build", str(catalogue), data_dir=data_dir)
    assert_clear(result, "space")
    (small_disk / "filler").unlink()
    catalogue.write_text(before)
    info = quwei("index", "info", str(catalogue), "--json", data_dir=data_dir)
    assert info.returncode == 0, info.stderr
    assert json.loads(info.stdout)["items"] == 2


def fill(disk: Path) -> None:
    """Leave a few kilobytes free."""
    free = shutil.disk_usage(disk).free
    (disk / "filler").write_bytes(b"\0" * max(0, free - 16_384))


@pytest.mark.slow
def test_a_full_disk_while_talking_is_said_and_what_was_said_before_is_kept(
    catalogue: Path, data_dir: Path, mount_disk: Callable[[int], Path]
) -> None:
    small_disk = mount_disk(4)
    url = f"sqlite:///{small_disk / 'people.sqlite'}"
    assert quwei("ask", "I love tea", "-c", str(catalogue), data_dir=data_dir, QUWEI_DATABASE_URL=url).returncode == 0
    fill(small_disk)
    results = [
        quwei("ask", "I love snow " + "x" * 1900, "-c", str(catalogue), data_dir=data_dir, QUWEI_DATABASE_URL=url)
        for _ in range(8)
    ]
    assert_clear(next(each for each in results if each.returncode), "refused")
    (small_disk / "filler").unlink()
    shown = quwei("profile", "show", "-c", str(catalogue), data_dir=data_dir, QUWEI_DATABASE_URL=url)
    assert "tea" in shown.stdout, (shown.stdout, shown.stderr)


def test_a_bug_in_a_tool_is_not_swallowed(films_agent: Agent, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("quwei.agent.workbench.choose_question", broken)
    chat = films_agent.chat("ann", "s")
    with pytest.raises(ZeroDivisionError):
        chat.send("a comedy")
    assert chat.history()[0] == ("user", "a comedy")
