"""Read a message: which of its words are liked, wished for, refused, or do not matter."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from quwei.index.languages import has_han
from quwei.index.phrases import Phrases, words_with_spans
from quwei.index.stopwords import stopwords
from quwei.index.vocabulary import Meaning, Mention
from quwei.tools.clause import Clause
from quwei.tools.cues import Span, in_list_of_seen, only_excepted, single_refusals, without_overlaps
from quwei.tools.lexicon import Cue, lexicon
from quwei.tools.marked import FreePhrase, Marked
from quwei.tools.stances import STANCES, Stance
from quwei.tools.titles import is_title

_BREAK = re.compile(r"[,;!?，。；！？…\n]+|\.(?=\s|$)|(?<=[\u3400-\u9fff])\s+(?=[\u3400-\u9fff])|(?<=的)\s+")
_COMMAS = (",", "，", "、", ";", "；")
_OR_BEFORE = re.compile(r"(?:\bor|或者?|、|还是)\s*$", re.IGNORECASE)
_OR_BEHIND = re.compile(r"\s*(?:or\b|或|、|还是)", re.IGNORECASE)
_INSTEAD = re.compile(r"\b(?:instead of|rather than)\b[^,;.]*,$", re.IGNORECASE)
"""Before what takes the place of a thing: "instead of fish, beef"."""
_PROFESSION = re.compile(r"学?家|者|师")


@dataclass(frozen=True, slots=True)
class Reading:
    """Hold what a message says, in order."""

    text: str
    marked: tuple[Marked, ...]
    phrases: tuple[FreePhrase, ...]
    kinds: frozenset[str]

    def without(self, spans: Sequence[Span]) -> "Reading":
        """Return the same without the free phrases that begin in some spans, which have been understood."""
        left = [each for each in self.phrases if not any(start <= each.span[0] < end for start, end in spans)]
        return replace(self, phrases=tuple(left))


def read(
    text: str,
    vocabulary: Phrases[tuple[Meaning, ...]],
    taken: list[Span],
    silent: frozenset[str],
    loose: frozenset[str] = frozenset(),
    cards: Sequence[Mention] = (),
) -> Reading:
    """Return what `text` says.

    Characters in the `taken` spans (numbers) have been understood already; `silent` words say nothing here; values of
    `loose` attributes are tags, which mix with those of others in a list; `cards` are places that point at cards.
    """
    silent = stopwords() | silent
    cues = only_excepted(text, lexicon().find(text))

    def accept(mention: Mention) -> bool:
        """Let pass what is meant: no title that is only words, no tag that only says what items are."""
        is_only_title = all(meaning.kind == "title" for meaning in mention.payload)
        word = text[mention.start : mention.end]
        if not is_only_title and _is_of_a_profession(text, mention):
            return False
        shouted = (text.isupper() and not has_han(text)) or word in ("I", "A")
        if word == text.strip() or (word.isupper() and word.isascii() and not shouted):
            return True  # "the US" is no "us", and "no R" speaks of a certificate
        if is_only_title:
            listed = in_list_of_seen(text, mention, cues) and word.casefold() not in silent
            return listed or is_title(text, mention.start, mention.end, cues)
        says_something = word.casefold() not in silent or any(each.kind != "value" for each in mention.payload)
        return says_something or _is_chosen_from(text, mention)

    pointing = [(each.start, each.end) for each in cards]
    mentions, cues = without_overlaps(text, vocabulary.find(text, accept), cues, [*taken, *pointing])
    mentions = sorted([*mentions, *cards], key=lambda each: each.start)
    refused, cues = single_refusals(text, mentions, cues)
    marked: list[Marked] = []
    phrases: list[FreePhrase] = []
    before, previous = Stance(), None
    for start, end in _clauses(text, cues):
        clause = Clause(text, start, end, mentions, cues, taken, silent, refused)
        goes_on = _goes_on(text, start, clause) and (
            clause.excepts_from(previous) or clause.lists_on_from(previous, loose)
        )
        stance = clause.read(before if goes_on else Stance())
        marked += clause.marked
        if previous is not None and previous.marked and clause.refuses_what_was_said:
            marked += [Marked(previous.marked[-1].mention, STANCES["dislike"])]
        elif previous is not None and _is_liked(previous) and clause.likes_what_was_said:
            marked += [Marked(previous.marked[-1].mention, STANCES["taste"])]
        elif marked and clause.makes_optional:
            marked[-1] = _made_optional(marked[-1])
        else:
            phrases += clause.phrases
        before, previous = stance, clause
    return Reading(text, tuple(marked), tuple(phrases), frozenset(kind for cue in cues for kind in cue.payload))


def _is_liked(clause: Clause) -> bool:
    """Tell whether a clause ends on something that can be liked as well: what is known already, or wished for."""
    return bool(clause.marked) and clause.marked[-1].stance.attitude in ("like", "known")


def _made_optional(marked: Marked) -> Marked:
    return replace(marked, stance=STANCES["optional"]) if marked.stance.attitude == "like" else marked


def _is_chosen_from(text: str, mention: Mention) -> bool:
    """Tell whether a word that says what items are stands in a choice, and so is meant: "report or guide"."""
    return _OR_BEFORE.search(text, 0, mention.start) is not None or _OR_BEHIND.match(text, mention.end) is not None


def _is_of_a_profession(text: str, mention: Mention) -> bool:
    """Tell whether a Chinese word goes on to name who does it: the music in 音乐家."""
    found = _PROFESSION.match(text, mention.end)
    return found is not None and (mention.start, found.end()) in words_with_spans(text)


def _clauses(text: str, cues: list[Cue]) -> Iterator[Span]:
    """Yield the parts of a message between punctuation marks and words of contrast."""
    breaks = [match.span() for match in _BREAK.finditer(text)]
    breaks = [each for each in breaks if not any(cue.start < each[0] and each[1] < cue.end for cue in cues)]
    closing = len(text.rstrip(" .!?。！？"))
    breaks += [(cue.start, cue.start) for cue in cues if "contrast" in cue.payload and cue.end < closing]
    at = 0
    for start, end in sorted(breaks):
        if text[at:start].strip():
            yield at, start
        at = max(at, end)
    if at < len(text):
        yield at, len(text)


def _goes_on(text: str, start: int, clause: Clause) -> bool:
    """Tell whether a clause can go on with the list before it: after a comma, and not starting afresh."""
    before = text[:start].rstrip()
    if _INSTEAD.search(before):
        return False
    parted_by_space = text[start - 1 : start].isspace() and has_han(before[-1:])
    return (before[-1:] in _COMMAS or parted_by_space) and not clause.starts_afresh
