"""Yes and no, where a yes or no was asked for."""

import pytest

from quwei.tools.consent import answer_in


@pytest.mark.parametrize(
    "message",
    [
        "yes",
        "Yes please!",
        "OK",
        "sure, go ahead",
        "well, yes",
        "好",
        "好的",
        "可以",
        "是的。",
        "嗯嗯",
        "当然可以，谢谢",
    ],
)
def test_a_yes(message: str) -> None:
    answer = answer_in(message)
    assert answer is not None
    assert answer.yes
    assert answer.is_all


@pytest.mark.parametrize(
    "message", ["no", "No, thanks.", "I'd rather not", "nope", "不", "不用", "不用了，谢谢", "还是算了"]
)
def test_a_no(message: str) -> None:
    answer = answer_in(message)
    assert answer is not None
    assert not answer.yes
    assert answer.is_all


@pytest.mark.parametrize(
    "message",
    [
        "",
        "!",
        "No horror",
        "nothing scary",
        "yesterday's news",
        "fine art",
        "好看的喜剧",
        "不要恐怖片",
        "行李箱",
        "要喜剧",
    ],
)
def test_what_only_begins_like_an_answer_is_none(message: str) -> None:
    assert answer_in(message) is None


@pytest.mark.parametrize(
    ("message", "yes", "rest"),
    [
        ("yes, but nothing scary", True, "but nothing scary"),
        ("yes show me funny ones", True, "show me funny ones"),
        ("no, something funny", False, "something funny"),
        ("好的，要轻松的", True, "要轻松的"),
        ("不用，来点喜剧", False, "来点喜剧"),
    ],
)
def test_an_answer_can_go_on(message: str, yes: bool, rest: str) -> None:
    answer = answer_in(message)
    assert answer is not None
    assert (answer.yes, answer.rest.strip()) == (yes, rest)
    assert len(answer.rest) == len(message), "spans still fit the message"
