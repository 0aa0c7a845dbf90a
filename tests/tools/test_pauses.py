"""Pauses: a refusal that ends on a day."""

from datetime import date

import pytest

from quwei.tools.pauses import find_pause

TODAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("text", "until"),
    [
        ("no war films until summer", date(2027, 6, 1)),
        ("no more war films until june please", date(2027, 6, 1)),
        ("stop showing me horror until next week", date(2026, 11, 30)),
        ("don't recommend musicals for two weeks", date(2026, 12, 8)),
        ("no comedies until December", date(2026, 12, 1)),
        ("夏天之前先别给我看战争片", date(2027, 6, 1)),
        ("下个月之前不要推荐喜剧", date(2026, 12, 1)),
        ("两周内别给我看恐怖片", date(2026, 12, 8)),
        ("明年之前先不看歌舞片", date(2027, 1, 1)),
    ],
)
def test_a_refusal_can_end_on_a_day(text: str, until: date) -> None:
    found = find_pause(text, TODAY)
    assert found is not None
    assert found.until == until


@pytest.mark.parametrize(
    "text", ["a trip for two days", "films for a rainy week", "玩三天", "until dawn", "夏天去哪玩"]
)
def test_a_time_that_refuses_nothing_is_no_pause(text: str) -> None:
    assert find_pause(text, TODAY) is None
