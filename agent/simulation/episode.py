"""One conversation of a simulated person with the agent, and how it ended."""

from collections.abc import Collection, Iterator, Sequence

from pydantic import BaseModel, ConfigDict

from quwei.agent.agent import Agent
from quwei.agent.policy import Policy
from quwei.agent.scripts.stage import Stage
from quwei.agent.simulation.person import Ending, Person
from quwei.agent.simulation.speech import Speech
from quwei.agent.simulation.task import Task, goals_of
from quwei.agent.turn import Turn
from quwei.index.languages import Language

USER = "simulated"


class Episode(BaseModel):
    """Hold one trial of one task.

    `kinds` are the ways its goals become known, `turns` counts the person's messages; `violations` of the owner's
    policy make it a failure however it ended.
    """

    model_config = ConfigDict(frozen=True)

    task: str
    wanted: str
    catalogue: str
    language: Language
    goals: int
    kinds: tuple[str, ...]
    attainable: bool
    ending: Ending
    item: str | None
    turns: int
    violations: tuple[str, ...]
    transcript: tuple[tuple[str, str], ...]

    @property
    def success(self) -> bool:
        """Tell whether the person got what they wanted, or was told honestly that there is nothing."""
        return self.ending != "gave_up" and not self.violations


def simulate(task: Task, stage: Stage, trial: int = 0, agent_class: type[Agent] = Agent) -> Episode:
    """Play a task once; another `trial` is another person with other wordings.

    Raises UnknownWordError for a goal that the catalogue does not have.
    """
    index, words = stage.index(task.catalogue), stage.words(task.catalogue)
    goals = goals_of(task, words)
    seen = frozenset(words.items(task.seen))
    mask = index.columns.mask([each.constraint for each in goals])
    fitting = [index.catalogue.items[row] for row in mask.nonzero()[0]]
    attainable = any(item.id not in seen and not task.policy.blocks(item) for item in fitting)
    speech = Speech(index.catalogue, task.language, hash_of(task.name, trial))
    person = Person(goals, seen, attainable, task.persona, speech)
    transcript: list[tuple[str, str]] = []
    violations: list[str] = []
    agreed: set[tuple[str, object]] = set()
    ending: tuple[Ending, str | None] | None = None
    turns = 0
    with stage.world(task.catalogue, None, task.policy, agent_class) as world:
        if seen:
            world.agent.record(USER, [{"type": "seen", "item": item} for item in sorted(seen)])
        chat = world.agent.chat(USER, "task", task.language)
        message = person.begin()
        while ending is None and turns < task.persona.patience:
            turn = chat.send(message)
            turns += 1
            transcript += [("user", message), ("quwei", _shown(turn))]
            violations += _violations(turn, task.policy, seen, agreed)
            ending = person.ending(turn)
            message = "" if ending else person.reply(turn)
            if turn.question is not None and turn.question.kind == "confirm":  # a person says yes to every one
                agreed.add((turn.question.attribute, turn.question.value))
    kind, item = ending or ("gave_up", None)
    return Episode(
        task=task.name,
        wanted=f"{task.goal}, reveal {task.reveal}, {task.persona.manner}",
        catalogue=task.catalogue,
        language=task.language,
        goals=len(goals),
        kinds=tuple(sorted({each.reveal for each in goals})),
        attainable=attainable,
        ending=kind,
        item=item,
        turns=turns,
        violations=tuple(dict.fromkeys(violations)),
        transcript=tuple(transcript),
    )


def hash_of(*parts: object) -> int:
    """Return a number that is the same for the same parts in every process."""
    from zlib import crc32

    return crc32(repr(parts).encode())


def _violations(
    turn: Turn, policy: Policy, seen: frozenset[str], agreed: Collection[tuple[str, object]]
) -> Iterator[str]:
    if len(turn.cards) > policy.cards_per_turn:
        yield f"{len(turn.cards)} cards in a turn, {policy.cards_per_turn} allowed"
    for card in turn.cards:
        if policy.exclude_seen and card.item.id in seen:
            yield f"{card.item.id} was seen"
        if policy.blocks(card.item):
            yield f"{card.item.id} is blocked"
        for needed in policy.needs_yes(card.item):
            if needed not in agreed:
                yield f"{card.item.id} is shown without a yes to {needed[0]} {needed[1]}"
        for name in policy.disclose:
            if card.item.attributes.get(name) and name not in card.disclosures:
                yield f"{card.item.id} does not disclose {name}"


def _shown(turn: Turn) -> str:
    cards: Sequence[str] = [card.item.id for card in turn.cards]
    return f"{turn.reply} [{', '.join(cards)}]" if cards else turn.reply
