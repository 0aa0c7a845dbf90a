"""Ask for a yes where the owner wants one, and understand the answer."""

from collections.abc import Sequence

from quwei.agent.policy import Marked
from quwei.agent.turn import Question
from quwei.agent.wording import Wording
from quwei.agent.words import say
from quwei.agent.workbench import Workbench
from quwei.index.constraint import Constraint
from quwei.index.languages import has_han
from quwei.index.profile import Consent, Profile
from quwei.tools.consent import answer_in
from quwei.tools.extraction import Extraction
from quwei.tools.titles import is_title


def answered(profile: Profile, message: str) -> tuple[Consent | None, str]:
    """Return the yes or no to what the last reply wanted confirmed, and what else the message says."""
    asked = profile.last.question or {}
    if asked.get("kind") != "confirm":
        return None, message
    chips = profile.last.options
    if message.strip() in chips:
        given, rest = message.strip() != chips[-1], ""
    elif (answer := answer_in(message)) is not None:
        given, rest = answer
    else:
        return None, message
    return Consent(attribute=asked["attribute"], value=asked["value"], given=given), rest


def said_otherwise(profile: Profile, found: Extraction) -> Consent | None:
    """Return the yes or no that names the value itself: "R-rated is fine", "no R-rated films"."""
    asked = profile.last.question or {}
    if asked.get("kind") != "confirm":
        return None
    attribute, value = asked["attribute"], asked["value"]
    consent = Consent(attribute=attribute, value=value, given=True)
    if _asks_for(found, attribute, value):
        return consent
    refused = any(
        each.attribute == attribute
        and ((each.refuses and value in each.values) or (each.value is False and value is True))
        for each in found.constraints
    )
    return consent.model_copy(update={"given": False}) if refused else None


def _asks_for(found: Extraction, attribute: str, value: Marked) -> bool:
    """Tell whether a message asks outright for a value."""
    liked = any(
        each.polarity == "like" and each.attribute == attribute and each.value == value for each in found.interests
    )
    return liked or wishes_for(found.constraints, attribute, value)


def wishes_for(constraints: Sequence[Constraint], attribute: str, value: Marked) -> bool:
    """Tell whether some constraints want a value."""
    return any(
        each.attribute == attribute and each.op in ("==", "in", "contains", "contains_any") and value in each.values
        for each in constraints
    )


def to_confirm(bench: Workbench) -> tuple[str, Marked] | None:
    """Return the attribute and value to ask a yes for: one asked for outright, or one that the best cards have.

    What the person passed over a moment ago is not asked again at once, unless there is nothing else to show.
    """
    permission = bench.permission
    if permission is None or not permission.awaiting.any():
        return None
    if (requested := outright(bench)) is not None:
        return requested
    attainable = bench.wanted.among(permission.attainable)
    best = bench.chosen(attainable, max(len(bench.cards), bench.policy.cards_per_turn))
    needed = (permission.asks_for(bench.index, row) for row in best if permission.awaiting[row])
    value = next((each for each in needed if each is not None), None)
    last = bench.profile.last.question or {}
    passed_over = last.get("kind") == "confirm" and (last["attribute"], last["value"]) == value
    return None if passed_over and bench.cards else value


def outright(bench: Workbench) -> tuple[str, Marked] | None:
    """Return what needs a yes and was asked for in so many words, by its value or by an item that has it."""
    permission, found = bench.permission, bench.extraction
    if permission is None:
        return None
    rows = bench.index.catalogue.rows
    for item in found.pointed:
        if item in rows and permission.awaiting[rows[item]] and permission.attainable[rows[item]]:
            return permission.asks_for(bench.index, rows[item])
    waiting = bench.wanted.mask & permission.awaiting & permission.attainable
    for attribute, values in bench.policy.confirm.items():
        for value in values:
            open_ = (attribute, value) not in permission.answered
            if open_ and _asks_for(found, attribute, value) and (waiting & bench.having(attribute, value)).any():
                return attribute, value
    return None


def unsaid(bench: Workbench, reply: str) -> str:
    """Return the question that has to be asked and that the brain left out of its reply."""
    if not bench.is_confirming and (value := outright(bench)) is not None:
        bench.confirm(value)
    question = bench.question
    return question.text if question is not None and bench.is_confirming and question.text not in reply else ""


def notes(bench: Workbench) -> list[str]:
    """Return what is said first of the owner's rules: what the answer changes, and what cannot be shown."""
    wording, found, permission = bench.wording, bench.extraction, bench.permission
    said = [
        say(bench.language, "confirmed" if each.given else "refused", value=wording.marked(each.attribute, each.value))
        for each in found.consents
    ]
    if permission is None:
        return said
    for each in bench.profile.consents:
        if not each.given and each not in found.consents and _asks_for(found, each.attribute, each.value):
            value = wording.marked(each.attribute, each.value)
            said.append(say(bench.language, "refused-before", value=value))
    rows = [bench.index.catalogue.rows[item] for item in found.pointed if item in bench.index.catalogue]
    if found.intent != "recommend" and rows and not permission.attainable[rows].any():
        said.append(say(bench.language, "not-offered"))
    return said


def names_forbidden(bench: Workbench, reply: str) -> list[str]:
    """Return the titles in a reply of items that may not be shown, but for those the person spoke of that only wait."""
    permission, rows = bench.permission, bench.index.catalogue.rows
    if permission is None:
        return []
    spoken_of = {*bench.profile.seen, *bench.extraction.pointed, *(each.item for each in bench.profile.interests)}
    found = []
    for mention in bench.index.vocabulary.find(reply):
        items = [each.what for each in mention.payload if each.kind == "title"]
        free = any(
            permission.allowed[rows[each]]
            or (each in spoken_of and permission.awaiting[rows[each]] and not permission.blocked[rows[each]])
            for each in items
        )
        title = reply[mention.start : mention.end]
        if items and not free and (has_han(title) or is_title(reply, mention.start, mention.end, [])):
            found.append(title)
    return found


def confirm_question(wording: Wording, attribute: str, value: Marked) -> Question:
    """Return the question as asked; its one option and its skip are the answers."""
    return Question(
        kind="confirm",
        attribute=attribute,
        value=value,
        text=say(wording.language, "confirm", value=wording.marked(attribute, value)),
        options=(say(wording.language, "confirm-yes"),),
        skip=say(wording.language, "confirm-no"),
        now=0,
        after=0,
    )
