"""The command line: what it prints, what a program can read, and how it says no."""

import json
from collections.abc import Callable
from pathlib import Path

from typer.testing import Result

Run = Callable[..., Result]


def test_help_has_examples(run: Run) -> None:
    for command in (["ask"], ["serve"], ["chat"], ["bench"], ["index", "build"], ["profile", "export"]):
        shown = run(*command, "--help")
        assert shown.exit_code == 0
        assert "Example" in shown.stdout


def test_ask_prints_a_reply_and_cards(run: Run) -> None:
    shown = run("ask", "想看轻松的喜剧，不要恐怖片").stdout
    assert "喜剧" in shown
    assert "✓ 不要恐怖" in shown


def test_ask_as_json_is_the_whole_turn(run: Run) -> None:
    turn = json.loads(run("ask", "--json", "a thriller under two hours").stdout)
    assert {"reply", "language", "cards", "question", "abstained", "belief", "trace", "receipts"} <= set(turn)
    assert all(card["attributes"]["runtime"] <= 120 for card in turn["cards"])
    assert all(check["holds"] for card in turn["cards"] for check in card["proof"])
    assert len(turn["belief"]) == 10


def test_what_was_asked_is_known_the_next_time(run: Run) -> None:
    run("ask", "我喜欢科幻片", "--user", "ann")
    assert "科幻" in run("profile", "show", "--user", "ann").stdout
    assert json.loads(run("profile", "export", "--user", "ann").stdout)["events"][0]["data"]["text"] == "我喜欢科幻片"
    assert "2 events" in run("profile", "forget", "--user", "ann", "--yes").stdout
    assert json.loads(run("profile", "show", "--user", "ann", "--json").stdout)["interests"] == []


def test_an_item_is_shown_with_its_features(run: Run) -> None:
    facts = json.loads(run("index", "show", "inception-2010", "--json").stdout)
    assert facts["features"]["keywords"]["zh"]
    assert facts["features"]["topic"]
    assert facts["features"]["mood"]
    assert len(facts["nearest"]) == 5
    assert "Inception" in run("index", "show", "inception-2010").stdout


def test_index_info_names_the_encoder(run: Run) -> None:
    facts = json.loads(run("index", "info", "--json").stdout)
    assert facts["items"] >= 300
    assert facts["encoder"].startswith("packaged:")


def test_the_built_in_catalogues_are_listed_and_samples_are_called_so(run: Run) -> None:
    rows = {row["name"]: row for row in json.loads(run("catalogue", "list", "--json").stdout)}
    assert [rows[name]["data"] for name in ("films", "jobs")] == ["real", "invented samples"]


def test_validate_reports_every_problem_as_json_with_exit_code_1(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "bad.csv"
    file.write_text("id,title,price\n1,A,3\n1,B,4\n2,,x\n")
    shown = run("catalogue", "validate", str(file), "--json")
    assert shown.exit_code == 1
    problems = json.loads(shown.stdout)["problems"]
    assert [(each["line"], each["field"]) for each in problems] == [(3, "id"), (4, "title")]


def test_a_terminal_chat_takes_thumbs_letters_and_undo(run: Run) -> None:
    shown = run("chat", input="想看科幻片\n+1\nundo\n-9\nundo\na\nprofile\nquit\n").stdout
    assert "记下了" in shown
    assert "已撤销" in shown
    assert "There is no card 9" in shown
    assert "nothing to undo" in shown
    assert "我目前的了解" in shown
