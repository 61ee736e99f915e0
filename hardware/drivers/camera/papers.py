"""Finds a paper in a frame, cuts it out, straightens it upright, judges it and reads the codes on it.

Responsible for an A4 page of 150 dots per inch as a JPEG of at most 1 MB. It guesses nothing about what the paper says.
"""

from typing import TypeAlias

import cv2
import numpy as np
import zxingcpp
from numpy.typing import NDArray

from hardware.drivers.camera.judging import Thresholds, measure, verdict_of
from hardware.drivers.camera.outline import find_corners
from hardware.ports.camera import CameraFrame, PaperScan, Quad, Sight, Verdict

Picture: TypeAlias = NDArray[np.uint8]

A4_WIDTH, A4_HEIGHT = 1240, 1754
"""210 × 297 mm at 150 dots per inch."""

A4_WITHIN = 0.1
"""How far from A4 a sheet may seem to be and still be A4: perspective stretches it."""

SMALL_WIDTH = 640
LARGEST_JPEG = 1_000_000
RIM = 0.015
"""How much of what the page lies on is judged with it, of the page's size."""

QUALITIES = (88, 80, 70, 60, 45, 30)
WHOLE: Quad = ((0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0))


class OpencvPaperFinder:
    """A `PaperFinder`."""

    def __init__(self, thresholds: Thresholds | None = None) -> None:
        """Take what is enough."""
        self._enough = thresholds or Thresholds()

    def look(self, frame: CameraFrame) -> Sight:
        """Find and judge, for a live picture."""
        picture = _array(frame)
        grey = _grey(picture)
        corners = find_corners(grey)
        return Sight(_small(picture), corners, self._verdict(grey, corners))

    def scan(self, frame: CameraFrame, corners: Quad | None = None) -> PaperScan:
        """Cut out, straighten, judge, read codes; without corners the whole frame is the page."""
        picture = _array(frame)
        grey = _grey(picture)
        found = corners or find_corners(grey)
        used = found or WHOLE
        page = straightened(picture, used)
        measured = measure(_with_rim(grey, used))
        verdict = verdict_of(measured, used, self._enough)
        return PaperScan(
            whole=_small(picture),
            paper=_small(page),
            corners=used,
            found=found is not None,
            verdict=verdict,
            width=page.shape[1],
            height=page.shape[0],
            jpeg=_jpeg(page),
            sharpness=round(measured.sharpness, 1),
            brightness=round(measured.brightness, 1),
            codes=_read_by_zxing(page) or _read_by_zxing(picture) or _read_by_opencv(page),
        )

    def _verdict(self, grey: Picture, corners: Quad | None) -> Verdict:
        if corners is None:
            return Verdict.TOO_DARK if float(np.percentile(grey, 99)) < self._enough.darkest / 2 else Verdict.NO_PAPER
        return verdict_of(measure(_with_rim(grey, corners)), corners, self._enough)


def _read_by_zxing(picture: Picture) -> tuple[str, ...]:
    texts = (code.text for code in zxingcpp.read_barcodes(_grey(picture)) if code.valid and code.text)
    return tuple(dict.fromkeys(texts))


def _read_by_opencv(picture: Picture) -> tuple[str, ...]:
    """Ask the slower reader, which finds some codes that the other one does not."""
    try:
        text, _, _ = cv2.QRCodeDetector().detectAndDecode(_grey(picture))
    except cv2.error:
        # OpenCV 5 stumbles over pictures in which it finds the outline of a code and nothing inside
        return ()
    return (text,) if text else ()


def straightened(picture: Picture, corners: Quad) -> Picture:
    """Give the page inside `corners`, upright: A4 where it can be one, else in its own proportions."""
    width, height = _page_size(picture, corners)
    return _warped(picture, corners, width, height, rim=0.0)


def _page_size(picture: Picture, corners: Quad) -> tuple[int, int]:
    high, wide = picture.shape[:2]
    points = [np.array((x * wide, y * high)) for x, y in corners]
    across = (np.linalg.norm(points[1] - points[0]) + np.linalg.norm(points[2] - points[3])) / 2
    down = (np.linalg.norm(points[3] - points[0]) + np.linalg.norm(points[2] - points[1])) / 2
    ratio = float(across / max(1.0, down))
    for width, height in ((A4_WIDTH, A4_HEIGHT), (A4_HEIGHT, A4_WIDTH)):
        if abs(ratio / (width / height) - 1) <= A4_WITHIN:
            return width, height
    longest = A4_HEIGHT
    return (longest, max(1, round(longest / ratio))) if ratio > 1 else (max(1, round(longest * ratio)), longest)


def _with_rim(grey: Picture, corners: Quad) -> Picture:
    width, height = _page_size(grey, corners)
    return _warped(grey, corners, width, height, rim=RIM)


def _warped(picture: Picture, corners: Quad, width: int, height: int, *, rim: float) -> Picture:
    high, wide = picture.shape[:2]
    source = np.array([(x * wide, y * high) for x, y in corners], np.float32)
    left, top = rim * width, rim * height
    right, bottom = width - left, height - top
    target = np.array([(left, top), (right, top), (right, bottom), (left, bottom)], np.float32)
    matrix = cv2.getPerspectiveTransform(source, target)
    warped = cv2.warpPerspective(
        picture, matrix, (width, height), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE
    )
    return np.asarray(warped, dtype=np.uint8)


def _array(frame: CameraFrame) -> Picture:
    return np.frombuffer(frame.pixels, dtype=np.uint8).reshape(frame.height, frame.width, 3)


def _grey(picture: Picture) -> Picture:
    colours = 3
    return np.asarray(cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY), np.uint8) if picture.ndim == colours else picture


def _small(picture: Picture) -> CameraFrame:
    height = max(1, round(picture.shape[0] * SMALL_WIDTH / picture.shape[1]))
    small = cv2.resize(picture, (SMALL_WIDTH, height), interpolation=cv2.INTER_AREA)
    return CameraFrame(SMALL_WIDTH, height, np.asarray(small, dtype=np.uint8).tobytes())


def _jpeg(page: Picture) -> bytes:
    """Give the page as a JPEG: as good as 1 MB allows."""
    packed = b""
    for quality in QUALITIES:
        _, data = cv2.imencode(".jpg", cv2.cvtColor(page, cv2.COLOR_RGB2BGR), [cv2.IMWRITE_JPEG_QUALITY, quality])
        packed = data.tobytes()
        if len(packed) <= LARGEST_JPEG:
            break
    return packed
