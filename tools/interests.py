"""Extract interests and constraints: what a message, or what somebody did, says of their taste."""

import re
from collections.abc import Sequence
from datetime import date

from quwei.index.constraint import Constraint
from quwei.index.languages import Language, all_words, has_han, language_of
from quwei.index.opened import Index
from quwei.index.phrases import Found, lower, words_with_spans
from quwei.index.profile import Interest, Order
from quwei.index.vocabulary import Meaning, Mention
from quwei.tools.a_not_a import as_question
from quwei.tools.children import for_children
from quwei.tools.company import company_spans
from quwei.tools.degrees import (
    Scene,
    is_bound,
    is_standard,
)
from quwei.tools.extraction import Extraction
from quwei.tools.free_of import wish_for_free
from quwei.tools.free_words import free_interests, limits_taken_back, named_spans, wished_kinds
from quwei.tools.intents import ABOUT_CARDS, intent_of
from quwei.tools.lexicon import lexicon
from quwei.tools.linking import take_mentions
from quwei.tools.marks import Marks, find_marks
from quwei.tools.mending import Mended, mend
from quwei.tools.reading import Reading, read
from quwei.tools.references import Reference, place_beyond
from quwei.tools.relative import within_kind
from quwei.tools.slips import without_slips
from quwei.tools.small_talk import is_small_talk

MESSAGE_LIMIT = 2_000
"""Characters of a message that are read; what follows is left out, and said so."""
_ALSO = re.compile(r"\s*(?:or|或者?|要不)(?:\s|(?=[\u3400-\u9fff]))", re.IGNORECASE)
"""How a message begins that adds to the one before: "or Shanghai"."""
_RATHER = re.compile(
    r"\s*(?:(?:hmm+|oh|ok|okay|no|well)[,.\s]+)*(?:actually\b(?!.*\b(?:also|too|as well)\b)|on second thoughts?\b"
    r"|(?:change|make|switch) (?:it|that) (?:to )?)"
    r"|\s*(?:(?:算了|等等|等一下|嗯+|哦|不)[,，。\s]+)+(?:还是|改)?|\s*还是(?![有没那])",
    re.IGNORECASE,
)
"""How a message begins that wishes for one thing in the place of another: "actually, Italian", 还是粉色吧."""
_OF_SUCH = re.compile(r"\s*(?![你您我他她它])[\u3400-\u9fff]{2,4}的[。.!！]?\s*")
"""A Chinese message that is nothing but what items are to be like: 编程的."""
_CHANGED_MIND = re.compile(
    r"\W*(?:actually|sorry|hmm|oh|啊|呃|哦|抱歉)?\W*(?:i(?:'ve| have)? changed? my mind|我?改(?:变)?主意了)\W*",
    re.IGNORECASE,
)
"""A message that takes back all that was said, and wishes for nothing yet."""
_NOT_THAT = re.compile(r"\s*(?:(?:no|sorry|不|不对|哦)[,，\s]+)?(?:not|不是|不要)\s*[^,，。.;；]+[,，]", re.IGNORECASE)
"""How a message begins that takes back what was wished for: "not Rome, Oslo"."""
_ALL_OF_IT = re.compile(
    r"\W*(?:no|well|hmm|actually|ok|okay)?\W*(?:i(?:'d| would)? (?:want|need|like) |give me )?"
    r"(?:both|all (?:three|of (?:them|it|those)))(?: of them)?(?:,? (?:actually|please|then))*\W*"
    r"|\W*(?:算了)?[,，\s]*(?:还是|那|那就|我|我还是)*(?:两[个样种]|三[个样种])?(?:都|全都?)(?:要|想要|需要|得有|要有)(?:吧|了|的)*\W*",
    re.IGNORECASE,
)
"""A message that wants all of what was a choice: "both actually", 还是都要吧."""
_LETTERS = re.compile(r"[^\W\d_]+")


