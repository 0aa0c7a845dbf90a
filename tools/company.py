"""Find who somebody chooses for: "for my 8-year-old daughter", 给我侄子. It says nothing of the items by itself."""

import re
from collections.abc import Iterator

from quwei.tools.cues import Span

_KIN = (
    "nephew|niece|son|daughter|wife|husband|girlfriend|boyfriend|fianc[eé]e?|partner|mum|mom|mother|dad|father|parents?"
    "|grandma|grandmother|grandpa|grandfather|grandparents?|grandson|granddaughter|grandkids?|brother|sister|siblings?"
    "|cousin|uncle|aunt|friend|mate|buddy|boss|colleague|coworker|roommate|flatmate|neighbour|neighbor|teacher|in-laws?"
)
_COMPANY = re.compile(
    rf"\b(?:for|with)\s+(?:my|our|his|her|their|the|an?|some)\s+(?:[\w-]+\s+){{0,3}}?(?:{_KIN})s?\b"
    rf"|\bmy\s+(?:[\w-]+\s+){{0,3}}?(?:{_KIN})s?\b"
    r"|(?:给|送|陪|带|和|跟|替|帮)?(?:我|我们|咱)?(?:家|的)?"
    r"(?:女儿|儿子|侄子|侄女|外甥女?|孙子|孙女|父母|爸爸|妈妈|老爸|老妈|岳父|岳母|婆婆|公公|哥哥|弟弟|姐姐|妹妹|朋友|男友|女友|对象|领导|老板|老师)",
    re.IGNORECASE,
)


def company_spans(text: str) -> Iterator[Span]:
    """Yield where a message says who somebody chooses for, or with whom."""
    yield from (match.span() for match in _COMPANY.finditer(text))
