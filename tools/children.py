"""Take a child's age for what it says of items: "for my 8-year-old daughter" leaves out what is not for children."""

import re
from collections.abc import Collection

from quwei.index.constraint import Constraint
from quwei.index.opened import Index
from quwei.index.phrases import lower
from quwei.index.vocabulary import Meaning
from quwei.tools.quantities import number_of

OLDEST = 12
"""Age up to which somebody is looked for what is made for children."""
_NUMBER = r"\d{1,2}|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
_CHILD = "kids?|sons?|daughters?|child|children|nephews?|nieces?|grandsons?|granddaughters?|grandkids?"
_AGE = re.compile(
    rf"\b(?:for|with|my|our)\s+(?:(?:an?|my|our|the|his|her)\s+)?(?P<en>{_NUMBER})[\s-]?(?:year|yr)s?[\s-]?olds?\b"
    rf"|\b(?:my|our|for (?:the|his|her))\s+(?:{_CHILD})(?:,| who| that)?(?: is|'s| are| aged)\s+(?P<is>{_NUMBER})\b"
    rf"|\b(?:{_CHILD})(?:\s+(?:aged?|of))?\s+(?P<aged>{_NUMBER})(?=\s*(?:$|[,.;!?+]|and\b|or\b|years?\b))"
    rf"|\b(?:he|she)(?:'s| is)\s+(?P<pronoun>{_NUMBER})(?=\s*(?:$|[,.;!?]|and\b|years? old))"
    r"|(?:女儿|儿子|侄子|侄女|外甥女?|孙子|孙女|孩子|[他她])(?:今年|才|刚|现在)?(?P<zh_is>\d{1,2}|[一二两三四五六七八九十]{1,2})岁"
    r"|(?:给|陪|带|和|跟|我家?|我们家?|家里|适合)[^\d，。,.]{0,6}?(?P<zh>\d{1,2}|[一二两三四五六七八九十]{1,2})岁"
    r"|(?<![\d十])(?P<of>\d{1,2}|[一二两三四五六七八九十]{1,2})岁的?(?:孩子|小孩|女儿|儿子|小朋友|宝宝|娃)"
)
_ABOUT = re.compile(r"\b(?:about|of|starring|featuring)\b[^,.;]*$|(?:关于|讲|主角)[^,，。]*$")
"""What comes before a child that items are about."""
_FOR_CHILDREN = (
    "for kids, for children, kid-friendly, family-friendly, good for families, 儿童，适合孩子，适合家庭，亲子，合家欢"
)
_FROM = re.compile(r"age|(?:min(?:imum)?|recommended|player|reader)_age|age_(?:min|from)|最小年龄|适合年龄|年龄")
"""What an attribute is called that holds the age from which something is for somebody."""
_FROM_AGE = {
    "G": 0, "U": 0, "E": 0, "EVERYONE": 0, "TV-G": 0, "PG": 8, "E10+": 10, "12": 12, "12A": 12, "PG-13": 13, "T": 13,
    "TEEN": 13, "TV-14": 14, "15": 15, "R": 17, "M": 17, "MATURE": 17, "TV-MA": 17, "18": 18, "NC-17": 18, "AO": 18,
}  # fmt: skip
"""The age from which somebody may see or play what has a certificate."""


def for_children(index: Index, text: str, named: Collection[str]) -> list[Constraint]:
    """Return the limits that a child's age sets: certificates for it, else what is made for children.

    None where the message speaks of such an attribute (`named`) itself.
    """
    age = _age(lower(text))
    if age is None:
        return []
    limit = (
        _old_enough(index, age) or _certificates(index, age) or (_made_for_children(index) if age <= OLDEST else None)
    )
    return [limit] if limit is not None and limit.attribute not in named else []


def child_spans(text: str) -> list[tuple[int, int]]:
    """Return where a message says how old a child is, which is no limit on any other number."""
    return [match.span() for match in _AGE.finditer(lower(text))]


def _age(text: str) -> float | None:
    found = _AGE.search(text)
    if found is None or _ABOUT.search(text, 0, found.start()):
        return None
    return number_of(next(each for each in found.groups() if each))


def _old_enough(index: Index, age: float) -> Constraint | None:
    """Return the limit to what a child of an age is old enough for, None where the catalogue does not tell."""
    name = next((each for each in index.columns.numbers if _FROM.fullmatch(each.casefold())), None)
    return Constraint(attribute=name, op="<=", value=int(age)) if name is not None else None


def _certificates(index: Index, age: float) -> Constraint | None:
    """Return the limit to certificates for an age, None where the catalogue has none that are known."""
    strings = (name for name, each in index.catalogue.schema.attributes.items() if each.type == "string")
    for name in strings:
        values = index.columns.members[name].column
        known = [value for value in values if value.upper() in _FROM_AGE]
        if len(known) >= 2 and 2 * len(known) >= len(values):
            fit = tuple(value for value in known if _FROM_AGE[value.upper()] <= age)
            return Constraint(attribute=name, op="in", value=fit) if fit and len(fit) < len(known) else None
    return None


def _made_for_children(index: Index) -> Constraint | None:
    """Return the wish for what the catalogue calls made for children or families, None where it has no word for it."""
    attributes = index.catalogue.schema.attributes
    for meaning in (meaning for found in index.vocabulary.find(_FOR_CHILDREN) for meaning in found.payload):
        if limit := _wish_for(meaning, attributes[meaning.attribute].type if meaning.attribute else ""):
            return limit
    return None


def _wish_for(meaning: Meaning, kind: str) -> Constraint | None:
    if meaning.kind == "attribute" and kind == "bool":
        return Constraint(attribute=meaning.attribute, op="==", value=True)
    if meaning.kind == "value":
        return Constraint(attribute=meaning.attribute, op="contains" if kind == "list" else "==", value=meaning.what)
    return None
