"""The fonts: Chinese shapes, no hairlines, and rare characters of names on the same line as the others."""

import pytest

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


def test_shapes_are_chinese_and_strokes_are_not_hairlines(stage: Stage) -> None:
    """Of 直: the Chinese shape closes its left side, the Japanese one stands on an angle that is open."""
    ink = {character: _ink(stage, character) for character in ("直", "一")}
    assert ink["一"] > 0.012, "the stroke of 一 is a hairline"
    assert ink["直"] > 0.1


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
