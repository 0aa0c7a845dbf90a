"""Let a language model write about items; what it may not say is taken out, and the templates stand behind it."""

import json
from collections.abc import Callable, Sequence
from importlib import resources
from string import Template
from typing import Any, Literal

from langchain_core.language_models import BaseChatModel
from langchain_core.messages import HumanMessage

from quwei.agent.clauses import disclosure, in_their_words
from quwei.agent.failures import BrainFailedError
from quwei.agent.wording import Wording
from quwei.agent.words import JOINT, Pen
from quwei.index.profile import Profile
from quwei.tools.cards import Card

Kind = Literal["pitch", "newsletter"]
Released = Callable[[str], str]
"""Returns of a text the sentences that the catalogue and the cards bear out."""
CHARACTERS: dict[Kind, int] = {"pitch": 900, "newsletter": 4_000}
"""Characters after which a model is stopped."""
ENOUGH = 0.4
"""Share of the template's length below which too little is left of a model's text."""
_KINDS: dict[Kind, tuple[str, str]] = {
    "pitch": ("a pitch for the item", "two to four sentences"),
    "newsletter": ("a short personal newsletter", "an opening, one short paragraph per item, a closing line"),
}
_LANGUAGES = {"zh": "Chinese", "en": "English"}


def written(
    brain: BaseChatModel,
    kind: Kind,
    cards: Sequence[Card],
    profile: Profile,
    wording: Wording,
    template: str,
    released: Released,
) -> str:
    """Return the model's text as far as it is `released`, else `template`.

    The template is taken when the model fails, when too little is left, or when an item is no longer named.
    """
    try:
        text = released(_heard(brain, _prompt(kind, cards, profile, wording), CHARACTERS[kind])).strip()
    except BrainFailedError:
        return template
    is_whole = all(wording.title(card.item.id) in text for card in cards)
    if not is_whole or len(text) < ENOUGH * len(template):
        return template
    return _with_disclosures(text, cards, wording)


def _heard(brain: BaseChatModel, prompt: str, most: int) -> str:
    """Return what the model says, up to `most` characters: not every provider bounds tokens by the same name."""
    text = ""
    try:
        for chunk in brain.stream([HumanMessage(prompt)]):
            text += str(chunk.text)
            if len(text) >= most:
                break
    except Exception as error:  # every provider has errors of its own
        raise BrainFailedError(f"{type(error).__name__}: {error}") from error
    return text[:most]


def _prompt(kind: Kind, cards: Sequence[Card], profile: Profile, wording: Wording) -> str:
    text = (resources.files("quwei.agent") / "messages" / "write_prompt.md").read_text(encoding="utf-8")
    name, length = _KINDS[kind]
    facts = {"person": _person(profile, wording), "items": [_facts(card, wording) for card in cards]}
    return Template(text).substitute(
        kind=name,
        length=length,
        language=_LANGUAGES[wording.language],
        facts=json.dumps(facts, ensure_ascii=False, indent=1),
    )


def _person(profile: Profile, wording: Wording) -> dict[str, Any]:
    return {
        "likes": [wording.interest(each) for each in profile.wants("like")],
        "would rather not have": [wording.interest(each) for each in profile.wants("dislike")],
        "limits": wording.limits(profile.constraints),
    }


def _facts(card: Card, wording: Wording) -> dict[str, Any]:
    """Return all that may be said of an item, in words of the language."""
    attributes = card.item.attributes
    return {
        "title": wording.title(card.item.id),
        "text": card.item.texts.get(wording.language, ""),
        "fits the words": [
            wording.reason(each)
            if each.item is not None
            else in_their_words(wording, each.phrase, each.attribute, each.value)
            for each in card.reasons
        ],
        "attributes": {wording.attribute(name): wording.together(name, value) for name, value in attributes.items()},
        "limits it keeps to": [
            wording.check(each.constraint, each.value) for each in card.proof if each.holds and each.value is not None
        ],
        "disclosures": [wording.attribute(name) for name in card.disclosures],
    }


def _with_disclosures(text: str, cards: Sequence[Card], wording: Wording) -> str:
    """Return a text with what the owner has to disclose: a model's word for it is not relied on."""
    pen = Pen(wording.language, text)
    owed = [
        sentence
        for card in cards
        for sentence in disclosure(wording, pen, card, wording.title(card.item.id) if len(cards) > 1 else None)
    ]
    return JOINT[wording.language].join([text, *owed])
