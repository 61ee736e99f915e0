"""Who asks for an application, and how its commands are put to the controller."""

from dataclasses import dataclass, field

from broker.messages import CardFacts, Language, Refused
from broker.terms import CaseId, ClientCode, RequestId
from caller.application.ports import Desk, Scene
from caller.domain.cases.case import Case
from caller.domain.cases.refusals import NoSuchCase
from caller.domain.commands import Actor, Command, Visitor

HALL = Actor("timer", "hall")
"""The hall itself: who reports what outside systems answered."""


class NotDone(Exception):
    """Raised when the controller refused; its answer is journalled and goes to who asked."""

    def __init__(self, reply: Refused) -> None:
        """Keep the answer."""
        super().__init__(reply.reason)
        self.reply = reply


@dataclass(frozen=True, slots=True)
class Asker:
    """A visitor whose card was read at a kiosk, for one request. The card is never printed."""

    card: CardFacts = field(repr=False)
    visitor: Visitor
    client: ClientCode
    language: Language
    request_id: RequestId

    @property
    def actor(self) -> Actor:
        """Who the journal names: the kiosk."""
        return Actor("client", self.client)


def put(desk: Desk, asker: Asker, command: Command) -> None:
    """Have a command decided. Raises `NotDone`, `HallAway`."""
    reply = desk.ask(command, actor=asker.actor, request_id=asker.request_id)
    if isinstance(reply, Refused):
        raise NotDone(reply)


def own_case(scene: Scene, asker: Asker, case_id: CaseId) -> Case:
    """Give a case of the asker's own. Raises `NoSuchCase` for any other: nobody learns whether there is one."""
    case = scene.hall.state.cases.cases.get(case_id)
    if case is None or case.visitor != asker.visitor.key:
        raise NoSuchCase(case_id)
    return case
