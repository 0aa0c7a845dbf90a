"""Find quantities in a message: digits, English words and Chinese numerals, with their units."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

_ONES = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9}
_TEENS = {
    "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16,
    "seventeen": 17, "eighteen": 18, "nineteen": 19,
}  # fmt: skip
_TENS = {
    "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}  # fmt: skip
_ENGLISH = {"a": 1, "an": 1, **_ONES, **_TEENS, **_TENS}
_ENGLISH_PLACES = {"hundred": 100, "thousand": 1000, "grand": 1000}
_SMALL = rf"(?:(?:{'|'.join(_TENS)})(?:[\s-](?:{'|'.join(_ONES)})\b)?|{'|'.join(_TEENS)}|{'|'.join(_ONES)})"
_REST = rf"(?:\s+(?:and\s+)?{_SMALL}\b(?!\s+(?:hundred|thousand)))"
_HUNDREDS = rf"(?:(?:an?|{_SMALL})\s+)?hundred{_REST}?"
_THOUSANDS_IN_WORDS = (
    rf"(?:(?:an?|{_HUNDREDS}|{_SMALL})\s+)?(?:thousand|(?<=a )grand)(?:\s+(?:and\s+)?{_HUNDREDS}|{_REST})?"
)
_WORDS = rf"half\s+an?|{_THOUSANDS_IN_WORDS}|{_HUNDREDS}|{_SMALL}"
"""A number in English words: "two hundred and fifty", "a thousand", "half an" hour."""
_DIGITS = {"零": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
_PLACES = {"十": 10, "百": 100, "千": 1000, "万": 10000}
_CHINESE = "[零一二两三四五六七八九十百千万]+"
_TWO_DIGITS = re.compile(
    r"(?P<whole>[一二两三四五六七八九十百千万]*?)(?P<low>[一二两三四五六七八九])(?P<high>[一二三四五六七八九])(?P<place>[十百千万]?)"
)
_UNITS = {
    "age": r"岁|(?:years?|yrs?)[ -]?old|y/?o|year-?olds?",
    "hours": "小时|钟头|hours?|hrs?|h",
    "minutes": "分钟|minutes?|mins?",
    "money": "块钱|块|元|美元|美金|美刀|刀|人民币|欧元|英镑|yuan|kuai|rmb|cny|dollars?|bucks?|usd|euros?|eur|quid|gbp",
    "months": "个月|months?",
    "years": "年|years?|yrs?",
    "pages": "页|pages?",
    "kilometres": "公里|千米|kilomet(?:re|er)s?|kms?",
    "square_metres": r"平方米|平米|平方(?!英)|平(?![台等凡均静板时价日])|㎡|m2|m²|sqm|sq\.? ?m|square met(?:re|er)s?",
    "square_feet": r"平方英尺|sqft|sq\.? ?ft|square f(?:ee|oo)t",
    "metres": "米|met(?:re|er)s?",
    "miles": "英里|miles?",
    "li": "里(?=以内|之内|内|以外|地|路|左右|$)",
    "kilograms": "公斤|千克|kilogram(?:me)?s?|kgs?|kilos?",
    "jin": "斤",
    "pounds": "磅|pounds?|lbs?",
    "gigabytes": "吉字节|gigabytes?|gigs?|gb",
    "grams": "克|gram(?:me)?s?|g",
    "terabytes": "terabytes?|tbs?|t(?![a-z])",
    "inches": r"英寸|寸|吋|inch(?:es)?|in(?=\s*(?:$|[,.;!?]|and\b|or\b))",
    "centimetres": "厘米|公分|centimet(?:re|er)s?|cms?",
    "days": "天|days?",
    "weeks": "周|星期|weeks?|wks?",
    "calories": r"千卡|大卡|卡路里|卡(?![通片车座])|k?cals?|calories?",
    "charge": "毫安时?|mah",
    "people": r"ppl|人(?![气生类物性格民员工间世口家道称士帮])|people|persons?|players?|guests?|adults|pax|of us",
    "points": "分|points?|stars?|星",
}
"""What a quantity can be in, with the words for it; the first that matches wins."""
_QUANTITY = re.compile(
    r"(?<![\w.])(?:(?<![A-Za-z]{2}-)|(?<=post-)|(?<=pre-)|(?<=mid-))"
    rf"(?P<currency>[$¥￥€£]\s*)?"
    rf"(?P<amount>\d+(?:,\d{{3}})*(?:\.\d+)?|{_CHINESE}|半(?=个?(?:小时|钟头|公里|里|天|年|斤))|(?:{_WORDS})\b"
    r"|an?(?=\s+hour\b))"
    r"(?P<half_before>\s+and\s+a\s+half\b)?"
    r"(?P<thousands>\s?k\b|\s(?:thousand|grand)\b|万|千)?"
    r"(?P<odd>[多来几](?![于少大长久远人重高])|[\s-](?:odd|something)\b)?"
    r"\s*-?\s*(?:个)?(?P<odd_behind>多(?![于少大长久远人重高]))?(?P<half>半)?\s*"
    rf"(?P<unit>{'|'.join(f'(?P<{name}>{words})' for name, words in _UNITS.items())})?"
    r"(?P<half_after>\s+and\s+a\s+half\b|半)?",
    re.ASCII,
)
_MINUTES = re.compile(
    rf"\s*(?:and\s+|零)?(?P<amount>\d{{1,2}}|{_CHINESE})"
    r"(?:\s*(?:minutes?|mins?|m|分钟|分)(?![a-z])|(?=\s*(?:$|[,.;!?，。；！？]|以内|以下|之内|左右|max|or |tops)))",
    re.ASCII,
)
"""What may follow whole hours: "1h40", "一小时四十分钟"."""
_LETTER = re.compile(r"[a-z]")
_INCH_MARK = re.compile(r"\s?(?:\"|”|″|'')")
_QUOTES = ('"', "“", "”")
_MOST_INCHES = 200
"""Amounts below which a quotation mark behind a number can mean inches."""
_THOUSANDS = {"k": 1_000, "thousand": 1_000, "grand": 1_000, "千": 1_000, "万": 10_000}


@dataclass(frozen=True, slots=True)
class Quantity:
    """Hold an amount, what it is in (a key of `_UNITS`, "" when not said), and its span.

    `last` is the most that is meant where the numeral itself is a range: 三百多, 两三百.
    """

    start: int
    end: int
    amount: float
    unit: str
    last: float | None = None


@lru_cache(maxsize=16)
def find_quantities(text: str) -> tuple[Quantity, ...]:
    """Return the quantities in `text` (lower case), in order; several ask for those of one message."""
    return tuple(_quantities(text))


def _quantities(text: str) -> Iterator[Quantity]:
    read_to = 0
    for match in _QUANTITY.finditer(text):
        amount, last = _amounts(match["amount"])
        end = match.end()
        if amount is None or match.start() < read_to:
            continue
        unit = next((name for name in _UNITS if match[name]), "")
        if unit and match[unit][-1].isascii() and _LETTER.match(text, end) and not match["half_after"]:
            unit, end = "", match.start("unit")  # "5 great films" is not five grams
        if match["half_before"] or match["half"] or match["half_after"]:
            amount += 0.5
        thousands = _THOUSANDS.get((match["thousands"] or "").strip(), 1)
        amount, last = amount * thousands, last and last * thousands
        if match["odd"] or match["odd_behind"]:
            last = amount + _up_to_next(amount)
        if unit == "hours" and (more := _MINUTES.match(text, end)) and (number_of(more["amount"]) or 60) < 60:
            amount, end = amount + (number_of(more["amount"]) or 0) / 60, more.end()
            read_to = end
        may_be_inches = not unit and amount < _MOST_INCHES and text[match.start() - 1 : match.start()] not in _QUOTES
        if may_be_inches and (mark := _INCH_MARK.match(text, _trimmed(text, match.start(), end))):
            unit, end = "inches", mark.end()
        unit = "money" if match["currency"] else unit
        yield Quantity(match.start(), _trimmed(text, match.start(), end), amount, unit, last)


def _amounts(numeral: str) -> tuple[float | None, float | None]:
    """Return the number of a numeral, and the greater one where it names two, one after the other: 三四百."""
    if (two := _TWO_DIGITS.fullmatch(numeral)) is not None and _DIGITS[two["high"]] - _DIGITS[two["low"]] == 1:
        return number_of(f"{two['whole']}{two['low']}{two['place']}"), number_of(
            f"{two['whole']}{two['high']}{two['place']}"
        )
    return number_of(numeral), None


def _up_to_next(amount: float) -> float:
    """Return by how much an amount "and something" can be more: 三百多 is at most 399."""
    place = 1
    while amount >= 10 * place and amount % (10 * place) == 0:
        place *= 10
    return place - 1 if place > 1 else 0.9


def number_of(words: str) -> float | None:
    """Return the number that digits, English words or Chinese numerals say, None when they say none."""
    words = words.strip().replace(",", "").removesuffix("k")
    if words == "半" or words.startswith("half"):
        return 0.5
    if words[:1].isascii() and words[:1].isalpha():
        return _english(words)
    if re.fullmatch(r"\d+(\.\d+)?", words, re.ASCII):
        return float(words)
    half = 0.5 if words.endswith("半") else 0.0
    return _chinese(words.removesuffix("半")) + half if re.fullmatch(f"{_CHINESE}半?", words) else None


def _english(numeral: str) -> float | None:
    total, section = 0, 0
    for word in re.split(r"[\s-]+", numeral):
        if word in _ENGLISH_PLACES:
            place = _ENGLISH_PLACES[word]
            total, section = (total + (section or 1) * place, 0) if place > 100 else (total, (section or 1) * place)
        elif word in _ENGLISH:
            section += _ENGLISH[word]
        elif word != "and":
            return None
    return float(total + section)


def _chinese(numeral: str) -> float:
    if all(character in _DIGITS for character in numeral):
        return float("".join(str(_DIGITS[character]) for character in numeral))
    total, section, digit, place = 0, 0, 0, 1
    for character in numeral:
        if character in _DIGITS:
            digit = _DIGITS[character]
            place = 1 if character == "零" else place
        elif character == "万":
            total, section, digit, place = (total + section + digit) * _PLACES[character], 0, 0, _PLACES[character]
        else:
            section, digit, place = section + (digit or 1) * _PLACES[character], 0, _PLACES[character]
    # A digit right after 百, 千 or 万 counts a tenth of it: 三百五 is 350.
    return float(total + section + digit * max(1, place // 10))


def _trimmed(text: str, start: int, end: int) -> int:
    return start + len(text[start:end].rstrip(" -"))


@lru_cache(maxsize=256)
def unit_of(word: str) -> str:
    """Return what a word for a unit means, a key of `_UNITS`; "" for a word that is none of them."""
    return next((unit for unit, words in _UNITS.items() if re.fullmatch(words, word.casefold())), "")
