"""Read the words of a script as the catalogue's: attributes, values, predicates and items."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any, get_args

from quwei.agent.scripts.errors import nearest, one_of
from quwei.index.catalogue import Catalogue, typed_value
from quwei.index.constraint import Constraint, Operator
from quwei.index.languages import all_words
from quwei.index.schema import Attribute

OPERATORS: tuple[Operator, ...] = get_args(Operator)
_KINDS: dict[str, tuple[Operator, ...]] = {
    "number": ("<=", ">=", "==", "!=", "in"),
    "date": ("<=", ">=", "==", "!="),
    "bool": ("==", "!="),
    "string": ("==", "!=", "in"),
    "list": ("contains", "contains_any", "not_contains"),
}
"""Operators that make sense for each type of attribute."""


class UnknownWordError(ValueError):
    """Say that a word of a script is not the catalogue's; `path` leads to it from where reading began."""

    def __init__(self, path: tuple[str | int, ...], seen: str, expected: str) -> None:
        super().__init__(f"{seen} {expected}")
        self.path = path
        self.seen = seen
        self.expected = expected


class CatalogueWords:
    """Understand what a script says of one catalogue."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue

    def attribute(self, name: str) -> str:
        """Return the attribute that is called `name`, also by its label in either language."""
        known = self._catalogue.schema.attributes
        if name in known:
            return name
        for each, attribute in known.items():
            if any(word.casefold() == name.casefold() for _, word in all_words(attribute.labels)):
                return each
        raise UnknownWordError((), f"There is no attribute {name!r} in {self._catalogue.name}.", one_of(name, known))

    def predicates(self, given: Mapping[str, Any]) -> list[Constraint]:
        """Return the constraints that a mapping such as {runtime: {"<=": 120}, genres: Comedy} states."""
        found = []
        for name, wanted in given.items():
            try:
                attribute = self.attribute(name)
            except UnknownWordError as error:
                raise UnknownWordError((name,), error.seen, error.expected) from error
            found += self._predicates_on(attribute, wanted, (name,))
        return found

    def item(self, text: str) -> str:
        """Return the id of the item that `text` names by id or title."""
        if text in self._catalogue:
            return text
        ids = self._by_title.get(text.casefold(), [])
        if len(ids) == 1:
            return ids[0]
        if ids:
            raise UnknownWordError((), f"{len(ids)} items are called {text!r}.", f"One of the ids: {', '.join(ids)}.")
        titles = [title for item in self._catalogue.items for title in item.titles.values()]
        seen = f"There is no item {text!r} in {self._catalogue.name}."
        raise UnknownWordError((), seen, f"Nearest: {', '.join(nearest(text, [*titles, *self._catalogue.rows]))}.")

    def items(self, texts: Sequence[str]) -> list[str]:
        """Return the ids of several items."""
        found = []
        for number, text in enumerate(texts):
            try:
                found.append(self.item(text))
            except UnknownWordError as error:
                raise UnknownWordError((number,), error.seen, error.expected) from error
        return found

    def names_of(self, text: str) -> set[str]:
        """Return everything that `text` is called: as a value or an item in both languages, in lower case."""
        folded = text.casefold()
        names = {folded}
        for values in self._values.values():
            if folded in values:
                names.add(values[folded].casefold())
        names.update(each.casefold() for each in self._by_title.get(folded, []))
        return names

    @cached_property
    def _by_title(self) -> Mapping[str, list[str]]:
        found: dict[str, list[str]] = defaultdict(list)
        for item in self._catalogue.items:
            for title in {title.casefold() for title in item.titles.values()}:
                found[title].append(item.id)
        return found

    @cached_property
    def _values(self) -> Mapping[str, Mapping[str, str]]:
        """Per attribute of words, how each value is called (in lower case) and the value itself."""
        found: dict[str, dict[str, str]] = {}
        for name, attribute in self._catalogue.schema.attributes.items():
            if attribute.type not in ("string", "list"):
                continue
            held = {value: None for item in self._catalogue.items for value in _words(item.attributes.get(name, ()))}
            called: dict[str, str] = {}
            for value in (*attribute.values, *held):
                for word in (word for _, word in all_words(attribute.values.get(value, {}))):
                    called.setdefault(word.casefold(), value)
            found[name] = {**called, **{value.casefold(): value for value in (*attribute.values, *held)}}
        return found

    def _predicates_on(self, name: str, wanted: Any, path: tuple[str | int, ...]) -> list[Constraint]:
        attribute = self._catalogue.schema.attributes[name]
        if not isinstance(wanted, dict):
            op = _default_operator(attribute, isinstance(wanted, list))
            return [self._predicate(name, op, wanted, path)]
        found = []
        for op, value in wanted.items():
            if op not in _KINDS[attribute.type]:
                seen = f"{op!r} says nothing of {name}, which is a {attribute.type}."
                raise UnknownWordError((*path, op), seen, one_of(op, _KINDS[attribute.type]))
            found.append(self._predicate(name, op, value, (*path, op)))
        return found

    def _predicate(self, name: str, op: Operator, wanted: Any, path: tuple[str | int, ...]) -> Constraint:
        many = isinstance(wanted, list)
        values = [self._value(name, each, path) for each in (wanted if many else [wanted])]
        if not values or (len(values) > 1 and op in ("<=", ">=", "==")):
            seen = f"{name} {op} has {len(values)} values."
            raise UnknownWordError(path, seen, "One value." if values else "At least one.")
        return Constraint.model_validate({"attribute": name, "op": op, "value": tuple(values) if many else values[0]})

    def _value(self, name: str, given: Any, path: tuple[str | int, ...]) -> Any:
        attribute = self._catalogue.schema.attributes[name]
        if attribute.type in ("string", "list"):
            known = self._values[name]
            if str(given).casefold() not in known:
                seen = f"No item of {self._catalogue.name} has the {name} {given!r}."
                raise UnknownWordError(path, seen, one_of(str(given), known.values()))
            return known[str(given).casefold()]
        try:
            return typed_value(given, attribute)
        except ValueError as error:
            raise UnknownWordError(path, f"{name}: saw {given!r}.", f"Expected {error}.") from error


def _words(value: Any) -> Iterable[str]:
    return value if isinstance(value, tuple) else (value,) if isinstance(value, str) else ()


def _default_operator(attribute: Attribute, many: bool) -> Operator:
    if attribute.type == "list":
        return "contains_any" if many else "contains"
    return "in" if many else "=="
