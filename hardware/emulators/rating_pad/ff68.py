"""A rating pad with five keys: lights up when the host starts a rating, sends a key, expects the echo."""

import time
from collections.abc import Callable

from hardware.emulators.ff68_body import FAULTS, Ff68Body
from hardware.emulators.wire import OnBytes, Wire
from hardware.protocols.ff68 import BEEP, KEYS, RATED, START_RATING, Frame


class KeyRatingPad:
    """The emulated pad. `asking` says whether its lamp asks for a rating, `beeps` how often it beeped."""

    faults: tuple[str, ...] = FAULTS

    def __init__(
        self,
        make_wire: Callable[[OnBytes], Wire] = Wire.pty,
        *,
        address: int = 1,
        echo_seconds: float = 0.15,
        repeats: int = 3,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.asking = False
        self.beeps = 0
        self._body = Ff68Body(
            self._told, make_wire, address=address, echo_seconds=echo_seconds, repeats=repeats, clock=clock
        )

    @property
    def url(self) -> str:
        """What a driver opens."""
        return self._body.url

    def press(self, key: int) -> bool:
        """Presses a key by its value (as wired, 0 to 255); whether the host answered. The lamp goes out then."""
        answered = self._body.send(Frame(self._body.address, RATED, bytes((key,))))
        self.asking = self.asking and not answered
        return answered

    def wait_for(self, told: Callable[[], bool], timeout_seconds: float = 2.0) -> bool:
        """Whether the host has told what `told` looks for, now or within the time."""
        return self._body.wait_for(told, timeout_seconds)

    def send_raw(self, data: bytes) -> None:
        """Puts any bytes on the line."""
        self._body.wire.send(data)

    def break_(self, fault: str) -> None:
        """Breaks one thing at a time; see `faults`."""
        self._body.break_(fault)

    def fix(self) -> None:
        """Makes it whole again."""
        self._body.fix()

    def close(self) -> None:
        """Ends the wire."""
        self._body.close()

    def _told(self, frame: Frame) -> None:
        if frame.function == BEEP:
            self.beeps += 1
        elif frame.function == KEYS and frame.data == bytes((START_RATING,)):
            self.asking = True
