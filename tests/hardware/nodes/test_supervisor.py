"""A device's fault is named and its thread goes on; a mistake of ours ends its thread loudly."""

import threading
from collections.abc import Callable

import pytest

from broker.terms import DeviceCode
from hardware.nodes.supervisor import Supervisor
from hardware.ports.faults import DeviceUnplugged
from tests.hardware.nodes.hall_table import Table

LED = DeviceCode("LED-44")


class Scripted:
    """Work that does as it is told, turn by turn."""

    device = LED

    def __init__(self, turns: list[Callable[[], None]]) -> None:
        self._turns = turns
        self._woken = threading.Event()
        self.idle = threading.Event()
        self.closed = False

    def turn(self) -> None:
        if self._turns:
            self._turns.pop(0)()
            return
        self.idle.set()
        self._woken.wait(5)

    def wake(self) -> None:
        self._woken.set()

    def close(self) -> None:
        self.closed = True


def unplugged() -> None:
    raise DeviceUnplugged(device=LED)


def mistaken() -> None:
    raise ZeroDivisionError


@pytest.mark.req("H-02")
def test_a_fault_is_named_and_the_work_goes_on(table: Table) -> None:
    board = table.board(LED)
    work = Scripted([unplugged])
    supervisor = Supervisor([work], board)
    supervisor.start()
    assert work.idle.wait(5)
    device = board.message().devices[LED]
    assert (device.state, device.what) == ("fault", "unplugged")
    supervisor.stop()
    assert work.closed


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_a_mistake_of_ours_reaches_the_hook_that_ends_the_process(
    table: Table, monkeypatch: pytest.MonkeyPatch
) -> None:
    died: list[type[BaseException]] = []
    told = threading.Event()

    def hook(dead: threading.ExceptHookArgs) -> None:
        died.append(dead.exc_type)
        told.set()

    monkeypatch.setattr(threading, "excepthook", hook)
    supervisor = Supervisor([Scripted([mistaken])], table.board(LED))
    supervisor.start()
    assert told.wait(5)
    assert died == [ZeroDivisionError]
    supervisor.stop()


def test_a_device_that_does_not_let_go_in_time_is_named(table: Table, caplog: pytest.LogCaptureFixture) -> None:
    hold = threading.Event()
    held = threading.Event()

    def hang() -> None:
        held.set()
        hold.wait(5)

    work = Scripted([hang])
    supervisor = Supervisor([work], table.board(LED))
    supervisor.start()
    assert held.wait(5)
    supervisor.stop(within_seconds=0.05)
    assert "LED-44 did not let go" in caplog.text
    assert not work.closed, "a device is closed by nobody while its thread uses it"
    hold.set()
