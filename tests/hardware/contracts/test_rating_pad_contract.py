"""What a node may expect of any rating pad: keys and tablet alike, on their emulators, keys also for real."""

import itertools
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Protocol

import pytest

from hardware.drivers.rating_pad import Ff68RatingPad, PanelRatingPad
from hardware.emulators.rating_pad import KeyRatingPad, PanelTablet
from hardware.links import ReconnectingLink, open_link
from hardware.ports.faults import DeviceError, DeviceSilent, DeviceUnplugged
from hardware.ports.rating_pad import Level, PadPhase, PadPress, PadState, RatingPad

DEVICE = "RATE-44"
LEVELS = (
    Level(5, "非常满意", "Very satisfied", good=True),
    Level(4, "满意", "Satisfied", good=True),
    Level(3, "基本满意", "Fairly satisfied", good=True),
    Level(2, "不满意", "Dissatisfied", good=False),
    Level(1, "非常不满意", "Very dissatisfied", good=False),
)
IDLE = PadState(PadPhase.IDLE, counter="W44", staff_no="4401", staff_post="审核岗", levels=LEVELS)
ASKING = replace(
    IDLE, phase=PadPhase.ASKING, serving_id="s-1", seconds_left=30, reasons=("服务态度", "办事效率"), matter="提取"
)
THANKS = replace(ASKING, phase=PadPhase.THANKS, seconds_left=5)
PATIENCE_POLLS = 60


class Body(Protocol):
    """What both emulated pads can do."""

    faults: tuple[str, ...]

    def break_(self, fault: str) -> None: ...
    def fix(self) -> None: ...
    def close(self) -> None: ...


@dataclass
class Bench:
    pad: RatingPad
    driver: Ff68RatingPad | PanelRatingPad
    body: Body
    press: Callable[[int], object]
    sees: Callable[[PadPhase], bool]

    def after(self, act: Callable[[], object]) -> list[PadPress]:
        """Every press the driver has heard once `act` is done, polled meanwhile as a node does."""
        hand = threading.Thread(target=act)
        hand.start()
        heard: list[PadPress] = []
        while hand.is_alive():
            heard += [press] if (press := self.pad.poll()) else []
        while (press := self.pad.poll()) is not None:
            heard.append(press)
        return heard


def line_to(url: str) -> ReconnectingLink:
    return ReconnectingLink(lambda: open_link(url, device=DEVICE), device=DEVICE, first_seconds=0.0)


def ids() -> Callable[[], str]:
    numbers = itertools.count(1)
    return lambda: f"r-{next(numbers)}"


@pytest.fixture(params=["ff68", "panel"])
def bench(request: pytest.FixtureRequest) -> Iterator[Bench]:
    if request.param == "ff68":
        keys = KeyRatingPad(echo_seconds=0.1)
        driver = Ff68RatingPad(line_to(keys.url), device=DEVICE, poll_seconds=0.02, new_request_id=ids())
        driver.poll()
        made = Bench(
            driver, driver, keys, keys.press, lambda phase: keys.wait_for(lambda: keys.asking is (phase == "asking"))
        )
    else:
        panel = PanelRatingPad(device=DEVICE, absent_seconds=0.6, poll_seconds=0.02)
        tablet = PanelTablet(panel.url, new_request_id=ids(), sign_seconds=0.1)
        assert tablet.wait_until(lambda state: state.phase is PadPhase.CLOSED)
        made = Bench(
            panel,
            panel,
            tablet,
            lambda stars: tablet.press(stars, ("办事效率",) if stars < 3 else ()),
            lambda phase: tablet.wait_until(lambda state: state.phase is phase),
        )
    yield made
    made.body.close()
    made.pad.close()


@pytest.mark.req("H-02", "H-03", "E-01", "E-04")
@pytest.mark.parametrize("stars", [1, 2, 3, 4, 5])
def test_a_press_comes_out_with_its_serving(bench: Bench, stars: int) -> None:
    bench.pad.show(IDLE)
    bench.pad.show(ASKING)
    assert bench.sees(PadPhase.ASKING)
    (press,) = bench.after(lambda: bench.press(stars))
    assert (press.serving_id, press.stars) == ("s-1", stars)
    assert press.request_id


@pytest.mark.req("E-01")
def test_nobody_can_rate_when_nobody_asks(bench: Bench) -> None:
    for state in (IDLE, replace(IDLE, phase=PadPhase.SERVING, serving_id="s-1"), replace(IDLE, phase=PadPhase.CLOSED)):
        bench.pad.show(ASKING)
        assert bench.sees(PadPhase.ASKING)
        bench.pad.show(state)
        assert isinstance(bench.body, KeyRatingPad) or bench.sees(state.phase)
        if state.serving_id is not None or isinstance(bench.body, KeyRatingPad):
            assert bench.after(lambda: bench.press(5)) == []
    assert bench.driver.damage["not_asked"] > 0


@pytest.mark.req("E-02")
def test_a_second_press_is_a_press_of_its_own_while_thanks_are_shown(bench: Bench) -> None:
    bench.pad.show(ASKING)
    assert bench.sees(PadPhase.ASKING)
    first = bench.after(lambda: bench.press(5))
    bench.pad.show(THANKS)
    second = bench.after(lambda: bench.press(3))
    assert [press.stars for press in first + second] == [5, 3]
    assert len({press.request_id for press in first + second}) == 2
    assert {press.serving_id for press in first + second} == {"s-1"}


