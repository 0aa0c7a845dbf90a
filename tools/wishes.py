"""Make limits of the values a message wishes for: any of them, or all, and not those of where somebody lives."""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from quwei.index.constraint import Constraint
from quwei.index.opened import Index
from quwei.index.vocabulary import Mention
from quwei.tools.cues import Span
from quwei.tools.extraction import Extraction
from quwei.tools.measures import is_feature, is_place

_ANY_WILL_DO = re.compile(r"\s*(?:片|的|类)*(?:都|也)(?:行|可以|好|成)")
_AND = re.compile(r"\s*(?:,|、|和|与|跟|and)\s*", re.IGNORECASE)
_WITH = re.compile(r"(?:\b(?:with|has|having|both)\s+|有|带|兼有)$", re.IGNORECASE)
"""What comes before things that an item has all of: "a film with romance and dance"."""
_HAS = re.compile(r"\s*(?:with(?: some| a bit of| an?)?|plus|带点?|加点?)\s*", re.IGNORECASE)
_CHOICE = re.compile(
    r"\b(?:or|either|any of|one of|at least one|whichever)\b|或|还是|任意|有一[个样种]|其中一|之一|随便哪|二选一",
    re.IGNORECASE,
)
_HOME = re.compile(
    r"(?:\b(?:i|we)(?:'m| am|'re| are)?(?: both| all| currently)? (?:live|living|based|reside|come|from)"
    r"(?: (?:in|near|at|from))*\s*|(?:我们?|咱们?|本人)?(?:家|现在|目前|平时)*(?:住在?|家在|人在|来自|坐标))$",
    re.IGNORECASE,
)
"""What says where somebody lives, right before the place."""


class Wish(NamedTuple):
    """Say that an attribute is to have one of `values`, and where that is said."""

    mention: Mention
    attribute: str
    values: tuple[str, ...]


def without_home(text: str, wished: Sequence[Wish], extraction: Extraction) -> tuple[list[Wish], list[Span]]:
    """Return the wishes but where somebody lives, if they name another place to go to; and the spans that said so.

    "We live in Beijing but want to go to Sanya"; who names no other place is looking near home.
    """
    at_home = {each: found for each in wished if is_place(each.attribute) and (found := _home(text, each))}
    homes = [each for each in at_home if _has_another(each, wished, at_home)]
    spans = {(each.mention.start, each.mention.end) for each in homes}
    extraction.interests = [each for each in extraction.interests if each.span not in spans]
    return [each for each in wished if each not in homes], list(at_home.values())


def _home(text: str, wish: Wish) -> Span | None:
    found = _HOME.search(text, 0, wish.mention.start)
    return found and found.span()


def _has_another(home: Wish, wished: Sequence[Wish], at_home: dict[Wish, Span]) -> bool:
    return any(each.attribute == home.attribute and each not in at_home for each in wished)


def wished_values(index: Index, text: str, wished: Sequence[Wish], kinds: frozenset[str]) -> list[Constraint]:
    """Return constraints for values wished for: side by side ("动作喜剧") both, otherwise any of one attribute.

    What items have, "parking, a kitchen and a gym", is wanted all together, unless it is put as a choice.
    """
    constraints: list[Constraint] = []
    by_attribute: dict[str, list[Wish]] = {}
    for wish in wished:
        by_attribute.setdefault(wish.attribute, []).append(wish)
    for attribute, found in by_attribute.items():
        values = tuple(dict.fromkeys(value for each in found for value in each.values))
        is_list = index.catalogue.schema.attributes[attribute].type == "list"
        if len(values) == 1:
            constraints.append(Constraint(attribute=attribute, op="contains" if is_list else "==", value=values[0]))
        elif is_list and len(found) > 1 and _together(index, text, attribute, found, kinds):
            constraints += [any_of(attribute, each.values) for each in found]
        else:
            constraints.append(Constraint(attribute=attribute, op="contains_any" if is_list else "in", value=values))
    return constraints


def any_of(attribute: str, values: tuple[str, ...]) -> Constraint:
    """Return the wish for one of an item's values to be among `values`."""
    if len(values) == 1:
        return Constraint(attribute=attribute, op="contains", value=values[0])
    return Constraint(attribute=attribute, op="contains_any", value=values)


def _together(index: Index, text: str, attribute: str, found: Sequence[Wish], kinds: frozenset[str]) -> bool:
    """Tell whether one and the same item is to have all that is named."""
    first, last = found[0].mention, found[-1].mention
    if _ANY_WILL_DO.match(text, last.end):
        return False
    side_by_side = all(not text[one.mention.end : other.mention.start].strip(" 的") for one, other in pairwise(found))
    if side_by_side or "together" in kinds:
        return True
    if is_feature(attribute, index.catalogue.schema.attributes[attribute]):
        return _CHOICE.search(text, max(0, first.start - 12)) is None
    return _go_together(index, text, attribute, found)


def _go_together(index: Index, text: str, attribute: str, found: Sequence[Wish]) -> bool:
    """Tell whether "and" joins what is wanted in one item: people, and what follows "with", where any has it all."""
    joints = [text[one.mention.end : other.mention.start] for one, other in pairwise(found)]
    if not all(_AND.fullmatch(each) or _HAS.fullmatch(each) for each in joints):
        return False
    with_all = _WITH.search(text, 0, found[0].mention.start) or any(map(_HAS.fullmatch, joints))
    if not index.catalogue.schema.attributes[attribute].people and not with_all:
        return False
    return bool(index.columns.mask([any_of(attribute, each.values) for each in found]).any())
