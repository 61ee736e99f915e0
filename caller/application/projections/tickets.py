"""A ticket as its visitor may see it."""

from datetime import datetime, timedelta

from broker.messages import ServingView, TicketView, WaitForecast
from broker.terms import QueueLetter, VisitorKey
from caller.domain.hall import Hall
from caller.domain.tickets.forecast import forecast
from caller.domain.tickets.ticket import Ticket, TicketState


def wait_for(hall: Hall, queue: QueueLetter, ahead: int) -> WaitForecast | None:
    """Foretell a wait, as a message; None where nothing can be promised."""
    wait = forecast(hall, queue, ahead)
    return None if wait is None else WaitForecast(low_minutes=wait.low_minutes, high_minutes=wait.high_minutes)


def ticket_view(hall: Hall, ticket: Ticket) -> TicketView:
    """Give what a visitor may know of a ticket: no person in it."""
    waiting = ticket.state is TicketState.WAITING and ticket.queue in hall.catalogue.queues_by_letter
    ahead = hall.ahead(ticket) if waiting else 0
    return TicketView(
        ticket_id=ticket.ticket_id,
        number=ticket.number,
        code=ticket.code,
        queue=ticket.queue,
        service=ticket.service,
        situation=ticket.situation,
        ticket_class=ticket.ticket_class,
        state=ticket.state.value,
        counters=tuple(counter.code for counter in hall.catalogue.windows_by_queue.get(ticket.queue, ())),
        called_to=ticket.counter if ticket.state in (TicketState.CALLED, TicketState.SERVING) else None,
        ahead=ahead,
        wait=wait_for(hall, ticket.queue, ahead) if waiting else None,
        return_until=_return_until(hall, ticket),
        issued_at=ticket.issued_at,
        language=ticket.language,
    )


def _return_until(hall: Hall, ticket: Ticket) -> datetime | None:
    if ticket.state is not TicketState.NO_SHOW or ticket.ended_at is None:
        return None
    return ticket.ended_at + timedelta(minutes=hall.catalogue.distribution.passed_may_return_minutes)


def rateable_serving(hall: Hall, visitor: VisitorKey) -> ServingView | None:
    """Give the visitor's last serving that has no rating yet."""
    serving_id = hall.state.rateable.get(visitor)
    serving = hall.servings.get(serving_id) if serving_id is not None else None
    if serving is None or serving.state not in ("asking", "lapsed") or serving.ended_at is None:
        return None
    return ServingView(
        serving_id=serving.serving_id,
        number=serving.number,
        counter=serving.counter,
        service=serving.service,
        ended_at=serving.ended_at,
    )