def test_the_same_state_again_changes_nothing(bench: Bench) -> None:
    for _ in range(3):
        bench.pad.show(ASKING)
    assert bench.sees(PadPhase.ASKING)
    assert len(bench.after(lambda: bench.press(4))) == 1
    if isinstance(bench.body, KeyRatingPad):
        assert bench.body.beeps == 1


@pytest.mark.req("H-03")
def test_unplugged_is_said_and_the_pad_is_right_again_when_it_is_back(bench: Bench) -> None:
    bench.pad.show(IDLE)
    bench.body.break_("unplugged")
    assert isinstance(fault_of(bench), DeviceUnplugged)
    bench.body.fix()
    assert recovers(bench)
    bench.pad.show(ASKING)
    assert bench.sees(PadPhase.ASKING)
    assert [press.stars for press in bench.after(lambda: bench.press(5))] == [5]


@pytest.mark.req("H-03")
def test_nonsense_is_counted_and_makes_no_rating(bench: Bench) -> None:
    bench.pad.show(ASKING)
    assert bench.sees(PadPhase.ASKING)
    bench.body.break_("garbage")
    assert bench.after(lambda: bench.press(5)) == []
    assert bench.driver.damage.total() > 0
    bench.body.fix()
    assert [press.stars for press in bench.after(lambda: bench.press(5))] == [5]


@pytest.mark.req("H-03")
def test_a_silent_pad_makes_no_rating(bench: Bench) -> None:
    bench.pad.show(ASKING)
    assert bench.sees(PadPhase.ASKING)
    bench.body.break_("silent")
    if isinstance(bench.body, KeyRatingPad):
        assert bench.after(lambda: bench.press(5)) == []  # keys never speak unasked: silence is unknown
    else:
        assert isinstance(fault_of(bench), DeviceSilent)
    bench.body.fix()
    assert recovers(bench)


def fault_of(bench: Bench) -> DeviceError | None:
    for _ in range(PATIENCE_POLLS):
        try:
            bench.pad.poll()
        except DeviceError as fault:
            return fault
    return None


def recovers(bench: Bench) -> bool:
    quiet = 0
    for _ in range(10 * PATIENCE_POLLS):
        try:
            bench.pad.poll()
        except DeviceError:
            quiet = 0
        else:
            quiet += 1
        if quiet == 3:
            return True
        threading.Event().wait(0.01)
    return False


@pytest.fixture
def tablet() -> Iterator[tuple[PanelRatingPad, PanelTablet]]:
    panel = PanelRatingPad(device=DEVICE, poll_seconds=0.02)
    page = PanelTablet(panel.url, new_request_id=ids())
    panel.show(ASKING)
    assert page.wait_until(lambda state: state == ASKING)
    yield panel, page
    page.close()
    panel.close()


@pytest.mark.req("E-04")
def test_a_bad_level_needs_a_reason_of_the_list(tablet: tuple[PanelRatingPad, PanelTablet]) -> None:
    panel, page = tablet
    assert page.press(2) == "reason_needed"
    assert page.press(2, ("天气",)) == "malformed"
    assert panel.poll() is None
    assert page.press(2, ("办事效率",)) == "accepted"
    press = panel.poll()
    assert press is not None
    assert (press.stars, press.reasons) == (2, ("办事效率",))


@pytest.mark.req("E-01", "E-02")
def test_a_double_tap_is_one_press(tablet: tuple[PanelRatingPad, PanelTablet]) -> None:
    panel, page = tablet
    assert page.press(5, taps=3) == "accepted"
    assert panel.poll() is not None
    assert panel.poll() is None


def test_the_page_of_another_serving_is_refused(tablet: tuple[PanelRatingPad, PanelTablet]) -> None:
    panel, page = tablet
    panel.show(replace(ASKING, serving_id="s-2"))
    assert page.press(5, serving_id="s-1") == "not_asked"
    assert panel.poll() is None


def test_the_tablet_comes_back_to_a_server_that_was_away() -> None:
    first = PanelRatingPad(device=DEVICE)
    page = PanelTablet(first.url, new_request_id=ids())
    assert page.wait_until(lambda state: state.phase is PadPhase.CLOSED)
    port = int(first.url.rsplit(":", 1)[1].strip("/"))
    first.close()
    second = PanelRatingPad(device=DEVICE, port=port)
    second.show(ASKING)
    assert page.wait_until(lambda state: state == ASKING, 5.0)
    page.close()
    second.close()


@pytest.mark.device
def test_a_key_pad_takes_the_question(device_url: str | None) -> None:
    body = None if device_url else KeyRatingPad()
    pad = Ff68RatingPad(line_to(device_url or (body.url if body else "")), device=DEVICE, new_request_id=ids())
    pad.show(ASKING)
    assert pad.poll() is None
    pad.close()
    if body:
        body.close()


def test_a_hall_may_wire_its_keys_otherwise() -> None:
    body = KeyRatingPad()
    pad = Ff68RatingPad(
        line_to(body.url), device=DEVICE, stars={0: 2, 2: 4, 3: 5}, poll_seconds=0.02, new_request_id=ids()
    )
    pad.show(ASKING)
    bench = Bench(pad, pad, body, body.press, lambda _: True)
    assert [press.stars for press in bench.after(lambda: body.press(0))] == [2]
    assert bench.after(lambda: body.press(1)) == []
    assert pad.damage == {"unknown_keys": 1}
    pad.close()
    body.close()
