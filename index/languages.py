"""The two languages Quwei speaks, and telling which one a text is in."""

import re
from collections.abc import Iterable
from typing import Annotated, Literal

from pydantic import BeforeValidator

Language = Literal["zh", "en"]
LANGUAGES: tuple[Language, ...] = ("zh", "en")

HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")
_LATIN_WORD = re.compile(r"[A-Za-z\u00c0-\u024f]+(?:['\u2019-][A-Za-z\u00c0-\u024f]+)*")
_PLEASE = r"(?:please|now|instead|thanks|thank you)"
_ASKS_FOR_LANGUAGE = re.compile(
    rf"(?:(?:{_PLEASE}|can you|could you|let's|ok|okay)[\s,]+)*"
    r"(?:(?:speak|talk|reply|answer|respond|write|(?P<changes>switch|change))(?: to me)?(?: back)?(?: in| to)? "
    r"(?P<en>english|chinese)"
    r"|in (?P<en_in>english|chinese)(?=[\s,]+please))"
    rf"(?:[\s,]+{_PLEASE})*[\s.!?]*"
    r"|(?:请|麻烦|你|可以|能不能|能|可不可以|还是)*(?:说|讲|(?:用|改用)|(?P<changes_zh>换成|换回|改成|切换[到成为]))"
    r"(?P<zh>中文|汉语|普通话|国语|英文|英语)(?:跟我|和我|来)?(?:回答|回复|聊|交流|对话|说|聊天)*我?"
    r"(?:吧|好吗|可以吗|行吗|吗)*[。.!！?？]*",
    re.IGNORECASE,
)
_KANA_OR_HANGUL = re.compile(r"[\u3040-\u30ff\uac00-\ud7af]")


def _as_words(value: object) -> object:
    """Accept one word where a list of words is expected, and leave out what is said twice."""
    if isinstance(value, dict):
        return {language: _without_repeats(words) for language, words in value.items()}
    return value


def _without_repeats(words: object) -> object:
    if isinstance(words, str):
        return [words]
    is_words = isinstance(words, list) and all(isinstance(word, str) for word in words)
    return list(dict.fromkeys(words)) if is_words else words  # type: ignore[call-overload]


Words = Annotated[dict[Language, list[str]], BeforeValidator(_as_words)]
"""Words or phrases per language; the first of each list is the one shown, all are understood."""


def language_of(text: str) -> Language | None:
    """Return the language most of `text` is in, None when it has no word of either.

    A Han character counts as much as a Latin word. Japanese and Korean scripts, Cyrillic and the rest are neither.
    """
    if _KANA_OR_HANGUL.search(text):
        return None
    han, latin = len(HAN.findall(text)), len(_LATIN_WORD.findall(text))
    letters = sum(character.isalpha() for character in text)
    if (not han and not latin) or letters > 2 * (han + sum(map(len, _LATIN_WORD.findall(text)))):
        return None
    return "zh" if han >= latin else "en"


def language_asked_for(text: str, spoken: Language | None) -> Language | None:
    """Return the language a message asks to be answered in, None where it asks for none: "speak English please".

    换成中文 is no such request where Chinese is `spoken` already: it may be about the items.
    """
    found = _ASKS_FOR_LANGUAGE.fullmatch(text.strip())
    if found is None:
        return None
    name = found["en"] or found["en_in"] or found["zh"]
    asked: Language = "en" if name.casefold() in ("english", "英文", "英语") else "zh"
    return None if asked == spoken and (found["changes"] or found["changes_zh"] or found["en_in"]) else asked


def has_han(text: str) -> bool:
    """Tell whether `text` holds a Chinese character."""
    return HAN.search(text) is not None


def shown(words: dict[Language, list[str]], language: Language, default: str) -> str:
    """Return the word to show in `language`, else the one of the other language, else `default`."""
    other: Language = "en" if language == "zh" else "zh"
    for each in (language, other):
        if words.get(each):
            return words[each][0]
    return default


def all_words(words: dict[Language, list[str]]) -> Iterable[tuple[Language, str]]:
    """Yield every (language, word) pair."""
    return ((language, word) for language, each in words.items() for word in each)
