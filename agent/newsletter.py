"""Write a short personal article about some cards: a headline, an opening, a paragraph per item, a closing line."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from pydantic import BaseModel, ConfigDict, Field

from quwei.agent.clauses import (
    answers,
    beginning,
    disclosure,
    in_their_words,
    is_wish,
    own_language,
    portrait_facts,
    quoted,
    themes,
)
from quwei.agent.pitch import THEMES, why, why_it
from quwei.agent.wording import Wording
from quwei.agent.words import JOINT, Pen, capitalised, say
from quwei.index.constraint import Constraint
from quwei.index.profile import Interest, Polarity, Profile
from quwei.index.schema import AttributeType
from quwei.tools.cards import Card

TASTES = 4
"""Tastes that the opening names."""
VALUES = 2
"""Values of one attribute that a transition names."""
DIFFERENCES = 2
"""Attributes, the first of the schema, whose difference leads from one item to the next."""
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
        text = say(wording.language, "nothing-fits" if limits else "nothing-at-all", constraints=limits)
        return Newsletter(title=pen.say("writing-headline-none"), text=_escaped(text), items=())
    likes = _tastes(wording, profile.wants("like"), "like", profile.constraints)
    title = _headline(wording, pen, cards, likes)
    opening = _opening(wording, pen, profile, likes, len(cards))
    closing = pen.say("writing-closing")
    body = _paragraphs(wording, pen, cards)
    return Newsletter(title=title, text="\n\n".join([_escaped(opening), *body, _escaped(closing)]), items=items)


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
    return own_language(wording, words)[:TASTES]


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
    limits = wording.limits([each for each in profile.constraints if _is_said_limit(each)])
    if limits:
        joined = ("；" if wording.language == "zh" else "; ").join(limits)
        sentences.append(pen.say("writing-opening-limits", limits=joined, count=count))
    return JOINT[wording.language].join(sentences)


def _is_said_limit(constraint: Constraint) -> bool:
    """Tell whether a limit is in the person's own numbers: what "short" means is said where it is answered."""
    return not is_wish(constraint) and not constraint.refuses and constraint.vague is None


def _paragraphs(wording: Wording, pen: Pen, cards: Sequence[Card]) -> list[str]:
    told: set[str] = set()
    linked: list[str] = []
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
            opening = [_transition(wording, pen, cards[place - 1], card, is_last, linked)]
            reasons = why_it(wording, pen, news)
        # The opening has said what none of them is.
        facts = answers(wording, pen, card, only_numbers=place > 0) or [portrait_facts(wording, pen, card)]
        middle = [text, *reasons, *facts] if place % 2 == 0 else [*reasons, *facts, text]
        sentences = [each for each in (*opening, *middle, *disclosure(wording, pen, card)) if each]
        paragraphs.append(_with_bold_title(JOINT[wording.language].join(sentences), title))
    return paragraphs


def _transition(wording: Wording, pen: Pen, before: Card, card: Card, is_last: bool, linked: list[str]) -> str:
    """Return the sentence that leads from one item to the next: by what they share, or by how they differ.

    Attributes in `linked` have led to an item before; another one is taken where there is one, and added.
    """
    titles = {"title": wording.title(card.item.id), "before": wording.title(before.item.id)}
    wished = {(each.attribute, each.value) for each in (*before.reasons, *card.reasons)}
    candidates = [*_shared(wording, pen, before, card, wished), *_differing(wording, pen, before, card)]
    candidates = [each for each in candidates if each.attribute not in linked] or candidates
    if not candidates or (is_last and pen.chance.random() < 0.4):
        return pen.say("writing-last" if is_last else "writing-next", title=titles["title"])
    link = pen.chance.choice(candidates)
    linked.append(link.attribute)
    return capitalised(pen.say(link.message, attribute=wording.attribute(link.attribute), **titles, **link.values))


class _Link(NamedTuple):
    """Hold what leads from one item to the next: a message, its attribute, and what it says beside the titles."""

    message: str
    attribute: str
    values: dict[str, str]


def _shared(
    wording: Wording, pen: Pen, before: Card, card: Card, wished: set[tuple[str | None, str | None]]
) -> list[_Link]:
    """Return links by what both items have among other things, except what the person had asked of both."""
    found = []
    makers = [name for name, each in wording.schema.attributes.items() if each.people][:1]
    for name in (*_worded(wording, "list"), *makers):
        values = _values(card, name)
        both = [each for each in values if each in _values(before, name) and (name, each) not in wished]
        if both:
            words = quoted(wording, pen, [wording.value(name, each) for each in both[:VALUES]])
            found.append(_Link("writing-shared", name, {"values": words}))
    return found


def _differing(wording: Wording, pen: Pen, before: Card, card: Card) -> list[_Link]:
    """Return links by attributes of which the two items have nothing in common."""
    found = []
    for name in _worded(wording, "list", "string")[:DIFFERENCES]:
        old, new = _values(before, name), _values(card, name)
        if old and new and not set(old) & set(new):
            words = {"old": wording.value(name, old[0]), "new": wording.value(name, new[0])}
            marked = {side: quoted(wording, pen, [word]) for side, word in words.items()}
            found.append(_Link("writing-differs", name, marked))
    return found


def _worded(wording: Wording, *types: AttributeType) -> list[str]:
    """Return the attributes of these types that mean something to people."""
    return [name for name, each in wording.schema.attributes.items() if each.type in types and each.asked]


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
