"""Handing an application in: the rules are checked by name (P-06), then the case goes as far as it can by itself."""

from datetime import datetime

from broker.terms import CounterCode
from caller.domain.cases import commands as c
from caller.domain.cases import refusals
from caller.domain.cases.case import Case, Material
from caller.domain.cases.conditions import WAITS, check
from caller.domain.cases.events import CaseResumed, CaseSubmitted
from caller.domain.cases.limits import due_of
from caller.domain.cases.words import Verdict
from caller.domain.commands import Actor
from caller.domain.events import AnyEvent
from caller.domain.hall import Hall
from caller.domain.rules.cases.deciding import accepted, pauses_with
from caller.domain.rules.cases.filling import noted
from caller.domain.rules.cases.finding import editable, own


def submit(hall: Hall, command: c.SubmitCase, actor: Actor, now: datetime) -> list[AnyEvent]:
    """Hand in. An instant matter that meets every rule is decided in the same breath.

    Something contested waits for a clerk, a proof on its way for its answer; anything else unmet is refused by name.
    """
    case = editable(own(hall, command.case_id, command.visitor, actor))
    stopped = case.stopped
    if stopped is not None:
        raise refusals.CaseStopped(stopped.material, stopped.failure, windows_for(hall, case))
    verdicts = check(case, hall.catalogue.form_fields, command.values, hall.calendar.day_of(now))
    unmet = [one for one in verdicts if not one.met]
    wrong = tuple(one for one in unmet if not _may_wait(case, one))
    if wrong:
        raise refusals.ConditionsNotMet(wrong)
    by = actor.code if actor.kind == "staff" else "hall"
    submitted = CaseSubmitted(at=now, case_id=case.case_id, verdicts=verdicts, by=by)
    events: list[AnyEvent] = [*noted(case, command.fields, now), submitted]
    if unmet:
        return events
    return [*events, *_go_on(hall, case, by, now)]


def windows_for(hall: Hall, case: Case) -> tuple[CounterCode, ...]:
    """Give the windows that help where a kiosk cannot."""
    owner = case.matter.owner
    it = next((one for one in (*hall.catalogue.services, *hall.catalogue.packages) if one.code == owner), None)
    known = it is not None and it.queue in hall.catalogue.windows_by_queue
    return tuple(counter.code for counter in hall.catalogue.windows_serving(it.queue)) if it and known else ()


def _may_wait(case: Case, verdict: Verdict) -> bool:
    if verdict.rule not in WAITS:
        return False
    if verdict.rule == "materials_settled":
        return all(one.state == "proving" for one in case.materials.values() if one.material in verdict.about)
    return True


def _go_on(hall: Hall, case: Case, by: str, now: datetime) -> list[AnyEvent]:
    paused = case.paused
    if paused is None:
        return accepted(hall, case, by, now)
    limit, starts = case.matter.limit, case.starts_at or now
    due = due_of(hall.calendar, limit, starts, pauses_with(case, now))
    return [CaseResumed(at=now, case_id=case.case_id, stage=paused.from_stage, due=due)]


def go_on_after_proof(hall: Hall, case: Case, proved: Material, now: datetime) -> list[AnyEvent]:
    """Let a case that was handed in go on when the last proof it waited for is there."""
    waiting = [one for one in case.materials.values() if one.state == "proving" and one is not proved]
    contested = any(one.contested for one in case.fields.values())
    if case.submitted_at is None or case.accepted_at is not None or waiting or contested:
        return []
    verdicts = tuple(Verdict(one.rule, met=True) if one.rule in WAITS else one for one in case.verdicts)
    submitted = CaseSubmitted(at=now, case_id=case.case_id, verdicts=verdicts, by="hall")
    return [submitted, *_go_on(hall, case, "hall", now)]
