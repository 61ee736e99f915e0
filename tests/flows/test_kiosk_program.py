"""`hall-kiosk` itself, as a process: it starts without a hall, shows itself only where asked, and ends when told."""

import signal
import subprocess
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import httpx
import pytest
from PIL import Image

from broker.sealed import HallSealer, new_key_text
from tests.kiosk.world import ROOT

SETTINGS = """
code = "K01"
hall_public_key = "{key}"
follow_url = "http://127.0.0.1/ticket"
state_dir = "state"
fonts_dir = "{fonts}"
display = "headless"
[broker]
hall = "demo"
client = "K01"
port = 1
"""


def _settings(folder: Path) -> Path:
    path = folder / "kiosk.toml"
    key = HallSealer(new_key_text()).public
    path.write_text(SETTINGS.format(key=key, fonts=ROOT / ".cache/fonts"), encoding="utf-8")
    return path


@pytest.fixture
def door(tmp_path: Path) -> Iterator[str]:
    command = [sys.executable, "-m", "kiosk", str(_settings(tmp_path)), "--rig-port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as program:
        assert program.stdout is not None
        yield program.stdout.readline().split(": ", 1)[1].strip()
        program.send_signal(signal.SIGTERM)
        assert program.wait(20) == 0


@pytest.mark.req("H-04")
def test_it_shows_itself_through_the_door_and_can_be_touched(door: str) -> None:
    with httpx.Client(base_url=door, timeout=20, trust_env=False) as rig:
        texts = rig.get("/texts").json()
        assert texts["step"] == "PleaseWait"
        assert "请稍候" in texts["texts"]
        assert "Please wait" in rig.post("/tap", json={"text": "English"}).json()["texts"]
        large = next(button for button in texts["buttons"] if button["text"] == "大字")
        assert rig.post("/tap", json={"x": large["x"], "y": large["y"]}).json()["hit"]
        with Image.open(BytesIO(rig.get("/picture.png").content)) as picture:
            assert picture.size == (1080, 1920)
            assert len(picture.getcolors(100_000) or ()) > 20
        assert rig.post("/tap", json={"text": "no such button"}).status_code == 404
        assert rig.post("/tap", json=[]).status_code == 400
        assert rig.post("/tap", content=b"not json").status_code == 400
        assert rig.get("/secrets").status_code == 404


def test_a_file_with_a_slip_of_the_pen_is_named_and_ends_it(tmp_path: Path) -> None:
    path = _settings(tmp_path)
    path.write_text(path.read_text(encoding="utf-8").replace("follow_url", "folow_url"), encoding="utf-8")
    ended = subprocess.run(
        [sys.executable, "-m", "kiosk", str(path)], cwd=ROOT, capture_output=True, text=True, check=False, timeout=30
    )
    assert ended.returncode == 2
    assert "folow_url" in ended.stderr
