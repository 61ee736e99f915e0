"""The table of screens: every step and the function that makes its page. A step without a row is a type error."""

from typing import assert_never

from kiosk.flow.context import Context
from kiosk.flow.steps import (
    AlreadyHolding,
    ApplyingStep,
    AtWindow,
    BeforeAfter,
    Browsing,
    Camera,
    CardExpired,
    CardProblem,
    CardRemoved,
    Closed,
    EnteringStep,
    FormOffer,
    FreePaper,
    Guide,
    GuideHint,
    GuidingStep,
    HallMap,
    Issuing,
    Menu,
    OutOfService,
    PassedOver,
    PleaseWait,
    QueueStep,
    RateLastVisit,
    ReadingCard,
    Refused,
    Result,
    Search,
    SectionMatters,
    Signing,
    Start,
    Step,
    Thanks,
    Ticket,
    TimeoutWarning,
    Together,
    Typing,
)
from kiosk.screens.page import Page
from kiosk.screens.pages import (
    applying,
    card,
    choosing,
    ends,
    guides,
    hall_map,
    rating,
    resting,
    scanning,
    shelves,
    ticket,
)
from kiosk.screens.pages.parts import Look
from kiosk.screens.pages.signing import signing
from kiosk.screens.pages.typing import typing


def page_of(step: Step, context: Context) -> Page:
    """Give the page of a step."""
    look = Look(step.visit, context)
    if isinstance(step, ApplyingStep):
        return applying.page_of(step, look)
    if isinstance(step, GuidingStep):
        return _guiding(step, look)
    if isinstance(step, EnteringStep):
        return _entering(step, look)
    return _queueing(step, look)


def _queueing(step: QueueStep, look: Look) -> Page:  # noqa: C901 - a table: one line a screen
    """Give the page of a step from the resting screen to the rating."""
    match step:
        case OutOfService():
            return resting.out_of_service(look)
        case Closed():
            return resting.closed(look)
        case PleaseWait():
            return resting.please_wait(look)
        case Start():
            return resting.start(look)
        case GuideHint():
            return resting.guide_hint(look)
        case ReadingCard():
            return card.reading_card(look)
        case CardProblem():
            return card.card_problem(step, look)
        case CardExpired():
            return card.card_expired(look)
        case Menu():
            return choosing.menu(step, look)
        case SectionMatters():
            return choosing.section_matters(step, look)
        case Together():
            return choosing.together(step, look)
        case Search():
            return choosing.search(step, look)
        case Result():
            return choosing.result(step, look)
        case Issuing():
            return ticket.issuing(look)
        case Ticket():
            return ticket.ticket(step, look)
        case AlreadyHolding():
            return ticket.already_holding(step, look)
        case PassedOver():
            return ticket.passed_over(step, look)
        case RateLastVisit():
            return rating.rate_last_visit(step, look)
        case Thanks():
            return rating.thanks(look)
        case Refused():
            return ends.refused(step, look)
        case TimeoutWarning():
            return ends.timeout_warning(step, look)
        case CardRemoved():
            return ends.card_removed(step, look)
        case _:
            assert_never(step)


def _guiding(step: GuidingStep, look: Look) -> Page:
    """Give the page of a step of the open information."""
    match step:
        case Browsing():
            return shelves.browsing(step, look)
        case Guide():
            return guides.guide(step, look)
        case AtWindow():
            return guides.at_window(step, look)
        case BeforeAfter():
            return guides.before_after(step, look)
        case FormOffer():
            return guides.form_offer(step, look)
        case FreePaper():
            return guides.free_paper(step, look)
        case HallMap():
            return hall_map.hall_map(step, look)
        case _:
            assert_never(step)


def _entering(step: EnteringStep, look: Look) -> Page:
    """Give the page of a step that takes something in."""
    match step:
        case Typing():
            return typing(step, look)
        case Signing():
            return signing(step, look)
        case Camera():
            return scanning.camera(step, look)
        case _:
            assert_never(step)
