"""The real line: pyserial over loop, a pseudo-terminal, TCP and RFC 2217, and every way it dies."""

import socket
import termios
import threading
from collections.abc import Iterator

import pytest
import serial
import serial.rfc2217

from hardware.emulators.wire import Wire
from hardware.links import SerialLink, open_link
from hardware.ports.faults import DeviceSilent, DeviceUnplugged

pytestmark = pytest.mark.sockets


@pytest.fixture(params=["pty", "tcp"])
def echo(request: pytest.FixtureRequest) -> Iterator[Wire]:
    wire = Wire.pty(lambda data: data) if request.param == "pty" else Wire.tcp(lambda data: data)
    yield wire
    wire.close()


def read_exactly(link: SerialLink, count: int) -> bytes:
    received = b""
    while len(received) < count and (more := link.read(count - len(received), 2.0)):
        received += more
    return received


def write_and_read_twice(link: SerialLink) -> None:
    for _ in range(2):
        link.write(b"b")
        link.read(1, 0.5)


def test_loop_gives_back_what_was_written() -> None:
    link = open_link("loop://", device="loop", timeout_seconds=0.2)
    link.write(b"abc")
    assert link.read(10) == b"abc"
    link.write(b"def")
    link.discard_input()
    assert link.read(1, 0.0) == b""
    link.close()


@pytest.mark.req("H-02")
def test_all_byte_values_cross_the_wire_unchanged(echo: Wire) -> None:
    link = open_link(echo.url, device="K01.card")
    data = bytes(range(256)) * 8
    link.write(data)
    assert read_exactly(link, len(data)) == data
    link.close()


@pytest.mark.req("H-03")
def test_pulling_the_cable_is_named_and_the_same_url_works_again(echo: Wire) -> None:
    link = open_link(echo.url, device="K01.card")
    link.write(b"a")
    assert read_exactly(link, 1) == b"a"
    echo.pull()
    assert not echo.plugged
    with pytest.raises(DeviceUnplugged) as loss:
        write_and_read_twice(link)  # over TCP the first write after the loss still succeeds
    assert loss.value.device == "K01.card"
    link.close()
    with pytest.raises(DeviceUnplugged):
        open_link(echo.url, device="K01.card")
    echo.plug()
    again = open_link(echo.url, device="K01.card")
    again.write(b"c")
    assert read_exactly(again, 1) == b"c"
    again.close()


def test_flushing_a_dead_terminal_is_a_loss_too() -> None:
    wire = Wire.pty(lambda data: data)
    link = open_link(wire.url, device="K01.card")
    wire.pull()
    with pytest.raises(DeviceUnplugged) as loss:
        link.discard_input()
    assert isinstance(loss.value.__cause__, termios.error)
    wire.close()


def test_a_line_nobody_drains_does_not_block_for_ever() -> None:
    held = threading.Event()

    def stall(data: bytes) -> bytes:
        del data
        held.wait(5)
        return b""

    wire = Wire.pty(stall)
    link = open_link(wire.url, device="K01.printer", timeout_seconds=0.2)
    with pytest.raises(DeviceSilent) as silent:
        link.write(bytes(400_000))
    assert silent.value.waited_seconds == 0.2
    held.set()
    link.close()
    wire.close()


def test_what_is_sent_without_a_listener_is_lost_and_the_sender_goes_on() -> None:
    wire = Wire.tcp(lambda data: data)
    wire.send(b"nobody hears this")
    link = open_link(wire.url, device="K01.card")
    link.write(b"a")
    assert read_exactly(link, 1) == b"a"
    link.close()
    wire.close()


def test_the_wire_sees_the_speed_the_driver_sets() -> None:
    wire = Wire.pty(lambda data: data)
    link = open_link(wire.url, device="K01.card", baudrate=115200)
    assert wire.baudrate == 115200
    link.set_baudrate(19200)
    assert wire.baudrate == 19200
    link.close()
    wire.close()


def test_a_newer_caller_takes_the_tcp_line() -> None:
    wire = Wire.tcp(lambda data: data)
    first = open_link(wire.url, device="K01.card")
    first.write(b"a")
    assert read_exactly(first, 1) == b"a"
    second = open_link(wire.url, device="K01.card")
    second.write(b"b")
    assert read_exactly(second, 1) == b"b"
    with pytest.raises(DeviceUnplugged):
        first.read(1, 2.0)
    second.close()
    wire.close()


@pytest.mark.filterwarnings("ignore:setName:DeprecationWarning:serial.rfc2217")
@pytest.mark.filterwarnings("ignore:setDaemon:DeprecationWarning:serial.rfc2217")
def test_parity_and_flow_control_reach_the_far_end_over_rfc2217() -> None:
    """A pty has no parity: here a device server holds a loop port and takes our settings over RFC 2217."""
    far = serial.serial_for_url("loop://", timeout=0.1)
    listener = socket.create_server(("127.0.0.1", 0))
    done = threading.Event()

    def serve() -> None:
        caller, _ = listener.accept()
        with caller, caller.makefile("wb", buffering=0) as out:
            # the types of pyserial ask for an rfc2217.Serial here; its own documentation hands over what we do
            manager = serial.rfc2217.PortManager(far, out)  # pyright: ignore[reportArgumentType]
            while data := caller.recv(1024):
                far.write(b"".join(manager.filter(data)))
                if echoed := far.read(far.in_waiting):
                    out.write(b"".join(manager.escape(echoed)))
        done.set()

    server = threading.Thread(target=serve, daemon=True)
    server.start()
    port = listener.getsockname()[1]
    url = f"rfc2217://127.0.0.1:{port}"
    link = open_link(url, device="K01.card", baudrate=19200, parity="E", flow="xonxoff")
    assert (far.parity, far.baudrate, far.xonxoff) == ("E", 19200, True)
    link.write(b"\xff\x00ok")
    assert read_exactly(link, 4) == b"\xff\x00ok"
    link.close()
    assert done.wait(5)
    listener.close()


def test_an_address_that_is_none_is_a_setting_error() -> None:
    with pytest.raises(ValueError, match="nonsense"):
        open_link("nonsense://there", device="K01.card")
