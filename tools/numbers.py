"""Find bounds on numbers in a message: "under two hours", "90年代", "不超过三百块", "at least 7.5"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from quwei.index.constraint import Constraint
from quwei.index.languages import all_words
from quwei.index.phrases import lower
from quwei.index.schema import Schema
from quwei.tools.lexicon import Cue, lexicon

_ENGLISH = {
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
    "twenty": 20,
    "thirty": 30,
    "forty": 40,
    "fifty": 50,
    "sixty": 60,
    "ninety": 90,
    "hundred": 100,
    "a hundred": 100,
    "half an": 0.5,
    "an": 1,
}
_DIGITS = {"零": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
_PLACES = {"十": 10, "百": 100, "千": 1000, "万": 10000}
_CHINESE = "[零一二两三四五六七八九十百千万]+"
_AMOUNT = rf"\d+(?:,\d{{3}})*(?:\.\d+)?(?:k\b)?|{_CHINESE}半?|(?:half an|a hundred|{'|'.join(_ENGLISH)})\b"
_UNIT = (
    r"个?半?\s*(?:小时|钟头|分钟|分|块钱|块|元|年代|年|页|岁|克|公斤|千克|天|万)"
    r"|-?\s*(?:hours?|hrs?|h|minutes?|mins?|min|yuan|rmb|dollars?|usd|pages?|grams?|kg|stars?|days?|k)\b"
)
_NUMBER = re.compile(rf"(?P<currency>[$¥￥€£]\s*)?(?P<amount>{_AMOUNT})\s*(?P<unit>{_UNIT})?")
_DECADE = re.compile(r"\b(?P<en>(?:19|20)?\d0)'?s\b|(?P<zh>(?:19|20)?\d0|[一二三四五六七八九]十)年代")
_NOTHING = re.compile(r"\s*(?:of|the|在|于|的)?\s*")
"""What may stand between a number and its comparison."""
_MINUTES_PER_HOUR = 60


@dataclass(frozen=True, slots=True)
class Bound:
    """Hold a constraint on a number and the span that said it."""

    start: int
    end: int
    constraint: Constraint


def find_bounds(text: str, schema: Schema) -> list[Bound]:
    """Return the bounds that can be tied to an attribute, by unit, by label or by plausibility."""
    lowered = lower(text)
    bounds = list(_decades(lowered, schema))
    cues = [cue for cue in lexicon().find(text) if {"at_most", "at_least", "dislike", "aversion"} & set(cue.payload)]
    for match in _NUMBER.finditer(lowered):
        if any(bound.start < match.end() and match.start() < bound.end for bound in bounds):
            continue
        if bound := _bound(lowered, match, cues, schema):
            bounds.append(bound)
    return bounds


def _bound(text: str, match: re.Match[str], cues: list[Cue], schema: Schema) -> Bound | None:
    side = _side(text, match, cues)
    amount = number_of(match["amount"])
    if amount is None:
        return None
    unit = (match["unit"] or "").strip(" -个")
    if "半" in unit:
        amount, unit = amount + 0.5, unit.replace("半", "").strip()
    attribute = _attribute(schema, unit, bool(match["currency"]), amount, text)
    if attribute is None:
        return None
    if side is None:
        op, start, end = _unsaid(attribute, unit, schema), match.start(), match.end()
        if op is None:
            return None
    else:
        op, start, end = side
    if unit in ("k", "万") or match["amount"].endswith("k"):
        amount *= 10_000 if unit == "万" else 1_000
    if _is_hours(unit) and _unit_words(schema, attribute) & {"minutes", "分钟", "minute"}:
        amount *= _MINUTES_PER_HOUR
    value: float | date = int(amount) if float(amount).is_integer() else amount
    if schema.attributes[attribute].type == "date":
        if not 1900 <= amount <= 2100:
            return None
        value = date(int(amount), 1, 1) if op == ">=" else date(int(amount), 12, 31)
    return Bound(start, end, Constraint(attribute=attribute, op=op, value=value))


def _side(text: str, match: re.Match[str], cues: list[Cue]) -> tuple[str, int, int] | None:
    """Return the operator that a word right before or right after the number gives, with the whole span."""
    for cue in cues:
        before = 0 <= match.start() - cue.end <= 3 and _NOTHING.fullmatch(text, cue.end, match.start())
        after = 0 <= cue.start - match.end() <= 2 and _NOTHING.fullmatch(text, match.end(), cue.start)
        if not (before or after) or not {"at_most", "at_least"} & set(cue.payload):
            continue
        at_most = "at_most" in cue.payload
        negated = any("dislike" in other.payload and 0 <= cue.start - other.end <= 1 for other in cues)
        op = "<=" if at_most is not negated else ">="
        return op, min(cue.start, match.start()), max(cue.end, match.end())
    return None


def _unsaid(attribute: str, unit: str, schema: Schema) -> str | None:
    """Return what a bare number with a unit means: a year is that year, "two hours" is a limit, others say nothing."""
    if unit == "年" or (not unit and attribute == "year"):
        return "=="
    return "<=" if unit and unit in _unit_words(schema, attribute) | {"小时", "hours", "hour", "块", "块钱"} else None


def _attribute(schema: Schema, unit: str, currency: bool, amount: float, text: str) -> str | None:
    """Return the attribute a number is about."""
    numbers = {name: each for name, each in schema.attributes.items() if each.type in ("number", "date")}
    if currency or unit in ("块", "块钱", "元", "yuan", "rmb", "dollar", "dollars", "usd", "万"):
        money = ("price", "cost", "salary", "pay", "budget")
        return next((name for name in numbers if any(word in name.casefold() for word in money)), None)
    if unit in ("年", "") and 1850 <= amount <= 2100 and float(amount).is_integer():
        return next(
            (
                name
                for name in numbers
                if "year" in name.casefold()
                or numbers[name].type == "date"
                or "年" in "".join(numbers[name].labels.get("zh", []))
            ),
            None,
        )
    if unit:
        for name in numbers:
            words = _unit_words(schema, name)
            if unit in words or unit.rstrip("s") in words or (_is_hours(unit) and words & {"minutes", "分钟"}):
                return name
        return None
    labelled = [
        name for name, each in numbers.items() if any(lower(word) in text for _, word in all_words(each.labels))
    ]
    if labelled:
        return labelled[0]
    return next((name for name in numbers if "rating" in name and "count" not in name), None) if amount <= 10 else None


def _unit_words(schema: Schema, name: str) -> set[str]:
    return {lower(word) for word in schema.attributes[name].unit.values()}


def _is_hours(unit: str) -> bool:
    return unit in ("小时", "钟头", "hour", "hours", "hr", "hrs", "h")


def _decades(text: str, schema: Schema) -> Iterator[Bound]:
    name = next(
        (
            each
            for each, attribute in schema.attributes.items()
            if attribute.type == "number" and "year" in each.casefold()
        ),
        None,
    )
    cues = [cue for cue in lexicon().find(text) if {"at_most", "at_least", "dislike", "aversion"} & set(cue.payload)]
    for match in _DECADE.finditer(text) if name else ():
        assert name is not None
        said = match["en"] or match["zh"]
        first = int(said) if said.isdigit() else int(number_of(said) or 0)
        if first < 100:
            first += 2000 if first < 30 else 1900
        side = _side(text, match, cues)
        if side is not None:  # "before the fifties" ends where they begin, "since the fifties" begins there
            value = first - 1 if side[0] == "<=" else first
            yield Bound(side[1], side[2], Constraint(attribute=name, op=side[0], value=value))
            continue
        for op, value in ((">=", first), ("<=", first + 9)):
            yield Bound(*match.span(), Constraint(attribute=name, op=op, value=value))


def number_of(words: str) -> float | None:
    """Return the number that digits, English words or Chinese numerals say, None when they say none."""
    words = words.strip().replace(",", "").removesuffix("k")
    if words in _ENGLISH:
        return _ENGLISH[words]
    if re.fullmatch(r"\d+(\.\d+)?", words):
        return float(words)
    half = 0.5 if words.endswith("半") else 0.0
    return _chinese(words.removesuffix("半")) + half if re.fullmatch(f"{_CHINESE}半?", words) else None


def _chinese(numeral: str) -> float:
    total, digit = 0, 0
    if all(character in _DIGITS for character in numeral):
        return float("".join(str(_DIGITS[character]) for character in numeral))
    for character in numeral:
        if character in _DIGITS:
            digit = _DIGITS[character]
        elif character == "万":
            total, digit = (total + digit) * 10_000, 0
        else:
            total, digit = total + (digit or 1) * _PLACES[character], 0
    return float(total + digit)
