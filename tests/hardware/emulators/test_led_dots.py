"""The panel's dots: true glyphs of three sizes, missing fonts, pages and blinks over time, and its pictures."""

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from hardware.drivers.call_display import Panel, lay_out, pattern
from hardware.emulators.call_display.dots import cell
from hardware.emulators.call_display.pcf import FontMissingError, PcfFont
from hardware.emulators.call_display.picture import Shown, lit_dots, page_texts, png
from hardware.ports.call_display import Colour, Face, Line, Words
from hardware.protocols.onbon_areas import Area
from hardware.protocols.onbon_text import encode_text
from tests.golden_pictures import GoldenPictures

WINDOW = Words("44号", Colour.YELLOW, 32)
NAME = Line(centre=Words("公积金提取窗口", Colour.GREEN))
BOTTOM = Line(left=Words("请办理"), right=Words("4401 审核岗", Colour.GREEN))
CALLED = Face((NAME, Line(left=WINDOW, right=Words("K001", Colour.RED, 32, blink=True)), BOTTOM))
LONG = Face((Line(centre=Words("不动产综合窗口(交易·缴税·登记)", Colour.GREEN)), Line(left=WINDOW), BOTTOM))
FACES: dict[str, tuple[Face, float]] = {
    "called_blink_on": (CALLED, 0.1),
    "called_blink_off": (CALLED, 0.6),
    "called_steady": (CALLED, 3.1),
    "long_name_page_1": (LONG, 0.1),
    "long_name_page_2": (LONG, 3.1),
    "largest_number": (Face((Line(left=WINDOW, right=Words("K1000", Colour.GREEN, 32)),)), 0.0),
    "24_dots": (
        Face((Line(centre=Words("39号窗", Colour.YELLOW, 24)), Line(centre=Words("今日不办公", dots=24)))),
        0.0,
    ),
}


def drawn(character: str, dots: int) -> list[str]:
    assert dots in {16, 24, 32}
    width = dots // 2 if character.isascii() else dots
    return [f"{row:0{width}b}" for row in cell(character, dots)]  # pyright: ignore[reportArgumentType]


@pytest.mark.req("H-03", "Q-07")
def test_a_glyph_is_the_fonts_own_dots() -> None:
    assert drawn("口", 16) == [
        row.replace(" ", "0").replace("#", "1")
        for row in (
            "                ",
            "                ",
            "  ###########   ",
            "  #         #   ",
            "  #         #   ",
            "  #         #   ",
            "  #         #   ",
            "  #         #   ",
            "  #         #   ",
            "  #         #   ",
            "  #         #   ",
            "  #         #   ",
            "  #         #   ",
            "  ###########   ",
            "  #         #   ",
            "                ",
        )
    ]


