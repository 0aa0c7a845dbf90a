"""Judge items: the cards of a turn, and the top of the belief."""

from collections.abc import Callable, Sequence

from quwei.agent.scripts.expectations import Bounds
from quwei.agent.scripts.moment import Moment, Verdict, no_turn
from quwei.index.constraint import Constraint
from quwei.index.item import Item

Judge = Callable[[Moment], Verdict]
Select = Callable[[Moment], Sequence[Item]]
_COMPARE: dict[str, Callable[[int, int], bool]] = {
    "<=": lambda seen, bound: seen <= bound,
    ">=": lambda seen, bound: seen >= bound,
    "==": lambda seen, bound: seen == bound,
    "!=": lambda seen, bound: seen != bound,
}


def cards(moment: Moment) -> Sequence[Item]:
    """Select the items on the cards."""
    return [card.item for card in moment.turn.cards] if moment.turn else []


def top(k: int) -> Select:
    """Select the `k` likeliest items."""
    return lambda moment: [moment.index.catalogue[item] for item, _ in moment.belief.top(k)]


def every_one(select: Select, constraint: Constraint) -> Judge:
    """Expect every item, and at least one, to fulfil a predicate."""

    def judge(moment: Moment) -> Verdict:
        items = select(moment)
        wrong = [each for each in items if not constraint.holds_for(each)]
        return Verdict(bool(items) and not wrong, _values(constraint, wrong or items))

    return judge


def some_one(select: Select, constraints: Sequence[Constraint]) -> Judge:
    """Expect one item to fulfil all of several predicates."""

    def judge(moment: Moment) -> Verdict:
        items = select(moment)
        held = any(all(constraint.holds_for(each) for constraint in constraints) for each in items)
        return Verdict(held, "; ".join(_values(constraint, items) for constraint in constraints))

    return judge


def no_one(select: Select, constraint: Constraint) -> Judge:
    """Expect no item to fulfil a predicate."""

    def judge(moment: Moment) -> Verdict:
        wrong = [each for each in select(moment) if constraint.holds_for(each)]
        return Verdict(not wrong, _values(constraint, wrong or select(moment)))

    return judge


def first(select: Select, constraint: Constraint) -> Judge:
    """Expect the first item to fulfil a predicate."""
    return every_one(lambda moment: select(moment)[:1], constraint)


def includes(select: Select, item: str, wanted: bool) -> Judge:
    """Expect an item to be there, or not."""

    def judge(moment: Moment) -> Verdict:
        ids = [each.id for each in select(moment)]
        return Verdict((item in ids) is wanted, ", ".join(ids) or "no item")

    return judge


def is_first(select: Select, item: str) -> Judge:
    """Expect an item to be the first."""
    return lambda moment: Verdict(*_same([each.id for each in select(moment)[:1]], [item]))


def count(bounds: Bounds) -> Judge:
    """Expect a number of cards."""

    def judge(moment: Moment) -> Verdict:
        return no_turn() if moment.turn is None else within(len(moment.turn.cards), bounds)

    return judge


def within(seen: int, bounds: Bounds) -> Verdict:
    """Tell whether a number is the one expected, or within bounds."""
    wanted = {"==": bounds} if isinstance(bounds, int) else bounds
    return Verdict(all(_COMPARE[op](seen, bound) for op, bound in wanted.items()), str(seen))


def disclosed(attribute: str) -> Judge:
    """Expect every card whose item has `attribute` set to say so, and that there is one."""

    def judge(moment: Moment) -> Verdict:
        if moment.turn is None:
            return no_turn()
        due = [card for card in moment.turn.cards if card.item.attributes.get(attribute)]
        silent = [card.item.id for card in due if attribute not in card.disclosures]
        seen = f"not on {', '.join(silent)}" if silent else f"{len(due)} cards have it"
        return Verdict(bool(due) and not silent, seen)

    return judge


def _same(seen: Sequence[str], wanted: Sequence[str]) -> tuple[bool, str]:
    return list(seen) == list(wanted), ", ".join(seen) or "no item"


def _values(constraint: Constraint, items: Sequence[Item]) -> str:
    shown = [f"{each.id}: {constraint.attribute} {_value(each, constraint.attribute)}" for each in items[:4]]
    return ", ".join(shown) or "no item"


def _value(item: Item, attribute: str) -> str:
    value = item.attributes.get(attribute)
    return "unknown" if value is None else "/".join(value) if isinstance(value, tuple) else str(value)
