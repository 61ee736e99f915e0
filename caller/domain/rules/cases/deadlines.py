"""What time does to cases, once a day and whenever the calendar changed: the hall's own timer asks.

Reminders before a promise falls due, broken promises and the list, deferrals, drafts, acceptance that is deemed given,
certificates that end. Each fact comes once, however often the clock is looked at or moved.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from broker.terms import CaseId, MaterialCode, VisitorKey
from caller.domain.cases import commands as c
from caller.domain.cases.case import Case
from caller.domain.cases.certificates import RENEWAL_DAYS, RenewalReminded, months_after
from caller.domain.cases.events import DeadlinesChecked, DraftLapsed, DueMoved
from caller.domain.cases.limits import due_of, end_of_day
from caller.domain.cases.promises import (
    BreachEntered,
    BreachExpired,
    Commitment,
    CommitmentBroken,
    CommitmentFellDue,
    CommitmentReminded,
    CommitmentStruckOff,
    CommitmentWithdrawn,
    Deferral,
    DeferralBroken,
    DeferralReminded,
)
from caller.domain.commands import Actor
from caller.domain.events import AnyEvent
from caller.domain.hall import Hall
from caller.domain.rules.cases.deciding import accepted, pauses_with
from caller.domain.rules.cases.opening import DRAFT_DAYS

NOTICE_DAYS = 10
"""So many days a broken promise may still be mended before what was given on it is withdrawn (M-06)."""


@dataclass(frozen=True, slots=True)
class _Look:
    """One look at the dates: the hall, the day, the moment, and the dates that a new calendar moved."""

    hall: Hall
    today: date
    now: datetime
    moved: Mapping[tuple[CaseId, MaterialCode | None], date]

    def due(self, case: Case, one: Commitment | Deferral) -> date | None:
        return self.moved.get((case.case_id, one.material), one.due)


def check_deadlines(hall: Hall, command: c.CheckDeadlines, actor: Actor, now: datetime) -> list[AnyEvent]:
    """Look at every date once a day; nothing while there is nothing to look at, or it was done today."""
    del command, actor
    book, today, mark = hall.state.cases, hall.calendar.day_of(now), hall.calendar.mark
    if (book.checked_on, book.calendar) == (today, mark) or not (book.cases or book.breaches or book.certificates):
        return []
    events: list[AnyEvent] = []
    if book.calendar not in ("", mark):
        events += [event for case in book.cases.values() for event in _moved(hall, case, now)]
    moved = {(one.case_id, one.material): one.day for one in events if isinstance(one, DueMoved)}
    look = _Look(hall, today, now, moved)
    for case in book.cases.values():
        events += _of_case(look, case)
    for breach in book.breaches.values():
        if breach.until <= today:
            events.append(BreachExpired(at=now, visitor=breach.visitor))
    return [*_once(events), *_renewals(hall, today, now), DeadlinesChecked(at=now, day=today, calendar=mark)]


def _once(events: list[AnyEvent]) -> Iterator[AnyEvent]:
    """A person comes onto the list once, however many promises broke that day."""
    entered: set[VisitorKey] = set()
    for event in events:
        if not isinstance(event, BreachEntered) or event.visitor not in entered:
            yield event
        if isinstance(event, BreachEntered):
            entered.add(event.visitor)


def _moved(hall: Hall, case: Case, now: datetime) -> Iterator[AnyEvent]:
    """Count every open date again by the calendar as it now stands."""
    calendar = hall.calendar
    for one in (*case.commitments.values(), *case.deferrals.values()):
        if one.due is None or one.state not in ("open", "due"):
            continue
        day = calendar.working_day_after(one.made_on, one.days)
        if day != one.due:
            due = end_of_day(calendar, day)
            yield DueMoved(at=now, case_id=case.case_id, material=one.material, due=due, day=day)
    if case.due is None or case.starts_at is None or case.decided_at is not None or case.ended_at is not None:
        return
    due = due_of(calendar, case.matter.limit, case.starts_at, pauses_with(case, now))
    package = hall.state.cases.cases.get(case.parent) if case.parent is not None else None
    if package is not None and package.starts_at is not None:
        due = min(due, due_of(calendar, package.matter.limit, package.starts_at, pauses_with(package, now)))
    if due != case.due:
        yield DueMoved(at=now, case_id=case.case_id, material=None, due=due, day=calendar.day_of(due))


def _of_case(look: _Look, case: Case) -> Iterator[AnyEvent]:
    now = look.now
    if case.draft and now - case.touched_at > timedelta(days=DRAFT_DAYS):
        yield DraftLapsed(at=now, case_id=case.case_id)
        return
    if _deemed(look.hall, case, look.today):
        yield from accepted(look.hall, case, "hall", now, deemed=True)
    if case.accepted_at is None or case.stage == "已撤回":
        return
    for commitment in case.commitments.values():
        yield from _commitment(look, case, commitment)
    for deferral in case.deferrals.values():
        yield from _deferral(look, case, deferral)


def _deemed(hall: Hall, case: Case, today: date) -> bool:
    """Nobody said anything within the days for the decision to accept: it is accepted (general law on licences)."""
    if case.stage != "接收" or case.submitted_at is None or case.parent is not None:
        return False
    days = hall.catalogue.supervision.accept_decision_working_days
    return today > hall.calendar.working_day_after(hall.calendar.day_of(case.submitted_at), days)


def _commitment(look: _Look, case: Case, one: Commitment) -> Iterator[AnyEvent]:
    now, case_id, material = look.now, case.case_id, one.material
    if one.state == "broken" and one.notice_until is not None and look.today > one.notice_until:
        yield CommitmentWithdrawn(at=now, case_id=case_id, material=material)
    elif one.state == "withdrawn" and _entry_over(look.hall, case, look.today):
        yield CommitmentStruckOff(at=now, case_id=case_id, material=material)
    elif one.state in ("open", "due"):
        yield from _running(look, case, one)


def _running(look: _Look, case: Case, one: Commitment) -> Iterator[AnyEvent]:
    now, case_id, material, due = look.now, case.case_id, one.material, look.due(case, one)
    if due is None:
        return
    if look.today > due:
        until = look.today + timedelta(days=NOTICE_DAYS)
        yield CommitmentBroken(at=now, case_id=case_id, material=material, notice_until=until)
        blocked = months_after(look.today, look.hall.catalogue.commitment.breach_blocks_months)
        known = look.hall.state.cases.breaches.get(case.visitor)
        if known is None or known.until < blocked:
            yield BreachEntered(at=now, visitor=case.visitor, case_id=case_id, since=look.today, until=blocked)
    elif look.today == due and one.state == "open":
        yield CommitmentFellDue(at=now, case_id=case_id, material=material)
    elif look.today < due:
        left, marks = _reminder(look, one, due)
        if marks:
            yield CommitmentReminded(at=now, case_id=case_id, material=material, days_left=left, marks=marks)


def _entry_over(hall: Hall, case: Case, today: date) -> bool:
    breach = hall.state.cases.breaches.get(case.visitor)
    return breach is None or breach.until <= today


def _reminder(look: _Look, one: Commitment | Deferral, due: date) -> tuple[int, tuple[int, ...]]:
    """Give the working days left and the reminders that are due with it; a late look gives one reminder, not three."""
    left = look.hall.calendar.working_days_between(look.today, due)
    days = look.hall.catalogue.commitment.remind_before_days
    return left, tuple(day for day in days if left <= day < one.days and day not in one.reminded)


def _deferral(look: _Look, case: Case, one: Deferral) -> Iterator[AnyEvent]:
    due = look.due(case, one)
    if one.state != "open" or due is None:
        return
    if look.today > due:
        yield DeferralBroken(at=look.now, case_id=case.case_id, material=one.material)
        return
    left, marks = _reminder(look, one, due)
    if marks and look.today < due:
        yield DeferralReminded(at=look.now, case_id=case.case_id, material=one.material, days_left=left, marks=marks)


def _renewals(hall: Hall, today: date, now: datetime) -> Iterator[AnyEvent]:
    for sheet in hall.state.cases.certificates.values():
        if sheet.valid_until is None or sheet.state == "void" or not sheet.current:
            continue
        left = (sheet.valid_until - today).days
        days = [day for day in RENEWAL_DAYS if left <= day and all(day < told for told in sheet.reminded)]
        if days and left >= 0:
            yield RenewalReminded(at=now, case_id=sheet.case_id, serial=sheet.serial, days=min(days))
