"""What is spoken when something happens: the call, the greeting, the farewell (来有迎声、问有答声、走有送声)."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Literal

from broker.messages import Announcement
from broker.terms import AnnouncementId, ZoneCode
from caller.domain import events as e
from caller.domain.hall import Hall
from caller.domain.tickets.ticket import Ticket

SPOKEN_WITHIN = timedelta(seconds=10)
"""An announcement older than this is not spoken any more."""

Purpose = Literal["call", "greet", "farewell"]


def announcements(hall: Hall, seq: int, event: e.AnyEvent) -> Iterator[Announcement]:
    """Give what `event` makes the hall say. The id comes from the event's number: said again, it is the same.

    Nothing is said of a ticket that a new day has closed meanwhile, or of a window that a new catalogue no longer has.
    """
    if not isinstance(event, (e.TicketCalled, e.TicketRecalled, e.ServingStarted, e.TicketCompleted)):
        return
    ticket = hall.tickets.get(event.ticket_id)
    if ticket is None or event.counter not in hall.catalogue.counters_by_code:
        return
    speech = hall.catalogue.speech
    match event:
        case e.TicketCalled() | e.TicketRecalled():
            yield _say(hall, seq, event, ticket, purpose="call", template=speech.call_zh, english=False)
            if ticket.language == "en":
                yield _say(hall, seq, event, ticket, purpose="call", template=speech.call_en, english=True)
        case e.ServingStarted():
            yield _say(hall, seq, event, ticket, purpose="greet", template=speech.greet_zh, english=False)
        case e.TicketCompleted():
            yield _say(hall, seq, event, ticket, purpose="farewell", template=speech.farewell_zh, english=False)


def _say(
    hall: Hall,
    seq: int,
    event: e.TicketCalled | e.TicketRecalled | e.ServingStarted | e.TicketCompleted,
    ticket: Ticket,
    *,
    purpose: Purpose,
    template: str,
    english: bool,
) -> Announcement:
    window = hall.catalogue.counter(event.counter)
    return Announcement(
        announcement_id=AnnouncementId(f"{seq}-{'en' if english else 'zh'}"),
        zone=ZoneCode(window.section),
        purpose=purpose,
        template=template,
        language="en" if english else "zh-Hans",
        ticket=ticket.number,
        window_number=window.number,
        call_count=1 if isinstance(event, e.TicketCalled) else ticket.call_count,
        said_at=event.at,
        valid_until=event.at + SPOKEN_WITHIN,
    )
