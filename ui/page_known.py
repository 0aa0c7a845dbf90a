"""What is known of the person as HTML, each thing with its edits: hold it, let it fade, take it out."""

import json
from collections.abc import Sequence

from markupsafe import Markup

from quwei.index.constraint import Constraint
from quwei.index.languages import Language
from quwei.index.profile import Interest, Profile
from quwei.ui.labels import label
from quwei.ui.page_standing import Standing

_BODY = Markup('<rect class="qw-body" x="5" y="11" width="14" height="10" rx="1.5"/>')
_ICONS = {
    "lock": Markup('{}<path d="M8 11V7.5a4 4 0 0 1 7.8-1.2"/>').format(_BODY),
    "unlock": Markup('{}<path d="M8 11V8a4 4 0 0 1 8 0v3"/>').format(_BODY),
    "remove": Markup('<path d="M7 7l10 10M17 7L7 17"/>'),
}
"""Drawings in a 24 x 24 box: what can be locked is open, what can be unlocked is closed."""


def known_html(standing: Standing) -> Markup:
    """Return the likes, dislikes and limits, or that there are none yet."""
    language, profile = standing.language, standing.profile
    if not (profile.interests or profile.constraints):
        return _remark(language, "nothing-known")
    return Markup("{}{}{}{}").format(
        _group(standing, "likes", profile.wants("like"), "like"),
        _group(standing, "dislikes", profile.wants("dislike"), "dislike"),
        _remark(language, "lock-hint") if profile.interests else "",
        _group(standing, "limits", profile.constraints, "limit"),
    )


def handle(thing: Interest | Constraint) -> str:
    """Return what a button calls a thing by: the same for as long as it is the same thing."""
    if isinstance(thing, Interest):
        return json.dumps(["interest", *thing.key], ensure_ascii=False)
    return json.dumps(["limit", thing.attribute, thing.op, thing.value], ensure_ascii=False, default=str)


def thing_of(profile: Profile, name: str) -> Interest | Constraint | None:
    """Return the thing that a button calls `name`, None when it is not known any more."""
    things: list[Interest | Constraint] = [*profile.interests, *profile.constraints]
    return next((each for each in things if handle(each) == name), None)


def _remark(language: Language, message: str) -> Markup:
    return Markup('<p class="qw-muted">{}</p>').format(label(language, message))


def _group(standing: Standing, title: str, things: Sequence[Interest | Constraint], kind: str) -> Markup:
    if not things:
        return Markup("")
    # The latest word comes first.
    items = Markup("").join(_tag(standing, each) for each in reversed(things))
    return Markup('<h3>{}</h3><ul class="qw-tags qw-{}">{}</ul>').format(label(standing.language, title), kind, items)


def _tag(standing: Standing, thing: Interest | Constraint) -> Markup:
    wording = standing.wording
    if isinstance(thing, Constraint):
        words = wording.constraint(thing)
        return Markup("<li><span>{}</span>{}</li>").format(words, _button(standing, thing, words, "remove"))
    words = wording.interest(thing)
    change = "unlock" if thing.locked else "lock"
    return Markup('<li data-locked="{}"><span>{}</span>{}{}</li>').format(
        "true" if thing.locked else "false",
        words,
        _button(standing, thing, words, change),
        _button(standing, thing, words, "remove"),
    )


def _button(standing: Standing, thing: Interest | Constraint, words: str, change: str) -> Markup:
    language = standing.language
    # Locking is one button that is pressed or not, so its name stays and its state changes.
    is_lock = change != "remove"
    pressed = Markup(' aria-pressed="{}"').format("true" if change == "unlock" else "false") if is_lock else ""
    return Markup(
        '<button type="button" data-thing="{}" data-change="{}"{} aria-label="{}" title="{}">'
        '<svg viewBox="0 0 24 24" aria-hidden="true">{}</svg></button>'
    ).format(
        handle(thing),
        change,
        pressed,
        label(language, "lock-thing" if is_lock else "remove-thing", thing=words),
        label(language, change),
        _ICONS[change],
    )
