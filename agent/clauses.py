"""Say what cards know, in sentences and clauses: the ground of pitches and newsletters.

Nothing is said that a card does not hold; what is unknown of an item is left out.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Any, Literal

from quwei.agent.sentences import sentences_of
from quwei.agent.wording import Wording
from quwei.agent.words import JOINT, Pen, capitalised, listed
from quwei.index.constraint import Constraint
from quwei.index.item import Item
from quwei.index.languages import Language, has_han
from quwei.index.schema import Attribute
from quwei.tools.cards import Card, Check, Reason

STOP: dict[Language, str] = {"zh": "。", "en": "."}
TEXT_LIMIT = 230
"""Characters of an item's own text, to the end of a sentence."""
CLAUSES = 3
"""Limits that are answered, at most: a person who set more gets them on the card."""
Theme = Literal["why", "liked", "near"]
"""What a reason is: a value that was wished for, an item it is like, a phrase it is near to."""


def quoted(wording: Wording, pen: Pen, words: Iterable[str]) -> str:
    """Return words in quotation marks, joined: “heist” and “funny”."""
    marked = [each if each[:1] in "“《" else pen.say("writing-quoted", words=each) for each in dict.fromkeys(words)]
    return listed(wording.language, marked)


def in_their_words(wording: Wording, phrase: str, attribute: str | None, value: Any) -> str:
    """Return the person's own phrase, or the catalogue's word for it where they spoke the other language."""
    if attribute is not None and value is not None and (not phrase or is_foreign(wording, phrase)):
        return wording.value(attribute, value)
    return phrase


def is_foreign(wording: Wording, phrase: str) -> bool:
    """Tell whether a phrase is in the other language."""
    return has_han(phrase) is not (wording.language == "zh")


def own_language(wording: Wording, words: Iterable[str]) -> list[str]:
    """Return the words that are not in the other language, all of them when there are no others."""
    words = list(dict.fromkeys(words))
    return [each for each in words if each[:1] in "“《" or not is_foreign(wording, each)] or words


def themes(wording: Wording, card: Card) -> dict[Theme, list[str]]:
    """Return the reasons of a card by what they are, in words; wishes that only its proof holds are among them."""
    found: dict[Theme, list[str]] = {"why": [], "liked": [], "near": []}
    for reason in card.reasons:
        theme, words = _theme(wording, reason)
        if words:
            found[theme].append(words)
    known = {(each.attribute, each.value) for each in card.reasons}
    for check in card.proof:
        if check.holds and is_wish(check.constraint):
            values = check.value if isinstance(check.value, tuple) else (check.value,)
            for value in check.constraint.values:
                if value in values and (check.constraint.attribute, value) not in known:
                    found["why"].append(wording.value(check.constraint.attribute, value))
    kept = own_language(wording, [each for words in found.values() for each in words])
    return {theme: [each for each in dict.fromkeys(words) if each in kept] for theme, words in found.items()}


def _theme(wording: Wording, reason: Reason) -> tuple[Theme, str]:
    if reason.item is not None:
        return "liked", wording.title(reason.item)
    theme: Theme = "why" if reason.kind == "has_value" else "near"
    return theme, in_their_words(wording, reason.phrase, reason.attribute, reason.value)


def is_wish(constraint: Constraint) -> bool:
    """Tell whether a constraint is a wish for values with a word, as "shoes" or "Japan"."""
    has_word = not isinstance(constraint.value, bool | int | float | date)
    return constraint.op in ("==", "in", "contains", "contains_any") and has_word


def beginning(wording: Wording, item: Item, most: int = 2) -> str:
    """Return the first sentences of an item's own text in the language, `most` where they fit; "" when it has none."""
    sentences = [each.strip() for each in sentences_of(item.texts.get(wording.language) or "")]
    found = sentences[:1]
    for each in sentences[1:]:
        if len(found) == most or sum(map(len, found)) + len(each) > TEXT_LIMIT:
            break
        found.append(each)
    text = JOINT[wording.language].join(found)
    if len(text) > 2 * TEXT_LIMIT:
        return text[: 2 * TEXT_LIMIT].rsplit("，" if wording.language == "zh" else " ", 1)[0].rstrip(" ,;，；") + "…"
    return text if not text or text[-1] in ".!?。！？…”’\"')）」』" else text + STOP[wording.language]


