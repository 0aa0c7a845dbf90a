"""Quwei (趣味): a conversational recommender over any catalogue, in Chinese and English."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from quwei.agent import Agent

__version__ = "0.1.0"
__all__ = ["Agent", "__version__"]


def __getattr__(name: str) -> Any:
    """Import `Agent` on first use, so that `quwei --help` does not load the models."""
    if name == "Agent":
        from quwei.agent import Agent

        return Agent
    raise AttributeError(f"module 'quwei' has no attribute {name!r}")
