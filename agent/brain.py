"""Open a brain: the chat model that chooses the next tool call."""

from importlib import resources
from string import Template
from typing import TYPE_CHECKING

from quwei.index.errors import QuweiError

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

PLANNER = "planner"


def open_brain(name: str) -> "BaseChatModel":
    """Return the embedded Planner, or the chat model that a LangChain string such as "openai:gpt-5" names.

    Raises QuweiError when its package is missing or the string is not understood.
    """
    if name == PLANNER:
        from quwei.agent.planner import Planner

        return Planner()
    from langchain.chat_models import init_chat_model

    try:
        return init_chat_model(name)
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


def system_prompt(**values: str) -> str:
    """Return the instructions for a language model; a value that is missing is our mistake: KeyError."""
    text = (resources.files("quwei.agent") / "messages" / "system_prompt.md").read_text(encoding="utf-8")
    return Template(text).substitute(values)
