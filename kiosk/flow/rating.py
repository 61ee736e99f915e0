"""The rating of one's last visit: five levels, a reason where the level is bad, thanks (E-02, E-04)."""

from dataclasses import replace

from kiosk.flow.context import Context
from kiosk.flow.endings import Next, after, end, stay
from kiosk.flow.events import (
    ChoseStars,
    Continued,
    Event,
    HallSilent,
    RatingTaken,
    RequestRefused,
    SentRating,
    ToggledReason,
    WentBack,
)
from kiosk.flow.orders import AskRating, Order
from kiosk.flow.steps import Menu, RateLastVisit, Refused, Thanks, Visit

GOOD_STARS = 3
"""From this level up a visit was good; below it a reason is asked (GB/T 39735)."""


def transition(step: RateLastVisit | Thanks, event: Event, context: Context) -> Next:
    """What happens while somebody rates."""
    match step:
        case Thanks():
            return stay(Menu(step.visit)) if isinstance(event, Continued) else stay(step)
        case RateLastVisit():
            return _rating(step, event, context)


def _rating(step: RateLastVisit, event: Event, context: Context) -> Next:
    visit = step.visit
    match event:
        case ChoseStars(stars) if not step.sending:
            chosen = replace(step, stars=stars)
            return _send(chosen) if stars >= GOOD_STARS else stay(chosen)
        case ToggledReason(reason) if not step.sending:
            return stay(replace(step, reasons=step.reasons ^ {reason}))
        case SentRating() if step.stars is not None and may_send(step):
            return _send(step)
        case WentBack() if step.stars is not None and not step.sending:
            return stay(replace(step, stars=None, reasons=frozenset()))
        case WentBack() if not step.sending:
            return stay(Menu(visit)) if context.hall_here else end(step, context, gave_up=True)
        case _:
            return _answered(step, event)


def _answered(step: RateLastVisit, event: Event) -> Next:
    visit = step.visit
    match event:
        case RatingTaken():
            return stay(Thanks(after(_rated(visit), "rating")))
        case RequestRefused(sentence):
            return stay(Refused(visit, sentence, Menu(_rated(visit))))
        case HallSilent():
            return stay(Refused(visit, None, Menu(visit)))
        case _:
            return stay(step)


def may_send(step: RateLastVisit) -> bool:
    """Tell whether the rating is complete: a bad level needs at least one reason (E-04)."""
    return not step.sending and step.stars is not None and (step.stars >= GOOD_STARS or bool(step.reasons))


def _send(step: RateLastVisit) -> Next:
    if step.stars is None:
        return stay(step)
    card = None if step.visit.visitor is None else step.visit.visitor.card
    reasons = () if step.stars >= GOOD_STARS else tuple(sorted(step.reasons))
    order: Order = AskRating(step.serving.serving_id, step.stars, reasons, card)
    return replace(step, sending=True), (order,)


def _rated(visit: Visit) -> Visit:
    """Give the visit without the offer to rate: each serving is rated once."""
    if visit.visitor is None:
        return visit
    greeting = visit.visitor.greeting.model_copy(update={"rateable": None})
    return replace(visit, visitor=replace(visit.visitor, greeting=greeting))
