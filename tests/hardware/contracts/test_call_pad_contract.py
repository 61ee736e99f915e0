"""What a node may expect of any call pad: on the emulator over both wires, or for real with `--device URL`."""

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest

from hardware.drivers.call_pad import Ff68CallPad
from hardware.emulators.call_pad import CallPadBody
from hardware.emulators.wire import OnBytes, Wire
from hardware.links import ReconnectingLink, open_link
from hardware.ports.call_pad import CallPad, PadAction, PadKey
from hardware.ports.faults import DeviceUnplugged
from hardware.protocols.ff68 import Frame, encode

DEVICE = "CALL-44"
WIRES: dict[str, Callable[[OnBytes], Wire]] = {"pty": Wire.pty, "tcp": Wire.tcp}


def line_to(url: str) -> ReconnectingLink:
    return ReconnectingLink(lambda: open_link(url, device=DEVICE), device=DEVICE, first_seconds=0.0)


@dataclass
class Bench:
    driver: Ff68CallPad
    body: CallPadBody

    def pressed(self, press: Callable[[], bool]) -> tuple[PadAction | None, bool]:
        """The driver's next action while somebody presses, and whether the pad got its echo."""
        echoed: list[bool] = []
        hand = threading.Thread(target=lambda: echoed.append(press()))
        hand.start()
        action = self.driver.poll()
        while hand.is_alive():
            action = action or self.driver.poll()
        hand.join()
        return action or self.driver.poll(), echoed[0]


@pytest.fixture(params=WIRES)
def bench(request: pytest.FixtureRequest) -> Iterator[Bench]:
    body = CallPadBody(WIRES[request.param], echo_seconds=0.1)
    driver = Ff68CallPad(line_to(body.url), device=DEVICE, poll_seconds=0.02)
    driver.poll()
    yield Bench(driver, body)
    driver.close()
    body.close()


@pytest.mark.device
@pytest.mark.req("H-02")
def test_a_pad_is_quiet_until_somebody_presses_and_takes_what_it_is_told(device_url: str | None) -> None:
    body = None if device_url else CallPadBody()
    pad: CallPad = Ff68CallPad(line_to(device_url or (body.url if body else "")), device=DEVICE)
    assert pad.poll() is None
    pad.beep()
    pad.show_waiting(12)
    pad.close()
    if body:
        body.close()


@pytest.mark.req("H-02", "H-03")
@pytest.mark.parametrize(
    ("wish", "window", "key"),
    [
        ("next", None, PadKey.NEXT),
        ("recall", None, PadKey.RECALL),
        ("arrived", None, PadKey.ARRIVED),
        ("noshow", None, PadKey.NO_SHOW),
        ("park", None, PadKey.PARK),
        ("pause", None, PadKey.PAUSE),
        ("finish", None, PadKey.FINISH),
        ("transfer", 44, PadKey.TRANSFER),
    ],
)
def test_each_wish_arrives_once_and_is_echoed(bench: Bench, wish: str, window: int | None, key: PadKey) -> None:
    assert bench.pressed(lambda: bench.body.press(wish, window)) == (PadAction(key, window), True)
    assert bench.driver.poll() is None


def test_keys_sent_one_by_one_are_one_wish(bench: Bench) -> None:
    for key in (b"\x00", b"\x09"):
        assert bench.pressed(lambda key=key: bench.body.press_raw(key)) == (None, True)
    assert bench.pressed(lambda: bench.body.press_raw(b"\x13")) == (PadAction(PadKey.TRANSFER, 9), True)


def test_a_key_that_the_pad_repeats_is_one_wish(bench: Bench) -> None:
    frame = encode(Frame(1, 1, b"\x0c"))
    bench.body.send_raw(frame * 3)
    actions = [bench.driver.poll() for _ in range(6)]
    assert actions.count(PadAction(PadKey.NEXT)) == 1


def test_noise_and_other_pads_are_not_heard_and_noise_is_counted(bench: Bench) -> None:
    bench.body.send_raw(b"\x00\x16" + encode(Frame(2, 1, b"\x0c")) + encode(Frame(1, 1, b"\x0d")))
    actions = [bench.driver.poll() for _ in range(6)]
    assert [action for action in actions if action] == [PadAction(PadKey.RECALL)]
    assert bench.driver.damage == {"noise": 1}


def test_the_host_can_beep_and_show_how_many_wait(bench: Bench) -> None:
    bench.driver.beep()
    bench.driver.show_waiting(7)
    assert bench.body.wait_for(lambda: bench.body.waiting == 7)
    assert bench.body.beeps == 1
    bench.driver.show_waiting(1500)
    assert bench.body.wait_for(lambda: bench.body.waiting == 999)


@pytest.mark.req("H-03")
def test_unplugged_is_said_and_the_pad_works_again_when_it_is_back(bench: Bench) -> None:
    bench.body.break_("unplugged")
    with pytest.raises(DeviceUnplugged) as gone:
        bench.driver.poll()
    assert gone.value.device == DEVICE
    bench.body.fix()
    assert bench.driver.poll() is None
    assert bench.pressed(lambda: bench.body.press("next")) == (PadAction(PadKey.NEXT), True)


@pytest.mark.req("H-03")
@pytest.mark.parametrize(("fault", "counted"), [("bad_sum", "sum"), ("garbage", "length"), ("silent", None)])
def test_a_broken_pad_makes_no_wishes(bench: Bench, fault: str, counted: str | None) -> None:
    bench.body.break_(fault)
    assert bench.pressed(lambda: bench.body.press("next")) == (None, False)
    assert counted is None or bench.driver.damage[counted] > 0
    bench.body.fix()
    # a frame that noise swallowed is repeated by the pad
    assert bench.pressed(lambda: bench.body.press("next")) == (PadAction(PadKey.NEXT), True)


def test_the_emulator_knows_its_faults_and_keys(bench: Bench) -> None:
    assert set(bench.body.faults) == {"unplugged", "silent", "garbage", "bad_sum"}
    with pytest.raises(ValueError, match="melted"):
        bench.body.break_("melted")
    with pytest.raises(ValueError, match="dance"):
        bench.body.press("dance")
    with pytest.raises(ValueError, match="two digits"):
        bench.body.press("transfer", 100)
