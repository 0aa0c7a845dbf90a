"""Put a simulated person's wishes into words of their language, in many wordings."""

import random
import tomllib
from collections.abc import Sequence
from functools import cache
from importlib import resources
from typing import Any

from quwei.agent.wording import Wording
from quwei.index.catalogue import Catalogue
from quwei.index.constraint import Constraint
from quwei.index.item import Item
from quwei.index.languages import Language


@cache
def _templates(language: Language) -> dict[str, Any]:
    text = (resources.files("quwei.agent.simulation") / "words" / f"{language}.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


class Speech:
    """Say wishes on one catalogue in one language; `seed` chooses among the wordings."""

    def __init__(self, catalogue: Catalogue, language: Language, seed: int) -> None:
        self._schema = catalogue.schema
        self._wording = Wording(catalogue, language)
        self._language = language
        self._random = random.Random(seed)
        self._years = {name for name in self._schema.attributes if _is_year(catalogue, name)}

    def say(self, kind: str, wishes: Sequence[Constraint] = ()) -> str:
        """Return a message of one kind that holds `wishes`."""
        return self._one(kind, what=self._joined([self.wish(each, alone=len(wishes) == 1) for each in wishes]))

    def answer(self, wish: Constraint, chatty: bool) -> str:
        """Return the answer to a question about the wish's attribute, where its name need not be said."""
        return self._one("answer" if chatty else "bare", what=self.wish(wish, alone=False, asked=True))

    def wish(self, wish: Constraint, alone: bool, asked: bool = False) -> str:
        """Return one wish in words."""
        label = self._wording.attribute(wish.attribute)
        if wish.op in ("<=", ">="):
            kind = "at_most" if wish.op == "<=" else "at_least"
            if self._schema.attributes[wish.attribute].type == "date":
                kind = f"date_{kind}"
            elif wish.attribute in self._years:
                return self._one(f"year_{kind}", value=str(wish.value), label=label)
            elif asked:
                kind = f"{kind}_bare"
            return self._one(kind, value=self._value(wish), label=label)
        if isinstance(wish.value, bool):
            return self._one("is_true" if wish.value is (wish.op == "==") else "is_false", label=label)
        kind = {
            "contains": "contains_alone" if alone else "contains",
            "contains_any": "contains_any",
            "in": "contains_any",
            "not_contains": "not_contains",
            "==": "contains" if asked else "equals",
            "!=": "differs",
        }[wish.op]
        return self._one(kind, value=self._value(wish), label=label)

    def hint(self, wish: Constraint, item: Item, chatty: bool) -> str:
        """Return what somebody says to whom a card's item does not fulfil a wish: a direction, not the bound."""
        if wish.op in ("<=", ">="):
            return self._degree(wish)
        negative = wish.op in ("not_contains", "!=") or wish.value is False
        what = self.wish(wish, alone=True)
        if not negative:
            what = self._one("lacks", what=what)
        return self._one("hint" if chatty else "bare", what=what)

    def _degree(self, wish: Constraint) -> str:
        """Return "too long" where the attribute has such a word, else "the price is too high"."""
        side = "high" if wish.op == "<=" else "low"
        words = getattr(self._schema.attributes[wish.attribute], side).get(self._language, [])
        fitting = [each for each in words if (len(each) == 1 if self._language == "zh" else " " not in each)]
        if fitting:
            return self._one(f"too_{side}", word=fitting[0])
        return self._one(f"too_{side}_plain", label=self._wording.attribute(wish.attribute))

    def _value(self, wish: Constraint) -> str:
        if isinstance(wish.value, tuple):
            joint = str(_templates(self._language)["or"])
            return joint.join(self._wording.value(wish.attribute, each) for each in wish.value)
        return self._wording.value(wish.attribute, wish.value)

    def _joined(self, parts: Sequence[str]) -> str:
        words = _templates(self._language)
        if len(parts) < 2:
            return "".join(parts)
        return str(words["joint"]).join(parts[:-1]) + str(words["last_joint"]) + parts[-1]

    def _one(self, kind: str, **values: str) -> str:
        chosen: str = self._random.choice(_templates(self._language)[kind])
        return chosen.format_map(values)


def _is_year(catalogue: Catalogue, name: str) -> bool:
    """Tell whether a number attribute holds years: whole numbers of four digits without a unit."""
    attribute = catalogue.schema.attributes[name]
    if attribute.type != "number" or attribute.unit:
        return False
    values = [item.attributes[name] for item in catalogue.items if name in item.attributes]
    named = any("year" in word.casefold() or "年" in word for words in attribute.labels.values() for word in words)
    return named and all(isinstance(value, int) and -3000 <= value <= 2200 for value in values)
