"""An LED screen with an Onbon controller: keeps dynamic areas, answers, can be looked at and can break.

It speaks the bytes of `protocols.onbon` on a pty or a TCP port. A screen whose cable is pulled goes on showing what it
showed; one whose power fails is dark until it gets a new frame.
"""

import threading
import time
from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from hardware.emulators.call_display.picture import Shown, lit_dots, page_texts, png
from hardware.emulators.wire import OnBytes, Wire
from hardware.protocols.onbon import (
    BROADCASTS,
    NO_ANSWER,
    Command,
    CommandError,
    Damaged,
    Decoder,
    Packet,
    Reason,
    encode,
)
from hardware.protocols.onbon_areas import (
    DELETE_ALL,
    Area,
    AreaUpdate,
    ControllerStatus,
    MalformedBodyError,
    decode_update,
    encode_status,
)

_FAULTS = ("unplugged", "silent", "garbage", "nack", "busy")
_GARBAGE = bytes.fromhex("00 FF A5 A5 13 5A 37 A6 09 5A 80")
_KEPT_UPDATES = 4096
_FULL_BRIGHTNESS = 15


@dataclass(frozen=True, slots=True)
class Update:
    """One complete frame of areas: when it was there (the emulator's clock) and what the panel said then."""

    at: float
    lines: tuple[str, ...]


class OnbonPanel:
    """The emulated screen."""

    faults: tuple[str, ...] = _FAULTS

    def __init__(
        self,
        make_wire: Callable[[OnBytes], Wire] = Wire.pty,
        *,
        width: int = 192,
        height: int = 64,
        address: int = 1,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """`make_wire` is `Wire.pty` or `Wire.tcp`; the size is in LEDs."""
        self.width, self.height = width, height
        self._address = address
        self._clock = clock
        self._decoder = Decoder()
        self._changed = threading.Condition()
        self._areas: dict[int, tuple[Area, float]] = {}
        self._on = True
        self._brightness = _FULL_BRIGHTNESS
        self._fault: str | None = None
        self._updates: deque[Update] = deque(maxlen=_KEPT_UPDATES)
        self.wire = make_wire(self._on_bytes)

    @property
    def url(self) -> str:
        """What a driver opens."""
        return self.wire.url

    def break_(self, fault: str) -> None:
        """Breaks one thing at a time.

        Raises:
            ValueError: it cannot break in this way; `faults` are the ways.
        """
        if fault not in _FAULTS:
            raise ValueError(f"an LED screen has no fault {fault!r}, but {', '.join(_FAULTS)}")
        self.fix()
        self._fault = fault
        if fault == "unplugged":
            self.wire.pull()

    def fix(self) -> None:
        """Makes it whole again. What it shows stays until it is told something new."""
        if self._fault == "unplugged":
            self.wire.plug()
        self._fault = None

    def power_cycle(self) -> None:
        """Power off and on: dynamic areas are kept in memory only, so the panel is dark."""
        with self._changed:
            self._areas.clear()
            self._on = True
            self._decoder = Decoder()

    def lines(self) -> tuple[str, ...]:
        """What can be read on the panel, in reading order; a piece in pages is given whole. Dark: nothing."""
        with self._changed:
            return self._lines()

    @property
    def updates(self) -> tuple[Update, ...]:
        """The last frames that changed the panel, oldest first."""
        with self._changed:
            return tuple(self._updates)

    def wait_until(self, seen: Callable[[tuple[str, ...]], bool], timeout_seconds: float = 2.0) -> bool:
        """Whether the panel says what `seen` looks for, now or within the time."""
        with self._changed:
            return self._changed.wait_for(lambda: seen(self._lines()), timeout_seconds)

    def picture(self, at: float | None = None) -> bytes:
        """A PNG of the panel as it looks now, or `at` seconds after each area began."""
        with self._changed:
            now = self._clock()
            shown = [Shown(area, now - since if at is None else at) for area, since in self._areas.values()]
            brightness = self._brightness if self._on else 0
        return png(lit_dots(shown if brightness else (), self.width, self.height), brightness)

    def save_picture(self, path: Path, at: float | None = None) -> None:
        """Writes the PNG."""
        path.write_bytes(self.picture(at))

    def close(self) -> None:
        """Ends the wire."""
        self.wire.close()

    def _on_bytes(self, data: bytes) -> bytes:
        match self._fault:
            case "silent" | "unplugged":
                return b""
            case "garbage":
                return _GARBAGE
            case _:
                return b"".join(self._answers(self._decoder.feed(data)))

    def _answers(self, items: Iterable[Packet | Damaged]) -> list[bytes]:
        return [answer for item in items if (answer := self._answer(item))]

    def _answer(self, item: Packet | Damaged) -> bytes:
        if isinstance(item, Damaged):
            # a controller can name a bad check sum; noise and cut frames it does not hear
            return _nack(CommandError.CRC16) if item.reason is Reason.CRC else b""
        if item.destination != self._address and item.destination not in BROADCASTS:
            return b""
        if self._fault in {"nack", "busy"}:
            error, body = (CommandError.BUSY if self._fault == "busy" else CommandError.MEMORY), b""
        else:
            error, body = self._obey(item)
        if item.flag == NO_ANSWER or item.destination in BROADCASTS:
            return b""
        if error is not CommandError.OK:
            return _nack(error)
        return _told(item.code, body) if item.code == Command.STATUS else _told(Command.ACK, b"")

    def _obey(self, packet: Packet) -> tuple[CommandError, bytes]:
        match packet.code:
            case Command.PING:
                return CommandError.OK, b""
            case Command.STATUS:
                return CommandError.OK, self._status()
            case Command.UPDATE_AREAS:
                return self._update(packet.body), b""
            case Command.CLEAR:
                self._change(AreaUpdate((DELETE_ALL,), ()))
                return CommandError.OK, b""
            case Command.POWER if packet.body in {b"\x01", b"\x02"}:
                self._on = packet.body == b"\x01"
                return CommandError.OK, b""
            case Command.BRIGHTNESS if packet.body:
                self._brightness = min(packet.body[-1], _FULL_BRIGHTNESS)
                return CommandError.OK, b""
            case _:
                return CommandError.NO_SUCH_COMMAND, b""

    def _update(self, body: bytes) -> CommandError:
        try:
            self._change(decode_update(body))
        except MalformedBodyError:
            return CommandError.BLOCK
        return CommandError.OK

    def _change(self, update: AreaUpdate) -> None:
        with self._changed:
            now = self._clock()
            gone = tuple(self._areas) if update.delete == (DELETE_ALL,) else update.delete
            for number in gone:
                self._areas.pop(number, None)
            self._areas.update({area.number: (area, now) for area in update.areas})
            self._updates.append(Update(now, self._lines()))
            self._changed.notify_all()

    def _lines(self) -> tuple[str, ...]:
        if not self._on:
            return ()
        ordered = sorted((area for area, _ in self._areas.values()), key=lambda area: (area.y, area.x))
        return tuple("".join(dict.fromkeys(page_texts(area))) for area in ordered)

    def _status(self) -> bytes:
        with self._changed:
            return encode_status(ControllerStatus(self._on, self._brightness, area_numbers=tuple(self._areas)))


def _told(code: int, body: bytes) -> bytes:
    return encode(Packet(code, CommandError.OK, body, destination=0x8000, source=0xFFFE))


def _nack(error: CommandError) -> bytes:
    return encode(Packet(Command.NACK, error, destination=0x8000, source=0xFFFE))
