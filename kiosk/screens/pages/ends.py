"""The screens that cover another one: refused, are you still there, the card is gone."""

from kiosk.flow.applying.drafts import draft_is_kept
from kiosk.flow.events import Continued
from kiosk.flow.patience import CARD_REMOVED_SECONDS, COUNTDOWN_SECONDS
from kiosk.flow.steps import CardRemoved, Refused, Step, TimeoutWarning
from kiosk.screens.page import Button, Countdown, Drawing, Notice, Page, Picture
from kiosk.screens.pages.parts import Look, statement
from kiosk.screens.theme.colours import Tone


def refused(step: Refused, look: Look) -> Page:
    """Say why the hall said no, in its own words; or that it said nothing."""
    say = look.say
    unknown = step.sentence is None
    text = say.refused_no_answer if step.sentence is None else step.sentence.in_language(look.visit.language)
    return look.page(
        # without an answer nobody knows that it failed
        say.no_answer_title if unknown else say.refused_title,
        Picture(Drawing.ATTENTION),
        Notice(text, Tone.MIND),
        actions=(Button(say.understood, Continued(), primary=True),),
        finish=True,
    )


def timeout_warning(step: TimeoutWarning, look: Look) -> Page:
    """Ask whether somebody is still there, and count down."""
    say = look.say
    return look.page(
        say.timeout_title,
        Picture(Drawing.CLOCK),
        statement(say.timeout_text),
        *_draft(step.under, look),
        Countdown(step.left, COUNTDOWN_SECONDS, say.timeout_seconds.format(left=step.left)),
        actions=(Button(say.still_here, Continued(), primary=True),),
        finish=True,
    )


def card_removed(step: CardRemoved, look: Look) -> Page:
    """Say that the visit ends because the card is gone, and count down."""
    say = look.say
    return look.page(
        say.removed_title,
        Picture(Drawing.CARD),
        statement(say.removed_text),
        *_draft(step.under, look),
        Countdown(step.left, CARD_REMOVED_SECONDS, say.timeout_seconds.format(left=step.left)),
        actions=(Button(say.removed_go_on, Continued(), primary=True),),
        finish=True,
    )


def _draft(under: Step, look: Look) -> tuple[Notice, ...]:
    """Say that the draft is kept, where there is one (K-14)."""
    return (Notice(look.say.applying.draft_kept),) if draft_is_kept(under) else ()
