"""Find what somebody takes back in the same breath: "comedy, no wait, horror", 日本的，不对，韩国的."""

import re

_TAKES_BACK = re.compile(
    r"(?:[,，。.;；…–—-]+\s*|\s+)"
    r"(?:[啊哦噢呃]?(?:不对|不是|错了|说错了|打错了)(?:[,，。.…!！]+\s*|\s+)(?:我是说|我的意思是|应该是|我要|是)?"
    r"|(?:oh\s+)?no,?\s+(?:wait|sorry)[,.]?\s+|wait,?\s+no[,.]?\s+|scratch that[,.]?\s+"
    r"|(?:no,?\s+|sorry,?\s+)?i meant\s+|actually,?\s+no[,.]?\s+)(?=\S)",
    re.IGNORECASE,
)
_MARKS = ",，。.;；!！?？…"
_FILLER = re.compile(
    r"\s*(?:(?:no|nope|sorry|sry|oops|ups|wait|oh|well|hmm+|yes|ok|不|啊|哦|嗯|呃|对不起|抱歉)[\s,，]*)*", re.IGNORECASE
)
"""What is nothing to take back: such a message corrects an earlier one."""


def without_slips(text: str) -> str:
    """Return a message with what it takes back blanked out, so that all else keeps its place."""
    for found in _TAKES_BACK.finditer(text):
        start = max(text.rfind(mark, 0, found.start()) for mark in _MARKS) + 1
        if not _FILLER.fullmatch(text, start, found.start()):
            return text[:start] + " " * (found.end() - start) + text[found.end() :]
    return text
