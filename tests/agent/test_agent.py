"""The facade: history from elsewhere, export, forget, policies, brains."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from quwei.agent import Agent, Policy
from quwei.agent.brain import open_brain, system_prompt
from quwei.index.errors import QuweiError

MakeAgent = Callable[..., Agent]


def test_behaviour_moves_the_belief(films_agent: Agent) -> None:
    films_agent.record(
        "ann",
        [
            {"type": "rated", "item": "alien-1979", "value": 9.5},
            {"type": "searched", "text": "太空飞船"},
            {"type": "viewed", "item": "star-wars-1977"},
            {"type": "commented", "item": "2001-a-space-odyssey-1968", "text": "I love slow science fiction"},
        ],
    )
    top = [films_agent.index.catalogue[item] for item, _ in films_agent.chat("ann", "s").belief().top(10)]
    assert sum("Science Fiction" in item.attributes["genres"] for item in top) >= 7  # type: ignore[operator]
    assert not {"alien-1979", "2001-a-space-odyssey-1968"} & {item.id for item in top}


def test_a_low_rating_is_a_dislike(films_agent: Agent) -> None:
    films_agent.record("ann", [{"type": "rated", "item": "alien-1979", "value": 1, "scale": 10}])
    assert films_agent.profile("ann").interests[0].polarity == "dislike"


def test_a_standing_constraint_holds_in_every_session(films_agent: Agent) -> None:
    films_agent.record("ann", [{"type": "constraint", "attribute": "certificate", "op": "in", "value": ["G", "PG"]}])
    for session in ("s1", "s2"):
        cards = films_agent.chat("ann", session).send("an adventure").cards
        assert cards
        assert {card.item.attributes["certificate"] for card in cards} <= {"G", "PG"}


@pytest.mark.parametrize(
    ("event", "said"),
    [
        ({"type": "danced", "item": "alien-1979"}, "danced"),
        ({"type": "rated", "item": "alien-1979"}, "lacks value"),
        ({"type": "seen", "item": "alien-1978"}, "alien-1979"),
        ({"type": "constraint", "attribute": "colour", "op": "==", "value": "red"}, "colour"),
        ({"type": "constraint", "attribute": "year", "op": "~", "value": 1}, "<="),
        ({"type": "rated", "item": "alien-1979", "value": "great"}, "number"),
        ({"type": "rated", "item": "alien-1979", "value": 3, "scale": 0}, "above 0"),
        ({"type": "rated", "item": "alien-1979", "value": float("nan")}, "number"),
        ({"type": "thumb", "item": "alien-1979", "value": "sideways"}, "sideways"),
        ({"type": "seen", "item": ["alien-1979"]}, "no item"),
        ({"type": "constraint", "attribute": "year", "op": "<=", "value": "soon"}, "soon"),
    ],
)
def test_a_wrong_event_is_refused_whole(films_agent: Agent, event: dict[str, object], said: str) -> None:
    with pytest.raises(QuweiError, match=said):
        films_agent.record("ann", [{"type": "seen", "item": "alien-1979"}, event])
    assert films_agent.profile("ann").seen == []


def test_export_is_everything_and_forget_deletes_it_for_one_person_only(films_agent: Agent) -> None:
    for user in ("ann", "bob"):
        films_agent.chat(user, "s").send("我喜欢科幻")
    exported = json.loads(json.dumps(films_agent.export("ann")))
    assert [event["type"] for event in exported["events"]] == ["said", "replied"]
    assert exported["profile"]["interests"][0]["value"] == "Science Fiction"
    assert films_agent.forget("ann") == 2
    assert films_agent.export("ann")["events"] == []
    assert films_agent.profile("ann").interests == []
    assert films_agent.profile("bob").interests


def test_a_policy_limits_and_discloses(make_agent: MakeAgent) -> None:
    agent = make_agent("products", Policy(cards_per_turn=2, disclose=("sponsored",)))
    chat = agent.chat("ann", "s")
    sponsored = [item for item in agent.index.catalogue.items if item.attributes["sponsored"]]
    turn = chat.send(f"想要{sponsored[0].titles['zh']}这样的")
    assert len(turn.cards) <= 2
    for card in turn.cards:
        assert card.disclosures == (("sponsored",) if card.item.attributes["sponsored"] else ())


def test_a_wrong_policy_names_the_rule(tmp_path: Path) -> None:
    path = tmp_path / "policy.toml"
    path.write_text("cards = 3\n")
    with pytest.raises(QuweiError, match=r"cards.*Known rules: cards_per_turn"):
        Policy.load(path)
    with pytest.raises(QuweiError, match="cannot be read"):
        Policy.load(tmp_path / "none.toml")


def test_a_brain_that_is_not_installed_says_what_to_install() -> None:
    with pytest.raises(QuweiError, match="pip install langchain-"):
        open_brain("ollama:qwen3")
    with pytest.raises(QuweiError, match="QUWEI_BRAIN"):
        open_brain("no-such-thing")


def test_an_interest_in_an_attribute_that_is_gone_does_no_harm(films_agent: Agent) -> None:
    interest = {"phrase": "x", "polarity": "like", "attribute": "flavour", "value": "sour"}
    films_agent._people.append(
        "ann",
        "s",
        [
            (
                "said",
                {
                    "text": "x",
                    "interests": [interest],
                    "constraints": [{"attribute": "flavour", "op": "contains", "value": "sour"}],
                },
            )
        ],
    )
    assert films_agent.chat("ann", "s").send("a comedy").cards


def test_a_prompt_with_a_missing_value_is_an_error() -> None:
    with pytest.raises(KeyError):
        system_prompt(catalogue="films")
