"""Understand a message as a reaction to the last reply: to its cards, or to its question."""

from collections.abc import Sequence

from quwei.agent.workbench import Workbench
from quwei.index.constraint import Constraint
from quwei.index.item import Item
from quwei.tools.complaints import as_too, limit_of_complaint
from quwei.tools.consent import is_undecided
from quwei.tools.degrees import Scene
from quwei.tools.extraction import Extraction
from quwei.tools.interests import extract_interests
from quwei.tools.rejection import is_plain_rejection, is_seen_already, refused_like_that, yes_or_no


def take_reaction(found: Extraction, bench: Workbench, message: str) -> None:
    """Add to what was found in a message what it says of the last reply."""
    if _has_no_preference(bench, message):
        found.interests, found.constraints, found.seen, found.count = [], [], [], None
        _decline(found, bench.profile.last.asked)
        return
    catalogue = bench.index.catalogue
    first = next((catalogue[each] for each in bench.profile.last.cards if each in catalogue), None)
    if first is not None and (limit := limit_of_complaint(bench.index, message, first)):
        found.interests, found.constraints, found.intent = [], [limit], "recommend"
        return
    if first is not None and (complaint := as_too(message)):
        read = extract_interests(bench.index, complaint, Scene(shown=tuple(bench.profile.last.cards)))
        if read.constraints and all(each.polarity == "dislike" for each in read.interests):
            found.interests, found.constraints, found.kinds = read.interests, read.constraints, found.kinds | read.kinds
    if first is not None and _only_turns_down(found, bench, message):
        found.interests, found.seen, found.intent = [], [], "recommend"
    if first is not None and not found.understood and is_seen_already(message):
        # Of several cards nobody can tell which: none of them is wanted now.
        found.seen = [first.id] if len(bench.profile.last.cards) == 1 else []
        found.rejected = [] if found.seen else list(bench.profile.last.cards)
        found.kinds |= {"more"}
        found.intent = "recommend"
        return
    if not found.understood:
        _take_answer(found, bench, message, first)


def _has_no_preference(bench: Workbench, message: str) -> bool:
    """Tell whether a message answers the last question by "I don't know"; "neither" may be about the cards."""
    last = bench.profile.last
    if not last.asked or (last.question or {}).get("kind") == "confirm" or not is_undecided(message):
        return False
    return len(last.asked) > 1 or not is_plain_rejection(message, asked=True)


def _only_turns_down(found: Extraction, bench: Workbench, message: str) -> bool:
    """Tell whether a message speaks of nothing but cards it does not want: "not that one"."""
    shown = bench.profile.last.cards
    # "Lame" and the like name nothing of the catalogue; is_plain_rejection knows them.
    only_cards = not found.constraints and all(each.item in shown or each.is_free for each in found.interests)
    return only_cards and is_plain_rejection(message, asked=bench.profile.last.question is not None)


def _take_answer(found: Extraction, bench: Workbench, message: str, first: Item | None) -> None:
    """Note that the cards are no good, or what a yes, a no or no preference says to the question."""
    question = bench.profile.last.question
    answer = yes_or_no(message) if question is not None else None
    refused = refused_like_that(bench.index, message, first) if first else None
    if refused is not None and bench.leaves([*bench.profile.constraints, refused]):
        found.constraints.append(refused)
    elif question is not None and answer is not None and "yes" in question:
        _take_yes_or_no(found, Constraint.model_validate(question["yes"]), answer, bench.profile.last.asked)
    elif refused is not None or (
        first and (is_plain_rejection(message, asked=question is not None) or "too" in found.kinds)
    ):
        # Too much of something that no item is known to be, 太无聊了, turns them down as well.
        found.rejected = list(bench.profile.last.cards)
        found.kinds |= {"rejected"}
    elif question is not None and ("neutral" in found.kinds or answer is False) and not found.takes_back:
        _decline(found, bench.profile.last.asked)


def _take_yes_or_no(found: Extraction, meant: Constraint, answer: bool, asked: Sequence[str]) -> None:
    """Take a yes as what it was said to mean; a no to two questions at once is no preference on either."""
    if answer:
        found.constraints.append(meant)
    elif isinstance(meant.value, bool) and len(asked) == 1:
        found.constraints.append(meant.model_copy(update={"value": not meant.value}))
    else:
        _decline(found, asked)


def _decline(found: Extraction, attributes: Sequence[str]) -> None:
    found.declined = list(attributes)
    found.kinds = found.kinds - {"thanks"} | {"neutral"}
    found.intent = "recommend"
