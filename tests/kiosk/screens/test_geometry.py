"""Every screen measured at full size: text and target sizes, gaps, contrast, nothing clipped, nothing overlapping."""

from itertools import combinations

import pytest

from kiosk.flow.events import AskedReprint, ChoseQueue, ChoseSection, ChoseService, ChoseStars, OpenedPassed
from kiosk.screens.layout import Words
from kiosk.screens.layout.frame import Box, Rect
from kiosk.screens.theme.colours import PAIRS, contrast
from kiosk.screens.theme.sizes import CAPITAL_OF_EM, REACH, TextSize
from tests.kiosk.screens.conftest import Measured

CAPITAL_MM, CAPITAL_LARGE_MM = 5.0, 9.0
CHOICES = (AskedReprint, ChoseQueue, ChoseSection, ChoseService, ChoseStars, OpenedPassed)
NUMBER_MM = 30.0
TARGET_MM = 20.0
GAP_MM = 3.0
CONTRAST = 7.0


def _ink(words: Words) -> Rect:
    """The part of a line's box that letters can reach."""
    spare = words.rect.height - words.em
    return Rect(words.rect.x, words.rect.y + spare / 2, words.rect.width, words.rect.height - spare)


def _inside(inner: Rect, outer: Rect) -> bool:
    slack = 0.5
    return (
        inner.x >= outer.x - slack
        and inner.y >= outer.y - slack
        and inner.right <= outer.right + slack
        and inner.bottom <= outer.bottom + slack
    )


@pytest.mark.req("K-13")
def test_letters_are_large_enough(frames: list[tuple[str, Measured]]) -> None:
    for name, (frame, panel, visit) in frames:
        least = CAPITAL_LARGE_MM if visit.large else CAPITAL_MM
        for words in frame.words:
            capital = panel.mm(words.em * CAPITAL_OF_EM)
            assert capital >= (NUMBER_MM if words.size is TextSize.NUMBER else least), (name, words.text, capital)


@pytest.mark.req("K-13")
def test_in_a_wheelchairs_reach_nothing_is_touched_above_45_percent(frames: list[tuple[str, Measured]]) -> None:
    for name, (frame, _, visit) in frames:
        if visit.seated:
            for target in frame.targets:
                assert target.rect.y >= frame.height * (1 - REACH) - 0.5, (name, target.label)
            if frame.glass is not None and frame.glass.takes != "nothing":
                assert frame.glass.rect.y >= frame.height * (1 - REACH) - 0.5, name


@pytest.mark.req("K-13")
def test_large_type_offers_six_choices_a_page_at_most(frames: list[tuple[str, Measured]]) -> None:
    for name, (frame, panel, visit) in frames:
        if visit.large:
            for words in frame.words:
                assert words.em * 1080 / panel.width_px >= 28 or panel.landscape, (name, words.text)
            chosen = [target for target in frame.targets if isinstance(target.tap, CHOICES)]
            assert len(chosen) <= 6, name


def test_targets_are_large_enough_and_apart(frames: list[tuple[str, Measured]]) -> None:
    for name, (frame, panel, _) in frames:
        for target in frame.targets:
            assert panel.mm(min(target.rect.width, target.rect.height)) >= TARGET_MM - 0.01, (name, target.label)
        for one, other in combinations(frame.targets, 2):
            apart = max(
                max(one.rect.x, other.rect.x) - min(one.rect.right, other.rect.right),
                max(one.rect.y, other.rect.y) - min(one.rect.bottom, other.rect.bottom),
            )
            assert panel.mm(apart) >= GAP_MM - 0.01, (name, one.label, other.label, panel.mm(apart))


def test_nothing_leaves_the_panel(frames: list[tuple[str, Measured]]) -> None:
    for name, (frame, _, _) in frames:
        panel = Rect(0, 0, frame.width, frame.height)
        for words in frame.words:
            assert _inside(words.rect, panel), (name, words.text, words.rect)
        for target in frame.targets:
            assert _inside(target.rect, panel), (name, target.label)


def test_no_text_lies_on_another(frames: list[tuple[str, Measured]]) -> None:
    for name, (frame, _, _) in frames:
        for one, other in combinations(frame.words, 2):
            assert not _ink(one).meets(_ink(other)), (name, one.text, other.text)


def test_no_text_crosses_the_edge_of_a_target(frames: list[tuple[str, Measured]]) -> None:
    for name, (frame, _, _) in frames:
        for words in frame.words:
            for target in frame.targets:
                crosses = _ink(words).meets(target.rect) and not _inside(_ink(words), target.rect)
                assert not crosses, (name, words.text, target.label)


def test_text_stands_on_the_ground_it_was_measured_against(frames: list[tuple[str, Measured]]) -> None:
    for name, (frame, _, _) in frames:
        for place, words in enumerate(frame.items):
            if isinstance(words, Words):
                below = [box for box in frame.items[:place] if isinstance(box, Box)]
                ground = next(box for box in reversed(below) if box.rect.holds(*words.rect.centre))
                assert ground.colour == words.ground, (name, words.text)
                assert _inside(_ink(words), ground.rect), (name, words.text)
                assert (words.colour, words.ground) in PAIRS, (name, words.text)


def test_every_pair_of_text_and_ground_has_enough_contrast() -> None:
    assert {pair: contrast(*pair) for pair in PAIRS if contrast(*pair) < CONTRAST} == {}
