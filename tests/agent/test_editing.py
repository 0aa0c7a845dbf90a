"""Edits, receipts and undo: every change says what it moved and is taken back exactly."""

import itertools
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quwei.agent import Agent, Chat, Policy
from quwei.agent.editing import Edit
from quwei.index.constraint import Constraint
from quwei.index.errors import QuweiError
from quwei.index.opened import Index, LiveIndex
from quwei.index.people import People
from quwei.index.profile import Interest, Profile
from quwei.tools.belief import Belief, rank

MakeAgent = Callable[..., Agent]
NEW_PERSON = itertools.count()


def interest(chat: Chat, name: str) -> Interest:
    return next(each for each in chat.profile().interests if name in (each.value, each.item, each.phrase))


def test_removing_an_interest_leaves_no_trace_of_it(chat: Chat) -> None:
    before = chat.belief().probabilities
    chat.send("horror")
    chat.edit(chat.profile().constraints[0], "remove")
    receipt = chat.edit(interest(chat, "Horror"), "remove")
    assert (receipt.value, len(receipt.entered)) == ("removed", len(receipt.left))
    assert receipt.left
    assert chat.profile().interests == []
    assert np.array_equal(chat.belief().probabilities, before)
    chat.undo(receipt.id)
    assert interest(chat, "Horror").polarity == "like"


def test_removing_a_constraint_lets_everything_back_in(chat: Chat) -> None:
    chat.send("under 90 minutes")
    (constraint,) = chat.profile().constraints
    narrow = chat.belief().probabilities
    receipt = chat.edit(constraint, "remove")
    assert chat.belief().mask.all()
    assert "90" in receipt.text
    chat.undo(receipt.id)
    assert np.array_equal(chat.belief().probabilities, narrow)


def test_a_standing_constraint_is_removed_in_every_conversation(films_agent: Agent) -> None:
    films_agent.record("ann", [{"type": "constraint", "attribute": "genres", "op": "not_contains", "value": "Horror"}])
    (standing,) = films_agent.profile("ann").constraints
    films_agent.chat("ann", "s1").edit(standing, "remove")
    assert films_agent.profile("ann").constraints == []
    second = films_agent.chat("ann", "s2")
    second.send("start over")
    assert second.profile().constraints == []


def test_an_edit_of_one_conversation_leaves_the_wishes_of_another(films_agent: Agent) -> None:
    first, second = films_agent.chat("ann", "s1"), films_agent.chat("ann", "s2")
    first.send("robots")
    second.send("robots")
    first.edit(interest(first, "robots"), "remove")
    assert first.profile().interests == []
    assert interest(second, "robots")


def test_removing_a_thumbed_item_takes_the_thumb_away(chat: Chat) -> None:
    before = chat.belief().probabilities
    chat.feedback("alien-1979", "down")
    chat.edit(interest(chat, "alien-1979"), "remove")
    assert chat.profile().thumbs == {}
    assert np.array_equal(chat.belief().probabilities, before)


def test_what_is_not_known_cannot_be_edited(chat: Chat) -> None:
    chat.send("I love horror")
    unknown = Interest(phrase="whales", polarity="like")
    with pytest.raises(QuweiError, match="whales"):
        chat.edit(unknown, "lock")
    with pytest.raises(QuweiError, match="Nothing is known"):
        chat.edit(Constraint(attribute="year", op=">=", value=1990), "remove")
    with pytest.raises(QuweiError, match="remove, lock, unlock"):
        chat.edit(chat.profile().interests[0], "delete")  # type: ignore[arg-type]


def test_only_interests_are_locked(chat: Chat) -> None:
    chat.send("under 90 minutes")
    with pytest.raises(QuweiError, match="Only interests fade"):
        chat.edit(chat.profile().constraints[0], "lock")


