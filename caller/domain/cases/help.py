"""Help wanted at a kiosk (请人帮忙): a person is called, says "I come", or is no longer needed."""

from dataclasses import dataclass
from datetime import datetime

from broker.terms import KioskCode, StaffNo
from caller.domain.event import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class HelpCalled(Event):
    """Somebody wants a person at this kiosk; `screen` is where they are."""

    kiosk: KioskCode
    screen: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HelpComing(Event):
    """A member of the staff pressed "I come"."""

    kiosk: KioskCode
    staff: StaffNo


@dataclass(frozen=True, slots=True, kw_only=True)
class HelpEnded(Event):
    """The call is over: the visitor took it back, or somebody has helped."""

    kiosk: KioskCode


@dataclass(slots=True, kw_only=True)
class HelpCall:
    """A call that is not over. `staff` is who comes."""

    kiosk: KioskCode
    screen: str
    since: datetime
    staff: StaffNo | None = None
