"""A link by URL through pyserial: `/dev/ttyUSB0`, `socket://host:port`, `rfc2217://host:port`, `loop://`.

It turns every way in which a line dies into `DeviceUnplugged`: pyserial raises SerialException from `read`, OSError
from `in_waiting` and termios.error (not an OSError) from flushing. Reconnecting is left to `reconnecting.py`.
"""

import socket
import termios
import time
from collections.abc import Callable, Generator
from contextlib import contextmanager
from typing import Literal

import serial

from hardware.ports.faults import DeviceSilent, DeviceUnplugged

# The port is asked in slices of this length, so that a time-out per call needs no change of the port's settings:
# over rfc2217 every change is a negotiation with the far end.
_SLICE_SECONDS = 0.05
_LOST = (serial.SerialException, OSError, termios.error)

Parity = Literal["N", "E", "O"]
Flow = Literal["none", "rtscts", "dsrdtr", "xonxoff"]


class SerialLink:
    """An open pyserial port as a `Link`."""

    def __init__(
        self,
        port: serial.Serial,
        *,
        device: str,
        timeout_seconds: float,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Take a port as `open_link` opens it; `timeout_seconds` is the default for reads and was set for writes."""
        self._port = port
        self._device = device
        self._timeout_seconds = timeout_seconds
        self._clock = clock

    def read(self, count: int, timeout_seconds: float | None = None) -> bytes:
        """Wait for the first byte, then return what is there, at most `count` bytes; empty when the time is over."""
        deadline = self._clock() + (self._timeout_seconds if timeout_seconds is None else timeout_seconds)
        with self._loss_named():
            received = self._port.read(1)
            while not received and self._clock() < deadline:
                received = self._port.read(1)
            while 0 < len(received) < count and (waiting := self._port.in_waiting):
                received += self._port.read(min(waiting, count - len(received)))
        return received

    def write(self, data: bytes) -> None:
        """Send all of `data`. Raises `DeviceSilent` when the other end does not take it in time."""
        with self._loss_named():
            try:
                self._port.write(data)
            except serial.SerialTimeoutException as stuck:
                raise DeviceSilent(device=self._device, waited_seconds=self._timeout_seconds) from stuck

    def discard_input(self) -> None:
        """Forget what has arrived and was not read."""
        with self._loss_named():
            self._port.reset_input_buffer()

    def set_baudrate(self, baudrate: int) -> None:
        """Change the speed of our end, in baud."""
        with self._loss_named():
            self._port.baudrate = baudrate

    def close(self) -> None:
        """Let the line go; never raises."""
        _let_go(self._port)

    @contextmanager
    def _loss_named(self) -> Generator[None]:
        try:
            yield
        except _LOST as loss:
            raise DeviceUnplugged(device=self._device) from loss


def open_link(
    url: str,
    *,
    device: str,
    baudrate: int = 9600,
    timeout_seconds: float = 1.0,
    parity: Parity = "N",
    flow: Flow = "none",
) -> SerialLink:
    """Open a line by URL. Raises `DeviceUnplugged` when it cannot be opened, ValueError when the URL is no URL of ours.

    `baudrate`, `parity` and `flow` (how the other end stops us) mean nothing to `socket://` and `loop://`, which carry
    bytes only.
    """
    # pyserial's RFC 2217 client knows no time-out for writes: there the network's own buffers take them
    write_timeout = None if url.startswith("rfc2217://") else timeout_seconds
    port = serial.serial_for_url(
        url,
        do_not_open=True,
        baudrate=baudrate,
        parity=parity,
        timeout=_SLICE_SECONDS,
        write_timeout=write_timeout,
        rtscts=flow == "rtscts",
        dsrdtr=flow == "dsrdtr",
        xonxoff=flow == "xonxoff",
    )
    try:
        port.open()
    except _LOST as loss:
        _let_go(port)
        raise DeviceUnplugged(device=device) from loss
    return SerialLink(port, device=device, timeout_seconds=timeout_seconds)


def _let_go(port: serial.Serial) -> None:
    # pyserial's network ports forget to close their socket when the far end has gone before them
    held: object = getattr(port, "_socket", None)
    try:
        port.close()
    except _LOST:
        return  # closing a line that is gone already: nothing is left to let go
    finally:
        if isinstance(held, socket.socket):
            held.close()
