"""Driver for rating pads with keys only, speaking FF68 (9600 8N1).

Such a pad knows two things: "ask now" and "this key". It has no screen, so it cannot ask for the reason of a bad
rating; the hall does that. A key outside the asking phase is echoed and dropped: nobody asked.
"""

from collections import Counter, deque
from collections.abc import Callable, Mapping
from types import MappingProxyType

from hardware.links import Link
from hardware.ports.rating_pad import PadPhase, PadPress, PadState
from hardware.protocols.ff68 import Decoder, Frame, acknowledgement, beep, encode, start_rating

DEFAULT_STARS: Mapping[int, int] = MappingProxyType({1: 1, 2: 2, 3: 3, 4: 4, 5: 5})
"""Key value → stars, for a pad whose keys carry their stars. Other makes order them otherwise: a setting."""

_CHUNK = 64


class Ff68RatingPad:
    """A rating pad behind a link. `damage` counts bad bytes and useless keys by name since the start."""

    def __init__(
        self,
        link: Link,
        *,
        device: str,
        address: int = 1,
        stars: Mapping[int, int] = DEFAULT_STARS,
        poll_seconds: float = 0.05,
        new_request_id: Callable[[], str],
    ) -> None:
        """`stars` says what each key value is worth; `new_request_id` mints an id per press."""
        self._link = link
        self._address = address
        self._stars = dict(stars)
        self._poll_seconds = poll_seconds
        self._new_request_id = new_request_id
        self._decoder = Decoder()
        self._serving_id: str | None = None
        self._presses: deque[PadPress] = deque()
        self._device = device
        self.damage: Counter[str] = Counter()

    def show(self, state: PadState) -> None:
        """Opens the rating when a serving is asked about; closes it to further keys when not.

        Keys stay open through the thanks: a second press within the hall's time corrects the first.
        """
        if state.phase is PadPhase.ASKING and state.serving_id != self._serving_id:
            self._link.write(encode(start_rating(self._address)))
            self._link.write(encode(beep(self._address)))
            self._serving_id = state.serving_id
        elif state.phase not in {PadPhase.ASKING, PadPhase.THANKS}:
            self._serving_id = None

    def poll(self) -> PadPress | None:
        """The next press, oldest first; waits at most `poll_seconds` for one."""
        if not self._presses:
            self._listen()
        return self._presses.popleft() if self._presses else None

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
        stars = self._stars.get(frame.data[-1]) if frame.data else None
        if stars is None:
            self.damage["unknown_keys"] += 1
        elif self._serving_id is None:
            self.damage["not_asked"] += 1
        else:
            # a frame the pad repeats because our echo was lost is a second press with the same stars: it replaces the
            # first within the hall's time and changes nothing
            self._presses.append(PadPress(self._serving_id, stars, (), self._new_request_id()))
