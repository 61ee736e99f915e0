"""Rules for what comes out: sheets of certificates, handing over, the one rating of a matter."""

from datetime import datetime, timedelta

from broker.terms import SerialNo
from caller.domain.cases import commands as c
from caller.domain.cases import refusals
from caller.domain.cases.case import RATEABLE, Case
from caller.domain.cases.certificates import (
    Certificate,
    SheetBegun,
    SheetPrinted,
    SheetUnused,
    SheetVoided,
    next_number,
    serial_of,
    series_of,
)
from caller.domain.cases.events import CaseHandedOut, CaseRated
from caller.domain.commands import Actor
from caller.domain.events import AnyEvent
from caller.domain.hall import Hall
from caller.domain.refusals import AlreadyRated, ReasonNeeded, UnknownReason
from caller.domain.rules.cases.finding import own, staff_of, top_of

UNCONFIRMED = "unconfirmed"
"""Why a number is void of which nobody knows whether it is on paper."""

RATED_WITHIN = timedelta(days=5)
"""So long a finished matter may be rated (K-12)."""


def report_sheet(hall: Hall, command: c.ReportSheet, actor: Actor, now: datetime) -> list[AnyEvent]:
    """Keep what becomes of a sheet. A lost one is void with its number; the certificate gets the next number (K-05).

    So is one that was begun before and of which nobody said what came of it (its kiosk was cut off): paper may have
    come out, and no two papers bear one number.
    """
    case = own(hall, command.case_id, command.visitor, actor)
    sheet = _sheet(hall, command.serial)
    if sheet.case_id not in hall.state.cases.cases:
        raise refusals.NoSuchCertificate(command.serial)
    if top_of(hall, hall.state.cases.cases[sheet.case_id]) is not case:
        raise refusals.NoSuchCertificate(command.serial)
    match command.outcome:
        case "begun":
            return [_begun(hall, sheet, actor, now)]
        case "unused":
            unused = SheetUnused(at=now, case_id=sheet.case_id, serial=sheet.serial, place=actor.code)
            return [unused] if sheet.begun_by == actor.code else []
        case "lost":
            return [_voided(hall, sheet, command.fault or "lost", actor.code, now)]
        case "printed" if sheet.printed_at is None:
            printed = SheetPrinted(at=now, case_id=sheet.case_id, serial=sheet.serial, place=actor.code)
            return [printed, *_all_out(hall, case, sheet, now)]
        case "printed":
            return []


def report_left_sheet(hall: Hall, command: c.ReportLeftSheet, actor: Actor, now: datetime) -> list[AnyEvent]:
    """Keep what came of a sheet whose kiosk was cut off: only what that kiosk began and nothing was heard of."""
    sheet = hall.state.cases.certificates.get(command.serial)
    if (
        sheet is None
        or not sheet.current
        or sheet.begun_by != actor.code
        or sheet.case_id not in hall.state.cases.cases
    ):
        return []
    if not command.printed:
        return [_voided(hall, sheet, command.fault or UNCONFIRMED, actor.code, now)]
    case = top_of(hall, hall.state.cases.cases[sheet.case_id])
    printed = SheetPrinted(at=now, case_id=sheet.case_id, serial=sheet.serial, place=actor.code)
    return [printed, *_all_out(hall, case, sheet, now)]


def _begun(hall: Hall, sheet: Certificate, actor: Actor, now: datetime) -> SheetBegun | SheetVoided:
    if sheet.printed_at is not None:
        raise refusals.SheetIsOut(sheet.serial)
    if sheet.begun_by is not None:
        return _voided(hall, sheet, UNCONFIRMED, actor.code, now)
    return SheetBegun(at=now, case_id=sheet.case_id, serial=sheet.serial, place=actor.code)


def _sheet(hall: Hall, serial: SerialNo) -> Certificate:
    sheet = hall.state.cases.certificates.get(serial)
    if sheet is None or not sheet.current or sheet.state == "void":
        raise refusals.NoSuchCertificate(serial)
    return sheet


def _voided(hall: Hall, sheet: Certificate, reason: str, by: str, now: datetime) -> SheetVoided:
    series = series_of(sheet.certificate, hall.calendar.day_of(now))
    number = next_number(hall.state.cases.serials, series)
    return SheetVoided(
        at=now,
        case_id=sheet.case_id,
        serial=sheet.serial,
        reason=reason,
        by=by,
        successor=serial_of(series, number),
        series=series,
        number=number,
    )


def _all_out(hall: Hall, case: Case, printed: Certificate, now: datetime) -> list[AnyEvent]:
    others = [one for one in hall.state.cases.sheets_of(case) if one is not printed]
    if case.stage != "办结" or any(one.printed_at is None for one in others):
        return []
    return [CaseHandedOut(at=now, case_id=case.case_id)]


def void_sheet(hall: Hall, command: c.VoidSheet, actor: Actor, now: datetime) -> list[AnyEvent]:
    """Staff void a sheet, with a reason that is kept beside the void number."""
    staff = staff_of(actor)
    if not command.reason.strip():
        raise ReasonNeeded
    return [_voided(hall, _sheet(hall, command.serial), command.reason.strip(), staff, now)]


def hand_out(hall: Hall, command: c.HandOut, actor: Actor, now: datetime) -> list[AnyEvent]:
    """Staff hand the result over."""
    staff_of(actor)
    case = own(hall, command.case_id, None, actor)
    if case.parent is not None or case.stage != "办结":
        raise refusals.NotAtThisStage(case.case_id, case.stage)
    return [CaseHandedOut(at=now, case_id=case.case_id)]


def rateable(case: Case, now: datetime) -> bool:
    """Tell whether a matter may be rated now: finished, whole, not long ago, not yet rated (E-03)."""
    finished = case.parent is None and case.stage in RATEABLE and case.ended_at is not None
    return finished and case.stars is None and now - (case.ended_at or now) <= RATED_WITHIN


def rate(hall: Hall, command: c.RateCase, actor: Actor, now: datetime) -> list[AnyEvent]:
    """Rate a finished matter, once; a package is one thing. A bad rating names its reasons."""
    case = own(hall, command.case_id, command.visitor, actor)
    if case.stars is not None:
        raise AlreadyRated
    if not rateable(case, now):
        raise refusals.NothingToRate(case.case_id)
    rules = hall.catalogue.rating
    if not set(command.reasons) <= set(rules.bad_reasons):
        raise UnknownReason
    good = any(level.good for level in rules.levels if level.stars == command.stars)
    if rules.bad_needs_reason and not good and not command.reasons:
        raise ReasonNeeded
    return [
        CaseRated(
            at=now,
            case_id=case.case_id,
            stars=command.stars,
            reasons=command.reasons,
            channel="kiosk",
            place=actor.code,
        )
    ]
