"""The owner's rules hold whatever is said and whatever the brain does."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessage, ToolMessage
from scripted_model import Plain, call

from quwei.agent import Agent, Chat, Policy, Turn
from quwei.agent.permission import check_policy, permission_of
from quwei.agent.scripts import Stage
from quwei.agent.simulation.episode import simulate
from quwei.agent.simulation.task import Task
from quwei.agent.turn import Token
from quwei.index.errors import QuweiError
from quwei.index.opened import Index, LiveIndex
from quwei.index.people import People
from quwei.index.profile import Consent

MakeAgent = Callable[..., Agent]
ADULT = Policy(confirm={"certificate": ("R", "NC-17")})
CERTIFICATES = ("G", "PG", "PG-13", "R", "NC-17", "Not Rated")


def certificates(turn: Turn) -> set[object]:
    return {card.item.attributes["certificate"] for card in turn.cards}


# the file


def test_a_policy_file_is_read(tmp_path: Path) -> None:
    path = tmp_path / "policy.toml"
    path.write_text(
        'tone = "brief"\nblocked = { ids = ["x"], certificate = ["R", "NC-17"], sponsored = true }\n'
        '[confirm]\ncertificate = "PG-13"\n',
        encoding="utf-8",
    )
    policy = Policy.load(path)
    assert policy.blocked == {"ids": ("x",), "certificate": ("R", "NC-17"), "sponsored": (True,)}
    assert policy.confirm == {"certificate": ("PG-13",)}
    assert policy.tone == "brief"


@pytest.mark.parametrize("text", ['tone = "rude"', "blocked = 3", 'confirm = ["R"]', "blocked = { year = [[1]] }"])
def test_a_rule_of_another_form_is_named(tmp_path: Path, text: str) -> None:
    path = tmp_path / "policy.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(QuweiError, match=text.split(" ")[0]):
        Policy.load(path)


@pytest.mark.parametrize(
    ("policy", "said"),
    [
        (Policy(blocked={"ids": ("inceptoin-2010",)}), "inception-2010"),
        (Policy(blocked={"certifcate": ("R",)}), "certificate"),
        (Policy(blocked={"certificate": ("NC17",)}), "NC-17"),
        (Policy(confirm={"genres": ("horror",)}), "Horror"),
        (Policy(confirm={"year": ("1999",)}), "number"),
        (Policy(confirm={"ids": ("inception-2010",)}), "'ids'"),
        (Policy(disclose=("sponsored",)), "'sponsored'"),
    ],
)
def test_a_rule_the_catalogue_cannot_keep_stops_the_agent(make_agent: MakeAgent, policy: Policy, said: str) -> None:
    with pytest.raises(QuweiError, match=said):
        make_agent("films", policy)


def test_a_rule_says_true_and_not_yes(live: Callable[[str], LiveIndex]) -> None:
    with pytest.raises(QuweiError, match="bool"):
        check_policy(Policy(confirm={"family_friendly": ("yes",)}), live("places").get())


MARKS = st.dictionaries(
    st.sampled_from(["certificate", "genres", "year", "ids"]),
    st.just(()), max_size=3,
).flatmap(lambda names: st.fixed_dictionaries({
    name: st.lists(st.sampled_from({
        "certificate": CERTIFICATES, "genres": ("Horror", "Crime", "Drama"), "year": (1994, 1999),
        "ids": ("inception-2010", "alien-1979"),
    }[name]), min_size=1, max_size=2).map(tuple) for name in names
}))  # fmt: skip


@given(MARKS, MARKS, st.lists(st.tuples(st.sampled_from(CERTIFICATES), st.booleans()), max_size=4))
def test_what_may_be_shown_is_the_same_for_all_items_as_for_one(
    films: Index, blocked: Any, confirm: Any, answers: list[tuple[str, bool]]
) -> None:
    policy = Policy(blocked=blocked, confirm={name: each for name, each in confirm.items() if name != "ids"})
    consents = [Consent(attribute="certificate", value=value, given=given) for value, given in answers]
    permission = permission_of(policy, films, consents)
    given_: dict[tuple[str, object], bool] = {("certificate", value): given for value, given in answers}
    for row, item in enumerate(films.catalogue.items):
        needed = policy.needs_yes(item)
        allowed = not policy.blocks(item) and all(given_.get(each) for each in needed)
        assert allowed is (permission is None or bool(permission.allowed[row])), item.id


# blocked


def test_questions_and_counts_leave_out_what_is_blocked(make_agent: MakeAgent, films: Index) -> None:
    agent = make_agent("films", Policy(blocked={"certificate": ("R", "NC-17")}))
    turn = agent.chat("ann").open()
    left = sum(item.attributes["certificate"] not in ("R", "NC-17") for item in films.catalogue.items)
    assert turn.question is not None
    assert turn.question.now == left == int(turn.belief.mask.sum())


def test_cards_of_an_earlier_reply_obey_a_new_rule(make_agent: MakeAgent) -> None:
    first = make_agent("films")
    shown = [card.item.id for card in first.chat("ann").send("heist films").cards]
    again = make_agent("films", Policy(blocked={"ids": (shown[0],)}))
    assert [card.item.id for card in again.chat("ann").cards()] == shown[1:]


def test_no_card_names_a_blocked_item_as_its_reason(make_agent: MakeAgent) -> None:
    chat = make_agent("films", Policy(blocked={"ids": ("inception-2010",)})).chat("ann")
    turn = chat.send("something like Inception")
    reasons = [reason for card in turn.cards for reason in card.reasons]
    assert any(reason.kind == "like_item" for reason in reasons)
    assert not any(reason.item or "Inception" in reason.phrase for reason in reasons)


@pytest.fixture
def chat_with(
    live: Callable[[str], LiveIndex], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Callable[[BaseChatModel, Policy], Chat]:
    def make(brain: BaseChatModel, policy: Policy) -> Chat:
        monkeypatch.setattr("quwei.agent.brain.open_brain", lambda *_: brain)
        people = People(f"sqlite:///{tmp_path / 'people.sqlite'}", "films")
        return Agent(live("films"), people, "scripted", policy).chat("ann", "s")

    return make


ChatWith = Callable[[BaseChatModel, Policy], Chat]
NO_INCEPTION = Policy(blocked={"ids": ("inception-2010",)})


@pytest.mark.parametrize("words", ["You should see Inception!", "看看盗梦空间吧", "Try “Inception”."])
def test_a_model_that_names_a_blocked_item_is_overruled_before_anybody_reads_it(
    chat_with: ChatWith, words: str
) -> None:
    chat = chat_with(Plain(steps=[call("recommend"), AIMessage(words)]), NO_INCEPTION)
    events = list(chat.stream("mind-bending films about dreams"))
    spoken = [event.text for event in events if isinstance(event, Token)]
    assert not any("Inception" in text or "盗梦空间" in text for text in spoken)
    assert [card.item.id for card in events[-1].turn.cards]  # type: ignore[union-attr]


def test_a_model_that_keeps_the_rules_is_heard(chat_with: ChatWith) -> None:
    turn = chat_with(Plain(steps=[call("recommend"), AIMessage("Try these.")]), NO_INCEPTION).send("dreams")
    assert turn.reply == "Try these."


@pytest.mark.parametrize("tool", ["show", "describe", "explain"])
def test_no_tool_reaches_a_blocked_item(chat_with: ChatWith, tool: str) -> None:
    steps = [
        call("search", query="Inception", limit=50),
        call("rank", limit=400),
        call(tool, items=["inception-2010"]),
        AIMessage("Well."),
    ]
    brain = Plain(steps=steps)
    turn = chat_with(brain, NO_INCEPTION).send("something like Inception")
    answers = [message.text for message in brain.seen[-1] if isinstance(message, ToolMessage)]
    assert len(answers) == 3
    assert not any("inception-2010" in answer for answer in answers)
    assert "inception-2010" not in [card.item.id for card in turn.cards]


def test_a_model_cannot_leave_the_question_out(chat_with: ChatWith) -> None:
    turn = chat_with(Plain(steps=[call("recommend"), AIMessage("Try these.")]), ADULT).send("heist films")
    assert turn.question is not None
    assert turn.question.kind == "confirm"
    assert turn.reply == f"Try these. {turn.question.text}"


def test_a_model_that_shows_nothing_still_has_to_ask_for_what_was_wished(chat_with: ChatWith) -> None:
    turn = chat_with(Plain(steps=[AIMessage("Hm.")]), ADULT).send("R-rated films please")
    assert turn.question is not None
    assert (turn.question.kind, turn.question.value) == ("confirm", "R")
    assert turn.question.text in turn.reply


# confirm


def test_the_question_is_recorded_and_resumed(make_agent: MakeAgent) -> None:
    asked = make_agent("films", ADULT).chat("ann").send("heist films")
    assert asked.question is not None
    assert (asked.question.attribute, asked.question.value) == ("certificate", "R")
    chat = make_agent("films", ADULT).chat("ann")
    chat.send("yes")
    assert chat.profile().consents == [Consent(attribute="certificate", value="R", given=True)]
    assert "certificate" not in chat.profile().asked
    assert make_agent("films", ADULT).chat("ann", "other").profile().consents == []


@pytest.mark.parametrize(("message", "given"), [("R-rated is fine", True), ("no R-rated films", False)])
def test_an_answer_may_name_the_value(make_agent: MakeAgent, message: str, given: bool) -> None:
    chat = make_agent("films", ADULT).chat("ann")
    chat.send("heist films")
    chat.send(message)
    assert [each.given for each in chat.profile().consents] == [given]


@pytest.mark.parametrize("message", ["yes", "好的", "ok", "no", "不用"])
def test_yes_and_no_mean_nothing_without_the_question(make_agent: MakeAgent, message: str) -> None:
    chat = make_agent("films", ADULT).chat("ann")
    assert chat.send("hi").question.kind == "preference"  # type: ignore[union-attr]
    chat.send(message)
    assert chat.profile().consents == []


def test_the_question_comes_back_when_it_was_passed_over(make_agent: MakeAgent) -> None:
    chat = make_agent("films", ADULT).chat("ann")
    kinds = []
    for message in ("heist films", "from the nineties", "funny ones"):
        turn = chat.send(message)
        kinds.append(turn.question.kind if turn.question else None)
        assert "R" not in certificates(turn)
    assert kinds[0] == kinds[2] == "confirm" != kinds[1]


def test_a_no_to_what_was_wished_for_takes_the_wish_back(make_agent: MakeAgent) -> None:
    chat = make_agent("films", ADULT).chat("ann")
    chat.send("R-rated crime films")
    turn = chat.send("no")
    assert turn.cards
    assert "R" not in certificates(turn)
    assert [each.attribute for each in chat.profile().constraints] == ["genres"]


def test_an_item_asked_for_by_title_waits_for_the_yes(make_agent: MakeAgent) -> None:
    chat = make_agent("films", ADULT).chat("ann")
    turn = chat.send("tell me about The Godfather")
    assert not turn.cards
    assert turn.question is not None
    assert turn.question.kind == "confirm"
    assert "Corleone" not in turn.reply


def test_every_value_needs_a_yes_of_its_own(make_agent: MakeAgent) -> None:
    agent = make_agent("films", Policy(confirm={"certificate": ("R",), "genres": ("Crime",)}, cards_per_turn=8))
    chat = agent.chat("ann")
    turn = chat.send("heist films")
    for _ in range(2):
        assert turn.question is not None
        assert turn.question.kind == "confirm"
        for card in turn.cards:
            answered = {(each.attribute, each.value) for each in chat.profile().consents}
            assert set(agent.policy.needs_yes(card.item)) <= answered
        turn = chat.send("yes")
    assert "R" in certificates(turn)
    assert turn.question is None or turn.question.kind != "confirm"


def test_undoing_a_yes_is_exact(make_agent: MakeAgent) -> None:
    chat = make_agent("films", ADULT).chat("ann")
    chat.send("heist films")
    before = chat.belief().probabilities
    turn = chat.send("yes")
    assert turn.event is not None
    assert not np.array_equal(chat.belief().probabilities, before)
    chat.undo(turn.event)
    assert np.array_equal(chat.belief().probabilities, before)


# simulated people


@pytest.mark.parametrize("language", ["zh", "en"])
def test_simulated_people_say_yes_and_get_what_they_want(stage: Stage, language: Any) -> None:
    goal: dict[str, Any] = {"genres": "Heist", "certificate": "R"}
    task = Task(name="t", language=language, goal=goal, reveal={"certificate": "hidden"}, policy=ADULT)
    episode = simulate(task, stage)
    assert episode.success, episode.transcript
    assert episode.violations == ()


@pytest.mark.parametrize(
    ("policy", "said"),
    [(ADULT, "without a yes to certificate R"), (Policy(blocked={"genres": ("Heist",)}), "is blocked")],
)
def test_an_agent_that_breaks_the_rules_fails_its_episodes(stage: Stage, policy: Policy, said: str) -> None:
    from quwei.agent.scripts.sabotage import SABOTAGES

    goal: dict[str, Any] = {"genres": "Heist", "certificate": "R"}
    task = Task(name="t", goal=goal, policy=policy)
    episode = simulate(task, stage, agent_class=SABOTAGES["shows_blocked"].agent_class)
    assert any(said in each for each in episode.violations)
    assert not episode.success


def test_what_is_blocked_cannot_be_attained(stage: Stage) -> None:
    goal: dict[str, Any] = {"genres": "Heist"}
    episode = simulate(Task(name="t", goal=goal, policy=Policy(blocked={"genres": ("Heist",)})), stage)
    assert not episode.attainable
    assert episode.ending == "accepted_abstention"


# tone


def test_the_tones_say_the_same_with_other_words(make_agent: MakeAgent) -> None:
    replies = {}
    for tone in ("plain", "warm", "brief"):
        agent = make_agent("films", Policy(tone=tone))
        turn = agent.chat(tone).send("heist films")
        assert turn.question is not None
        replies[tone] = (turn.reply, turn.question.text, [card.item.id for card in turn.cards])
    assert replies["plain"][2] == replies["warm"][2] == replies["brief"][2]
    assert len(replies["brief"][0]) < len(replies["plain"][0]) < len(replies["warm"][0])
    assert "narrow" in replies["plain"][1]
    assert "narrow" not in replies["brief"][1]
