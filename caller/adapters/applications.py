"""Requests about applications on the bus: opened, served on threads of their own, answered with sealed views.

A visitor's request is answered for that visitor's own cases alone: the card says who asks. The controller never waits
for any of it. What goes wrong is logged by its kind and place, never by its words: these might be a person's.
"""

import logging
import traceback
from base64 import b64encode
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import assert_never, get_args

from broker.catalogue.errors import UnknownCode
from broker.errors import NotForYou
from broker.messages import ApplicationGiven, CasesGiven, DocumentGiven, Message, Reply, Request
from broker.messages import applications as v
from broker.messages import case_requests as m
from broker.messages.replies import PaperGiven
from broker.terms import ClientCode
from caller.adapters.visitors import Visitors
from caller.application.cases.asking import Asker, NotDone
from caller.application.cases.intake import Intake
from caller.application.cases.papers import Made, PaperDesk
from caller.application.cases.serving import paper_of_case
from caller.application.cases.subject import NoSuchPaper
from caller.application.controller import Controller
from caller.application.ports import Clock, HallAway
from caller.application.ports.papers import SealBroken
from caller.domain.cases.refusals import NoSuchDocument, NotSealed
from caller.domain.refusals import NotYours, Refusal, TooLate

log = logging.getLogger(__name__)

_THREADS = 8
_KINDS: tuple[type[m.CaseRequest], ...] = get_args(m.CaseRequest)

Answer = Callable[[Reply], None]
WithSealed = m.FillFields | m.HandInPage | m.SignCommitment | m.SubmitApplication
Plain = m.ContestField | m.ChooseWay | m.ReportSheet | m.RateCase


