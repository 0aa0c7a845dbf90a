"""Who decides: the agent, its chats, and the turns they give."""

from quwei.agent.agent import Agent
from quwei.agent.chat import Chat
from quwei.agent.newsletter import Newsletter
from quwei.agent.policy import Policy
from quwei.agent.turn import Question, Receipt, Turn

__all__ = ["Agent", "Chat", "Newsletter", "Policy", "Question", "Receipt", "Turn"]
