"""Judge what is said and asked: the reply, its question, and the tools that were called."""

import re
from collections.abc import Callable, Collection, Sequence

from quwei.agent.scripts.judge_items import Judge
from quwei.agent.scripts.moment import Moment, Verdict, no_turn
from quwei.agent.turn import Turn
from quwei.index.languages import Language, language_of
from quwei.index.profile import Profile
from quwei.tools.titles import titles_named


def on_turn(judge: Callable[[Turn, Moment], Verdict]) -> Judge:
    """Judge the turn, and fail where there is none."""
    return lambda moment: no_turn() if moment.turn is None else judge(moment.turn, moment)


def asks_anything(wanted: bool) -> Judge:
    """Expect a question, or none."""
    return on_turn(lambda turn, _: Verdict((turn.question is not None) is wanted, _question(turn)))


def asks_about(attributes: Sequence[str]) -> Judge:
    """Expect a question about one of `attributes`."""
    return on_turn(
        lambda turn, _: Verdict(bool(turn.question and {*turn.question.about} & {*attributes}), _question(turn))
    )


def asks_to_confirm(wanted: bool, values: Collection[str] = ()) -> Judge:
    """Expect a question that wants a yes before something is shown, to one of `values` where there are any, or none."""

    def judge(turn: Turn, _: Moment) -> Verdict:
        question = turn.question if turn.question and turn.question.kind == "confirm" else None
        named = question is not None and (not values or str(question.value).casefold() in values)
        seen = f"asks for a yes to {question.attribute} {question.value}" if question else _question(turn)
        return Verdict(named is wanted, seen)

    return on_turn(judge)


def asks_nothing_known(wanted: bool) -> Judge:
    """Expect the question to be about something not said, asked or refused before; no question asks nothing known."""

    def judge(turn: Turn, moment: Moment) -> Verdict:
        return Verdict((_known_reason(turn, moment) is None) is wanted, _known_reason(turn, moment) or _question(turn))

    return on_turn(judge)


def _known_reason(turn: Turn, moment: Moment) -> str | None:
    """Return why the question is one that should not be asked, None when it may be."""
    if turn.question is None or turn.relaxations or turn.question.kind == "confirm":
        return None
    reasons = (_spoken_of(name, moment.profile) for name in turn.question.about)
    return next((reason for reason in reasons if reason), None)


def _spoken_of(name: str, profile: Profile) -> str | None:
    if any(each.attribute == name for each in profile.constraints):
        return f"asks about {name}, on which there is a constraint"
    if any(each.attribute == name for each in profile.wants("like")):
        return f"asks about {name}, of which something is liked"
    if name in profile.unimportant:
        return f"asks about {name}, which does not matter to the person"
    return f"asks about {name} again" if profile.asked.count(name) > 1 else None


def abstains(wanted: bool) -> Judge:
    """Expect the agent to say that nothing fits, or not."""
    return on_turn(lambda turn, _: Verdict(turn.abstained is wanted, "abstains" if turn.abstained else _cards(turn)))


def offers_relaxation(wanted: bool, attributes: Sequence[str] = ()) -> Judge:
    """Expect a wish, or one on some attributes, to be offered to be given up, or none."""

    def judge(turn: Turn, _: Moment) -> Verdict:
        offered = [each.attribute for relaxation in turn.relaxations for each in relaxation.constraints]
        found = any(not attributes or each in attributes for each in offered)
        return Verdict(found is wanted, ", ".join(offered) or "none")

    return on_turn(judge)


def calls_in_order(tools: Sequence[str]) -> Judge:
    """Expect tools to be called in this order, others between them or not."""

    def judge(turn: Turn, _: Moment) -> Verdict:
        called = iter(entry.tool for entry in turn.trace)
        return Verdict(all(tool in called for tool in tools), _tools(turn))

    return on_turn(judge)


def calls(tool: str, wanted: bool) -> Judge:
    """Expect a tool to be called, or not."""
    return on_turn(lambda turn, _: Verdict(any(entry.tool == tool for entry in turn.trace) is wanted, _tools(turn)))


def speaks(language: Language | None) -> Judge:
    """Expect the reply to be in a language; None is that of this run."""

    def judge(turn: Turn, moment: Moment) -> Verdict:
        wanted = language or moment.language
        seen = language_of(_without_titles(turn.reply))
        return Verdict(seen == wanted, f"{seen or 'neither language'}: {turn.reply!r}")

    return on_turn(judge)


def names_only_cards(wanted: bool) -> Judge:
    """Expect the reply to name no item but those on cards, or that the person has spoken of."""

    def judge(turn: Turn, moment: Moment) -> Verdict:
        profile = moment.profile
        allowed = {card.item.id for card in turn.cards} | set(profile.seen) | set(profile.thumbs)
        allowed |= {each.item for each in profile.interests if each.item}
        wrong = [named.text for named in titles_named(moment.index, turn.reply) if not named.items & allowed]
        return Verdict((not wrong) is wanted, f"names {', '.join(wrong)}" if wrong else turn.reply)

    return on_turn(judge)


def contains(words: Sequence[str], wanted: bool) -> Judge:
    """Expect the reply to hold all of `words`, or none of them."""

    def judge(turn: Turn, _: Moment) -> Verdict:
        found = [word.casefold() in turn.reply.casefold() for word in words]
        return Verdict(all(found) if wanted else not any(found), turn.reply)

    return on_turn(judge)


def matches(patterns: Sequence[re.Pattern[str]]) -> Judge:
    """Expect each regular expression to match somewhere in the reply."""
    return on_turn(lambda turn, _: Verdict(all(each.search(turn.reply) for each in patterns), turn.reply))


def _without_titles(text: str) -> str:
    """Return a text without the titles and quotes in it, which may be of the other language."""
    return re.sub(r"《[^》]*》|“[^”]*”|\"[^\"]*\"", "", text)


def _question(turn: Turn) -> str:
    return f"asks about {' and '.join(turn.question.about)}" if turn.question else "asks nothing"


def _cards(turn: Turn) -> str:
    return f"{len(turn.cards)} cards" if turn.cards else "no card, and no word of it"


def _tools(turn: Turn) -> str:
    return ", ".join(entry.tool for entry in turn.trace) or "no tool"
