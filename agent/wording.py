"""Put cards, questions and beliefs into words of the person's language; every word comes from them."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from quwei.agent.policy import Tone
from quwei.agent.turn import Question
from quwei.agent.words import JOINT, listed, say
from quwei.index.catalogue import Catalogue
from quwei.index.constraint import Constraint
from quwei.index.languages import Language
from quwei.index.profile import Interest
from quwei.index.schema import Schema
from quwei.tools.cards import Card, Reason
from quwei.tools.questions import OPTIONS, Answer, Choice

FIRST_OPTIONS = 3
"""Chips for the first of two attributes that are asked about at once."""


class Wording:
    """Speak of one catalogue in one language."""

    def __init__(
        self,
        catalogue: Catalogue,
        language: Language,
        tone: Tone = "plain",
        unnamed: Collection[str] = (),
    ) -> None:
        """Speak in a tone, and never by title of the items `unnamed`."""
        self._catalogue = catalogue
        self._unnamed = unnamed
        self.tone: Tone = tone
        self.schema: Schema = catalogue.schema
        self.language: Language = language

    def attribute(self, name: str) -> str:
        """Return what an attribute is called."""
        return self.schema.attributes[name].label(self.language, name) if name in self.schema.attributes else name

    def value(self, name: str, value: Any) -> str:
        """Return a value as it is shown, with its unit."""
        if value is None:
            return say(self.language, "unknown")
        if isinstance(value, bool):
            return say(self.language, "yes" if value else "no")
        attribute = self.schema.attributes.get(name)
        if isinstance(value, tuple | list):
            if attribute and attribute.groups:
                return listed(self.language, attribute.labels_of(list(map(str, value)), self.language), "or")
            if _is_run(value):
                return say(self.language, "between", low=self.value(name, value[0]), high=self.value(name, value[-1]))
            return listed(self.language, [self.value(name, each) for each in value], "or")
        if isinstance(value, int | float):
            number = str(value) if isinstance(value, int) else f"{value:.10g}"
            unit = attribute.unit.get(self.language) if attribute else None
            if unit and value == 1 and self.language == "en":
                unit = unit.removesuffix("s")
            return f"{number}{'' if self.language == 'zh' else ' '}{unit}" if unit else number
        if isinstance(value, date):
            return value.isoformat()
        return attribute.value_label(value, self.language) if attribute else str(value)

    def together(self, name: str, value: Any) -> str:
        """Return all of an item's values of one attribute: "comedy and romance"."""
        if isinstance(value, tuple | list):
            return listed(self.language, [self.value(name, each) for each in value])
        return self.value(name, value)

    def named_value(self, name: str, value: Any) -> str:
        """Return a value with the attribute's name where the value does not say it: "runtime 98 minutes"."""
        if isinstance(value, bool):
            return self.attribute(name) if value else say(self.language, "not-that", value=self.attribute(name))
        if isinstance(value, int | float | date):
            return say(self.language, "named-value", attribute=self.attribute(name), value=self.value(name, value))
        return self.together(name, value)

    def marked(self, name: str, value: Any) -> str:
        """Return a value as a mark that items bear: "certificate: R"."""
        if value is True:
            return self.attribute(name)
        if value is False:
            return say(self.language, "not-that", value=self.attribute(name))
        return say(self.language, "constraint-is", attribute=self.attribute(name), value=self.value(name, value))

    def check(self, constraint: Constraint, value: Any) -> str:
        """Return how an item keeps to a constraint: "runtime 98 minutes (at most 120 minutes)"."""
        if constraint.op in ("<=", ">="):
            bound = self.value(constraint.attribute, constraint.value)
            limit = say(self.language, "at-most" if constraint.op == "<=" else "at-least", value=bound)
            return say(self.language, "check", fact=self.named_value(constraint.attribute, value), limit=limit)
        return self.constraint(constraint)

    def noun(self) -> str:
        """Return what the items are called, several of them."""
        words = self.schema.fields.nouns.get(self.language) or []
        plural = [word for word in words if self.language == "zh" or word.endswith("s")]
        return next(iter([*plural, *words]), say(self.language, "items"))

    def title(self, item: str) -> str:
        """Return an item's title as a sentence has it."""
        if item in self._unnamed:
            return say(self.language, "unnamed")
        title = self._catalogue[item].title_in(self.language)
        if self.language == "en":
            return f"“{title}”"
        # A title inside a title has single marks.
        return f"《{title.replace('《', '〈').replace('》', '〉')}》"

    def constraint(self, constraint: Constraint) -> str:
        """Return a constraint as a person would say it, with the day it ends where it has one."""
        if constraint.until is not None:
            lasting = self.constraint(constraint.model_copy(update={"until": None}))
            return say(self.language, "constraint-until", constraint=lasting, day=constraint.until.isoformat())
        attribute, value = self.attribute(constraint.attribute), self.value(constraint.attribute, constraint.value)
        if constraint.op in ("<=", ">="):
            message = "constraint-at-most" if constraint.op == "<=" else "constraint-at-least"
            return say(self.language, message, attribute=attribute, value=value)
        if isinstance(constraint.value, bool):
            wanted = constraint.value is (constraint.op == "==")
            return attribute if wanted else say(self.language, "constraint-not", value=attribute)
        if constraint.op in ("not_contains", "!="):
            return say(self.language, "constraint-not", value=value)
        value = self.together(constraint.attribute, constraint.value) if constraint.op == "contains" else value
        return say(self.language, "constraint-is", attribute=attribute, value=value)

    def constraints(self, constraints: Iterable[Constraint]) -> str:
        """Return several constraints in words."""
        return listed(self.language, self.limits(list(constraints)))

    def limits(self, constraints: Sequence[Constraint]) -> list[str]:
        """Return constraints in words, the two ends of a range as one, and all that one attribute is to have."""
        return [
            self.constraint(first) if high is None else self._range(first, high)
            for first, high in _joined_ranges(_joined_values(constraints))
        ]

    def checks(self, constraints: Sequence[Constraint], values: Mapping[str, Any]) -> list[str]:
        """Return how an item with these values keeps to constraints, to the two ends of a range at once."""
        words = []
        for first, high in _joined_ranges(constraints):
            value = values.get(first.attribute)
            if high is None or high.value == first.value:
                words.append(self.check(first, value))
            else:
                bottom, top = self._bounds_in_words(first, high)
                limit = say(self.language, "between", low=bottom, high=top)
                fact = self.named_value(first.attribute, value)
                words.append(say(self.language, "check", fact=fact, limit=limit))
        return words

    def _range(self, low: Constraint, high: Constraint) -> str:
        name = self.attribute(low.attribute)
        if low.value == high.value:
            return say(self.language, "constraint-is", attribute=name, value=self.value(low.attribute, low.value))
        bottom, top = self._bounds_in_words(low, high)
        return say(self.language, "constraint-between", attribute=name, low=bottom, high=top)

    def _bounds_in_words(self, low: Constraint, high: Constraint) -> tuple[str, str]:
        """Return both ends of a range in words, the unit only once."""
        name = low.attribute
        unit = self.schema.attributes[name].unit if name in self.schema.attributes else {}
        bare = str(low.value) if unit and isinstance(low.value, int) else self.value(name, low.value)
        return bare, self.value(name, high.value)

    def interest(self, interest: Interest) -> str:
        """Return what an interest is in."""
        if interest.item is not None and interest.item in self._catalogue:
            return self.title(interest.item)
        if interest.attribute is not None and interest.value is not None:
            return self.value(interest.attribute, interest.value)
        return interest.phrase

    def interests(self, interests: Iterable[Interest]) -> str:
        """Return a list of interests in words."""
        return listed(self.language, list(dict.fromkeys(self.interest(each) for each in interests)))

    def reason(self, reason: Reason) -> str:
        """Return one reason of a card."""
        if reason.item is not None and reason.item in self._catalogue:
            return say(self.language, "like-item", title=self.title(reason.item))
        if reason.kind == "like_item":
            return say(self.language, "like-item", title=reason.phrase)
        if reason.kind == "has_value" and reason.attribute is not None:
            return say(self.language, "has-value", value=self.value(reason.attribute, reason.value))
        phrase = self.value(reason.attribute, reason.value) if reason.attribute and reason.value else reason.phrase
        return say(self.language, "reads-like", phrase=phrase)

    def reasons(self, card: Card) -> str:
        """Return why a card is shown, in one phrase."""
        return listed(self.language, list(dict.fromkeys(self.reason(each) for each in card.reasons)))

    def question(self, choice: Choice, seed: int) -> Question:
        """Return the question as asked, its options written so that sending one answers it."""
        if choice.suspected is not None:
            return self._suspicion(choice, choice.suspected)
        text = self._question_text(choice, seed)
        if self.tone != "brief":
            gain = say(self.language, "ask-gain", now=choice.now, after=choice.after)
            text = f"{text}{JOINT[self.language]}{gain}"
        flag = next((each for each in (choice, choice.also) if each and each.is_yes_no), None)
        return self._asked(choice, text, Constraint(attribute=flag.attribute, op="==", value=True) if flag else None)

    def _question_text(self, choice: Choice, seed: int) -> str:
        first = self.attribute(choice.attribute)
        if choice.is_yes_no:
            return say(self.language, "ask-yes-no", seed, attribute=first)
        if choice.also is None:
            return say(self.language, "ask", seed, attribute=first)
        second = self.attribute(choice.also.attribute)
        if choice.also.is_yes_no:
            return say(self.language, "ask-and-yes-no", seed, attribute=first, flag=second)
        return say(self.language, "ask-two", seed, attribute=first, also=second)

    def _asked(self, choice: Choice, text: str, yes: Constraint | None) -> Question:
        """Return a question with its chips; `yes` is what a bare yes means."""
        parts = [(choice, choice.answers)]
        if choice.also:
            first = choice.answers[:FIRST_OPTIONS]
            parts = [(choice, first), (choice.also, choice.also.answers[: OPTIONS - len(first)])]
        return Question(
            attribute=choice.attribute,
            also=choice.also and choice.also.attribute,
            text=text,
            options=tuple(self._option(part.attribute, answer) for part, answers in parts for answer in answers),
            skip=say(self.language, "skip"),
            yes=yes,
            now=choice.now,
            after=choice.after,
        )

    def _suspicion(self, choice: Choice, suspected: Answer) -> Question:
        """Return the question whether something is wrong with what was turned down."""
        label = self.attribute(choice.attribute)
        if suspected.op in ("<=", ">="):
            side = "high" if suspected.op == ">=" else "low"
            words = getattr(self.schema.attributes[choice.attribute], side).get(self.language, [])
            if words:
                text = say(self.language, "ask-too", word=words[0])
            else:
                text = say(self.language, f"ask-too-{side}", attribute=label)
        else:
            text = say(self.language, "ask-unwanted", value=self._option(choice.attribute, suspected))
        avoiding = choice.answers[0]
        return self._asked(choice, text, Constraint(attribute=choice.attribute, op=avoiding.op, value=avoiding.value))

    def relaxing_question(self, ways_out: Sequence[tuple[str, ...]], freed: int) -> Question:
        """Return the question what to give up when nothing fits: each way out is some attributes.

        `freed` is how many items that gives at most.
        """
        options = [
            say(self.language, "give-up", attribute=listed(self.language, [self.attribute(name) for name in names]))
            for names in ways_out
        ]
        text = say(self.language, "ask-give-up")
        skip = say(self.language, "start-over")
        return Question(attribute=ways_out[0][0], text=text, options=tuple(options), skip=skip, now=0, after=freed)

    def _option(self, name: str, answer: Answer) -> str:
        if isinstance(answer.value, bool):
            label = self.attribute(name)
            return label if answer.value else say(self.language, "not-that", value=label)
        value = self.value(name, answer.value)
        if answer.op in ("not_contains", "!="):
            return say(self.language, "not-that", value=value)
        if answer.op in ("<=", ">="):
            if self.schema.attributes[name].type == "date":
                return say(self.language, "no-later" if answer.op == "<=" else "no-earlier", value=value)
            bound = say(self.language, "at-most" if answer.op == "<=" else "at-least", value=value)
            return f"{self.attribute(name)}{bound}" if self.language == "zh" else f"{self.attribute(name)} {bound}"
        return value

    def facts(self, card: Card, names: Sequence[str]) -> str:
        """Return the card's main facts in one line."""
        found = [(name, card.item.attributes[name]) for name in names if name in card.item.attributes]
        return " · ".join(self._fact(name, value) for name, value in found)

    def _fact(self, name: str, value: Any) -> str:
        if isinstance(value, tuple):
            return "/".join(self.value(name, each) for each in value[:3])
        if isinstance(value, bool):
            return self.attribute(name) if value else say(self.language, "not-that", value=self.attribute(name))
        return self.value(name, value)


