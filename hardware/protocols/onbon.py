"""Onbon BX-5K / 5MK / 6K "font card" frames: bytes ↔ packets, both directions.

Rules are those of the maker's "BX-5K/6K protocol, user edition" v1.4: A5 lead-in, a 14-byte header, escaped content,
CRC16/ARC with its low byte first, 5A at the end. This module knows nothing of areas (`onbon_areas`), of text
(`onbon_text`), of timing or of retries (the driver).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum, IntEnum

LEAD = 0xA5
TAIL = 0x5A
LEAD_COUNT = 8
HEADER_BYTES = 14
DATA_HEADER_BYTES = 5
LARGEST_PACKET_BYTES = 1024
BARCODE_BYTES = 16

HALL_ADDRESS = 0x8000
FIRST_CONTROLLER = 0x0001
BROADCASTS = frozenset({0xFFFF, 0xFFFE})
ANY_DEVICE = 0xFE
PROTOCOL_VERSION = 0x02

ANSWER_WANTED = 0x01
NO_ANSWER = 0x02

_ESCAPES = {0xA5: b"\xa6\x02", 0xA6: b"\xa6\x01", 0x5A: b"\x5b\x02", 0x5B: b"\x5b\x01"}
_UNESCAPES = {pair: plain for plain, pair in _ESCAPES.items()}
_LARGEST_WIRE_BYTES = 2 * LARGEST_PACKET_BYTES


class Command(IntEnum):
    """Group and command byte as one number, group first."""

    FORMAT = 0xA100
    DELETE_FILE = 0xA101
    STATUS = 0xA102
    PING = 0xA200
    RESET = 0xA201
    SET_CLOCK = 0xA203
    POWER = 0xA300
    BRIGHTNESS = 0xA302
    UPDATE_AREAS = 0xA306
    CLEAR = 0xA310
    ACK = 0xA000
    NACK = 0xA001


class CommandError(IntEnum):
    """CmdError of an answer (maker's table)."""

    OK = 0
    GROUP = 1
    NO_SUCH_COMMAND = 2
    BUSY = 3
    MEMORY = 4
    CHECKSUM = 5
    NO_FILE = 6
    FLASH = 7
    DOWNLOAD = 8
    NAME = 9
    FILE_TYPE = 10
    CRC16 = 11
    FONT = 12
    FIRMWARE_TYPE = 13
    DATE = 14
    EXISTS = 15
    BLOCK = 16


class Reason(Enum):
    """Why bytes on the line were not a packet; the names under which drivers count them."""

    NOISE = "noise"
    ESCAPE = "escape"
    SHORT = "short"
    LENGTH = "length"
    CRC = "crc"
    CHECK_MODE = "check_mode"
    CUT_OFF = "cut_off"
    TOO_LONG = "too_long"


@dataclass(frozen=True, slots=True)
class Packet:
    """One frame's meaning.

    `flag` is the third data byte: answer wanted (01) or not (02) in a request, the CmdError in an answer.
    `reserved` is carried as it came: the maker's own program puts the body's length there, others send 0.
    """

    code: int
    flag: int = ANSWER_WANTED
    body: bytes = b""
    destination: int = FIRST_CONTROLLER
    source: int = HALL_ADDRESS
    reserved: int = 0
    display_mode: int = 0
    device_type: int = ANY_DEVICE
    protocol_version: int = PROTOCOL_VERSION
    barcode: bytes = b""


@dataclass(frozen=True, slots=True)
class Damaged:
    """Bytes that were not a packet, and why."""

    reason: Reason
    raw: bytes


def _crc_step(value: int) -> int:
    for _ in range(8):
        value = value >> 1 ^ 0xA001 if value & 1 else value >> 1
    return value


_CRC_STEPS = tuple(_crc_step(byte) for byte in range(256))


def crc16(data: bytes) -> int:
    """CRC16/ARC: polynomial 8005 reflected (A001), start 0, over header and data before escaping."""
    value = 0
    for byte in data:
        value = value >> 8 ^ _CRC_STEPS[(value ^ byte) & 0xFF]
    return value


def escape(content: bytes) -> bytes:
    """Content with A5, A6, 5A and 5B written as pairs, so that a bare 5A only ends a frame."""
    return b"".join(_ESCAPES.get(byte, bytes((byte,))) for byte in content)


def unescape(wire: bytes) -> bytes | None:
    """The content behind escaped bytes; None when an A6 or 5B is not followed by 01 or 02."""
    content = bytearray()
    position = 0
    while position < len(wire):
        byte = wire[position]
        if byte in {0xA6, 0x5B}:
            plain = _UNESCAPES.get(wire[position : position + 2])
            if plain is None:
                return None
            content.append(plain)
            position += 2
        else:
            content.append(byte)
            position += 1
    return bytes(content)


def encode(packet: Packet) -> bytes:
    """The whole frame for a packet.

    Raises:
        ValueError: the packet is longer than a controller takes (1024 bytes), or its barcode is not 16 bytes.
    """
    if len(packet.barcode) not in {0, BARCODE_BYTES}:
        message = f"a barcode has {BARCODE_BYTES} bytes, not {len(packet.barcode)}"
        raise ValueError(message)
    data = packet.code.to_bytes(2, "big") + bytes((packet.flag,)) + packet.reserved.to_bytes(2, "little") + packet.body
    header = (
        packet.destination.to_bytes(2, "little")
        + packet.source.to_bytes(2, "little")
        + bytes(3)
        + bytes((1 if packet.barcode else 0, 0, packet.display_mode, packet.device_type, packet.protocol_version))
        + len(data).to_bytes(2, "little")
    )
    content = header + packet.barcode + data
    if len(content) + 2 > LARGEST_PACKET_BYTES:
        message = f"a packet has at most {LARGEST_PACKET_BYTES} bytes, not {len(content) + 2}"
        raise ValueError(message)
    return bytes((LEAD,)) * LEAD_COUNT + escape(content + crc16(content).to_bytes(2, "little")) + bytes((TAIL,))


def parse(wire: bytes) -> Packet | Damaged:
    """What stands between the lead-in and the bare 5A, checked in the order a controller checks it."""
    content = unescape(wire)
    if content is None:
        return Damaged(Reason.ESCAPE, wire)
    if len(content) < HEADER_BYTES + DATA_HEADER_BYTES + 2:
        return Damaged(Reason.SHORT, wire)
    if content[8] != 0:
        # Sum and "none" are allowed by the maker's table, but nobody publishes the sum's width and start.
        return Damaged(Reason.CHECK_MODE, wire)
    body, check = content[:-2], content[-2:]
    if crc16(body) != int.from_bytes(check, "little"):
        return Damaged(Reason.CRC, wire)
    start = HEADER_BYTES + (BARCODE_BYTES if body[7] else 0)
    data = body[start:]
    if len(data) < DATA_HEADER_BYTES or len(data) != int.from_bytes(body[12:14], "little"):
        return Damaged(Reason.LENGTH, wire)
    return Packet(
        code=int.from_bytes(data[:2], "big"),
        flag=data[2],
        reserved=int.from_bytes(data[3:5], "little"),
        body=data[5:],
        destination=int.from_bytes(body[:2], "little"),
        source=int.from_bytes(body[2:4], "little"),
        display_mode=body[9],
        device_type=body[10],
        protocol_version=body[11],
        barcode=body[HEADER_BYTES:start],
    )


@dataclass(slots=True)
class Decoder:
    """Packets out of a stream of bytes, however it is cut.

    Takes any number ≥ 1 of A5 as lead-in and ends a frame at a bare 5A. An A5 inside a frame starts the next one:
    in a sound frame it is always escaped.
    """

    _inside: bool = False
    _wire: bytearray = field(default_factory=bytearray)
    _noise: bytearray = field(default_factory=bytearray)

    def feed(self, data: bytes) -> tuple[Packet | Damaged, ...]:
        """Everything that `data` completes, in order. Nothing is dropped without a `Damaged` that names it."""
        found: list[Packet | Damaged] = []
        for byte in data:
            if self._inside:
                self._inside_byte(byte, found)
            elif byte == LEAD:
                self._end_noise(found)
                self._inside = True
            else:
                self._noise.append(byte)
        self._end_noise(found)
        return tuple(found)

    def reset(self) -> Damaged | None:
        """Forget a half frame (the line was silent too long); what was lost, if anything."""
        lost = Damaged(Reason.CUT_OFF, bytes(self._wire)) if self._wire else None
        self._wire.clear()
        self._inside = False
        return lost

    def _inside_byte(self, byte: int, found: list[Packet | Damaged]) -> None:
        if byte == LEAD:
            if self._wire:
                found.append(Damaged(Reason.CUT_OFF, bytes(self._wire)))
                self._wire.clear()
        elif byte == TAIL:
            found.append(parse(bytes(self._wire)))
            self._wire.clear()
            self._inside = False
        else:
            self._wire.append(byte)
            if len(self._wire) > _LARGEST_WIRE_BYTES:
                found.append(Damaged(Reason.TOO_LONG, bytes(self._wire)))
                self._wire.clear()
                self._inside = False

    def _end_noise(self, found: list[Packet | Damaged]) -> None:
        if self._noise:
            found.append(Damaged(Reason.NOISE, bytes(self._noise)))
            self._noise.clear()
