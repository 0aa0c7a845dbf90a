"""Find limits that are lifted by name: "no page limit", "any length is fine", "时间没有限制", "other cities too"."""

import re
from collections.abc import Iterator

from quwei.index.languages import all_words
from quwei.index.phrases import lower
from quwei.index.schema import Schema

_LIFTED = re.compile(
    r"\bno\s+(?P<en>[a-z ]{2,24}?)\s+(?:limits?|restrictions?|constraints?)\b"
    r"|\bno\s+(?:limits?|restrictions?|constraints?)\s+(?:on|for|to|of)\s+(?:the\s+)?(?P<on>[a-z ]{2,24})\b"
    r"|\bany\s+(?P<any>[a-z ]{2,24}?)\s+(?:is|would be|'s)\s+(?:just\s+)?(?:fine|ok|okay|good|great|alright)\b"
    r"|\bany\s+(?P<does>[a-z ]{2,24}?)\s+(?:will do|works|goes)\b"
    r"|^(?:ok(?:ay)?,? |actually,? |well,? )?any\s+(?P<just>[a-z ]{2,24}?)"
    r"(?:,? (?:actually|then|really|please|at all))?[.! ]*$"
    r"|\b(?:however|no matter how)\s+(?P<however>[a-z]{3,12})\b"
    r"|\b(?:other|different)\s+(?P<other>[a-z ]{2,24}?)\s+"
    r"(?:too|as well|also|(?:are|is|would be) (?:also )?(?:fine|ok|okay|good)(?: too| as well)?)\b"
    r"|\b(?:also|and|open to)\s+(?:in\s+|from\s+|by\s+)?other\s+(?P<open>[a-z]{3,24})\b"
    r"|(?P<zh>[\u3400-\u9fff]{1,6}?)(?:没有|没|无)(?:限制|上限|要求)"
    r"|(?:不管|不论|无论)?(?P<much>多[\u3400-\u9fff]{1,2}|几[\u3400-\u9fff]{1,2})(?:钱|分钟)?(?:也|都)(?:行|可以|成|好|没关系|无所谓|没问题)"
    r"|(?:什么|哪种|哪个|任何|随便什么|随便哪个)(?P<whichever>[\u3400-\u9fff]{1,4})(?:也|都)(?:行|可以|成|好|没关系|无所谓|没问题)"
    r"|(?:也|还)(?:可以|能|想)?(?:看看?|考虑|要|找找?)一?下?(?:别的|其他|其它)的?(?P<others>[\u3400-\u9fff]{1,4})"
    r"|(?:别的|其他|其它)(?P<too>[\u3400-\u9fff]{1,4}?)的?(?:也|都)(?:行|可以|成|好|没关系|无所谓|没问题|看看|考虑)"
)


def lifted_limits(text: str, schema: Schema) -> Iterator[tuple[int, int, str]]:
    """Yield the span and the attribute of each limit that does not hold any more."""
    for match in _LIFTED.finditer(lower(text)):
        said = next(each for each in match.groups() if each)
        for name, attribute in schema.attributes.items():
            words = {lower(word) for _, word in all_words(attribute.labels)}
            degrees = {lower(word) for each in (attribute.low, attribute.high) for _, word in all_words(each)}
            words |= (
                degrees | {f"多{word}" for word in degrees} | {lower(word) for _, word in all_words(attribute.synonyms)}
            )
            if _singular(said) in {_singular(word) for word in words}:
                yield *match.span(), name
                break


def _singular(word: str) -> str:
    """Return a word as one of many: city of cities."""
    return f"{word.removesuffix('ies')}y" if word.endswith("ies") else word.removesuffix("s")
