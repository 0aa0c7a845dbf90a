"""Prepare the steering words of a message: which of them count, and against which names."""

import re

from quwei.index.phrases import Found
from quwei.index.vocabulary import Mention
from quwei.tools.lexicon import Cue
from quwei.tools.stances import stance_of

Span = tuple[int, int]
_ONLY_EXCEPTED = re.compile(
    r"(?P<except>除了?).{1,20}?[,，\s]*(?:以外|之外)?[,，\s]*(?:其他|其它|别的)(?:的)?[^,，。]{0,4}?(?:都?不|都?别)"
)
"""All but what is named is refused: "除了喜剧，其他都不想看"."""


def only_excepted(text: str, cues: list[Cue]) -> list[Cue]:
    """Return the steering words, those of "除了…其他都不" turned into a wish for what is excepted."""
    found = _ONLY_EXCEPTED.search(text)
    if found is None:
        return cues
    wish = Found[tuple[str, ...]](*found.span("except"), ("wish",))
    return [*(cue for cue in cues if cue.end <= wish.start), wish, *(cue for cue in cues if cue.start > found.end())]


def in_list_of_seen(text: str, mention: Mention, cues: list[Cue]) -> bool:
    """Tell whether a title stands in a list after "have seen", with nothing else said in between."""
    before = [cue for cue in cues if cue.end <= mention.start and stance_of(cue)]
    return (
        bool(before)
        and "seen" in before[-1].payload
        and not re.search(r"[.!?。！？]", text[before[-1].end : mention.start])
    )


_SINGLE = re.compile(r"(?:[不没无别非]|\bnon[- ])$", re.IGNORECASE)
_FREE_OF = re.compile(
    r"-free\b|\sfree\b(?!\s+(?:on|to|with|for|at|in|of|if|from|via|until|this|today)\b)", re.IGNORECASE
)
"""Behind what an item is without: "a nut-free dessert"."""
_OTHER_THAN = re.compile(r"\b(?:different|another|other)\b[^,.;]{0,24}?\b(?:than|from)\s+(?:the\s+)?$", re.IGNORECASE)
"""Before what is refused in a wish for something else: "a different language than English"."""


def single_refusals(text: str, mentions: list[Mention], cues: list[Cue]) -> tuple[frozenset[Mention], list[Cue]]:
    """Return the mentions right after a bare 不 and the like, which refuses that one word: "不烧脑的喜剧".

    The other steering words are returned as well; a longer one, such as 不要, goes on steering what follows.
    """
    longer = {position for cue in cues if cue.end - cue.start > 1 for position in range(cue.start, cue.end)}
    refused = frozenset(
        mention
        for mention in mentions
        if _FREE_OF.match(text, mention.end)
        or (_SINGLE.search(text, 0, mention.start) and mention.start - 1 not in longer)
        or (_OTHER_THAN.search(text, 0, mention.start) and any(each.kind != "title" for each in mention.payload))
    )
    spent = {mention.start - 1 for mention in refused}
    return refused, [cue for cue in cues if not (cue.end - cue.start == 1 and cue.start in spent)]


def without_overlaps(
    text: str, mentions: list[Mention], cues: list[Cue], taken: list[Span]
) -> tuple[list[Mention], list[Cue]]:
    """Of a mention and a cue at one place the longer wins; of equals the cue, unless it is all there is."""

    def overlaps(one: Span, other: Span) -> bool:
        return one[0] < other[1] and other[0] < one[1]

    mentions = [each for each in mentions if not any(overlaps(each[:2], span) for span in taken)]
    # "how long" asks, and names the attribute that it asks about.
    asking = [cue for cue in cues if cue.payload == ("question",)]
    kept_cues = [
        cue
        for cue in cues
        if cue.payload != ("question",)
        if not any(overlaps(cue[:2], each[:2]) and _outweighs(text, each, cue) for each in mentions)
        and not any(overlaps(cue[:2], span) for span in taken)
    ]
    kept = [each for each in mentions if not any(overlaps(each[:2], cue[:2]) for cue in kept_cues)]
    return kept, sorted([*kept_cues, *asking], key=lambda each: each.start)


def _outweighs(text: str, mention: Mention, cue: Cue) -> bool:
    """Tell whether a name counts rather than a steering word: the longer or first, or "shorter than" beside none."""
    is_everything = text[mention.start : mention.end] == text.strip()
    only_bounds = set(cue.payload) <= {"at_most", "at_least", "time"}
    longer = mention.end - mention.start - (cue.end - cue.start)
    begins_before = mention.start < cue.start  # 清真的 is no 真的
    return is_everything or only_bounds or longer > 0 or (longer == 0 and begins_before)
