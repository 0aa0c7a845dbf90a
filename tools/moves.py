"""Tell where a message moves a limit: "raise the budget to 800", 再加200, "8 is fine too", "not 500, 300"."""

import re
from collections.abc import Mapping, Sequence

from quwei.index.constraint import Constraint, comparable
from quwei.index.schema import Attribute
from quwei.tools.lexicon import Cue
from quwei.tools.quantities import Quantity
from quwei.tools.sides import NOTHING, Side

_PAUSE = re.compile(rf"[\s,，…]*{NOTHING}")
_VERBS = "raise|increase|lift|push|bump|extend|stretch|lower|reduce|drop|cut|bring|loosen|relax|change|move"
_BUT = r"(?:而是|应该是|是|but\s+|it's\s+)?\s*"
_TO = re.compile(
    rf"(?:\b(?:{_VERBS})\s+(?:[a-z]+\s+){{0,3}}?to\s+|(?:可以|能)(?:提高|放宽|[加涨升降减调改])?到\s*"
    rf"|(?:不是|\bnot)\s*[^,，。;]{{1,12}}?(?:\s*[,，]\s*|\s+)?{_BUT})$"
)
"""What moves a limit to the number behind it: "raise the budget to", 可以到, 不是500，是."""
_LED = re.compile(r"\s*(?P<led>那就|那么就|就|那|ok|okay|fine|well)?[\s,，]*(?:[$¥￥€£]\s*)?")
_THEN = re.compile(r"\s*(?P<then>吧|then)?[\s。.!！]*")
"""What stands around a number that is all a message says: 那就六百吧, "700 then"."""
_FINE = re.compile(
    r"\s*(?:is|are|'s|would be|will)\s+(?:also\s+|still\s+)?(?:fine|ok|okay|good|alright|enough|do)\b"
    r"|\s*(?:也|都|就|就也)(?:还)?(?:行|可以|成|好|够)"
)
"""What behind a number says that a limit may be moved to it: "8 is fine too"."""
_NOT = re.compile(r"(?:不是|\bnot)\s*$")
_INSTEAD = re.compile(rf"[^\d,，。;]{{0,6}}(?:[,，]\s*|\s+|(?=而是|是)){_BUT}[$¥￥]?[\d一二两三四五六七八九十]")
"""What follows a number that another takes the place of: the 500 of 不是500，是300."""
_BY = re.compile(
    r"(?:(?P<up>(?:再|多|可以|还能|能)*(?:加|涨|贵|增加|再多|再长)|\b(?:another|add|extra|plus|(?:up|raise it) by)\s+)"
    r"|(?P<down>再?(?:减|降|便宜|再少|再短)|\b(?:minus|(?:take|knock) off|(?:down|(?:lower|cut) it) by)\s+))$"
)
"""What before a number moves a limit by it: 再加200, "another 50"."""
_BY_BEHIND = re.compile(r"\s+(?:(?P<up>more|higher|longer)|(?P<down>less|cheaper|lower|shorter|fewer))\s*(?:$|[,.;!?])")
_A_BIT = re.compile(r"一[点些下样半]")
"""What is no number: 再便宜一点."""


class Moves:
    """Read where one message (`text`, lower case) moves limits that are `held`."""

    def __init__(
        self, text: str, numbers: Mapping[str, Attribute], cues: Sequence[Cue], held: Sequence[Constraint]
    ) -> None:
        self._text = text
        self._held = [each for each in held if each.attribute in numbers and each.op in ("<=", ">=")]
        self._cues = [cue for cue in cues if {"moving", "correction"} & set(cue.payload)]
        self._dates = {name for name, each in numbers.items() if each.type == "date"}

    def side(self, name: str, quantity: Quantity, amount: float) -> Side | None:
        """Return the side of the limit that a number moves: 放宽到2010 after "before 1990"; of two the nearer one."""
        edges = [each for each in self._held if each.attribute == name]
        if not edges or (start := self._to(quantity)) is None:
            return None

        def distance(edge: Constraint) -> float:
            at = int(str(edge.value)[:4]) if name in self._dates else float(comparable(edge.value, numeric=True))
            return abs(amount - at)

        return Side(min(edges, key=distance).op, False, start, quantity.end, False)

    def by(self, name: str, quantity: Quantity, amount: float) -> tuple[Side, float] | None:
        """Return the limit that a message moves by a number, and what it becomes: 再加200; of two the upper one."""
        edges = {each.op: each for each in self._held if each.attribute == name}
        edge, found = edges.get("<=", edges.get(">=")), self._shift(quantity)
        if edge is None or found is None or name in self._dates:
            return None
        moved = float(comparable(edge.value, numeric=True)) + (amount if found["up"] else -amount)
        start, end = min(found.start(), quantity.start), max(found.end(), quantity.end)
        return Side(edge.op, False, start, end, False), moved

    def any(self, quantity: Quantity) -> bool:
        """Tell whether a number moves a limit, to it or by it."""
        return self._to(quantity) is not None or (bool(self._held) and self._shift(quantity) is not None)

    def gives_way(self, quantity: Quantity) -> bool:
        """Tell whether another number is said to be meant: the 500 of "not 500, 300"."""
        refused = _NOT.search(self._text, 0, quantity.start)
        return refused is not None and _INSTEAD.match(self._text, quantity.end) is not None

    def was_around(self, name: str, reach: float) -> bool:
        """Tell whether the limits held are those of "around" a number, with a share of it as `reach` to each side."""
        edges = {each.op: float(comparable(each.value, True)) for each in self._held if each.attribute == name}
        low, high = edges.get(">="), edges.get("<=")
        if low is None or high is None or name in self._dates:
            return False
        return abs(low / (1 - reach) - high / (1 + reach)) <= 0.02 * high

    def _to(self, quantity: Quantity) -> int | None:
        """Return where words begin that move a limit to a number."""
        if _A_BIT.match(self._text, quantity.start):
            return None
        cues = (cue for cue in self._cues if _PAUSE.fullmatch(self._text, cue.end, quantity.start))
        if (start := next((cue.start for cue in cues), None)) is not None:
            return start
        if moves := _TO.search(self._text, 0, quantity.start):
            return moves.start()
        fits = _FINE.match(self._text, quantity.end) or self._is_all(quantity)
        return quantity.start if self._held and fits else None

    def _is_all(self, quantity: Quantity) -> bool:
        """Tell whether a message says no more than a number: 那就六百吧."""
        before = _LED.fullmatch(self._text, 0, quantity.start)
        behind = _THEN.fullmatch(self._text, quantity.end)
        return before is not None and behind is not None and bool(before["led"] or behind["then"])

    def _shift(self, quantity: Quantity) -> re.Match[str] | None:
        if _A_BIT.match(self._text, quantity.start):
            return None
        return _BY.search(self._text, 0, quantity.start) or _BY_BEHIND.match(self._text, quantity.end)
