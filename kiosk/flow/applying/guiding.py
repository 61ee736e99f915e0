"""From a matter to what it needs: guided questions one by one, the result, the consent (K-S04, K-S05; G-01)."""

from dataclasses import replace

from broker.catalogue.matters import matter as find_matter
from broker.catalogue.services import MatterCode, Service
from broker.catalogue.trees import Outcome
from broker.catalogue.walk import towards
from broker.terms import SituationCode
from kiosk.flow.applying.asking import hall_works
from kiosk.flow.applying.matching import Match, match_of, renewal_of_cards, why_not_here
from kiosk.flow.applying.questions import Walk, walk
from kiosk.flow.context import Context
from kiosk.flow.endings import Next, stay
from kiosk.flow.events import (
    AskedHere,
    AskedListPrint,
    AskedPerson,
    AskedTicket,
    ChoseAnswer,
    Continued,
    Event,
    GaveConsent,
    OpenedMap,
    TurnedPage,
    WentBack,
)
from kiosk.flow.orders import AskHelp, OpenAsk, PrintPapers
from kiosk.flow.steps import Answered, Asking, Consent, Doing, HallMap, Matched, Step, Unsure, Wanted
from kiosk.flow.ticketing import ask_for_ticket
from kiosk.flow.visiting import with_visit
from kiosk.wording import name_in

RENEWED = SituationCode("renew")
"""The catalogue's word for a certificate that is renewed (换发)."""


def open_matter(step: Step, owner: MatterCode, context: Context) -> Step:
    """Give the first question of a matter, or its result where nothing is asked; `step` is come back to."""
    if context.offer is None or find_matter(context.offer.catalogue, owner) is None:
        return step
    return _reached(Answered(owner), step, step, context)


def open_renewal(step: Step, context: Context) -> Step:
    """Give the renewal of an identity card, with what the card itself answers: it is here, and has run out (K-01)."""
    code = renewal_of_cards(context)
    if code is None or context.offer is None:
        return step
    tree = context.offer.catalogue.tree(code)
    first = next((node for node in tree.nodes if node.id == tree.start), None) if tree is not None else None
    options = () if first is None else first.options
    answers = tuple(
        number
        for number, option in enumerate(options, start=1)
        if isinstance(option, Outcome) and option.result == RENEWED
    )
    return _reached(Answered(code, answers[:1]), step, step, context)


def open_certificate_renewal(step: Step, owner: MatterCode, situation: SituationCode, context: Context) -> Step:
    """Give the first question that is open once it is known that a certificate is renewed (N-03)."""
    tree = None if context.offer is None else context.offer.catalogue.tree(owner)
    if tree is None:
        return open_matter(step, owner, context)
    return _reached(Answered(owner, towards(tree, situation)), step, step, context)


def _reached(matter: Answered, step: Step, came_from: Step, context: Context) -> Step:
    if context.offer is None:
        return step
    if walk(context.offer.catalogue, matter).open is not None:
        return Asking(step.visit, matter, came_from)
    return Matched(step.visit, matter, came_from)


def transition(step: Asking | Matched | Unsure | Consent, event: Event, context: Context) -> Next:
    """What happens from the first question to the consent."""
    match step:
        case Asking():
            return _asking(step, event, context)
        case Matched():
            return _matched(step, event, context)
        case Unsure():
            return _unsure(step, event, context)
        case Consent():
            return _consent(step, event)


def walked(step: Asking, context: Context) -> Walk | None:
    """Give how far the answers of this step lead; None before a catalogue was had."""
    return None if context.offer is None else walk(context.offer.catalogue, step.matter)


def matched(step: Matched, context: Context) -> Match | None:
    """Give what the answers of this step came to."""
    return None if context.offer is None else match_of(context.offer.catalogue, step.matter)


def _asking(step: Asking, event: Event, context: Context) -> Next:
    far = walked(step, context)
    match event:
        case ChoseAnswer(number) if far is not None and far.open and 1 <= number <= len(far.open.options):
            matter = replace(step.matter, answers=(*step.matter.answers, number))
            return stay(_reached(matter, step, step.came_from, context))
        case TurnedPage(by):
            return stay(replace(step, page=max(0, step.page + by)))
        case AskedPerson():
            return Unsure(step.visit, step), (AskHelp("Asking", wanted=True),)
        case AskedTicket():
            return _ticket(step, context)
        case WentBack():
            return stay(_one_back(step))
        case _:
            return stay(step)


def _one_back(step: Asking | Matched) -> Step:
    if not step.matter.answers:
        return with_visit(step.came_from, step.visit)
    return Asking(step.visit, replace(step.matter, answers=step.matter.answers[:-1]), step.came_from)


def wanted_by(matter: Answered, context: Context) -> Wanted | None:
    """Give the queue of a matter; for a package its own."""
    if context.offer is None:
        return None
    match = match_of(context.offer.catalogue, matter)
    it = find_matter(context.offer.catalogue, matter.owner) if match is None else match.matter
    if it is None:
        return None
    return Wanted(it.queue, it.code if isinstance(it, Service) else None)


def _ticket(step: Asking | Matched, context: Context) -> Next:
    wanted = wanted_by(step.matter, context)
    return stay(step) if wanted is None else ask_for_ticket(step, wanted, context)


def _unsure(step: Unsure, event: Event, context: Context) -> Next:
    match event:
        case AskedTicket():
            return _ticket(replace(step.under, visit=step.visit), context)
        case Continued() | WentBack():
            return stay(with_visit(step.under, step.visit))
        case _:
            return stay(step)


def _matched(step: Matched, event: Event, context: Context) -> Next:
    match event:
        case AskedHere() if (match := matched(step, context)) and why_not_here(match, step.visit, context) is None:
            return stay(Consent(step.visit, step))
        case AskedTicket():
            return _ticket(step, context)
        case AskedListPrint():
            return step, _papers(step, context)
        case OpenedMap() if (wanted := wanted_by(step.matter, context)) is not None:
            return stay(HallMap(step.visit, wanted.queue, step))
        case TurnedPage(by):
            return stay(replace(step, page=max(0, step.page + by)))
        case WentBack():
            return stay(_one_back(step))
        case _:
            return stay(step)


def _papers(step: Matched, context: Context) -> tuple[PrintPapers, ...]:
    match, offer, language = matched(step, context), context.offer, step.visit.language
    if match is None or offer is None:
        return ()
    named = offer.catalogue.materials_by_code
    lines = tuple(
        name_in(language, named[paper.use.m])
        for paper in match.papers
        if paper.use.m in named and not paper.use.generated
    )
    return (PrintPapers(name_in(language, match.matter), lines, language),)


def _consent(step: Consent, event: Event) -> Next:
    match event:
        case GaveConsent(agreed):
            matter = step.under.matter
            return hall_works(step, Doing.OPENING, OpenAsk(matter.owner, matter.answers, agreed))
        case WentBack():
            return stay(with_visit(step.under, step.visit))
        case _:
            return stay(step)
