"""Find what somebody takes back in the same breath: "comedy, no wait, horror", 日本的，不对，韩国的."""

import re

_TAKEN_BACK = re.compile(
    r"(?P<wrong>[^,，。.;；!！?？…]+?)\s*(?:[,，。.;；…–—-]+\s*|\s+)"
    r"(?:[啊哦噢呃]?(?:不对|不是|错了|说错了|打错了)(?:[,，。.…!！]+\s*|\s+)(?:我是说|我的意思是|应该是|我要|是)?"
    r"|(?:oh\s+)?no,?\s+(?:wait|sorry)[,.]?\s+|wait,?\s+no[,.]?\s+|scratch that[,.]?\s+"
    r"|(?:no,?\s+|sorry,?\s+)?i meant\s+|actually,?\s+no[,.]?\s+)(?=\S)",
    re.IGNORECASE,
)
_FILLER = re.compile(
    r"\s*(?:(?:no|nope|sorry|sry|oops|ups|wait|oh|well|hmm+|yes|ok|不|啊|哦|嗯|呃|对不起|抱歉)[\s,，]*)+", re.IGNORECASE
)


def without_slips(text: str) -> str:
    """Return a message with what it takes back blanked out, so that all else keeps its place."""
    found = next((each for each in _TAKEN_BACK.finditer(text) if not _FILLER.fullmatch(each["wrong"])), None)
    if found is None:
        return text
    return text[: found.start("wrong")] + " " * (found.end() - found.start("wrong")) + text[found.end() :]
