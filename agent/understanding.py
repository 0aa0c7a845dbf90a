"""Understand a message where the conversation stands: what was found in it, set against what is known already."""

import re
from collections.abc import Sequence
from typing import Any

from quwei.agent.confirming import answered, said_otherwise, wishes_for
from quwei.agent.reaction import take_reaction
from quwei.agent.workbench import Workbench
from quwei.index.constraint import Constraint, Operator
from quwei.index.languages import language_asked_for, language_of
from quwei.index.profile import Interest
from quwei.tools.consent import is_undo
from quwei.tools.degrees import Scene
from quwei.tools.extraction import Extraction
from quwei.tools.interests import extract_interests
from quwei.tools.measures import is_feature
from quwei.tools.wishes import any_of

_OTHER: dict[Operator, Operator] = {"<=": ">=", ">=": "<="}
_WILL_DO = re.compile(
    r"\b(?:is|are|would be|'s)\s+(?:ok|okay|fine|alright|all right|no problem)\b"
    r"|(?:也|都)?(?:可以|行|成|没关系|没问题|能接受)(?:的|吧|了)?\W*$",
    re.IGNORECASE,
)
"""What says behind a degree that it may be so, without asking for it: "a bit more expensive is ok", 再贵一点也可以."""
STORED_LIMIT = 2_000
"""Characters of a message that are kept."""


def understood(bench: Workbench) -> Extraction:
    """Return what the message says; a new wish that nothing fits together with an old one replaces it."""
    if is_undo(bench.message):
        return Extraction(language_of(bench.message), kinds=frozenset({"undo"}))
    if language_asked_for(bench.message, bench.profile.last.language):
        return Extraction(bench.language, kinds=frozenset({"language"}))
    old = bench.profile.constraints
    consent, message = answered(bench.profile, bench.message)
    found = extract_interests(bench.index, message, _scene(bench))
    take_reaction(found, bench, message)
    consent = consent or said_otherwise(bench.profile, found)
    found.consents = [consent] if consent else []
    if consent and not consent.given and wishes_for(old, consent.attribute, consent.value):
        found.corrected.append(consent.attribute)  # who says no does not wish for it any more
    _take_back_values(found, bench)
    _permit(found, bench)
    if found.choice_of_all:
        _take_all(found, old)
    if "also" in found.kinds:
        _widen(found, old)
    if "also" in found.kinds or _WILL_DO.search(message):
        _loosen(found, old)
    _turn_round(found, old)
    if "more" in found.kinds:
        _go_on_nearby(found, bench)
    found.constraints += _insisted(bench, found)
    new = [each.attribute for each in found.constraints if not each.refuses or _takes_back(each, old)]
    if new and not bench.fits([*old, *found.constraints]).any() and bench.fits(found.constraints).any():
        found.replaced += dict.fromkeys(each.attribute for each in old if each.attribute in new)
        found.replaced += _taken_wrongly(found, old)
    return found


def recorded(message: str, found: Extraction) -> dict[str, Any]:
    """Return what is kept of a message and of what was understood of it."""
    return {
        "text": message[:STORED_LIMIT],
        "interests": [each.model_dump(mode="json", exclude_defaults=True) for each in found.interests],
        "constraints": [each.model_dump(mode="json", exclude_defaults=True) for each in found.constraints],
        "reset": found.reset,
        "withdrawn": found.withdrawn,
        "unwished": found.unwished,
        "permitted": found.permitted,
        "replaced": found.replaced,
        "corrected": found.corrected,
        "seen": found.seen,
        "consents": [each.model_dump() for each in found.consents],
        "order": found.order and found.order.model_dump(),
        "rejected": found.rejected,
        "declined": found.declined,
    }


def _takes_back(refusal: Constraint, old: Sequence[Constraint]) -> bool:
    """Tell whether a refusal is of the very thing that was wished for before."""
    wishes = [each for each in old if each.attribute == refusal.attribute and not each.refuses]
    return any(value in refusal.values for each in wishes for value in each.values)


def _taken_wrongly(found: Extraction, old: Sequence[Constraint]) -> list[str]:
    """Return the attributes that a number was taken for which is now said of another one: "24 max", "seats, 24 max"."""
    named = {each.attribute for each in found.constraints}
    said = {(each.op, each.value) for each in found.constraints if isinstance(each.value, int | float)}
    return [each.attribute for each in old if each.attribute not in named and (each.op, each.value) in said]


def _scene(bench: Workbench) -> Scene:
    last = bench.profile.last
    limits = tuple(bench.profile.constraints)
    return Scene(tuple(last.listed), tuple(last.cards), limits, bench.people.today, last.asked)


def _widen(found: Extraction, old: Sequence[Constraint]) -> None:
    """Let what is fine as well stand beside what was wished for, in place of it."""
    wider: dict[Operator, Operator] = {
        "==": "in",
        "in": "in",
        "contains": "contains_any",
        "contains_any": "contains_any",
    }
    for number, each in enumerate(found.constraints):
        before = [other for other in old if other.attribute == each.attribute and other.op in wider]
        if each.op in wider and before:
            values = dict.fromkeys(str(value) for other in (*before, each) for value in other.values)
            found.constraints[number] = each.model_copy(update={"op": wider[each.op], "value": tuple(values)})
            found.replaced.append(each.attribute)