def extract_interests(index: Index, message: str, scene: Scene | None = None) -> Extraction:
    """Return the interests and constraints in `message`, each with its span; `scene` is what it was said to.

    Interest_u = BERT([CLS], x_u), where x_u is each phrase that says something of taste. What names a value or an item
    of the catalogue is linked to it.
    """
    written, scene = message[:MESSAGE_LIMIT], scene or Scene()
    mended = mend(index, written)
    text = as_question(without_slips(mended.text))
    text = _parted(index, text, scene)
    marks = find_marks(index, text, scene)
    loose = frozenset(name for name, each in index.catalogue.schema.attributes.items() if not each.exact)
    cards = _cards(text, marks.references)
    reading = read(text, index.vocabulary, marks.spans, index.silent_words, loose, cards)
    extraction = _begin(marks, reading, text, language_of(written))
    extraction.cut = len(message) > MESSAGE_LIMIT
    only_asks = bool({"question", "describe"} & reading.kinds) or text.rstrip().endswith(("?", "？", "吗"))
    if (only_asks or not reading.marked) and place_beyond(index, text, scene.listed):
        extraction.kinds |= {"beyond"}
        return extraction
    extraction.choice_of_all = _ALL_OF_IT.fullmatch(written) is not None
    if extraction.choice_of_all:
        extraction.count = None  # 两个都要
    reading = reading.without(take_mentions(index, reading, extraction, scene))
    limited = {each.attribute for each in (*extraction.constraints, *marks.limits)} | {*extraction.named}
    limited |= {extraction.order.attribute} if extraction.order else set()
    extraction.withdrawn += limits_taken_back(index, text, reading, scene.held)
    reading = reading.without([*named_spans(index, text, reading, limited), *company_spans(text)])
    if not extraction.pointed:
        extraction.pointed = [item for each in marks.references if each.weak for item in each.items]
    extraction.pointed = list(dict.fromkeys(extraction.pointed))
    _prefer_numbers(text, marks.limits, extraction)
    extraction.intent = intent_of(
        reading, extraction.pointed, scene.listed, extraction.named, extraction.understood, loose
    )
    if extraction.total is not None and extraction.intent == "recommend":
        extraction.intent = "plan"
    if extraction.intent == "recommend" and not extraction.understood and _is_talk(index, text, reading):
        extraction.intent = "talk"
    if extraction.intent == "recommend" and _only_names_items(index, text, reading):
        extraction.kinds |= {"wish"}
    if extraction.language is not None and extraction.intent == "recommend":
        extraction.interests += free_interests(index, text, reading)
        extraction.constraints += wished_kinds(index, extraction)
    wish_for_free(index, extraction)
    named = {*extraction.named, *(each.attribute for each in extraction.constraints)}
    extraction.constraints += for_children(index, text, named)
    extraction.constraints = within_kind(index, extraction.constraints, scene.held)
    _relate_to_before(text, extraction)
    if not extraction.understood and _CHANGED_MIND.fullmatch(written):
        extraction.reset = True
    if marks.pause is not None:
        _pause_refusals(extraction, marks.pause.until)
    extraction.interests.sort(key=lambda each: each.span or (0, 0))
    if mended.slips:
        extraction.interests = [_as_written(each, written, mended) for each in extraction.interests]
        extraction.mended = [(written[slip.start : slip.end], slip.meant) for slip in mended.slips]
    _take_by_intent(text, marks.references, extraction)
    return extraction


def _parted(index: Index, text: str, scene: Scene) -> str:
    """Return a message with a full stop between what was wished for, and is not, and what takes the place of it.

    "Not Rome, Oslo" refuses both, unless Rome was wished for.
    """
    found = _NOT_THAT.match(text)
    if found is None:
        return text
    held = {(each.attribute, str(value)) for each in scene.held if not each.refuses for value in each.values}
    named = index.vocabulary.find(text)
    was_wished = any(
        (each.attribute, each.what) in held for one in named if one.end <= found.end() for each in one.payload
    )
    comma = found.end() - 1
    return f"{text[:comma]}{'。' if has_han(text) else '.'}{text[comma + 1 :]}" if was_wished else text


def _begin(marks: Marks, reading: Reading, text: str, language: Language | None) -> Extraction:
    """Return what the marks and the cues of a message say, before what it names is taken."""
    return Extraction(
        language,
        kinds=reading.kinds | ({"more"} if marks.same else set()),
        reset="reset" in reading.kinds,
        count=marks.count.number if marks.count else None,
        total=marks.total.bound.constraint if marks.total else None,
        withdrawn=[name for _, _, name in marks.lifted],
        foreign_money=[each.name for each in marks.foreign_money],
        absent=[(each.measure, text[each.start : each.end]) for each in marks.absent],
        constraints=marks.other_limits,
    )


def _relate_to_before(text: str, extraction: Extraction) -> None:
    """Note whether what is wished for stands beside what was said before, or in the place of it."""
    if _ALSO.match(text):
        extraction.kinds |= {"also"}
    if "correction" in extraction.kinds or _RATHER.match(text):
        wished = [each.attribute for each in extraction.interests if each.polarity == "like" and each.attribute]
        extraction.corrected = list(dict.fromkeys(wished))


def _take_by_intent(text: str, references: Sequence[Reference], extraction: Extraction) -> None:
    """Let what was found mean what it does in a message about cards, or in one that picks or swaps them."""
    if extraction.intent in ABOUT_CARDS:
        _set_aside(extraction)
    elif extraction.intent == "swap":
        _keep_for_replacement(extraction)
    elif extraction.intent == "pick":
        _take_pick(text, references, extraction)


def _cards(text: str, references: Sequence[Reference]) -> list[Mention]:
    """Return the references that say something of a card by themselves."""
    return [
        _as_mention(each)
        for each in references
        if not each.weak or _is_judged(text, each) or is_standard(text, each.start)
    ]


