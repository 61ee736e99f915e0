"""The screens of the rating: five levels, reasons below "good", thanks (E-02, E-04)."""

from kiosk.flow.events import ChoseStars, Continued, Finished, SentRating, ToggledReason
from kiosk.flow.rating import GOOD_STARS, may_send
from kiosk.flow.steps import RateLastVisit
from kiosk.screens.page import Button, Choice, Choices, Drawing, Page, Picture
from kiosk.screens.pages.parts import Look, statement
from kiosk.wording import text_in


def rate_last_visit(step: RateLastVisit, look: Look) -> Page:
    """Ask for a level; where it is a bad one, for the reasons."""
    say, serving = look.say, step.serving
    ended = look.local(serving.ended_at)
    which = say.rate_which.format(
        number=serving.number,
        window=serving.counter.removeprefix("W").lstrip("0"),
        date=f"{ended.year}-{ended.month:02d}-{ended.day:02d}",
    )
    if step.stars is not None and step.stars < GOOD_STARS:
        send = (Button(say.rate_sending if step.sending else say.rate_send, SentRating(), primary=True),)
        return look.page(
            say.rate_reasons,
            reasons(step.reasons, look),
            subtitle=which,
            actions=send if may_send(step) else (),
            back=True,
            finish=True,
        )
    levels = look.offer.catalogue.rating.levels if look.offer else ()
    ordered = sorted(levels, key=lambda level: -level.stars)
    items = tuple(Choice(look.name(level), ChoseStars(level.stars), badge=str(level.stars)) for level in ordered)
    return look.page(say.rate_title, Choices(items), subtitle=which, back=True, finish=True)


def reasons(chosen: frozenset[str], look: Look) -> Choices:
    """Give the reasons for a bad level, those that are chosen ticked."""
    known = look.say.reasons
    offered = look.offer.catalogue.rating.bad_reasons if look.offer else ()
    return Choices(
        tuple(
            Choice(
                text_in(look.visit.language, reason, known.get(reason, "")),
                ToggledReason(reason),
                checked=reason in chosen,
            )
            for reason in offered
        ),
        columns=2,
    )


def thanks(look: Look) -> Page:
    """Thank, and say that it is recorded."""
    say = look.say
    return look.page(
        say.thanks_title,
        Picture(Drawing.DONE),
        statement(say.thanks_text),
        actions=(Button(say.finish, Finished(), primary=True), Button(say.thanks_on, Continued())),
    )
