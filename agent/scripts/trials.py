"""Chances of success from repeated trials."""

from collections.abc import Iterable, Sequence
from math import comb

SHOWN = (1, 2, 4)
"""The k of pass^k that are reported."""


def pass_hat(successes: int, trials: int, k: int) -> float:
    """Return the unbiased estimate of pass^k: the chance that k trials of one task all succeed.

    C(successes, k) / C(trials, k), from tau-bench (Yao et al. 2024). Raises ValueError for more than `trials`.
    """
    if k > trials:
        raise ValueError(f"pass^{k} needs at least {k} trials, there are {trials}")
    return comb(successes, k) / comb(trials, k)


def pass_rates(outcomes: Iterable[Sequence[bool]]) -> dict[str, float]:
    """Return pass^1, pass^2 and pass^4, averaged over tasks; each has the outcomes of its trials."""
    tasks = list(outcomes)
    fewest = min((len(each) for each in tasks), default=0)
    return {
        f"pass^{k}": sum(pass_hat(sum(each), len(each), k) for each in tasks) / len(tasks) for k in SHOWN if k <= fewest
    }
