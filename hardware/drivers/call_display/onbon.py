"""Driver for window screens with an Onbon BX-5K / 5MK / 6K controller, serial (57600) or TCP (port 5005).

Responsible for one frame at a time, answers, retries and the counting of bad bytes. Not for what a face says (the
node), where it stands (`layout`) or for opening the line again (the link).
"""

import logging
import time
from collections import Counter
from collections.abc import Callable

from hardware.drivers.call_display.layout import Blink, Panel, lay_out
from hardware.links import Link
from hardware.ports.call_display import DisplayStatus, Face, FaceTooLargeError
from hardware.ports.faults import BadFrame, DeviceError, DeviceRefused, DeviceSilent
from hardware.protocols.onbon import (
    ANSWER_WANTED,
    LARGEST_PACKET_BYTES,
    NO_ANSWER,
    Command,
    CommandError,
    Damaged,
    Decoder,
    Packet,
    encode,
)
from hardware.protocols.onbon_areas import (
    DELETE_ALL,
    AreaUpdate,
    MalformedBodyError,
    decode_status,
    encode_update,
)

_LOG = logging.getLogger(__name__)
_CHUNK = 256
_BRIGHTEST = 15
_PASSING = frozenset({CommandError.BUSY, CommandError.CRC16, CommandError.CHECKSUM})
"""Refusals that a second try may cure; the others are the same next time."""


class OnbonDisplay:
    """A window screen behind a link. `damage` counts bad bytes by name since the start."""

    def __init__(
        self,
        link: Link,
        *,
        device: str,
        panel: Panel | None = None,
        address: int = 1,
        answers: bool = True,
        answer_seconds: float = 2.0,
        retries: int = 3,
        retry_pause_seconds: float = 0.1,
        blink: Blink = "pages",
        blink_seconds: float = 3.0,
        brightness_head: bytes = b"\x01",
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        """`answers=False` is for lines without a way back: nothing is confirmed then.

        The body of the brightness command is not in the published page: `brightness_head` is what stands before the
        level on this firmware.
        """
        self._link = link
        self._device = device
        self._panel = panel or Panel()
        self._address = address
        self._answers = answers
        self._answer_seconds = answer_seconds
        self._retries = retries
        self._retry_pause_seconds = retry_pause_seconds
        self._blink: Blink = blink
        self._blink_seconds = blink_seconds
        self._brightness_head = brightness_head
        self._clock = clock
        self._sleep = sleep
        self._decoder = Decoder()
        self._named: set[str] = set()
        self.damage: Counter[str] = Counter()

    def show(self, face: Face) -> None:
        """Replaces everything on the panel in one frame, so that no mixture of two faces is ever seen.

        Raises:
            FaceTooLargeError: it does not fit this panel or one packet; nothing was sent.
            DeviceError: the panel did not confirm it.
        """
        laid = lay_out(face, self._panel, blink=self._blink, blink_seconds=self._blink_seconds)
        self._name_missing(laid.missing)
        body = encode_update(AreaUpdate((DELETE_ALL,), laid.areas))
        try:
            self._command(Command.UPDATE_AREAS, body)
        except ValueError as error:
            raise FaceTooLargeError(what="bytes", needed=len(body), available=LARGEST_PACKET_BYTES) from error

    def status(self) -> DisplayStatus:
        """Asks for power, brightness and number of areas; asks for an answer in every mode.

        Raises:
            BadFrame: the answer is not a status.
            DeviceError: there was none.
        """
        answer = self._asked(Packet(Command.STATUS, ANSWER_WANTED, destination=self._address))
        try:
            told = decode_status(answer.body)
        except MalformedBodyError as error:
            raise BadFrame(device=self._device, reason=f"status: {error.what}", frame=answer.body) from error
        return DisplayStatus(told.on, told.brightness, len(told.area_numbers))

    def brightness(self, level: int) -> None:
        """Sets the brightness, 0 to 15; levels outside become the nearest."""
        self._command(Command.BRIGHTNESS, self._brightness_head + bytes((min(max(level, 0), _BRIGHTEST),)))

    def clear(self) -> None:
        """Takes everything off the panel."""
        self._command(Command.UPDATE_AREAS, encode_update(AreaUpdate((DELETE_ALL,), ())))
        self._command(Command.CLEAR)

    def ping(self) -> None:
        """Asks for a sign of life."""
        self._asked(Packet(Command.PING, ANSWER_WANTED, destination=self._address))

    def power(self, *, on: bool) -> None:
        """Switches the LEDs on or off; the controller stays awake."""
        self._command(Command.POWER, b"\x01" if on else b"\x02")

    def close(self) -> None:
        """Lets go of the line."""
        self._link.close()

    def _command(self, code: Command, body: bytes = b"") -> None:
        if self._answers:
            self._asked(Packet(code, ANSWER_WANTED, body, destination=self._address))
        else:
            self._link.write(encode(Packet(code, NO_ANSWER, body, destination=self._address)))

    def _asked(self, packet: Packet) -> Packet:
        """The answer to a packet, after as many tries as the settings allow."""
        frame = encode(packet)
        fault: DeviceError | None = None
        for attempt in range(self._retries + 1):
            if attempt:
                self._sleep(self._retry_pause_seconds)
            self._link.discard_input()
            self._decoder.reset()
            self._link.write(frame)
            answer = self._answer()
            if isinstance(answer, DeviceError):
                fault = answer
                continue
            if answer.code != Command.NACK and answer.flag == CommandError.OK:
                return answer
            fault = DeviceRefused(device=self._device, code=answer.flag)
            if answer.flag not in _PASSING:
                break
        raise fault or DeviceSilent(device=self._device)

    def _answer(self) -> Packet | DeviceError:
        """The first whole answer within the time, or what came instead of one."""
        deadline = self._clock() + self._answer_seconds
        bad: BadFrame | None = None
        while (left := deadline - self._clock()) > 0:
            for item in self._decoder.feed(self._link.read(_CHUNK, left)):
                if isinstance(item, Packet):
                    return item
                self.damage[item.reason.value] += 1
                bad = self._bad(item)
        return bad or DeviceSilent(device=self._device, waited_seconds=self._answer_seconds)

    def _bad(self, damaged: Damaged) -> BadFrame:
        return BadFrame(device=self._device, reason=damaged.reason.value, frame=damaged.raw)

    def _name_missing(self, missing: tuple[str, ...]) -> None:
        for character in missing:
            if character not in self._named:
                self._named.add(character)
                _LOG.warning("%s: the panel's font lacks U+%04X, it shows □", self._device, ord(character))
