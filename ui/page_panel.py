"""What stands around the cards as HTML: the brand, the answers on offer, notices, the belief panel, forgetting."""

from collections.abc import Iterable, Sequence

from markupsafe import Markup

from quwei.agent import Receipt
from quwei.index.languages import Language
from quwei.ui.labels import LOCALES, label
from quwei.ui.page_cards import bar, percent
from quwei.ui.page_known import known_html
from quwei.ui.page_standing import Standing

TOP = 5
"""Items of the belief that the panel lists."""


def brand_html(language: Language) -> str:
    """Return the brand and its line; the language of the whole page is read from it."""
    return Markup(
        '<div class="qw-brand" lang="{}"><span class="qw-seal" aria-hidden="true">趣</span>'
        "<div><h1>{}</h1><p>{}</p></div></div>"
    ).format(LOCALES[language], label(language, "page-title"), label(language, "tagline"))


def chips_html(options: Sequence[str], language: Language) -> str:
    """Return a button for each answer; the last one skips the question."""
    if not options:
        return ""
    buttons = Markup("").join(
        Markup('<button type="button" class="qw-chip{}" data-text="{}">{}</button>').format(
            " qw-skip" if option == options[-1] else "", option, option
        )
        for option in options
    )
    return Markup('<div class="qw-chips" role="group" aria-label="{}">{}</div>').format(
        label(language, "answers"), buttons
    )


def busy_html(language: Language) -> str:
    """Return what stands in the place of the answers while a turn runs: with a language model that takes seconds."""
    return Markup('<p class="qw-busy" role="status">{}</p>').format(label(language, "thinking"))


def receipts_html(receipts: Iterable[Receipt], language: Language) -> str:
    """Return what events changed, each with its Undo."""
    return Markup("").join(
        _notice(
            receipt.text,
            language,
            Markup('<button type="button" data-undo="{}">{}</button>').format(receipt.id, label(language, "undo")),
        )
        for receipt in receipts
    )


def notice_html(text: str, language: Language, is_error: bool = False) -> str:
    """Return one sentence for the person."""
    return _notice(text, language, is_error=is_error)


def _notice(text: str, language: Language, button: str = "", is_error: bool = False) -> Markup:
    return Markup(
        '<div class="qw-notice{}" role="{}"><p>{}</p>{}'
        '<button type="button" class="qw-close" data-close="" aria-label="{}">×</button></div>'
    ).format(" qw-error" if is_error else "", "alert" if is_error else "status", text, button, label(language, "close"))


def panel_html(standing: Standing) -> str:
    """Return the panel "what Quwei believes about you"."""
    language = standing.language
    return Markup('<section class="qw-panel" lang="{}"><h2>{}</h2>{}{}</section>').format(
        LOCALES[language], label(language, "believes"), known_html(standing), _top(standing)
    )


def forget_html(language: Language) -> str:
    """Return what deletes everything known of the person, after a warning."""
    return Markup(
        '<details class="qw-forget" lang="{}"><summary>{}</summary><p>{}</p><button type="button">{}</button></details>'
    ).format(
        LOCALES[language],
        label(language, "forget"),
        label(language, "forget-warning"),
        label(language, "forget-confirm"),
    )


def _top(standing: Standing) -> Markup:
    top, language = standing.belief.top(TOP), standing.language
    if not top:
        return Markup('<h3>{}</h3><p class="qw-muted">{}</p>').format(
            label(language, "top"), label(language, "none-in-play")
        )
    best = top[0][1]
    rows = Markup("").join(
        Markup('<li><span class="qw-name">{}</span><span class="qw-number">{}</span>{}</li>').format(
            standing.catalogue[item].title_in(language), percent(probability), bar(probability, best)
        )
        for item, probability in top
    )
    size = label(language, "in-play", count=max(1, round(standing.belief.size)))
    return Markup('<h3>{}</h3><ol class="qw-top">{}</ol><p class="qw-muted">{}</p>').format(
        label(language, "top"), rows, size
    )
