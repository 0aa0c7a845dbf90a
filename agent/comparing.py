"""Compare items: a table of the differences that matter to this person, and what follows from it."""

from collections.abc import Sequence
from datetime import date

from quwei.agent.turn import Comparison
from quwei.agent.wording import Wording
from quwei.agent.words import COMMA, capitalised, listed, say
from quwei.agent.workbench import Workbench
from quwei.index.item import Item

ROWS = 5
"""Differences in a table, at most."""


def compared(bench: Workbench, wording: Wording, items: Sequence[Item], first: Sequence[str] = ()) -> Comparison:
    """Return the table: what was asked for first, then what the person has limits or wishes on, then the rest."""
    schema = bench.index.catalogue.schema.attributes
    profile = bench.profile
    matters = [each.attribute for each in profile.constraints] + [each.attribute or "" for each in profile.interests]
    asked = [name for name, each in schema.items() if each.asked]
    names = [name for name in dict.fromkeys([*first, *matters, *asked, *schema]) if name in schema]
    differing = [name for name in names if len({repr(item.attributes.get(name)) for item in items}) > 1]
    return comparison_of(wording, items, differing[:ROWS])


def comparison_of(wording: Wording, items: Sequence[Item], attributes: Sequence[str]) -> Comparison:
    """Return the table of certain attributes in the words of one language."""
    return Comparison(
        items=tuple(item.id for item in items),
        titles=tuple(item.title_in(wording.language) for item in items),
        attributes=tuple(attributes),
        rows=tuple(
            (wording.attribute(name), tuple(wording.together(name, item.attributes.get(name)) for item in items))
            for name in attributes
        ),
    )


def last_comparison(bench: Workbench) -> Comparison | None:
    """Return the table of the last reply as it stands now: of what is still in the catalogue and may be shown."""
    last, catalogue = bench.profile.last, bench.index.catalogue
    items = [catalogue[each] for each in bench.permitted([each for each in last.compared if each in catalogue])]
    attributes = [each for each in last.differing if each in catalogue.schema.attributes]
    return comparison_of(bench.wording, items, attributes) if len(items) > 1 else None


def _extreme(bench: Workbench, wording: Wording, table: Comparison) -> list[str]:
    """Return which of the items has the most of what was asked for, or share that: "which one is shorter?"."""
    order = bench.extraction.extreme
    items = [bench.index.catalogue[each] for each in table.items]
    known = [item for item in items if order and isinstance(item.attributes.get(order.attribute), int | float | date)]
    if order is None or not known:
        return []
    rows, values = bench.index.catalogue.rows, bench.index.columns.numbers[order.attribute]
    most = (max if order.highest else min)(float(values[rows[item.id]]) for item in known)
    first = [item for item in known if float(values[rows[item.id]]) == most]
    fact = wording.named_value(order.attribute, first[0].attributes[order.attribute])
    titles = listed(wording.language, [wording.title(item.id) for item in first])
    return [say(wording.language, "compare-extreme", titles=titles, count=len(first), fact=fact)]


def comparison(bench: Workbench, wording: Wording, table: Comparison) -> list[str]:
    """Return the differences in sentences, and which of the items fits this person better."""
    language = wording.language
    titles = [wording.title(item) for item in table.items]
    if not table.rows:
        return [say(language, "compare-same", titles=listed(language, titles))]
    sentences = _extreme(bench, wording, table) or [say(language, "compare", titles=listed(language, titles))]
    asked = bench.extraction.extreme is not None
    for label, values in table.rows[: 1 if asked else 3]:
        pairs = [
            say(language, "compare-value", title=title, value=value)
            for title, value in zip(titles, values, strict=True)
        ]
        sentences.append(capitalised(say(language, "compare-row", attribute=label, values=COMMA[language].join(pairs))))
    belief = bench.belief
    likely = [float(belief.probabilities[bench.index.catalogue.rows[item]]) for item in table.items]
    best = max(range(len(likely)), key=likely.__getitem__)
    if not asked and any(each.polarity == "like" for each in bench.profile.interests) and likely[best] > 0:
        sentences.append(say(language, "compare-best", title=titles[best]))
    return sentences
