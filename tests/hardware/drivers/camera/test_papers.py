"""Papers are found, straightened within 2 % of their edges, judged, and their codes read (K-11)."""

import io
from collections.abc import Callable
from functools import partial

import cv2
import numpy as np
import pytest
from PIL import Image

from hardware.drivers.camera import OpencvPaperFinder, Thresholds
from hardware.drivers.camera.papers import A4_HEIGHT, A4_WIDTH, LARGEST_JPEG
from hardware.ports.camera import CameraFrame, PaperScan, Quad, Verdict
from tests.hardware.drivers.camera.photographs import DARK_PLATE, FRAME, PAGE, WHITE_TABLE, WOOD, Photograph, photograph

FINDER = OpencvPaperFinder()
SEEDS = range(12)
FEW = range(4)
WITHIN = 0.02
LICENCE = "elic:BIZ:91350100M000100Y43"


def _off(found: Quad, true: Quad) -> float:
    """How far the worst corner is from where it is, in shares of the picture."""
    return max(max(abs(x - u), abs(y - v)) for (x, y), (u, v) in zip(found, true, strict=True))


def _page(scan: PaperScan) -> Image.Image:
    return Image.open(io.BytesIO(scan.jpeg))


def _marks_off(scan: PaperScan) -> float:
    """How far the marks in the page's corners are from where they were printed, in shares of the page."""
    grey = np.asarray(_page(scan).convert("L"), dtype=np.uint8)
    height, width = grey.shape
    worst = 0.0
    for x in (0.03, 0.97):
        for y in (0.03, 0.97):
            left, top = round((x - 0.028) * width), round((y - 0.028) * height)
            square = grey[top : top + round(0.056 * height), left : left + round(0.056 * width)]
            ys, xs = np.nonzero(square < 110)
            assert len(xs), "a mark is missing"
            worst = max(worst, abs(left + xs.mean() - x * width) / width, abs(top + ys.mean() - y * height) / height)
    return float(worst)


@pytest.mark.req("K-11")
@pytest.mark.parametrize("base", [DARK_PLATE, WOOD], ids=["dark", "wood"])
def test_a_tilted_page_is_stored_upright_within_two_percent_of_its_edges(base: tuple[int, int, int]) -> None:
    found = 0
    for seed in SEEDS:
        taken = photograph(seed, base=base)
        scan = FINDER.scan(taken.frame)
        assert scan.verdict is Verdict.GOOD
        assert (scan.width, scan.height) == _page(scan).size == (A4_WIDTH, A4_HEIGHT)
        assert _marks_off(scan) <= WITHIN
        found += scan.found and _off(scan.corners, taken.corners) <= WITHIN
    print(f"corners found: {found} of {len(SEEDS)}")  # noqa: T201 - the measured rate
    assert found == len(SEEDS)


@pytest.mark.req("K-11")
@pytest.mark.parametrize(
    ("make", "verdict"),
    [
        (partial(photograph, noise=10.0), Verdict.GOOD),
        (partial(photograph, empty=True), Verdict.GOOD),
        (partial(photograph, light=0.55), Verdict.GOOD),
        (partial(photograph, blur=2.5), Verdict.BLURRED),
        (partial(photograph, blur=5.0), Verdict.BLURRED),
        (partial(photograph, blur=4.0, empty=True), Verdict.BLURRED),
        (partial(photograph, light=0.28), Verdict.TOO_DARK),
        (partial(photograph, light=1.3), Verdict.TOO_BRIGHT),
    ],
    ids=["noisy", "empty page", "dim", "blurred", "very blurred", "empty and blurred", "dark", "blown out"],
)
def test_a_page_is_judged_before_it_is_taken(make: Callable[[int], Photograph], verdict: Verdict) -> None:
    verdicts = [FINDER.look(make(seed).frame).verdict for seed in FEW]
    print(f"{verdict.value}: {verdicts.count(verdict)} of {len(FEW)}")  # noqa: T201 - the measured rate
    assert verdicts.count(verdict) == len(FEW)


@pytest.mark.req("K-11")
def test_what_is_enough_is_a_setting() -> None:
    frame = photograph(1, blur=2.5).frame
    assert OpencvPaperFinder(Thresholds(sharpness=5)).look(frame).verdict is Verdict.GOOD


def test_on_a_white_base_nothing_wrong_is_found_and_corners_are_set_by_hand() -> None:
    found = 0
    for seed in FEW:
        taken = photograph(seed, base=WHITE_TABLE)
        scan = FINDER.scan(taken.frame)
        found += scan.found
        assert not scan.found or _off(scan.corners, taken.corners) <= WITHIN
        by_hand = FINDER.scan(taken.frame, taken.corners)
        assert by_hand.found
        assert by_hand.verdict is Verdict.GOOD
        assert _marks_off(by_hand) <= WITHIN
    print(f"white base: {found} of {len(FEW)} found")  # noqa: T201 - the measured rate


def test_a_bare_table_holds_no_paper() -> None:
    bare = np.full((1080, 1440, 3), 45, np.uint8)
    bare += np.random.default_rng(1).integers(0, 12, bare.shape, dtype=np.uint8)
    sight = FINDER.look(CameraFrame(1440, 1080, bare.tobytes()))
    assert sight.corners is None
    assert sight.verdict is Verdict.NO_PAPER
    scan = FINDER.scan(CameraFrame(1440, 1080, bare.tobytes()))
    assert not scan.found


def test_without_light_it_is_too_dark() -> None:
    sight = FINDER.look(CameraFrame(640, 480, bytes(3 * 640 * 480)))
    assert (sight.corners, sight.verdict) == (None, Verdict.TOO_DARK)


@pytest.mark.req("K-11")
@pytest.mark.parametrize("seed", FEW)
def test_the_code_of_an_electronic_licence_is_read(seed: int) -> None:
    scan = FINDER.scan(photograph(seed, code=LICENCE).frame)
    assert scan.codes == (LICENCE,)


def test_a_sheet_laid_across_gives_a_page_across() -> None:
    taken = photograph(3, tilt=0)
    across = np.rot90(np.frombuffer(taken.frame.pixels, np.uint8).reshape(FRAME[1], FRAME[0], 3))
    scan = FINDER.scan(CameraFrame(FRAME[1], FRAME[0], across.tobytes()))
    assert (scan.width, scan.height) == (A4_HEIGHT, A4_WIDTH)


def test_a_page_is_never_larger_than_a_megabyte() -> None:
    noise = np.random.default_rng(0).integers(0, 255, (PAGE[1], PAGE[0], 3), dtype=np.uint8)
    scan = FINDER.scan(CameraFrame(*PAGE, cv2.resize(noise, PAGE).tobytes()))
    assert 0 < len(scan.jpeg) <= LARGEST_JPEG


def test_no_picture_shows_in_a_repr() -> None:
    scan = FINDER.scan(photograph(0, code=LICENCE).frame)
    assert "\\x" not in repr(scan)
    assert LICENCE not in repr(scan)
