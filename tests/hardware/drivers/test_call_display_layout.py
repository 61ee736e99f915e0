"""Where the pieces of a face stand on a panel, how long names turn pages, and how a new number blinks."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hardware.drivers.call_display import Panel, lay_out
from hardware.drivers.call_display.layout import pages_of, without_blink
from hardware.ports.call_display import Colour, Face, FaceTooLargeError, Line, Words
from hardware.protocols.onbon_areas import RunMode
from hardware.protocols.onbon_text import decode_text, text_width

PANEL = Panel()
CALLED = Face(
    (
        Line(centre=Words("公积金提取窗口", Colour.GREEN)),
        Line(left=Words("44号", Colour.YELLOW, 32), right=Words("K1000", Colour.RED, 32)),
        Line(left=Words("请到窗口办理"), right=Words("4401 审核岗", Colour.GREEN)),
    )
)
words = st.builds(
    Words,
    st.text(alphabet="窗口A07 (·)", min_size=1, max_size=6),
    st.sampled_from(Colour),
    st.sampled_from([16, 24, 32]),
    st.booleans(),
)
lines = st.builds(Line, st.none() | words, st.none() | words, st.none() | words)


def said(data: bytes) -> str:
    return "".join(glyph.character for glyph in decode_text(data))


@pytest.mark.req("Q-07")
def test_a_windows_face_fits_the_panel_with_the_longest_number() -> None:
    places = {said(area.text): (area.x, area.y, area.width, area.height) for area in lay_out(CALLED, PANEL).areas}
    assert places == {
        "公积金提取窗口": (40, 0, 112, 16),
        "44号": (0, 16, 64, 32),
        "K1000": (112, 16, 80, 32),
        "请到窗口办理": (0, 48, 96, 16),
        "4401 审核岗": (104, 48, 88, 16),
    }


@pytest.mark.req("Q-07")
def test_a_new_number_blinks_three_seconds_and_stays_by_the_panel_alone() -> None:
    (area,) = lay_out(Face((Line(centre=Words("A007", dots=32, blink=True)),)), PANEL).areas
    assert said(area.text) == "A007    " * 3 + "A007"
    assert (area.run_mode, area.stay, area.single_line) == (RunMode.STOP_ON_LAST, 1, False)
    assert area.width == text_width("A007", 32)


def test_a_panel_whose_firmware_cannot_do_it_does_not_blink() -> None:
    face = Face((Line(centre=Words("A007", dots=32, blink=True)),))
    assert lay_out(face, PANEL, blink="off") == lay_out(without_blink(face), PANEL)


@pytest.mark.req("Q-07")
@pytest.mark.parametrize(
    ("name", "pages"),
    [
        ("水电气网联合报装综合窗口", ("水电气网联合报装综合窗口",)),
        ("不动产综合窗口(交易·缴税·登记)", ("不动产综合窗口", "(交易·缴税·登记)")),
        ("残疾人服务·远程视频帮办席", ("残疾人服务·", "远程视频帮办席")),
        ("企业“一件事一次办”综合窗口", ("企业“一件事一次办”", "综合窗口")),
        ("一二三四五六七八九十一二三", ("一二三四五六七八九十一二", "三")),
    ],
)
def test_a_long_name_turns_pages_at_a_good_place(name: str, pages: tuple[str, ...]) -> None:
    assert pages_of(name, 16, 192) == pages
    (area,) = lay_out(Face((Line(centre=Words(name)),)), PANEL).areas
    assert area.run_mode is RunMode.LOOP
    assert area.single_line is (len(pages) == 1)


def test_what_does_not_fit_is_said_with_figures() -> None:
    with pytest.raises(FaceTooLargeError) as high:
        lay_out(Face((Line(centre=Words("A", dots=32)),) * 3), PANEL)
    assert (high.value.what, high.value.needed, high.value.available) == ("height", 96, 64)
    with pytest.raises(FaceTooLargeError) as wide:
        lay_out(Face((Line(left=Words("A" * 11, dots=32), right=Words("A" * 12, dots=32)),)), Panel(128, 32))
    assert wide.value.what == "width"
    with pytest.raises(FaceTooLargeError) as many:
        lay_out(Face((Line(left=Words("A"), centre=Words("B"), right=Words("C")),) * 3), PANEL)
    assert (many.value.what, many.value.needed, many.value.available) == ("areas", 9, 8)


def test_an_empty_face_is_a_dark_panel() -> None:
    assert lay_out(Face(), PANEL).areas == ()
    assert lay_out(Face((Line(left=Words("")),)), PANEL).areas == ()


@given(st.lists(lines, max_size=4).map(tuple), st.sampled_from([PANEL, Panel(128, 32), Panel(256, 96, 20)]))
def test_areas_stay_on_the_panel_and_never_overlap(face_lines: tuple[Line, ...], panel: Panel) -> None:
    try:
        areas = lay_out(Face(face_lines), panel).areas
    except FaceTooLargeError:
        return
    taken: set[tuple[int, int]] = set()
    for area in areas:
        assert area.x >= 0
        assert area.y >= 0
        assert area.x + area.width <= panel.width
        assert area.y + area.height <= panel.height
        cells = {(x, y) for x in range(area.x, area.x + area.width, 4) for y in range(area.y, area.y + area.height, 4)}
        assert not cells & taken
        taken |= cells


@given(st.text(alphabet="窗口综合A07 (·)", min_size=1, max_size=60), st.sampled_from([16, 24, 32]))
def test_pages_lose_nothing_but_blanks_at_their_ends(text: str, dots: int) -> None:
    assert dots in {16, 24, 32}
    pages = pages_of(text, dots, 96)  # pyright: ignore[reportArgumentType]
    assert "".join(pages).replace(" ", "") == text.replace(" ", "")
    assert all(text_width(page, dots) <= 96 for page in pages)  # pyright: ignore[reportArgumentType]
