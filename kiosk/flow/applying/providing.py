"""The materials and the promise: how each paper is had, what is promised until when (K-03, K-04)."""

from dataclasses import dataclass, replace

from broker.catalogue.services import Way
from broker.messages import ApplicationView, MaterialView, Sentence
from broker.terms import MaterialCode, WorkingDays
from kiosk.flow.applying.asking import ask, hall_works
from kiosk.flow.context import Context
from kiosk.flow.endings import Next, stay
from kiosk.flow.events import (
    AskedSignature,
    Continued,
    Event,
    OpenedMaterial,
    OpenedPromise,
    PagesTaken,
    SecondPassed,
    Signed,
    ThumbnailCame,
    TookWay,
    TurnedPage,
    WentBack,
)
from kiosk.flow.orders import LookAsk, PagesAsk, PromiseAsk, ThumbnailAsk, WayAsk
from kiosk.flow.steps import (
    Calling,
    Camera,
    Doing,
    Form,
    Materials,
    MaterialShown,
    Promise,
    Review,
    Signing,
    Step,
)
from kiosk.flow.visiting import with_visit

SETTLED = frozenset({"generated", "called", "reused", "promised", "proving", "proved", "handed_in", "deferred"})
"""States in which nothing more is wanted of the visitor."""

SLOW_SECONDS = 4
"""From here on the visitor is told that it takes long, and what else can be done."""

PATIENT_SECONDS = 40
"""After this the form is shown whatever has come: the rest goes on behind it."""

PROMISES_A_PART, PROMISES_A_PART_LARGE = 6, 3
LAW_PARTS = 1

SIGN_PROMISE = Sentence(
    zh_hans="我已阅读并承诺按期补齐材料",
    zh_hant="我已閱讀並承諾按期補齊材料",
    en="I have read this and promise the papers in time",
)


def is_calling(view: ApplicationView) -> bool:
    """Tell whether a licence is still being called."""
    return any(material.state == "calling" for material in view.materials)


def material_of(view: ApplicationView, code: MaterialCode) -> MaterialView | None:
    """Give one material; None for one that is not asked for."""
    return next((material for material in view.materials if material.material == code), None)


def keepable(context: Context, material: MaterialCode) -> bool:
    """Tell whether a paper of this kind can be used again in a later matter: only then is asked whether to keep it."""
    return context.offer is not None and material in context.offer.reusable


def promisable(view: ApplicationView) -> tuple[MaterialView, ...]:
    """Give the materials that may be promised now: none for who broke a promise (K-04)."""
    if view.promise_refused is not None:
        return ()
    return tuple(material for material in view.materials if "承诺" in material.ways and material.state not in SETTLED)


def open_materials(view: ApplicationView) -> tuple[MaterialView, ...]:
    """Give the materials that still want something of the visitor."""
    return tuple(material for material in view.materials if material.state not in SETTLED)


def transition(step: Calling | Materials | MaterialShown | Promise, event: Event, context: Context) -> Next:
    """What happens around the materials."""
    match step:
        case Calling():
            return _calling(step, event)
        case Materials():
            return _materials(step, event)
        case MaterialShown():
            return _material(step, event, context)
        case Promise():
            return _promise(step, event)


def _calling(step: Calling, event: Event) -> Next:
    match event:
        case SecondPassed() if step.waited + 1 >= PATIENT_SECONDS:
            return stay(Form(step.visit, step.view))
        case SecondPassed() if step.looking:
            return stay(replace(step, waited=step.waited + 1))
        case SecondPassed():
            return replace(step, waited=step.waited + 1, looking=True), ask(step.visit, LookAsk(step.view.case))
        case Continued() | WentBack():
            return stay(Form(step.visit, step.view))
        case _:
            return stay(step)


