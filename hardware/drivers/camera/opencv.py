"""Gets pictures from whatever OpenCV's VideoCapture opens: a device, a file, numbered pictures, MJPEG over HTTP.

Responsible for giving the newest picture and no older one, and for noticing a camera that is gone, silent or frozen.
Not responsible for what is in the picture (`papers.py`), nor for trying again: the next `read` opens the camera anew.
"""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

import cv2
import numpy as np
from numpy.typing import NDArray

from hardware.ports.camera import CameraFrame
from hardware.ports.faults import DeviceSilent, DeviceUnplugged

Picture: TypeAlias = NDArray[np.uint8]
_DEVICE = "/dev/video"


@dataclass(frozen=True, slots=True)
class CameraTimes:
    """How long, in seconds: opening, waiting for a picture, and how long a picture may stay exactly the same.

    A sensor's noise makes every picture another one: the same bytes again and again come from a camera that hangs.
    `freeze_seconds` 0 is for sources that may stand still, such as a file.
    """

    open_seconds: float = 4.0
    picture_seconds: float = 2.0
    freeze_seconds: float = 3.0


class OpencvCamera:
    """A `Camera`. `url` is a device (path or number), a file, a pattern such as `page_%02d.jpg`, or MJPEG at http://."""

    def __init__(
        self,
        url: str,
        *,
        device: str,
        size: tuple[int, int] | None = None,
        times: CameraTimes = CameraTimes(),
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Open nothing yet. `size` is asked of a device: width and height in pixels."""
        self._url = url
        self._device = device
        self._size = size
        self._times = times
        self._clock = clock
        self._pump: _Pump | None = None
        self._last: Picture | None = None
        self._changed_at = clock()

    def read(self) -> CameraFrame:
        """Give the newest picture, waiting for one that was not given yet."""
        if self._pump is None:
            self._pump = self._opened()
            self._last, self._changed_at = None, self._clock()
        picture = self._pump.newest(self._times.picture_seconds)
        if picture is None:
            gone = self._pump.ended
            self.close()
            if gone:
                raise DeviceUnplugged(device=self._device)
            raise DeviceSilent(device=self._device, waited_seconds=self._times.picture_seconds)
        self._watch_for_frost(picture)
        height, width = picture.shape[:2]
        return CameraFrame(width, height, cv2.cvtColor(picture, cv2.COLOR_BGR2RGB).tobytes())

    def close(self) -> None:
        """Let go of the camera and of its last picture."""
        pump, self._pump, self._last = self._pump, None, None
        if pump is not None:
            pump.stop()

    def _watch_for_frost(self, picture: Picture) -> None:
        now = self._clock()
        if self._last is None or not np.array_equal(picture, self._last):
            self._last, self._changed_at = picture, now
        elif self._times.freeze_seconds and now - self._changed_at >= self._times.freeze_seconds:
            waited = now - self._changed_at
            self.close()
            raise DeviceSilent(device=self._device, waited_seconds=waited)

    def _opened(self) -> "_Pump":
        capture = cv2.VideoCapture()
        wait = [cv2.CAP_PROP_OPEN_TIMEOUT_MSEC, int(self._times.open_seconds * 1000)]
        wait += [cv2.CAP_PROP_READ_TIMEOUT_MSEC, int(self._times.picture_seconds * 1000)]
        is_device = self._url.isdigit() or self._url.startswith(_DEVICE)
        if is_device:
            number = int(self._url.removeprefix(_DEVICE))
            opened = capture.open(number, cv2.CAP_V4L2)
        elif "%" in self._url:
            opened = capture.open(self._url, cv2.CAP_IMAGES)
        else:
            opened = capture.open(self._url, cv2.CAP_FFMPEG, wait)
        if not opened:
            capture.release()
            raise DeviceUnplugged(device=self._device)
        if self._size is not None and is_device:
            capture.set(cv2.CAP_PROP_FRAME_WIDTH, self._size[0])
            capture.set(cv2.CAP_PROP_FRAME_HEIGHT, self._size[1])
        return _Pump(capture, paced=not self._url.startswith("http"))


class _Pump:
    """Takes pictures out of a capture as fast as they come, so that no old ones wait in it."""

    def __init__(self, capture: cv2.VideoCapture, *, paced: bool) -> None:
        self._capture = capture
        self._pause = 1 / 30 if paced else 0.0
        self._stop = threading.Event()
        self._arrived = threading.Condition()
        self._picture: Picture | None = None
        self.ended = False
        self._thread = threading.Thread(target=self._run, name="camera", daemon=True)
        self._thread.start()

    def newest(self, timeout_seconds: float) -> Picture | None:
        """Take the newest picture; None when none comes in time, or no more will."""
        with self._arrived:
            self._arrived.wait_for(lambda: self._picture is not None or self.ended, timeout_seconds)
            picture, self._picture = self._picture, None
            return picture

    def stop(self) -> None:
        """End the thread and close the capture; a read under way is waited for, within its own time-out."""
        self._stop.set()
        self._thread.join()
        self._capture.release()

    def _run(self) -> None:
        while not self._stop.is_set():
            there, picture = self._capture.read()
            with self._arrived:
                if there:
                    self._picture = np.asarray(picture, dtype=np.uint8)
                else:
                    self.ended = True
                self._arrived.notify_all()
            if not there:
                return
            if self._pause:
                self._stop.wait(self._pause)
