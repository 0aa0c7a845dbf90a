"""The tools as a brain sees them: typed functions over the workbench of the turn.

Each answers with JSON for a language model; the artifact beside it holds the sentences the Planner speaks.
"""

import json
from collections.abc import Sequence
from typing import Any

from langchain.tools import ToolRuntime, tool
from langchain_core.tools import BaseTool, ToolException

from quwei.agent.answers import description, explanation, outside, picked
from quwei.agent.comparing import compared, comparison
from quwei.agent.pitch import pitch as pitch_for
from quwei.agent.reply import about_you, planned, recommendation, surprises, swapped
from quwei.agent.wording import Wording
from quwei.agent.workbench import Workbench
from quwei.index.errors import QuweiError
from quwei.index.profile import Thumb
from quwei.tools.behaviour import unknown_item
from quwei.tools.cards import Card
from quwei.tools.interests import extract_interests as extract
from quwei.tools.search import search as search_items

Runtime = ToolRuntime[Workbench]
Answer = tuple[str, list[str]]
"""JSON for the model, and sentences for the Planner."""


@tool("extract_interests", response_format="content_and_artifact")
def extract_interests(text: str, runtime: Runtime) -> Answer:
    """Read what `text` says of the person's taste: interests with polarity, and constraints. Changes nothing."""
    bench = runtime.context
    found = bench.timed("extract_interests", {"text": text}, lambda: extract(bench.index, text))
    return _json(
        {
            "interests": [each.model_dump(exclude_defaults=True) for each in found.interests],
            "constraints": [each.model_dump(mode="json", exclude_defaults=True) for each in found.constraints],
        }
    ), []


@tool("search", response_format="content_and_artifact")
def search(query: str, runtime: Runtime, limit: int = 10) -> Answer:
    """Find items by words, among those that fulfil the person's constraints."""
    bench = runtime.context
    arguments = {"query": query, "limit": limit}
    rows = bench.timed("search", arguments, lambda: search_items(bench.index, query, bench.belief.mask, limit))
    wording = bench.wording
    items = [bench.index.catalogue.items[row] for row in rows]
    return _json([{"id": item.id, "title": wording.title(item.id)} for item in items]), []


@tool("rank", response_format="content_and_artifact")
def rank(runtime: Runtime, limit: int = 10) -> Answer:
    """List the items the person most probably wants, with probabilities."""
    bench = runtime.context
    top = bench.timed("rank", {"limit": limit}, lambda: bench.belief.top(limit))
    titles = bench.index.catalogue
    return _json(
        [{"id": each, "title": titles[each].title_in(bench.language), "probability": round(p, 4)} for each, p in top]
    ), []


@tool("recommend", response_format="content_and_artifact")
def recommend(runtime: Runtime, count: int | None = None, and_ask: bool = False) -> Answer:
    """Show cards of the items that fit best, the only way to show an item; without cards nothing fits.

    `and_ask` adds the question most worth asking, if one is.
    """
    bench, wording = runtime.context, _wording(runtime)
    cards = bench.timed("recommend", {"count": count}, lambda: bench.recommend(count))
    question = bench.timed("ask", {}, bench.ask) if and_ask else bench.question
    sentences = recommendation(bench, wording)
    shown = {"cards": _cards(cards, wording), "question": question and question.text}
    return _json(shown), [*sentences, *([question.text] if question else [])]


@tool("show", response_format="content_and_artifact")
def show(items: list[str], runtime: Runtime) -> Answer:
    """Show the cards of certain items, by id: those the person points at or picks."""
    bench, wording = runtime.context, _wording(runtime)
    cards = bench.timed("show", {"items": items}, lambda: bench.show(_known(bench, items)))
    return _json(_cards(cards, wording)), picked(bench, wording)


@tool("explain", response_format="content_and_artifact")
def explain(runtime: Runtime, items: list[str] | None = None) -> Answer:
    """Tell why items are on cards, by id, or the first card of the last reply; shows their cards again."""
    bench, wording = runtime.context, _wording(runtime)
    chosen = _known(bench, items) or bench.focus[:1]
    cards = bench.timed("explain", {"items": chosen}, lambda: bench.show(chosen))
    return _json(_cards(cards, wording)), explanation(bench, wording, chosen)


@tool("describe", response_format="content_and_artifact")
def describe(runtime: Runtime, items: list[str] | None = None, attributes: list[str] | None = None) -> Answer:
    """Tell what is known of items, by id, or of the first card of the last reply; of some attributes or in general."""
    bench, wording = runtime.context, _wording(runtime)
    for each in attributes or []:
        _check_attribute(bench, each)
    chosen = _known(bench, items) or bench.focus[:1]
    bench.timed("describe", {"items": chosen, "attributes": attributes}, lambda: bench.show(chosen))
    described = [bench.index.catalogue[each] for each in chosen]
    sentences = description(wording, described, attributes or [], bench.extraction.asked)
    return _json(sentences), sentences


@tool("pitch", response_format="content_and_artifact")
def pitch(runtime: Runtime, items: list[str] | None = None) -> Answer:
    """Win the person over to items, by id, or to the first card of the last reply; shows their cards."""
    bench, wording = runtime.context, _wording(runtime)
    chosen = _known(bench, items) or bench.focus[:1]
    bench.timed("pitch", {"items": chosen}, lambda: bench.show(chosen))
    # An item that does not keep to the limits has no card, and its pitch says so.
    cards = bench.cards_of([bench.index.catalogue.rows[each] for each in chosen])
    sentences = [pitch_for(card, bench.profile, wording) for card in cards]
    return _json([*_cards(cards, wording), *sentences]), sentences


