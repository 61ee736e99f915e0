"""Bodies of the Onbon commands a hall uses: dynamic areas (A3 06) and the controller's status (A1 02).

Bytes ↔ values, both directions. Frames are `onbon`'s, the text inside an area is `onbon_text`'s.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

DELETE_ALL = 0xFF
_PIXELS = 0x8000


class RunMode(IntEnum):
    """What an area does after its last page."""

    LOOP = 0
    STOP_ON_LAST = 1
    DELETE_AFTER_TIMEOUT = 2
    LOGO_AFTER_TIMEOUT = 3
    ONCE = 4
    ONCE_COUNTED = 5


class MalformedBodyError(ValueError):
    """A body that does not follow its own lengths. `what` names the field."""

    def __init__(self, what: str) -> None:
        super().__init__(what)
        self.what = what


@dataclass(frozen=True, slots=True)
class Area:
    """One dynamic area: a rectangle in dots and what runs in it.

    `stay` is in half seconds; `timeout_seconds` 0 is never.
    """

    number: int
    x: int
    y: int
    width: int
    height: int
    text: bytes
    run_mode: int = RunMode.LOOP
    timeout_seconds: int = 0
    line_spacing: int = 0
    alignment: int = 0
    single_line: bool = True
    automatic_break: bool = True
    effect: int = 1
    exit_effect: int = 0
    speed: int = 0
    stay: int = 0


@dataclass(frozen=True, slots=True)
class AreaUpdate:
    """Body of A3 06. `delete` is the areas to take off first, or `DELETE_ALL` alone."""

    delete: tuple[int, ...]
    areas: tuple[Area, ...]


@dataclass(frozen=True, slots=True)
class ControllerStatus:
    """Body of the answer to A1 02. `clock` is the eight BCD bytes as they came (their order is not published)."""

    on: bool
    brightness: int
    clock: bytes = bytes(8)
    programmes: int = 0
    current_programme: bytes = b"P000"
    area_numbers: tuple[int, ...] = ()
    special_dynamic: int = 0
    special_dynamic_pages: int = 0
    barcode: bytes = bytes(16)
    network_id: bytes = bytes(12)


def encode_update(update: AreaUpdate) -> bytes:
    """Body bytes of an update."""
    if update.delete == (DELETE_ALL,):
        body = bytearray((DELETE_ALL,))
    else:
        body = bytearray((len(update.delete), *update.delete))
    body.append(len(update.areas))
    for area in update.areas:
        content = _encode_area(area)
        body += len(content).to_bytes(2, "little") + content
    return bytes(body)


def decode_update(body: bytes) -> AreaUpdate:
    """The update in a body.

    Raises:
        MalformedBodyError: a length runs past the end, or bytes are left over.
    """
    reader = _Reader(body)
    count = reader.number(1, "delete count")
    delete = (DELETE_ALL,) if count == DELETE_ALL else tuple(reader.take(count, "deleted areas"))
    areas = tuple(_decode_area(reader) for _ in range(reader.number(1, "area count")))
    if reader.rest():
        raise MalformedBodyError("left over")
    return AreaUpdate(delete, areas)


def encode_status(status: ControllerStatus) -> bytes:
    """Body bytes of a status answer."""
    return (
        bytes((status.on, status.brightness))
        + status.clock
        + bytes((status.programmes,))
        + status.current_programme
        + bytes((status.special_dynamic, status.special_dynamic_pages, len(status.area_numbers), *status.area_numbers))
        + status.barcode
        + status.network_id
    )


def decode_status(body: bytes) -> ControllerStatus:
    """The status in an answer's body.

    Raises:
        MalformedBodyError: the body is shorter than its own counts. Bytes after the network id are other firmware's.
    """
    reader = _Reader(body)
    on, brightness = reader.number(1, "power"), reader.number(1, "brightness")
    clock, programmes = reader.take(8, "clock"), reader.number(1, "programmes")
    name = reader.take(4, "programme name")
    special, pages = reader.number(1, "special dynamic"), reader.number(1, "special dynamic pages")
    numbers = tuple(reader.take(reader.number(1, "area count"), "area numbers"))
    return ControllerStatus(
        on == 1,
        brightness,
        clock,
        programmes,
        name,
        numbers,
        special,
        pages,
        reader.take(16, "barcode"),
        reader.take(12, "network id"),
    )


def _encode_area(area: Area) -> bytes:
    return (
        b"\x00"
        + _across(area.x)
        + area.y.to_bytes(2, "little")
        + _across(area.width)
        + area.height.to_bytes(2, "little")
        + bytes((area.number, area.line_spacing, area.run_mode))
        + area.timeout_seconds.to_bytes(2, "little")
        + bytes((0, 0, area.alignment, 1 if area.single_line else 2, 2 if area.automatic_break else 1))
        + bytes((area.effect, area.exit_effect, area.speed, area.stay))
        + len(area.text).to_bytes(4, "little")
        + area.text
    )


def _decode_area(reader: _Reader) -> Area:
    content = _Reader(reader.take(reader.number(2, "area length"), "area"))
    content.take(1, "area type")
    x, y = _dots(content.number(2, "x")), content.number(2, "y")
    width, height = _dots(content.number(2, "width")), content.number(2, "height")
    number, spacing, mode = (content.number(1, what) for what in ("area number", "line spacing", "run mode"))
    timeout = content.number(2, "timeout")
    _skip_sound(content)
    content.take(content.number(1, "extension length"), "extension")
    alignment, single, breaks, effect, leave, speed, stay = content.take(7, "layout")
    text = content.take(content.number(4, "text length"), "text")
    if content.rest():
        raise MalformedBodyError("area left over")
    return Area(
        number=number,
        x=x,
        y=y,
        width=width,
        height=height,
        text=text,
        run_mode=mode,
        timeout_seconds=timeout,
        line_spacing=spacing,
        alignment=alignment,
        single_line=single == 1,
        automatic_break=breaks == 2,  # noqa: PLR2004 - the maker's code for "automatic"
        effect=effect,
        exit_effect=leave,
        speed=speed,
        stay=stay,
    )


def _skip_sound(content: _Reader) -> None:
    """Sound is for cards with a voice (-YY): 1 has three bytes of settings, 2 a text of its own after them."""
    match content.number(1, "sound"):
        case 0:
            pass
        case 1:
            content.take(3, "sound settings")
        case 2:
            content.take(3, "sound settings")
            content.take(content.number(4, "sound text length"), "sound text")
        case _:
            raise MalformedBodyError("sound")


def _across(dots: int) -> bytes:
    """A horizontal measure: in bytes of eight dots where it fits, in dots with bit 15 set where it does not."""
    return (dots // 8 if dots % 8 == 0 else dots | _PIXELS).to_bytes(2, "little")


def _dots(value: int) -> int:
    return value & ~_PIXELS if value & _PIXELS else value * 8


class _Reader:
    """A cursor over a body that refuses to run past its end."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._position = 0

    def take(self, count: int, what: str) -> bytes:
        piece = self._data[self._position : self._position + count]
        if len(piece) != count:
            raise MalformedBodyError(what)
        self._position += count
        return piece

    def number(self, count: int, what: str) -> int:
        return int.from_bytes(self.take(count, what), "little")

    def rest(self) -> bytes:
        return self._data[self._position :]
