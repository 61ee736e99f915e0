"""What a kiosk may expect of any camera: on the emulator over loopback HTTP, or for real with `--device URL`."""

import io
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PIL import Image

from hardware.drivers.camera import CameraTimes, OpencvCamera
from hardware.emulators.camera import CameraEmulator
from hardware.ports.camera import Camera, CameraFrame
from hardware.ports.faults import DeviceSilent, DeviceUnplugged

DEVICE = "K05.camera"
TIMES = CameraTimes(open_seconds=2.0, picture_seconds=1.0, freeze_seconds=0.5)
SOON_SECONDS = 6.0

pytestmark = pytest.mark.sockets


@dataclass
class Bench:
    """A driver, and the camera behind it."""

    camera: Camera
    emulator: CameraEmulator


@pytest.fixture
def bench() -> Iterator[Bench]:
    emulator = CameraEmulator()
    camera = OpencvCamera(emulator.url, device=DEVICE, times=TIMES)
    yield Bench(camera, emulator)
    camera.close()
    emulator.close()


@pytest.fixture
def any_camera(device_url: str | None) -> Iterator[Camera]:
    emulator = None if device_url else CameraEmulator()
    camera = OpencvCamera(device_url or (emulator.url if emulator else ""), device=DEVICE)
    yield camera
    camera.close()
    if emulator:
        emulator.close()


def _photograph(colour: tuple[int, int, int]) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (800, 600), colour).save(out, "JPEG", quality=95)
    return out.getvalue()


def _mean(frame: CameraFrame) -> tuple[float, ...]:
    small = Image.frombytes("RGB", (frame.width, frame.height), frame.pixels).resize((1, 1), Image.Resampling.BOX)
    return tuple(small.tobytes())


def _read_on(camera: Camera) -> list[CameraFrame]:
    frames: list[CameraFrame] = []
    end = time.monotonic() + SOON_SECONDS
    while time.monotonic() < end:
        frames.append(camera.read())
    return frames


def _until(bench: Bench, error: type[DeviceSilent | DeviceUnplugged]) -> None:
    """Read on until the camera says so: a picture or two may be under way."""
    with pytest.raises(error) as raised:
        _read_on(bench.camera)
    assert raised.value.device == DEVICE


@pytest.mark.device
@pytest.mark.req("K-11")
def test_a_sound_camera_gives_pictures_that_differ_by_noise_at_least(any_camera: Camera) -> None:
    frames = [any_camera.read() for _ in range(5)]
    assert all(len(frame.pixels) == 3 * frame.width * frame.height for frame in frames)
    assert len({frame.pixels for frame in frames}) > 1


@pytest.mark.req("K-11")
def test_it_shows_what_is_laid_under_it_in_the_right_colours(bench: Bench) -> None:
    bench.emulator.show(_photograph((200, 40, 20)))
    frame = bench.camera.read()
    assert (frame.width, frame.height) == (800, 600)
    red, green, blue = _mean(frame)
    assert (abs(red - 200), abs(green - 40), abs(blue - 20)) < (8, 8, 8)


def test_the_picture_is_the_newest(bench: Bench) -> None:
    bench.camera.read()
    bench.emulator.show(_photograph((20, 20, 220)))
    end = time.monotonic() + SOON_SECONDS
    while _mean(bench.camera.read())[2] < 200:
        assert time.monotonic() < end, "old pictures wait in the line"


@pytest.mark.req("Q-03")
def test_a_camera_that_is_not_there_is_unplugged(bench: Bench) -> None:
    bench.emulator.break_("unplugged")
    with pytest.raises(DeviceUnplugged) as raised:
        bench.camera.read()
    assert raised.value.device == DEVICE


@pytest.mark.req("Q-03")
def test_a_pulled_cable_is_noticed_and_a_new_one_found(bench: Bench) -> None:
    bench.camera.read()
    bench.emulator.break_("unplugged")
    _until(bench, DeviceUnplugged)
    bench.emulator.fix()
    assert bench.camera.read().width > 0


@pytest.mark.req("Q-03")
def test_a_camera_that_always_gives_the_same_picture_is_silent(bench: Bench) -> None:
    bench.emulator.break_("frozen")
    _until(bench, DeviceSilent)
    bench.emulator.fix()
    assert bench.camera.read().width > 0


@pytest.mark.req("Q-03")
def test_a_camera_without_pictures_is_not_fine(bench: Bench) -> None:
    bench.camera.read()
    bench.emulator.break_("silent")
    with pytest.raises((DeviceSilent, DeviceUnplugged)):
        _read_on(bench.camera)


def test_a_dark_camera_gives_dark_pictures(bench: Bench) -> None:
    bench.emulator.show(_photograph((220, 220, 220)))
    bench.emulator.break_("dark")
    assert max(_mean(bench.camera.read())) < 30


def test_nothing_is_kept_once_it_is_closed(bench: Bench) -> None:
    bench.camera.read()
    bench.camera.close()
    bench.camera.close()
    assert bench.camera.read().width > 0


def test_an_emulator_knows_its_faults(bench: Bench) -> None:
    with pytest.raises(ValueError, match="unplugged"):
        bench.emulator.break_("on_fire")


def test_numbered_pictures_are_a_camera_that_ends(tmp_path: Path) -> None:
    for number, red in enumerate((10, 120, 240)):
        (tmp_path / f"page_{number:02d}.jpg").write_bytes(_photograph((red, 0, 0)))
    camera = OpencvCamera(str(tmp_path / "page_%02d.jpg"), device=DEVICE)
    assert camera.read().width == 800
    with pytest.raises(DeviceUnplugged):
        _read_on(camera)


def test_a_device_that_this_machine_lacks_is_unplugged() -> None:
    with pytest.raises(DeviceUnplugged):
        OpencvCamera("/dev/video97", device=DEVICE).read()