class Clock:
    """A clock that a test sets."""

    def __init__(self) -> None:
        self.now = datetime(2026, 1, 1, 12, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


def test_what_is_locked_does_not_fade(live: Callable[[str], LiveIndex], tmp_path: Path) -> None:
    clock = Clock()
    people = People(f"sqlite:///{tmp_path / 'people.sqlite'}", "films", clock)
    agent = Agent(live("films"), people, "planner", Policy())
    chat = agent.chat("ann", "s1")
    chat.send("I love horror films and I love westerns")
    chat.edit(interest(chat, "Horror"), "lock")
    clock.now += timedelta(days=187)
    assert interest(chat, "Horror").weight == 1
    assert interest(chat, "Western").weight == pytest.approx(0.5)
    chat.send("I love horror films")
    assert interest(chat, "Horror").locked, "said again it is still locked"
    chat.edit(interest(chat, "Horror"), "unlock")
    clock.now += timedelta(days=187)
    assert interest(chat, "Horror").weight == pytest.approx(0.5)
    agent.close()


def test_a_message_has_a_receipt_that_undoes_it(chat: Chat) -> None:
    before = chat.belief()
    turn = chat.send("想看恐怖片")
    (receipt,) = turn.receipts
    assert (receipt.id, receipt.value) == (turn.event, "said")
    old, new = ([item for item, _ in belief.top(10)] for belief in (before, turn.belief))
    assert set(receipt.left) == set(old) - set(new)
    assert set(receipt.entered) == set(new) - set(old)
    assert str(len(receipt.left)) in receipt.text
    chat.undo(receipt.id)
    assert np.array_equal(chat.belief().probabilities, before.probabilities)


def test_a_receipt_tells_the_same_however_late_it_is_asked(chat: Chat) -> None:
    late = chat.send("horror").receipts[0]
    entered = late.model_copy().entered
    chat.send("no horror, westerns")
    chat.feedback("alien-1979", "down")
    assert late.entered == entered


@pytest.mark.parametrize("message", ["hello", "thanks!", "更多", "你好", "who directed it?"])
def test_a_message_that_says_nothing_of_taste_has_no_receipt(chat: Chat, message: str) -> None:
    assert chat.send(message).receipts == ()


def test_a_receipt_as_json_says_what_moved(chat: Chat) -> None:
    receipt = chat.feedback("alien-1979", "up")
    facts = receipt.model_dump(mode="json")
    assert set(facts) == {"id", "item", "value", "entered", "left", "text"}
    assert facts["item"] == "alien-1979"


MESSAGES = ("I love horror", "no horror", "想看轻松的喜剧", "不要太长", "heist films from the nineties", "start over")
STATEMENTS = st.tuples(st.just("say"), st.sampled_from(MESSAGES))
THUMBS = st.tuples(st.sampled_from(["up", "down", "seen", "clear"]), st.sampled_from(["alien-1979", "the-matrix-1999"]))
EDITS = st.tuples(st.sampled_from(["remove", "lock", "unlock", "drop"]), st.integers(0, 3))


def act(chat: Chat, kind: str, what: str | int) -> int | None:
    """Do one thing and return the event that it is undone by; None where there is nothing to edit."""
    if kind == "say":
        return chat.send(str(what)).event
    if isinstance(what, str):
        return chat.feedback(what, kind).id  # type: ignore[arg-type]
    profile = chat.profile()
    things = profile.constraints if kind == "drop" else profile.interests
    if not things:
        return None
    change: Edit = "remove" if kind == "drop" else kind  # type: ignore[assignment]
    return chat.edit(things[what % len(things)], change).id


@settings(max_examples=25)
@given(st.lists(st.one_of(STATEMENTS, THUMBS, EDITS), min_size=1, max_size=6))
def test_undoing_restores_exactly_what_would_be_without_it(
    shared_agent: Agent, acts: list[tuple[str, str | int]]
) -> None:
    chat = shared_agent.chat(f"ann-{next(NEW_PERSON)}", "s1")
    beliefs, events = [chat.belief().probabilities], []
    for kind, what in acts:
        event = act(chat, kind, what)
        if event is not None:
            events.append(event)
            beliefs.append(chat.belief().probabilities)
    # Undone from the last to the first, each step leads back to what was before it.
    for event, before in zip(reversed(events), reversed(beliefs[:-1]), strict=True):
        chat.undo(event)
        assert np.array_equal(chat.belief().probabilities, before)


@pytest.fixture(scope="module")
def shared_agent(live: Callable[[str], LiveIndex], tmp_path_factory: pytest.TempPathFactory) -> Agent:
    people = People(f"sqlite:///{tmp_path_factory.mktemp('people') / 'people.sqlite'}", "films")
    return Agent(live("films"), people, "planner", Policy())


def test_a_receipt_nobody_reads_costs_no_ranking(chat: Chat, monkeypatch: pytest.MonkeyPatch) -> None:
    ranked: list[Profile] = []

    def counted(index: Index, profile: Profile, left_out: Iterable[str] = ()) -> Belief:
        ranked.append(profile)
        return rank(index, profile, left_out=left_out)

    monkeypatch.setattr("quwei.agent.workbench.rank", counted)
    turn = chat.send("heist films")
    assert len(ranked) == 1
    assert turn.receipts[0].left
    assert len(ranked) == 3
