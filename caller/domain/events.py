"""What happened in the hall: facts, never refused, never changed. Private to the caller; the journal keeps them.

Every event carries `at`, the caller's clock in UTC. Nothing here names a person: a visitor is a `VisitorKey`.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal, TypeAlias

from broker.catalogue.rules import TicketClass
from broker.terms import (
    ClientCode,
    CounterCode,
    DeviceCode,
    QueueLetter,
    ServiceCode,
    ServingId,
    SituationCode,
    StaffNo,
    TicketId,
    TicketNumber,
    VisitorKey,
    ZoneCode,
)
from caller.domain.cases.events import CaseEvent
from caller.domain.event import Event, LanguageCode

ClosingReason: TypeAlias = Literal["day_end"]


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketIssued(Event):
    """A ticket exists. `day` and `serial` make its number; `code` is the unguessable word in the slip's QR."""

    ticket_id: TicketId
    number: TicketNumber
    day: date
    serial: int
    queue: QueueLetter
    service: ServiceCode | None
    situation: SituationCode | None
    ticket_class: TicketClass
    class_reason: str | None
    visitor: VisitorKey | None
    masked_name: str | None
    language: LanguageCode
    code: str
    issued_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SlipReported(Event):
    """The printer's own word on a slip: printed, or the fault."""

    ticket_id: TicketId
    printed: bool
    fault: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketCalled(Event):
    """A ticket was called to a counter; `reasons` say why this one."""

    ticket_id: TicketId
    counter: CounterCode
    staff: StaffNo
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketRecalled(Event):
    """The called visitor was called once more."""

    ticket_id: TicketId
    counter: CounterCode


@dataclass(frozen=True, slots=True, kw_only=True)
class ServingStarted(Event):
    """The visitor has arrived."""

    ticket_id: TicketId
    counter: CounterCode
    staff: StaffNo
    serving_id: ServingId


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketCompleted(Event):
    """The serving is over and the matter done; the rating pad asks."""

    ticket_id: TicketId
    counter: CounterCode


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketNoShow(Event):
    """The called visitor did not come (过号)."""

    ticket_id: TicketId
    counter: CounterCode


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketParked(Event):
    """The visitor waits aside; the ticket belongs to this counter."""

    ticket_id: TicketId
    counter: CounterCode


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketResumed(Event):
    """A parked ticket goes first at its counter."""

    ticket_id: TicketId
    counter: CounterCode


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketTransferred(Event):
    """The visitor goes on elsewhere, keeping the arrival; `to_counter` is set when only that window will do."""

    ticket_id: TicketId
    counter: CounterCode
    to_queue: QueueLetter
    to_counter: CounterCode | None
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketReinstated(Event):
    """A passed visitor came back; `others_first` tickets of the queue are called before."""

    ticket_id: TicketId
    others_first: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketClosed(Event):
    """The ticket ended without being served, and why."""

    ticket_id: TicketId
    reason: ClosingReason


@dataclass(frozen=True, slots=True, kw_only=True)
class DayBegan(Event):
    """Numbers start again from one. The day before has left no open ticket but those being served."""

    day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffSignedIn(Event):
    """A person who may serve it sits at the counter."""

    counter: CounterCode
    staff: StaffNo


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffSignedOut(Event):
    """The counter is left. Resumed tickets that waited for it go back into the line of their queue."""

    counter: CounterCode
    staff: StaffNo


@dataclass(frozen=True, slots=True, kw_only=True)
class CounterPaused(Event):
    """The counter calls nobody for a while."""

    counter: CounterCode
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CounterReopened(Event):
    """The pause is over."""

    counter: CounterCode


@dataclass(frozen=True, slots=True, kw_only=True)
class ServingRated(Event):
    """A serving was rated; `replaces` corrects a press of a moment ago, both are kept, one counts."""

    serving_id: ServingId
    stars: int
    reasons: tuple[str, ...]
    channel: Literal["rater", "kiosk"]
    replaces: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RatingLapsed(Event):
    """Nobody pressed in time: not rated, never good."""

    serving_id: ServingId
    counter: CounterCode


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticePosted(Event):
    """A manager's notice, on the boards of `zones` from start to end."""

    notice_id: str
    zones: tuple[ZoneCode, ...]
    text_zh: str
    text_en: str
    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeWithdrawn(Event):
    """The notice is taken down before its end."""

    notice_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class KioskVisited(Event):
    """One visit at a kiosk, without the person (K-16)."""

    kiosk: ClientCode
    outcome: str
    last_screen: str
    lasted_seconds: float
    language: LanguageCode
    large: bool
    with_card: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class FaultBegan(Event):
    """A device, or the whole client when `device` is None, reports a fault or fell silent."""

    client: ClientCode
    device: DeviceCode | None
    what: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FaultEnded(Event):
    """The fault is over."""

    client: ClientCode
    device: DeviceCode | None


AnyEvent: TypeAlias = (
    TicketIssued
    | SlipReported
    | TicketCalled
    | TicketRecalled
    | ServingStarted
    | TicketCompleted
    | TicketNoShow
    | TicketParked
    | TicketResumed
    | TicketTransferred
    | TicketReinstated
    | TicketClosed
    | DayBegan
    | StaffSignedIn
    | StaffSignedOut
    | CounterPaused
    | CounterReopened
    | ServingRated
    | RatingLapsed
    | NoticePosted
    | NoticeWithdrawn
    | KioskVisited
    | FaultBegan
    | FaultEnded
    | CaseEvent
)
