"""Write a short personal article about some cards: a headline, an opening, a paragraph per item, a closing line."""

import re
from collections.abc import Sequence

from pydantic import BaseModel, ConfigDict, Field

from quwei.agent.pitch import THEMES, why, why_it
from quwei.agent.wording import Wording
from quwei.agent.words import Pen, capitalised, say
from quwei.agent.writing import (
    JOINT,
    answers,
    beginning,
    disclosure,
    in_their_words,
    is_wish,
    portrait_facts,
    quoted,
    themes,
)
from quwei.index.constraint import Constraint
from quwei.index.profile import Interest, Polarity, Profile
from quwei.index.schema import Attribute
from quwei.tools.cards import Card

TASTES = 4
"""Tastes that the opening names."""
VALUES = 2
"""Values of one attribute that a transition names."""
_MARKDOWN = re.compile(r"([\\`*_\[\]<>#|~])")


class Newsletter(BaseModel):
    """Hold an article: its headline in plain words, its paragraphs as Markdown, and the ids of its items in order."""

    model_config = ConfigDict(frozen=True)

    title: str
    text: str = Field(description="Markdown, without the headline")
    items: tuple[str, ...]

    @property
    def markdown(self) -> str:
        """Return the whole article."""
        return f"# {_escaped(self.title)}\n\n{self.text}\n"


def newsletter(cards: Sequence[Card], profile: Profile, wording: Wording) -> Newsletter:
    """Return the article about `cards`; without any it says that nothing fits."""
    items = tuple(card.item.id for card in cards)
    pen = Pen(wording.language, "/".join(("newsletter", profile.user, *items)))
    if not cards:
        limits = wording.constraints(profile.constraints)
        text = say(wording.language, "nothing-fits", constraints=limits) if limits else _nothing(wording)
        headline = pen.say("writing-headline-plain", noun=wording.noun())
        return Newsletter(title=capitalised(headline), text=_escaped(text), items=())
    likes = _tastes(wording, profile.wants("like"), "like", profile.constraints)
    title = _headline(wording, pen, cards, likes)
    opening = _opening(wording, pen, profile, likes, len(cards))
    closing = pen.say("writing-closing")
    body = _paragraphs(wording, pen, cards)
    return Newsletter(title=title, text="\n\n".join([_escaped(opening), *body, _escaped(closing)]), items=items)


def _nothing(wording: Wording) -> str:
    return say(wording.language, "nothing-at-all")


def _tastes(
    wording: Wording, interests: Sequence[Interest], polarity: Polarity, constraints: Sequence[Constraint]
) -> list[str]:
    """Return what a person likes or would rather not have, the latest word first."""
    words = []
    for each in reversed(interests):
        known = each.attribute if each.value is not None else None
        is_item = each.item is not None
        words.append(
            wording.interest(each) if is_item else in_their_words(wording, each.phrase, known, each.value or "")
        )
    said = {(each.attribute, each.value) for each in interests}
    for limit in constraints:
        if (is_wish(limit) and polarity == "like") or (limit.refuses and polarity == "dislike"):
            values = [value for value in limit.values if (limit.attribute, value) not in said]
            words += [wording.value(limit.attribute, value) for value in values]
    return list(dict.fromkeys(words))[:TASTES]


def _headline(wording: Wording, pen: Pen, cards: Sequence[Card], likes: list[str]) -> str:
    noun = wording.noun()
    if len(cards) == 1:
        return pen.say("writing-headline-one", title=wording.title(cards[0].item.id))
    if not likes:
        return capitalised(pen.say("writing-headline-plain", noun=noun))
    # A headline may begin with the noun, and only then has it a capital.
    chosen = pen.say("writing-headline", noun=noun, wishes=quoted(wording, pen, likes[:2]))
    return capitalised(chosen)


def _opening(wording: Wording, pen: Pen, profile: Profile, likes: list[str], count: int) -> str:
    noun = wording.noun()
    if likes:
        sentences = [pen.say("writing-opening", likes=quoted(wording, pen, likes), noun=noun, count=count)]
    else:
        sentences = [pen.say("writing-opening-plain", noun=noun)]
    dislikes = _tastes(wording, profile.wants("dislike"), "dislike", profile.constraints)
    if dislikes:
        things = quoted(wording, pen, dislikes)
        sentences.append(pen.say("writing-opening-avoid", dislikes=things))
    limits = wording.limits([each for each in profile.constraints if not is_wish(each) and not each.refuses])
    if limits:
        joined = ("；" if wording.language == "zh" else "; ").join(limits)
        sentences.append(pen.say("writing-opening-limits", limits=joined, count=count))
    return JOINT[wording.language].join(sentences)


