"""How the hall takes its facts: `apply` may not refuse.

The same events in the same order always give the same hall: the journal, the snapshot and the tests rely on it.
"""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Any, cast

from broker.terms import CounterCode, QueueLetter, TicketId
from caller.domain import events as e
from caller.domain.cases.applying import apply_case
from caller.domain.hall import Hall, KioskDay, Outage
from caller.domain.tickets.counter import Serving
from caller.domain.tickets.ticket import AT_COUNTER, Ticket, TicketState

RATEABLE = timedelta(days=7)
"""So long a visitor's last serving may be rated at a kiosk. What is older is let go, or the hall would only grow."""


def apply(hall: Hall, event: e.AnyEvent) -> None:
    """Take one fact. Raises only where the journal itself is impossible (`ImpossibleMoveError`, KeyError)."""
    take = _APPLY.get(type(event))
    if take is None:
        apply_case(hall.state.cases, cast("e.CaseEvent", event))
    else:
        take(hall, event)


def _issued(hall: Hall, event: e.TicketIssued) -> None:
    hall.state.arrivals += 1
    hall.state.serials[event.queue] = event.serial
    hall.state.latest_arrival = max(hall.state.latest_arrival or event.at, event.at)
    ticket = Ticket(
        ticket_id=event.ticket_id,
        number=event.number,
        day=event.day,
        serial=event.serial,
        rank=hall.state.arrivals,
        queue=event.queue,
        service=event.service,
        situation=event.situation,
        ticket_class=event.ticket_class,
        class_reason=event.class_reason,
        visitor=event.visitor,
        masked_name=event.masked_name,
        language=event.language,
        code=event.code,
        issued_by=event.issued_by,
        issued_at=event.at,
        waits_since=hall.state.latest_arrival,
    )
    hall.state.tickets[ticket.ticket_id] = ticket
    hall.index(ticket)


def _slip(hall: Hall, event: e.SlipReported) -> None:
    ticket = hall.state.tickets[event.ticket_id]
    ticket.slip_printed = event.printed
    ticket.slip_fault = event.fault


def _called(hall: Hall, event: e.TicketCalled) -> None:
    ticket = hall.state.tickets[event.ticket_id]
    counter = hall.counter(event.counter)
    if event.ticket_id in counter.resumed:
        counter.resumed.remove(event.ticket_id)
        hall.pass_by(ticket.queue)
    else:
        hall.leave(ticket, called=True)
    for other in hall.waiting(ticket.queue) if _yielding(hall, ticket.queue) else ():
        other.others_first = max(0, other.others_first - 1)
    ticket.move(event)
    ticket.counter = event.counter
    ticket.others_first = 0
    ticket.call_count = 1
    ticket.called_at = event.at
    ticket.first_called_at = ticket.first_called_at or event.at
    ticket.reasons = event.reasons
    counter.ticket_id = event.ticket_id


def _yielding(hall: Hall, queue: QueueLetter) -> bool:
    return any(hall.state.tickets[ticket_id].others_first for ticket_id in hall.lines[queue])


def _recalled(hall: Hall, event: e.TicketRecalled) -> None:
    ticket = hall.state.tickets[event.ticket_id]
    ticket.move(event)
    ticket.call_count += 1
    ticket.called_at = event.at


def _serving_started(hall: Hall, event: e.ServingStarted) -> None:
    ticket = hall.state.tickets[event.ticket_id]
    ticket.move(event)
    ticket.served_at = event.at
    ticket.serving_id = event.serving_id
    ticket.servings += 1
    ticket.first_contact = ticket.first_contact or event.staff
    hall.state.servings[event.serving_id] = Serving(
        serving_id=event.serving_id,
        ticket_id=event.ticket_id,
        number=ticket.number,
        service=ticket.service,
        counter=event.counter,
        staff=event.staff,
        started_at=event.at,
    )


def _completed(hall: Hall, event: e.TicketCompleted) -> None:
    ticket = _leave_counter(hall, event.ticket_id, event.counter)
    ticket.move(event)
    ticket.ended_at = event.at
    _end_serving(hall, ticket, event.counter, event.at)


