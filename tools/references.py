"""Find what a message says of the cards on screen: "the second one", "这部", "the one with the robot"."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from quwei.index.opened import Index, rows_of
from quwei.index.phrases import lower
from quwei.tools.cues import Span
from quwei.tools.quantities import number_of

_ORDINALS = {
    "first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4, "fifth": 5, "5th": 5,
    "sixth": 6, "6th": 6, "seventh": 7, "eighth": 8, "ninth": 9, "tenth": 10, "last": -1,
}  # fmt: skip
_COUNTS = {"two": 2, "three": 3, "four": 4, "2": 2, "3": 3, "4": 4}
_MEASURES = "[个部本款家条张处座份篇件双台盏套则位]"
_EN_NOUNS = "one|film|movie|book|card|option|suggestion|pick|result"
_ZH_NOUNS = "片子|电影|书|地方|东西"
_ORDINAL = "|".join(_ORDINALS)
_COMPARED = re.compile(r"er$|est$|^most |^least ")
_ENDS = (
    r"(?=\s*(?:$|[,.;!?，。；！？]"
    r"|(?:is|was|looks?|sounds?|seems?|please|pls|then|though|and|or|nor|with|for|by)\b))"
)


class Reference(NamedTuple):
    """Say that characters [start, end) point at items on cards; `weak` where it may point at anything ("it")."""

    start: int
    end: int
    items: tuple[str, ...]
    weak: bool = False


def find_references(index: Index, text: str, listed: Sequence[str], shown: Sequence[str] = ()) -> list[Reference]:
    """Return the references to cards, none overlapping; the first sort wins, and "it" is what else is pointed at.

    Places count from the last list of cards, `listed` (item ids). A pronoun means one of the last reply, `shown`: the
    first, which is the one that was put forward.
    """
    if not listed:
        return []
    shown = shown or listed
    lowered, nouns = lower(text), _nouns(index.item_nouns)
    found: list[Reference] = []
    for each in (
        *_described(index, lowered, listed),
        *_counted(lowered, listed),
        *_numbered(lowered, listed),
        *_ordered(lowered, listed, nouns),
        *_pronouns(lowered, shown, nouns),
    ):
        if not any(each.start < other.end and other.start < each.end for other in found):
            found.append(each)
    strong = [each for each in found if not each.weak]
    return sorted(strong or found)


@lru_cache(maxsize=32)
def _nouns(words: frozenset[str]) -> str:
    """Return a pattern of what items are called here, in English."""
    return "|".join(sorted({_EN_NOUNS, *map(re.escape, words)}, key=len, reverse=True))


def place_beyond(index: Index, text: str, listed: Sequence[str]) -> bool:
    """Tell whether a message speaks of a place on the list that no card has: the third of two."""
    places = list(_places(lower(text), _nouns(index.item_nouns)))
    return bool(listed and places) and all(abs(place) > len(listed) for _, place in places)


def _described(index: Index, text: str, shown: Sequence[str]) -> Iterator[Reference]:
    """Yield "the one with the robot" and "有机器人的那部": the card that reads most like the words."""
    links = "with|about|where|in|set in|that|who|from|by|of"
    english = re.compile(rf"\bthe one (?:{links})\s+(?:the |an? )?(?P<what>[^,.;!?]+)")
    chinese = re.compile(rf"(?:有|讲|关于|带|写)?(?P<what>[^，。；！？,.;!?\s]{{1,12}}?)的(?:那|这)一?{_MEASURES}")
    for match in (*english.finditer(text), *chinese.finditer(text)):
        most = _most(index, match["what"], shown)
        item = most if most or match["what"].startswith("最") else _closest(index, match["what"], shown)
        if item is not None:
            yield Reference(*match.span(), (item,))
    for match in re.finditer(rf"\bthe\s+(?P<what>(?:most |least )?[a-z]+)\s+(?:{_EN_NOUNS})\b", text):
        if _COMPARED.search(match["what"]) and (item := _most(index, match["what"], shown)):
            yield Reference(*match.span(), (item,))


def _most(index: Index, words: str, shown: Sequence[str]) -> str | None:
    """Return the card that is the most of something, None for what is no degree: "最便宜的那款"."""
    for found in index.vocabulary.find(words):
        if words[: found.start].strip("最比较更") or words[found.end :].strip("一点些的"):
            continue
        for meaning in found.payload:
            values = index.columns.numbers.get(meaning.attribute)
            if meaning.kind in ("low", "high") and values is not None:
                rows = [int(row) for row in rows_of(index.catalogue, shown) if values[row] == values[row]]
                best = (max if meaning.kind == "high" else min)(rows, key=lambda row: float(values[row]), default=None)
                return None if best is None else index.catalogue.items[best].id
    return None


def _closest(index: Index, words: str, shown: Sequence[str]) -> str:
    rows = rows_of(index.catalogue, shown)
    closeness = index.vectors[rows] @ index.phrase_vectors([words])[0] + index.lexical.scores(words)[rows]
    return index.catalogue.items[int(rows[int(closeness.argmax())])].id


def _counted(text: str, shown: Sequence[str]) -> Iterator[Reference]:
    """Yield "the first two" and "前两部", "the last two" and "最后两部"."""
    counts = "|".join(_COUNTS)
    pattern = re.compile(
        rf"\b(?:the\s+)?(?:(?P<first>first|top)|last|bottom)\s+(?P<en>{counts})\b(?:\s+(?:{_EN_NOUNS})s)?"
        rf"|(?:(?P<zh_first>前)|最?后)(?P<zh>[两二三四2-4]){_MEASURES}"
    )
    for match in pattern.finditer(text):
        count = int(number_of(match["en"] or match["zh"]) or 0)
        chosen = shown[:count] if match["first"] or match["zh_first"] else shown[-count:]
        yield Reference(*match.span(), tuple(chosen))


def _numbered(text: str, shown: Sequence[str]) -> Iterator[Reference]:
    """Yield both cards of "the difference between 1 and 3" and 1和3有什么区别."""
    pattern = re.compile(
        r"(?:(?<=between )|(?<=compare ))(?:number\s*|#)?(?P<one>\d)"
        r"\s+(?:and|with|to|vs\.?)\s+(?:number\s*|#)?(?P<other>\d)\b"
        r"|第?(?P<zh>\d|[一二三四])(?:和|跟|与)第?(?P<zh_other>\d|[一二三四])(?=.{0,3}(?:比|区别|不同|哪))"
    )
    for match in pattern.finditer(text):
        said = (match["one"] or match["zh"], match["other"] or match["zh_other"])
        places = [int(number_of(each) or 0) for each in said]
        if all(1 <= place <= len(shown) for place in places):
            yield Reference(*match.span(), tuple(shown[place - 1] for place in places))


def _ordered(text: str, shown: Sequence[str], nouns: str) -> Iterator[Reference]:
    """Yield "the second one", "number 2", "第二部", "最后一个"; a place beyond the last card is none."""
    for (start, end), place in _places(text, nouns):
        if 1 <= place <= len(shown) or -len(shown) <= place <= -1:
            yield Reference(start, end, (shown[place - (place > 0)],))


def _places(text: str, nouns: str) -> Iterator[tuple[Span, int]]:
    """Yield the places on a list that a text speaks of, those from the end below zero."""
    pattern = re.compile(
        rf"\b(?:the\s+)?(?P<en>{_ORDINAL})\s+(?:{nouns})s?\b"
        rf"|\bthe\s+(?P<bare>{_ORDINAL}){_ENDS}"
        r"|(?:\bnumber\s*|\bno\.?\s*|#)(?P<number>\d)\b"
        rf"|(?P<zh_last>(?:最后|倒数第)一){_MEASURES}|倒数第(?P<back>[二三四五六]){_MEASURES}"
        rf"|第(?P<zh>[一二三四五六七八九\d]){_MEASURES}(?:{_ZH_NOUNS})?"
    )
    for match in pattern.finditer(text):
        word = match["en"] or match["bare"]
        said = "last" if match["zh_last"] else word
        place = _ORDINALS[said] if said else int(number_of(match["number"] or match["zh"] or match["back"]) or 0)
        yield match.span(), -place if match["back"] else place


def _pronouns(text: str, shown: Sequence[str], nouns: str) -> Iterator[Reference]:
    """Yield what stands for one card or for all of them."""
    several = re.compile(
        rf"\b(?:these|those)(?:\s+(?:{nouns})s)?\b|\b(?:them|both of them|all of them|the two)\b"
        r"|(?<=\bare )they\b|\bboth(?=\s*(?:$|[,.;!?]))"
        rf"|(?:这|那)(?:两|几|俩|些){_MEASURES}?|它们"
    )
    one = re.compile(
        rf"\b(?:this|that)\s+(?:{nouns})\b|(?:这|那)(?:一)?(?!个){_MEASURES}(?:{_ZH_NOUNS})?|(?:这|那)个?(?:{_ZH_NOUNS})"
    )
    similar = re.compile(
        rf"\b(?:more\s+)?similar(?:\s+(?:{nouns})s?)?(?=\s*(?:$|[,.;!?]|but\b|and\b|please\b))"
        r"|(?:类似|相似|差不多|同类)的"
    )
    # "都看过了" is said of all that is shown.
    unnamed = re.compile(
        r"^(?:我|我们|这些|那些)?(?:全部|全都|全|都)都?(?=(?:已经|早就|早)?[看读去买玩听吃用]过)"
        r"|(?<=seen )(?:it |them )?(?:all|both)(?: of (?:them|these|those))?(?=\s*(?:$|[,.;!?]|already|before))"
    )
    # "这个国家" speaks of a country and points at no card.
    things = "国|地区|导演|演员|作者|作家|类|时|年|月|星期|周末|城市|颜色|牌|主题|题材|风格|价位|世界"
    pointing = rf"(?:这|那)个(?!{things})"
    alone = re.compile(r"(?<=than )(?:that|this)\b|(?<=like )that\b|\bthat(?=\s*(?:$|[,.;!?]))|\bit\b|它|" + pointing)
    for match in similar.finditer(text):
        yield Reference(*match.span(), (shown[0],))
    for match in unnamed.finditer(text):
        yield Reference(*match.span(), tuple(shown))
    for match in several.finditer(text):
        yield Reference(*match.span(), tuple(shown), match.group() in ("them", "they", "它们"))
    for match in one.finditer(text):
        yield Reference(*match.span(), (shown[0],))
    for match in alone.finditer(text):
        yield Reference(*match.span(), (shown[0],), weak=True)
