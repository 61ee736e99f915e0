"""The review, the certificate in the hand, and what becomes of a case: see, print, rate, hand in (K-05)."""

from collections.abc import Sequence
from dataclasses import replace

from broker.messages import ApplicationView, CertificateView, Sentence
from broker.terms import MaterialCode, SerialNo
from kiosk.flow.applying.asking import ask, hall_works
from kiosk.flow.applying.providing import keepable
from kiosk.flow.context import Context
from kiosk.flow.endings import Next, after, stay
from kiosk.flow.events import (
    ApplicationCame,
    AskedPrint,
    AskedSignature,
    CaseRated,
    ChoseStars,
    Continued,
    DocumentCame,
    DocumentFailed,
    DocumentPrinted,
    Event,
    HallSilent,
    OpenedCase,
    OpenedCaseRating,
    OpenedDocument,
    OpenedMaterial,
    PagesTaken,
    RequestRefused,
    SentRating,
    Signed,
    ToggledReason,
    TurnedPage,
    WentBack,
)
from kiosk.flow.orders import FetchAsk, ListAsk, LookAsk, PagesAsk, PrintDocument, RateAsk, SubmitAsk
from kiosk.flow.rating import GOOD_STARS
from kiosk.flow.steps import (
    Camera,
    CaseShown,
    DocumentPhase,
    Doing,
    Materials,
    Menu,
    MyCases,
    Paper,
    RateCase,
    Refused,
    Review,
    Signing,
    Step,
    Thanks,
)

SIGN_ALL = Sentence(
    zh_hans="以上内容属实，现提交申请",
    zh_hant="以上內容屬實，現提交申請",
    en="What is shown is true, and I hand in the application",
)
SUPPLIABLE = frozenset({"to_hand_in", "promised", "deferred"})
"""States of a material that its visitor may still hand in once the case runs."""


def transition(step: Review | Paper | CaseShown | RateCase | MyCases, event: Event, context: Context) -> Next:
    """What happens from the review on."""
    match step:
        case Review():
            return _review(step, event)
        case Paper():
            return _paper(step, event, context)
        case CaseShown():
            return _case(step, event, context)
        case RateCase():
            return _rating(step, event)
        case MyCases():
            return _cases(step, event)


def _review(step: Review, event: Event) -> Next:
    match event:
        case AskedSignature():
            return stay(Signing(step.visit, step, SIGN_ALL))
        case Signed(signature):
            return hall_works(step, Doing.SUBMITTING, SubmitAsk(step.view.case, signature))
        case TurnedPage(by):
            return stay(replace(step, page=max(0, step.page + by)))
        case WentBack():
            return stay(Materials(step.visit, step.view))
        case _:
            return stay(step)


# ------------------------------------------------------------------------------------------------------------ the paper


def serial_of(document: str) -> SerialNo | None:
    """Give the number of a certificate from the name of its document (`C-HYG:SF2026-000001`)."""
    kind, _, serial = document.partition(":")
    return SerialNo(serial) if serial and kind.startswith("C-") else None


def document_of(certificate: CertificateView) -> str:
    """Give the name of a certificate's document."""
    return f"{certificate.certificate}:{certificate.serial}"


def printable(view: ApplicationView) -> tuple[CertificateView, ...]:
    """Give the certificates whose sheet nobody has in the hand yet."""
    return tuple(known for known in view.certificates if known.state != "void" and not known.printed)


def counts(view: ApplicationView, serial: SerialNo) -> bool:
    """Tell whether a certificate's number counts: a void one is marked as such, or not shown any more."""
    return any(known.serial == serial and known.state != "void" for known in view.certificates)


def open_paper(step: Step, view: ApplicationView, document: str) -> Next:
    """Give the step that shows a document, and have it fetched."""
    orders = ask(step.visit, FetchAsk(view.case, document))
    serial = serial_of(document)
    spent = next((known.replaces for known in printable(view) if known.serial == serial), None)
    return (Paper(step.visit, view, document, spent=spent), orders) if orders else stay(Menu(step.visit))


def decided(step: Step, view: ApplicationView) -> Next:
    """Give what follows the hand-in: the first certificate to print, or where the case stands."""
    done = CaseShown(after(step.visit, "matter"), view)
    ready = printable(view)
    return open_paper(done, view, document_of(ready[0])) if ready else stay(done)


def _paper(step: Paper, event: Event, context: Context) -> Next:
    match event:
        case DocumentCame(file, picture) if step.phase is DocumentPhase.FETCHING:
            return stay(replace(step, phase=DocumentPhase.READY, file=file, picture=picture))
        case AskedPrint() if step.phase in {DocumentPhase.READY, DocumentPhase.FAILED} and may_print(step, context):
            return _to_printer(step)
        case DocumentPrinted(job, _) if job == job_of(step):
            visit = after(step.visit, "print")
            return stay(replace(step, visit=visit, phase=DocumentPhase.PRINTED, trouble=None))
        case DocumentFailed(job, trouble, started) if job == job_of(step):
            return stay(replace(step, phase=DocumentPhase.FAILED, trouble=trouble, started=started))
        case ApplicationCame(view):
            return _renumbered(step, view)
        case Continued() | WentBack() if step.phase is not DocumentPhase.PRINTING:
            return _on(step)
        case _:
            return _not_come(step, event)


def may_print(step: Paper, context: Context) -> bool:
    """Tell whether the sheet may be sent to the printer: never again under a number that was lost with its sheet."""
    lost = step.started and serial_of(step.document) is not None
    return step.file is not None and context.has_page_printer and not lost