def _materials(step: Materials, event: Event) -> Next:
    view = step.view
    match event:
        case OpenedMaterial(code) if material_of(view, code) is not None:
            lent = material_of(view, code) in reusable(view)
            return MaterialShown(step.visit, step, code), ask(step.visit, ThumbnailAsk(view.case, code)) if lent else ()
        case OpenedPromise() if promisable(view):
            return stay(Promise(step.visit, view))
        case Continued() if is_calling(view):
            return hall_works(step, Doing.CHOOSING_WAY, LookAsk(view.case))
        case Continued() if not open_materials(view):
            return stay(Review(step.visit, view))
        case PagesTaken(material, pages, keep):
            return hall_works(step, Doing.HANDING_IN, PagesAsk(view.case, material, pages, keep))
        case TurnedPage(by):
            return stay(replace(step, page=max(0, step.page + by)))
        case WentBack():
            return stay(Form(step.visit, view))
        case _:
            return stay(step)


def reusable(view: ApplicationView) -> tuple[MaterialView, ...]:
    """Give the materials for which the visitor handed a paper in before that may serve again (M-03)."""
    return tuple(known for known in view.materials if known.reusable is not None and "复用" in known.ways)


def ways_open(step: MaterialShown) -> tuple[Way, ...]:
    """Give the ways this material may be had now."""
    shown = material_of(step.under.view, step.material)
    if shown is None:
        return ()
    refused = step.under.view.promise_refused is not None
    return tuple(way for way in shown.ways if not (refused and way == "承诺"))


def later(step: MaterialShown) -> WorkingDays | None:
    """Give within how many working days this material may come later (容缺, M-05); None where it may not."""
    shown = material_of(step.under.view, step.material)
    return None if shown is None or shown.state in SETTLED else shown.later


def _material(step: MaterialShown, event: Event, context: Context) -> Next:
    under = replace(step.under, visit=step.visit)
    match event:
        case TookWay("提交") if context.has_camera:
            return stay(Camera(step.visit, step.material, under, keepable=keepable(context, step.material)))
        case TookWay("承诺") if promisable(under.view):
            return stay(Promise(step.visit, under.view))
        case TookWay("容缺") if later(step) is not None:
            return hall_works(under, Doing.CHOOSING_WAY, WayAsk(under.view.case, step.material, "容缺"))
        case TookWay(way) if way in ways_open(step) and way not in {"提交", "承诺"}:
            return hall_works(under, Doing.CHOOSING_WAY, WayAsk(under.view.case, step.material, way))
        case ThumbnailCame(code, picture) if code == step.material:
            return stay(replace(step, picture=picture))
        case WentBack() | Continued():
            return stay(with_visit(step.under, step.visit))
        case _:
            return stay(step)


# --------------------------------------------------------------------------------------------------------- the promise


@dataclass(frozen=True, slots=True)
class PromisePart:
    """One part of the commitment: some of the papers, or (with none) what the law says and what follows."""

    papers: tuple[MaterialView, ...]


def parts(view: ApplicationView, *, large: bool) -> tuple[PromisePart, ...]:
    """Give the parts of the commitment, in the order in which they are read."""
    papers = promisable(view)
    each = PROMISES_A_PART_LARGE if large else PROMISES_A_PART
    chunks = (papers[at : at + each] for at in range(0, len(papers), each))
    return (*(PromisePart(chunk) for chunk in chunks), PromisePart(()))


def was_read(step: Promise) -> bool:
    """Tell whether the last part is shown: only then may be signed."""
    return step.part >= len(parts(step.view, large=step.visit.large)) - 1


def _promise(step: Promise, event: Event) -> Next:
    match event:
        case Continued() if not was_read(step):
            return stay(replace(step, part=step.part + 1))
        case AskedSignature() if was_read(step):
            return stay(Signing(step.visit, step, SIGN_PROMISE))
        case Signed(signature) if was_read(step):
            codes = tuple(material.material for material in promisable(step.view))
            return hall_works(step, Doing.PROMISING, PromiseAsk(step.view.case, codes, signature))
        case WentBack():
            earlier: Step = replace(step, part=step.part - 1) if step.part > 0 else Materials(step.visit, step.view)
            return stay(earlier)
        case _:
            return stay(step)
