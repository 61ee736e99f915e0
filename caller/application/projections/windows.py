"""What a window's LED and rating pad show."""

from datetime import datetime, timedelta
from typing import Literal

from broker.messages import DisplayState, RatingLevel, RatingState
from broker.terms import CounterCode, PackageCode, ServiceCode
from caller.domain.hall import Hall
from caller.domain.rules.feedback import asking
from caller.domain.tickets.counter import Counter, Serving
from caller.domain.tickets.ticket import Ticket, TicketState

THANKS = timedelta(seconds=5)
"""How long a pad says thank you, which is also how long a press may be corrected."""

Phase = Literal["closed", "idle", "calling", "serving", "paused"]


def _phase(counter: Counter, ticket: Ticket | None) -> Phase:
    if ticket is not None:
        return "calling" if ticket.state is TicketState.CALLED else "serving"
    if counter.staff is None:
        return "closed"
    return "paused" if counter.paused_since is not None else "idle"


def held_ticket(hall: Hall, counter: Counter) -> Ticket | None:
    """Give the ticket a counter holds."""
    return hall.tickets[counter.ticket_id] if counter.ticket_id is not None else None


def display_state(hall: Hall, code: CounterCode) -> DisplayState:
    """Give what the LED of a window must show now; the revision is the projector's."""
    counter = hall.counters[code]
    window = hall.catalogue.counter(code)
    ticket = held_ticket(hall, counter)
    member = hall.catalogue.staff_by_no.get(counter.staff) if counter.staff is not None else None
    return DisplayState(
        counter=code,
        revision=0,
        phase=_phase(counter, ticket),
        window_number=window.number,
        name_zh=window.name_zh,
        name_en=window.name_en,
        ticket=ticket.number if ticket else None,
        call_count=ticket.call_count if ticket else 0,
        called_at=ticket.called_at if ticket else None,
        staff_no=counter.staff,
        staff_post_zh=member.post if member else None,
        staff_post_en=member.post_en if member else None,
    )


def rating_state(hall: Hall, code: CounterCode, now: datetime) -> RatingState:
    """Give what the rating pad of a window must show now."""
    counter = hall.counters[code]
    member = hall.catalogue.staff_by_no.get(counter.staff) if counter.staff is not None else None
    ticket = held_ticket(hall, counter)
    serving = hall.servings.get(counter.last_serving) if counter.last_serving is not None else None
    phase = _rating_phase(hall, counter, ticket, serving, now)
    about = serving if phase in ("asking", "thanks") else None
    service = about.service if about else (ticket.service if ticket else None)
    zh, en = _service_names(hall, service)
    return RatingState(
        counter=code,
        revision=0,
        phase=phase,
        staff_no=counter.staff,
        staff_post_zh=member.post if member else None,
        staff_post_en=member.post_en if member else None,
        service_zh=zh,
        service_en=en,
        serving_id=about.serving_id if about else None,
        ticket=about.number if about else None,
        stars=about.stars if about and phase == "thanks" else None,
        ends_at=_ends_at(hall, about) if phase == "asking" else None,
        levels=_levels(hall) if about else (),
        reasons=hall.catalogue.rating.bad_reasons if about else (),
    )


def _rating_phase(
    hall: Hall, counter: Counter, ticket: Ticket | None, serving: Serving | None, now: datetime
) -> Literal["closed", "idle", "serving", "asking", "thanks"]:
    if ticket is not None and ticket.state is TicketState.SERVING:
        return "serving"
    if serving is not None and asking(hall, serving, now):
        return "asking"
    rated_at = serving.rated_at if serving is not None and serving.channel == "rater" else None
    if rated_at is not None and timedelta() <= now - rated_at < THANKS:
        return "thanks"
    return "closed" if counter.staff is None else "idle"


def _ends_at(hall: Hall, serving: Serving | None) -> datetime | None:
    if serving is None or serving.ended_at is None:
        return None
    return serving.ended_at + hall.catalogue.rating.wait


def _levels(hall: Hall) -> tuple[RatingLevel, ...]:
    return tuple(
        RatingLevel(stars=level.stars, name_zh=level.name_zh, name_en=level.name_en, good=level.good)
        for level in hall.catalogue.rating.levels
    )


def _service_names(hall: Hall, service: ServiceCode | None) -> tuple[str | None, str | None]:
    if service is None:
        return None, None
    matter = hall.catalogue.services_by_code.get(service) or hall.catalogue.packages_by_code.get(PackageCode(service))
    return (matter.name_zh, matter.name_en) if matter is not None else (None, None)
