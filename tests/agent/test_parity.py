"""Chinese and English are equals, and the formula does what it says."""

import json
from pathlib import Path
from statistics import mean

import pytest

from quwei.index.opened import Index
from quwei.index.profile import Profile
from quwei.tools.belief import rank
from quwei.tools.interests import extract_interests

PAIRS = [json.loads(line) for line in (Path(__file__).parent / "paired_requests.jsonl").read_text("utf-8").splitlines()]


def top(index: Index, message: str, n: int = 10) -> list[str]:
    found = extract_interests(index, message)
    profile = Profile(user="x", interests=found.interests, constraints=found.constraints)
    return [item for item, _ in rank(index, profile).top(n)]


def overlap(one: list[str], other: list[str]) -> float:
    return len(set(one) & set(other)) / max(len(one), len(other), 1)


def test_who_likes_films_and_travel_is_shown_disneyland_among_the_first_three(places: Index) -> None:
    titles = [places.catalogue[item].titles["zh"] for item in top(places, "我喜欢看电影和旅行", 3)]
    assert "迪士尼乐园" in titles, titles


def test_the_worked_example_gives_the_same_in_english(places: Index) -> None:
    shared = set(top(places, "我喜欢看电影和旅行")) & set(top(places, "I like watching movies and travelling"))
    assert len(shared) >= 7, shared


def test_thirty_paired_requests_agree_in_both_languages(films: Index, capsys: pytest.CaptureFixture[str]) -> None:
    overlaps = [overlap(top(films, pair["zh"]), top(films, pair["en"])) for pair in PAIRS]
    with capsys.disabled():
        print(f"\nzh/en overlap of the top 10 over {len(PAIRS)} requests: {mean(overlaps):.3f}")  # noqa: T201
    assert len(PAIRS) == 30
    assert mean(overlaps) >= 0.7
