"""`quwei test` and `quwei simulate`: exit codes, reports, and recording."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import pytest
from typer.testing import Result

from quwei.index.settings import Settings

Run = Callable[..., Result]
GOOD = "name: good\nsteps: [{user: a comedy, expect: {cards: {all: {genres: Comedy}}}}]\n"
BAD = "name: bad\nsteps: [{user: a comedy, expect: {cards: {all: {genres: Horror}}}}]\n"
GAP = "name: gap\nxfail: cannot count to 17 yet\nsteps: [{user: a comedy, expect: {cards: {count: 17}}}]\n"


def scripts(folder: Path, *texts: str) -> Path:
    (folder / "a.chat.yaml").write_text("---\n".join(texts), encoding="utf-8")
    return folder / "a.chat.yaml"


def test_exit_codes_are_those_of_pytest_where_it_has_them(run: Run, tmp_path: Path) -> None:
    assert run("test", scripts(tmp_path, GOOD)).exit_code == 0
    assert run("test", scripts(tmp_path, GOOD, BAD)).exit_code == 1
    assert run("test", scripts(tmp_path, GOOD, "name: [")).exit_code == 2
    assert run("test", scripts(tmp_path, "name: a\ncatalogue: flims\nsteps: [open]\n")).exit_code == 2
    assert run("test", scripts(tmp_path, GOOD), "-k", "nothing").exit_code == 4
    assert run("test", tmp_path / "nowhere").exit_code == 4


def test_a_failure_is_a_transcript_with_what_was_seen(run: Run, tmp_path: Path) -> None:
    shown = run("test", scripts(tmp_path, BAD)).stdout
    assert "user: a comedy" in shown
    assert "a.chat.yaml:2 cards.all: genres contains Horror" in shown
    assert "saw: " in shown
    assert "belief's top 10: " in shown
    assert "tools: extract_interests" in shown
    assert "1 failed" in shown


def test_gaps_are_listed_with_their_reasons_and_nothing_is_played(run: Run, tmp_path: Path) -> None:
    shown = run("test", scripts(tmp_path, GOOD, GAP), "--gaps").stdout
    assert "cannot count to 17 yet" in shown
    assert "1 of 2 scripts" in shown
    assert json.loads(run("test", scripts(tmp_path, GOOD, GAP), "--gaps", "--json").stdout)[0]["name"] == "gap"


def test_reports_are_written_for_ci_and_for_people(run: Run, tmp_path: Path) -> None:
    junit, html = tmp_path / "report.xml", tmp_path / "report.html"
    assert run("test", scripts(tmp_path, GOOD, BAD, GAP), "--junit", junit, "--html", html).exit_code == 1
    suite = ElementTree.parse(junit).getroot()[0]
    assert (suite.get("tests"), suite.get("failures"), suite.get("skipped")) == ("3", "1", "1")
    failure = suite.find("testcase/failure")
    assert failure is not None
    assert "cards.all: genres contains Horror" in str(failure.get("message"))
    page = html.read_text(encoding="utf-8")
    assert "1 passed" in page
    assert "cards.all: genres contains Horror" in page


def test_what_people_said_is_escaped_in_the_page(run: Run, tmp_path: Path) -> None:
    text = "name: <b>x</b>\nsteps: [{user: '<script>alert(1)</script>'}]\n"
    run("test", scripts(tmp_path, text), "--html", tmp_path / "a.html")
    assert "<script>" not in (tmp_path / "a.html").read_text(encoding="utf-8")


def test_trials_give_the_chance_that_all_of_k_hold(run: Run, tmp_path: Path) -> None:
    facts = json.loads(run("test", scripts(tmp_path, GOOD, BAD), "--trials", "4", "--json").stdout)
    assert (facts["pass^1"], facts["pass^2"], facts["pass^4"]) == (0.5, 0.5, 0.5)
    assert len(facts["runs"]) == 8


def test_sabotage_lists_what_no_broken_agent_falsifies(run: Run, tmp_path: Path) -> None:
    vain = "name: vain\nsteps: [{user: a comedy, expect: {cards: {none: {runtime: {'>=': 900}}}}}]\n"
    shown = run("test", scripts(tmp_path, GOOD), "--sabotage")
    assert shown.exit_code == 0
    assert "0 never falsified" in shown.stdout
    shown = run("test", scripts(tmp_path, GOOD, vain), "--sabotage")
    assert shown.exit_code == 1
    assert "cards.none: runtime >= 900" in shown.stdout


def test_languages_and_brain_are_chosen(run: Run, tmp_path: Path) -> None:
    both = "name: a\nsteps: [{user: {zh: 喜剧, en: comedy}, expect: {reply: {language: same}}}]\n"
    assert len(json.loads(run("test", scripts(tmp_path, both), "--json").stdout)["runs"]) == 2
    (only,) = json.loads(run("test", scripts(tmp_path, both), "--lang", "zh", "--json").stdout)["runs"]
    assert only["run"] == "zh"
    shown = run("test", scripts(tmp_path, both), "--brain", "nosuch:model")
    assert shown.exit_code == 2


def test_a_chat_is_recorded_to_a_file_that_plays(run: Run, tmp_path: Path) -> None:
    run("ask", "a comedy under two hours", "-u", "ann", "-s", "s1")
    file = tmp_path / "mine.chat.yaml"
    assert run("test", "record", "-u", "ann", "-s", "s1", "-o", file).exit_code == 0
    assert run("test", file).exit_code == 0
    assert "under two hours" in run("test", "record", "-u", "ann", "-s", "s1").stdout


def test_tasks_are_generated_saved_and_played_again(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "a.task.yaml"
    facts = run("simulate", "--generate", "6", "--trials", "2", "--save", file)
    assert "6 tasks, 2 trials each" in facts.stdout
    again = json.loads(run("simulate", file, "--trials", "2", "--json").stdout)
    assert len(again["episodes"]) == 12
    assert again["rows"][0]["tasks"] == 6
    assert run("simulate", tmp_path / "nowhere").exit_code == 4


def test_agents_are_compared_on_the_same_tasks(run: Run) -> None:
    options = ("--generate", "4", "--trials", "1", "--reveal", "ask", "--no-reasons", "--cards", "1", "--compare")
    shown = run("simulate", *options).stdout
    for agent in ("as it is", "random questions", "random pairs", "no questions"):
        assert agent in shown
    facts = json.loads(run("simulate", *options, "--json").stdout)
    assert [each["group"] for each in facts["standings"]] == ["all"] * 4 + ["en"] * 4 + ["zh"] * 4
    assert {len(each) for each in facts["episodes"].values()} == {4}


def test_schemas_are_printed(run: Run) -> None:
    assert "steps" in json.loads(run("test", "--schema").stdout)["properties"]
    assert "goal" in json.loads(run("simulate", "--schema").stdout)["properties"]


@pytest.mark.slow
def test_processes_play_what_one_process_plays(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("quwei.agent.scripts.batch.WORTH_A_PROCESS", 1)
    file = scripts(tmp_path, GOOD, BAD, GAP)
    alone, many = (json.loads(run("test", file, "--json", "--workers", n).stdout)["runs"] for n in (1, 2))
    assert [(each["name"], each["outcome"]) for each in alone] == [(each["name"], each["outcome"]) for each in many]


def pytest_run(folder: Path, settings: Settings, *arguments: str) -> subprocess.CompletedProcess[str]:
    (folder / "pyproject.toml").write_text(f'[tool.pytest.ini_options]\nquwei_data_dir = "{settings.data_dir}"\n')
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "-q", *arguments]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True)


@pytest.mark.slow
def test_pytest_collects_scripts_in_any_project(tmp_path: Path, settings: Settings) -> None:
    scripts(tmp_path, GOOD, BAD, GAP)
    shown = pytest_run(tmp_path, settings)
    assert shown.returncode == 1
    assert "1 failed, 1 passed, 1 xfailed" in shown.stdout
    assert "a.chat.yaml:5 cards.all: genres contains Horror" in shown.stdout
    assert "Traceback" not in shown.stdout
    assert "1 passed, 2 deselected" in pytest_run(tmp_path, settings, "-k", "good").stdout


@pytest.mark.slow
def test_pytest_reports_a_mistake_in_a_script_as_one_of_collection(tmp_path: Path, settings: Settings) -> None:
    scripts(tmp_path, "name: a\nstps: [open]\n")
    shown = pytest_run(tmp_path, settings)
    assert shown.returncode == 2
    assert "Did you mean 'steps'?" in shown.stdout
    assert "Traceback" not in shown.stdout


def test_pytest_without_scripts_loads_nothing_of_quwei(tmp_path: Path) -> None:
    (tmp_path / "test_it.py").write_text(
        "import sys\ndef test_it():\n    loaded = [m for m in sys.modules if m.startswith('quwei.')]\n"
        "    assert set(loaded) <= {'quwei.ui', 'quwei.ui.pytest_plugin'}, loaded\n"
    )
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "-q"]
    assert subprocess.run(command, cwd=tmp_path, capture_output=True).returncode == 0
