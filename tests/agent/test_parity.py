"""Chinese and English are equals, and the formula does what it says."""

import json
from collections.abc import Callable
from itertools import combinations
from pathlib import Path
from statistics import mean

import pytest

from quwei.index.opened import Index, LiveIndex
from quwei.index.profile import Profile
from quwei.tools.belief import rank
from quwei.tools.interests import extract_interests

REQUESTS = [
    json.loads(line) for line in (Path(__file__).parent / "paired_requests.jsonl").read_text("utf-8").splitlines()
]
"""Each is one request in Chinese, in English, and mixed, as bilingual people write."""
WORDINGS = tuple(combinations(("zh", "en", "mixed"), 2))


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


def test_a_hundred_requests_agree_in_chinese_english_and_both_mixed(
    live: Callable[[str], LiveIndex], capsys: pytest.CaptureFixture[str]
) -> None:
    overlaps = [_overlaps(live(request["catalogue"]).get(), request) for request in REQUESTS]
    with capsys.disabled():
        print(_report(overlaps))  # noqa: T201
    assert len(REQUESTS) == 100
    assert mean(mean(each) for each in overlaps) >= 0.8


def _overlaps(index: Index, request: dict[str, str]) -> list[float]:
    """Return the overlap of the top 10 for each pair of wordings."""
    tops = {wording: top(index, request[wording]) for wording in ("zh", "en", "mixed")}
    return [overlap(tops[one], tops[other]) for one, other in WORDINGS]


def _report(overlaps: list[list[float]]) -> str:
    """Return the means per catalogue and pair of wordings, and the ten requests that agree least."""
    lines = [f"overlap of the top 10 over {len(overlaps)} requests: {mean(mean(each) for each in overlaps):.3f}"]
    for catalogue in ("films", "places", "books", "products", "all"):
        rows = [
            each for each, request in zip(overlaps, REQUESTS, strict=True) if catalogue in (request["catalogue"], "all")
        ]
        pairs = (
            f"{one}-{other} {mean(each):.3f}"
            for (one, other), each in zip(WORDINGS, zip(*rows, strict=True), strict=True)
        )
        lines.append(f"  {catalogue:8} ({len(rows):3}): {', '.join(pairs)}")
    for request, each in sorted(zip(REQUESTS, overlaps, strict=True), key=lambda pair: mean(pair[1]))[:10]:
        shares = " ".join(f"{share:.1f}" for share in each)
        lines.append(f"  {shares}  {request['catalogue']}: {request['zh']} | {request['en']} | {request['mixed']}")
    return "\n".join(["", *lines])
