"""Carries out orders: gives each to the worker it belongs to, and never waits for any of them."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import assert_never

from broker.errors import NotForYou
from broker.messages import CallHelp, Identify, IssueTicket, Rate, ReportSlip, ReportUsage, ReturnToQueue, TicketView
from broker.terms import MaterialCode, RequestId
from kiosk.effects.asking import Asker
from kiosk.effects.camera import CameraWatch
from kiosk.effects.case_requests import CaseStamps
from kiosk.effects.catalogue import CatalogueKeeper
from kiosk.effects.free_papers import FreePapers
from kiosk.effects.keys import VisitKeys
from kiosk.effects.outlet import Tell
from kiosk.effects.paperwork import Paperwork
from kiosk.effects.printer import PrinterWatch
from kiosk.effects.slips import SlipOf, list_slip, slip
from kiosk.flow.events import (
    ApplicationCame,
    ApplicationSeen,
    CameraFailed,
    DocumentCame,
    Event,
    HallSilent,
    SlipFailed,
    SlipTrouble,
    ThumbnailCame,
    VisitorUnknown,
)
from kiosk.flow.orders import (
    ApplyingOrder,
    AskCase,
    AskHelp,
    AskRating,
    AskReturn,
    AskTicket,
    AskWho,
    BeginVisit,
    CameraOrder,
    EndVisit,
    Order,
    PrintDocument,
    PrintPaper,
    PrintPapers,
    PrintSlip,
    StartCamera,
    StopCamera,
    Straighten,
    TakeShot,
    ThumbnailAsk,
    WatchAsk,
)
from kiosk.flow.sights import CameraTrouble


class Runner:
    """What a kiosk can do. `printer` and `camera` are None where none is built in."""

    def __init__(
        self,
        asker: Asker,
        catalogue: CatalogueKeeper,
        keys: VisitKeys,
        tell: Tell,
        *,
        follow_url: str,
        clock: Callable[[], float],
    ) -> None:
        """Take the workers, where a phone follows a queue, and a monotonic clock in seconds."""
        self._asker = asker
        self._catalogue = catalogue
        self._keys = keys
        self._tell = tell
        self._follow_url = follow_url
        self._clock = clock
        self._began = clock()
        self.printer: PrinterWatch | None = None
        self.camera: CameraWatch | None = None
        self.paperwork = Paperwork(asker, tell)
        self._free_papers = FreePapers(asker, keys, tell, self.paperwork)

    def do(self, order: Order) -> None:
        """Carry out one order."""
        match order:
            case AskWho() | AskTicket() | AskReturn() | AskRating():
                silent = VisitorUnknown(order.card) if isinstance(order, AskWho) else HallSilent()
                self._asker.ask(lambda request_id, until: _request(order, request_id, until), silent=silent)
            case PrintSlip():
                self._print(order)
            case PrintPaper():
                self._free_papers.order(order)
            case AskHelp():
                self._call_help(order)
            case BeginVisit() | EndVisit():
                self._visit(order)
            case StartCamera() | StopCamera() | TakeShot() | Straighten():
                self._see(order)
            case AskCase() | PrintDocument() | PrintPapers():
                self._apply(order)
            case _:
                assert_never(order)

    def report_slip(self, ticket: TicketView, trouble: SlipTrouble | None) -> None:
        """Tell the hall how a slip came out."""
        fault = None if trouble is None else trouble.value
        self._asker.report(
            lambda request_id, until: ReportSlip(
                request_id=request_id,
                valid_until=until,
                ticket_id=ticket.ticket_id,
                printed=trouble is None,
                fault=fault,
            )
        )

    def _tell_seen(self, answer: Event) -> None:
        """Tell how far an application is that somebody only looks at; of a hall that is silent nothing is told."""
        if isinstance(answer, ApplicationCame):
            self._tell(ApplicationSeen(answer.view))

    def _tell_thumbnail(self, material: MaterialCode, answer: Event) -> None:
        """Tell how a paper looks; where there is no picture of it nothing is told."""
        if isinstance(answer, DocumentCame) and answer.picture is not None:
            self._tell(ThumbnailCame(material, answer.picture))

    def _call_help(self, order: AskHelp) -> None:
        self._asker.report(
            lambda request_id, until: CallHelp(
                request_id=request_id, valid_until=until, screen=order.screen, wanted=order.wanted
            )
        )

    def _apply(self, order: ApplyingOrder) -> None:
        match order:
            case AskCase(ask=WatchAsk()):
                (stamp,) = CaseStamps(self._keys, order).all()
                self._asker.ask(stamp, silent=HallSilent(), heard=self._tell_seen)
            case AskCase(ask=ThumbnailAsk(material=material)):
                (stamp,) = CaseStamps(self._keys, order).all()
                heard = partial(self._tell_thumbnail, material)
                self._asker.ask(stamp, silent=HallSilent(), heard=heard)
            case AskCase():
                try:
                    stamps = CaseStamps(self._keys, order).all()
                except NotForYou:
                    self._tell(HallSilent())
                    return
                self._asker.ask_in_turn(stamps, silent=HallSilent())
            case PrintDocument():
                self.paperwork.print(order)
            case PrintPapers(title, lines, language):
                if self.printer is not None:
                    self.printer.print_list(list_slip(title, lines, language))

    def _see(self, order: CameraOrder) -> None:
        if self.camera is not None:
            self.camera.do(order)
        elif not isinstance(order, StopCamera):
            self._tell(CameraFailed(CameraTrouble.ABSENT))

    def _print(self, order: PrintSlip) -> None:
        offer = self._catalogue.offer
        if self.printer is None or offer is None:
            self._tell(SlipFailed(order.ticket, SlipTrouble.UNPLUGGED))
            self.report_slip(order.ticket, SlipTrouble.UNPLUGGED)
            return
        self.printer.print(order.ticket, slip(SlipOf(order.ticket, order.language, offer, self._follow_url)))

    def _visit(self, order: BeginVisit | EndVisit) -> None:
        if isinstance(order, BeginVisit):
            self._began = self._clock()
        else:
            self._end_visit(order)

    def _end_visit(self, order: EndVisit) -> None:
        if order.card is not None:
            self._keys.forget(order.card)
        lasted = max(0.0, self._clock() - self._began)
        self._asker.report(
            lambda request_id, until: ReportUsage(
                request_id=request_id,
                valid_until=until,
                outcome=order.outcome,
                last_screen=order.last_screen,
                lasted_seconds=lasted,
                language=order.language,
                large=order.large,
                with_card=order.card is not None,
            )
        )


def _request(
    order: AskWho | AskTicket | AskReturn | AskRating, request_id: RequestId, until: datetime
) -> Identify | IssueTicket | ReturnToQueue | Rate:
    match order:
        case AskWho(card):
            return Identify(request_id=request_id, valid_until=until, card=card)
        case AskTicket(queue, service, language, card):
            return IssueTicket(
                request_id=request_id, valid_until=until, queue=queue, service=service, language=language, card=card
            )
        case AskReturn(ticket, card):
            return ReturnToQueue(request_id=request_id, valid_until=until, ticket_id=ticket, card=card)
        case AskRating(serving, stars, reasons, card):
            return Rate(
                request_id=request_id,
                valid_until=until,
                serving_id=serving,
                stars=stars,
                reasons=reasons,
                channel="kiosk",
                card=card,
            )