def _no_show(hall: Hall, event: e.TicketNoShow) -> None:
    ticket = _leave_counter(hall, event.ticket_id, event.counter)
    ticket.move(event)
    ticket.ended_at = event.at


def _parked(hall: Hall, event: e.TicketParked) -> None:
    _leave_counter(hall, event.ticket_id, event.counter).move(event)


def _resume(hall: Hall, event: e.TicketResumed) -> None:
    ticket = hall.state.tickets[event.ticket_id]
    ticket.move(event)
    ticket.counter = event.counter
    hall.counter(event.counter).resumed.append(event.ticket_id)


def _transferred(hall: Hall, event: e.TicketTransferred) -> None:
    ticket = _leave_counter(hall, event.ticket_id, event.counter)
    if ticket.state is TicketState.SERVING:
        _end_serving(hall, ticket, event.counter, event.at)
    ticket.move(event)
    ticket.queue = event.to_queue
    ticket.only_counter = hall.counter(event.to_counter).code if event.to_counter is not None else None
    ticket.sent_from, ticket.sent_because = event.counter, event.reason
    ticket.ticket_class = "transferred" if ticket.ticket_class == "normal" else ticket.ticket_class
    ticket.counter = None
    ticket.call_count = 0
    hall.join(ticket)


def _reinstated(hall: Hall, event: e.TicketReinstated) -> None:
    ticket = hall.state.tickets[event.ticket_id]
    ticket.move(event)
    ticket.ended_at = None
    ticket.counter = None
    ticket.call_count = 0
    ticket.others_first = event.others_first
    hall.join(ticket)


def _closed(hall: Hall, event: e.TicketClosed) -> None:
    ticket = hall.state.tickets[event.ticket_id]
    counter = hall.state.counters.get(ticket.counter) if ticket.counter is not None else None
    if ticket.state is TicketState.WAITING:
        if counter is not None and ticket.ticket_id in counter.resumed:
            counter.resumed.remove(ticket.ticket_id)
        else:
            hall.leave(ticket, called=False)
    elif counter is not None and counter.ticket_id == ticket.ticket_id:
        counter.ticket_id = None
    ticket.move(event)
    ticket.ended_at = event.at


def _leave_counter(hall: Hall, ticket_id: TicketId, code: CounterCode) -> Ticket:
    hall.counter(code).ticket_id = None
    return hall.state.tickets[ticket_id]


def _end_serving(hall: Hall, ticket: Ticket, code: CounterCode, at: datetime) -> None:
    if ticket.serving_id is None:
        raise KeyError(ticket.ticket_id)
    serving = hall.state.servings[ticket.serving_id]
    serving.ended_at = at
    serving.state = "asking"
    hall.counter(code).last_serving = serving.serving_id
    if ticket.visitor is not None:
        hall.state.rateable[ticket.visitor] = serving.serving_id


# ------------------------------------------------------------ day and counters


def _day_began(hall: Hall, event: e.DayBegan) -> None:
    kept = {ticket_id: t for ticket_id, t in hall.state.tickets.items() if t.state in AT_COUNTER}
    rateable = {v: s for v, s in hall.state.rateable.items() if _still_rateable(hall.state.servings.get(s), event.at)}
    wanted = set(rateable.values()) | {t.serving_id for t in kept.values()}
    hall.state.tickets = kept
    hall.state.servings = {key: s for key, s in hall.state.servings.items() if key in wanted}
    hall.state.rateable = rateable
    hall.state.serials = {}
    hall.forget_shares()
    hall.state.day = event.day
    hall.state.carried = list(kept)
    hall.state.visits = {}
    hall.state.notices = {key: notice for key, notice in hall.state.notices.items() if notice.ends_at > event.at}
    hall.state.outages = [outage for outage in hall.state.outages if outage.ended_at is None]
    hall.by_visitor.clear()
    hall.by_code.clear()
    for counter in hall.state.counters.values():
        counter.resumed.clear()
        if counter.last_serving not in hall.state.servings:
            counter.last_serving = None
    for ticket in kept.values():
        hall.index(ticket)


