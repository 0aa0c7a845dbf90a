"""`quwei write`: words about items for one person, printed or written to a file."""

from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import Result

from quwei.index.errors import QuweiError
from quwei.index.languages import language_of

Run = Callable[..., Result]


def test_help_has_examples(run: Run) -> None:
    for command in ("pitch", "newsletter"):
        assert "Example" in run("write", command, "--help").stdout


def test_a_pitch_is_printed_in_the_language_asked_for(run: Run) -> None:
    chinese = run("write", "pitch", "inception-2010", "--language", "zh").stdout
    assert "《盗梦空间》" in chinese
    assert language_of(chinese) == "zh"
    assert "“Inception”" in run("write", "pitch", "inception-2010", "-l", "en").stdout


def test_the_wishes_of_the_conversation_count(run: Run) -> None:
    run("ask", "heist films under two hours", "--user", "ann", "--session", "terminal")
    assert "heist" in run("write", "pitch", "oceans-eleven-2001", "--user", "ann").stdout
    assert "heist" not in run("write", "pitch", "oceans-eleven-2001", "--user", "bob", "-l", "en").stdout


def test_a_newsletter_is_markdown_about_so_many_items(run: Run, tmp_path: Path) -> None:
    printed = run("write", "newsletter", "--count", "3", "-l", "en").stdout
    assert printed.startswith("# ")
    assert printed.count("**") == 6
    file = tmp_path / "letter.md"
    assert "written" in run("write", "newsletter", "--count", "3", "-l", "en", "--out", file).stdout
    assert file.read_text(encoding="utf-8") == printed


@pytest.mark.parametrize(
    ("arguments", "seen"),
    [
        (("pitch", "inceptoin"), "no item 'inceptoin'"),
        (("newsletter", "--count", "0"), "about 0 items"),
        (("newsletter", "--out", "no/such/folder/letter.md"), "cannot be written"),
    ],
)
def test_a_mistake_says_what_was_seen(run: Run, arguments: tuple[str, ...], seen: str) -> None:
    with pytest.raises(QuweiError, match=seen):
        run("write", *arguments)


def test_a_third_language_is_refused(run: Run) -> None:
    assert run("write", "newsletter", "--language", "fr").exit_code == 2
