"""Mutated frames through the window devices' codecs: nothing crashes or hangs, every outcome is counted and named.

100,000 frames, ten times as many with --deep; the seed is fixed, so a failure comes again.
"""

import random
from collections import Counter
from collections.abc import Callable

import pytest

from hardware.ports.rating_pad import PadPress
from hardware.protocols import ff68, onbon, rating_panel
from hardware.protocols.onbon_areas import (
    Area,
    AreaUpdate,
    ControllerStatus,
    MalformedBodyError,
    decode_status,
    decode_update,
    encode_status,
    encode_update,
)
from hardware.protocols.onbon_text import decode_text, encode_text

SEED = 20261123
FRAMES = 100_000


def call_frame() -> bytes:
    text = encode_text("K001 请到44号窗口", 32, 1).data
    update = encode_update(AreaUpdate((0xFF,), (Area(0, 0, 0, 192, 16, text), Area(1, 12, 32, 60, 32, text))))
    return onbon.encode(onbon.Packet(onbon.Command.UPDATE_AREAS, body=update))


def status_frame() -> bytes:
    body = encode_status(ControllerStatus(on=True, brightness=15, area_numbers=(0, 1, 2)))
    return onbon.encode(onbon.Packet(onbon.Command.STATUS, 0, body, destination=0x8000))


def onbon_outcome(wire: bytes) -> str:
    items = onbon.Decoder().feed(wire)
    if not items:
        return "unfinished"
    last = items[-1]
    if isinstance(last, onbon.Damaged):
        return last.reason.value
    try:
        if last.code == onbon.Command.UPDATE_AREAS:
            for area in decode_update(last.body).areas:
                decode_text(area.text)
        elif last.code == onbon.Command.STATUS:
            decode_status(last.body)
    except MalformedBodyError:
        return "malformed_body"
    return "packet"


def body_outcome(body: bytes) -> str:
    """The body alone: a mutation of a whole frame hardly ever passes its CRC."""
    try:
        for area in decode_update(body).areas:
            decode_text(area.text)
    except MalformedBodyError:
        return "malformed_body"
    return "packet"


def pad_outcome(wire: bytes) -> str:
    items = ff68.Decoder().feed(wire)
    if not items:
        return "unfinished"
    frames = [item for item in items if isinstance(item, ff68.Frame)]
    if frames:
        return "frame"
    return next(item.reason.value for item in items if isinstance(item, ff68.Damaged))


def press_outcome(body: bytes) -> str:
    try:
        rating_panel.press_from_json(body)
    except rating_panel.MalformedPressError:
        return "malformed"
    return "press"


CODECS: dict[str, tuple[bytes, Callable[[bytes], str]]] = {
    "onbon call": (call_frame(), onbon_outcome),
    "onbon status": (status_frame(), onbon_outcome),
    "onbon areas": (encode_update(AreaUpdate((0, 3), (Area(0, 0, 0, 192, 16, b"\\C1abc"),))), body_outcome),
    "ff68 key": (ff68.encode(ff68.Frame(1, 1, b"\x04\x04\x13")), pad_outcome),
    "panel press": (rating_panel.press_to_json(PadPress("s1", 2, ("办事效率",), "r1")), press_outcome),
}


def mutated(chance: random.Random, good: bytes) -> bytes:
    """One to four changes: a bit, a byte, a piece lost, doubled or put in, the end cut off."""
    wire = bytearray(good)
    for _ in range(chance.randint(1, 4)):
        at = chance.randrange(len(wire) + 1)
        match chance.randrange(6):
            case 0 if at < len(wire):
                wire[at] ^= 1 << chance.randrange(8)
            case 1 if at < len(wire):
                wire[at] = chance.choice((0x00, 0x16, 0x5A, 0x5B, 0x68, 0xA5, 0xA6, 0xFF))
            case 2:
                del wire[at : at + chance.randint(1, 4)]
            case 3:
                wire[at:at] = wire[at : at + chance.randint(1, 16)]
            case 4:
                wire[at:at] = chance.randbytes(chance.randint(1, 8))
            case _:
                del wire[max(at, 1) :]
    return bytes(wire)


@pytest.mark.req("H-02")
def test_mutated_frames_are_counted_and_named(deep: bool) -> None:
    chance = random.Random(SEED)
    total = FRAMES * 10 if deep else FRAMES
    counted: dict[str, Counter[str]] = {}
    for name, (good, outcome) in CODECS.items():
        counted[name] = Counter(outcome(mutated(chance, good)) for _ in range(total // len(CODECS)))
    for name, counts in counted.items():
        print(f"{name}: {dict(counts.most_common())}")  # noqa: T201 - shown with -s: the count is the result
    assert sum(counts.total() for counts in counted.values()) == total
    assert all(len(counts) >= 2 for counts in counted.values())
    # a CRC lets one wrong frame in 65,536 through, a sum one in 256; unchanged frames and harmless changes do pass
    assert counted["onbon call"]["packet"] < total // len(CODECS) // 5
