"""Drives the camera on a thread of its own, only while a screen shows it: live pictures, shots, corners by hand.

A shot is kept until the next one or the end, so that other corners can be tried; then it is let go of.
"""

import base64
import logging
import time
from collections.abc import Callable
from queue import Empty, SimpleQueue
from threading import Event as Signal

from broker.messages import ScanPage
from hardware.ports.camera import Camera, CameraFrame, PaperFinder, PaperScan, Quad, Sight, Verdict
from hardware.ports.faults import DeviceError, DeviceUnplugged
from kiosk.effects.health import HealthBook
from kiosk.effects.outlet import Tell
from kiosk.flow.events import CameraFailed, PreviewCame, ShotCame
from kiosk.flow.orders import CameraOrder, StartCamera, StopCamera, Straighten, TakeShot
from kiosk.flow.sights import Advice, CameraTrouble, Preview, Shot, Still

log = logging.getLogger(__name__)

PREVIEW_SECONDS = 0.2
AFTER_FAULT_SECONDS = 1.0
CHECK_SECONDS = 30.0
FIRST_CHECK_SECONDS = 10.0
"""Its library takes as long to load as the first picture takes to come: that one goes first."""
STILL_WITHIN = 0.012
"""How far a corner may move between two pictures, of the picture's size, for the paper to lie still."""

_ADVICE = {
    Verdict.GOOD: Advice.GOOD,
    Verdict.NO_PAPER: Advice.LAY_PAPER,
    Verdict.TOO_SMALL: Advice.TOO_SMALL,
    Verdict.TOO_DARK: Advice.TOO_DARK,
    Verdict.TOO_BRIGHT: Advice.TOO_BRIGHT,
    Verdict.BLURRED: Advice.TOO_BLURRED,
}


class CameraWatch:
    """One camera. `run` is the body of its thread; `do` may be called from any."""

    def __init__(
        self,
        open_camera: Callable[[], tuple[Camera, PaperFinder]],
        health: HealthBook,
        tell: Tell,
        *,
        device: str,
        clock: Callable[[], float] = time.monotonic,
        first_check_seconds: float = FIRST_CHECK_SECONDS,
    ) -> None:
        """Take how to reach the camera, and who is told; `device` is its code in the hall's device list.

        While nobody looks through it, it is first looked after so long after the start.
        """
        self._open = open_camera
        self._health = health
        self._tell = tell
        self._device = device
        self._clock = clock
        self._orders: SimpleQueue[CameraOrder] = SimpleQueue()
        self._parts: tuple[Camera, PaperFinder] | None = None
        self._shown = False
        self._kept: CameraFrame | None = None
        self._corners: Quad | None = None
        self._due = clock()
        self._check_due = clock() + first_check_seconds

    def do(self, order: CameraOrder) -> None:
        """Have an order carried out; returns at once."""
        self._orders.put(order)

    def run(self, stop: Signal) -> None:
        """Watch until told to stop."""
        while not stop.is_set():
            try:
                order = self._orders.get(timeout=max(0.01, self._next() - self._clock()))
            except Empty:
                order = None
            self.step(order)
        self._let_go()

    def step(self, order: CameraOrder | None) -> None:
        """Carry out an order, or show the next picture when its time has come."""
        try:
            self._carry_out(order)
        except DeviceError as fault:
            self._failed(fault)

    def _next(self) -> float:
        return self._due if self._shown else min(self._check_due, self._clock() + PREVIEW_SECONDS * 5)

    def _carry_out(self, order: CameraOrder | None) -> None:
        match order:
            case StartCamera():
                self._shown, self._due = True, self._clock()
            case StopCamera():
                self._let_go()
            case TakeShot():
                self._take()
            case Straighten(corners):
                self._straighten(corners)
            case None:
                self._idle()

    def _idle(self) -> None:
        now = self._clock()
        if self._shown and now >= self._due:
            self._preview()
            self._due = self._clock() + PREVIEW_SECONDS
        elif not self._shown and now >= self._check_due:
            # nobody looks: one picture tells whether it works, and is thrown away
            self._camera.read()
            self._health.fine(self._device)
            self._let_go()

    @property
    def _camera(self) -> Camera:
        if self._parts is None:
            self._parts = self._open()
        return self._parts[0]

    @property
    def _finder(self) -> PaperFinder:
        if self._parts is None:
            self._parts = self._open()
        return self._parts[1]

    def _read(self) -> CameraFrame:
        frame = self._camera.read()
        self._health.fine(self._device)
        return frame

    def _preview(self) -> None:
        sight = self._finder.look(self._read())
        self._tell(PreviewCame(Preview(_still(sight.small), sight.corners, self._advice(sight))))
        self._corners = sight.corners

    def _advice(self, sight: Sight) -> Advice:
        if sight.verdict is Verdict.GOOD and sight.corners is not None and not _close(sight.corners, self._corners):
            return Advice.HOLD_STILL
        return _ADVICE[sight.verdict]

    def _take(self) -> None:
        self._kept = self._read()
        self._tell(ShotCame(shot_of(self._finder.scan(self._kept))))

    def _straighten(self, corners: Quad) -> None:
        if self._kept is None:
            self._tell(CameraFailed(CameraTrouble.SILENT))
            return
        self._tell(ShotCame(shot_of(self._finder.scan(self._kept, corners))))

    def _failed(self, fault: DeviceError) -> None:
        unplugged = isinstance(fault, DeviceUnplugged)
        self._health.fault(self._device, "unplugged" if unplugged else "silent")
        log.warning("the camera gives no picture: %s", fault)
        if self._shown:
            self._tell(CameraFailed(CameraTrouble.UNPLUGGED if unplugged else CameraTrouble.SILENT))
        self._due = self._clock() + AFTER_FAULT_SECONDS
        self._check_due = self._clock() + CHECK_SECONDS
        if self._parts is not None:
            self._parts[0].close()

    def _let_go(self) -> None:
        self._shown, self._kept, self._corners = False, None, None
        self._check_due = self._clock() + CHECK_SECONDS
        if self._parts is not None:
            self._parts[0].close()


def _close(one: Quad, other: Quad | None) -> bool:
    if other is None:
        return False
    return all(
        abs(x1 - x2) <= STILL_WITHIN and abs(y1 - y2) <= STILL_WITHIN
        for (x1, y1), (x2, y2) in zip(one, other, strict=True)
    )


def _still(frame: CameraFrame) -> Still:
    return Still(frame.width, frame.height, frame.pixels)


def shot_of(scan: PaperScan) -> Shot:
    """Give a scan as the flow knows it, with the page ready to be handed in."""
    page = ScanPage(
        jpeg=base64.b64encode(scan.jpeg).decode("ascii"),
        width=scan.width,
        height=scan.height,
        sharpness=scan.sharpness,
        brightness=scan.brightness,
        codes=scan.codes,
    )
    return Shot(_still(scan.whole), _still(scan.paper), scan.corners, scan.found, _ADVICE[scan.verdict], page)
