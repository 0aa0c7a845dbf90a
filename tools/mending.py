"""Read over slips of the finger: put in what was meant, and remember where it stood."""

from dataclasses import dataclass

from quwei.index.opened import Index
from quwei.index.phrases import lower
from quwei.index.spelling import Slip
from quwei.tools.lexicon import lexicon


@dataclass(frozen=True, slots=True)
class Mended:
    """Hold a text as it was meant, and the slips in it as it was written."""

    text: str
    slips: tuple[Slip, ...] = ()

    def written(self, span: tuple[int, int]) -> tuple[int, int]:
        """Return where a span of the mended text stands in the text as written."""
        return self._back(span[0]), self._back(span[1], end=True)

    def _back(self, place: int, end: bool = False) -> int:
        shift = 0
        for slip in self.slips:
            start = slip.start + shift
            stop = start + len(slip.meant)
            if place < start + end:
                break
            if place < stop + end:
                return slip.end if end else slip.start
            shift += len(slip.meant) - (slip.end - slip.start)
        return place - shift


def mend(index: Index, text: str) -> Mended:
    """Return `text` with the words of the catalogue that are misspelt in it put right."""
    named, steering = index.vocabulary.find(text), lexicon().find(text)
    spans = [each[:2] for each in named] + [each[:2] for each in steering]
    # A single character is no word that is known when it is part of a name written wrong: 刘慈新.
    surely = {place for start, end in spans for place in range(start, end) if end - start > 1}
    covered = surely | {start for start, _ in spans}
    slips = tuple(sorted(index.spelling.slips(lower(text), covered, surely)))
    if not slips:
        return Mended(text)
    parts, at = [], 0
    for slip in slips:
        parts += [text[at : slip.start], slip.meant]
        at = slip.end
    return Mended("".join([*parts, text[at:]]), slips)
