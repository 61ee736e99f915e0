"""The cable of every emulator: pulled, put back, taken over, in the middle of traffic."""

import os
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from hardware.emulators.wire import OnBytes, Wire
from hardware.links import ReconnectingLink, open_link
from hardware.ports.faults import DeviceError

pytestmark = pytest.mark.sockets
WIRES: dict[str, Callable[[OnBytes], Wire]] = {"pty": Wire.pty, "tcp": Wire.tcp}


@pytest.fixture(params=WIRES)
def make_wire(request: pytest.FixtureRequest) -> Callable[[OnBytes], Wire]:
    return WIRES[request.param]


@pytest.fixture
def echo(make_wire: Callable[[OnBytes], Wire]) -> Iterator[Wire]:
    wire = make_wire(lambda data: data)
    yield wire
    wire.close()


@pytest.mark.req("H-03")
def test_pulling_and_putting_back_under_traffic_neither_hangs_nor_breaks(echo: Wire) -> None:
    link = ReconnectingLink(lambda: open_link(echo.url, device="x", timeout_seconds=0.5), device="x", first_seconds=0.0)
    stop = threading.Event()
    errors: list[BaseException] = []

    def talk() -> None:
        while not stop.is_set():
            try:
                link.write(b"hello")
                link.read(5, 0.02)
            except DeviceError:
                continue
            except BaseException as error:  # noqa: BLE001 - whatever it is, the test shows it
                errors.append(error)
                return

    talker = threading.Thread(target=talk)
    talker.start()
    for _ in range(30):
        echo.pull()
        assert not echo.plugged
        echo.plug()
        assert echo.plugged
    stop.set()
    talker.join()
    assert errors == []
    link.close()
    link.write(b"again")
    received = b""
    while len(received) < 5:
        received += link.read(5, 2.0)
    assert received == b"again"
    link.close()


def test_pulling_twice_and_closing_twice_is_harmless(echo: Wire) -> None:
    echo.pull()
    echo.pull()
    echo.send(b"into the void")
    echo.plug()
    echo.plug()
    echo.close()
    echo.close()
    echo.plug()
    assert not echo.plugged


def test_an_emulator_may_pull_its_own_cable_while_it_answers(make_wire: Callable[[OnBytes], Wire]) -> None:
    pulled = threading.Event()

    def unplug(data: bytes) -> bytes:
        wire.pull()
        pulled.set()
        return data

    wire = make_wire(unplug)
    link = open_link(wire.url, device="x")
    link.write(b"a")
    assert pulled.wait(2)
    link.close()
    wire.close()


def test_a_path_of_ones_own_outlives_a_process_that_was_killed(tmp_path: Path) -> None:
    path = tmp_path / "K01.card"
    path.symlink_to("/dev/pts/nowhere")
    wire = Wire.pty(lambda data: data, path)
    assert wire.url == str(path)
    assert os.path.realpath(path).startswith("/dev/pts/")
    wire.close()
    assert not path.is_symlink()


def test_nothing_is_left_in_the_temporary_folder() -> None:
    wire = Wire.pty(lambda data: data)
    folder = Path(wire.url).parent
    assert folder.is_dir()
    wire.close()
    assert not folder.exists()
