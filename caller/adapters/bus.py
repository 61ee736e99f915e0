"""The controller on the bus: requests become commands, answers become replies, states and announcements go out.

It knows who may ask what (the device list), opens sealed cards, and posts everything into the controller's inbox. It
decides nothing about the hall.
"""

import logging
from collections.abc import Callable

from broker import topics
from broker.bus import Bus
from broker.errors import BadMessage, BrokerAway, NotForYou
from broker.messages import (
    REQUEST,
    CatalogueCopy,
    FetchCatalogue,
    Greeting,
    Health,
    Identified,
    Identify,
    Message,
    OpenApplication,
    Reply,
    Request,
    Shown,
)
from broker.terms import ClientCode
from broker.topics import Kind, Topic
from caller.adapters.applications import Applications
from caller.adapters.requests import NotAllowedError, command_of
from caller.adapters.visitors import Visitors
from caller.application.cases.views import case_list, renewals
from caller.application.controller import Controller
from caller.application.inbox import Ask, BusChanged, Heard, Question
from caller.application.ports import Clock, Scene
from caller.application.projections.tickets import rateable_serving, ticket_view
from caller.domain.commands import Actor, Visitor
from caller.domain.refusals import NotYours

log = logging.getLogger(__name__)


class BusPublisher:
    """Sends what the controller says. A broker that is away is not an error: everything is said again later."""

    def __init__(self, bus: Bus) -> None:
        """Send over `bus`."""
        self._bus = bus

    @property
    def connected(self) -> bool:
        """Whether anybody hears it now."""
        return self._bus.connected

    def publish(self, topic: Topic, message: Message) -> bool:
        """Send; False when the broker is away."""
        try:
            self._bus.publish(topic, message)
        except BrokerAway:
            return False
        except BadMessage:
            # a state too large for the bus must not end the hall: every start would say it again, and end again
            log.exception("what the hall would say does not fit on the bus")
            return False
        return True


