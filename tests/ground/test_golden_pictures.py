"""The comparison of pictures: what it lets pass and what it catches."""

from pathlib import Path

import pytest
from PIL import Image, ImageDraw

from tests import golden_pictures
from tests.golden_pictures import GoldenPictures


@pytest.fixture
def folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(golden_pictures, "GOLDEN", tmp_path / "golden")
    monkeypatch.setattr(golden_pictures, "SHEETS", tmp_path / "sheets")
    return tmp_path


def drawn(text: str) -> Image.Image:
    picture = Image.new("RGB", (400, 600), "#f4f1ea")
    ImageDraw.Draw(picture).text((40, 60), text, fill="#102030", font_size=90)
    return picture


def test_a_picture_equals_its_golden(folders: Path) -> None:
    GoldenPictures(update=True, sheets=False).check(drawn("K001"), "slip/first")
    GoldenPictures(update=False, sheets=False).check(drawn("K001"), "slip/first")
    with Image.open(folders / "golden" / "slip" / "first.png") as golden:
        assert golden.size == (200, 300)


def test_another_number_is_another_picture(folders: Path) -> None:
    GoldenPictures(update=True, sheets=False).check(drawn("K001"), "slip/first")
    with pytest.raises(AssertionError, match=r"slip/first: .*% of its pixels differ"):
        GoldenPictures(update=False, sheets=False).check(drawn("K002"), "slip/first")
    assert (folders / "sheets" / "differs" / "slip" / "first.png").exists()


def test_a_picture_without_a_golden_fails(folders: Path) -> None:
    with pytest.raises(AssertionError, match="there is no"):
        GoldenPictures(update=False, sheets=False).check(drawn("K001"), "slip/new")


def test_contact_sheets_hold_every_picture_of_a_group(folders: Path) -> None:
    pictures = GoldenPictures(update=True, sheets=True)
    for number in range(8):
        pictures.check(drawn(f"K{number:03}"), f"slip/{number}")
    pictures.check(drawn("A001"), "led/1")
    assert [path.name for path in pictures.write_sheets()] == ["led.png", "slip.png"]
    with Image.open(folders / "sheets" / "slip.png") as sheet:
        assert sheet.size == (6 * 300, 2 * 560)
