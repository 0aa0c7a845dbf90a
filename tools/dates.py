"""Find days in a message: "1 May 2026", "2026年6月", "this week", 最近三天, "the last ten years"."""

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from quwei.tools.quantities import number_of

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_NUMERAL = r"\d{1,2}|[一二三四五六七八九十]{1,3}"
_CALENDAR = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?<!\d){_YEAR}-(?P<month>\d{{1,2}})(?:-(?P<day>\d{{1,2}}))?(?!\d)",
        rf"{_YEAR}年(?P<month>{_NUMERAL})月(?:份|(?P<day>{_NUMERAL})[日号])?",
        rf"\b{_DAY}\s+(?:of\s+)?{_MONTH}\.?,?\s+{_YEAR}\b",
        rf"\b{_MONTH}\.?\s+{_DAY},?\s+{_YEAR}\b",
        rf"\b{_MONTH}\.?,?\s+{_YEAR}\b",
    )
)
OF_THE_PERSON = (
    r"\s*(?:[,，]?\s*(?:我|咱)|心情|压力|工作|失恋|分手|想|要|打算|计划|准备|读|看(?!点)|买|去|刚(?![开出上发])|迷上|沉迷"
    r"|[一二两三四五六七八九十\d]{1,3}岁|很|太|有点|好(?!看|玩|书|片)|不|没(?!有什么)|累|忙|老是|总|特别|心|觉得|感觉|状态|睡)"
)
"""What follows a time that is of the person, not of an item: "最近心情不好", "今年想读"."""
_NAMED = re.compile(
    rf"(?P<today>\btoday(?:'s)?\b|(?:今天|今日)(?!{OF_THE_PERSON}))|(?P<yesterday>\byesterday(?:'s)?\b|昨天|昨日)"
    rf"|(?P<week>\bthis week(?:'s)?\b|(?:这周|本周|这星期|这个星期)(?!{OF_THE_PERSON}))"
    r"|(?P<last_week>\blast week(?:'s)?\b|上周|上星期|上个星期)"
    rf"|(?P<month>\bthis month(?:'s)?\b|(?:这个月|本月)(?!{OF_THE_PERSON}))"
    r"|(?P<last_month>\blast month(?:'s)?\b|上个月)"
    rf"|(?P<year>\bthis year(?:'s)?\b|今年(?!{OF_THE_PERSON}))|(?P<last_year>\blast year(?:'s)?\b|去年)"
)
_LAST = re.compile(
    r"(?:\b(?:the\s+)?(?:last|past)\s+|最近|近|过去|这)"
    r"(?P<count>\d{1,3}|couple of|[a-z]+|[一二两三四五六七八九十几]{1,3})\s*(?:个)?"
    r"(?P<unit>days?\b|weeks?\b|months?\b|years?\b|天|日|周|星期|月|年)"
)
_SOME = {"few": 5, "several": 5, "couple of": 2, "几": 5}
"""What "the last few days" and 最近几天 mean; how many years those are depends on the catalogue."""
_DAYS_IN = {"d": 1, "w": 7, "m": 30, "天": 1, "日": 1, "周": 7, "星": 7, "月": 30}


@dataclass(frozen=True, slots=True)
class Days:
    """Hold the days from `first` to `last` that a text speaks of, and where; `years` when it counts in years."""

    start: int
    end: int
    first: date
    last: date
    years: bool = False


def find_days(text: str, today: date) -> Iterator[Days]:
    """Yield the days in `text` (lower case); what is no day of the calendar is left out."""
    read: list[tuple[int, int]] = []
    for pattern in _CALENDAR:  # the fullest way to write a day comes first
        for match in pattern.finditer(text):
            overlaps = any(match.start() < end and start < match.end() for start, end in read)
            if not overlaps and (found := _in_calendar(match)) is not None:
                read.append(match.span())
                yield found
    for match in _NAMED.finditer(text):
        yield _named(match, today)
    for match in _LAST.finditer(text):
        if (found := _counted(match, today)) is not None:
            yield found


def _in_calendar(match: re.Match[str]) -> Days | None:
    year, month, day = int(match["year"]), _month(match["month"]), match.groupdict().get("day")
    try:
        first = date(year, month, int(number_of(day) or 0) if day else 1)
    except ValueError:
        return None
    last = first if day else date(year, month, monthrange(year, month)[1])
    return Days(match.start(), match.end(), first, last)


def _month(word: str) -> int:
    return _MONTHS.index(word[:3]) + 1 if word[:3] in _MONTHS else int(number_of(word) or 0)


def _named(match: re.Match[str], today: date) -> Days:
    monday = today - timedelta(days=today.weekday())
    month = today.replace(day=1)
    first, last = {
        "today": (today, today),
        "yesterday": (today - timedelta(days=1), today - timedelta(days=1)),
        "week": (monday, today),
        "last_week": (monday - timedelta(days=7), monday - timedelta(days=1)),
        "month": (month, today),
        "last_month": ((month - timedelta(days=1)).replace(day=1), month - timedelta(days=1)),
        "year": (date(today.year, 1, 1), today),
        "last_year": (date(today.year - 1, 1, 1), date(today.year - 1, 12, 31)),
    }[str(match.lastgroup)]
    return Days(match.start(), match.end(), first, last, match.lastgroup in ("year", "last_year"))


def _counted(match: re.Match[str], today: date) -> Days | None:
    count, unit = int(_SOME.get(match["count"]) or number_of(match["count"]) or 0), match["unit"][0]
    if not count or (match["count"] in _SOME and unit in "y年"):
        return None
    if unit in "y年":
        return Days(match.start(), match.end(), date(max(1, today.year - count), 1, 1), today, years=True)
    return Days(match.start(), match.end(), today - timedelta(days=count * _DAYS_IN[unit]), today)
