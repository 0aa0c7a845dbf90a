"""Sum up episodes: how often people got what they wanted, and after how many messages."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence

from pydantic import BaseModel, ConfigDict

from quwei.agent.scripts.trials import pass_rates
from quwei.agent.simulation.episode import Episode


class Row(BaseModel):
    """Hold the figures of one group of tasks; `turns` is the mean number of messages up to acceptance."""

    model_config = ConfigDict(frozen=True)

    group: str
    tasks: int
    rates: dict[str, float]
    turns: float | None
    violations: int


def summarize(episodes: Sequence[Episode]) -> list[Row]:
    """Return figures for all tasks, per language, per way their goals become known, and for what is impossible."""
    rows = [_row("all", episodes)]
    groups: tuple[Callable[[Episode], str], ...] = (
        lambda each: each.language,
        _kind,
    )
    for group_of in groups:
        grouped: dict[str, list[Episode]] = defaultdict(list)
        for each in episodes:
            grouped[group_of(each)].append(each)
        rows += [_row(name, grouped[name]) for name in sorted(grouped)]
    return rows


def _kind(episode: Episode) -> str:
    if not episode.attainable:
        return "impossible"
    reveal = "+".join(each for each in ("volunteer", "on_ask", "hidden") if each in episode.kinds)
    return f"{episode.goals} {'limit' if episode.goals == 1 else 'limits'}, {reveal}"


def mean_turns(episodes: Iterable[Episode]) -> float | None:
    """Return the mean number of messages of those that succeeded."""
    turns = [each.turns for each in episodes if each.success]
    return sum(turns) / len(turns) if turns else None


def rates_of(episodes: Iterable[Episode]) -> dict[str, float]:
    """Return pass^k over the tasks played."""
    trials: dict[str, list[bool]] = defaultdict(list)
    for each in episodes:
        trials[each.task].append(each.success)
    return pass_rates(trials.values())


def _row(group: str, episodes: Sequence[Episode]) -> Row:
    turns = mean_turns(episodes)
    return Row(
        group=group,
        tasks=len({each.task for each in episodes}),
        rates=rates_of(episodes),
        turns=None if turns is None else round(turns, 2),
        violations=sum(bool(each.violations) for each in episodes),
    )
