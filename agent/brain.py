"""Open a brain: the chat model that chooses the next tool call."""

import os
from importlib import resources
from string import Template
from typing import TYPE_CHECKING, Any

from quwei.index.errors import QuweiError

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

PLANNER = "planner"


RECOGNISED = 25
"""Characters of the instructions that nobody says by chance."""
_OPENAI = "openai:"


def open_brain(name: str, url: str | None = None, seconds: float | None = None) -> "BaseChatModel":
    """Return the embedded Planner, or the chat model that a LangChain string such as "openai:gpt-5" names.

    `url` is an OpenAI-compatible endpoint that serves it, `seconds` the time a request to one may take.
    Raises QuweiError when its package is missing or the string is not understood.
    """
    if name == PLANNER:
        from quwei.agent.planner import Planner

        return Planner()
    from langchain.chat_models import init_chat_model

    options = _client_options(name, url, seconds)
    try:
        model: BaseChatModel = init_chat_model(name, **options)
    except ImportError as error:
        raise QuweiError(
            f"The brain {name!r} needs a package that is not installed: {error}.",
            "The provider's LangChain package.",
            f"Install it: pip install langchain-{name.split(':')[0]}",
        ) from error
    except Exception as error:
        raise QuweiError(
            f"The brain {name!r} cannot be opened: {error}.",
            "'planner', or a LangChain model string such as 'ollama:qwen3'.",
            "Set QUWEI_BRAIN or --brain.",
        ) from error
    return model


def _client_options(name: str, url: str | None, seconds: float | None) -> dict[str, Any]:
    """Return what the client of an OpenAI-compatible endpoint has to know; others know their own ways."""
    if url and not name.startswith(_OPENAI):
        raise QuweiError(
            f"QUWEI_BRAIN_URL is set, but the brain is {name!r}.",
            "'openai:' and the name under which the endpoint serves the model.",
            f"Set QUWEI_BRAIN={_OPENAI}NAME, or leave QUWEI_BRAIN_URL out.",
        )
    if not name.startswith(_OPENAI):
        return {}
    # A client that tries again would do it in the time of the turn; the Planner is there at once.
    options: dict[str, Any] = {"max_retries": 0, "timeout": seconds}
    if url:
        options["base_url"] = url
        if not os.environ.get("OPENAI_API_KEY"):
            # A server of one's own asks for no key, but the client does not start without.
            options["api_key"] = "none"
    return options


def system_prompt(**values: str) -> str:
    """Return the instructions for a language model; a value that is missing is our mistake: KeyError."""
    text = (resources.files("quwei.agent") / "messages" / "system_prompt.md").read_text(encoding="utf-8")
    return Template(text).substitute(values)


def repeats_instructions(prompt: str, sentence: str) -> bool:
    """Tell whether a sentence is a piece of the instructions, which are for the model only."""
    words = " ".join(sentence.strip(" -\n").split())
    return len(words) >= RECOGNISED and words in " ".join(prompt.split())
