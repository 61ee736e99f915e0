"""Photographs of a sheet under the camera, drawn here: tilted, in perspective, noisy, blurred, dark, with a code on it.

Everything follows from a seed: the same photograph on every machine.
"""

from dataclasses import dataclass
from functools import lru_cache

import cv2
import numpy as np
import segno
from numpy.typing import NDArray

from hardware.ports.camera import CameraFrame, Point, Quad

Picture = NDArray[np.uint8]

PAGE = (1240, 1754)
FRAME = (1600, 1200)
DARK_PLATE, WOOD, WHITE_TABLE = (40, 44, 48), (92, 66, 44), (224, 224, 220)


@dataclass(frozen=True)
class Photograph:
    """What is photographed, and where the sheet's corners truly are."""

    frame: CameraFrame
    corners: Quad
    page: Picture


def page(seed: int, *, code: str | None = None, empty: bool = False) -> Picture:
    """A written A4 page with a black mark in each corner, 3 % from the edges."""
    random = np.random.default_rng(seed)
    width, height = PAGE
    sheet = np.full((height, width, 3), 242, np.uint8)
    if empty:
        return sheet
    for x in (width * 3 // 100, width * 97 // 100):
        for y in (height * 3 // 100, height * 97 // 100):
            cv2.circle(sheet, (x, y), 9, (20, 20, 20), -1, cv2.LINE_AA)
    cv2.putText(sheet, f"PLAN {seed}", (330, 220), cv2.FONT_HERSHEY_SIMPLEX, 2.4, (25, 25, 30), 5, cv2.LINE_AA)
    for row in range(24):
        words = " ".join("".join(map(str, random.integers(0, 10, 5))) for _ in range(int(random.integers(4, 8))))
        cv2.putText(sheet, words, (130, 340 + 42 * row), cv2.FONT_HERSHEY_SIMPLEX, 0.9, (40, 40, 45), 2, cv2.LINE_AA)
    if code is not None:
        _stick(sheet, code)
    return sheet


def _stick(sheet: Picture, code: str) -> None:
    rows = np.array([list(row) for row in segno.make(code, error="m", micro=False).matrix_iter(scale=8, border=4)])
    square = np.where(rows[..., None] > 0, np.uint8(10), np.uint8(245)).repeat(3, axis=2)
    height, width = square.shape[:2]
    sheet[1700 - height : 1700, 1150 - width : 1150] = square


@lru_cache(maxsize=8)
def photograph(
    seed: int,
    *,
    base: tuple[int, int, int] = DARK_PLATE,
    code: str | None = None,
    blur: float = 0.6,
    light: float = 1.0,
    noise: float = 4.0,
    tilt: float | None = None,
    empty: bool = False,
) -> Photograph:
    """Lay a page on a base and photograph it: turned up to 20 degrees (or by `tilt`), in perspective."""
    random = np.random.default_rng(seed)
    width, height = FRAME
    sheet = page(seed, code=code, empty=empty)
    corners = _corners(random, tilt)
    scene = np.empty((height, width, 3), np.uint8)
    scene[:] = base
    target = np.array([(x * width, y * height) for x, y in corners], np.float32)
    source = np.array([(0, 0), (PAGE[0], 0), PAGE, (0, PAGE[1])], np.float32)
    matrix = cv2.getPerspectiveTransform(source, target)
    laid = cv2.warpPerspective(sheet, matrix, FRAME, flags=cv2.INTER_AREA)
    mask = cv2.warpPerspective(np.full(sheet.shape[:2], 255, np.uint8), matrix, FRAME, flags=cv2.INTER_AREA)
    share = mask[..., None].astype(np.float32) / 255
    shot = laid * share + scene * (1 - share)
    shot = np.asarray(cv2.GaussianBlur(shot, (0, 0), blur), dtype=np.float32)
    # the lamp stands at one side
    shot *= light * np.linspace(1.0, float(random.uniform(0.82, 0.95)), width, dtype=np.float32)[None, :, None]
    shot += noise * random.standard_normal(shot.shape, dtype=np.float32)
    pixels = np.clip(shot, 0, 255).astype(np.uint8)
    return Photograph(CameraFrame(width, height, pixels.tobytes()), corners, sheet)


def _corners(random: np.random.Generator, tilt: float | None) -> Quad:
    width, height = FRAME
    turn = np.radians(random.uniform(-20, 20) if tilt is None else tilt)
    high = random.uniform(0.68, 0.8) * height
    wide = high * 210 / 297
    middle = np.array((width / 2 + random.uniform(-60, 60), height / 2 + random.uniform(-25, 25)))
    turned = np.array(((np.cos(turn), -np.sin(turn)), (np.sin(turn), np.cos(turn))))
    points: list[Point] = []
    for x, y in ((-1, -1), (1, -1), (1, 1), (-1, 1)):
        bent = np.array((x * wide / 2, y * high / 2)) * (1 + random.uniform(-0.035, 0.035, 2))
        placed = middle + turned @ bent
        points.append((float(placed[0]) / width, float(placed[1]) / height))
    first, second, third, fourth = points
    return first, second, third, fourth