def _paragraphs(wording: Wording, pen: Pen, cards: Sequence[Card]) -> list[str]:
    told: set[str] = set()
    paragraphs = []
    for place, card in enumerate(cards):
        title, found = wording.title(card.item.id), themes(wording, card)
        text = beginning(wording, card.item)
        news = {theme: [each for each in found[theme] if each not in told] for theme in THEMES}
        told |= {each for theme in THEMES for each in found[theme]}
        if place == 0:
            opening, reasons = why(wording, pen, found, title), []
        else:
            is_last = place == len(cards) - 1
            opening, reasons = [_transition(wording, pen, cards[place - 1], card, is_last)], why_it(wording, pen, news)
        facts = answers(wording, pen, card) or [portrait_facts(wording, pen, card.item)]
        middle = [text, *reasons, *facts] if place % 2 == 0 else [*reasons, *facts, text]
        sentences = [each for each in (*opening, *middle, *disclosure(wording, pen, card)) if each]
        paragraphs.append(_with_bold_title(JOINT[wording.language].join(sentences), title))
    return paragraphs


def _transition(wording: Wording, pen: Pen, before: Card, card: Card, is_last: bool) -> str:
    """Return the sentence that leads from one item to the next: by what they share, or by how they differ."""
    titles = {"title": wording.title(card.item.id), "before": wording.title(before.item.id)}
    wished = {(each.attribute, each.value) for each in (*before.reasons, *card.reasons)}
    links = [_shared(wording, pen, before, card, wished), _differing(wording, pen, before, card)]
    candidates = [each for each in links if each is not None]
    if not candidates or (is_last and pen.chance.random() < 0.4):
        return pen.say("writing-last" if is_last else "writing-next", title=titles["title"])
    message, values = pen.chance.choice(candidates)
    return capitalised(pen.say(message, **titles, **values))


Link = tuple[str, dict[str, str]]
"""A message, and what it says beside the two titles."""


def _shared(
    wording: Wording, pen: Pen, before: Card, card: Card, wished: set[tuple[str | None, str | None]]
) -> Link | None:
    """Return a link by what both items have, except what the person had asked of both."""
    found = []
    for name, values in _worded(wording, card):
        both = [each for each in values if each in _values(before, name) and (name, each) not in wished]
        if both:
            found.append((name, both[:VALUES]))
    if not found:
        return None
    name, both = pen.chance.choice(found)
    words = quoted(wording, pen, [wording.value(name, each) for each in both])
    return "writing-shared", {"attribute": wording.attribute(name), "values": words}


def _differing(wording: Wording, pen: Pen, before: Card, card: Card) -> Link | None:
    """Return a link by an attribute of which the two items have nothing in common."""
    found = []
    for name, values in _worded(wording, card):
        old = _values(before, name)
        if old and values and not set(old) & set(values):
            found.append((name, old[:1], values[:1]))
    if not found:
        return None
    name, old, new = pen.chance.choice(found)
    words = {
        side: quoted(wording, pen, [wording.value(name, each) for each in values])
        for side, values in (("old", old), ("new", new))
    }
    return "writing-differs", {"attribute": wording.attribute(name), **words}


def _worded(wording: Wording, card: Card) -> list[tuple[str, tuple[str, ...]]]:
    """Return the attributes of an item that have words as values and mean something to people."""

    def counts(attribute: Attribute) -> bool:
        return attribute.type in ("string", "list") and (attribute.asked or attribute.people)

    return [(name, _values(card, name)) for name, each in wording.schema.attributes.items() if counts(each)]


def _values(card: Card, name: str) -> tuple[str, ...]:
    value = card.item.attributes.get(name)
    return value if isinstance(value, tuple) else (value,) if isinstance(value, str) else ()


def _escaped(text: str) -> str:
    """Return text of people and catalogues so that Markdown shows it as it is."""
    return _MARKDOWN.sub(r"\\\1", text)


def _with_bold_title(text: str, title: str) -> str:
    """Return a paragraph with its title in bold, inside its marks: outside, Markdown misses it next to Han letters."""
    shown, marked = _escaped(text), _escaped(title)
    bold = f"{marked[0]}**{marked[1:-1]}**{marked[-1]}"
    return shown.replace(marked, bold, 1)