def job_of(step: Paper) -> str:
    """Give the name under which this document is printed; no person is in it."""
    return f"{step.view.case} {step.document}"


def _to_printer(step: Paper) -> Next:
    if step.file is None or step.visit.visitor is None:
        return stay(step)
    order = PrintDocument(
        step.visit.visitor.card, step.view.case, job_of(step), step.file, serial=serial_of(step.document)
    )
    return replace(step, phase=DocumentPhase.PRINTING, trouble=None, started=False), (order,)


def _renumbered(step: Paper, view: ApplicationView) -> Next:
    """The hall heard how the sheet came out. One that was lost has a new number: it is fetched to be printed."""
    old = serial_of(step.document)
    step = replace(step, view=view)
    if old is None or counts(view, old) or step.phase is DocumentPhase.PRINTED:
        return stay(step)
    kind = step.document.partition(":")[0]
    fresh = next((known for known in printable(view) if known.certificate == kind), None)
    if fresh is None:
        return stay(replace(step, spent=old))
    anew = replace(
        step,
        document=document_of(fresh),
        phase=DocumentPhase.FETCHING,
        file=None,
        picture=None,
        started=False,
        spent=old,
    )
    return anew, ask(step.visit, FetchAsk(view.case, document_of(fresh)))


def _on(step: Paper) -> Next:
    """The next certificate that is not printed yet, else the case, which may be rated."""
    done = step.phase is DocumentPhase.PRINTED
    rest = [known for known in printable(step.view) if document_of(known) != step.document]
    if done and serial_of(step.document) is not None and rest:
        return open_paper(step, step.view, document_of(rest[0]))
    shown = CaseShown(step.visit, step.view)
    return stay(RateCase(step.visit, step.view) if done and may_rate(step.view) else shown)


def _not_come(step: Paper, event: Event) -> Next:
    match event:
        case RequestRefused(sentence) if step.phase in {DocumentPhase.FETCHING, DocumentPhase.PRINTING}:
            return stay(Refused(step.visit, sentence, CaseShown(step.visit, step.view)))
        case HallSilent() if step.phase is DocumentPhase.FETCHING:
            return stay(Refused(step.visit, None, CaseShown(step.visit, step.view)))
        case _:
            return stay(step)


# ------------------------------------------------------------------------------------------------------------- the case


def may_rate(view: ApplicationView) -> bool:
    """Tell whether the case may be rated: it is finished and was not rated yet (E-03)."""
    return view.stage in {"办结", "出件", "不予许可"} and not view.rated


def suppliable(view: ApplicationView) -> Sequence[MaterialCode]:
    """Give the materials that may be handed in now."""
    return [known.material for known in view.materials if known.state in SUPPLIABLE and view.stage != "已撤回"]


def _case(step: CaseShown, event: Event, context: Context) -> Next:
    view = step.view
    match event:
        case OpenedDocument(document) if context.has_page_printer:
            return open_paper(step, view, document)
        case OpenedMaterial(code) if code in suppliable(view) and context.has_camera:
            return stay(Camera(step.visit, code, step, keepable=keepable(context, code)))
        case PagesTaken(material, pages, keep):
            return hall_works(step, Doing.HANDING_IN, PagesAsk(view.case, material, pages, keep))
        case OpenedCaseRating() if may_rate(view):
            return stay(RateCase(step.visit, view))
        case TurnedPage(by):
            return stay(replace(step, page=max(0, step.page + by)))
        case WentBack():
            return hall_works(Menu(step.visit), Doing.LISTING, ListAsk())
        case Continued():
            return stay(Menu(step.visit))
        case _:
            return stay(step)


def _cases(step: MyCases, event: Event) -> Next:
    match event:
        case OpenedCase(case) if step.line(case) is not None:
            return hall_works(step, Doing.LOOKING, LookAsk(case))
        case TurnedPage(by):
            return stay(replace(step, page=max(0, step.page + by)))
        case WentBack() | Continued():
            return stay(Menu(step.visit))
        case _:
            return stay(step)


# ----------------------------------------------------------------------------------------------------------- the rating


def _rating(step: RateCase, event: Event) -> Next:
    if step.sending:
        return _rating_sent(step, event)
    match event:
        case ChoseStars(stars):
            chosen = replace(step, stars=stars)
            return _send(chosen) if stars >= GOOD_STARS else stay(chosen)
        case ToggledReason(reason):
            return stay(replace(step, reasons=step.reasons ^ {reason}))
        case SentRating() if step.stars is not None and step.reasons:
            return _send(step)
        case WentBack() if step.stars is not None:
            return stay(replace(step, stars=None, reasons=frozenset()))
        case WentBack():
            return stay(CaseShown(step.visit, step.view))
        case _:
            return stay(step)


def _rating_sent(step: RateCase, event: Event) -> Next:
    match event:
        case CaseRated():
            return stay(Thanks(step.visit))
        case RequestRefused(sentence):
            return stay(Refused(step.visit, sentence, CaseShown(step.visit, step.view)))
        case HallSilent():
            return stay(Refused(step.visit, None, CaseShown(step.visit, step.view)))
        case _:
            return stay(step)


def _send(step: RateCase) -> Next:
    if step.stars is None:
        return stay(step)
    reasons = () if step.stars >= GOOD_STARS else tuple(sorted(step.reasons))
    return replace(step, sending=True), ask(step.visit, RateAsk(step.view.case, step.stars, reasons))
