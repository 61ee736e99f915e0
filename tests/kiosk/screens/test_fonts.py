"""The fonts: Chinese shapes, no hairlines, and rare characters of names on the same line as the others."""

from importlib.resources import files
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFont

from kiosk.screens.theme.fonts import RARE_FONTS, font_files
from tests.kiosk.screens.conftest import FONTS, Stage

RARE = "𠮷㐂〇"


@pytest.mark.req("K-15")
def test_every_character_of_the_catalogue_and_of_names_has_a_font() -> None:
    fonts = font_files(FONTS)
    assert all(fonts.covers(character) for character in "直骨门機館龘✓·①“”《》→←★㐂〇")
    assert not fonts.covers("𠮷")
    assert fonts.file_for("𠮷", bold=True) == RARE_FONTS[1]
    assert RARE_FONTS[1].exists()


def test_a_line_is_cut_where_the_font_changes() -> None:
    fonts = font_files(FONTS)
    assert fonts.runs("陈𠮷林", bold=False) == [
        ("陈", fonts.regular),
        ("𠮷", RARE_FONTS[1]),
        ("林", fonts.regular),
    ]


@pytest.mark.req("K-15")
def test_shapes_are_chinese() -> None:
    """Of 直: the Japanese shape has a stroke down its left side, the Chinese one has none."""
    fonts = font_files(FONTS)
    japanese = Path(str(files("justmytype_intl_cjk"))) / "fonts/ofl/notosansjp/NotoSansJP[wght].ttf"
    upright = ImageFont.truetype(str(japanese), 200)
    upright.set_variation_by_axes([400])
    for ours in (fonts.regular, fonts.bold):
        assert _left_side(ImageFont.truetype(str(ours), 200)) < 0.05
    assert _left_side(upright) > 0.3, "a test that cannot fail would be worth nothing"


def test_strokes_are_not_hairlines(stage: Stage) -> None:
    ink = {character: _ink(stage, character) for character in ("直", "一")}
    assert ink["一"] > 0.012, "the stroke of 一 is a hairline"
    assert ink["直"] > 0.1


def _left_side(font: ImageFont.FreeTypeFont) -> float:
    """How much ink is at the left of 直, between the middle and the stroke at its foot, 0 … 1."""
    picture = Image.new("L", (260, 300))
    ImageDraw.Draw(picture).text((10, 0), "直", font=font, fill=255)
    box = picture.getbbox()
    assert box is not None
    left, top, right, bottom = box
    width, height = right - left, bottom - top
    side = picture.crop((left, top + height // 2, left + width // 8, top + height * 8 // 10))
    return sum(side.tobytes()) / (255 * side.width * side.height)


@pytest.mark.parametrize("character", RARE)
def test_rare_characters_are_drawn_and_not_boxes(stage: Stage, character: str) -> None:
    missing = stage.glyphs.line("\U0010fffd", 100, bold=False)[0]
    run = stage.glyphs.line(character, 100, bold=False)[0]
    assert run.width > 60
    assert _pixels(run.texture) != _pixels(missing.texture)


def _pixels(texture: object) -> bytes:
    return bytes(texture.pixels)  # pyright: ignore[reportAttributeAccessIssue, reportUnknownMemberType, reportUnknownArgumentType]


def _ink(stage: Stage, character: str) -> float:
    """How much of the character's square is covered, 0 … 1."""
    (run,) = stage.glyphs.line(character, 100, bold=False)
    alphas = _pixels(run.texture)[3::4]
    return sum(alphas) / (255 * len(alphas))
