"""A node's file: what it may say, how its faults are named, and that its schema and example are true."""

from pathlib import Path

import pytest

from hardware.ports.call_pad import PadKey
from hardware.settings import (
    BadSettingsError,
    ClipsSettings,
    CommandSinkSettings,
    Ff68RatingPadSettings,
    FolderSinkSettings,
    NodeSettings,
    PanelSettings,
    schema_text,
)

CONFIG = Path(__file__).parents[3] / "config"
BROKER = '[broker]\nhall = "demo"\nclient = "N-S08"\n'
LED = 'display = { code = "LED-44", driver = "onbon", url = "/dev/ttyUSB0" }\n'
WINDOW = f'{BROKER}[[counters]]\ncode = "W44"\n{LED}'


def read(folder: Path, text: str) -> NodeSettings:
    file = folder / "node.toml"
    file.write_text(text, encoding="utf-8")
    return NodeSettings.read(file)


def faults_of(folder: Path, text: str) -> dict[str, str]:
    with pytest.raises(BadSettingsError) as bad:
        read(folder, text)
    assert str(folder / "node.toml") in str(bad.value)
    return {fault.key: fault.reason for fault in bad.value.faults}


@pytest.mark.req("H-02")
def test_the_example_is_read_and_names_devices_that_the_hall_knows() -> None:
    settings = NodeSettings.read(CONFIG / "node.toml")
    known = (CONFIG / "hall" / "devices.toml").read_text(encoding="utf-8")
    assert len(settings.devices) == 7
    for device in settings.devices:
        assert f'code = "{device.code}"' in known
    first, second = settings.counters
    assert isinstance(first.rating_pad, PanelSettings)
    assert isinstance(second.rating_pad, Ff68RatingPadSettings)
    assert second.rating_pad.stars[1] == 5


def test_the_schema_in_config_is_that_of_the_models() -> None:
    written = (CONFIG / "schema" / "node.schema.json").read_text(encoding="utf-8")
    assert written == schema_text(), "write it anew with schema_text()"


@pytest.mark.req("H-02")
def test_every_fault_is_named_at_once_with_file_and_key(tmp_path: Path) -> None:
    text = (
        '[broker]\nclient = "N-S08"\n'
        '[[counters]]\ncode = "W44"\n'
        'display = { code = "LED-44", driver = "onbon", url = "ttyUSB0", colour = "red" }\n'
        'rating_pad = { code = "RATE-44", driver = "ff86", url = "/dev/ttyUSB1" }\n'
    )
    faults = faults_of(tmp_path, text)
    assert set(faults) == {
        "broker.hall",
        "counters.0.display.url",
        "counters.0.display.colour",
        "counters.0.rating_pad",
    }
    assert "ff86" in faults["counters.0.rating_pad"]


@pytest.mark.parametrize(
    ("text", "key", "reason"),
    [
        ("[broker\n", "", "line 1"),
        (BROKER, "", "no device"),
        (f'{BROKER}[[counters]]\ncode = "W44"\n{LED}[[counters]]\ncode = "W44"\n', "", "counter W44"),
        (f'{BROKER}[[counters]]\ncode = "W44"\n{LED}[[counters]]\ncode = "W45"\n{LED}', "", "LED-44"),
        (
            f'{WINDOW}call_pad = {{ code = "PAD-44", driver = "ff68", url = "/dev/ttyUSB0" }}\n',
            "",
            "/dev/ttyUSB0",
        ),
        (
            f'{WINDOW}call_pad = {{ code = "P",driver = "ff68", url = "/dev/ttyUSB1", keys = {{ "1+2" = "next" }} }}\n',
            "counters.0.call_pad.keys",
            "1+2",
        ),
    ],
)
def test_what_cannot_be_is_refused(tmp_path: Path, text: str, key: str, reason: str) -> None:
    faults = faults_of(tmp_path, text)
    assert reason in faults[key]


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadSettingsError, match="none\\.toml"):
        NodeSettings.read(tmp_path / "none.toml")


def test_relative_paths_are_meant_beside_the_file(tmp_path: Path) -> None:
    settings = read(
        tmp_path,
        f'{BROKER}password_file = "secrets/N-S08"\n[[zones]]\ncode = "S08"\n[zones.speaker]\ncode = "SPK-S08"\n'
        'driver = "clips"\nfolder = "clips"\nsink = { kind = "folder", folder = "/var/sound" }\n',
    )
    assert settings.broker.password_file == tmp_path / "secrets" / "N-S08"
    speaker = settings.zones[0].speaker
    assert isinstance(speaker, ClipsSettings)
    assert speaker.folder == tmp_path / "clips"
    assert speaker.sink == FolderSinkSettings(kind="folder", folder=Path("/var/sound"))


def test_what_is_left_out_is_the_usual(tmp_path: Path) -> None:
    settings = read(
        tmp_path,
        f'{BROKER}[[counters]]\ncode = "W44"\n'
        'call_pad = { code = "PAD-44", driver = "ff68", url = "socket://127.0.0.1:7000" }\n'
        '[[zones]]\ncode = "S08"\nspeaker = { code = "SPK-S08", driver = "espeak" }\n',
    )
    pad = settings.counters[0].call_pad
    assert pad is not None
    assert pad.keys["0C"] is PadKey.NEXT
    assert pad.baudrate == 9600
    assert isinstance(settings.zones[0].speaker.sink, CommandSinkSettings)
    assert settings.window_code.format(9) == "W09"
