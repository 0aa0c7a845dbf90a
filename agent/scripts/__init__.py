"""Conversation tests: scripts that are read, checked, played and judged."""

from quwei.agent.scripts.check import check_scripts
from quwei.agent.scripts.files import SourcedScript, collect, read_scripts
from quwei.agent.scripts.play import play
from quwei.agent.scripts.played import Played
from quwei.agent.scripts.runs import Run, runs_of
from quwei.agent.scripts.stage import Stage

__all__ = ["Played", "Run", "SourcedScript", "Stage", "check_scripts", "collect", "play", "read_scripts", "runs_of"]
