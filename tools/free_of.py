"""Take a refusal for a wish where the catalogue says what is free of a thing: gluten, and "gluten-free" dishes."""

from quwei.index.constraint import Constraint
from quwei.index.opened import Index
from quwei.index.phrases import lower
from quwei.index.profile import Interest
from quwei.index.vocabulary import Meaning
from quwei.tools.extraction import Extraction

_FORMS = ("{}-free", "{} free", "无{}", "不含{}")


def wish_for_free(index: Index, extraction: Extraction) -> None:
    """Add the limits to what is free of the things that a message refuses, in place of words nobody can check."""
    for each in [each for each in extraction.interests if each.polarity == "dislike" and each.item is None]:
        meaning = _free_of(index, each)
        if meaning is None:
            continue
        limit = Constraint(attribute=meaning.attribute, op="contains", value=meaning.what)
        if limit not in extraction.constraints:
            extraction.constraints.append(limit)
        if each.is_free:
            extraction.interests.remove(each)


def _free_of(index: Index, refused: Interest) -> Meaning | None:
    attributes = index.catalogue.schema.attributes
    for words in (form.format(lower(refused.phrase)) for form in _FORMS):
        for found in index.vocabulary.find(words):
            meanings = [each for each in found.payload if each.kind == "value" and attributes[each.attribute].exact]
            lists = [each for each in meanings if attributes[each.attribute].type == "list"]
            if lists and (found.start, found.end) == (0, len(words)):
                return lists[0]
    return None
