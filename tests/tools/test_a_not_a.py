"""Chinese questions of a word and its opposite: they ask, and refuse nothing."""

import pytest

from quwei.tools.a_not_a import as_question


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("贵不贵？", "贵是否？"),
        ("这部吓不吓人", "这部是否吓人"),
        ("离地铁近不近", "离地铁近是否"),
        ("片长长不长啊", "片长长是否啊"),
        ("恐怖不恐怖", "恐怖是否吗"),
        ("是不是日本的", "是不是日本的"),
        ("能不能短一点", "能不能短一点"),
        ("要不要都行", "要不要都行"),
        ("不贵的，不要恐怖片", "不贵的，不要恐怖片"),
    ],
)
def test_it_becomes_a_plain_question_of_the_same_length(said: str, meant: str) -> None:
    assert as_question(said) == meant
    assert len(meant) == len(said)
