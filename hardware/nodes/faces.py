"""What a window's LED says in each state: pure, from the hall's state to a face.

A full panel (64 dots high) has three lines: the window's name; its number and the ticket in 32 dots; what to do, and
who serves (亮牌上岗). A small strip (32 dots) has the one thing that matters most. Blinking means "just called".
"""

from enum import Enum
from typing import assert_never

from broker.messages import DisplayState
from hardware.ports.call_display import Colour, Face, Line, Words

FULL_HEIGHT = 64


class Signal(Enum):
    """Whether the hall is heard, and so whether what a screen says can still be true."""

    GOOD = "good"
    LOST = "lost"
    """Silent so long that it must be said; the number stays."""
    GONE = "gone"
    """Silent so long that no number is true any more."""


def face_of(state: DisplayState | None, signal: Signal, *, blink: bool, height: int) -> Face:
    """Give the face of a panel of so many dots. `state` None: the hall has not been heard since the start."""
    if state is None:
        return Face((Line(centre=Words("信号中断", Colour.YELLOW)),))
    if signal is Signal.GONE:
        state = state.model_copy(update={"phase": "closed", "ticket": None})
    if height < FULL_HEIGHT:
        return Face((_strip(state, signal, blink=blink),))
    name = Line(centre=Words(state.name_zh, Colour.GREEN))
    middle = _middle(state, signal, blink=blink)
    return Face((name, middle, _bottom(state) if signal is Signal.GOOD else _LOST_LINE))


_LOST_LINE = Line(left=Words("信号中断", Colour.YELLOW), right=Words("请听人工叫号", Colour.YELLOW))


def _middle(state: DisplayState, signal: Signal, *, blink: bool) -> Line:
    window = Words(f"{state.window_number}号", Colour.YELLOW, 32)
    match state.phase:
        case "calling":
            return Line(left=window, right=Words(state.ticket or "", Colour.RED, 32, blink=blink))
        case "serving":
            return Line(left=window, right=Words(state.ticket or "", Colour.GREEN, 32))
        case "paused":
            return Line(left=window, right=Words("暂停", Colour.RED, 32))
        case "closed" if signal is Signal.GOOD:
            return Line(left=window, right=Words("未开放", Colour.RED, 32))
        case "closed" | "idle":
            return Line(centre=window)
        case _:
            assert_never(state.phase)


def _bottom(state: DisplayState) -> Line:
    match state.phase:
        case "calling":
            return Line(left=Words("请办理", Colour.RED), right=_staff(state))
        case "serving":
            return Line(left=Words("办理中", Colour.GREEN), right=_staff(state))
        case "idle":
            return Line(left=Words("请等候", Colour.GREEN), right=_staff(state))
        case "paused":
            return Line(left=Words("Paused", Colour.RED), right=_staff(state))
        case "closed":
            return Line(centre=Words("Window closed", Colour.RED))
        case _:
            assert_never(state.phase)


def _staff(state: DisplayState) -> Words | None:
    if state.staff_no is None:
        return None
    return Words(f"{state.staff_no} {state.staff_post_zh or ''}".strip(), Colour.GREEN)


def _strip(state: DisplayState, signal: Signal, *, blink: bool) -> Line:
    if signal is not Signal.GOOD:
        what = state.ticket or f"{state.window_number}号"
        return Line(left=Words(what, Colour.YELLOW, 32), right=Words("中断", Colour.YELLOW, 24))
    match state.phase:
        case "calling":
            return Line(centre=Words(state.ticket or "", Colour.RED, 32, blink=blink))
        case "serving":
            return Line(centre=Words(state.ticket or "", Colour.GREEN, 32))
        case "idle":
            return Line(centre=Words(f"{state.window_number}号", Colour.YELLOW, 32))
        case "paused":
            return Line(centre=Words("暂停服务", Colour.RED, 32))
        case "closed":
            return Line(centre=Words("未开放", Colour.RED, 32))
        case _:
            assert_never(state.phase)


def words_of(face: Face) -> str:
    """Give what a face says, in reading order: what the hall is told to be shown."""
    return " ".join(piece.text for line in face.lines for piece in line.pieces)


def pieces_of(face: Face) -> int:
    """Give how many areas a panel's controller keeps for a face."""
    return sum(len(line.pieces) for line in face.lines)
