"""Why something is not done: facts, one class each. The sentences for people are in `caller.application.sentences`."""

from dataclasses import dataclass
from datetime import datetime

from broker.terms import CounterCode, QueueLetter, StaffNo, TicketId, TicketNumber


@dataclass(eq=False)
class Refusal(Exception):
    """What every refusal is: raised by `decide`, journalled with its request, told to who asked."""

    @property
    def reason(self) -> str:
        """The refusal's name as devices know it."""
        return type(self).__name__


@dataclass(eq=False)
class UnknownQueue(Refusal):
    """The hall has no such queue."""

    queue: QueueLetter


@dataclass(eq=False)
class UnknownCounter(Refusal):
    """The hall has no such window."""

    counter: CounterCode


@dataclass(eq=False)
class UnknownService(Refusal):
    """The catalogue has no such matter, or not in this queue."""

    service: str


@dataclass(eq=False)
class HallClosed(Refusal):
    """No tickets of this queue are given now; `opens_at` is when they are again."""

    opens_at: datetime | None


@dataclass(eq=False)
class AlreadyHolding(Refusal):
    """The visitor holds an open ticket of this queue."""

    ticket_id: TicketId
    number: TicketNumber


@dataclass(eq=False)
class NobodyWaiting(Refusal):
    """No ticket that this counter may call."""

    counter: CounterCode


@dataclass(eq=False)
class CounterBusy(Refusal):
    """The counter holds a called or served ticket."""

    counter: CounterCode
    number: TicketNumber


@dataclass(eq=False)
class CounterClosed(Refusal):
    """Nobody is signed in at the counter."""

    counter: CounterCode


@dataclass(eq=False)
class CounterIsPaused(Refusal):
    """The counter is paused."""

    counter: CounterCode


@dataclass(eq=False)
class CounterNotPaused(Refusal):
    """The counter is not paused."""

    counter: CounterCode


@dataclass(eq=False)
class NothingCalled(Refusal):
    """The counter holds no ticket."""

    counter: CounterCode


@dataclass(eq=False)
class NotArrived(Refusal):
    """The ticket was called but nobody has come yet."""

    number: TicketNumber


@dataclass(eq=False)
class AlreadyArrived(Refusal):
    """The visitor is already being served."""

    number: TicketNumber


@dataclass(eq=False)
class TooSoonToRecall(Refusal):
    """The last call is too fresh."""

    number: TicketNumber
    seconds_left: int


@dataclass(eq=False)
class CalledOften(Refusal):
    """The ticket was called as often as the catalogue allows."""

    number: TicketNumber
    times: int


@dataclass(eq=False)
class NoSuchTicket(Refusal):
    """The hall has no such ticket now, or it is not the asker's."""

    ticket_id: TicketId


@dataclass(eq=False)
class NotParked(Refusal):
    """The ticket is not parked at this counter."""

    number: TicketNumber


@dataclass(eq=False)
class NotPassed(Refusal):
    """The ticket was not passed over, so there is nothing to return from."""

    number: TicketNumber


@dataclass(eq=False)
class ReturnTooLate(Refusal):
    """The passed ticket may return no more: a new number is needed."""

    number: TicketNumber
    minutes: int


@dataclass(eq=False)
class NowhereToGo(Refusal):
    """A transfer names neither another queue nor another window, or both."""

    counter: CounterCode


@dataclass(eq=False)
class TargetClosed(Refusal):
    """Nobody sits at the window a visitor should be sent to."""

    counter: CounterCode


@dataclass(eq=False)
class ReasonNeeded(Refusal):
    """This needs a reason in words."""


@dataclass(eq=False)
class UnknownReason(Refusal):
    """A reason for a rating that the catalogue does not list."""


@dataclass(eq=False)
class StaffNotAllowed(Refusal):
    """This person may not serve this window."""

    staff: StaffNo
    counter: CounterCode


@dataclass(eq=False)
class StaffElsewhere(Refusal):
    """This person already sits at another window."""

    staff: StaffNo
    counter: CounterCode


@dataclass(eq=False)
class CounterTaken(Refusal):
    """Somebody else sits at this window."""

    counter: CounterCode
    staff: StaffNo


@dataclass(eq=False)
class NoSuchServing(Refusal):
    """There is no such serving to rate, or it is not the asker's."""


@dataclass(eq=False)
class AlreadyRated(Refusal):
    """This serving has its one rating."""


@dataclass(eq=False)
class RatingOver(Refusal):
    """The pad no longer asks about this serving; a kiosk still takes a rating."""


@dataclass(eq=False)
class BadNotice(Refusal):
    """A notice without text, without a board, or that ends before it starts."""


@dataclass(eq=False)
class NoSuchNotice(Refusal):
    """There is no such notice."""


@dataclass(eq=False)
class NotYours(Refusal):
    """This client or person may not ask this."""


@dataclass(eq=False)
class TooLate(Refusal):
    """The request came after the time it was worth anything."""
