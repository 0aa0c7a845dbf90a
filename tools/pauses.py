"""Find how long a refusal holds: "no war films until summer", "夏天之前先别给我看战争片"."""

import re
from datetime import date, timedelta
from typing import NamedTuple

from quwei.index.phrases import lower
from quwei.tools.quantities import number_of

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12, "春": 3, "夏": 6, "秋": 9, "冬": 12}
_DAYS = {"day": 1, "week": 7, "month": 30, "year": 365, "天": 1, "周": 7, "星期": 7, "月": 30, "年": 365}
_MONTH = "(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
_NUMBER = "[一二两三四五六七八九十\\d]+"
_UNTIL = re.compile(
    rf"\b(?:until|till|til)\s+(?:the\s+)?(?:(?P<season>spring|summer|autumn|fall|winter)|(?P<month>{_MONTH})"
    r"|(?P<next>next\s+(?:week|month|year)|tomorrow|new year))\b"
    r"|(?:到|在)?(?P<zh_season>[春夏秋冬])(?:天|季)?(?:到来)?(?:之前|以前|前)"
    rf"|(?:到|在)?(?P<zh_month>{_NUMBER})月份?(?:之前|以前|前)"
    r"|(?:到|在)?(?P<zh_next>明天|下周|下个?月|明年|年底)(?:之前|以前|前)"
    r"|\bfor\s+(?:the next\s+)?(?P<count>an?|\d+|two|three|four|six)\s+(?P<unit>day|week|month|year)s?\b"
    rf"|(?P<zh_count>{_NUMBER})个?(?P<zh_unit>天|周|星期|月|年)(?:之内|以内|内)(?=先?(?:别|不))"
)

_REFUSAL = re.compile(r"\b(?:no|not|don'?t|stop|nothing|without|avoid|leave out|skip|never)\b|别|不", re.IGNORECASE)


class Pause(NamedTuple):
    """Say that characters [start, end) of a text give the day from which a refusal no longer holds."""

    start: int
    end: int
    until: date


def find_pause(text: str, today: date) -> Pause | None:
    """Return the end of a refusal, None when a message gives none."""
    match = _UNTIL.search(lower(text))
    if match is None or not _REFUSAL.search(text):
        return None
    return Pause(*match.span(), _end(match, today))


def _end(match: re.Match[str], today: date) -> date:
    if season := match["season"] or match["zh_season"]:
        return _next_month(_SEASONS[season], today)
    if match["month"]:
        return _next_month(_MONTHS.index(match["month"][:3]) + 1, today)
    if match["zh_month"]:
        return _next_month(min(12, max(1, int(number_of(match["zh_month"]) or 1))), today)
    if soon := match["next"] or match["zh_next"]:
        return _soon(soon, today)
    count = int(number_of(match["count"] or match["zh_count"]) or 1)
    return today + timedelta(days=min(count, 1000) * _DAYS[match["unit"] or match["zh_unit"]])


def _next_month(month: int, today: date) -> date:
    """Return the first day of the next such month that is not the present one."""
    return date(today.year + (month <= today.month), month, 1)


def _soon(words: str, today: date) -> date:
    if "tomorrow" in words or "明天" in words:
        return today + timedelta(days=1)
    if "week" in words or "周" in words:
        return today + timedelta(days=7 - today.weekday())
    if "month" in words or "月" in words:
        return _next_month(today.month % 12 + 1, today)
    return date(today.year + 1, 1, 1)
