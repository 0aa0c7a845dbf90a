"""Write the reply of a turn from its cards and its state."""

from collections.abc import Sequence
from datetime import date

from quwei.agent.answers import talk
from quwei.agent.undoing import undone_note
from quwei.agent.wording import Wording
from quwei.agent.words import COMMA, JOINT, capitalised, listed, say
from quwei.agent.workbench import Workbench
from quwei.index.constraint import Constraint
from quwei.index.glossary import attribute_words
from quwei.index.languages import shown
from quwei.index.profile import Interest, Profile
from quwei.tools.intents import ABOUT_CARDS
from quwei.tools.interests import MESSAGE_LIMIT
from quwei.tools.totals import ADDED_UP


def recommendation(bench: Workbench, wording: Wording) -> list[str]:
    """Return what is said about the cards, or why there are none."""
    return _presentation(bench, wording) if bench.cards else _abstention(bench, wording)


def about_you(profile: Profile, wording: Wording) -> list[str]:
    """Return in words what is believed of a person."""
    language = wording.language
    likes, dislikes = (wording.interests(profile.wants(each)) for each in ("like", "dislike"))
    sentences = []
    if likes and dislikes:
        sentences.append(say(language, "about-you", likes=likes, dislikes=dislikes))
    elif likes:
        sentences.append(say(language, "about-you-likes", likes=likes))
    elif dislikes:
        sentences.append(say(language, "about-you-dislikes", dislikes=dislikes))
    if profile.constraints:
        limits = listed(language, wording.limits(profile.constraints))
        sentences.append(say(language, "about-you-limits", constraints=limits))
    return sentences or [say(language, "about-you-nothing")]


def opening_notes(bench: Workbench, wording: Wording) -> list[str]:
    """Return what is said before anything else: what was not read, taken back, or asked of us."""
    language, extraction, kinds = bench.language, bench.extraction, bench.extraction.kinds
    notes = []
    if extraction.cut:
        notes.append(say(language, "too-long", limit=MESSAGE_LIMIT))
    for wrote, meant in extraction.mended:
        notes.append(say(language, "mended", wrote=wrote, meant=meant))
    for measure, word in extraction.absent:
        label = shown(attribute_words(measure, "labels"), language, measure)
        notes.append(say(language, "no-such-measure", measure=label, word=word))
    for name in dict.fromkeys(extraction.foreign_money):
        units = wording.schema.attributes[name].unit
        unit = units.get(language, next(iter(units.values())))
        notes.append(say(language, "foreign-money", attribute=wording.attribute(name), unit=unit))
    if not bench.message.strip():
        notes.append(say(language, "empty"))
    elif "undo" in kinds:
        notes.append(undone_note(bench, wording))
    elif extraction.consents and not extraction.understood:
        pass
    elif extraction.language is None and not extraction.understood:
        notes.append(say(language, "other-language"))
    elif extraction.intent in ("about_me", *ABOUT_CARDS, "surprise", "plan", "pick", "swap"):
        pass
    elif extraction.reset:
        notes.append(say(language, "from-the-start"))
    elif extraction.seen and not extraction.interests and not extraction.constraints:
        notes.append(say(language, "noted-seen"))
    elif extraction.understood or extraction.takes_back:
        things = [wording.attribute(name) for name in dict.fromkeys(extraction.withdrawn)]
        things += [wording.value(name, value) for name, value in dict.fromkeys(extraction.unwished)]
        if things:
            notes.append(say(language, "withdrawn", things=listed(language, things)))
    elif extraction.absent or extraction.foreign_money:
        pass
    elif extraction.intent == "talk":
        notes.append(talk(language, kinds, bench.profile.turns, wording.noun()))
    elif "thanks" in kinds:
        notes.append(say(language, "thanks"))
    elif "greeting" in kinds:
        notes.append(say(language, "opening", bench.profile.turns))
    elif "beyond" in kinds:
        notes.append(say(language, "no-such-card"))
    elif "rejected" in kinds:
        notes.append(say(language, "rejected", count=len(extraction.rejected)))
    elif (
        extraction.intent == "recommend"
        and extraction.count is None
        and not kinds & {"wish", "more", "neutral", "language"}
    ):
        notes.append(say(language, "not-understood", bench.profile.turns))
    return notes


