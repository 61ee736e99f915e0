"""What somebody wants done: imperatives. `decide` turns them into events or a refusal; who asks is the `Actor`.

Whatever is random or secret (codes, visitor keys) is minted outside and comes in as a value.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal, TypeAlias

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
    VisitorKey,
    ZoneCode,
)
from caller.domain.cases.commands import CaseCommand
from caller.domain.event import LanguageCode


@dataclass(frozen=True, slots=True)
class Actor:
    """Who asks: a member of the staff (by number), a client on the bus (by code), or the hall's own clock."""

    kind: Literal["staff", "client", "timer"]
    code: str


@dataclass(frozen=True, slots=True)
class Visitor:
    """What the hall may know of a person with a card: the key, the masked name (陈*), the age."""

    key: VisitorKey
    masked_name: str
    age: int
    card_expired: bool


@dataclass(frozen=True, slots=True)
class IssueTicket:
    """Give the visitor a ticket of `queue`."""

    queue: QueueLetter
    service: ServiceCode | None
    situation: SituationCode | None
    language: LanguageCode
    visitor: Visitor | None
    code: str


@dataclass(frozen=True, slots=True)
class ReportSlip:
    """Say how the slip came out."""

    ticket_id: TicketId
    printed: bool
    fault: str | None


@dataclass(frozen=True, slots=True)
class ReturnToQueue:
    """A passed visitor is back and wants to be called."""

    ticket_id: TicketId
    visitor: VisitorKey


@dataclass(frozen=True, slots=True)
class CallNext:
    """Call whoever is next for this counter."""

    counter: CounterCode


@dataclass(frozen=True, slots=True)
class Recall:
    """Call the called visitor again."""

    counter: CounterCode


@dataclass(frozen=True, slots=True)
class StartServing:
    """The visitor has arrived."""

    counter: CounterCode


@dataclass(frozen=True, slots=True)
class Complete:
    """The serving is done."""

    counter: CounterCode


@dataclass(frozen=True, slots=True)
class NoShow:
    """The visitor did not come."""

    counter: CounterCode


@dataclass(frozen=True, slots=True)
class Park:
    """Let the visitor wait aside."""

    counter: CounterCode


@dataclass(frozen=True, slots=True)
class Resume:
    """Take a parked ticket up again: it goes first at this counter."""

    counter: CounterCode
    ticket_id: TicketId


@dataclass(frozen=True, slots=True)
class Transfer:
    """Send the visitor on, to a queue or to one window."""

    counter: CounterCode
    to_queue: QueueLetter | None
    to_counter: CounterCode | None
    reason: str


@dataclass(frozen=True, slots=True)
class PauseCounter:
    """Call nobody for a while."""

    counter: CounterCode
    reason: str


@dataclass(frozen=True, slots=True)
class ReopenCounter:
    """End the pause."""

    counter: CounterCode


@dataclass(frozen=True, slots=True)
class SignIn:
    """Sit down at a counter."""

    counter: CounterCode
    staff: StaffNo


@dataclass(frozen=True, slots=True)
class SignOut:
    """Leave a counter."""

    counter: CounterCode


@dataclass(frozen=True, slots=True)
class Rate:
    """Rate a serving: at the window's own pad (`counter`) or by the visitor's card at a kiosk (`visitor`)."""

    serving_id: ServingId
    stars: int
    reasons: tuple[str, ...]
    channel: Literal["rater", "kiosk"]
    counter: CounterCode | None
    visitor: VisitorKey | None


@dataclass(frozen=True, slots=True)
class LapseRating:
    """The time for a rating at the pad is over."""

    serving_id: ServingId


@dataclass(frozen=True, slots=True)
class BeginDay:
    """A new day has begun in the hall's time zone."""

    day: date


@dataclass(frozen=True, slots=True)
class PostNotice:
    """Put a notice on boards."""

    notice_id: str
    zones: tuple[ZoneCode, ...]
    text_zh: str
    text_en: str
    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class WithdrawNotice:
    """Take a notice down."""

    notice_id: str


@dataclass(frozen=True, slots=True)
class ReportVisit:
    """Count a visit at a kiosk."""

    kiosk: ClientCode
    outcome: str
    last_screen: str
    lasted_seconds: float
    language: LanguageCode
    large: bool
    with_card: bool


@dataclass(frozen=True, slots=True)
class ReportFault:
    """A device (or a whole client) is at fault; `what` None ends it."""

    client: ClientCode
    device: DeviceCode | None
    what: str | None


Command: TypeAlias = (
    IssueTicket
    | ReportSlip
    | ReturnToQueue
    | CallNext
    | Recall
    | StartServing
    | Complete
    | NoShow
    | Park
    | Resume
    | Transfer
    | PauseCounter
    | ReopenCounter
    | SignIn
    | SignOut
    | Rate
    | LapseRating
    | BeginDay
    | PostNotice
    | WithdrawNotice
    | ReportVisit
    | ReportFault
    | CaseCommand
)
