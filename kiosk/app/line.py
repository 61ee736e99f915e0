"""What the processes of a kiosk say to each other: one JSON object a line over a pair of sockets.

    process → watch   open · settled · over {handover} · rest {handover} · freed
    watch → process   take {handover} · alone · go · rest {handover}

`open`: what it shows takes touches. `settled`: it has heard the hall. `over`: a visit with a card has ended, everything
but the printers is let go of. `rest`: what came up later, reports and pages that are left; the watch says it also of
a process that was cut off. `freed`: the slip printer is let go of. `take`: the screen is yours. `alone`: so is the slip
printer. `go`: somebody else shows the screen. Nothing of a person is said: the reports hold what was sealed to the
hall, and ids.
"""

import socket
from collections import deque
from collections.abc import Iterator
from typing import Literal

from pydantic import BaseModel, ConfigDict

from broker.messages import DeviceHealth, Request
from broker.terms import DeviceCode
from kiosk.effects.devices import Pad

_CHUNK = 65_536


class Handover(BaseModel):
    """What goes from process to process: how the pad is, reports the hall has not answered, the devices' health.

    `pages_left`: a document may be at the page printer of which nobody knows any more what becomes of it.
    """

    model_config = ConfigDict(frozen=True)

    pad: Pad = "unknown"
    reports: tuple[Request, ...] = ()
    devices: dict[DeviceCode, DeviceHealth] = {}
    pages_left: bool = False


class Said(BaseModel):
    """One line."""

    model_config = ConfigDict(frozen=True)

    word: Literal["open", "settled", "over", "rest", "freed", "take", "alone", "go"]
    handover: Handover = Handover()


class Line:
    """One end. `say` may be called from several threads: a line is sent whole."""

    def __init__(self, end: socket.socket) -> None:
        """Take the end of a pair."""
        self._end = end
        self._held = b""
        self._unread: deque[Said] = deque()

    def fileno(self) -> int:
        """Give the descriptor, to wait for it."""
        return self._end.fileno()

    def say(self, said: Said) -> None:
        """Send a line. Raises OSError when nobody is at the other end."""
        self._end.sendall(said.model_dump_json().encode() + b"\n")

    def heard(self) -> tuple[Said, ...] | None:
        """Wait for something and give its whole lines; None when the other end is gone."""
        try:
            more = self._end.recv(_CHUNK)
        except ConnectionError:
            return None
        if not more:
            return None
        *lines, self._held = (self._held + more).split(b"\n")
        return tuple(Said.model_validate_json(line) for line in lines)

    def hear(self) -> Iterator[Said]:
        """Give line after line; ends when the other end is gone."""
        while True:
            # kept here: who stops after one line and listens again later misses none
            while self._unread:
                yield self._unread.popleft()
            lines = self.heard()
            if lines is None:
                return
            self._unread.extend(lines)

    def close(self) -> None:
        """Let the end go."""
        self._end.close()
