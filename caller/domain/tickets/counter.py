"""A counter while the hall works: who sits there, whether it pauses, which ticket it holds."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from broker.terms import CounterCode, ServiceCode, ServingId, StaffNo, TicketId, TicketNumber


@dataclass(slots=True, kw_only=True)
class Counter:
    """One counter. `last_serving` is the one its rating pad asks about or thanks for; `resumed` go first here."""

    code: CounterCode
    staff: StaffNo | None = None
    signed_in_at: datetime | None = None
    paused_reason: str | None = None
    paused_since: datetime | None = None
    ticket_id: TicketId | None = None
    last_serving: ServingId | None = None
    resumed: list[TicketId] = field(default_factory=list[TicketId])

    @property
    def open(self) -> bool:
        """Whether it calls visitors: somebody sits there and it does not pause."""
        return self.staff is not None and self.paused_since is None


@dataclass(slots=True, kw_only=True)
class Serving:
    """One serving at a counter, to be rated once. `rating` is what counts, all presses are in the journal."""

    serving_id: ServingId
    ticket_id: TicketId
    number: TicketNumber
    service: ServiceCode | None
    counter: CounterCode
    staff: StaffNo
    started_at: datetime
    ended_at: datetime | None = None
    state: Literal["running", "asking", "lapsed", "rated"] = "running"
    stars: int | None = None
    reasons: tuple[str, ...] = ()
    rated_at: datetime | None = None
    first_rated_at: datetime | None = None
    channel: Literal["rater", "kiosk"] | None = None