def answers(wording: Wording, pen: Pen, card: Card, only_numbers: bool = False) -> list[str]:
    """Return sentences of the facts that answer the person's limits, with one it fails; or of limits in numbers."""
    kept = [check for check in card.proof if check.holds and check.value is not None]
    if only_numbers:
        kept = [check for check in kept if check.constraint.op in ("<=", ">=")]
    clauses = [clause for clause in map(_clause_maker(wording, pen, kept), kept) if clause]
    failed = [check for check in card.proof if not check.holds and check.value is not None]
    sentences = joined(wording, pen, clauses[:CLAUSES])
    sentences += [pen.say("writing-catch", limit=wording.constraint(each.constraint)) for each in failed[:1]]
    return sentences


def _clause_maker(wording: Wording, pen: Pen, kept: Sequence[Check]) -> Callable[[Check], str]:
    """Return what makes the clause of one check; the second end of a range has been said with the first."""
    ends = {(each.constraint.attribute, each.constraint.op): each for each in kept}

    def clause(check: Check) -> str:
        name, op, value = check.constraint.attribute, check.constraint.op, check.constraint.value
        if isinstance(value, bool):
            wanted = value is (op == "==")
            return pen.say("writing-flag" if wanted else "writing-flag-not", attribute=wording.attribute(name))
        if op in ("not_contains", "!="):
            words = [wording.value(name, each) for each in check.constraint.values]
            return pen.say("writing-free", things=quoted(wording, pen, words))
        if not isinstance(value, int | float | date) or not isinstance(check.value, int | float | date):
            return ""
        low, high = ends.get((name, ">=")), ends.get((name, "<="))
        if low is not None and high is not None:
            return _range(wording, pen, low, high) if check in (low, high)[:1] else ""
        return _bound(wording, pen, check)

    return clause


def _bound(wording: Wording, pen: Pen, check: Check) -> str:
    constraint, name = check.constraint, check.constraint.attribute
    side = {"<=": "most", ">=": "least"}.get(constraint.op, "equal")
    values = {
        "attribute": wording.attribute(name),
        "value": shown_value(wording, name, check.value),
        "fact": noun_phrase(wording, pen, name, check.value),
        "bound": shown_value(wording, name, constraint.value),
        "side": side,
    }
    dated = "dated-" if is_dated(wording, name) else ""
    if constraint.vague is None:
        return pen.say(f"writing-{dated}{side}", **values)
    word, is_refused = _vague_word(wording, constraint)
    message = f"writing-vague{dated and '-dated'}{'-not' if is_refused else ''}"
    return word and pen.say(message, word=word, **values)


def _range(wording: Wording, pen: Pen, low: Check, high: Check) -> str:
    name = low.constraint.attribute
    bare = low.constraint.value
    unit = wording.schema.attributes[name].unit if name in wording.schema.attributes else {}
    return pen.say(
        "writing-dated-between" if is_dated(wording, name) else "writing-between",
        fact=noun_phrase(wording, pen, name, low.value),
        attribute=wording.attribute(name),
        value=shown_value(wording, name, low.value),
        low=str(bare) if unit and isinstance(bare, int) else shown_value(wording, name, bare),
        high=shown_value(wording, name, high.constraint.value),
    )


def _vague_word(wording: Wording, constraint: Constraint) -> tuple[str, bool]:
    """Return the person's vague word and whether they did not want it so: "not too long" is a limit by "long".

    Where they spoke the other language it is a word of ours with the same meaning.
    """
    word, attribute = constraint.vague or "", wording.schema.attributes[constraint.attribute]
    is_low = any(word in words for words in attribute.low.values())
    is_high = any(word in words for words in attribute.high.values())
    is_refused = is_high if constraint.op == "<=" else is_low
    if has_han(word) is (wording.language == "zh"):
        return word, is_refused
    side = attribute.low if is_low else attribute.high
    return next(iter(side.get(wording.language, [])), ""), is_refused