@pytest.mark.parametrize("dots", [16, 24, 32])
@pytest.mark.parametrize("character", ["窗", "直", "丟", "A", "7", "□"])
def test_every_cell_has_its_size_and_something_in_it(character: str, dots: int) -> None:
    rows = drawn(character, dots)
    assert len(rows) == dots
    assert {len(row) for row in rows} == {dots // 2 if character.isascii() else dots}
    assert any("1" in row for row in rows)


def test_a_character_no_font_has_is_a_hollow_box() -> None:
    rows = drawn("\ue000", 16)
    assert rows[1] == rows[-2] == "0111111111111110"


@pytest.mark.parametrize("dots", [16, 24, 32])
def test_characters_differ(dots: int) -> None:
    signs = "0123456789ABCDEFGHJKLMNPQRSTUWXY窗口直骨门"
    assert len({tuple(drawn(sign, dots)) for sign in signs}) == len(signs)


def test_a_font_that_is_not_installed_is_named_with_its_package(tmp_path: Path) -> None:
    with pytest.raises(FontMissingError, match="install the Debian package xfonts-wqy") as missing:
        PcfFont(tmp_path / "wenquanyi_12pt.pcf", package="xfonts-wqy")
    assert missing.value.package == "xfonts-wqy"
    (tmp_path / "other.pcf").write_bytes(b"no font")
    with pytest.raises(ValueError, match="no PCF"):
        PcfFont(tmp_path / "other.pcf", package="xfonts-wqy")


def panel_at(face: Face, seconds: float) -> Image.Image:
    areas = lay_out(face, Panel()).areas
    return lit_dots([Shown(area, seconds) for area in areas], 192, 64)


def box(picture: Image.Image, area: tuple[int, int, int, int]) -> bool:
    """Whether anything is lit in a rectangle."""
    return picture.crop(area).getbbox() is not None


@pytest.mark.req("Q-07")
def test_the_number_blinks_for_three_seconds_and_then_stays() -> None:
    number = (128, 16, 192, 48)
    lit = [box(panel_at(CALLED, half / 2 + 0.1), number) for half in range(10)]
    assert lit == [True, False, True, False, True, False, True, True, True, True]
    assert all(box(panel_at(CALLED, half / 2 + 0.1), (0, 0, 100, 64)) for half in range(10))


def test_an_area_can_be_read_page_by_page() -> None:
    (area,) = lay_out(Face((Line(centre=Words("不动产综合窗口(交易·缴税·登记)")),)), Panel()).areas
    assert page_texts(area) == ("不动产综合窗口", "(交易·缴税·登记)")


@pytest.mark.req("Q-07")
@pytest.mark.parametrize("colour", Colour)
@pytest.mark.parametrize("panel", [Panel(), Panel(128, 32)])
def test_the_test_pattern_lights_every_led_in_one_colour(panel: Panel, colour: Colour) -> None:
    areas = lay_out(pattern(panel, colour), panel).areas
    seen = lit_dots([Shown(area, 0) for area in areas], panel.width, panel.height).getcolors()
    assert seen is not None
    assert len(seen) == 1
    assert seen[0][1] != (0, 0, 0)


@pytest.mark.parametrize(
    ("alignment", "left", "top"), [(0b0000, 0, 0), (0b0001, 16, 0), (0b0010, 32, 0), (0b1010, 32, 16), (0b0101, 16, 8)]
)
def test_alignment_bits_move_a_text_in_its_area(alignment: int, left: int, top: int) -> None:
    area = Area(0, 0, 0, 48, 32, encode_text("口", 16, 1).data, alignment=alignment)
    found = lit_dots([Shown(area, 0)], 48, 32).getbbox()
    assert found is not None
    assert found[:2] == (left + 2, top + 2)


def test_colours_are_those_of_the_chips() -> None:
    seen = {colour: panel_at(Face((Line(left=Words("口", colour)),)), 0).getpixel((2, 28)) for colour in Colour}
    red, green, yellow = (seen[colour] for colour in (Colour.RED, Colour.GREEN, Colour.YELLOW))
    assert isinstance(red, tuple)
    assert isinstance(green, tuple)
    assert isinstance(yellow, tuple)
    assert red[0] > 4 * red[1]
    assert green[1] > 4 * green[0]
    assert min(yellow[:2]) > 4 * yellow[2]


def test_brightness_dims_the_picture_and_nought_is_dark() -> None:
    dots = panel_at(CALLED, 0)
    full, low, dark = (sum(Image.open(BytesIO(png(dots, level))).convert("L").tobytes()) for level in (15, 3, 0))
    assert full > low > dark


@pytest.mark.req("Q-07")
@pytest.mark.parametrize("name", FACES)
def test_a_panel_looks_as_it_did_when_somebody_looked_at_it(name: str, golden_pictures: GoldenPictures) -> None:
    face, seconds = FACES[name]
    picture = png(panel_at(face, seconds))
    golden_pictures.check(Image.open(BytesIO(picture)), f"call_display/{name}", half=False)
    assert len(picture) <= 40_000
