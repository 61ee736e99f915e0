"""A call pad with keys to press: sends FF68 frames, expects the echo, shows the digits it is told and beeps."""

import time
from collections.abc import Callable, Mapping
from types import MappingProxyType

from hardware.emulators.ff68_body import FAULTS, Ff68Body
from hardware.emulators.wire import OnBytes, Wire
from hardware.protocols.ff68 import BEEP, BLANK_DIGIT, KEYS, Frame

KEYS_BY_NAME: Mapping[str, tuple[int, ...]] = MappingProxyType(
    {
        "next": (0x0C,),
        "recall": (0x0D,),
        "arrived": (1, 0x0F),
        "noshow": (6, 0x0F),
        "park": (0, 0x0F),
        "pause": (0x12,),
        "finish": (0x0B,),
    }
)
"""The default table's sequences by the name of the wish, as printed on the pad's cover."""

_DISPLAY_DIGITS = 6


class CallPadBody:
    """The emulated pad. `waiting` is what its display shows, `beeps` how often it was made to beep."""

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
        self.waiting: int | None = None
        self.beeps = 0
        self._body = Ff68Body(
            self._told, make_wire, address=address, echo_seconds=echo_seconds, repeats=repeats, clock=clock
        )

    @property
    def url(self) -> str:
        """What a driver opens."""
        return self._body.url

    def press(self, wish: str, window: int | None = None) -> bool:
        """Presses the keys of a wish by its name; whether the host echoed them.

        Raises:
            ValueError: no keys have this name, or a transfer names no window of two digits.
        """
        if wish == "transfer":
            if window is None or not 0 <= window <= 99:  # noqa: PLR2004 - two digits
                raise ValueError("a transfer needs a window of two digits")
            return self.press_raw(bytes((*divmod(window, 10), 0x13)))
        keys = KEYS_BY_NAME.get(wish)
        if keys is None:
            raise ValueError(f"no keys for {wish!r}, but for {', '.join((*KEYS_BY_NAME, 'transfer'))}")
        return self.press_raw(bytes(keys))

    def press_raw(self, keys: bytes) -> bool:
        """Presses keys as one frame; whether the host echoed it."""
        return self._body.send(Frame(self._body.address, KEYS, keys))

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
        elif len(frame.data) == _DISPLAY_DIGITS:
            digits = frame.data[:3]
            self.waiting = None if BLANK_DIGIT in digits else int("".join(str(digit % 10) for digit in digits))
