"""Cut a reply into sentences as it comes in, so that each can be checked before anybody reads it."""

import re
from collections.abc import Iterator

_END = re.compile(r"[。！？\n]+(?!》)[”」』’）)]*\s*|[.!?]+[”\"'’)]*(?:\s+|$)")
_LONGEST_TITLE = 60
_ABBREVIATION = re.compile(r"\b(?:[A-Z]|Mr|Mrs|Ms|Dr|St|Jr|Sr|Mt|No|vs|Prof|Capt|Gen|Col|Vol)\.\s*$")
"""What ends in a stop and ends no sentence: "William H. Macy"."""


class SentenceBuffer:
    """Gather pieces of text and give back whole sentences, with the space behind them."""

    def __init__(self) -> None:
        self._text = ""

    def add(self, piece: str) -> Iterator[str]:
        """Yield the sentences that `piece` completes."""
        self._text += piece
        at = 0
        for match in _END.finditer(self._text):
            # The end of the text may be the middle of "3.5" or of "...": wait for what follows.
            if match.end() == len(self._text) and not self._text.endswith(("\n", " ", "。", "！", "？")):
                break
            if _ABBREVIATION.search(self._text[: match.end()]) or self._is_in_title(at, *match.span()):
                continue
            yield self._text[at : match.end()]
            at = match.end()
        self._text = self._text[at:]

    def _is_in_title(self, start: int, stop: int, end: int) -> bool:
        """Tell whether a title is open at a stop: 《嗨！爸爸》 and “Winter... and Spring” are one each."""
        for opening, closing in ("《》", "“”"):
            opened = self._text.rfind(opening, start, stop)
            behind = self._text[end : end + _LONGEST_TITLE].partition(closing)
            is_closed = closing in self._text[opened:end] or not behind[1] or opening in behind[0]
            if opened >= 0 and not is_closed:
                return True
        return False

    def rest(self) -> str:
        """Return what is left when nothing more comes."""
        rest, self._text = self._text, ""
        return rest


def sentences_of(text: str) -> list[str]:
    """Return the sentences of a text."""
    buffer = SentenceBuffer()
    return [each for each in [*buffer.add(text), buffer.rest()] if each.strip()]
