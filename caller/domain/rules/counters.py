"""Rules for counters and days: who may sit where, pauses, the end of a day."""

from datetime import datetime

from broker.terms import CounterCode, StaffNo
from caller.domain import commands as c
from caller.domain import refusals
from caller.domain.events import (
    AnyEvent,
    CounterPaused,
    CounterReopened,
    DayBegan,
    StaffSignedIn,
    StaffSignedOut,
    TicketClosed,
)
from caller.domain.hall import Hall
from caller.domain.rules.serving import staffed
from caller.domain.tickets.ticket import OPEN, TicketState


def may_serve(hall: Hall, staff: StaffNo, counter: CounterCode) -> bool:
    """Tell whether the catalogue lets this person serve this window."""
    member = hall.catalogue.staff_by_no.get(staff)
    return member is not None and counter in member.windows


def sign_in(hall: Hall, command: c.SignIn, actor: c.Actor, now: datetime) -> list[AnyEvent]:
    """Open a window with a person who may serve it (亮牌上岗); signing in again at one's own window changes nothing."""
    del actor
    if command.counter not in hall.catalogue.counters_by_code:
        raise refusals.UnknownCounter(command.counter)
    if not may_serve(hall, command.staff, command.counter):
        raise refusals.StaffNotAllowed(command.staff, command.counter)
    sitting = hall.counters[command.counter].staff
    if sitting == command.staff:
        return []
    if sitting is not None:
        raise refusals.CounterTaken(command.counter, sitting)
    for counter in hall.counters.values():
        if counter.staff == command.staff:
            raise refusals.StaffElsewhere(command.staff, counter.code)
    return [StaffSignedIn(at=now, counter=command.counter, staff=command.staff)]


def sign_out(hall: Hall, command: c.SignOut, actor: c.Actor, now: datetime) -> list[AnyEvent]:
    """Leave a window; not while it holds a visitor."""
    del actor
    counter, staff = staffed(hall, command.counter)
    if counter.ticket_id is not None:
        raise refusals.CounterBusy(counter.code, hall.tickets[counter.ticket_id].number)
    return [StaffSignedOut(at=now, counter=counter.code, staff=staff)]


def pause(hall: Hall, command: c.PauseCounter, actor: c.Actor, now: datetime) -> list[AnyEvent]:
    """Call nobody for a while, with a reason; a visitor at the window is served to the end."""
    del actor
    counter, _ = staffed(hall, command.counter)
    if counter.paused_since is not None:
        raise refusals.CounterIsPaused(counter.code)
    if not command.reason.strip():
        raise refusals.ReasonNeeded
    return [CounterPaused(at=now, counter=counter.code, reason=command.reason)]


def reopen(hall: Hall, command: c.ReopenCounter, actor: c.Actor, now: datetime) -> list[AnyEvent]:
    """End the pause."""
    del actor
    counter, _ = staffed(hall, command.counter)
    if counter.paused_since is None:
        raise refusals.CounterNotPaused(counter.code)
    return [CounterReopened(at=now, counter=counter.code)]


def begin_day(hall: Hall, command: c.BeginDay, actor: c.Actor, now: datetime) -> list[AnyEvent]:
    """Start a day: what still waits is closed with the reason, whoever is being served is served to the end.

    A day never begins twice and never goes back, whatever the clock does: numbers depend on it.
    """
    del actor
    if hall.state.day is not None and command.day <= hall.state.day:
        return []
    closing: list[AnyEvent] = [
        TicketClosed(at=now, ticket_id=ticket.ticket_id, reason="day_end")
        for ticket in hall.tickets.values()
        if ticket.state in OPEN and ticket.state is not TicketState.SERVING
    ]
    return [*closing, DayBegan(at=now, day=command.day)]
