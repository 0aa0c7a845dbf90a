"""Read degrees of values that have an order: "nothing too spicy", 不要辣, "something easier"."""

from collections.abc import Sequence

from quwei.index.constraint import Constraint, Operator
from quwei.index.opened import Index
from quwei.index.vocabulary import Meaning
from quwei.tools.degrees import Scene, is_comparative, is_superlative
from quwei.tools.marked import Marked
from quwei.tools.reading import Reading
from quwei.tools.stances import STANCES

MANY = 4
"""Values from which "not spicy" leaves out more than "not too spicy" does."""


def ranked_bound(
    index: Index, reading: Reading, marked: Marked, degrees: Sequence[Meaning], scene: Scene
) -> Constraint | None:
    """Return the limit to values of an order that a vague word means: those of the upper half are "spicy".

    A comparative leaves out what the card put forward has, and what is beyond it.
    """
    attributes = index.catalogue.schema.attributes
    meaning = next((each for each in degrees if attributes[each.attribute].ordered), None)
    if meaning is None or marked.stance.attitude == "neutral" or marked.stance == STANCES["tolerance"]:
        return None
    attribute = attributes[meaning.attribute]
    unwanted = marked.stance.attitude == "dislike" or (marked.too and not marked.stance.said)
    order = attribute.ordered if (meaning.kind == "high") is not unwanted else attribute.ordered[::-1]
    values: Sequence[str] = ()
    if is_superlative(reading.text, marked):
        values = order[-1:]
    elif is_comparative(reading.text, marked):
        values = _beyond_card(index, meaning.attribute, order, scene)
    values = values or _end_of(order, unwanted, marked.too)
    op: Operator = "contains_any" if attribute.type == "list" else "in"
    word = None if unwanted else reading.text[marked.mention.start : marked.mention.end]
    kept = tuple(value for value in attribute.ordered if value in values)
    return Constraint(attribute=meaning.attribute, op=op, value=kept, vague=word)


def _end_of(order: Sequence[str], unwanted: bool, too: bool) -> Sequence[str]:
    """Return the last half of an order; of what is refused, the half that is left, and less where it is not "too"."""
    half = max(1, len(order) // 2)
    if not unwanted:
        return order[-half:]
    left = order[half:]
    return left[1:] if not too and len(order) >= MANY else left


def _beyond_card(index: Index, name: str, order: Sequence[str], scene: Scene) -> Sequence[str]:
    """Return what comes after the value of the card put forward, nothing where there is none."""
    shown = next((each for each in scene.shown if each in index.catalogue), None)
    held = index.catalogue[shown].attributes.get(name) if shown else None
    return order[order.index(held) + 1 :] if isinstance(held, str) and held in order else []