def portrait_facts(wording: Wording, pen: Pen, card: Card) -> str:
    """Return one sentence with main facts of an item: a number with its unit, or who made it; "" without any.

    What its reasons name is not said again.
    """
    item, clauses = card.item, list[str]()
    people = [name for name, each in wording.schema.attributes.items() if each.people]
    for name in people[:1]:
        value = item.attributes.get(name)
        named = any(each.attribute == name for each in card.reasons)
        if not named and (isinstance(value, str) or (isinstance(value, tuple) and len(value) == 1)):
            person = wording.together(name, value)
            clauses.append(pen.say("writing-clause-credit", attribute=wording.attribute(name), name=person))
    for name, attribute in wording.schema.attributes.items():
        value = item.attributes.get(name)
        is_number = isinstance(value, int | float | date) and not isinstance(value, bool)
        if is_number and attribute.asked and (attribute.unit or is_dated(wording, name)):
            clauses.append(_fact_clause(wording, pen, name, value))
    pen.chance.shuffle(clauses)
    return " ".join(joined(wording, pen, clauses[:2], "writing-and"))


def _fact_clause(wording: Wording, pen: Pen, name: str, value: Any) -> str:
    words = {"attribute": wording.attribute(name), "value": shown_value(wording, name, value)}
    if is_dated(wording, name):
        return pen.say("writing-clause-fact-dated", **words)
    counted = _counted(wording, name, value)
    if counted:
        return pen.say("writing-clause-fact-counted", value=counted)
    return pen.say("writing-clause-fact", **words)


def noun_phrase(wording: Wording, pen: Pen, name: str, value: Any) -> str:
    """Return a fact as a part of a sentence: "its runtime of 98 minutes", "its 300 pages"."""
    counted = _counted(wording, name, value)
    if counted:
        return pen.say("writing-fact-counted", value=counted)
    return pen.say("writing-fact", attribute=wording.attribute(name), value=wording.value(name, value))


def _counted(wording: Wording, name: str, value: Any) -> str:
    """Return a number whose attribute is called as its unit, "300 pages" or "40 hours per week"; "" for others."""
    label = wording.attribute(name)
    attribute: Attribute | None = wording.schema.attributes.get(name)
    unit = attribute.unit.get(wording.language, "") if attribute else ""
    if wording.language == "zh":
        return wording.value(name, value) if unit and label == f"{unit}数" else ""
    return f"{wording.value(name, value)}{label[len(unit) :]}" if unit and f"{label} ".startswith(f"{unit} ") else ""


def shown_value(wording: Wording, name: str, value: Any) -> str:
    """Return a value as a sentence has it: in Chinese a year is "2011年"."""
    is_year = wording.language == "zh" and isinstance(value, int) and is_dated(wording, name)
    return f"{value}年" if is_year else wording.value(name, value)


def is_dated(wording: Wording, name: str) -> bool:
    """Tell whether an attribute says when an item is from: a date, or a year."""
    attribute = wording.schema.attributes.get(name)
    if attribute is None or attribute.type == "date":
        return attribute is not None
    is_year = {"year", "年份"} & {word.split(" ")[-1] for words in attribute.labels.values() for word in words}
    return attribute.type == "number" and not attribute.unit and (bool(is_year) or name == "year")


def joined(wording: Wording, pen: Pen, clauses: Sequence[str], joint: str = "writing-beside") -> list[str]:
    """Return clauses as sentences, two in the first."""
    joint, stop = pen.say(joint), STOP[wording.language]
    sentences = [joint.join(clauses[:2])] if clauses else []
    sentences += [pen.say("writing-also", clause=clause) for clause in clauses[2:]]
    return [f"{capitalised(each)}{stop}" for each in sentences]


def disclosure(wording: Wording, pen: Pen, card: Card, title: str | None = None) -> list[str]:
    """Return the sentence with all the owner has to disclose of an item: "it", or its title where several are near."""
    labels = [wording.attribute(name) for name in card.disclosures]
    if not labels:
        return []
    things = quoted(wording, pen, labels)
    return [
        pen.say("writing-disclosure-of", title=title, things=things)
        if title
        else pen.say("writing-disclosure", things=things)
    ]
