"""IPP's bytes (RFC 8010): a request or an answer is a head and groups of attributes with typed values.

Only what printing a document needs: flat attributes (a collection's members are passed over), the operations and the
states of jobs and printers (RFC 8011). Pure: bytes ↔ values.
"""

import struct
from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum
from typing import TypeAlias

Value: TypeAlias = int | bool | str | bytes


class Group(IntEnum):
    """Delimiters of groups."""

    OPERATION = 0x01
    JOB = 0x02
    END = 0x03
    PRINTER = 0x04
    UNSUPPORTED = 0x05


class Tag(IntEnum):
    """Types of values."""

    INTEGER = 0x21
    BOOLEAN = 0x22
    ENUM = 0x23
    TEXT = 0x41
    NAME = 0x42
    KEYWORD = 0x44
    URI = 0x45
    CHARSET = 0x47
    LANGUAGE = 0x48
    MIME_TYPE = 0x49


class Operation(IntEnum):
    """What is asked."""

    PRINT_JOB = 0x0002
    CANCEL_JOB = 0x0008
    GET_JOB_ATTRIBUTES = 0x0009
    GET_JOBS = 0x000A
    GET_PRINTER_ATTRIBUTES = 0x000B


class JobState(IntEnum):
    """How far a job is (RFC 8011, 5.3.7)."""

    PENDING = 3
    HELD = 4
    PROCESSING = 5
    STOPPED = 6
    CANCELED = 7
    ABORTED = 8
    COMPLETED = 9


class PrinterState(IntEnum):
    """What a printer does (RFC 8011, 5.4.11)."""

    IDLE = 3
    PROCESSING = 4
    STOPPED = 5


LAST_SUCCESS = 0x00FF
NOT_POSSIBLE = 0x0404
NOT_FOUND = 0x0406
BUSY = 0x0507

_NUMBERS = {Tag.INTEGER, Tag.ENUM}
_FIRST_TEXT, _LAST_TEXT = 0x40, 0x5F
_LAST_DELIMITER = 0x0F


class BadIpp(Exception):
    """Raised when bytes are no IPP message. `reason` says where they stop being one."""

    def __init__(self, reason: str) -> None:
        """Keep the reason."""
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Attribute:
    """A named value of a type; several values of one attribute share the name."""

    name: str
    tag: Tag
    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back: the status and the attributes of each group, in order."""

    status: int
    request_id: int
    groups: tuple[tuple[int, Mapping[str, tuple[Value, ...]]], ...]

    @property
    def succeeded(self) -> bool:
        """Whether the printer did what it was asked."""
        return self.status <= LAST_SUCCESS

    def first(self, group: Group) -> Mapping[str, tuple[Value, ...]]:
        """Give the attributes of the first group of a kind, empty when there is none."""
        nothing: Mapping[str, tuple[Value, ...]] = {}
        return next((attributes for kind, attributes in self.groups if kind == group), nothing)


def request(
    operation: Operation,
    request_id: int,
    target: str,
    *attributes: Attribute,
    job: tuple[Attribute, ...] = (),
    data: bytes = b"",
) -> bytes:
    """Give the bytes of a request to the printer `target` (its URI); `data` is the document behind it."""
    head = struct.pack(">BBHI", 2, 0, operation, request_id)
    opening = (
        Attribute("attributes-charset", Tag.CHARSET, ("utf-8",)),
        Attribute("attributes-natural-language", Tag.LANGUAGE, ("en",)),
        Attribute("printer-uri", Tag.URI, (target,)),
    )
    body = bytes([Group.OPERATION]) + b"".join(map(_encoded, (*opening, *attributes)))
    if job:
        body += bytes([Group.JOB]) + b"".join(map(_encoded, job))
    return head + body + bytes([Group.END]) + data


def _encoded(attribute: Attribute) -> bytes:
    name = attribute.name.encode("ascii")
    parts: list[bytes] = []
    for value in attribute.values:
        raw = _raw(attribute.tag, value)
        parts.append(struct.pack(f">BH{len(name)}sH", attribute.tag, len(name), name, len(raw)) + raw)
        name = b""  # further values of one attribute have no name
    return b"".join(parts)


def _raw(tag: Tag, value: Value) -> bytes:
    if tag in _NUMBERS and isinstance(value, int):
        return struct.pack(">i", value)
    if tag is Tag.BOOLEAN:
        return bytes([bool(value)])
    return value if isinstance(value, bytes) else str(value).encode()


def answer(data: bytes) -> Answer:
    """Read an answer. Raises `BadIpp`."""
    try:
        _, _, status, request_id = struct.unpack_from(">BBHI", data)
        return Answer(status, request_id, tuple(_groups(data)))
    except (struct.error, IndexError, UnicodeDecodeError) as error:
        raise BadIpp("the message ends too soon") from error


def _groups(data: bytes) -> list[tuple[int, Mapping[str, tuple[Value, ...]]]]:
    groups: list[tuple[int, dict[str, tuple[Value, ...]]]] = []
    at, name = 8, ""
    while (tag := data[at]) != Group.END:
        at += 1
        if tag <= _LAST_DELIMITER:
            groups.append((tag, {}))
            continue
        if not groups:
            raise BadIpp("a value stands before any group")
        own, at = _chunk(data, at)
        raw, at = _chunk(data, at)
        name = own.decode("ascii") or name
        attributes = groups[-1][1]
        attributes[name] = (*(attributes.get(name, ()) if not own else ()), _value(tag, raw))
    return [*groups]


def _chunk(data: bytes, at: int) -> tuple[bytes, int]:
    (length,) = struct.unpack_from(">H", data, at)
    end = at + 2 + length
    if end > len(data):
        raise BadIpp("a value is longer than the message")
    return data[at + 2 : end], end


def _value(tag: int, raw: bytes) -> Value:
    if tag in _NUMBERS:
        return int(struct.unpack(">i", raw)[0])
    if tag == Tag.BOOLEAN:
        return raw != b"\0"
    return raw.decode() if _FIRST_TEXT <= tag <= _LAST_TEXT else raw
