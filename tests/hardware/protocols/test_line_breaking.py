"""Lines of a slip: never wider than the paper, never beginning with a closing mark."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hardware.protocols.line_breaking import balanced, columns, wrapped

CLOSING = "、，。：；！？）」』】》,.!?:;)"
OPENING = "（「『【《("


def test_columns_are_what_the_paper_shows() -> None:
    assert columns("A001号") == 6
    assert columns("é€") == 4


@pytest.mark.req("Q-03")
@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("", 8, [""]),
        ("请到四十四号窗口", 8, ["请到四十", "四号窗口"]),
        ("请到一二，三四", 8, ["请到一", "二，三四"]),
        ("身份证、合同（原件）", 14, ["身份证、合同", "（原件）"]),
        ("到W44号窗口", 6, ["到W44", "号窗口"]),
        ("take a number please", 12, ["take a", "number", "please"]),
        ("take  a  number", 30, ["take  a  number"]),
        ("第一行\n\n第三行", 20, ["第一行", "", "第三行"]),
        ("ABCDEFGHIJ", 4, ["ABCD", "EFGH", "IJ"]),
        ("费用¥12", 20, ["费用￥12"]),
    ],
)
def test_lines(text: str, width: int, lines: list[str]) -> None:
    assert wrapped(text, width) == lines


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("示范市政务服务中心", 16, ["示范市政务", "服务中心"]),
        ("Withdraw from the housing fund", 24, ["Withdraw from", "the housing fund"]),
        ("短行", 16, ["短行"]),
        ("一\n示范市政务服务中心", 16, ["一", "示范市政务", "服务中心"]),
        ("", 16, [""]),
        ("W44、W45、W46", 8, ["W44、", "W45、W46"]),
    ],
)
def test_centred_lines_leave_no_orphan(text: str, width: int, lines: list[str]) -> None:
    assert balanced(text, width) == lines


def test_a_width_that_holds_no_character_is_refused() -> None:
    with pytest.raises(ValueError, match="1 columns"):
        wrapped("中", 1)


texts = st.text(st.sampled_from("叫号政务 ab1" + CLOSING + OPENING), max_size=80)


@given(texts, st.integers(2, 48))
def test_no_line_is_too_wide_and_no_character_is_lost(text: str, width: int) -> None:
    lines = wrapped(text, width)
    assert all(columns(line) <= width for line in lines)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")


@given(
    st.lists(st.sampled_from(["叫", "号", "政务，", "（大厅）", "窗口、", "W44", "《通知》。"]), max_size=30),
    st.integers(16, 48),
)
def test_lines_begin_and_end_by_the_rules(words: list[str], width: int) -> None:
    for line in wrapped("".join(words), width):
        assert not line.startswith(tuple(CLOSING))
        assert not line.endswith(tuple(OPENING))
