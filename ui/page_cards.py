"""The cards as HTML. Markup escapes every value it is given, so no item or person can write into the page."""

from typing import Any

from markupsafe import Markup

from quwei.agent.wording import fact_names
from quwei.agent.words import listed, say
from quwei.index.item import Item
from quwei.index.languages import LANGUAGES, Language
from quwei.tools.cards import Card, Check
from quwei.ui.labels import LOCALES, label
from quwei.ui.page_standing import Standing

VALUES = 4
"""Values of a list that a line of proof shows."""
FULL = 0.1
"""A bar is full at this probability, or at the best of its neighbours where that is higher."""
_THUMB = (
    "M7 10v11H4a1 1 0 0 1-1-1v-9a1 1 0 0 1 1-1z"
    "l4-8a2.5 2.5 0 0 1 2.4 3.1L12.5 9H19a2 2 0 0 1 2 2.4l-1.7 8a2 2 0 0 1-2 1.6H7"
)
_ICONS = {"up": _THUMB, "down": _THUMB, "seen": "M4 12.5 9.5 18 20 6.5"}
"""Paths in a 24 x 24 box; the stylesheet turns the thumb down."""
_LABELS = {"up": "like", "down": "dislike", "seen": "seen"}


def cards_html(standing: Standing) -> str:
    """Return the grid of cards, empty when there are none."""
    if not standing.cards:
        return ""
    best = max(card.probability for card in standing.cards)
    return Markup('<section class="qw-cards" lang="{}" aria-label="{}">{}</section>').format(
        LOCALES[standing.language],
        label(standing.language, "cards"),
        Markup("").join(_card(standing, card, best) for card in standing.cards),
    )


def bar(probability: float, best: float) -> Markup:
    """Return a bar for a probability beside others up to `best`; the number beside it says the same in words."""
    share = probability / max(best, FULL)
    return Markup('<span class="qw-bar" aria-hidden="true"><i style="width:{}%"></i></span>').format(round(100 * share))


def percent(probability: float) -> str:
    """Return a probability as people read it."""
    return "<1%" if 0 < probability < 0.01 else f"{round(100 * probability)}%"


def _card(standing: Standing, card: Card, best: float) -> Markup:
    wording = standing.wording
    parts = [
        _disclosures(card, standing),
        _heading(card.item, standing.language),
        _match(card, standing.language, best),
        _line("qw-facts", wording.facts(card, fact_names(standing.catalogue.schema))),
        _line("qw-text", card.item.text_in(standing.language)),
        _reasons(standing, card),
        _proof(standing, card),
        _buttons(standing, card),
    ]
    thumb = standing.profile.thumbs.get(card.item.id, "none")
    return Markup('<article class="qw-card" data-card="{}" data-thumb="{}">{}</article>').format(
        card.item.id, thumb, Markup("").join(parts)
    )


def _line(style: str, text: str) -> Markup:
    return Markup('<p class="{}">{}</p>').format(style, text) if text else Markup("")


def _heading(item: Item, language: Language) -> Markup:
    title: str | Markup = item.title_in(language)
    if item.url and item.url.startswith(("http://", "https://")):
        title = Markup('<a href="{}" target="_blank" rel="noopener noreferrer">{}</a>').format(item.url, title)
    other = Markup("").join(
        Markup('<p class="qw-other" lang="{}">{}</p>').format(LOCALES[each], item.titles[each])
        for each in LANGUAGES
        if each in item.titles and item.titles[each] != item.title_in(language)
    )
    return Markup("<header><h3>{}</h3>{}</header>").format(title, other)


def _match(card: Card, language: Language, best: float) -> Markup:
    return Markup('<p class="qw-match">{}<span>{} {}</span></p>').format(
        bar(card.probability, best), label(language, "match"), percent(card.probability)
    )


def _reasons(standing: Standing, card: Card) -> Markup:
    # A thumbed item is evidence for itself; saying so would be no reason.
    others = tuple(each for each in card.reasons if each.item != card.item.id)
    reasons = standing.wording.reasons(card.model_copy(update={"reasons": others}))
    if not reasons:
        return Markup("")
    return Markup('<p class="qw-why"><b>{}</b> {}</p>').format(label(standing.language, "why"), reasons)


def _proof(standing: Standing, card: Card) -> Markup:
    if not card.proof:
        return Markup("")
    lines = Markup("").join(_check(standing, check) for check in card.proof)
    return Markup('<ul class="qw-proof">{}</ul>').format(lines)


def _check(standing: Standing, check: Check) -> Markup:
    wording = standing.wording
    style, mark = ("holds", "✓") if check.holds else ("fails", "✗")
    return Markup('<li class="{}"><b>{}</b> {} <span>{}</span></li>').format(
        style, mark, wording.constraint(check.constraint), _value(standing, check.constraint.attribute, check.value)
    )


def _value(standing: Standing, name: str, value: Any) -> str:
    values = value if isinstance(value, tuple) else (value,)
    return listed(standing.language, [standing.wording.value(name, each) for each in values[:VALUES]])


def _disclosures(card: Card, standing: Standing) -> Markup:
    return Markup("").join(
        Markup('<p class="qw-disclosure">{}</p>').format(
            say(standing.language, "disclosure", attribute=standing.wording.attribute(name))
        )
        for name in card.disclosures
    )


def _buttons(standing: Standing, card: Card) -> Markup:
    profile, item = standing.profile, card.item
    pressed = {
        "up": profile.thumbs.get(item.id) == "up",
        "down": profile.thumbs.get(item.id) == "down",
        "seen": item.id in profile.seen,
    }
    return Markup('<div class="qw-actions">{}</div>').format(
        Markup("").join(_button(item, standing.language, value, on) for value, on in pressed.items())
    )


def _button(item: Item, language: Language, value: str, pressed: bool) -> Markup:
    name = _LABELS[value]
    # Pressing a pressed button takes it back.
    return Markup(
        '<button type="button" data-item="{}" data-value="{}" data-kind="{}" aria-pressed="{}" aria-label="{}"'
        ' title="{}">'
        '<svg viewBox="0 0 24 24" aria-hidden="true"><path d="{}"/></svg>{}</button>'
    ).format(
        item.id,
        "clear" if pressed else value,
        value,
        "true" if pressed else "false",
        label(language, f"{name}-item", title=item.title_in(language)),
        label(language, name),
        _ICONS[value],
        Markup("<span>{}</span>").format(label(language, name)) if value == "seen" else "",
    )
