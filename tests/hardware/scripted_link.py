"""A line held in memory, whose far end is a function and whose clock moves only when somebody waits on it."""

from collections.abc import Callable

from hardware.ports.faults import DeviceUnplugged


class ScriptedLink:
    """Gives what `answer` returns for each write; waiting for nothing moves `now` on by the whole time-out."""

    def __init__(self, answer: Callable[[bytes], bytes]) -> None:
        self.answer = answer
        self.now = 0.0
        self.cut = False
        self.written: list[bytes] = []
        self.waiting = b""
        self.baudrate = 0

    def clock(self) -> float:
        return self.now

    def read(self, count: int, timeout_seconds: float | None = None) -> bytes:
        self._check()
        data, self.waiting = self.waiting[:count], self.waiting[count:]
        if not data:
            self.now += timeout_seconds or 0.0
        return data

    def write(self, data: bytes) -> None:
        self._check()
        self.written.append(data)
        self.waiting += self.answer(data)

    def discard_input(self) -> None:
        self._check()
        self.waiting = b""

    def set_baudrate(self, baudrate: int) -> None:
        self.baudrate = baudrate

    def close(self) -> None:
        self.cut = True

    def _check(self) -> None:
        if self.cut:
            raise DeviceUnplugged(device="scripted")
