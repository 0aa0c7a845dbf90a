"""What the person's messages changed, as HTML: a line under the reply that opens into their receipts."""

from collections.abc import Sequence

from markupsafe import Markup

from quwei.agent.statements import Statement
from quwei.agent.words import listed, say
from quwei.ui.labels import LOCALES, label
from quwei.ui.page_standing import Standing

CLOSED, NONE = "", "0"
"""What a button opens: nothing at all, or the list with no receipt in it open; otherwise the receipt of that id."""


def changes_html(standing: Standing, opened: str = CLOSED) -> str:
    """Return the line, and where it is opened the messages, the newest first, with the receipt that is `opened`.

    Only that one is computed: what a message moved takes two rankings to find.
    """
    language, told = standing.language, standing.statements[::-1]
    if not told:
        return ""
    is_open = opened != CLOSED
    line = Markup('<button type="button" class="qw-look" data-open="{}" aria-expanded="{}">{}</button>').format(
        CLOSED if is_open else told[0].receipt.id, "true" if is_open else "false", label(language, "what-changed")
    )
    rows = Markup("").join(_row(standing, each, opened) for each in told) if is_open else ""
    return Markup('<section class="qw-changes" lang="{}">{}{}</section>').format(
        LOCALES[language], line, Markup("<ol>{}</ol>").format(rows) if rows else ""
    )


def _row(standing: Standing, statement: Statement, opened: str) -> Markup:
    number = str(statement.receipt.id)
    is_open = number == opened
    line = Markup('<button type="button" class="qw-said" data-open="{}" aria-expanded="{}">{}</button>').format(
        NONE if is_open else number,
        "true" if is_open else "false",
        label(standing.language, "quoted", text=statement.text),
    )
    return Markup("<li>{}{}</li>").format(line, _receipt(standing, statement) if is_open else "")


def _receipt(standing: Standing, statement: Statement) -> Markup:
    language, wording, receipt = standing.language, standing.wording, statement.receipt
    understood = [
        *(
            _fact(standing, name, [wording.interest(each) for each in statement.interests if each.polarity == polarity])
            for name, polarity in (("likes", "like"), ("dislikes", "dislike"))
        ),
        _fact(standing, "limits", wording.limits(statement.constraints)),
    ]
    moved = [_fact(standing, name, _titles(standing, ids)) for name, ids in _moved(statement)]
    return Markup(
        '<div class="qw-receipt"><dl>{}</dl><p>{}</p><dl>{}</dl>'
        '<button type="button" class="qw-undo" data-heir="qw-look" data-undo="{}" aria-label="{}">{}</button></div>'
    ).format(
        Markup("").join(understood),
        say(language, "receipt-moved", left=len(receipt.left)),
        Markup("").join(moved),
        receipt.id,
        label(language, "undo-message", text=statement.text),
        label(language, "undo"),
    )


def _moved(statement: Statement) -> tuple[tuple[str, tuple[str, ...]], ...]:
    return ("entered", statement.receipt.entered), ("left", statement.receipt.left)


def _titles(standing: Standing, ids: Sequence[str]) -> list[str]:
    return [standing.wording.title(each) for each in ids]


def _fact(standing: Standing, name: str, words: Sequence[str]) -> Markup:
    if not words:
        return Markup("")
    unique = list(dict.fromkeys(words))
    return Markup("<div><dt>{}</dt><dd>{}</dd></div>").format(
        label(standing.language, name), listed(standing.language, unique)
    )
