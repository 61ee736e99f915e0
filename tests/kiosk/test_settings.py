"""A kiosk's own file: the example is a whole one, and every slip of the pen is named."""

from pathlib import Path

import pytest

from kiosk.settings import SettingsBroken, read
from tests.kiosk.world import ROOT

EXAMPLE = ROOT / "config/kiosk.toml"


def _changed(tmp_path: Path, old: str, new: str) -> Path:
    path = tmp_path / "kiosk.toml"
    path.write_text(EXAMPLE.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    return path


@pytest.mark.req("H-04")
def test_the_example_is_a_whole_file() -> None:
    settings = read(EXAMPLE)
    assert settings.devices.card_reader is not None
    assert settings.devices.ticket_printer is not None
    assert settings.panel.height_mm == 476


def test_paths_are_taken_from_the_files_own_folder(tmp_path: Path) -> None:
    settings = read(_changed(tmp_path, '"/var/lib/jiaohao/K01"', '"state"'))
    assert settings.state_dir == tmp_path / "state"
    assert settings.fonts == tmp_path / "state/fonts"
    folder = read(_changed(tmp_path, 'command = ["aplay", "-q", "{file}"]', 'folder = "sounds"'))
    assert folder.devices.speaker is not None
    assert folder.devices.speaker.folder == tmp_path / "sounds"


@pytest.mark.parametrize(
    ("old", "new", "named"),
    [
        ('display = "fullscreen"', 'display = "wall"', "display"),
        ("width_px = 1080", "width_pixels = 1080", "panel.width_pixels"),
        ('driver = "sdt"', 'driver = "abc"', "devices.card_reader.driver"),
        ('code = "K01"', "", "code"),
        ("[broker]", "[broker", "line"),
    ],
)
def test_every_slip_of_the_pen_is_named(tmp_path: Path, old: str, new: str, named: str) -> None:
    with pytest.raises(SettingsBroken) as broken:
        read(_changed(tmp_path, old, new))
    assert named in str(broken.value)


def test_a_missing_file_is_said(tmp_path: Path) -> None:
    with pytest.raises(SettingsBroken):
        read(tmp_path / "none.toml")
