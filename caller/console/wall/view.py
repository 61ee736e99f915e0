"""What the wall shows of queues and windows. Devices are in `devices`. Pure: it runs on the controller's thread."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, TypeAlias

from broker.terms import CounterCode, KioskCode, QueueLetter, StaffNo, TicketNumber
from caller.application.ports import Scene
from caller.console.board.view import board_names
from caller.console.wall.devices import DevicesView, KioskRow, devices_view, kiosk_rows
from caller.console.window.pauses import pause_in_words
from caller.console.words import Text
from caller.domain.hall import Hall
from caller.domain.tickets.counter import Counter
from caller.domain.tickets.forecast import Wait, forecast
from caller.domain.tickets.ticket import TicketState

Phase: TypeAlias = Literal["closed", "idle", "calling", "serving", "paused"]


@dataclass(frozen=True, slots=True)
class QueueRow:
    """One queue. `oldest` is when the ticket that waits longest was taken."""

    letter: QueueLetter
    name: Text
    waiting: int
    oldest: datetime | None
    wait: Wait | None
    windows_open: int
    is_open: bool


@dataclass(frozen=True, slots=True)
class SectionRows:
    """A section with its queues."""

    code: str
    name: Text
    queues: tuple[QueueRow, ...]


@dataclass(frozen=True, slots=True)
class WindowTile:
    """One window. `since` is when its present phase began."""

    code: CounterCode
    number: int
    section: str
    phase: Phase
    staff: StaffNo | None
    ticket: TicketNumber | None
    since: datetime | None
    pause: Text | None
    unconfirmed: bool


@dataclass(frozen=True, slots=True)
class Figures:
    """The line at the top."""

    waiting: int
    oldest: datetime | None
    serving: int
    windows_open: int
    windows: int
    issued: int
    completed: int
    passed: int


@dataclass(frozen=True, slots=True)
class NoticeRow:
    """A notice that is shown or will be."""

    text: Text
    boards: tuple[str, ...]
    starts_at: datetime
    ends_at: datetime
    shown: bool


@dataclass(frozen=True, slots=True)
class HelpRow:
    """A kiosk where a person is wanted, and who comes."""

    kiosk: KioskCode
    since: datetime
    staff: StaffNo | None


@dataclass(frozen=True, slots=True)
class WallView:
    """The whole wall."""

    figures: Figures
    sections: tuple[SectionRows, ...]
    windows: tuple[WindowTile, ...]
    devices: DevicesView
    kiosks: tuple[KioskRow, ...]
    notices: tuple[NoticeRow, ...]
    help: tuple[HelpRow, ...]
    bus_connected: bool


def wall_view(scene: Scene) -> WallView:
    """Look at the whole hall."""
    unconfirmed = {call.counter for call in scene.devices.unconfirmed}
    windows = tuple(_tile(scene.hall, counter, unconfirmed) for counter in scene.hall.counters.values())
    sections = tuple(_section(scene, code) for code in scene.catalogue.sections_by_code)
    return WallView(
        figures=_figures(scene.hall, sections, windows),
        sections=sections,
        windows=windows,
        devices=devices_view(scene),
        kiosks=kiosk_rows(scene),
        notices=_notices(scene),
        help=tuple(HelpRow(one.kiosk, one.since, one.staff) for one in scene.hall.state.cases.help.values()),
        bus_connected=scene.bus_connected,
    )


def _section(scene: Scene, code: str) -> SectionRows:
    section = next(section for section in scene.catalogue.sections if section.code == code)
    queues = [queue.letter for queue in scene.catalogue.queues if queue.section == code]
    return SectionRows(code, Text(section.name_zh, section.name_en), tuple(_queue(scene, letter) for letter in queues))


def _queue(scene: Scene, letter: QueueLetter) -> QueueRow:
    hall, queue = scene.hall, scene.catalogue.queue(letter)
    line = hall.lines[letter]
    windows = (hall.counters[window.code] for window in scene.catalogue.windows_serving(letter))
    return QueueRow(
        letter=letter,
        name=Text(queue.name_zh, queue.name_en),
        waiting=len(line),
        oldest=min((hall.tickets[ticket_id].issued_at for ticket_id in line), default=None),
        wait=forecast(hall, letter, len(line)),
        windows_open=sum(1 for counter in windows if counter.open),
        is_open=hall.calendar.is_open(scene.now, letter),
    )


def _tile(hall: Hall, counter: Counter, unconfirmed: set[CounterCode]) -> WindowTile:
    window = hall.catalogue.counter(counter.code)
    ticket = None if counter.ticket_id is None else hall.tickets[counter.ticket_id]
    phase, since = _phase(hall, counter)
    return WindowTile(
        code=counter.code,
        number=window.number,
        section=window.section,
        phase=phase,
        staff=counter.staff,
        ticket=None if ticket is None else ticket.number,
        since=since,
        pause=None if counter.paused_reason is None else pause_in_words(counter.paused_reason),
        unconfirmed=counter.code in unconfirmed,
    )


def _phase(hall: Hall, counter: Counter) -> tuple[Phase, datetime | None]:
    if counter.ticket_id is not None:
        ticket = hall.tickets[counter.ticket_id]
        return ("calling", ticket.called_at) if ticket.state is TicketState.CALLED else ("serving", ticket.served_at)
    if counter.staff is None:
        return "closed", None
    return ("paused", counter.paused_since) if counter.paused_since is not None else ("idle", None)


def _figures(hall: Hall, sections: tuple[SectionRows, ...], windows: tuple[WindowTile, ...]) -> Figures:
    queues = [queue for section in sections for queue in section.queues]
    states = [ticket.state for ticket in hall.tickets.values()]
    return Figures(
        waiting=sum(queue.waiting for queue in queues),
        oldest=min((queue.oldest for queue in queues if queue.oldest is not None), default=None),
        serving=sum(1 for window in windows if window.phase == "serving"),
        windows_open=sum(1 for window in windows if window.phase != "closed"),
        windows=len(windows),
        issued=len(states),
        completed=states.count(TicketState.COMPLETED),
        passed=states.count(TicketState.NO_SHOW),
    )


def _notices(scene: Scene) -> tuple[NoticeRow, ...]:
    standing = (notice for notice in scene.hall.state.notices.values() if notice.ends_at > scene.now)
    return tuple(
        NoticeRow(
            Text(notice.text_zh, notice.text_en or notice.text_zh),
            board_names(scene.catalogue, notice.zones),
            notice.starts_at,
            notice.ends_at,
            shown=notice.starts_at <= scene.now,
        )
        for notice in sorted(standing, key=lambda notice: notice.starts_at)
    )
