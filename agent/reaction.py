"""Understand a message as a reaction to the last reply: to its cards, or to its question."""

from quwei.agent.workbench import Workbench
from quwei.index.constraint import Constraint
from quwei.index.item import Item
from quwei.tools.interests import Extraction, extract_interests
from quwei.tools.rejection import as_too, is_plain_rejection, left_out, refused_like_that, yes_or_no


def take_reaction(found: Extraction, bench: Workbench) -> None:
    """Add to what was found in a message what it says of the last reply."""
    catalogue = bench.index.catalogue
    first = next((catalogue[each] for each in bench.profile.last.cards if each in catalogue), None)
    if first is not None and (complaint := as_too(bench.message)):
        read = extract_interests(bench.index, complaint)
        if read.constraints and not read.interests:
            found.constraints, found.kinds = read.constraints, found.kinds | read.kinds
    if not found.understood:
        _take_answer(found, bench, first)
    elif first is not None and "too" in found.kinds:
        _take_comparison(found, bench, first)


def _take_answer(found: Extraction, bench: Workbench, first: Item | None) -> None:
    """Note that the cards are no good, or what a yes, a no or no preference says to the question."""
    question = bench.profile.last.question
    answer = yes_or_no(bench.message) if question is not None else None
    refused = refused_like_that(bench.index, bench.message, first) if first else None
    if refused is not None and _leaves_something(bench, [refused]):
        found.constraints.append(refused)
    elif question is not None and answer is not None and "yes" in question:
        _take_yes_or_no(found, Constraint.model_validate(question["yes"]), answer)
    elif refused is not None or (first and is_plain_rejection(bench.message, asked=question is not None)):
        found.rejected = list(bench.profile.last.cards)
        found.kinds |= {"rejected"}
    elif question is not None and ("neutral" in found.kinds or answer is False) and not found.withdrawn:
        _decline(found, question["attribute"])


def _take_yes_or_no(found: Extraction, meant: Constraint, answer: bool) -> None:
    if answer:
        found.constraints.append(meant)
    elif isinstance(meant.value, bool):
        found.constraints.append(meant.model_copy(update={"value": not meant.value}))
    else:
        _decline(found, meant.attribute)


def _decline(found: Extraction, attribute: str) -> None:
    found.declined = [attribute]
    found.kinds |= {"neutral"}


def _take_comparison(found: Extraction, bench: Workbench, first: Item) -> None:
    """Let the card that was called too long be left out, whatever "long" means in the catalogue."""
    for number, each in enumerate(found.constraints):
        limit = left_out(bench.index, each, first) if each.vague else each
        others = [other for other in found.constraints if other is not each]
        if limit is not each and _leaves_something(bench, [*others, limit]):
            found.constraints[number] = limit


def _leaves_something(bench: Workbench, new: list[Constraint]) -> bool:
    return bool(bench.index.columns.mask([*bench.profile.constraints, *new]).any())
