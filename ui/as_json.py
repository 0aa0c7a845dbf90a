"""Turns as JSON, for programs."""

from typing import Any

from quwei.agent.turn import Turn


def turn_as_json(turn: Turn) -> dict[str, Any]:
    """Return a turn as plain values; the belief as its top 10."""
    facts = turn.model_dump(mode="json", exclude={"belief", "cards"})
    facts["cards"] = [
        {
            "id": card.item.id,
            "title": card.title(turn.language),
            "titles": dict(card.item.titles),
            "attributes": dict(card.item.attributes),
            **card.model_dump(mode="json", exclude={"item"}),
        }
        for card in turn.cards
    ]
    facts["belief"] = [{"id": item, "probability": round(p, 4)} for item, p in turn.belief.top(10)]
    return facts
