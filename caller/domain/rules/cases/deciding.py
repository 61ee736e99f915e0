"""How a case goes on by itself: acceptance and its clock, items of a package that start, results given together."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from broker.terms import CaseId
from caller.domain.cases.case import Case, Pause
from caller.domain.cases.certificates import CertificateIssued, next_number, serial_of, series_of, valid_until
from caller.domain.cases.events import CaseAccepted, CaseApproved, CaseCompleted, CaseRefused, ReviewBegan
from caller.domain.cases.limits import clock_start, due_of
from caller.domain.events import AnyEvent
from caller.domain.hall import Hall

NEED_REFUSED = "need_refused"
"""Why an item is refused whose need was refused: a reason of the hall's own."""


def accepted(hall: Hall, case: Case, by: str, now: datetime, *, deemed: bool = False) -> list[AnyEvent]:
    """Accept a case: its clock starts, what can be decided at once is decided.

    What is only deemed accepted was looked at by nobody: none of it decides itself, an approver has it all.
    """
    starts_at = clock_start(hall.calendar, now)
    due = due_of(hall.calendar, case.matter.limit, starts_at)
    event = CaseAccepted(at=now, case_id=case.case_id, by=by, starts_at=starts_at, due=due, deemed=deemed)
    if case.children:
        return [event, *begin_items(hall, case, {}, now, due, deemed=deemed)]
    if case.matter.route == "instant" and not deemed:
        return [event, *decided(hall, case, {case.case_id: True}, "hall", now)]
    return [event, ReviewBegan(at=now, case_id=case.case_id, starts_at=starts_at, due=due)]


def begin_items(
    hall: Hall,
    package: Case,
    verdicts: dict[CaseId, bool],
    now: datetime,
    due: datetime | None = None,
    *,
    deemed: bool = False,
) -> list[AnyEvent]:
    """Start every item whose needs are met (P-02); instant ones are decided, and may start others.

    `verdicts` are the items decided so far, among them what this very decision adds. When none is left, the results
    of all are given together.
    """
    events: list[AnyEvent] = []
    last = due or package.due or now
    waiting = [child for child in hall.state.cases.children_of(package) if child.stage in ("接收", "受理")]
    waiting = [child for child in waiting if child.case_id not in verdicts]
    while True:
        ready = [child for child in waiting if all(need in verdicts for need in _awaited(hall, child))]
        if not ready:
            break
        for child in ready:
            waiting.remove(child)
            events += _begun(hall, child, verdicts, now, last, by_itself=not (deemed or package.deemed))
    if len(verdicts) == len(package.children):
        return [*events, *decided(hall, package, verdicts, "hall", now)]
    if package.stage in ("接收", "一次性告知"):
        events.append(ReviewBegan(at=now, case_id=package.case_id, starts_at=clock_start(hall.calendar, now), due=last))
    return events


def _awaited(hall: Hall, child: Case) -> list[CaseId]:
    """Give the items whose results this one waits for: not those whose licence was found in the library already."""
    cases = hall.state.cases.cases
    listed = {} if child.parent is None else cases[child.parent].materials
    return [
        need
        for need in child.needs
        if not cases[need].makes or any(listed[code].state == "generated" for code in cases[need].makes)
    ]


def _begun(
    hall: Hall, child: Case, verdicts: dict[CaseId, bool], now: datetime, last: datetime, *, by_itself: bool
) -> list[AnyEvent]:
    starts_at = clock_start(hall.calendar, now)
    due = min(due_of(hall.calendar, child.matter.limit, starts_at), last)
    begun = ReviewBegan(at=now, case_id=child.case_id, starts_at=starts_at, due=due)
    if not all(verdicts[need] for need in _awaited(hall, child)):
        verdicts[child.case_id] = False
        return [begun, CaseRefused(at=now, case_id=child.case_id, by="hall", reason=NEED_REFUSED)]
    if child.matter.route == "instant" and by_itself:
        verdicts[child.case_id] = True
        return [begun, CaseApproved(at=now, case_id=child.case_id, by="hall")]
    return [begun]


def decided(hall: Hall, case: Case, verdicts: Mapping[CaseId, bool], by: str, now: datetime) -> list[AnyEvent]:
    """Bring a decided case, or a package all of whose items are decided, to its end. A deferral holds the result."""
    if not any(verdicts.values()):
        return [CaseRefused(at=now, case_id=case.case_id, by=by, reason=NEED_REFUSED)]
    approved = CaseApproved(at=now, case_id=case.case_id, by=by)
    return [approved, *([] if case.held else completed(hall, case, verdicts, now))]


def completed(hall: Hall, case: Case, verdicts: Mapping[CaseId, bool], now: datetime) -> list[AnyEvent]:
    """Give all certificates of a case together, then end it and its approved items."""
    yes = [one for one in (*hall.state.cases.children_of(case), case) if verdicts.get(one.case_id, one is case)]
    certificates = _certificates(hall, case, yes, now)
    return [*certificates, *(CaseCompleted(at=now, case_id=one.case_id) for one in yes)]


def _certificates(hall: Hall, top: Case, approved: list[Case], now: datetime) -> list[AnyEvent]:
    day, given, events = hall.calendar.day_of(now), Counter[str](), list[AnyEvent]()
    for one in approved:
        code = one.matter.certificate
        if code is None:
            continue
        series = series_of(code, day)
        number = next_number(hall.state.cases.serials, series, given[series])
        given[series] += 1
        events.append(
            CertificateIssued(
                at=now,
                case_id=one.case_id,
                serial=serial_of(series, number),
                series=series,
                number=number,
                certificate=code,
                visitor=top.visitor,
                valid_from=day,
                valid_until=valid_until(day, hall.catalogue.certificate(code).valid_months),
                state="promised" if top.promising else "valid",
            )
        )
    return events


def release(hall: Hall, case: Case, now: datetime) -> list[AnyEvent]:
    """Hand over a result that a deferred paper held back, when the paper is there."""
    if case.stage != "决定":
        return []
    verdicts = {child.case_id: child.stage == "决定" for child in hall.state.cases.children_of(case)}
    return completed(hall, case, verdicts, now)


def pauses_with(case: Case, now: datetime) -> list[Pause]:
    """Give the pauses of a case, the one going on ended at `now`."""
    return [one if one.ended_at is not None else replace(one, ended_at=now) for one in case.pauses]
