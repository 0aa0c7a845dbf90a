"""Bounds and endpoints are settings; one that cannot be is named."""

import pytest
from langchain_openai import ChatOpenAI

from quwei.agent.boundary import TokenCount
from quwei.agent.bounds import Allowance, Bounds
from quwei.agent.brain import open_brain
from quwei.agent.failures import BrainFailedError, BrainOverranError
from quwei.index.errors import QuweiError
from quwei.index.settings import Settings


def test_bounds_come_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    assert Bounds.of(Settings(_env_file=None)) == Bounds() == Bounds(8, 1500, 30)
    for name, value in (("STEPS", "2"), ("TOKENS", "50"), ("SECONDS", "0.5")):
        monkeypatch.setenv(f"QUWEI_BRAIN_{name}", value)
    assert Bounds.of(Settings(_env_file=None)) == Bounds(2, 50, 0.5)


@pytest.mark.parametrize(
    ("name", "value"), [("STEPS", "0"), ("STEPS", "many"), ("TOKENS", "-1"), ("SECONDS", "0"), ("SECONDS", "inf")]
)
def test_a_bound_that_cannot_be_is_named(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(f"QUWEI_BRAIN_{name}", value)
    with pytest.raises(QuweiError, match=f"brain_{name.lower()}") as raised:
        Settings(_env_file=None)
    assert value in str(raised.value)


def test_an_endpoint_of_ones_own_needs_no_key_and_is_not_asked_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    model = open_brain("openai:qwen3:8b", "http://127.0.0.1:1/v1", 5)
    assert isinstance(model, ChatOpenAI)
    assert model.model_name == "qwen3:8b"
    assert model.openai_api_base == "http://127.0.0.1:1/v1"
    assert model.max_retries == 0
    assert model.request_timeout == 5


def test_a_key_in_the_environment_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "mine")
    model = open_brain("openai:m", "http://127.0.0.1:1/v1")
    assert isinstance(model, ChatOpenAI)
    assert model.openai_api_key is not None
    assert model.openai_api_key.get_secret_value() == "mine"  # type: ignore[union-attr]


def test_an_endpoint_is_for_openai_brains_only() -> None:
    with pytest.raises(QuweiError, match="QUWEI_BRAIN=openai:"):
        open_brain("ollama:qwen3", "http://127.0.0.1:1/v1")


def test_tokens_are_counted_about_until_the_model_tells() -> None:
    count = TokenCount(Allowance(Bounds(tokens=10)))
    count.on_llm_new_token("a word or two, 和几个字")
    with pytest.raises(BrainOverranError, match="out of tokens"):
        count.on_llm_new_token("又有几个字")


def test_a_turn_that_is_over_does_no_more_work() -> None:
    allowance = Allowance(Bounds())
    assert allowance.wait_for(lambda: 1) == 1
    allowance.end()
    allowance.end()
    with pytest.raises(BrainFailedError, match="broken off"):
        allowance.wait_for(lambda: 1)
