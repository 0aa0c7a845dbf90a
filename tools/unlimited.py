"""Find limits that are lifted by name: "no page limit", "时间没有限制"."""

import re
from collections.abc import Iterator

from quwei.index.languages import all_words
from quwei.index.phrases import lower
from quwei.index.schema import Schema

_LIFTED = re.compile(
    r"\bno\s+(?P<en>[a-z ]{2,24}?)\s+(?:limits?|restrictions?|constraints?)\b"
    r"|\bno\s+(?:limits?|restrictions?|constraints?)\s+(?:on|for|to|of)\s+(?:the\s+)?(?P<on>[a-z ]{2,24})\b"
    r"|(?P<zh>[\u3400-\u9fff]{1,6}?)(?:没有|没|无)(?:限制|上限|要求)"
)


def lifted_limits(text: str, schema: Schema) -> Iterator[tuple[int, int, str]]:
    """Yield the span and the attribute of each limit that does not hold any more."""
    for match in _LIFTED.finditer(lower(text)):
        said = match["en"] or match["on"] or match["zh"]
        for name, attribute in schema.attributes.items():
            words = {lower(word) for _, word in all_words(attribute.labels)}
            if said in words or f"{said}s" in words or said in {word.removesuffix("s") for word in words}:
                yield *match.span(), name
                break
