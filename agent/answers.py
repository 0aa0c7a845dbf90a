"""Answer what is asked about items: why one is shown, what is known of it, which was picked."""

from collections.abc import Sequence

from quwei.agent.clauses import beginning
from quwei.agent.wording import Wording, fact_names
from quwei.agent.words import COMMA, listed, say
from quwei.agent.workbench import Workbench
from quwei.index.constraint import Constraint
from quwei.index.item import Item
from quwei.index.languages import Language
from quwei.index.profile import Interest
from quwei.tools.cards import Card, Reason


def explanation(bench: Workbench, wording: Wording, items: Sequence[str]) -> list[str]:
    """Return why each card is shown: the terms of its score in the person's words, and the limits it keeps to.

    What does not fulfil the limits any more is no card, and it is said which limits those are.
    """
    sentences = [sentence for card in bench.cards for sentence in _reasons(card, wording)]
    return [*sentences, *outside(bench, wording, items)] or [say(wording.language, "picked-none")]


def outside(bench: Workbench, wording: Wording, items: Sequence[str]) -> list[str]:
    """Return which limits the items break that are asked about and have no card for it."""
    shown = {card.item.id for card in bench.cards}
    titles: dict[tuple[Constraint, ...], list[str]] = {}
    for item in (bench.index.catalogue[each] for each in items if each not in shown):
        broken = [each for each in bench.profile.constraints if not each.holds_for(item)]
        if broken:
            titles.setdefault(tuple(broken), []).append(wording.title(item.id))
    return [
        say(
            wording.language,
            "explain-out",
            title=listed(wording.language, each),
            limits=wording.constraints(broken),
            count=len(each),
        )
        for broken, each in titles.items()
    ]


def _reasons(card: Card, wording: Wording) -> list[str]:
    language, title = wording.language, wording.title(card.item.id)
    reasons = listed(language, list(dict.fromkeys(_with_evidence(wording, each) for each in card.reasons)))
    proven = [each.constraint for each in card.proof if each.holds and _says_more(each.constraint, card.reasons)]
    kept = wording.checks(proven, card.item.attributes)
    if reasons:
        sentences = [say(language, "explain-reasons", title=title, reasons=reasons)]
    elif kept:
        sentences = []
    else:
        return [say(language, "explain-nothing", title=title)]
    if kept:
        sentences.append(say(language, "explain-kept", title=title, limits=listed(language, kept)))
    return sentences


def _says_more(constraint: Constraint, reasons: Sequence[Reason]) -> bool:
    """Tell whether a limit is no wish for a value that the reasons name already."""
    named = {each.value for each in reasons if each.attribute == constraint.attribute}
    return constraint.refuses or not named & set(constraint.values)


def _with_evidence(wording: Wording, reason: Reason) -> str:
    """Return a reason, with the person's own words where they are others."""
    text = wording.reason(reason)
    if reason.event is None or reason.phrase.casefold() in text.casefold() or reason.item is not None:
        return text
    return say(wording.language, "explain-said", reason=text, phrase=reason.phrase)


def description(
    wording: Wording, items: Sequence[Item], attributes: Sequence[str], asked: Sequence[Interest] = ()
) -> list[str]:
    """Return what is known of items: the attributes asked for, whether they have a value, else a short portrait."""
    sentences: list[str] = []
    for item in items:
        title = wording.title(item.id)
        answers = [_has_value(wording, item, each) for each in asked]
        told = {each.attribute for each in asked}
        answers += [_fact(wording, item, name) for name in attributes if name not in told]
        sentences += answers or [_portrait(wording, item, title)]
    return sentences


def _fact(wording: Wording, item: Item, name: str) -> str:
    label, title = wording.attribute(name), wording.title(item.id)
    value = item.attributes.get(name)
    if value is None:
        return say(wording.language, "fact-unknown", attribute=label, title=title)
    return say(wording.language, "fact", attribute=label, title=title, value=wording.together(name, value))


def _has_value(wording: Wording, item: Item, asked: Interest) -> str:
    """Return whether an item has a value, and what it has instead."""
    assert asked.attribute is not None
    language, title, name = wording.language, wording.title(item.id), asked.attribute
    held = item.attributes.get(name)
    value = wording.value(name, asked.value)
    values = held if isinstance(held, tuple) else (held,)
    if asked.value in values:
        return say(language, "has", title=title, value=value)
    if held is None:
        return say(language, "fact-unknown", attribute=wording.attribute(name), title=title)
    return say(
        language,
        "has-not",
        title=title,
        value=value,
        attribute=wording.attribute(name),
        held=wording.together(name, held),
    )


def _portrait(wording: Wording, item: Item, title: str) -> str:
    """Return the beginning of an item's own text, else its main facts."""
    text = beginning(wording, item)
    names = [name for name in fact_names(wording.schema) if name in item.attributes]
    facts = COMMA[wording.language].join(wording.named_value(name, item.attributes[name]) for name in names[:3])
    if text and facts:
        return say(wording.language, "portrait", title=title, text=text, facts=facts)
    return say(wording.language, "portrait-text" if text else "portrait-facts", title=title, text=text, facts=facts)


def picked(bench: Workbench, wording: Wording) -> list[str]:
    """Return what is said to somebody who picked cards."""
    if not bench.cards:
        return [] if bench.is_confirming else [say(wording.language, "picked-none")]
    titles = listed(wording.language, [wording.title(card.item.id) for card in bench.cards])
    return [say(wording.language, "picked", bench.profile.turns, titles=titles)]


def talk(language: Language, kinds: frozenset[str], seed: int, noun: str) -> str:
    """Return one friendly line to what is no wish."""
    if "rude" in kinds:
        return say(language, "talk-rude", seed)
    return say(language, "talk-who" if "who_are_you" in kinds else "talk", seed, things=noun)
