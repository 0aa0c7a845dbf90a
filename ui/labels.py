"""The labels of the web page: one message file per language, rendered strictly."""

from functools import cache
from importlib import resources

from fluent.runtime import FluentBundle, FluentResource

from quwei.index.languages import Language

LOCALES: dict[Language, str] = {"zh": "zh-CN", "en": "en-GB"}


@cache
def _bundle(language: Language) -> FluentBundle:
    text = (resources.files("quwei.ui") / "messages" / f"{language}.ftl").read_text(encoding="utf-8")
    bundle = FluentBundle([LOCALES[language]], use_isolating=False)
    bundle.add_resource(FluentResource(text))
    return bundle


def label(language: Language, message: str, **values: str | int | float) -> str:
    """Return a label in `language`; one that is missing, or lacks a value, is our mistake: KeyError."""
    bundle = _bundle(language)
    if not bundle.has_message(message):
        raise KeyError(f"label {message!r} in {language}")
    pattern = bundle.get_message(message).value
    assert pattern is not None
    text, errors = bundle.format_pattern(pattern, dict(values))
    if errors:
        raise KeyError(f"label {message!r} in {language}: {errors[0]}")
    return str(text)
