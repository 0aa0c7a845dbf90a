"""Win a person over to one item: why it fits them, what it is, and the facts that answer their limits."""

from collections.abc import Sequence

from quwei.agent.clauses import (
    Theme,
    answers,
    beginning,
    disclosure,
    portrait_facts,
    quoted,
    themes,
)
from quwei.agent.wording import Wording
from quwei.agent.words import JOINT, Pen
from quwei.index.profile import Profile
from quwei.tools.cards import Card

THEMES: tuple[Theme, ...] = ("why", "liked", "near")
WISHES = 3
"""Wishes named in one sentence."""


def pitch(card: Card, profile: Profile, wording: Wording) -> str:
    """Return a pitch of about two to four sentences; the same person and item give the same text."""
    pen = Pen(wording.language, f"pitch/{profile.user}/{card.item.id}")
    title, text = wording.title(card.item.id), beginning(wording, card.item, most=1)
    found = themes(wording, card)
    facts = _facts(wording, pen, card)
    if len(facts) > 1:  # what answers limits goes before a second sort of reason
        found = _strongest(found)
    if text and any(found.values()) and pen.chance.random() < 0.5:
        sentences = [pen.say("writing-what", title=title, text=text), *why_it(wording, pen, found), *facts]
    elif pen.chance.random() < 0.5:
        sentences = [*why(wording, pen, found, title), text, *facts]
    else:
        sentences = [*why(wording, pen, found, title), *facts, text]
    return JOINT[wording.language].join(each for each in (*sentences, *disclosure(wording, pen, card)) if each)


def _facts(wording: Wording, pen: Pen, card: Card) -> list[str]:
    """Return what answers the limits, else the main facts."""
    return answers(wording, pen, card) or [portrait_facts(wording, pen, card)]


def _strongest(found: dict[Theme, list[str]]) -> dict[Theme, list[str]]:
    first = next((theme for theme in THEMES if found[theme]), None)
    return {theme: words if theme == first else [] for theme, words in found.items()}


def why(wording: Wording, pen: Pen, found: dict[Theme, list[str]], title: str) -> list[str]:
    """Return why an item fits: a sentence with its title for the strongest sort of reason, one more for the next."""
    held = [theme for theme in THEMES if found[theme]]
    if not held:
        return [pen.say("writing-start", title=title)]
    first = pen.say(f"writing-{held[0]}", title=title, **_words(wording, pen, held[0], found[held[0]]))
    return [first, *_say_it(wording, pen, found, held[1:2])]


def why_it(wording: Wording, pen: Pen, found: dict[Theme, list[str]]) -> list[str]:
    """Return why an item that has been named fits."""
    return _say_it(wording, pen, found, [theme for theme in THEMES if found[theme]][:2])


def _say_it(wording: Wording, pen: Pen, found: dict[Theme, list[str]], held: Sequence[Theme]) -> list[str]:
    return [pen.say(f"writing-{theme}-it", **_words(wording, pen, theme, found[theme])) for theme in held]


def _words(wording: Wording, pen: Pen, theme: Theme, words: list[str]) -> dict[str, str]:
    return {"others" if theme == "liked" else "wishes": quoted(wording, pen, words[:WISHES])}
