"""Every example in config/ is one its program takes, and says so again after a key was mistyped."""

from pathlib import Path

import pytest

from caller.settings import BadSettingsError, CallerSettings
from hardware.settings import BadSettingsError as BadNodeSettingsError
from hardware.settings import NodeSettings
from kiosk.settings import SettingsBroken
from kiosk.settings import read as read_kiosk

CONFIG = Path(__file__).parents[2] / "config"


def mistyped(tmp_path: Path, example: str, right: str, wrong: str) -> Path:
    text = (CONFIG / example).read_text(encoding="utf-8")
    assert right in text
    path = tmp_path / example
    path.write_text(text.replace(right, wrong, 1), encoding="utf-8")
    return path


def test_the_example_of_a_kiosk_is_taken(tmp_path: Path) -> None:
    settings = read_kiosk(CONFIG / "kiosk.toml")
    assert settings.code == settings.broker.client == "K01"
    assert settings.devices.card_reader is not None
    assert settings.devices.ticket_printer is not None
    with pytest.raises(SettingsBroken, match="width_pixel"):
        read_kiosk(mistyped(tmp_path, "kiosk.toml", "width_px", "width_pixel"))


def test_the_example_of_a_node_is_taken(tmp_path: Path) -> None:
    settings = NodeSettings.read(CONFIG / "node.toml")
    assert [counter.code for counter in settings.counters] == ["W44", "W45"]
    with pytest.raises(BadNodeSettingsError, match="call_pat"):
        NodeSettings.read(mistyped(tmp_path, "node.toml", "call_pad", "call_pat"))


def test_the_example_of_a_controller_is_taken(tmp_path: Path) -> None:
    settings = CallerSettings.read(CONFIG / "caller.toml")
    assert settings.database_url.startswith("sqlite:///")
    with pytest.raises(BadSettingsError, match="hall_kay"):
        CallerSettings.read(mistyped(tmp_path, "caller.toml", "hall_key =", "hall_kay ="))
