"""What a window's LED says in each state, in words and as pictures of lit dots."""

import io
from collections.abc import Mapping

import pytest
from PIL import Image

from broker.messages import DisplayState
from hardware.drivers.call_display import OnbonDisplay, Panel
from hardware.emulators.call_display import OnbonPanel
from hardware.links import open_link
from hardware.nodes.faces import Signal, face_of, pieces_of, words_of
from tests.golden_pictures import GoldenPictures

GOOD = Signal.GOOD
STATES = {
    "calling": ({"phase": "calling", "ticket": "K001", "call_count": 1}, GOOD),
    "serving": ({"phase": "serving", "ticket": "K1000", "call_count": 1}, GOOD),
    "idle": ({"phase": "idle"}, GOOD),
    "paused": ({"phase": "paused"}, GOOD),
    "closed": ({"phase": "closed", "staff_no": None, "staff_post_zh": None}, GOOD),
    "signal-lost": ({"phase": "calling", "ticket": "K001", "call_count": 1}, Signal.LOST),
    "signal-gone": ({"phase": "calling", "ticket": "K001", "call_count": 1}, Signal.GONE),
}
PANELS = {"full": Panel(192, 64), "strip": Panel(128, 32)}


def state_of(facts: Mapping[str, object]) -> DisplayState:
    known: dict[str, object] = {
        "counter": "W44",
        "revision": 1,
        "window_number": 44,
        "name_zh": "公积金提取窗口(一柜办结)",
        "name_en": "Housing fund",
        "staff_no": "4401",
        "staff_post_zh": "公积金受理员",
    }
    return DisplayState.model_validate({**known, **facts})


@pytest.mark.req("Q-07", "W-14")
@pytest.mark.parametrize("panel", PANELS)
@pytest.mark.parametrize("name", STATES)
def test_every_state_looks_as_it_was_looked_at(name: str, panel: str, golden_pictures: GoldenPictures) -> None:
    facts, signal = STATES[name]
    size = PANELS[panel]
    emulated = OnbonPanel(width=size.width, height=size.height)
    driver = OnbonDisplay(open_link(emulated.url, device="LED-44"), device="LED-44", panel=size)
    face = face_of(state_of(facts), signal, blink=name == "calling", height=size.height)
    driver.show(face)
    assert driver.status().areas == pieces_of(face)
    picture = Image.open(io.BytesIO(emulated.picture(60.0)))
    driver.close()
    emulated.close()
    golden_pictures.check(picture, f"led/{panel}-{name}")


@pytest.mark.req("Q-07")
def test_a_screen_that_hears_nothing_says_so_and_keeps_the_number_for_a_while() -> None:
    facts, _ = STATES["calling"]
    assert words_of(face_of(state_of(facts), Signal.LOST, blink=False, height=64)).split() == [
        "公积金提取窗口(一柜办结)",
        "44号",
        "K001",
        "信号中断",
        "请听人工叫号",
    ]
    assert "K001" not in words_of(face_of(state_of(facts), Signal.GONE, blink=False, height=64))
    assert "K001" not in words_of(face_of(state_of(facts), Signal.GONE, blink=False, height=32))
    assert words_of(face_of(None, GOOD, blink=False, height=64)) == "信号中断"


@pytest.mark.req("W-14")
def test_nobody_is_named_at_a_closed_window_and_nobody_without_a_badge() -> None:
    closed, _ = STATES["closed"]
    assert "4401" not in words_of(face_of(state_of(closed), GOOD, blink=False, height=64))
    nobody = state_of({"phase": "idle", "staff_no": None, "staff_post_zh": None})
    assert words_of(face_of(nobody, GOOD, blink=False, height=64)).endswith("请等候")
