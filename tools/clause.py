"""Read one clause of a message: the stance that its steering words give to each thing it names."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from itertools import pairwise

from quwei.index.languages import HAN, has_han
from quwei.index.phrases import words_with_spans
from quwei.index.vocabulary import Mention
from quwei.tools.cues import Span
from quwei.tools.lexicon import Cue
from quwei.tools.stances import STANCES, Stance, stance_of
from quwei.tools.titles import is_compared, is_likened, is_quoted

_WORD = re.compile(r"[A-Za-zÀ-ɏ0-9]+(?:['’-][A-Za-zÀ-ɏ0-9]+)*")
_CHOICE = re.compile(r"\s*(?:or|、|，|,|或|或者|还是|和|跟)?\s*(?:an?\s+)?")
"""What stands between two things either of which will do."""
_OF = re.compile(r"(?:片|类|题材)?的")
_AFRESH = re.compile(
    r"\s*(?:(?:an?|some|maybe|rather|instead|yes|by|near|at|with|for|from|somewhere)\b|是|而是)", re.IGNORECASE
)
"""How an English clause begins that is no item of a list of refusals: "not a comedy, a thriller"."""
_IT = re.compile(r"\b(?:it|them|that|those)\b", re.IGNORECASE)
_SOMEBODY = re.compile(r"[我他她][^我他她]{1,4}(?:受不了|不喜欢|讨厌|害怕|怕|不爱|不看)")
"""Another person who is spoken of: "我女朋友受不了"."""
_JOINED = re.compile(r"(?:\s|-|的|之)*")
_PARTICLES = frozenset({"up", "out", "off", "away", "down", "over"})
"""Short words that belong to the English verb before them: "growing up"."""
NEVER = -(10**6)
"""A place before every text."""
LONGEST_PHRASE = 4
"""Words in a free phrase: longer runs are cut."""


@dataclass(frozen=True, slots=True)
class Marked:
    """Hold a mention with the stance in force where it stands.

    `too` when "too" precedes it, `named` when it is quoted, or stands right after "like" or "have seen".
    """

    mention: Mention
    stance: Stance
    too: bool = False
    named: bool = False

    @property
    def is_card(self) -> bool:
        """Tell whether it points at a card."""
        return any(each.kind == "card" for each in self.mention.payload)

    def likens(self, text: str) -> bool:
        """Tell whether something like it is wanted: "like the second one", 第二部那样的, "anything similar"."""
        return self.named or is_likened(text, self.mention.start, self.mention.end)


@dataclass(frozen=True, slots=True)
class FreePhrase:
    """Hold words that name nothing of the catalogue but say something."""

    span: Span
    stance: Stance


class Clause:
    """Walk through one clause with the stance that its steering words set."""

    def __init__(
        self,
        text: str,
        start: int,
        end: int,
        mentions: list[Mention],
        cues: list[Cue],
        taken: list[Span],
        silent: frozenset[str],
        refused: frozenset[Mention],
    ) -> None:
        self._refused = refused
        self._silent = silent
        self._text = text
        self._start, self._end = start, end
        self._mentions = [each for each in mentions if start <= each.start < end]
        self._cues = [each for each in cues if start <= each.start < end]
        self._taken = taken
        self.marked: list[Marked] = []
        self.phrases: list[FreePhrase] = []

    @property
    def starts_afresh(self) -> bool:
        """Tell whether a word of contrast opens the clause, or it names an attribute: "no museums, family friendly"."""
        names_attribute = any(meaning.kind == "attribute" for each in self._mentions for meaning in each.payload)
        contrasts = any({"contrast", "correction"} & set(cue.payload) for cue in self._cues)
        return names_attribute or contrasts or bool(_AFRESH.match(self._text, self._start, self._end))

    @property
    def refuses_what_was_said(self) -> bool:
        """Tell whether somebody cannot bear what the clause before is about: "my wife hates it", "我妈受不了"."""
        if self.marked or not any({"aversion", "after"} & set(cue.payload) for cue in self._cues):
            return False
        part = self._text[self._start : self._end]
        return _IT.search(part) is not None or (has_han(part) and _SOMEBODY.search(part) is not None)

    def lists_on_from(self, previous: "Clause | None", loose: frozenset[str]) -> bool:
        """Tell whether this clause can go on with a list of refusals: with the same kind of thing, or loose tags."""
        before = [each.mention for each in previous.marked] if previous else []
        if any(meaning.kind == "attribute" for each in before for meaning in each.payload):
            return False  # "need not be family friendly, breathtaking"
        refused = _attributes(before)
        own = _attributes(self._mentions[:1])
        if not refused or not own:
            return True
        return bool(refused & own) or bool((refused | own) & loose)

    def read(self, before: Stance) -> Stance:
        """Fill `marked` and `phrases`; return the stance at the end, which a bare list that follows inherits."""
        free = self._free_phrases()
        trailing = self._trailing(free)
        cues = [cue for cue in self._cues if cue is not trailing]
        steering = any(stance_of(cue) for cue in cues)
        inherits = not steering and before.attitude == "dislike" and before.said
        self._walk(cues, free, before if inherits else Stance())
        if trailing is not None:
            self._turn_round(self._stance_behind(trailing))
        return self._stance if self.marked or self.phrases else Stance()

    def _stance_behind(self, trailing: Cue) -> Stance:
        """Return what words that close a clause say of it; "either is fine" behind a choice speaks for both."""
        if "after" in trailing.payload:
            return STANCES["dislike"]
        if "neutral" in trailing.payload and self._is_choice():
            return STANCES["approval"]
        return stance_of(trailing) or Stance()

    def _is_choice(self) -> bool:
        """Tell whether the clause names several values of one attribute, side by side or with "or" between."""
        values = [each for each in self._mentions if _attributes([each])]
        return any(
            _attributes([one]) & _attributes([other]) and _CHOICE.fullmatch(self._text, one.end, other.start)
            for one, other in pairwise(values)
        )

    def _walk(self, cues: list[Cue], free: list[Span], stance: Stance) -> None:
        """Give each mention and free phrase the stance that the last steering word before it set."""
        steps: list[tuple[int, Callable[[], None]]] = []
        self._stance = stance
        self._too_end = NEVER
        steps += [(cue.start, partial(self._steer, cue)) for cue in cues]
        steps += [(mention.start, partial(self._mark, mention)) for mention in self._mentions]
        steps += [(span[0], partial(self._keep, span)) for span in free]
        for _, step in sorted(steps, key=lambda each: each[0]):
            step()

    def _steer(self, cue: Cue) -> None:
        if "too" in cue.payload:
            self._too_end = cue.end
        self._stance = self._next_stance(cue, self._stance)

    def _mark(self, mention: Mention) -> None:
        stance = STANCES["dislike"] if mention in self._refused else self._stance
        named = is_quoted(self._text, mention.start, mention.end) or is_compared(mention.start, self._cues)
        too = mention.start - self._too_end <= 1
        if too and not stance.said and not any(meaning.kind in ("low", "high") for meaning in mention.payload):
            stance = STANCES["dislike"]  # "too scary"
        self.marked.append(Marked(mention, stance, too, named))
        if too and any(meaning.kind in ("low", "high") for meaning in mention.payload):
            self._stance = Stance()  # "nothing too pricey, shoes"
        else:
            self._spend_refusal(mention.end, too)

    def _keep(self, span: Span) -> None:
        self.phrases.append(FreePhrase(span, self._stance))
        if span[0] - self._too_end <= 1:
            self._spend_refusal(span[1], too=True)

    def _spend_refusal(self, end: int, too: bool) -> None:
        """End a refusal with what it refuses of another thing: "不要战争片的科幻片", "not too scary thrillers"."""
        following = min((each.start for each in self._mentions if each.start >= end), default=end)
        between = self._text[end:following]
        if self._stance.attitude == "dislike" and (_OF.fullmatch(between) or (too and between == " ")):
            self._stance = Stance()

    def _next_stance(self, cue: Cue, stance: Stance) -> Stance:
        new = stance_of(cue)
        if "except" in cue.payload and stance.attitude == "dislike":
            return Stance("like", said=True)  # "nothing except comedies"
        if new is not None:
            # "no, I don't want anything": a wish word inside a refusal does not end it.
            if (
                new.attitude == "like"
                and not new.lasting
                and stance.attitude == "dislike"
                and self._directly_after(cue)
            ):
                return stance
            return new
        if "very" in cue.payload and stance.attitude == "like":
            return Stance(stance.attitude, stance.lasting, stance.mild, stance.said, 1.5)
        return stance

    def _directly_after(self, cue: Cue) -> bool:
        """Tell whether a refusal leads to this word by steering words only: "not in the mood for anything"."""
        end = cue.start
        for other in sorted((each for each in self._cues if each.end <= cue.start), key=lambda each: -each.end):
            if self._text[other.end : end].strip():
                return False
            stance, end = stance_of(other), other.start
            if stance is not None and stance.attitude == "dislike":
                return True
        return False

    def _trailing(self, free: list[Span]) -> Cue | None:
        """Return the cue that closes the clause and speaks of what stands before it: "恐怖片就算了"."""
        closing = [cue for cue in self._cues if {"after", "neutral", "approval", "fond", "seen"} & set(cue.payload)]
        # "除了恐怖都行": the words that close it speak of all the rest.
        if not closing or any("except" in cue.payload for cue in self._cues):
            return None
        last = closing[-1]
        content = [span[0] for span in free] + [each.start for each in self._mentions]
        if content and max(content) < last.start:
            return last
        return None

    def _turn_round(self, stance: Stance) -> None:
        """Give everything in the clause the stance of the words that close it."""
        self.marked = [replace(each, stance=stance) for each in self.marked]
        self.phrases = [FreePhrase(each.span, stance) for each in self.phrases]

    def _free_phrases(self) -> list[Span]:
        """Return the runs of words that are neither known nor stop words."""
        covered = [each[:2] for each in (*self._mentions, *self._cues)] + self._taken
        runs: list[list[Span]] = [[]]
        for start, end in self._words():
            word = self._text[start:end].casefold()
            after = bool(runs[-1]) and self._text[runs[-1][-1][1] : start] == " "
            silent = word in self._silent and not (word in _PARTICLES and after)
            skip = silent or any(start < other and one < end for one, other in covered) or not _says_something(word)
            if skip or (runs[-1] and not _JOINED.fullmatch(self._text[runs[-1][-1][1] : start])):
                runs.append([])
            if not skip:
                runs[-1].append((start, end))
        return [(run[0][0], run[:LONGEST_PHRASE][-1][1]) for run in runs if run]

    def _words(self) -> list[Span]:
        part = self._text[self._start : self._end]
        spans = words_with_spans(part) if has_han(part) else [match.span() for match in _WORD.finditer(part)]
        return [(self._start + start, self._start + end) for start, end in spans]


def _attributes(mentions: list[Mention]) -> set[str]:
    """Return the attributes that mentions can be values of; "title" stands for items."""
    return {
        meaning.attribute or meaning.kind
        for mention in mentions
        for meaning in mention.payload
        if meaning.kind in ("value", "group", "title", "card")
    }


def _says_something(word: str) -> bool:
    """Tell whether a word can be an interest: two letters at least, or one Chinese character that jieba kept."""
    return bool(HAN.search(word)) or sum(map(str.isalpha, word)) >= 2