@tool("compare", response_format="content_and_artifact")
def compare(runtime: Runtime, items: list[str] | None = None, attributes: list[str] | None = None) -> Answer:
    """Compare items, by id, or the cards of the last reply, on what matters to the person; shows their cards."""
    bench, wording = runtime.context, _wording(runtime)
    spoken_of = bench.focus if len(bench.focus) > 1 else bench.profile.last.listed
    chosen = [bench.index.catalogue[each] for each in _known(bench, items) or spoken_of]
    if len(chosen) < 2:
        raise ToolException(f"There is nothing to compare: {len(chosen)} items. Give at least two ids.")
    bench.timed("compare", {"items": items}, lambda: bench.show([each.id for each in chosen]))
    bench.comparison = compared(bench, wording, chosen, attributes or [])
    sentences = comparison(bench, wording, bench.comparison) + outside(bench, wording, bench.comparison.items)
    return bench.comparison.model_dump_json(), sentences


@tool("swap", response_format="content_and_artifact")
def swap(items: list[str], runtime: Runtime) -> Answer:
    """Show the last list of cards again with others in the place of some of them, by id."""
    bench, wording = runtime.context, _wording(runtime)
    cards = bench.timed("swap", {"items": items}, lambda: bench.swap(_known(bench, items)))
    return _json(_cards(cards, wording)), swapped(bench, wording, items)


@tool("surprise", response_format="content_and_artifact")
def surprise(runtime: Runtime, count: int | None = None) -> Answer:
    """Show cards the person would not expect: drawn from what they may like, and unlike each other."""
    bench, wording = runtime.context, _wording(runtime)
    cards = bench.timed("surprise", {"count": count}, lambda: bench.surprise(count))
    return _json(_cards(cards, wording)), surprises(bench, wording)


@tool("plan", response_format="content_and_artifact")
def plan(runtime: Runtime, count: int | None = None) -> Answer:
    """Show several items to enjoy one after the other: a watch list, a reading list, a trip."""
    bench, wording = runtime.context, _wording(runtime)
    cards = bench.timed("plan", {"count": count}, lambda: bench.plan(count))
    return _json(_cards(cards, wording)), planned(bench, wording)


@tool("ask", response_format="content_and_artifact")
def ask(runtime: Runtime, attribute: str | None = None) -> Answer:
    """Ask the question that tells most about what the person wants, or one about `attribute`."""
    bench = runtime.context
    _check_attribute(bench, attribute)
    question = bench.timed("ask", {"attribute": attribute}, lambda: bench.ask(attribute))
    return (question.model_dump_json(), [question.text]) if question else ("no question is worth asking", [])


@tool("record_feedback", response_format="content_and_artifact")
def record_feedback(item: str, value: Thumb, runtime: Runtime) -> Answer:
    """Record that the person likes ("up"), dislikes ("down") or knows ("seen") an item, or takes it back ("clear")."""
    bench = runtime.context
    try:
        receipt = bench.timed("record_feedback", {"item": item, "value": value}, lambda: bench.feedback(item, value))
    except QuweiError as error:
        raise ToolException(str(error)) from error
    return receipt.model_dump_json(), [receipt.text]


@tool("read_profile", response_format="content_and_artifact")
def read_profile(runtime: Runtime) -> Answer:
    """Read what is known of the person: interests, constraints, thumbs."""
    bench = runtime.context
    sentences = bench.timed("read_profile", {}, lambda: about_you(bench.profile, bench.wording))
    return _json(sentences), sentences


TOOLS: tuple[BaseTool, ...] = (
    extract_interests,
    search,
    rank,
    recommend,
    show,
    explain,
    describe,
    pitch,
    compare,
    swap,
    surprise,
    plan,
    ask,
    record_feedback,
    read_profile,
)
for _each in TOOLS:
    # A ToolException is for the model to read and try again; every other exception is our bug and is not caught.
    _each.handle_tool_error = True


def _wording(runtime: Runtime) -> Wording:
    return runtime.context.wording


def _known(bench: Workbench, items: Sequence[str] | None) -> list[str]:
    """Return the ids given that may be shown; an invented one, or none that may be, is for the model to correct."""
    for item in items or []:
        if item not in bench.index.catalogue:
            raise ToolException(str(unknown_item(bench.index, item)))
    permitted = bench.permitted(list(dict.fromkeys(items or [])))
    if items and not permitted:
        raise ToolException("None of these may be shown to this person. Recommend something else.")
    return permitted


def _check_attribute(bench: Workbench, attribute: str | None) -> None:
    known = bench.index.catalogue.schema.attributes
    if attribute is not None and attribute not in known:
        raise ToolException(f"There is no attribute {attribute!r}. Known: {', '.join(known)}.")


def _cards(cards: Sequence[Card], wording: Wording) -> list[dict[str, Any]]:
    """Return cards as a language model reads them."""
    return [
        {
            "id": card.item.id,
            "title": card.title(wording.language),
            "text": card.item.texts.get(wording.language, ""),
            "probability": card.probability,
            "reasons": wording.reasons(card),
            "attributes": {name: wording.together(name, value) for name, value in card.item.attributes.items()},
        }
        for card in cards
    ]


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, default=str)
