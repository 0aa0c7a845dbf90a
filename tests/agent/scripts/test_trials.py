"""pass^k from repeated trials."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quwei.agent.scripts.trials import pass_hat, pass_rates


@given(st.lists(st.booleans(), min_size=1, max_size=8), st.integers(1, 8))
def test_pass_hat_is_the_share_of_draws_in_which_all_succeed(outcomes: list[bool], k: int) -> None:
    if k > len(outcomes):
        with pytest.raises(ValueError, match="needs at least"):
            pass_hat(sum(outcomes), len(outcomes), k)
        return
    draws = list(combinations(outcomes, k))
    assert pass_hat(sum(outcomes), len(outcomes), k) == pytest.approx(sum(map(all, draws)) / len(draws))


def test_rates_are_averaged_over_tasks() -> None:
    rates = pass_rates([[True, True, True, True], [True, True, False, False]])
    assert rates == {"pass^1": 0.75, "pass^2": pytest.approx((1 + 1 / 6) / 2), "pass^4": 0.5}


def test_only_what_there_are_trials_for_is_reported() -> None:
    assert list(pass_rates([[True, False]])) == ["pass^1", "pass^2"]
    assert pass_rates([]) == {}
