"""Where the hall's answers lead: each kind of question has its own way on. Pure."""

from broker.messages import ApplicationView
from kiosk.flow.applying.asking import ask
from kiosk.flow.applying.drafts import DRAFT
from kiosk.flow.applying.fields import first_unfinished
from kiosk.flow.applying.filling import filled
from kiosk.flow.applying.handing import decided
from kiosk.flow.applying.providing import is_calling, open_materials
from kiosk.flow.context import Context
from kiosk.flow.endings import Next, after, stay
from kiosk.flow.events import ApplicationCame, CasesCame, Event, HallSilent, RequestRefused
from kiosk.flow.orders import LookAsk
from kiosk.flow.steps import (
    Calling,
    CaseShown,
    Consent,
    Doing,
    Form,
    HallWorks,
    Materials,
    MyCases,
    Refused,
    Review,
    Step,
    Visit,
)


def transition(step: HallWorks, event: Event, context: Context) -> Next:
    """What happens once the hall has answered, or has not."""
    match event:
        case ApplicationCame(view):
            return _came(step, view, context)
        case CasesCame(cases) if step.doing is Doing.LISTING:
            return stay(MyCases(step.visit, cases))
        case RequestRefused(sentence):
            return stay(Refused(step.visit, sentence, step.under))
        case HallSilent():
            return stay(Refused(step.visit, None, step.under))
        case _:
            return stay(step)


def _came(step: HallWorks, view: ApplicationView, context: Context) -> Next:
    visit = step.visit
    match step.doing:
        case Doing.OPENING:
            return _opened(step, view)
        case Doing.LOOKING:
            return _looked_at(visit, view, context)
        case Doing.FILLING | Doing.CONTESTING if isinstance(step.under, Form):
            return _form(step.under, step.doing, view, context)
        case Doing.HANDING_IN if isinstance(step.under, CaseShown):
            return stay(CaseShown(visit, view))
        case Doing.SUBMITTING:
            return decided(step, view)
        case Doing.PROMISING:
            return stay(Materials(visit, view) if open_materials(view) else Review(visit, view))
        case _:
            return stay(Materials(visit, view))


def _opened(step: HallWorks, view: ApplicationView) -> Next:
    if view.stopped is not None:
        under: Step = step.under.under if isinstance(step.under, Consent) else step.under
        return stay(Refused(step.visit, view.stopped, under))
    return _begun(after(step.visit, "draft"), view)


def _begun(visit: Visit, view: ApplicationView) -> Next:
    """The form at its first page, or what is still being called."""
    if is_calling(view):
        return Calling(visit, view, looking=True), ask(visit, LookAsk(view.case))
    return stay(Form(visit, view))


def _looked_at(visit: Visit, view: ApplicationView, context: Context) -> Next:
    if view.stage != DRAFT:
        return stay(CaseShown(visit, view))
    if view.stopped is not None:
        return stay(Refused(visit, view.stopped, CaseShown(visit, view)))
    if is_calling(view):
        return _begun(visit, view)
    if context.offer is None:
        return stay(CaseShown(visit, view))
    return stay(Form(visit, view, first_unfinished(context.offer.catalogue, view)))


def _form(form: Form, doing: Doing, view: ApplicationView, context: Context) -> Next:
    fresh = Form(form.visit, view, form.group, form.page, form.left_empty)
    return stay(filled(fresh, context) if doing is Doing.FILLING else fresh)


def called(step: Calling, view: ApplicationView) -> Next:
    """An answer while licences are being called: on to the form once all have come."""
    if is_calling(view):
        return stay(Calling(step.visit, view, step.waited))
    return stay(Form(step.visit, view))
