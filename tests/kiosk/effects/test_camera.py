"""The camera's thread: the driver and the paper finder on an emulated camera, and what the flow is told of them."""

import io
import time
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from PIL import Image, ImageDraw

from broker.terms import DeviceCode
from hardware.drivers.camera import CameraTimes, OpencvCamera, OpencvPaperFinder
from hardware.emulators.camera import CameraEmulator
from kiosk.effects.camera import CameraWatch
from kiosk.effects.health import HealthBook
from kiosk.flow.events import CameraFailed, Event, PreviewCame, ShotCame
from kiosk.flow.news import News
from kiosk.flow.orders import StartCamera, StopCamera, Straighten, TakeShot
from kiosk.flow.sights import Advice, CameraTrouble

pytestmark = pytest.mark.sockets

CODE = "K05.camera"
TIMES = CameraTimes(open_seconds=2.0, picture_seconds=1.0, freeze_seconds=1.0)
SOON_SECONDS = 10.0
CORNERS = ((0.3, 0.1), (0.7, 0.1), (0.7, 0.9), (0.3, 0.9))


class Bench:
    """A camera, its thread's body driven by hand, and everything it told."""

    def __init__(self) -> None:
        self.emulator = CameraEmulator()
        self.told: list[Event | News] = []
        self.health = HealthBook((CODE,), lambda: datetime(2026, 11, 23, tzinfo=UTC))
        camera = OpencvCamera(self.emulator.url, device=CODE, times=TIMES)
        self.watch = CameraWatch(
            lambda: (camera, OpencvPaperFinder()), self.health, self.told.append, device=CODE, first_check_seconds=0.0
        )

    def until(self, advice: Advice) -> PreviewCame:
        """Look on until the advice is this one."""
        end = time.monotonic() + SOON_SECONDS
        while time.monotonic() < end:
            self.watch.step(None)
            match self.told[-1:]:
                case [PreviewCame(preview) as came] if preview.advice is advice:
                    return came
                case _:
                    continue
        raise AssertionError(f"never {advice.value}; the last was {self.told[-1:]}")

    def state(self) -> str:
        return self.health.states[DeviceCode(CODE)].state


@pytest.fixture
def bench() -> Iterator[Bench]:
    bench = Bench()
    yield bench
    bench.watch.step(StopCamera())
    bench.emulator.close()


def _page() -> bytes:
    page = Image.new("RGB", (1240, 1754), (243, 243, 240))
    draw = ImageDraw.Draw(page)
    for row in range(30):
        draw.text((140, 200 + row * 45), "0123456789 " * 6, fill=(30, 30, 34), font_size=28)
    out = io.BytesIO()
    page.save(out, "PNG")
    return out.getvalue()


@pytest.mark.req("K-11")
def test_a_page_laid_down_is_seen_taken_and_given_as_a_jpeg(bench: Bench) -> None:
    bench.watch.step(StartCamera())
    bench.until(Advice.LAY_PAPER)
    assert bench.state() == "ok"
    bench.emulator.lay(_page())
    seen = bench.until(Advice.GOOD)
    assert seen.preview.corners is not None
    bench.watch.step(TakeShot())
    came = bench.told[-1]
    assert isinstance(came, ShotCame)
    assert came.shot.found
    assert came.shot.advice is Advice.GOOD
    assert (came.shot.page.width, came.shot.page.height) == (1240, 1754)
    assert 10_000 < len(came.shot.page.jpeg) < 1_400_000
    bench.watch.step(Straighten(CORNERS))
    again = bench.told[-1]
    assert isinstance(again, ShotCame)
    assert again.shot.corners == CORNERS


@pytest.mark.req("K-14")
def test_nothing_is_kept_once_nobody_looks(bench: Bench) -> None:
    bench.watch.step(StartCamera())
    bench.watch.step(TakeShot())
    bench.watch.step(StopCamera())
    bench.told.clear()
    bench.watch.step(None)
    assert bench.told == []
    bench.watch.step(Straighten(CORNERS))
    assert bench.told == [CameraFailed(CameraTrouble.SILENT)]


@pytest.mark.req("K-11")
def test_a_camera_that_is_unplugged_is_said_and_found_again(bench: Bench) -> None:
    bench.watch.step(StartCamera())
    bench.until(Advice.LAY_PAPER)
    bench.emulator.break_("unplugged")
    end = time.monotonic() + SOON_SECONDS
    while bench.told[-1] != CameraFailed(CameraTrouble.UNPLUGGED):
        assert time.monotonic() < end
        bench.watch.step(None)
    assert bench.state() == "fault"
    bench.emulator.fix()
    bench.until(Advice.LAY_PAPER)
    assert bench.state() == "ok"


@pytest.mark.req("K-11")
def test_a_camera_that_hangs_is_unknown_and_never_fine(bench: Bench) -> None:
    bench.emulator.break_("frozen")
    bench.watch.step(StartCamera())
    end = time.monotonic() + SOON_SECONDS
    while CameraFailed(CameraTrouble.SILENT) not in bench.told:
        assert time.monotonic() < end
        bench.watch.step(None)
    assert bench.state() == "unknown"


def test_it_is_looked_after_while_nobody_uses_it(bench: Bench) -> None:
    bench.watch.step(None)
    assert bench.state() == "ok"
    assert bench.told == []
