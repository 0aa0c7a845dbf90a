"""Read one clause of a message: the stance that its steering words give to each thing it names."""

import re
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from itertools import pairwise

from quwei.index.languages import HAN, has_han
from quwei.index.phrases import words_with_spans
from quwei.index.vocabulary import Mention
from quwei.tools.cues import Span
from quwei.tools.lexicon import Cue
from quwei.tools.marked import FreePhrase, Marked
from quwei.tools.measures import is_place
from quwei.tools.stances import STANCES, Stance, stance_of
from quwei.tools.titles import is_compared, is_quoted
from quwei.tools.turned import is_of_a_lack, is_without, lets_through

_WORD = re.compile(r"[A-Za-zÀ-ɏ0-9]+(?:['’-][A-Za-zÀ-ɏ0-9]+)*")
_CHOICE = re.compile(r"(?:的|片|菜|餐|类|系)?\s*(?:or|、|，|,|或|或者|还是|和|跟)?\s*(?:an?\s+)?")
"""What stands between two things either of which will do."""
_OF = re.compile(r"(?:片|类|题材)?的")
_AFRESH = re.compile(
    r"\s*(?:(?:and |but )?"
    r"(?:an?|some|maybe|rather|instead|yes|by|near|at|on|in|with|for|from|somewhere|lots|plenty|more)\b"
    r"|(?:我|就|还是|改)?(?:在|是|而是|看|要看|想看|想要|来|去|换|给我|找|只[有要想看玩去读买])"
    r"|(?:那|那就|那么)(?=[\u3400-\u9fffA-Za-z])|还是(?=[\u3400-\u9fffA-Za-z]))",
    re.IGNORECASE,
)
"""How a clause begins that is no item of a list of refusals: "not a comedy, a thriller", "不看恐怖片了，看科幻"."""
_A_BIT_MORE = re.compile(r"(?:一点|点|一些|些)(?:的|儿)?\s*$")
"""How a Chinese clause ends that wishes for more of something: 文艺一点."""
_LESS = re.compile(r"少一?[点些]")
"""What speaks of the thing right before it, where there is one: 暴力少一点的; else of what follows: 少一点打斗."""
_BESIDE = re.compile(r"(?:的?(?:成分|戏|场面|镜头))?")
"""What may stand between a thing and such a word."""
_ABLE = " 能可以会"
"""Characters between a refusal and a wish word that it goes on over: 不要能带宠物的."""
_IT = re.compile(r"\b(?:it|them|that|those|any)\b", re.IGNORECASE)
_FREE_OF = re.compile(r"(?<=\w)[- ]free$", re.IGNORECASE)
"""Behind what is to be left out: "nut-free"."""
_NOT_TOO_HIGH = re.compile(r"(?:不要|别|不能|不想)(?:太|过|那么)?[高大多低小少](?=的|$)")
"""What refuses much or little of an attribute before it, and nothing behind it: 热量不要太高的甜点."""
_SOMEBODY = re.compile(r"[我他她][^我他她]{1,4}(?:受不了|不喜欢|讨厌|害怕|怕|不爱|不看)")
"""Another person who is spoken of: "我女朋友受不了"."""
_JOINED = re.compile(r"(?:\s|-|的|之)*")
_PURPOSE = re.compile(
    r"\sfor\s(?!me\b|us\b)"
    r"|\s(?:and|but)\s+(?:with|in|near|by|at|on|has|have|having|must|needs?|lots|plenty|colou?r|preferably)\b"
    r"|[、，,\s](?:必须|还要|要能|并且|而且|同时|最好)",
    re.IGNORECASE,
)
"""What ends a refusal that has named something: "a pack that isn't black for hiking", "no pets and with parking"."""
_THERE = re.compile(r"\b(?:in|near|around|at)\s+(?:the\s+)?$", re.IGNORECASE)
"""What leads from what is refused to where the search is: "no hostels in Beijing"."""
_OTHERWISE = re.compile(r"\s*(?:or\b|nor\b|和|或)", re.IGNORECASE)
_IS = re.compile(r"\s*(?:is|are|was|were|'s|looks|seems|也|都|还是|实在|有点)?\s*(?:just |a bit |way |all )?")
_PARTICLES = frozenset({"up", "out", "off", "away", "down", "over"})
"""Short words that belong to the English verb before them: "growing up"."""
_CLOSING = {"after", "neutral", "needless", "optional", "approval", "fond", "seen"}
"""Kinds of words that can close a clause and speak of what stands before them."""
NEVER = -(10**6)
"""A place before every text."""
LONGEST_PHRASE = 4
"""Words in a free phrase: longer runs are cut."""


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
        afresh = _AFRESH.match(self._text, self._start, self._end)
        return names_attribute or contrasts or bool(afresh or _A_BIT_MORE.search(self._text, self._start, self._end))

    @property
    def refuses_what_was_said(self) -> bool:
        """Tell whether somebody cannot bear what the clause before is about: "my wife hates it", "我妈受不了"."""
        if self.marked or not any({"aversion", "after"} & set(cue.payload) for cue in self._cues):
            return False
        part = self._text[self._start : self._end]
        return _IT.search(part) is not None or (has_han(part) and _SOMEBODY.search(part) is not None)

    @property
    def likes_what_was_said(self) -> bool:
        """Tell whether somebody likes what the clause before is about: "seen Heat, loved it", "看过了，很喜欢"."""
        return not self.marked and not self.phrases and any({"taste", "fond"} & set(cue.payload) for cue in self._cues)

    @property
    def makes_optional(self) -> bool:
        """Tell whether it says no more than that the thing before it is no must: "but isn't essential"."""
        return not self.marked and not self.phrases and any("optional" in cue.payload for cue in self._cues)

    def excepts_from(self, previous: "Clause | None") -> bool:
        """Tell whether this clause lets something through that the one before leaves out: "no Sony, except Stray"."""
        said = [meaning.kind for each in previous.marked for meaning in each.mention.payload] if previous else []
        return "value" in said and any(lets_through(self._text, each) for each in self._cues)

    def lists_on_from(self, previous: "Clause | None", loose: frozenset[str]) -> bool:
        """Tell whether this clause can go on with a list of refusals: with the same kind of thing, or loose tags."""
        before = [each.mention for each in previous.marked] if previous else []
        if previous and previous.marked and previous.marked[-1].too:
            return False  # "not too violent, on Netflix"
        if any(meaning.kind == "attribute" for each in before for meaning in each.payload):
            return False  # "need not be family friendly, breathtaking"
        if len({meaning.attribute for each in self._mentions for meaning in each.payload} - loose - {""}) > 1:
            return False  # "no queues, cheap eats in Rome"
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
        self._goes_on = before.attitude == "dislike" and before.said
        excepts = self._goes_on and any(lets_through(self._text, each) for each in self._cues)
        self._walk(cues, free, before if self._goes_on and (excepts or not steering) else Stance())
        if trailing is not None:
            self._turn_round(STANCES["optional"] if excepts else self._stance_behind(trailing))
        return self._stance if self.marked or self.phrases else Stance()

    def _stance_behind(self, trailing: Cue) -> Stance:
        """Return what words that close a clause say of it; "either is fine" behind a choice speaks for both."""
        if "after" in trailing.payload:
            return STANCES["wish" if self._is_of_a_lack() else "dislike"]
        also = "也" in self._text[trailing.start : trailing.end]
        if also and any((stance := stance_of(cue)) and stance.attitude == "dislike" for cue in self._cues):
            return STANCES["neutral"]  # 不是中文的也行
        if "neutral" in trailing.payload and (self._is_choice() or self._all_will_do(trailing)):
            return STANCES["approval"]
        return stance_of(trailing) or Stance()

    def _is_of_a_lack(self) -> bool:
        refused = [each[:2] for each in self._refused if self._start < each.start < self._end]
        return is_of_a_lack(self._text, self._cues, refused)

    def _all_will_do(self, trailing: Cue) -> bool:
        """Tell whether what is named will do, whichever of it: 中国的都行; 动画无所谓 says that it does not matter."""
        word = self._text[trailing.start : trailing.end]
        of_it = self._text[self._start : trailing.start].rstrip().endswith("的")
        return word in ("都行", "都可以", "都好") and of_it and bool(_attributes(self._mentions))

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
        self._contents = [*(each.start for each in self._mentions), *(span[0] for span in free)]
        steps += [(cue.start, partial(self._steer, cue)) for cue in cues]
        steps += [(mention.start, partial(self._mark, mention)) for mention in self._mentions]
        steps += [(span[0], partial(self._keep, span)) for span in free]
        numbers = [span for span in self._taken if self._start <= span[0] < self._end]
        steps += [(span[0], partial(self._end_refusal, span[1])) for span in numbers]
        steps += [
            (each.end(), partial(self._end_refusal, each.end()))
            for each in _NOT_TOO_HIGH.finditer(self._text, self._start, self._end)
        ]
        steps += [
            (each.start(), self._go_on_to_purpose) for each in _PURPOSE.finditer(self._text, self._start, self._end)
        ]
        for _, step in sorted(steps, key=lambda each: each[0]):
            step()

    def _steer(self, cue: Cue) -> None:
        backward = "outside" in cue.payload or _LESS.fullmatch(self._text, cue.start, cue.end)
        if backward and self._speaks_back(cue):
            self._stance = Stance()
            return
        if "too" in cue.payload:
            self._too_end = cue.end
            if (
                self.marked
                and self.marked[-1].is_card
                and _IS.fullmatch(self._text, self.marked[-1].mention.end, cue.start)
            ):
                self.marked[-1] = replace(self.marked[-1], stance=STANCES["dislike"])  # 第一个太惨了
        self._stance = self._next_stance(cue, self._stance)

    def _speaks_back(self, cue: Cue) -> bool:
        """Turn what stands right before a steering word, and what is listed with it; tell whether something does."""
        stance = stance_of(cue) or STANCES["dislike"]
        said = sorted([*(each.mention[:2] for each in self.marked), *(each.span for each in self.phrases)])
        edge, turned = cue.start, set[Span]()
        for start, end in reversed(said):
            between = _BESIDE if not turned else _CHOICE
            if not between.fullmatch(self._text, end, edge):
                break
            turned.add((start, end))
            edge = start
        self.marked = [replace(each, stance=stance) if each.mention[:2] in turned else each for each in self.marked]
        self.phrases = [replace(each, stance=stance) if each.span in turned else each for each in self.phrases]
        rest = self._text[cue.end : self._end]
        return bool(turned) or not rest or rest[0] == "的"  # 人少一点的古镇: nobody can tell, but it is no refusal

    def _mark(self, mention: Mention) -> None:
        if self._is_where(mention):
            self._stance = Stance()
        stance = STANCES["dislike"] if mention in self._refused else self._stance
        named = is_quoted(self._text, mention.start, mention.end) or is_compared(mention.start, self._cues)
        is_degree = any(meaning.kind in ("low", "high") for meaning in mention.payload)
        too = mention.start - self._too_end <= 1
        too = too or (is_degree and "太" in self._text[mention.start + 1 : mention.end])  # 离车站太远
        if too and not stance.said and not is_degree:
            stance = STANCES["dislike"]  # "too scary"
        self.marked.append(Marked(mention, stance, too, named))
        if too and is_degree:
            self._stance = Stance()  # "nothing too pricey, shoes"
        else:
            self._spend_refusal(mention.end, too)

    def _keep(self, span: Span) -> None:
        if (free := _FREE_OF.search(self._text, *span)) is not None:
            self.phrases.append(FreePhrase((span[0], free.start()), STANCES["dislike"]))
            return
        too = span[0] - self._too_end <= 1
        self.phrases.append(FreePhrase(span, STANCES["dislike"] if too and not self._stance.said else self._stance))
        self._spend_refusal(span[1], too)

    def _spend_refusal(self, end: int, too: bool) -> None:
        """End a refusal with what it refuses of another thing: "不要战争片的科幻片", "not too scary thrillers"."""
        following = min((start for start in self._contents if start >= end), default=end)
        between = self._text[end:following]
        if self._stance.attitude == "dislike" and (_OF.fullmatch(between) or (too and between == " ")):
            self._stance = Stance()

    def _end_refusal(self, end: int) -> None:
        """End a refusal with the number that it limits: "不要高于800的 Nimbus"; what is said otherwise goes on."""
        if self._stance.attitude == "dislike" and not _OTHERWISE.match(self._text, end):
            self._stance = Stance()

    def _is_where(self, mention: Mention) -> bool:
        """Tell whether a place says where something is that a refusal has named: "doesn't allow pets in Rome"."""
        before = _attributes([each.mention for each in self.marked[-1:]])
        in_place = any(map(is_place, _attributes([mention]))) and not any(map(is_place, before))
        return in_place and self._has_refused and bool(_THERE.search(self._text, self._start, mention.start))

    @property
    def _has_refused(self) -> bool:
        """Tell whether the refusal in force has named what it refuses."""
        last = [each.stance for each in self.marked][-1:] + [each.stance for each in self.phrases][-1:]
        return self._stance.attitude == "dislike" and self._stance in last

    def _go_on_to_purpose(self) -> None:
        """Let what a thing is for be wanted, where a refusal before it has named what it refuses."""
        if self._has_refused:
            self._stance = Stance()

    def _next_stance(self, cue: Cue, stance: Stance) -> Stance:
        new = stance_of(cue)
        if stance.attitude == "dislike" and lets_through(self._text, cue) and (self._goes_on or self._has_refused):
            return STANCES["optional"]  # "no puzzles, unless they're by Valve"
        if "except" in cue.payload and stance.attitude == "dislike":
            return Stance("like", said=True)  # "nothing except comedies"
        if new is not None:
            # "no, I don't want anything": a wish word inside a refusal does not end it.
            if is_without(self._text, cue) and stance.attitude == "dislike":
                return STANCES["wish"] if self._directly_after(cue) else new
            if (
                new.attitude == "like"
                and not new.lasting
                and stance.attitude == "dislike"
                and self._directly_after(cue)
            ):
                return stance
            return new
        if "more" in cue.payload and stance.mild:
            return STANCES["wish"]  # "less romance, more action"
        if "very" in cue.payload and stance.attitude == "like":
            return Stance(stance.attitude, stance.lasting, stance.mild, stance.said, 1.5)
        return stance

    def _directly_after(self, cue: Cue) -> bool:
        """Tell whether a refusal leads to this word by steering words only: "not in the mood for anything"."""
        end = cue.start
        for other in sorted((each for each in self._cues if each.end <= cue.start), key=lambda each: -each.end):
            if self._text[other.end : end].strip(_ABLE):
                return False
            stance, end = stance_of(other), other.start
            if stance is not None and stance.attitude == "dislike":
                return True
        return False

    def _trailing(self, free: list[Span]) -> Cue | None:
        """Return the cue that closes the clause and speaks of what stands before it: "恐怖片就算了"."""
        closing = [cue for cue in self._cues if _CLOSING & set(cue.payload)]
        # "除了恐怖都行": the words that close it speak of all the rest.
        if not closing or any("except" in cue.payload for cue in self._cues):
            return None
        last = closing[-1]
        content = [span[0] for span in free] + [each.start for each in self._mentions]
        if content and max(content) < last.start:
            return last
        return None

    def _turn_round(self, stance: Stance) -> None:
        """Give the clause the stance of the words that close it, back to where 、 parts it from other things."""
        start = self._last_part()
        self.marked = [replace(each, stance=stance) if each.mention.start >= start else each for each in self.marked]
        self.phrases = [FreePhrase(each.span, stance) if each.span[0] >= start else each for each in self.phrases]

    def _last_part(self) -> int:
        """Return where the last list of one kind of thing begins: 黑色、15寸以上、Orbis除外 refuses Orbis alone."""
        start, attributes = self._end, set[str]()
        for each in reversed(self.marked):
            own = _attributes([each.mention]) or {meaning.attribute for meaning in each.mention.payload}
            if attributes and not attributes & own and "、" in self._text[each.mention.end : start]:
                return self._text.rindex("、", each.mention.end, start)
            start, attributes = each.mention.start, attributes | own
        numbers = [end for _, end in self._taken if self._start <= end <= start and "、" in self._text[end:start]]
        return max(numbers, default=self._start)

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