def _is_run(values: Sequence[Any]) -> bool:
    """Tell whether values are several whole numbers in a row: the years of a decade."""
    whole = [each for each in values if isinstance(each, int)]
    return len(whole) == len(values) > 2 and whole == list(range(whole[0], whole[0] + len(whole)))


def _joined_values(constraints: Sequence[Constraint]) -> list[Constraint]:
    """Return the constraints with one for all the values that an attribute is to have: "amenities: pool and gym"."""
    joined: dict[int | str, Constraint] = {}
    for at, each in enumerate(constraints):
        if each.op != "contains" or each.until is not None:
            joined[at] = each
        elif (before := joined.get(each.attribute)) is None:
            joined[each.attribute] = each
        else:
            values = tuple(map(str, (*before.values, *each.values)))
            joined[each.attribute] = each.model_copy(update={"value": values})
    return list(joined.values())


def _joined_ranges(constraints: Sequence[Constraint]) -> Iterator[tuple[Constraint, Constraint | None]]:
    """Yield each constraint alone, and the two ends of a range together, the low one first."""
    ends = {(each.attribute, each.op): each for each in constraints}
    for each in constraints:
        low, high = ends.get((each.attribute, ">=")), ends.get((each.attribute, "<="))
        if low is None or high is None or each not in (low, high):
            yield each, None
        elif each is (low if constraints.index(low) < constraints.index(high) else high):
            yield low, high


def fact_names(schema: Schema) -> list[str]:
    """Return the attributes worth a line on a card: those asked about, numbers first."""
    asked = [name for name, each in schema.attributes.items() if each.asked]
    return sorted(asked, key=lambda name: schema.attributes[name].type not in ("number", "date"))[:5]