def _prefer_numbers(text: str, numbers: list[Constraint], extraction: Extraction) -> None:
    """Let a number that is said outright beat what a vague word would mean."""
    bounded = {each.attribute for each in numbers}
    extraction.constraints = numbers + [
        each for each in extraction.constraints if not (each.vague and each.attribute in bounded)
    ]
    if extraction.order is not None and extraction.order.attribute in bounded and is_bound(text):
        extraction.order = None  # "two hours at the longest"


def _pause_refusals(extraction: Extraction, until: date) -> None:
    """Let what is refused in a message hold in every conversation, to a certain day."""
    paused = {"lasting": True, "until": until}
    extraction.interests = [
        each.model_copy(update=paused) if each.polarity == "dislike" else each for each in extraction.interests
    ]
    extraction.constraints = [
        each.model_copy(update={"until": until}) if each.refuses else each for each in extraction.constraints
    ]


def _as_written(interest: Interest, written: str, mended: Mended) -> Interest:
    """Return an interest with the words and the span of the message as it was written."""
    if interest.span is None:
        return interest
    span = mended.written(interest.span)
    return interest.model_copy(update={"span": span, "phrase": written[slice(*span)]})


def _keep_for_replacement(extraction: Extraction) -> None:
    """Let what is said where a card is swapped be of what comes in its place, not of the other cards."""
    extraction.replacement = [each for each in extraction.constraints if each.attribute]
    extraction.interests, extraction.constraints, extraction.seen = [], [], []
    extraction.corrected, extraction.order = [], None


def _take_pick(text: str, references: Sequence[Reference], extraction: Extraction) -> None:
    """Take what is picked for a thing that is liked, and known from now on."""
    extraction.interests = [
        Interest(phrase=text[each.start : each.end], polarity="like", item=item, span=(each.start, each.end))
        for each in references
        for item in each.items
    ]
    extraction.seen += extraction.pointed


def _is_talk(index: Index, text: str, reading: Reading) -> bool:
    """Tell whether a message that names nothing is talk, rude or not, and no wish."""
    if {"rude", "who_are_you"} & reading.kinds:
        return True
    only_greets = reading.kinds == {"greeting"} and not reading.phrases
    if only_greets or reading.kinds - {"question", "similar", "greeting"} or not _LETTERS.search(text):
        return False
    names_items = any(word in index.silent_words for word in _words(text)) and bool(reading.phrases)
    names_items = names_items or _OF_SUCH.fullmatch(text) is not None
    return not names_items and is_small_talk(index.encoder, text)


def _only_names_items(index: Index, text: str, reading: Reading) -> bool:
    """Tell whether a message says what is looked for and no more: "a game for one person"."""
    if reading.marked or reading.phrases or reading.kinds - {"wish", "greeting"}:
        return False
    nouns = {lower(word) for _, word in all_words(index.catalogue.schema.fields.nouns)}
    return not nouns.isdisjoint(_words(text))


def _words(text: str) -> list[str]:
    spans = words_with_spans(text) if has_han(text) else [match.span() for match in _LETTERS.finditer(text)]
    return [lower(text[start:end]) for start, end in spans]


def _set_aside(extraction: Extraction) -> None:
    """Keep what a question about cards speaks of as what it asks for, not as wishes; what it refuses stays refused."""
    refused = {each.attribute for each in extraction.interests if each.polarity == "dislike" and each.attribute}
    extraction.asked = [each for each in extraction.interests if each.polarity == "like" and each.attribute]
    extraction.named += [each.attribute for each in extraction.constraints if each.attribute not in refused]
    compared = [each for each in extraction.constraints if each.vague]
    if compared and extraction.order is None:
        extraction.order = Order(attribute=compared[0].attribute, highest=compared[0].op == ">=")
    extraction.extreme = extraction.order
    if extraction.order is not None:
        extraction.named.append(extraction.order.attribute)
    extraction.interests = [each for each in extraction.interests if each.attribute in refused]
    extraction.constraints = [each for each in extraction.constraints if each.attribute in refused]
    extraction.named = list(dict.fromkeys(extraction.named))
    extraction.seen, extraction.withdrawn, extraction.order = [], [], None


def _as_mention(reference: Reference) -> Mention:
    return Found(reference.start, reference.end, tuple(Meaning("card", "", item) for item in reference.items))


def _is_judged(text: str, reference: Reference) -> bool:
    """Tell whether a word of liking, refusing or having seen stands right beside a pronoun: "hate it", "这个不喜欢"."""
    judging = {"taste", "aversion", "seen", "after", "approval", "fond", "mild"}
    return any(
        judging & set(cue.payload) and (0 <= reference.start - cue.end <= 1 or 0 <= cue.start - reference.end <= 1)
        for cue in lexicon().find(text)
    )
