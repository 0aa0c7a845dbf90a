"""Turn behaviour into text, and text into interests: what somebody viewed, searched, bought, rated or wrote."""

import math
from typing import Any

from pydantic import ValidationError

from quwei.index.catalogue import typed_value
from quwei.index.constraint import Constraint
from quwei.index.errors import QuweiError
from quwei.index.opened import Index
from quwei.index.profile import EVENT_TYPES, EventType, Interest, Polarity
from quwei.tools.interests import extract_interests

WEIGHTS = {"viewed": 0.2, "clicked": 0.2, "searched": 0.5, "commented": 0.6, "bought": 0.6, "seen": 0.0}
"""How much one act says about taste; a thumb says .8, a rating up to .8."""
THUMB = 0.8
RECORDABLE = ("viewed", "clicked", "searched", "bought", "rated", "commented", "seen", "thumb", "constraint")


def behaviour_interests(index: Index, kind: EventType, data: dict[str, Any]) -> list[Interest]:
    """Return what one act says: the item it was on, and BERT's reading of the words of a search or comment.

    All of them last beyond the session.
    """
    interests: list[Interest] = []
    if text := data.get("text"):
        found = extract_interests(index, str(text)).interests
        interests += [
            each.model_copy(update={"lasting": True, "weight": each.weight * WEIGHTS.get(kind, 0.5)}) for each in found
        ]
    item = data.get("item")
    if item is None:
        return interests
    polarity, weight = _judgement(kind, data)
    if weight > 0:
        interests.append(
            Interest(phrase=index.catalogue[item].title, polarity=polarity, weight=weight, item=item, lasting=True)
        )
    return interests


def checked_event(index: Index, event: dict[str, Any]) -> tuple[EventType, dict[str, Any]]:
    """Return the type and data of an event from outside, with its interests.

    Raises QuweiError for an unknown type, an unknown item, or a value that is missing.
    """
    data = dict(event)
    kind = data.pop("type", None)
    if kind not in RECORDABLE or kind not in EVENT_TYPES:
        raise QuweiError(f"An event has the type {kind!r}.", f"One of: {', '.join(RECORDABLE)}.", "Correct the event.")
    item = data.get("item")
    if item is not None and (not isinstance(item, str) or item not in index.catalogue):
        raise unknown_item(index, str(item))
    needed = {
        "rated": ("item", "value"),
        "thumb": ("item", "value"),
        "searched": ("text",),
        "constraint": ("attribute", "op", "value"),
    }.get(kind, ("item",))
    missing = [name for name in needed if name not in data]
    if missing:
        raise QuweiError(f"A {kind!r} event lacks {', '.join(missing)}.", f"It needs {', '.join(needed)}.", "Add it.")
    if kind == "constraint":
        return kind, _checked_constraint(index, data)
    _check_values(kind, data)
    interests = behaviour_interests(index, kind, data)
    return kind, {**data, "interests": [each.model_dump(exclude_defaults=True) for each in interests]}


def _check_values(kind: str, data: dict[str, Any]) -> None:
    """Raise QuweiError for a rating that is no number, a scale that is none, or a thumb that is neither up nor down."""
    for name in ("value", "scale"):
        number = data.get(name)
        if kind == "rated" and number is not None and not _is_number(number):
            raise QuweiError(f"A rating has the {name} {number!r}.", "A number.", "Correct the event.")
    if data.get("scale") is not None and not data["scale"] > 0:
        raise QuweiError(f"A rating has the scale {data['scale']!r}.", "A number above 0.", "Correct the event.")
    if kind == "thumb" and data["value"] not in ("up", "down", "seen", "clear"):
        raise QuweiError(f"A thumb is {data['value']!r}.", "One of: up, down, seen, clear.", "Correct the event.")


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)


def _checked_constraint(index: Index, data: dict[str, Any]) -> dict[str, Any]:
    known = index.catalogue.schema.attributes
    if data["attribute"] not in known:
        raise QuweiError(
            f"A constraint is on {data['attribute']!r}.", f"One of: {', '.join(known)}.", "Correct the event."
        )
    try:
        given = data["value"]
        for each in given if isinstance(given, list | tuple) else (given,):
            typed_value(each, known[data["attribute"]])
    except ValueError as error:
        raise QuweiError(
            f"A constraint on {data['attribute']} has the value {data['value']!r}.", f"Expected {error}.", "Correct it."
        ) from error
    try:
        return Constraint.model_validate(data).model_dump(mode="json", exclude_defaults=True)
    except ValidationError as error:
        wrong = "; ".join(f"{each['loc'][0]}: {each['msg']}" for each in error.errors())
        raise QuweiError(
            f"A constraint is not understood: {wrong}.", "An operator and a value.", "Correct it."
        ) from error


def unknown_item(index: Index, item: str) -> QuweiError:
    """Return the error for an id the catalogue does not have, with the nearest ones it has."""
    from rapidfuzz import process

    near = [each for each, _, _ in process.extract(item, list(index.catalogue.rows), limit=3)]
    return QuweiError(
        f"There is no item {item!r} in {index.catalogue.name}.",
        f"Nearest ids: {', '.join(near)}.",
        "See an item with: quwei index show ID",
    )


def _judgement(kind: str, data: dict[str, Any]) -> tuple[Polarity, float]:
    """Return polarity and weight of an act; a rating counts by its distance from the middle of its scale."""
    if kind == "thumb":
        return ("dislike" if data["value"] == "down" else "like"), THUMB if data["value"] in ("up", "down") else 0.0
    if kind != "rated":
        return "like", WEIGHTS.get(kind, 0.0)
    value = float(data["value"])
    scale = float(data.get("scale", 10 if value > 5 else 5))
    lean = (value / scale - 0.55) / 0.45
    return ("like" if lean >= 0 else "dislike"), round(min(1.0, abs(lean)) * 0.8, 3)