class HallOnBus:
    """Hears requests and reports of every client of the hall."""

    def __init__(
        self,
        bus: Bus,
        controller: Controller,
        visitors: Visitors,
        clock: Clock,
        applications: Applications | None = None,
        *,
        rehearsing: bool = False,
    ) -> None:
        """Prepare; `listen` begins. Without `applications` kiosks get tickets only.

        `rehearsing`: the technicians' client may apply for people at windows; a rig does, no window has screens yet.
        """
        self._bus = bus
        self._controller = controller
        self._visitors = visitors
        self._clock = clock
        self._applications = applications
        self._rehearsing = rehearsing

    def listen(self) -> None:
        """Subscribe to everything the controller reads, and follow the connection."""
        hall = self._bus.hall
        self._bus.subscribe(topics.every(hall, Kind.REQUEST), self._requested)
        self._bus.subscribe(topics.every(hall, Kind.HEALTH), self._reported)
        self._bus.subscribe(topics.every(hall, Kind.SHOWN), self._reported)
        self._bus.watch(self._connection)

    def leave(self) -> None:
        """Say that the controller stops in order; after a defect the broker tells it, by the last will."""
        self._tell_health(online=False)

    def _connection(self, connected: bool) -> None:  # noqa: FBT001 - the bus's own signature
        if connected:
            self._tell_health(online=True)
        self._controller.post(BusChanged(connected))

    def _tell_health(self, *, online: bool) -> None:
        own = Health(client=self._bus.client, online=online, at=self._clock.now())
        try:
            self._bus.publish(topics.health(self._bus.hall, self._bus.client), own)
        except BrokerAway:
            log.info("nobody hears that the controller is %s", "here" if online else "leaving")

    def _reported(self, topic: Topic, message: Message) -> None:
        if topic.name == self._bus.client:
            return
        row = self._controller.catalogue.clients_by_code.get(ClientCode(topic.name))
        match message:
            case Health() if row is not None and message.client == row.code:
                self._controller.post(Heard(message))
            case Shown() if row is not None and message.device in {device.code for device in row.devices}:
                self._controller.post(Heard(message))
            case _:
                log.warning("%s reports what is not its own", topic.name)

    def _requested(self, topic: Topic, message: Message) -> None:
        request: Request = REQUEST.validate_python(message)
        client = ClientCode(topic.name)
        match request:
            case FetchCatalogue():
                self._look(client, lambda scene: catalogue_copy(scene, request))
            case Identify() if self._reads_cards(client):
                self._identify(client, request)
            case _ if (applications := self._serving(client, request)) is not None:
                applications.serve(client, request, self._answerer(client))
            case _:
                self._ask(client, request)

    def _serving(self, client: ClientCode, request: Request) -> Applications | None:
        applications = self._applications
        mine = applications is not None and applications.takes(request) and self._may_apply(client, request)
        return applications if mine else None

    def _may_apply(self, client: ClientCode, request: Request) -> bool:
        counter = getattr(request, "counter", None)
        if self._reads_cards(client):
            return counter is None
        row = self._controller.catalogue.clients_by_code.get(client)
        if not self._rehearsing or row is None or row.kind != "technician":
            return False
        return not isinstance(request, OpenApplication) or counter in self._controller.catalogue.counters_by_code

    def _ask(self, client: ClientCode, request: Request) -> None:
        answer = self._answerer(client)
        try:
            row = self._controller.catalogue.clients_by_code.get(client)
            command = command_of(row, request, self._visitor)
        except (NotAllowedError, NotForYou) as fault:
            log.warning("%s may not ask %s: %s", client, request.kind, fault)
            self._controller.refuse(request.request_id, NotYours(), answer)
            return
        self._controller.post(Ask(command, Actor("client", client), request.request_id, answer, request.valid_until))

    def _reads_cards(self, client: ClientCode) -> bool:
        row = self._controller.catalogue.clients_by_code.get(client)
        return row is not None and row.kind == "kiosk"

    def _identify(self, client: ClientCode, request: Identify) -> None:
        try:
            visitor = self._visitor(request)
        except NotForYou as fault:
            log.warning("a card from %s cannot be opened: %s", client, fault)
            self._controller.refuse(request.request_id, NotYours(), self._answerer(client))
            return
        self._look(client, lambda scene: self._greet(scene, request, visitor))

    def _greet(self, scene: Scene, request: Identify, visitor: Visitor) -> Reply:
        hall = scene.hall
        greeting = Greeting(
            masked_name=visitor.masked_name,
            elderly=visitor.age >= scene.catalogue.green_channel.age,
            card_expired=visitor.card_expired,
            tickets=tuple(ticket_view(hall, ticket) for ticket in hall.held(visitor.key)),
            rateable=rateable_serving(hall, visitor.key),
            cases=case_list(hall, visitor.key).cases,
            renewals=renewals(hall, visitor.key, hall.calendar.day_of(scene.now)),
        )
        return Identified(
            request_id=request.request_id, greeting=self._visitors.sealer.seal(greeting, request.card.visit_public)
        )

    def _visitor(self, request: Identify | Request) -> Visitor:
        card = getattr(request, "card", None)
        if card is None:
            raise NotForYou("no card")
        return self._visitors.identify(card, self._controller.calendar.day_of(self._clock.now()))

    def _look(self, client: ClientCode, look: Callable[[Scene], Reply]) -> None:
        answer = self._answerer(client)

        def look_and_answer(scene: Scene) -> None:
            try:
                answer(look(scene))
            except Exception:
                # nobody waits for this question, so nobody else would ever hear what went wrong
                log.exception("a question of %s has no answer", client)
                raise

        self._controller.post(Question(look_and_answer))

    def _answerer(self, client: ClientCode) -> Callable[[Reply], None]:
        topic = topics.reply(self._bus.hall, client)

        def answer(reply: Reply) -> None:
            try:
                self._bus.publish(topic, reply)
            except BrokerAway:
                log.info("%s does not hear the answer to %s now; it will ask again", client, reply.request_id)
            except BadMessage:
                log.exception("the answer to %s does not fit on the bus", reply.request_id)

        return answer


def catalogue_copy(scene: Scene, request: FetchCatalogue) -> Reply:
    """Give the catalogue as kiosks need it, or the word that theirs is the newest."""
    copy = scene.catalogue.kiosk_copy
    newest = request.known_hash == copy.revision_hash
    return CatalogueCopy(
        request_id=request.request_id, hash=copy.revision_hash, document=None if newest else copy.to_json()
    )
