"""Learn from a rejection: recognise one that gives no reason, and suspect what the rejected items have in common."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from math import log

import numpy as np
from numpy.typing import NDArray

from quwei.index.constraint import Constraint, Operator
from quwei.index.item import Item
from quwei.index.opened import Index
from quwei.index.profile import Profile
from quwei.tools.belief import Belief
from quwei.tools.complaints import plain
from quwei.tools.consent import answer_in
from quwei.tools.questions import OPTIONS, Answer, Choice, open_attributes, question_about

SURE = log(8)
"""Surprise in nats from which what rejected items share is suspected: seen by chance once in eight times."""
_SOME = r"(?:these|those|them|this|that|it)(?: ones?)?"
_ENGLISH = (
    r"(?:(?:no|nope|nah|sorry|hmm+|well|thanks)[\s,.!]+)*"
    r"(?:meh|boring|lame|ugly|rubbish|awful|terrible|yawn|not great|not really my thing"
    rf"|no|nope|nah|none|neither|(?:not|none of|neither of|not any of) {_SOME}"
    rf"|not what i(?:'m| am) looking for|i (?:don't|dont|do not) (?:like|want) (?:any of )?{_SOME}"
    rf"|{_SOME}(?: are| is|'s)? (?:not for me|no good))"
)
_ALL = r"(?:这些|这几个|这个|那个|那些|一个|全)"
_CHINESE = (
    r"(?:(?:不|嗯|唔|不好意思)[,，。!！\s]+)*(?:不|不不"
    rf"|{_ALL}?(?:我)?(?:都|也)?(?:不行|不喜欢|不要|不想要|不想看|不合适|不满意|不感兴趣|没兴趣|不好){_ALL}?"
    r"|没有?(?:一个)?(?:喜欢|合适|想要|满意)的|(?:都)?(?:没意思|不好看|没劲|不怎么样|无感|一般般?))[吧啊呢了]?"
)
_PLAIN = re.compile(f"{_ENGLISH}|{_CHINESE}")
_SEEN = re.compile(
    r"(?:我|都|也|已经|早就|这个|这些|全)*(?:看|读|去|玩|用|买|听|吃)过(?:了|啦|的)?"
    r"|(?:yeah,? |yes,? |no,? )?(?:i(?:'ve| have)? )?(?:already )?(?:seen|watched|read|been there)"
    r"(?: it| that| this| them)?(?: already| before)?"
)
_NOT_THAT = re.compile(
    r"(?:(?:no,? )?(?:not|wrong|another|a different|some other) (?:that |this |those |these )?(?P<en>[a-z' ]+)"
    r"|(?P<wrong>[a-z' ]+) is wrong|(?P<zh_wrong>[^,，。]+?)(?:不对|不合适|错了)"
    r"|(?:不要|不想要|不喜欢|换个|换一个|不是)(?:这个|那个|这种|那种|这些|那些|别的)?(?P<zh>[^,，。]+?)的?)"
)


@dataclass(frozen=True)
class Common:
    """Hold what rejected items have in common: a value, or a side of a number; `surprise` in nats."""

    attribute: str
    answer: Answer
    surprise: float


def is_plain_rejection(message: str, asked: bool) -> bool:
    """Tell whether a message turns down what was shown and says nothing else.

    Where we `asked` something, a bare no may be the answer.
    """
    text = plain(message)
    return bool(_PLAIN.fullmatch(text)) and not (asked and yes_or_no(message) is False)


def is_seen_already(message: str) -> bool:
    """Tell whether a message says no more than that what was shown is known already: 看过了, "seen it already"."""
    return _SEEN.fullmatch(plain(message)) is not None


def yes_or_no(message: str) -> bool | None:
    """Return whether a message is a bare yes or a bare no, None when it is neither."""
    answer = answer_in(message)
    return answer.yes if answer is not None and answer.is_all else None


def refused_like_that(index: Index, message: str, shown: Item) -> Constraint | None:
    """Return what "not that country" refuses: the values of the item shown, None for any other message."""
    match = _NOT_THAT.fullmatch(plain(message))
    if match is None:
        return None
    what = next(filter(None, match.groups()))
    names = [
        meaning.attribute
        for found in index.vocabulary.find(what)
        if (found.start, found.end) == (0, len(what))
        for meaning in found.payload
        if meaning.kind == "attribute" and meaning.attribute in index.columns.members
    ]
    value = shown.attributes.get(names[0]) if names else None
    if isinstance(value, tuple) and value:
        return Constraint(attribute=names[0], op="not_contains", value=value)
    return Constraint(attribute=names[0], op="!=", value=value) if isinstance(value, str) else None


def ask_for_reason(belief: Belief, profile: Profile) -> Choice | None:
    """Return the question whether what the rejected items have in common is what is wrong with them, None without any.

    It may be about what was asked once without an answer.
    """
    rows = belief.index.catalogue.rows
    rejected = [rows[each] for each in profile.rejected if each in rows]
    unanswered = [each for each in profile.asked if profile.asked.count(each) == 1]
    names = open_attributes(belief, profile.model_copy(update={"asked": [*set(profile.asked) - set(unanswered)]}))
    common = suspect(belief, rejected, names)
    if common is None:
        return None
    choice = question_about(belief, common.attribute)
    if choice is None or isinstance(common.answer.value, bool):
        return choice  # "should it be family friendly?" asks for the reason as it is
    others = [each for each in choice.answers if (each.op, each.value) != (common.answer.op, common.answer.value)]
    if common.answer.op in ("<=", ">="):
        answers = others  # the other half
    else:
        op: Operator = "not_contains" if common.answer.op == "contains" else "!="
        answers = [common.answer.model_copy(update={"op": op}), *others][:OPTIONS]
    return choice.model_copy(update={"answers": tuple(answers), "suspected": common.answer})


def suspect(belief: Belief, rejected: Sequence[int], attributes: Collection[str]) -> Common | None:
    """Return what the rejected rows share most surprisingly, None when chance explains it.

    Where a share b of the belief has it, n items all have it by chance with b^n: the surprise is -n ln b.
    """
    if not rejected or belief.is_empty:
        return None
    found = [each for name in attributes for each in _shared(belief, np.array(rejected), name)]
    best = max(found, key=lambda each: each.surprise, default=None)
    return best if best is not None and best.surprise >= SURE else None


def _shared(belief: Belief, rejected: NDArray[np.int64], name: str) -> Iterator[Common]:
    """Yield what all rejected rows have of one attribute, and something in play has not."""
    for constraint in _candidates(belief, rejected, name):
        has = belief.index.columns.mask([constraint])
        share = float(belief.probabilities @ has)
        if has[rejected].all() and 0 < share < 1:
            assert not isinstance(constraint.value, tuple)
            answer = Answer(op=constraint.op, value=constraint.value, share=round(share, 3))
            yield Common(name, answer, -len(rejected) * log(share))


def _candidates(belief: Belief, rejected: NDArray[np.int64], name: str) -> Iterator[Constraint]:
    """Yield the halves of a number, or the values of the first rejected row."""
    value = belief.index.catalogue.items[int(rejected[0])].attributes.get(name)
    if isinstance(value, tuple):
        yield from (Constraint(attribute=name, op="contains", value=each) for each in value)
    elif isinstance(value, str | bool):
        yield Constraint(attribute=name, op="==", value=value)
    elif value is not None and (choice := question_about(belief, name)):
        yield from (Constraint(attribute=name, op=each.op, value=each.value) for each in choice.answers)
