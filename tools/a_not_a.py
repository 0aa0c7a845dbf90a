"""Put a Chinese question of a word and its opposite as a plain one: 贵不贵 asks 贵吗, and refuses nothing."""

import re

_SAID_TWICE = re.compile(r"(?P<word>[\u3400-\u9fff]{1,2})不(?P=word)(?P<rest>(?![的呢啊呀吗嘛了])[\u3400-\u9fff])?")
_FIXED = frozenset("是能会要可好行对想喜愿该用得来去看买吃玩") | {"可以", "需要", "喜欢", "知道", "愿意", "应该"}
"""Words that ask of something else when they stand like this, not what an item is: 是不是, 能不能, 要不要."""


def as_question(text: str) -> str:
    """Return a message with such words put as a question of the same length, so that all else keeps its place."""
    return _SAID_TWICE.sub(_asked, text)


def _asked(match: re.Match[str]) -> str:
    word, rest = match["word"], match["rest"] or ""
    if word in _FIXED:
        return match.group()
    if rest and len(word) == 1:
        return f"是否{word}{rest}"  # 吓不吓人
    return f"{word}是否{'吗' * (len(word) - 1)}{rest}"