def _still_rateable(serving: Serving | None, now: datetime) -> bool:
    if serving is None or serving.ended_at is None:
        return False
    return serving.state != "rated" and now - serving.ended_at <= RATEABLE


def _signed_in(hall: Hall, event: e.StaffSignedIn) -> None:
    counter = hall.counter(event.counter)
    counter.staff = event.staff
    counter.signed_in_at = event.at
    hall.man(counter)


def _signed_out(hall: Hall, event: e.StaffSignedOut) -> None:
    counter = hall.counter(event.counter)
    counter.staff = counter.signed_in_at = counter.paused_reason = counter.paused_since = None
    hall.man(counter)
    for ticket in [hall.state.tickets[ticket_id] for ticket_id in counter.resumed]:
        ticket.counter = None
        hall.join(ticket)
    counter.resumed.clear()


def _paused(hall: Hall, event: e.CounterPaused) -> None:
    counter = hall.counter(event.counter)
    counter.paused_reason, counter.paused_since = event.reason, event.at
    hall.man(counter)


def _reopened(hall: Hall, event: e.CounterReopened) -> None:
    counter = hall.counter(event.counter)
    counter.paused_reason = counter.paused_since = None
    hall.man(counter)


# ------------------------------------------------------------ ratings, notices, devices


def _rated(hall: Hall, event: e.ServingRated) -> None:
    serving = hall.state.servings[event.serving_id]
    serving.state, serving.stars, serving.reasons = "rated", event.stars, event.reasons
    serving.rated_at, serving.channel = event.at, event.channel
    serving.first_rated_at = serving.first_rated_at or event.at


def _lapsed(hall: Hall, event: e.RatingLapsed) -> None:
    hall.state.servings[event.serving_id].state = "lapsed"


def _notice(hall: Hall, event: e.NoticePosted) -> None:
    hall.state.notices[event.notice_id] = event


def _notice_down(hall: Hall, event: e.NoticeWithdrawn) -> None:
    del hall.state.notices[event.notice_id]


def _visited(hall: Hall, event: e.KioskVisited) -> None:
    before = hall.state.visits.get(event.kiosk, KioskDay({}, {}, 0.0))
    visits = {**before.visits, event.outcome: before.visits.get(event.outcome, 0) + 1}
    given_up = dict(before.given_up_on)
    if event.outcome == "given_up":
        given_up[event.last_screen] = given_up.get(event.last_screen, 0) + 1
    hall.state.visits[event.kiosk] = KioskDay(visits, given_up, before.seconds + event.lasted_seconds)


def _fault(hall: Hall, event: e.FaultBegan) -> None:
    hall.state.outages.append(Outage(event.client, event.device, event.what, event.at))


def _fault_over(hall: Hall, event: e.FaultEnded) -> None:
    for at, outage in enumerate(hall.state.outages):
        if (outage.client, outage.device, outage.ended_at) == (event.client, event.device, None):
            hall.state.outages[at] = Outage(outage.client, outage.device, outage.what, outage.began_at, event.at)


_APPLY: Mapping[type[e.AnyEvent], Callable[[Hall, Any], None]] = MappingProxyType(
    {
        e.TicketIssued: _issued,
        e.SlipReported: _slip,
        e.TicketCalled: _called,
        e.TicketRecalled: _recalled,
        e.ServingStarted: _serving_started,
        e.TicketCompleted: _completed,
        e.TicketNoShow: _no_show,
        e.TicketParked: _parked,
        e.TicketResumed: _resume,
        e.TicketTransferred: _transferred,
        e.TicketReinstated: _reinstated,
        e.TicketClosed: _closed,
        e.DayBegan: _day_began,
        e.StaffSignedIn: _signed_in,
        e.StaffSignedOut: _signed_out,
        e.CounterPaused: _paused,
        e.CounterReopened: _reopened,
        e.ServingRated: _rated,
        e.RatingLapsed: _lapsed,
        e.NoticePosted: _notice,
        e.NoticeWithdrawn: _notice_down,
        e.KioskVisited: _visited,
        e.FaultBegan: _fault,
        e.FaultEnded: _fault_over,
    }
)
"""Event → how the hall takes it: the table of contents of this file."""
