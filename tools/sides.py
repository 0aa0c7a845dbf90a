"""Tell which side of a number a message wants: at most, at least, or around it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from quwei.index.constraint import Operator
from quwei.index.languages import all_words
from quwei.index.phrases import lower
from quwei.index.schema import Attribute
from quwei.tools.lexicon import Cue
from quwei.tools.quantities import Quantity

_SMALL_WORDS = "of|the|in|a|is|are|to|在|于|的|是|都|要|每人|每个人|一个人|其实|大概|可以|能|会|(?:提高|放宽|[加降])?到"
NOTHING = rf"[\s-]*(?:(?:{_SMALL_WORDS})[\s-]*)*"
"""What may stand between a number and its comparison."""
_POSTFIX = re.compile(
    r".*[以之][上下内前后]|.*[及或].*|起步|往上|封顶|左右|上下|(?:or|and) .*|onwards?|tops|max(?:imum)?|min(?:imum)?"
    r"|at (?:least|most)"
)
"""Words that stand behind their number, also with the attribute's name between: "16 gigs of RAM or more"."""
_ONLY_POSTFIX = re.compile(
    r".*[以之][上下内前后]|.*[及或].*|起步|往上|封顶|or .*|and (?:up|less|more|later|newer|earlier|higher)"
    r"|onwards?|tops"
)
_BEHIND = re.compile(
    r"\+|的?(?:(?P<below>内(?![地心容部陆涵外存]))|(?<=[\d元块刀分页钟时寸年g])起(?![来床点码初])"
    r"|(?P<before>(?<=年)前(?!后))|(?P<since>(?<=[年\d])(?:往后|至今|到现在|以来)|(?<=年)[后起]))"
)
"""Short words and signs that set a bound only right behind a number: 六小时内, 300元起, 8+."""
_SIGN = re.compile(r"(?:(?P<below><=?|≤|小于等于)|>=?|≥|大于等于)\s*$")
_THAN = re.compile(r"年?(?:代)?(?:还|更|要)?(?:(?P<above>[新晚高多长大贵重])|[老早旧低少短小轻])")
"""What a number is compared by behind 比: 比2015年新."""
_ISH = re.compile(r"-?ish\b")
_REFUSED_BEHIND = re.compile(
    r"\s*的?[^\s,，。;；]{0,3}?(?:就|都|我|也)?(?:不要|别给|别推荐|不看|不想看|不行|不考虑|免了|算了|不去|不买|除外)"
    r"|\s+(?:is|are) (?:out|too long|too much|too old|a no|no good)\b"
)
"""What refuses the number before it: 两小时以上的不要."""
_BETWEEN = re.compile(
    r"\b(?:from|in|of|the|any|anything|something|made|to|sit|for|through|spend|pay|watch|be|it|a|going|lasting|go|films?|movies?|books?)\b"
)
"""What may stand between a refusal and the number it refuses: "no films from 1999"."""


@dataclass(frozen=True, slots=True)
class Side:
    """Say which side of a number is wanted, and the whole span; `strict` leaves the number itself out."""

    op: Operator
    strict: bool
    start: int
    end: int
    in_time: bool


class Sides:
    """Read the words around the numbers of one message (`text`, lower case) that say which side is wanted."""

    def __init__(self, text: str, numbers: Mapping[str, Attribute], cues: Sequence[Cue]) -> None:
        self._text = text
        self._comparing = [cue for cue in cues if {"at_most", "at_least"} & set(cue.payload)]
        self._about = [cue for cue in cues if "about" in cue.payload]
        self._refusals = [cue for cue in cues if {"dislike", "aversion"} & set(cue.payload)]
        names = [
            word for each in numbers.values() for words in (each.labels, each.synonyms) for word in all_words(words)
        ]
        labels = {lower(word) for _, word in names}
        self._labels = frozenset(labels)
        words = "|".join(sorted(map(re.escape, labels), key=len, reverse=True)) or r"(?!)"
        self._beside = re.compile(NOTHING)
        self._beside_with_name = re.compile(rf"{NOTHING}(?:(?:{words})s?{NOTHING})?")

    def of(self, start: int, end: int) -> Side | None:
        """Return the side that a word right before or right after [start, end) gives; a refusal turns it round."""
        for cue in self._comparing:
            if not self._stands_before(cue, start) and not self._stands_behind(cue, end):
                continue
            whole_start, whole_end = min(cue.start, start), max(cue.end, end)
            below = "at_most" in cue.payload
            refused = self.is_refused(whole_start, whole_end)
            strict = not refused and ("time" if below else "past") in cue.payload
            in_time = bool({"time", "dated"} & set(cue.payload))
            return Side("<=" if below is not refused else ">=", strict, whole_start, whole_end, in_time)
        if sign := _SIGN.search(self._text, 0, start):
            return Side("<=" if sign["below"] else ">=", False, sign.start(), end, False)
        if (than := _THAN.match(self._text, end)) and self._text[start - 1 : start] == "比":
            refused = self.is_refused(start - 1, than.end())
            above = (than["above"] is not None) is not refused
            return Side(">=" if above else "<=", not refused, start - 1, than.end(), True)  # 别比2022还老
        if behind := _BEHIND.match(self._text, end):
            in_time = bool(behind["before"] or behind["since"])
            op: Operator = "<=" if behind["below"] or behind["before"] else ">="
            return Side(op, bool(behind["before"]), start, behind.end(), in_time)
        return None

    def _stands_before(self, cue: Cue, start: int) -> bool:
        if _ONLY_POSTFIX.fullmatch(self._text, cue.start, cue.end):
            return False
        return self._beside_with_name.fullmatch(self._text, cue.end, start) is not None

    def _stands_behind(self, cue: Cue, end: int) -> bool:
        postfix = _POSTFIX.fullmatch(self._text, cue.start, cue.end)
        beside = self._beside_with_name if postfix else self._beside
        return beside.fullmatch(self._text, end, cue.start) is not None

    def around(self, quantity: Quantity) -> tuple[int, int] | None:
        """Return the span of a quantity and a word such as "around" or 左右 beside it."""
        for cue in self._about:
            if cue.end <= quantity.start and self._beside_with_name.fullmatch(self._text, cue.end, quantity.start):
                return cue.start, quantity.end
            if quantity.end <= cue.start and self._beside.fullmatch(self._text, quantity.end, cue.start):
                return quantity.start, cue.end
        if ish := _ISH.match(self._text, quantity.end):
            return quantity.start, ish.end()
        return None

    def is_refused(self, start: int, end: int) -> bool:
        """Tell whether a bound is refused: by a word right before it or its attribute's name, or by one behind it."""
        if _REFUSED_BEHIND.match(self._text, end):
            return True
        refusals = [each for each in self._refusals if each.end <= start]
        # 啊不 八十年代的: the no is to what was said before.
        refusals = [
            each for each in refusals if each.end - each.start > 1 or self._text[each.end : each.end + 1] != " "
        ]
        between = [_BETWEEN.sub("", self._text[each.end : start]).strip(" 的") for each in refusals]
        return any(not each or each in self._labels for each in between)