def _presentation(bench: Workbench, wording: Wording) -> list[str]:
    language, count, seed = bench.language, len(bench.cards), bench.profile.turns
    wishes, without = _wishes(bench, wording)
    if wishes:
        full = f"{wishes}{COMMA[language]}{without}" if without else wishes
        lead = say(language, "found", seed, count=count, wishes=full)
    elif without:
        lead = say(language, "found-without", count=count, without=without)
    else:
        lead = say(language, "found-plain", count=count)
    order = bench.profile.order
    if order is not None:
        by, highest = wording.attribute(order.attribute), "yes" if order.highest else "no"
        is_time = bench.index.catalogue.schema.attributes[order.attribute].type == "date" or "year" in order.attribute
        message = "ordered-time" if is_time else "ordered"
        lead += JOINT[language] + say(language, message, attribute=by, highest=highest)
    first = bench.cards[0]
    title, reason = wording.title(first.item.id), wording.reasons(first)
    start = say(language, "first", title=title, reason=reason) if reason else say(language, "first-plain", title=title)
    vague = [
        capitalised(say(language, "constraint-vague", constraint=wording.constraint(each), word=each.vague))
        for each in bench.extraction.constraints
        if each.vague and each in bench.profile.constraints  # of two in one message the last one holds
    ]
    goes_on = "more" in bench.extraction.kinds
    said = bench.profile.interests if goes_on else bench.extraction.interests
    liked = [each for each in said if each.polarity == "like" and each.span is not None]
    missing = list(dict.fromkeys(each.phrase for each in liked if not bench.belief.is_about(each)))
    if missing:
        vague.append(say(language, "nothing-about", seed, phrases=listed(language, missing)))
    unmet = [each for each in liked if bench.belief.is_about(each) and not _is_met(bench, each)]
    if unmet:
        vague.append(say(language, "only-near", things=wording.interests(unmet)))
    unchecked = [each.phrase for each in bench.extraction.interests if each.polarity == "dislike" and each.is_free]
    if unchecked:
        vague.append(say(language, "steer-away", phrases=listed(language, unchecked, "or")))
    vague += _cut_short(bench)
    if wording.tone == "brief":
        return [lead, *vague]
    return [lead, *vague, start, *([say(language, "warm-found", seed)] if wording.tone == "warm" else [])]


def _cut_short(bench: Workbench) -> list[str]:
    """Return that fewer are shown than were asked for, where the owner allows no more at a time."""
    wanted, most = bench.extraction.count, bench.policy.cards_per_turn
    if wanted is None or wanted <= most or len(bench.cards) < most:
        return []
    return [say(bench.language, "at-a-time", count=most)]


def surprises(bench: Workbench, wording: Wording) -> list[str]:
    """Return what is said about cards that nobody expected."""
    if not bench.cards:
        return _abstention(bench, wording)
    titles = listed(bench.language, [wording.title(card.item.id) for card in bench.cards])
    return [say(bench.language, "surprise", bench.profile.turns, titles=titles)]


def swapped(bench: Workbench, wording: Wording, items: Sequence[str]) -> list[str]:
    """Return what took the place of cards."""
    language, before = bench.language, bench.profile.last.listed
    new = [card.item.id for card in bench.cards if card.item.id not in before]
    if not new:
        return [say(language, "no-more")]
    old = listed(language, [wording.title(each) for each in items])
    return [say(language, "swapped", old=old, new=listed(language, [wording.title(each) for each in new]))]


