"""What a node may expect of any LED window screen: on the emulator over both wires, or for real with `--device URL`."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest

from hardware.drivers.call_display import OnbonDisplay, Panel
from hardware.emulators.call_display import OnbonPanel
from hardware.emulators.wire import OnBytes, Wire
from hardware.links import ReconnectingLink, open_link
from hardware.ports.call_display import CallDisplay, Colour, Face, FaceTooLargeError, Line, Words
from hardware.ports.faults import BadFrame, DeviceError, DeviceRefused, DeviceSilent, DeviceUnplugged
from hardware.protocols.onbon import Command, CommandError, Packet, encode

DEVICE = "LED-44"
WIRES: dict[str, Callable[[OnBytes], Wire]] = {"pty": Wire.pty, "tcp": Wire.tcp}
CALLED = Face(
    (
        Line(centre=Words("公积金提取窗口", Colour.GREEN)),
        Line(
            left=Words("44号", Colour.YELLOW, 32),
            right=Words("K001", Colour.RED, 32, blink=True),
        ),
        Line(left=Words("请到窗口办理"), right=Words("4401 审核岗", Colour.GREEN)),
    )
)
SERVING = Face((Line(centre=Words("A007", Colour.GREEN, 32)),))


def line_to(url: str) -> ReconnectingLink:
    return ReconnectingLink(lambda: open_link(url, device=DEVICE, baudrate=57600), device=DEVICE, first_seconds=0.0)


@dataclass
class Bench:
    display: OnbonDisplay
    panel: OnbonPanel


@pytest.fixture(params=WIRES)
def bench(request: pytest.FixtureRequest) -> Iterator[Bench]:
    panel = OnbonPanel(WIRES[request.param])
    display = OnbonDisplay(
        line_to(panel.url), device=DEVICE, answer_seconds=0.15, retries=1, retry_pause_seconds=0.0, sleep=lambda _: None
    )
    yield Bench(display, panel)
    display.close()
    panel.close()


@pytest.fixture
def display(device_url: str | None) -> Iterator[CallDisplay]:
    panel = None if device_url else OnbonPanel()
    driver = OnbonDisplay(line_to(device_url or (panel.url if panel else "")), device=DEVICE)
    yield driver
    driver.close()
    if panel:
        panel.close()


@pytest.mark.device
@pytest.mark.req("H-02", "Q-07")
def test_a_face_is_confirmed_and_counted(display: CallDisplay) -> None:
    display.show(CALLED)
    status = display.status()
    assert status.on
    assert status.areas == 5
    display.clear()
    assert display.status().areas == 0


@pytest.mark.device
def test_brightness_is_kept(display: CallDisplay) -> None:
    display.brightness(4)
    assert display.status().brightness == 4
    display.brightness(99)
    assert display.status().brightness == 15


@pytest.mark.device
def test_a_face_larger_than_the_panel_is_refused_before_anything_is_sent(display: CallDisplay) -> None:
    with pytest.raises(FaceTooLargeError) as refused:
        display.show(Face((Line(centre=Words("A", dots=32)),) * 3))
    assert (refused.value.what, refused.value.needed, refused.value.available) == ("height", 96, 64)


@pytest.mark.req("H-03", "Q-07")
def test_a_new_face_replaces_all_of_the_old_one(bench: Bench) -> None:
    bench.display.show(CALLED)
    assert bench.panel.lines() == ("公积金提取窗口", "44号", "K001", "请到窗口办理", "4401 审核岗")
    bench.display.show(SERVING)
    assert bench.panel.lines() == ("A007",)
    bench.display.clear()
    assert bench.panel.lines() == ()
    # clear is two commands: areas off, then the programme
    assert [update.lines[-1:] for update in bench.panel.updates] == [("4401 审核岗",), ("A007",), (), ()]


@pytest.mark.req("Q-07")
def test_backslashes_and_rare_characters_of_a_name_are_text(bench: Bench, caplog: pytest.LogCaptureFixture) -> None:
    face = Face((Line(left=Words(r"a\C1b 𠮷")),))
    bench.display.show(face)
    bench.display.show(face)
    assert bench.panel.lines() == (r"a\C1b □",)
    assert [record.getMessage() for record in caplog.records] == ["LED-44: the panel's font lacks U+20BB7, it shows □"]


FAULTS: list[tuple[str, type[DeviceError]]] = [
    ("unplugged", DeviceUnplugged),
    ("silent", DeviceSilent),
    ("garbage", BadFrame),
    ("nack", DeviceRefused),
    ("busy", DeviceRefused),
]


@pytest.mark.req("H-03")
@pytest.mark.parametrize(("fault", "error"), FAULTS)
def test_each_fault_has_its_error_and_passes(bench: Bench, fault: str, error: type[DeviceError]) -> None:
    bench.display.show(CALLED)
    bench.panel.break_(fault)
    with pytest.raises(error) as broken:
        bench.display.show(SERVING)
    assert broken.value.device == DEVICE
    bench.panel.fix()
    assert bench.panel.lines()[2] == "K001", "a panel that was not reached goes on showing what it showed"
    bench.display.show(SERVING)
    assert bench.panel.lines() == ("A007",)


def test_every_fault_of_the_emulator_is_tried_here(bench: Bench) -> None:
    assert set(bench.panel.faults) == {fault for fault, _ in FAULTS}
    with pytest.raises(ValueError, match="melted"):
        bench.panel.break_("melted")


@pytest.mark.req("Q-07")
def test_after_a_power_cut_the_panel_is_dark_until_it_is_told_again(bench: Bench) -> None:
    bench.display.show(SERVING)
    bench.panel.power_cycle()
    assert bench.panel.lines() == ()
    assert bench.display.status().areas == 0
    bench.display.show(SERVING)
    assert bench.panel.wait_until(lambda lines: lines == ("A007",))


def test_a_controller_refuses_a_bad_crc_and_strange_commands_and_hears_only_its_own_address(bench: Bench) -> None:
    link = line_to(bench.panel.url)
    spoilt = bytearray(encode(Packet(Command.PING)))
    spoilt[-2] ^= 1
    link.write(bytes(spoilt))
    assert link.read(256, 1.0).endswith(encode(nack(CommandError.CRC16))[-4:])
    link.write(encode(Packet(0xA3FF)))
    assert encode(nack(CommandError.NO_SUCH_COMMAND)) == link.read(256, 1.0)
    link.write(encode(Packet(Command.UPDATE_AREAS, body=b"\x00\x01\x02")))
    assert encode(nack(CommandError.BLOCK)) == link.read(256, 1.0)
    for quiet in (
        Packet(Command.PING, destination=7),
        Packet(Command.PING, 2),
        Packet(Command.PING, destination=0xFFFF),
    ):
        link.write(encode(quiet))
    assert link.read(256, 0.1) == b""
    link.close()


def nack(error: CommandError) -> Packet:
    return Packet(Command.NACK, error, destination=0x8000, source=0xFFFE)


def test_a_line_without_a_way_back_is_written_to_and_not_waited_for(bench: Bench) -> None:
    bench.display.close()
    one_way = OnbonDisplay(line_to(bench.panel.url), device=DEVICE, answers=False)
    one_way.show(SERVING)
    assert bench.panel.wait_until(lambda lines: lines == ("A007",))
    one_way.close()


def test_a_switched_off_panel_shows_nothing_and_says_so(bench: Bench) -> None:
    bench.display.show(SERVING)
    bench.display.ping()
    bench.display.power(on=False)
    assert bench.panel.lines() == ()
    assert not bench.display.status().on
    bench.display.power(on=True)
    assert bench.panel.lines() == ("A007",)


def test_a_small_strip_takes_a_face_made_for_it() -> None:
    panel = OnbonPanel(width=128, height=32)
    display = OnbonDisplay(line_to(panel.url), device=DEVICE, panel=Panel(128, 32))
    display.show(Face((Line(left=Words("44", Colour.YELLOW, 32), right=Words("K1000", dots=32)),)))
    assert panel.lines() == ("44", "K1000")
    display.close()
    panel.close()
