"""The tour of a bench: what it times of a walk, and that every kind of screen is one it knows of."""

from collections.abc import Mapping
from typing import Any

import pytest

from kiosk.flow.steps import Visit
from kiosk.screens.pages import page_of
from kiosk.wording import WORDINGS
from scripts.hallctl.bench.tour import ALL, BY_THEMSELVES, TimedPost
from scripts.hallctl.bench.wandering import ROUND, kind_of
from scripts.hallctl.bench.whole import WholeHall
from scripts.hallctl.rig import Rig
from tests.kiosk.screens.scenes import SCENES

STANDS: dict[str, Any] = {"step": "Form", "large": True, "buttons": []}


class PaperRig(Rig):
    """A rig that is asked in no time; its own clock says one second for a look and four for a wish."""

    def get(self, path: str) -> dict[str, Any]:
        assert path == "/api/show/K05"
        NOW[0] += 1
        return STANDS

    def post(self, path: str, wish: Mapping[str, object]) -> dict[str, Any]:
        assert wish == {"kiosk": "K05"}
        assert path in {"/api/tap", "/api/draw", "/api/uncard"}
        NOW[0] += 4
        return STANDS


NOW = [0.0]


def test_touches_are_timed_and_other_wishes_are_not() -> None:
    post = TimedPost(WholeHall(PaperRig("http://127.0.0.1:1"), {}), "K05", clock=lambda: NOW[0])
    for path in ("/api/tap", "/api/uncard", "/api/draw"):
        assert post(path, {"kiosk": "K05"}) == STANDS
    assert post.found.taps == [3.0, 3.0]
    assert post.found.screens == {"Form large": 2}


def test_every_kind_of_screen_is_known_to_the_tour() -> None:
    kinds = {type(make(Visit())[0]).__name__ for make in SCENES.values()}
    assert kinds <= ALL
    assert kinds | {"HallWorks"} >= ALL - BY_THEMSELVES


@pytest.mark.parametrize("large", [False, True])
def test_what_stands_round_every_page_is_known_in_each_language(large: bool) -> None:
    for language in WORDINGS:
        step, context = SCENES["materials"](Visit(language, large))
        foot = page_of(step, context).foot
        around = (*foot.languages, foot.size, foot.help, foot.reach, foot.voice)
        labels = [button.label for button in around if button is not None]
        assert {kind_of(label, {"step": "Materials"}) for label in labels} == {ROUND}
