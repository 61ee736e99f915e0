"""A clerk's rules: accepting, not accepting, the one-time notice (G-07), pausing the clock."""

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType

from broker.terms import CaseId
from caller.domain.cases import commands as c
from caller.domain.cases import refusals
from caller.domain.cases.case import FINISHED, Case
from caller.domain.cases.events import AcceptanceRefused, CasePaused, CaseResumed, DueMoved, NoticeGiven
from caller.domain.cases.limits import due_of
from caller.domain.cases.words import Stage
from caller.domain.commands import Actor
from caller.domain.events import AnyEvent
from caller.domain.hall import Hall
from caller.domain.refusals import ReasonNeeded
from caller.domain.rules.cases.deciding import accepted, pauses_with
from caller.domain.rules.cases.departments import is_approver_of
from caller.domain.rules.cases.finding import listed, own, staff_of, top_of

_NOTICE_PAUSE = "一次性告知后补正"
_WAITS_AT: Mapping[str, Stage] = MappingProxyType({"现场勘验": "踏勘", "专家论证": "专家论证"})
"""Pause reason → the stage that has its name; the other reasons leave the case where it is."""


def accept(hall: Hall, command: c.AcceptCase, actor: Actor, now: datetime) -> list[AnyEvent]:
    """Accept what was handed in and waits for a clerk."""
    staff = staff_of(actor)
    case = own(hall, command.case_id, None, actor)
    proving = any(one.state == "proving" for one in case.materials.values())
    waits = case.parent is None and case.accepted_at is None and case.submitted_at is not None and not proving
    if not waits or case.stage not in ("接收", "一次性告知"):
        raise refusals.NotAtThisStage(case.case_id, case.stage)
    return accepted(hall, case, staff, now)


def refuse_acceptance(hall: Hall, command: c.RefuseAcceptance, actor: Actor, now: datetime) -> list[AnyEvent]:
    """Do not accept it, with the reason in writing."""
    staff = staff_of(actor)
    case = own(hall, command.case_id, None, actor)
    if not command.reason.strip():
        raise ReasonNeeded
    open_still = case.parent is None and case.accepted_at is None and case.stage in ("接收", "一次性告知")
    if not open_still or case.draft:
        raise refusals.NotAtThisStage(case.case_id, case.stage)
    return [AcceptanceRefused(at=now, case_id=case.case_id, by=staff, reason=command.reason.strip())]


def give_notice(hall: Hall, command: c.GiveNotice, actor: Actor, now: datetime) -> list[AnyEvent]:
    """Tell everything missing at once. An item's correction goes through its package's single notice (P-02)."""
    staff = staff_of(actor)
    case = top_of(hall, own(hall, command.case_id, None, actor))
    if case.stage not in ("接收", "受理", "审核", "一次性告知"):
        raise refusals.NotAtThisStage(case.case_id, case.stage)
    _check_lines(case, command)
    number, reason = len(case.notices) + 1, (command.reason or "").strip()
    if number > 1 and not reason:
        raise refusals.SecondNoticeNeedsReason(number)
    return [
        NoticeGiven(at=now, case_id=case.case_id, number=number, lines=command.lines, by=staff, reason=reason or None)
    ]


def _check_lines(case: Case, command: c.GiveNotice) -> None:
    if not command.lines:
        raise refusals.EmptyNotice
    for line in command.lines:
        if line.material is None and line.field is None:
            raise refusals.EmptyNotice
        if line.material is not None:
            listed(case, line.material)
        if line.field is not None and line.field not in case.fields:
            raise refusals.UnknownField(line.field)


def _whose_clock(hall: Hall, case_id: CaseId, actor: Actor) -> Case:
    """Give a case to those who may stop its clock: its department's approvers, and the clerk who accepted it."""
    staff = staff_of(actor)
    case = own(hall, case_id, None, actor)
    if case.accepted_by != staff and not is_approver_of(hall.catalogue, staff, case.matter.department):
        raise refusals.AnotherDepartments(staff)
    return case


def pause(hall: Hall, command: c.PauseCase, actor: Actor, now: datetime) -> list[AnyEvent]:
    """Stop the clock for a reason of the list (T-01); the expert step of a complex case is one (G-12)."""
    case = _whose_clock(hall, command.case_id, actor)
    if command.reason not in hall.catalogue.supervision.pause_reasons or command.reason == _NOTICE_PAUSE:
        raise refusals.UnknownPauseReason(command.reason)
    if case.paused is not None:
        raise refusals.AlreadyPaused(case.case_id)
    if case.stage not in ("受理", "审核"):
        raise refusals.NotAtThisStage(case.case_id, case.stage)
    stage = _WAITS_AT.get(command.reason, case.stage)
    return [CasePaused(at=now, case_id=case.case_id, reason=command.reason, stage=stage)]


def resume(hall: Hall, command: c.ResumeCase, actor: Actor, now: datetime) -> list[AnyEvent]:
    """Let the clock run again: the end moves by the pause, for items of a package with it, never past the package's."""
    case = _whose_clock(hall, command.case_id, actor)
    paused = case.paused
    if paused is None or case.starts_at is None or case.stage in FINISHED:
        raise refusals.NotPaused(case.case_id)  # a case taken back meanwhile does not go on
    due = due_of(hall.calendar, case.matter.limit, case.starts_at, pauses_with(case, now))
    package = hall.state.cases.cases.get(case.parent) if case.parent is not None else None
    if package is not None and package.due is not None:
        due = min(due, package.due)
    resumed = CaseResumed(at=now, case_id=case.case_id, stage=paused.from_stage, due=due)
    return [resumed, *_items_moved(hall, case, due, now)]


def _items_moved(hall: Hall, package: Case, last: datetime, now: datetime) -> list[AnyEvent]:
    """Move the ends of running items by the package's own pauses too."""
    moved: list[AnyEvent] = []
    for child in hall.state.cases.children_of(package):
        if child.starts_at is None or child.ended_at is not None or child.stage not in ("审核", "踏勘", "专家论证"):
            continue
        pauses = (*child.pauses, *(one for one in pauses_with(package, now) if one.began_at >= child.starts_at))
        due = min(due_of(hall.calendar, child.matter.limit, child.starts_at, pauses), last)
        moved.append(DueMoved(at=now, case_id=child.case_id, material=None, due=due, day=hall.calendar.day_of(due)))
    return moved