class Applications:
    """Serves what kiosks ask for visitors, and the papers that are free to all."""

    def __init__(
        self,
        *,
        intake: Intake,
        papers: Callable[[], PaperDesk],
        visitors: Visitors,
        controller: Controller,
        clock: Clock,
        pages_of: Callable[[bytes], int],
    ) -> None:
        """Serve with `intake` and `papers`, made when it is first asked for; `pages_of` counts the pages of a PDF."""
        self._intake = intake
        self._papers = papers
        self._visitors = visitors
        self._controller = controller
        self._clock = clock
        self._pages_of = pages_of
        self._threads = ThreadPoolExecutor(_THREADS, thread_name_prefix="applications")

    def takes(self, request: Request) -> bool:
        """Tell whether a request is one of these."""
        return isinstance(request, (*_KINDS, m.FetchPaper))

    def serve(self, client: ClientCode, request: Request, answer: Answer) -> None:
        """Have a request served; `answer` is called on another thread."""
        self._threads.submit(self._serve, client, request, answer)

    def warm_up(self) -> None:
        """Have the makers of papers ready before the first is asked for."""
        self._threads.submit(self._papers)

    def close(self) -> None:
        """Serve nothing more."""
        self._threads.shutdown(wait=False, cancel_futures=True)
        self._intake.close()

    def _serve(self, client: ClientCode, request: Request, answer: Answer) -> None:
        try:
            answer(self._reply(client, request))
        except NotDone as refused:
            answer(refused.reply)
        except Refusal as refusal:
            self._controller.refuse(request.request_id, refusal, answer)
        except NotForYou as fault:
            log.warning("%s may not ask %s: %s", client, request.kind, fault)
            self._controller.refuse(request.request_id, NotYours(), answer)
        except (NoSuchPaper, UnknownCode):
            self._controller.refuse(request.request_id, NoSuchDocument(), answer)
        except SealBroken:
            self._controller.refuse(request.request_id, NotSealed(()), answer)
        except HallAway:
            log.warning("the controller did not answer %s of %s in time", request.kind, client)
        except Exception as defect:
            places = "".join(traceback.format_tb(defect.__traceback__))
            log.critical("%s of %s ended in a defect: %s\n%s", request.kind, client, type(defect).__name__, places)
            raise

    def _reply(self, client: ClientCode, request: Request) -> Reply:
        if request.valid_until < self._clock.now():
            raise TooLate
        if isinstance(request, m.FetchPaper):
            own = request.card if request.paper == "filled" else None
            return self._free_paper(request) if own is None else self._own_form(client, request, own)
        if not isinstance(request, _KINDS):
            raise NotYours
        asker = self._asker(client, request, request.card)
        told = self._do(asker, request)
        return _given(request, self._visitors.sealer.seal(told, request.card.visit_public), told)

    def _asker(self, client: ClientCode, request: m.CaseRequest | m.FetchPaper, sealed: m.Sealed) -> Asker:
        today = self._controller.calendar.day_of(self._clock.now())
        card = self._visitors.card(sealed)
        return Asker(card, self._visitors.visitor(card, today), client, request.language, request.request_id)

    def _do(self, asker: Asker, request: m.CaseRequest) -> Message:
        match request:
            case m.OpenApplication():
                return self._intake.open(asker, request)
            case m.LookAtApplication():
                return self._intake.look(asker, request.case)
            case m.ListCases():
                return self._intake.cases(asker)
            case m.FetchDocument():
                return self._document(asker, request)
            case m.FillFields() | m.HandInPage() | m.SignCommitment() | m.SubmitApplication():
                return self._take_in(asker, request)
            case _:
                return self._change(asker, request)

    def _change(self, asker: Asker, request: Plain) -> v.ApplicationView:
        match request:
            case m.ContestField():
                return self._intake.contest(asker, request)
            case m.ChooseWay():
                return self._intake.choose_way(asker, request)
            case m.ReportSheet():
                return self._intake.report_sheet(asker, request)
            case m.RateCase():
                return self._intake.rate(asker, request)
            case _:
                assert_never(request)

    def _take_in(self, asker: Asker, request: WithSealed) -> v.ApplicationView:
        sealer, intake = self._visitors.sealer, self._intake
        match request:
            case m.FillFields():
                return intake.fill(asker, request.case, sealer.open(request.values, v.FieldValues))
            case m.HandInPage():
                return intake.hand_in(asker, request, sealer.open(request.page, v.ScanPage))
            case m.SignCommitment():
                signature = sealer.open(request.signature, v.Signature)
                return intake.sign(asker, request.case, request.materials, signature)
            case m.SubmitApplication():
                return intake.submit(asker, request.case, sealer.open(request.signature, v.Signature))
            case _:
                assert_never(request)

    def _document(self, asker: Asker, request: m.FetchDocument) -> v.DocumentFile:
        return self._file(paper_of_case(self._controller, self._papers(), asker, request))

    def _own_form(self, client: ClientCode, request: m.FetchPaper, card: m.Sealed) -> DocumentGiven:
        asker = self._asker(client, request, card)
        if request.form is None:
            raise NoSuchPaper(request.paper)
        values = self._intake.own_forms.values(asker, request.form)
        made = self._papers().own_form(self._controller.catalogue, self._clock.now(), request, values)
        sealed = self._visitors.sealer.seal(self._file(made), card.visit_public)
        return DocumentGiven(request_id=request.request_id, document=sealed)

    def _file(self, made: Made) -> v.DocumentFile:
        return v.DocumentFile(name=made.name, pages=self._pages_of(made.pdf), pdf=b64encode(made.pdf).decode())

    def _free_paper(self, request: m.FetchPaper) -> PaperGiven:
        made = self._papers().free(self._controller.catalogue, self._clock.now(), request)
        return PaperGiven(
            request_id=request.request_id,
            name=made.name,
            pages=self._pages_of(made.pdf),
            pdf=b64encode(made.pdf).decode(),
        )


def _given(request: m.CaseRequest, sealed: m.Sealed, told: Message) -> Reply:
    match told:
        case v.ApplicationView():
            return ApplicationGiven(request_id=request.request_id, application=sealed)
        case v.CaseList():
            return CasesGiven(request_id=request.request_id, cases=sealed)
        case v.DocumentFile():
            return DocumentGiven(request_id=request.request_id, document=sealed)
        case _:
            raise TypeError(type(told).__name__)
