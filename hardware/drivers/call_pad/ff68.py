"""Driver for call pads that speak FF68 (9600 8N1).

Responsible for the echo a pad waits for, for keys that it repeats because an echo was lost, and for counting bad
frames. What keys mean is `pad_keys`' table; what happens then is the hall's.
"""

import time
from collections import Counter, deque
from collections.abc import Callable, Mapping

from hardware.links import Link
from hardware.ports.call_pad import PadAction, PadKey
from hardware.protocols.ff68 import (
    KEYS,
    RATED,
    Decoder,
    Frame,
    RepeatFilter,
    acknowledgement,
    beep,
    encode,
    waiting_display,
)
from hardware.protocols.pad_keys import DEFAULT_KEYS, KeyReader, UnknownKeys, compile_table

_CHUNK = 64


class Ff68CallPad:
    """A call pad behind a link. `damage` counts bad bytes and meaningless keys by name since the start."""

    def __init__(
        self,
        link: Link,
        *,
        device: str,
        address: int = 1,
        keys: Mapping[str, PadKey] = DEFAULT_KEYS,
        poll_seconds: float = 0.05,
        digit_timeout_seconds: float = 5.0,
        repeat_window_seconds: float = 0.4,
        display_function: int = KEYS,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """`keys` is the hall's table of sequences.

        The same frame within `repeat_window_seconds` is the pad's own repetition: echoed, not obeyed again.
        `display_function` is the FUNC of the waiting display, which the published code does not name.

        Raises:
            KeyTableError: the table is no table.
        """
        self._link = link
        self._device = device
        self._address = address
        self._poll_seconds = poll_seconds
        self._repeats = RepeatFilter(repeat_window_seconds)
        self._display_function = display_function
        self._clock = clock
        self._decoder = Decoder()
        self._keys = KeyReader(compile_table(keys), digit_timeout_seconds)
        self._actions: deque[PadAction] = deque()
        self.damage: Counter[str] = Counter()

    def poll(self) -> PadAction | None:
        """The next wish, oldest first; waits at most `poll_seconds` for one.

        Raises:
            DeviceUnplugged: the line is gone. Half a sequence of digits is forgotten with it.
        """
        if not self._actions:
            self._listen()
        return self._actions.popleft() if self._actions else None

    def beep(self) -> None:
        """One short beep."""
        self._link.write(encode(beep(self._address)))

    def show_waiting(self, count: int) -> None:
        """Shows how many wait; more than 999 shows 999. The ticket's digits stay blank: A001 would be shown as 001."""
        self._link.write(encode(waiting_display(self._address, self._display_function, count, None)))

    def close(self) -> None:
        """Lets go of the line."""
        self._link.close()

    def _listen(self) -> None:
        for item in self._decoder.feed(self._link.read(_CHUNK, self._poll_seconds)):
            if not isinstance(item, Frame):
                self.damage[item.reason.value] += 1
            elif item.address == self._address:
                self._link.write(acknowledgement(item))
                self._take(item)

    def _take(self, frame: Frame) -> None:
        now = self._clock()
        if frame.function == RATED or self._repeats.is_repeat(frame, now):
            return
        for code in frame.data:
            match self._keys.press(code, now):
                case PadAction() as action:
                    self._actions.append(action)
                case UnknownKeys():
                    self.damage["unknown_keys"] += 1
                case None:
                    pass
