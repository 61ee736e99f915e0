"""Chinese lines break by the rules of GB/T 15834, whatever the width."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.screens.theme.linebreak import NEVER_FIRST, NEVER_LAST, balanced_lines, break_lines

CLOSING = "、，。）》」”；："
OPENING = "（《「“"


def _wide(text: str) -> float:
    """A Chinese character counts two, everything else one."""
    return sum(2 if ord(character) > 0x2000 else 1 for character in text)


def _lines(text: str, width: float) -> tuple[str, ...]:
    return break_lines(text, width=width, measure=_wide)


@pytest.mark.req("K-15")
@pytest.mark.parametrize("mark", CLOSING)
def test_no_closing_mark_begins_a_line(mark: str) -> None:
    assert _lines(f"住房公积金{mark}提取", 10) == ("住房公积", f"金{mark}提取")


@pytest.mark.req("K-15")
@pytest.mark.parametrize("mark", OPENING)
def test_no_opening_mark_ends_a_line(mark: str) -> None:
    assert _lines(f"公积金{mark}提取", 8) == ("公积金", f"{mark}提取")


def test_latin_words_and_numbers_stay_whole() -> None:
    assert _lines("请到窗口K001和12345办理", 10) == ("请到窗口", "K001和", "12345办理")
    assert _lines("取号2026-11-23止", 8) == ("取号", "2026-11-", "23止"), "wider than a line: cut where it must be"
    assert _lines("取号2026-11-23止", 12) == ("取号", "2026-11-23止")
    assert _lines("Public-place hygiene licence", 14) == ("Public-place", "hygiene", "licence")


def test_a_hyphen_is_a_place_to_break_where_nothing_else_is() -> None:
    assert _lines("Construction-project", 14) == ("Construction-", "project")


def test_dashes_and_dots_that_belong_together_stay_together() -> None:
    lines = _lines("等候……办理——完成", 6)
    assert all(line.count(mark) in {0, 2} for line in lines for mark in "…—")
    assert all(line[0] not in "…—" for line in lines)


def test_a_newline_always_breaks() -> None:
    assert _lines("一楼\n二楼", 100) == ("一楼", "二楼")


def test_lines_are_about_equally_long() -> None:
    lines = balanced_lines("即将结束并清除您的信息放回身份证可重新开始", width=38, measure=_wide)
    assert len(lines) == 2
    assert abs(_wide(lines[0]) - _wide(lines[1])) <= 2


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("不同情形的材料略有不同，以窗口告知为准", 36, ("不同情形的材料略有不同，", "以窗口告知为准")),
        ("城乡居民基本养老保险关系转移接续", 26, ("城乡居民基本养老", "保险关系转移接续")),
        (
            "Use the kiosk beside this one, or ask at the desk on floor 1",
            54,
            ("Use the kiosk beside this one,", "or ask at the desk on floor 1"),
        ),
        ("Floor 1: 36, 37, 38, 42, 59\nFloor 2: 7", 24, ("Floor 1: 36,", "37, 38, 42, 59", "Floor 2: 7")),
    ],
)
def test_no_line_ends_with_a_single_word_or_within_a_clause(text: str, width: int, lines: tuple[str, ...]) -> None:
    assert balanced_lines(text, width=width, measure=_wide) == lines


TEXT = st.text(st.sampled_from("住房公积金提取、，。（）《》“”K01 ab-/…—"), max_size=60)


@given(TEXT, st.integers(min_value=8, max_value=40))
def test_nothing_is_lost_or_too_wide_and_the_rules_hold(text: str, width: int) -> None:
    lines = _lines(text, width)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert all(_wide(line) <= width for line in lines)


@given(TEXT, st.integers(min_value=8, max_value=40))
def test_balancing_loses_nothing_and_needs_no_more_lines(text: str, width: int) -> None:
    lines = balanced_lines(text, width=width, measure=_wide)
    assert len(lines) == len(_lines(text, width))
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert all(_wide(line) <= width for line in lines)


@given(st.text(st.sampled_from("住房公积金、，（《ab "), max_size=40))
def test_marks_stand_where_they_may(text: str) -> None:
    """Between single marks: a row of marks longer than a line has to break somewhere."""
    if any(one in NEVER_FIRST | NEVER_LAST and two in NEVER_FIRST | NEVER_LAST for one, two in pairwise(text)):
        return
    for breaking in (break_lines, balanced_lines):
        lines = [line for line in breaking(text.strip(), width=16, measure=_wide) if line]
        assert all(line[0] not in NEVER_FIRST for line in lines[1:])
        assert all(line[-1] not in NEVER_LAST for line in lines[:-1])
