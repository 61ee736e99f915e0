"""What the emulated FF68 pads share: a key sent until it is echoed, faults, and what the host has told the pad."""

import threading
import time
from collections import deque
from collections.abc import Callable

from hardware.emulators.wire import OnBytes, Wire
from hardware.protocols.ff68 import HOST_LENGTHS, Decoder, Frame, acknowledgement, encode

FAULTS: tuple[str, ...] = ("unplugged", "silent", "garbage", "bad_sum")
_GARBAGE = bytes.fromhex("FF 68 FF 68 03 03 67 00 16 16 FF")
_KEPT_FRAMES = 256


class Ff68Body:
    """A pad's wire and its habit of repeating a key frame until the host echoes it."""

    faults: tuple[str, ...] = FAULTS

    def __init__(
        self,
        on_host_frame: Callable[[Frame], None],
        make_wire: Callable[[OnBytes], Wire] = Wire.pty,
        *,
        address: int = 1,
        echo_seconds: float = 0.15,
        repeats: int = 3,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """`repeats` is how often a frame is sent again, every `echo_seconds`, while no echo comes."""
        self.address = address
        self._on_host_frame = on_host_frame
        self._echo_seconds = echo_seconds
        self._repeats = repeats
        self._clock = clock
        self._decoder = Decoder(HOST_LENGTHS)
        self._heard = threading.Condition()
        self._expected: bytes | None = None
        self._fault: str | None = None
        self.received: deque[Frame] = deque(maxlen=_KEPT_FRAMES)
        self.wire = make_wire(self._on_bytes)

    @property
    def url(self) -> str:
        """What a driver opens."""
        return self.wire.url

    def send(self, frame: Frame) -> bool:
        """Sends a key frame until it is echoed; whether it was."""
        wire = self._spoilt(encode(frame))
        with self._heard:
            self._expected = acknowledgement(frame)
            for _ in range(self._repeats + 1):
                self.wire.send(wire)
                if self._heard.wait_for(lambda: self._expected is None, self._echo_seconds):
                    return True
            self._expected = None
            return False

    def wait_for(self, told: Callable[[], bool], timeout_seconds: float = 2.0) -> bool:
        """Whether the host has told what `told` looks for, now or within the time."""
        with self._heard:
            return self._heard.wait_for(told, timeout_seconds)

    def break_(self, fault: str) -> None:
        """Breaks one thing at a time. Raises ValueError when it cannot break in this way."""
        if fault not in self.faults:
            raise ValueError(f"an FF68 pad has no fault {fault!r}, but {', '.join(self.faults)}")
        self.fix()
        self._fault = fault
        if fault == "unplugged":
            self.wire.pull()

    def fix(self) -> None:
        """Makes it whole again."""
        if self._fault == "unplugged":
            self.wire.plug()
        self._fault = None

    def close(self) -> None:
        """Ends the wire."""
        self.wire.close()

    def _spoilt(self, wire: bytes) -> bytes:
        match self._fault:
            case "garbage":
                return _GARBAGE
            case "bad_sum":
                return wire[:-2] + bytes(((wire[-2] + 1) % 256,)) + wire[-1:]
            case "silent":
                return b""
            case _:
                return wire

    def _on_bytes(self, data: bytes) -> bytes:
        if self._fault == "silent":
            return b""
        for item in self._decoder.feed(data):
            if isinstance(item, Frame) and item.address == self.address:
                with self._heard:
                    self._hear(item)
                    self._heard.notify_all()
        return b""

    def _hear(self, frame: Frame) -> None:
        if self._expected == encode(frame):
            self._expected = None
            return
        self.received.append(frame)
        self._on_host_frame(frame)
