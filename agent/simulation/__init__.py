"""Simulated users: tasks with a hidden goal, people who pursue it, and how often they get there."""

from quwei.agent.simulation.episode import Episode, simulate
from quwei.agent.simulation.generate import generate_tasks
from quwei.agent.simulation.task import Task, read_tasks

__all__ = ["Episode", "Task", "generate_tasks", "read_tasks", "simulate"]
