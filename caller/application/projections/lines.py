"""What kiosks and boards show of queues, and what boards show of calls."""

from collections.abc import Iterable
from datetime import datetime

from broker.catalogue.hall import Board
from broker.messages import BoardState, CallLine, LineState, Notice, QueueLine
from broker.terms import CounterCode, QueueLetter, ZoneCode
from caller.application.projections.tickets import wait_for
from caller.domain.hall import Hall
from caller.domain.tickets.ticket import AT_COUNTER, Ticket, TicketState

LAST_CALLS = 6
"""How many calls a board shows (requirement Q-07)."""


def line_state(hall: Hall, queue: QueueLetter, now: datetime) -> LineState:
    """Give a queue's length and wait as a kiosk shows them before a ticket is taken."""
    is_open = hall.calendar.is_open(now, queue)
    ahead = hall.ahead_of_new(queue)
    return LineState(
        queue=queue,
        revision=0,
        waiting=ahead,
        wait=wait_for(hall, queue, ahead),
        open=is_open,
        opens_at=None if is_open else hall.calendar.next_opening(now, queue),
        counters=tuple(counter.code for counter in hall.catalogue.windows_serving(queue)),
    )


def counters_of(hall: Hall, board: Board) -> tuple[CounterCode, ...]:
    """Give the windows a board speaks of: those of its section, or all."""
    return tuple(c.code for c in hall.catalogue.counters if board.shows in ("all", c.section))


def board_state(hall: Hall, board: Board, now: datetime) -> BoardState:
    """Give what a board must show now."""
    codes = counters_of(hall, board)
    section = None if board.shows == "all" else hall.catalogue.section(board.shows)
    return BoardState(
        zone=board.zone,
        revision=0,
        section=section.code if section else None,
        title_zh=section.name_zh if section else hall.catalogue.hall.name_zh,
        title_en=section.name_en if section else hall.catalogue.hall.name_en,
        calls=tuple(_calls(hall, codes)),
        queues=tuple(_queue_lines(hall, board, now)),
        notices=notices_of(hall, board.zone, now),
        closed_windows=tuple(
            hall.catalogue.counter(code).number for code in codes if hall.counters[code].staff is None
        ),
    )


def _calls(hall: Hall, codes: Iterable[CounterCode]) -> list[CallLine]:
    held: list[tuple[Ticket, CounterCode]] = []
    for code in codes:
        ticket_id = hall.counters[code].ticket_id
        if ticket_id is not None and hall.tickets[ticket_id].state in AT_COUNTER:
            held.append((hall.tickets[ticket_id], code))
    held.sort(key=lambda pair: (pair[0].called_at or pair[0].issued_at, pair[0].rank), reverse=True)
    return [
        CallLine(
            ticket=ticket.number,
            counter=code,
            window_number=hall.catalogue.counter(code).number,
            call_count=ticket.call_count,
            called_at=ticket.called_at or ticket.issued_at,
            phase="calling" if ticket.state is TicketState.CALLED else "serving",
        )
        for ticket, code in held[:LAST_CALLS]
    ]


def _queue_lines(hall: Hall, board: Board, now: datetime) -> list[QueueLine]:
    return [
        QueueLine(
            queue=queue.letter,
            name_zh=queue.name_zh,
            name_en=queue.name_en,
            waiting=len(hall.lines[queue.letter]),
            wait=wait_for(hall, queue.letter, len(hall.lines[queue.letter])),
            open=hall.calendar.is_open(now, queue.letter),
        )
        for queue in hall.catalogue.queues
        if board.shows in ("all", queue.section)
    ]


def notices_of(hall: Hall, zone: ZoneCode, now: datetime) -> tuple[Notice, ...]:
    """Give the notices that a zone's boards show now, in the order they began."""
    return tuple(
        Notice(text_zh=n.text_zh, text_en=n.text_en, starts_at=n.starts_at, ends_at=n.ends_at)
        for n in sorted(hall.state.notices.values(), key=lambda n: (n.starts_at, n.notice_id))
        if zone in n.zones and n.starts_at <= now < n.ends_at
    )
