"""The words shown to people: one message file per language, rendered strictly."""

import random
from functools import cache
from importlib import resources

from fluent.runtime import FluentBundle, FluentResource

from quwei.index.languages import Language

_LOCALES = {"zh": "zh-CN", "en": "en-GB"}


@cache
def _bundle(language: Language) -> FluentBundle:
    text = (resources.files("quwei.agent") / "messages" / f"{language}.ftl").read_text(encoding="utf-8")
    # Isolation marks around values would show up in terminals and break tests on the text.
    bundle = FluentBundle([_LOCALES[language]], use_isolating=False)
    bundle.add_resource(FluentResource(text))
    return bundle


@cache
def _variants(language: Language, message: str) -> tuple[str, ...]:
    """Return the ids of a message and of its other wordings, "message-2", "message-3" ..."""
    bundle = _bundle(language)
    names = [message]
    while bundle.has_message(f"{message}-{len(names) + 1}"):
        names.append(f"{message}-{len(names) + 1}")
    return tuple(names)


def say(language: Language, message: str, seed: int = 0, **values: str | int | float) -> str:
    """Return a message in `language`; `seed` chooses among its wordings, the same one for the same seed.

    A message or value that is missing is our mistake: KeyError, never shown as a placeholder.
    """
    names = _variants(language, message)
    return _rendered(language, names[0] if len(names) == 1 else random.Random(seed).choice(names), values)


class Pen:
    """Write with one seed: the same texts for the same seed, no wording of a message twice before all are used."""

    def __init__(self, language: Language, seed: str) -> None:
        self.language = language
        self.chance = random.Random(seed)
        self._left: dict[str, list[str]] = {}

    def say(self, message: str, **values: str | int | float) -> str:
        """Return a message in its next wording."""
        left = self._left.get(message)
        if not left:
            left = self._left[message] = list(_variants(self.language, message))
            self.chance.shuffle(left)
        return _rendered(self.language, left.pop(), values)


def _rendered(language: Language, name: str, values: dict[str, str | int | float]) -> str:
    bundle = _bundle(language)
    pattern = bundle.get_message(name).value
    assert pattern is not None
    text, errors = bundle.format_pattern(pattern, values)
    if errors:
        raise KeyError(f"message {name!r} in {language}: {errors[0]}")
    return str(text)


JOINT: dict[Language, str] = {"zh": "", "en": " "}
"""What stands between two sentences."""
COMMA: dict[Language, str] = {"zh": "，", "en": ", "}


def capitalised(sentence: str) -> str:
    """Return a sentence with a capital at its beginning."""
    return sentence[:1].upper() + sentence[1:]


def listed(language: Language, words: list[str], last: str = "and") -> str:
    """Return "a, b and c" in the language's own way; `last` is "and", "or" or "then"."""
    if len(words) <= 1:
        return "".join(words)
    joints = {
        ("zh", "and"): ("、", "和"),
        ("zh", "or"): ("、", "或"),
        ("en", "and"): (", ", " and "),
        ("en", "or"): (", ", " or "),
        ("zh", "then"): ("、", "，再到"),
        ("en", "then"): (", ", ", then "),
    }[language, last]
    return joints[0].join(words[:-1]) + joints[1] + words[-1]
