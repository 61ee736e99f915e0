"""A stand-in for the controller, on the in-process bus: it knows one person, gives numbers and keeps what it was told.

It exists to walk a kiosk's effects without a hall; how a hall really decides is tested with the real one.
"""

from base64 import b64encode
from collections.abc import Callable
from datetime import UTC, datetime

from broker.bus import Bus
from broker.messages import (
    REQUEST,
    CardFacts,
    CatalogueCopy,
    CatalogueNotice,
    Done,
    FetchCatalogue,
    FetchPaper,
    Greeting,
    HallTime,
    Identified,
    Identify,
    IssueTicket,
    Message,
    PaperGiven,
    Rate,
    Refused,
    Reply,
    ReportSlip,
    ReportUsage,
    Request,
    TicketGiven,
)
from broker.sealed import HallSealer, new_key_text
from broker.terms import ClientCode
from broker.topics import Kind, Topic, catalogue, every, reply, time
from tests.kiosk import world


class StandingHall:
    """Answers what kiosks ask. `asked` keeps every request; `seen` the cards, as the hall alone can read them."""

    def __init__(self, bus: Bus) -> None:
        self.sealer = HallSealer(new_key_text())
        self.asked: list[Request] = []
        self.seen: list[CardFacts] = []
        self.deaf_to: set[str] = set()
        self.set_to: datetime | None = None
        """The hall's clock was set to this, and the next request is judged by it before anybody has heard it."""
        self.paper = b""
        """The PDF it gives whatever paper is asked for."""
        self._answers: dict[str, Reply] = {}
        self._bus = bus
        self._document = world.offer().catalogue.to_json()
        bus.subscribe(every(bus.hall, Kind.REQUEST), self._hear)

    def tick(self, now: datetime = world.NINE, *, is_open: bool = True) -> None:
        self._bus.publish(time(self._bus.hall), HallTime(now=now.astimezone(UTC), open=is_open))

    def announce_catalogue(self) -> None:
        notice = CatalogueNotice(revision=1, hash=world.offer().catalogue.revision_hash)
        self._bus.publish(catalogue(self._bus.hall), notice)

    def of(self, kind: type[Message]) -> list[Message]:
        return [request for request in self.asked if isinstance(request, kind)]

    def _hear(self, topic: Topic, message: Message) -> None:
        request: Request = REQUEST.validate_python(message)
        self.asked.append(request)
        if request.kind in self.deaf_to:
            return
        answer = self._answers.setdefault(request.request_id, self._too_late(request) or self._answer(request))
        self._bus.publish(reply(self._bus.hall, ClientCode(topic.name)), answer)

    def _too_late(self, request: Request) -> Reply | None:
        if self.set_to is None or request.valid_until > self.set_to:
            return None
        now, self.set_to = self.set_to, None
        self.tick(now)
        return Refused(request_id=request.request_id, reason="TooLate", sentence=world.REFUSAL)

    def _answer(self, request: Request) -> Reply:
        answers: dict[type[Message], Callable[[], Reply]] = {
            Identify: lambda: self._identified(request),
            IssueTicket: lambda: TicketGiven(
                request_id=request.request_id, ticket=world.ticket(f"K{1 + len(self._answers):03d}")
            ),
            FetchCatalogue: lambda: CatalogueCopy(
                request_id=request.request_id,
                hash=world.offer().catalogue.revision_hash,
                document=self._document,
            ),
            FetchPaper: lambda: PaperGiven(
                request_id=request.request_id, name="guide", pages=1, pdf=b64encode(self.paper).decode()
            ),
        }
        done = {Rate, ReportSlip, ReportUsage}
        assert type(request) in answers.keys() | done
        return answers.get(type(request), lambda: Done(request_id=request.request_id))()

    def _identified(self, request: Request) -> Reply:
        assert isinstance(request, Identify)
        facts = self.sealer.open(request.card, CardFacts)
        self.seen.append(facts)
        greeting = Greeting(
            masked_name=facts.name[0] + "*", elderly=False, card_expired=False, tickets=(), rateable=None
        )
        sealed = self.sealer.seal(greeting, request.card.visit_public)
        return Identified(request_id=request.request_id, greeting=sealed)
