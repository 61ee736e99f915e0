"""What happens while somebody only reads: shelves, guide pages, before and after, forms, papers printed free. Pure."""

from dataclasses import replace
from typing import assert_never

from kiosk.flow.applying.guiding import open_matter
from kiosk.flow.context import Context
from kiosk.flow.endings import Next, after, end, stay
from kiosk.flow.events import (
    AskedPaper,
    ChoseService,
    Continued,
    Erased,
    Event,
    OpenedForm,
    OpenedGuide,
    OpenedItem,
    OpenedMap,
    OpenedMatter,
    OpenedOldPapers,
    OpenedPackage,
    OpenedShelf,
    PaperComes,
    PaperFailed,
    PaperPrinted,
    ToggledKeys,
    TurnedPage,
    TurnedPart,
    Typed,
    WentBack,
)
from kiosk.flow.orders import PrintPaper
from kiosk.flow.shelves import Shelf, Spot
from kiosk.flow.steps import (
    AtWindow,
    BeforeAfter,
    Browsing,
    FormOffer,
    FreePaper,
    Guide,
    GuidingStep,
    HallMap,
    Menu,
    PaperPhase,
    Result,
    Step,
    Visit,
    Wanted,
)
from kiosk.flow.visiting import with_visit

TYPED_AT_MOST = 12
GUIDE_PARTS = 8


def hub(visit: Visit) -> Browsing:
    """Give the shelf all others stand on."""
    return Browsing(visit, (Spot(Shelf.HUB),))


def transition(step: GuidingStep, event: Event, context: Context) -> Next:
    """What happens while somebody reads."""
    if isinstance(event, AskedPaper) and not isinstance(step, AtWindow | FreePaper | HallMap):
        card = None if step.visit.visitor is None else step.visit.visitor.card
        wanted = card if event.wish.kind == "filled" else None
        return FreePaper(step.visit, event.wish, step), (PrintPaper(event.wish, step.visit.language, wanted),)
    match step:
        case Browsing():
            return _browsing(step, event, context)
        case Guide():
            return _guide(step, event, context)
        case BeforeAfter():
            return stay(_before_after(step, event, context))
        case AtWindow() | FormOffer():
            return stay(Browsing(step.visit, step.trail) if isinstance(event, WentBack) else step)
        case FreePaper():
            return stay(_free_paper(step, event))
        case HallMap():
            return stay(with_visit(step.under, step.visit) if isinstance(event, WentBack) else step)
        case _:
            assert_never(step)


def _browsing(step: Browsing, event: Event, context: Context) -> Next:
    here = step.trail[-1]
    match event:
        case OpenedShelf(spot):
            return stay(Browsing(step.visit, (*step.trail, spot), keys=spot.shelf is Shelf.ITEMS))
        case TurnedPage(by):
            return stay(_at(step, replace(here, page=max(0, here.page + by))))
        case Typed(text) if len(here.typed) < TYPED_AT_MOST:
            return stay(_at(step, replace(here, typed=here.typed + text, page=0)))
        case Erased():
            return stay(_at(step, replace(here, typed=here.typed[:-1], page=0)))
        case ToggledKeys():
            typed = "" if step.keys else here.typed
            return stay(replace(_at(step, replace(here, typed=typed, page=0)), keys=not step.keys))
        case WentBack() if len(step.trail) > 1:
            return stay(Browsing(step.visit, step.trail[:-1], keys=step.trail[-2].shelf is Shelf.ITEMS))
        case WentBack():
            known = step.visit.visitor is not None
            return stay(Menu(step.visit)) if known else end(step, context, gave_up=False)
        case _:
            return stay(_opened(step, event, context))


def _at(step: Browsing, spot: Spot) -> Browsing:
    return replace(step, trail=(*step.trail[:-1], spot))


def _opened(step: Browsing, event: Event, context: Context) -> GuidingStep | Result:
    """Give what was taken from the shelf, where the catalogue has it."""
    offer = context.offer
    if offer is None:
        return step
    match event:
        case OpenedGuide(service) if service in offer.services:
            return Guide(step.visit, service, step.trail)
        case ChoseService(service) if service in offer.services:
            return Result(step.visit, Wanted(offer.services[service].queue, service), step)
        case OpenedItem(code):
            return AtWindow(step.visit, code, step.trail)
        case OpenedPackage(package) if package in offer.catalogue.packages_by_code:
            return BeforeAfter(step.visit, package, step.trail)
        case OpenedForm(form) if form in offer.catalogue.forms_by_code:
            return FormOffer(step.visit, form, step.trail)
        case _:
            return step


def _guide(step: Guide, event: Event, context: Context) -> Next:
    match event:
        case TurnedPart(by):
            return stay(replace(step, part=max(0, min(GUIDE_PARTS - 1, step.part + by)), page=0))
        case TurnedPage(by):
            return stay(replace(step, page=max(0, step.page + by)))
        case ChoseService(service) if context.offer is not None and service in context.offer.services:
            return stay(Result(step.visit, Wanted(context.offer.services[service].queue, service), step))
        case OpenedMap() if context.offer is not None and step.service in context.offer.services:
            return stay(HallMap(step.visit, context.offer.services[step.service].queue, step))
        case WentBack():
            return stay(Browsing(step.visit, step.trail))
        case _:
            return stay(step)


def _before_after(step: BeforeAfter, event: Event, context: Context) -> Step:
    match event:
        case OpenedOldPapers():
            return replace(step, papers=True, page=0)
        case OpenedMatter(owner):
            return open_matter(step, owner, context)
        case TurnedPage(by):
            return replace(step, page=max(0, step.page + by))
        case WentBack() if step.papers:
            return replace(step, papers=False, page=0)
        case WentBack():
            return Browsing(step.visit, step.trail)
        case _:
            return step


def _free_paper(step: FreePaper, event: Event) -> GuidingStep:
    match event:
        case PaperComes(wish) if wish == step.wish and step.phase is PaperPhase.FETCHING:
            return replace(step, phase=PaperPhase.PRINTING)
        case PaperPrinted(wish) if wish == step.wish:
            return replace(step, phase=PaperPhase.DONE, visit=after(step.visit, "print"))
        case PaperFailed(wish, trouble, sentence) if wish == step.wish:
            return replace(step, phase=PaperPhase.FAILED, trouble=trouble, sentence=sentence)
        case Continued() | WentBack():
            return replace(step.under, visit=step.visit)
        case _:
            return step
