"""What a board's page shows: the board's own projection, laid out for people ten metres away. No name of anybody."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

from broker.catalogue import Catalogue
from broker.catalogue.hall import Board
from broker.messages import BoardState, CallLine, WaitForecast
from broker.terms import TicketNumber, ZoneCode
from caller.application.ports import Scene
from caller.application.projections.lines import board_state
from caller.console.words import Text

FLASH = timedelta(seconds=10)
"""How long a new call flashes."""
LONGEST_PAGE = 72
"""Chinese characters of a notice that fit its strip on a board: longer ones are shown page by page, never scrolled."""
_MARKS = ("。！？!?", "；;，,：:、", " ")  # where a page ends best, second best, at worst


@dataclass(frozen=True, slots=True)
class CallRow:
    """A ticket and its window. `fresh` flashes."""

    ticket: TicketNumber
    window_number: int
    calling: bool
    fresh: bool


@dataclass(frozen=True, slots=True)
class WaitingRow:
    """How many wait: in a queue of a section, or in a whole section on the hall's board."""

    name: Text
    mark: str
    waiting: int
    wait: WaitForecast | None
    open: bool

    @property
    def wait_zh(self) -> str:
        """Give the forecast in words, as a kiosk says it; nothing where nobody waits or nothing can be forecast."""
        if self.wait is None or not self.waiting:
            return ""
        low, high = self.wait.low_minutes, max(1, self.wait.high_minutes)
        if low == 0:
            return f"{high} 分钟以内"
        return f"约 {low} 分钟" if low == high else f"约 {low}–{high} 分钟"


@dataclass(frozen=True, slots=True)
class Leaf:
    """One page of the strip at the bottom."""

    title: Text
    text: str
    language: Literal["zh-CN", "en"]


@dataclass(frozen=True, slots=True)
class BoardView:
    """The whole board."""

    title: Text
    calls: tuple[CallRow, ...]
    rows: tuple[WaitingRow, ...]
    leaves: tuple[Leaf, ...]


def board_view(scene: Scene, board: Board) -> BoardView:
    """Look at the hall as one board shows it."""
    state = board_state(scene.hall, board, scene.now)
    return BoardView(
        title=Text(state.title_zh, state.title_en),
        calls=tuple(_call(line, scene) for line in state.calls),
        rows=tuple(_sections(scene, state) if state.section is None else _queues(state)),
        leaves=(*_notices(state), *_closed(state.closed_windows)),
    )


def _call(line: CallLine, scene: Scene) -> CallRow:
    calling = line.phase == "calling"
    fresh = calling and timedelta() <= scene.now - line.called_at < FLASH
    return CallRow(ticket=line.ticket, window_number=line.window_number, calling=calling, fresh=fresh)


def _queues(state: BoardState) -> Iterator[WaitingRow]:
    for line in state.queues:
        yield WaitingRow(Text(line.name_zh, line.name_en), line.queue, line.waiting, line.wait, line.open)


def _sections(scene: Scene, state: BoardState) -> Iterator[WaitingRow]:
    section_of = {queue.letter: queue.section for queue in scene.catalogue.queues}
    for section in scene.catalogue.sections:
        lines = [line for line in state.queues if section_of[line.queue] == section.code]
        name, floor = Text(section.name_zh, section.name_en), f"{section.floor}F"
        yield WaitingRow(name, floor, sum(line.waiting for line in lines), None, any(line.open for line in lines))


def _notices(state: BoardState) -> Iterator[Leaf]:
    for notice in state.notices:
        pieces = list(pages_of(notice.text_zh))
        for at, piece in enumerate(pieces, start=1):
            count = f" {at}/{len(pieces)}" if len(pieces) > 1 else ""
            yield Leaf(Text(f"通知{count}", f"Notice{count}"), piece, "zh-CN")
        if notice.text_en:
            yield Leaf(Text("通知", "Notice"), notice.text_en, "en")


def _closed(numbers: Sequence[int]) -> Iterator[Leaf]:
    if numbers:
        for piece in pages_of("、".join(ranges_of(numbers))):
            yield Leaf(Text("今日未开窗口", "Windows closed today"), piece, "zh-CN")


def pages_of(text: str) -> Iterator[str]:
    """Cut a text into pages that fit, after a mark of punctuation where there is one in the second half of the page."""
    while len(text) > LONGEST_PAGE:
        at = next((cut for marks in _MARKS if (cut := _last(text, marks))), LONGEST_PAGE)
        yield text[:at].strip()
        text = text[at:]
    if text.strip():
        yield text.strip()


def _last(text: str, marks: str) -> int:
    """Where a page may end after one of these marks, in its second half; 0 for nowhere."""
    return max(text.rfind(mark, LONGEST_PAGE // 2, LONGEST_PAGE) for mark in marks) + 1


def ranges_of(numbers: Iterable[int]) -> Iterator[str]:
    """Write numbers as people read them: 1–3, 7."""
    runs: list[list[int]] = []
    for number in sorted(numbers):
        if runs and runs[-1][-1] == number - 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    for run in runs:
        yield str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}"


def board_names(catalogue: Catalogue, zones: Iterable[ZoneCode]) -> tuple[str, ...]:
    """Give the names of the boards of zones, as in their addresses: HALL, S08."""
    wanted = set(zones)
    return tuple(board.code.removeprefix("LED-") for board in catalogue.boards if board.zone in wanted)
