"""Know the two attributes that say for how many people something is: the fewest and the most players."""

import re
from collections.abc import Iterable
from typing import NamedTuple

_FEWEST = re.compile(r"(?:^|_)(?:min|minimum|fewest|least|from)(?:_|$)|最少|最小|至少")
_MOST = re.compile(r"(?:^|_)(?:max|maximum|most|up_to|to)(?:_|$)|最多|最大")
_PEOPLE = re.compile(r"players?|people|persons?|guests?|participants?|group|人数|人")


class Room(NamedTuple):
    """Name the attributes that hold the fewest and the most people."""

    fewest: str
    most: str


def room_of(name: str, names: Iterable[str]) -> Room | None:
    """Return the pair that an attribute is one of, None for any other attribute."""
    stem = _stem(name)
    if stem is None or not _PEOPLE.search(stem):
        return None
    fewest = next((each for each in names if _FEWEST.search(each.casefold()) and _stem(each) == stem), None)
    most = next((each for each in names if _MOST.search(each.casefold()) and _stem(each) == stem), None)
    return Room(fewest, most) if fewest and most else None


def _stem(name: str) -> str | None:
    """Return a name without the word that says which end it is, None where it has none."""
    said = name.casefold()
    for end in (_FEWEST, _MOST):
        if end.search(said):
            return end.sub("_", said).strip("_")
    return None
