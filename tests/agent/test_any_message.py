"""Whatever is said: no error, no item from elsewhere, no card that breaks a limit, no sentence the guard refuses."""

import os
import random
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from quwei.agent import Agent, Chat
from quwei.agent.guard import Guard
from quwei.agent.turn import Turn
from quwei.agent.workbench import Workbench
from quwei.index.opened import Index

MakeAgent = Callable[..., Agent]
MESSAGES = {"films": 6_000, "places": 1_500, "books": 1_500, "products": 1_000}
SHARE = float(os.environ.get("QUWEI_MESSAGES", "0.25"))
"""Part of them that is played; QUWEI_MESSAGES=1 plays all ten thousand, in about ten minutes."""
A_CHAT = 12
"""Messages of one person before another comes."""
SCRIPTS = Path(__file__).parents[1] / "conversations"
NOISE = "🙂👍🤷💥~!?？！。,，…\"'《》“”()[]{}<>%$¥#@&*_/\\|\t\n\u200b\ufeff٣½ßéñ한かЖ"
GLUE = (
    " ",
    "",
    ", ",
    "，",
    "。",
    " but ",
    "但是",
    " not ",
    "不要",
    " or ",
    "或者",
    " like ",
    "像",
    " than ",
    "比",
    " the second one ",
)


def _wordings(node: Any) -> Iterator[str]:
    if isinstance(node, str):
        yield node
    elif isinstance(node, list | dict):
        for each in node.values() if isinstance(node, dict) else node:
            yield from _wordings(each)


def _said_in_scripts() -> list[str]:
    """Return what people say in the conversation scripts."""
    found: list[str] = []
    for file in sorted(SCRIPTS.rglob("*.chat.yaml")):
        for script in yaml.safe_load_all(file.read_text(encoding="utf-8")):
            for step in script["steps"]:
                if isinstance(step, dict) and "user" in step:
                    found += _wordings(step["user"])
    return found


def messages(index: Index, chance: random.Random, count: int) -> Iterator[str]:
    """Yield messages people have said, spliced with each other and with the catalogue's words, and spoilt."""
    said = _said_in_scripts()
    words = [
        *index.vocabulary.words,
        "two hours",
        "三百块以内",
        "under 90",
        "90s",
        "第二部",
        "why",
        "为什么",
        "cheapest",
    ]
    for _ in range(count):
        parts = [chance.choice(said if chance.random() < 0.6 else words) for _ in range(chance.choice((1, 1, 2, 3)))]
        text = chance.choice(GLUE).join(parts)
        for _ in range(chance.choice((0, 0, 1, 2, 6))):
            text = _spoilt(text, chance)
        yield text


def _spoilt(text: str, chance: random.Random) -> str:
    at, to = sorted((chance.randrange(len(text) + 1), chance.randrange(len(text) + 1)))
    return chance.choice(
        (
            text[:at] + text[at + 1 :],
            text[:at] + chance.choice(NOISE) + text[at:],
            text[:at] + text[at:to][::-1] + text[to:],
            text[at:] + text[:at],
            text.upper(),
            text.replace(" ", ""),
            text[:at] + str(chance.randrange(10 ** chance.randrange(1, 20))) + text[at:],
        )
    )


class WatchedChat(Chat):
    """A chat that keeps the bench of its last turn."""

    bench: Workbench

    def _finish(self, bench: Workbench, reply: str) -> Turn:
        self.bench = bench
        return super()._finish(bench, reply)


@pytest.mark.slow
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("catalogue", MESSAGES)
def test_no_message_breaks_a_promise(catalogue: str, make_agent: MakeAgent) -> None:
    agent = make_agent(catalogue)
    agent.chat_class = WatchedChat  # type: ignore[misc]
    chance = random.Random(f"any message, {catalogue}")
    broken: list[str] = []
    count = int(MESSAGES[catalogue] * SHARE)
    for number, message in enumerate(messages(agent.index, chance, count)):
        chat = agent.chat(f"person {number // A_CHAT}", "one")
        assert isinstance(chat, WatchedChat)
        turn = chat.send(message)
        broken += [f"{message!r}: {each}" for each in _broken(chat, turn)]
    assert not broken, f"{len(broken)} of {count}:\n" + "\n".join(broken[:20])


def _broken(chat: WatchedChat, turn: Turn) -> Iterator[str]:
    """Yield each promise that a turn breaks."""
    constraints = chat.profile().constraints
    for card in turn.cards:
        if card.item.id not in chat.bench.index.catalogue:
            yield f"{card.item.id} is of no catalogue"
        for each in constraints:
            if not each.holds_for(card.item):
                yield f"{card.item.id} breaks {each.attribute} {each.op} {each.value}"
    if not turn.reply.strip():
        yield "no word"
    if turn.abstained and turn.cards:
        yield "cards although nothing fits"
    for finding in Guard(chat.bench).check(turn.reply):
        yield f"{finding.what!r} is {finding.why}: {finding.sentence!r}"
