"""With a real model that is far too small for the work, every turn ends well; nothing is promised of what it says."""

from collections.abc import Callable
from pathlib import Path

import pytest

from quwei.agent import Agent, Policy
from quwei.agent.turn import Token, TurnEnded
from quwei.index.languages import Language, language_of
from quwei.index.opened import LiveIndex
from quwei.index.people import People
from quwei.index.settings import Settings

pytestmark = [pytest.mark.llm, pytest.mark.timeout(600)]

SECONDS = 30
"""For a turn: reading the tools for the first time takes most of it, on a busy machine all of it."""
TALKS: dict[Language, list[str]] = {
    "zh": ["你好", "想看100分钟以内的喜剧", "为什么推荐第一部？", "换几部别的", "谢谢"],
    "en": ["hello there", "a comedy under 100 minutes", "why the first one?", "show me others", "thank you"],
}


@pytest.mark.parametrize("language", ["zh", "en"])
def test_five_turns_end_well(
    small_llm: str,
    live: Callable[[str], LiveIndex],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    language: Language,
) -> None:
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    settings = Settings(
        data_dir=tmp_path, brain_url=small_llm, brain_seconds=SECONDS, brain_tokens=300, brain_steps=4, _env_file=None
    )
    people = People(settings.people_url, "films")
    agent = Agent(live("films"), people, "openai:smollm2", Policy(cards_per_turn=3), settings)
    chat = agent.chat("ann", "s", language)
    for number, message in enumerate(TALKS[language]):
        reply = ""
        for event in chat.stream(message):
            if isinstance(event, Token):
                reply = event.text if event.restart else reply + event.text
        assert isinstance(event, TurnEnded)
        turn = event.turn
        notes = [each.note for each in turn.trace if each.tool == "brain"]
        assert not any("Connection" in note or "Error code" in note for note in notes), "the server understood us"
        assert turn.reply == reply
        assert reply.strip()
        assert turn.language == language
        assert language_of(reply) in (language, None)
        assert chat.history()[-2:] == [("user", message), ("assistant", reply)]
        if number > 0:
            assert all(card.item.attributes["runtime"] <= 100 for card in turn.cards)  # type: ignore[operator]
    agent.close()
