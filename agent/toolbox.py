"""The tools as a brain sees them: typed functions over the workbench of the turn.

Each answers with JSON for a language model; the artifact beside it holds the sentences the Planner speaks.
"""

import json
from typing import Any

from langchain.tools import ToolRuntime, tool
from langchain_core.tools import BaseTool, ToolException

from quwei.agent.reply import about_you, recommendation
from quwei.agent.wording import Wording
from quwei.agent.workbench import Workbench
from quwei.index.errors import QuweiError
from quwei.index.profile import Thumb
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
    wording = Wording(bench.index.catalogue, bench.language)
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
    bench = runtime.context
    cards = bench.timed("recommend", {"count": count}, lambda: bench.recommend(count))
    question = bench.timed("ask", {}, bench.ask) if and_ask else None
    wording = Wording(bench.index.catalogue, bench.language)
    sentences = recommendation(bench, wording)
    shown = {"cards": [_card(card, wording) for card in cards], "question": question and question.text}
    return _json(shown), [*sentences, *([question.text] if question else [])]


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
    sentences = bench.timed(
        "read_profile", {}, lambda: about_you(bench.profile, Wording(bench.index.catalogue, bench.language))
    )
    return _json(sentences), sentences


TOOLS: tuple[BaseTool, ...] = (extract_interests, search, rank, recommend, ask, record_feedback, read_profile)
for _each in TOOLS:
    # A ToolException is for the model to read and try again; every other exception is our bug and is not caught.
    _each.handle_tool_error = True


def _check_attribute(bench: Workbench, attribute: str | None) -> None:
    known = bench.index.catalogue.schema.attributes
    if attribute is not None and attribute not in known:
        raise ToolException(f"There is no attribute {attribute!r}. Known: {', '.join(known)}.")


def _card(card: Card, wording: Wording) -> dict[str, Any]:
    return {
        "id": card.item.id,
        "title": card.title(wording.language),
        "probability": card.probability,
        "reasons": wording.reasons(card),
        "attributes": {name: wording.value(name, value) for name, value in card.item.attributes.items()},
    }


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, default=str)
