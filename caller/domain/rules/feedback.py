"""Rules for ratings (好差评, GB/T 39735): one serving is rated once; staff never change a rating."""

from datetime import datetime, timedelta

from caller.domain import commands as c
from caller.domain import refusals
from caller.domain.events import AnyEvent, RatingLapsed, ServingRated
from caller.domain.hall import Hall
from caller.domain.tickets.counter import Serving

CORRECTION = timedelta(seconds=5)
"""A press within this time after the first one corrects it (design: decided)."""


def rate(hall: Hall, command: c.Rate, actor: c.Actor, now: datetime) -> list[AnyEvent]:
    """Rate a serving, at the window's pad while it asks, or by the visitor's own card at a kiosk.

    The same press once more is taken and changes nothing: only another one is a correction.
    """
    del actor
    serving = hall.servings.get(command.serving_id)
    if serving is None or serving.state == "running":
        raise refusals.NoSuchServing
    if not _own(hall, serving, command):
        raise refusals.NoSuchServing
    _check_reasons(hall, command)
    if serving.state == "rated" and not _corrects(serving, command, now):
        raise refusals.AlreadyRated
    if command.channel == "rater" and serving.state != "rated" and not asking(hall, serving, now):
        raise refusals.RatingOver
    if (serving.state, serving.stars, serving.reasons) == ("rated", command.stars, command.reasons):
        return []
    return [
        ServingRated(
            at=now,
            serving_id=serving.serving_id,
            stars=command.stars,
            reasons=command.reasons,
            channel=command.channel,
            replaces=serving.state == "rated",
        )
    ]


def _check_reasons(hall: Hall, command: c.Rate) -> None:
    """Hold the reasons against the catalogue's list, and ask for one where the device can (keys cannot)."""
    rules = hall.catalogue.rating
    if not set(command.reasons) <= set(rules.bad_reasons):
        raise refusals.UnknownReason
    good = any(level.good for level in rules.levels if level.stars == command.stars)
    if command.channel == "kiosk" and rules.bad_needs_reason and not good and not command.reasons:
        raise refusals.ReasonNeeded


def _own(hall: Hall, serving: Serving, command: c.Rate) -> bool:
    """Tell whether it is theirs to rate: the pad's at its own window, the visitor's by the card."""
    if command.channel == "rater":
        return command.counter == serving.counter
    return command.visitor is not None and hall.state.rateable.get(command.visitor) == serving.serving_id


def _corrects(serving: Serving, command: c.Rate, now: datetime) -> bool:
    if serving.first_rated_at is None or serving.channel != command.channel:
        return False
    return timedelta() <= now - serving.first_rated_at <= CORRECTION


def asking(hall: Hall, serving: Serving, now: datetime) -> bool:
    """Tell whether the window's pad still asks about a serving."""
    if serving.state != "asking" or serving.ended_at is None:
        return False
    return timedelta() <= now - serving.ended_at < hall.catalogue.rating.wait


def lapse(hall: Hall, command: c.LapseRating, actor: c.Actor, now: datetime) -> list[AnyEvent]:
    """Nobody pressed in time: the serving counts as not rated, never as good."""
    del actor
    serving = hall.servings.get(command.serving_id)
    if serving is None or serving.state != "asking" or asking(hall, serving, now):
        return []
    return [RatingLapsed(at=now, serving_id=serving.serving_id, counter=serving.counter)]