def _loosen(found: Extraction, old: Sequence[Constraint]) -> None:
    """Lift a limit that need not be kept to so strictly: "a bit longer is fine too" after "300 pages at most"."""
    for each in [each for each in found.constraints if each.vague and each.op in _OTHER]:
        if any((held.attribute, held.op) == (each.attribute, _OTHER[each.op]) for held in old):
            found.constraints.remove(each)
            found.withdrawn.append(each.attribute)


def _take_all(found: Extraction, old: Sequence[Constraint]) -> None:
    """Let all be wanted of what was a choice: "both, actually" after "a spa or a pool"."""
    choice = next((each for each in reversed(old) if each.op == "contains_any"), None)
    if choice is not None:
        found.constraints = [any_of(choice.attribute, (str(value),)) for value in choice.values]
        found.replaced.append(choice.attribute)
        found.pointed, found.interests, found.intent = [], [], "recommend"


def _turn_round(found: Extraction, old: Sequence[Constraint]) -> None:
    """Let a vague limit take the place of the opposite one: "something fancier" after "cheaper"."""
    vague = {(each.attribute, each.op) for each in old if each.vague}
    for each in found.constraints:
        if each.vague and (each.attribute, _OTHER.get(each.op)) in vague:
            found.replaced.append(each.attribute)


def _go_on_nearby(found: Extraction, bench: Workbench) -> None:
    """Let limits on loose tags be no more than wishes when all that fulfils them was shown and more is wanted."""
    attributes = bench.index.catalogue.schema.attributes
    held = [each for each in bench.profile.constraints if each.attribute in attributes]
    loose = [each for each in held if not each.refuses and not attributes[each.attribute].exact]
    others = [each for each in held if each not in loose]
    if loose and not bench.leaves(held, more=True) and bench.leaves(others, more=True):
        found.replaced += [each.attribute for each in loose]


def _take_back_values(found: Extraction, bench: Workbench) -> None:
    """Let go of one value where others of its attribute stay: "forget the animation", of family films."""
    profile = bench.profile
    unwished, found.unwished = found.unwished, []
    for attribute, value in unwished:
        interests = [each.value for each in profile.interests if each.attribute == attribute]
        held = {str(each) for each in interests}
        held |= {str(each) for limit in profile.constraints if limit.attribute == attribute for each in limit.values}
        is_one_of_many = is_feature(attribute, bench.index.catalogue.schema.attributes[attribute])
        if is_one_of_many or (value in held and held - {value}):
            found.unwished.append((attribute, value))
            found.withdrawn = [each for each in found.withdrawn if each != attribute]


def _permit(found: Extraction, bench: Workbench) -> None:
    """Let what was refused be fine again, and no limit: "drama is fine" after "no drama"."""
    profile = bench.profile
    refused = {(each.attribute, str(value)) for each in profile.constraints if each.refuses for value in each.values}
    refused |= {(each.attribute or "", str(each.value)) for each in profile.wants("dislike")}
    found.permitted = [each for each in found.permitted if each in refused]
    for name, value in found.permitted:
        found.constraints = [each for each in found.constraints if (each.attribute, each.values) != (name, (value,))]
        found.kinds |= {"neutral"}


def _insisted(bench: Workbench, found: Extraction) -> list[Constraint]:
    """Return limits that wishes for loose tags become: said once more, asked for, or missing on every card shown."""
    attributes = bench.index.catalogue.schema.attributes
    known = {each.key for each in bench.profile.wants("like") if each.span is not None}
    wished: dict[str, list[Interest]] = {}
    for each in found.interests:
        if each.polarity == "like" and not each.lasting and each.attribute and not attributes[each.attribute].exact:
            wished.setdefault(each.attribute, []).append(each)
    limits: list[Constraint] = []
    for attribute, interests in wished.items():
        values = tuple(str(each.value) for each in interests)
        op: Operator = "contains_any" if attributes[attribute].type == "list" else "in"
        limit = Constraint(attribute=attribute, op=op, value=values)
        said_again = "insist" in found.kinds or any(each.key in known for each in interests)
        # The last question promised that its answer would narrow things down.
        counts_on_it = attribute in bench.profile.last.asked or _is_missing(bench, limit)
        together = [*bench.profile.constraints, *found.constraints, *limits, limit]
        if said_again or (counts_on_it and bench.leaves(together)):
            limits.append(limit)
    return limits


def _is_missing(bench: Workbench, limit: Constraint) -> bool:
    """Tell whether cards were shown of which none fulfils a limit."""
    shown = [bench.index.catalogue[each] for each in bench.profile.last.cards if each in bench.index.catalogue]
    return bool(shown) and not any(limit.holds_for(item) for item in shown)