def planned(bench: Workbench, wording: Wording) -> list[str]:
    """Return the order in which to enjoy the cards, and how long all of them take where that is known."""
    if not bench.cards:
        return _abstention(bench, wording)
    language, titles = bench.language, [wording.title(card.item.id) for card in bench.cards]
    sentences = [say(language, "plan", count=len(titles), titles=listed(language, titles, "then")), *_cut_short(bench)]
    for name, attribute in bench.index.catalogue.schema.attributes.items():
        values = [card.item.attributes.get(name) for card in bench.cards]
        numbers = [each for each in values if isinstance(each, int | float)]
        if attribute.type == "number" and attribute.unit.get("en") in ADDED_UP and len(numbers) == len(values):
            total = wording.value(name, round(sum(numbers), 1))
            sum_up = say(language, "plan-total", attribute=wording.attribute(name), total=total)
            return [*sentences, capitalised(sum_up)]
    return sentences


def _wishes(bench: Workbench, wording: Wording) -> tuple[str, str]:
    """Return what the person asked for and what not in this conversation, this message first."""
    language, constraints = bench.language, bench.profile.constraints
    earlier = [each for each in bench.profile.interests if each.span is not None]
    said = bench.extraction.interests or earlier
    wished = [each for each in said if each.polarity == "like"] or [each for each in earlier if each.polarity == "like"]
    wished = [each for each in wished if bench.belief.is_about(each) and _is_met(bench, each)]
    either = {
        (each.attribute, value) for each in constraints if each.op in ("in", "contains_any") for value in each.values
    }
    likes = [wording.interest(each) for each in wished if (each.attribute, each.value) not in either]
    likes += [
        wording.value(each.attribute, each.value)
        for each in constraints
        if each.op in ("==", "in", "contains", "contains_any") and not isinstance(each.value, bool | int | float | date)
    ]
    # Who would rather have less of something may still get it, and is not told otherwise.
    refused = [each for each in said if each.polarity == "dislike" and not (each.is_free or _is_held(bench, each))]
    unwanted = [wording.interest(each) for each in refused]
    limits = wording.limits([each for each in constraints if each.op in ("<=", ">=") or each.value is True])
    unwanted += [wording.attribute(each.attribute) for each in constraints if each.value is False]
    unwanted += [wording.value(each.attribute, each.value) for each in constraints if each.refuses and _is_group(each)]
    wishes = listed(language, [*list(dict.fromkeys(likes))[:4], *limits[:3]])
    things = listed(language, list(dict.fromkeys(unwanted))[:3], "or")
    return wishes, say(language, "without", things=things) if things else ""


def _is_met(bench: Workbench, interest: Interest) -> bool:
    """Tell whether one of the cards has what is wished for, or is plainly about it.

    Limits are kept by every card, so one of two things that are either of them fine is not missing.
    """
    limits = [each for each in bench.profile.constraints if each.attribute == interest.attribute]
    if interest.item is not None or any(interest.value in each.values and not each.refuses for each in limits):
        return True
    if interest.attribute is None:
        rows = bench.index.catalogue.rows
        return any(bench.belief.is_about(interest, rows[card.item.id]) for card in bench.cards)
    return _is_held(bench, interest)


def _is_held(bench: Workbench, interest: Interest) -> bool:
    """Tell whether one of the cards has the value of an interest."""
    held = (card.item.attributes.get(interest.attribute or "") for card in bench.cards)
    return any(interest.value == value or (isinstance(value, tuple) and interest.value in value) for value in held)


def _is_group(constraint: Constraint) -> bool:
    """Tell whether a limit is about several values at once, for which no single interest speaks."""
    return isinstance(constraint.value, tuple)


def _abstention(bench: Workbench, wording: Wording) -> list[str]:
    language, constraints = bench.language, bench.profile.constraints
    if bench.is_confirming:
        return []
    turned_down = bench.profile.rejected or "more" in bench.extraction.kinds
    if turned_down and bench.fits(constraints).any():
        return [say(language, "no-more")]
    if not constraints:
        return [say(language, "nothing-at-all")]
    said = wording.constraints(constraints)
    offers = [
        say(language, "relax", constraint=wording.constraints(each.constraints), count=each.count)
        for each in bench.relaxations[:2]
    ]
    sorry = [say(language, "warm-nothing")] if wording.tone == "warm" else []
    return [*sorry, say(language, "nothing-fits", constraints=said), *offers]
