"""Characters as dots: in their cells, from the right font, and something for those that no font has."""

import pytest
from PIL import Image

from hardware.protocols.glyphs import CELL_DOTS, Fonts, Glyphs, emboldened, installed_fonts


@pytest.fixture(scope="module")
def glyphs() -> Glyphs:
    return Glyphs(installed_fonts())


def black(image: Image.Image) -> int:
    return image.histogram()[0]


@pytest.mark.parametrize("scale", [1, 2, 6])
@pytest.mark.parametrize(("character", "columns"), [("A", 1), ("W", 1), ("号", 2), ("，", 2), ("𠮷", 2), ("é", 2)])
def test_every_character_fills_its_own_cell(glyphs: Glyphs, character: str, columns: int, scale: int) -> None:
    cell = glyphs.cell(character, scale)
    assert cell.size == (12 * columns * scale, CELL_DOTS * scale)
    assert black(cell) > 0
    assert black(cell) + cell.histogram()[255] == cell.width * cell.height, "dots are black or white"


def test_tails_stay_inside_their_cells(glyphs: Glyphs) -> None:
    for character in "gjpqy直骨门囊":
        cell = glyphs.cell(character, 6)
        assert black(cell.crop((0, cell.height - 2, cell.width, cell.height))) == 0, character


@pytest.mark.req("Q-03")
@pytest.mark.parametrize("character", ["㐂", "𠮷", "𪚥", "龘", "骨"])
def test_rare_characters_of_names_have_shapes(glyphs: Glyphs, character: str) -> None:
    assert glyphs.has(character)
    assert glyphs.cell(character).tobytes() != glyphs.cell("\ue123").tobytes()


def test_a_character_that_no_font_has_is_an_empty_box(glyphs: Glyphs) -> None:
    assert not glyphs.has("\ue123")
    box = glyphs.cell("\ue123")
    assert box.size == (24, 24)
    assert black(box.crop((4, 4, 20, 20))) == 0
    assert black(box) > 0


def test_without_any_wide_font_everything_else_is_a_box() -> None:
    bare = Glyphs(Fonts(installed_fonts().narrow, ()))
    assert black(bare.cell("号")) == black(bare.cell("\ue123"))


def test_bold_is_a_second_strike(glyphs: Glyphs) -> None:
    plain = glyphs.line("号K")
    bold = glyphs.line("号K", bold=True)
    assert plain.size == bold.size == (36, 24)
    assert black(bold) > black(plain)
    assert black(emboldened(Image.new("L", (4, 4), 255))) == 0
