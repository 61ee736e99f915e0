"""Certificates: what was issued, under which number, on which sheets. No number is used twice, not even a void one."""

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from broker.terms import CaseId, CertificateCode, SerialNo, VisitorKey
from caller.domain.cases.words import CertificateState
from caller.domain.event import Event

RENEWAL_DAYS = (60, 30)
"""So many days before the end the holder is reminded (N-03)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _OfCase(Event):
    case_id: CaseId
    serial: SerialNo


@dataclass(frozen=True, slots=True, kw_only=True)
class CertificateIssued(_OfCase):
    """A certificate has a number, the `number`-th of its `series`. `state` promised while promises stand behind it."""

    series: str
    number: int
    certificate: CertificateCode
    visitor: VisitorKey
    valid_from: date
    valid_until: date | None
    state: CertificateState


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetBegun(_OfCase):
    """The certificate with this number is on its way to a printer: paper may come out, whatever is heard of it."""

    place: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetUnused(_OfCase):
    """Nothing was sent to the printer after all: the number stands."""

    place: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetPrinted(_OfCase):
    """The certificate with this number came out of a printer."""

    place: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetVoided(_OfCase):
    """A sheet was lost or spoilt: its number is void for good, `successor` is the same certificate's new one."""

    reason: str
    by: str
    successor: SerialNo
    series: str
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RenewalReminded(_OfCase):
    """The certificate expires in so many days (N-03)."""

    days: int


@dataclass(slots=True, kw_only=True)
class Certificate:
    """One numbered sheet of a certificate; changed by `apply` alone.

    `begun_by` is who had it printed and has not said yet what came of it; `successor` the number that took its place;
    `flagged` that a promise behind it was broken.
    """

    serial: SerialNo
    certificate: CertificateCode
    case_id: CaseId
    visitor: VisitorKey
    issued_at: datetime
    valid_from: date
    valid_until: date | None
    state: CertificateState
    begun_by: str | None = None
    printed_at: datetime | None = None
    printed_by: str | None = None
    void_reason: str | None = None
    successor: SerialNo | None = None
    flagged: bool = False
    reminded: tuple[int, ...] = ()

    @property
    def current(self) -> bool:
        """Whether this is the sheet that counts: nothing took its place."""
        return self.successor is None


def series_of(certificate: CertificateCode, day: date) -> str:
    """Give the series a certificate issued on `day` is numbered in: `HYG-2026`, one per kind and year."""
    return f"{certificate.removeprefix('C-')}-{day:%Y}"


def serial_of(series: str, number: int) -> SerialNo:
    """Write the serial number of the `number`-th sheet of a series: `HYG-2026-000001`."""
    return SerialNo(f"{series}-{number:06d}")


def next_number(taken: Mapping[str, int], series: str, more: int = 0) -> int:
    """Give the next number of a series; `more` were given in the same breath."""
    return taken.get(series, 0) + 1 + more


def months_after(day: date, months: int) -> date:
    """Give the same day so many months on, or the last of that month where it has no such day."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def valid_until(day: date, months: int) -> date | None:
    """Give the last day of a certificate issued on `day` for `months`; None where it never ends (0)."""
    return months_after(day, months) - timedelta(days=1) if months else None
