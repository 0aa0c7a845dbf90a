"""The wheel holds everything, and starts where nothing else of the checkout is."""

import os
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


@pytest.mark.slow
def test_the_wheel_starts_in_a_clean_environment(tmp_path: Path) -> None:
    subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(tmp_path), str(ROOT)],
        check=True,
        capture_output=True,
    )
    (wheel,) = tmp_path.glob("quwei-*.whl")
    subprocess.run([sys.executable, "-m", "venv", str(tmp_path / "venv")], check=True)
    python = tmp_path / "venv" / "bin" / "python"
    subprocess.run([python, "-m", "pip", "install", "--quiet", "--no-deps", str(wheel)], check=True)
    # The libraries are those of this environment; its own editable install of Quwei is not seen this way.
    environment = {**os.environ, "PYTHONPATH": sysconfig.get_path("purelib")}
    where = subprocess.run(
        [python, "-c", "import quwei.agent, quwei.ui.page; print(quwei.agent.__file__)"],
        check=True,
        capture_output=True,
        text=True,
        env=environment,
        cwd=tmp_path,
    )
    assert str(tmp_path / "venv") in where.stdout
    listed = subprocess.run(
        [tmp_path / "venv" / "bin" / "quwei", "catalogue", "list", "--json"],
        check=True,
        capture_output=True,
        text=True,
        env=environment,
        cwd=tmp_path,
    )
    assert '"films"' in listed.stdout
    assert "labels" not in listed.stderr


def test_every_package_and_data_file_is_listed() -> None:
    import tomllib

    settings = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["setuptools"]
    folders = {name: ROOT / settings["package-dir"].get(name, name.replace(".", "/")) for name in settings["packages"]}
    for name in ("agent", "tools", "index", "ui"):
        for folder in (ROOT / name).rglob("*"):
            if folder.is_dir() and list(folder.glob("*.py")):
                assert folder in folders.values(), f"{folder} is no listed package"
    data = settings["package-data"]
    packed = {
        file for name, folder in folders.items() for pattern in data.get(name, []) for file in folder.glob(pattern)
    }
    for folder in folders.values():
        for file in folder.rglob("*"):
            if file.is_file() and file.suffix not in (".py", ".pyc") and "quwei" not in folder.name:
                assert file in packed, f"{file} is not in package-data"


def test_the_libraries_are_imported_late() -> None:
    code = "import sys, quwei.ui.command_line; print([m for m in ('torch', 'gradio', 'chromadb') if m in sys.modules])"
    shown = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert shown.stdout.strip() == "[]"


def test_the_serving_path_needs_no_torch(settings: object, films: object) -> None:
    code = (
        "import sys; from quwei import Agent; a = Agent.open('films', data_dir=sys.argv[1]);"
        "print(len(a.chat('packaging-test', 's').send('robots and the sea').cards)); a.forget('packaging-test');"
        "print([m for m in ('torch', 'transformers', 'gradio') if m in sys.modules])"
    )
    data_dir = str(settings.data_dir)  # type: ignore[attr-defined]
    shown = subprocess.run([sys.executable, "-c", code, data_dir], check=True, capture_output=True, text=True)
    assert shown.stdout.split("\n")[:2] == ["4", "[]"]


def test_imports_go_one_way() -> None:
    allowed = {"index": {"index"}, "tools": {"tools", "index"}, "agent": {"agent", "tools", "index"}}
    for folder, may in allowed.items():
        for file in (ROOT / folder).glob("*.py"):
            for line in file.read_text().splitlines():
                words = line.split()
                if words[:1] in (["from"], ["import"]) and words[1].startswith("quwei."):
                    assert words[1].split(".")[1] in may, f"{file.name}: {line.strip()}"
