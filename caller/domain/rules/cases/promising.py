"""Rules for what comes later: promises (告知承诺, K-04) and deferrals (容缺, M-05)."""

from datetime import datetime

from broker.terms import MaterialCode, WorkingDays
from caller.domain.cases import commands as c
from caller.domain.cases import refusals
from caller.domain.cases.case import Case
from caller.domain.cases.promises import MaterialDeferred, MaterialsPromised, Promised
from caller.domain.commands import Actor
from caller.domain.events import AnyEvent
from caller.domain.hall import Hall
from caller.domain.rules.cases.filling import noted
from caller.domain.rules.cases.finding import editable, listed, own
from caller.domain.rules.cases.opening import blocked_until, breach_from_outside


def sign(hall: Hall, command: c.SignCommitment, actor: Actor, now: datetime) -> list[AnyEvent]:
    """Promise papers with a date each.

    Refused to a person on the list, while nobody can say who is on it, and for core materials to everybody.
    """
    case = editable(own(hall, command.case_id, command.visitor, actor))
    today = hall.calendar.day_of(now)
    until = blocked_until(hall, case.visitor, today)
    if until is not None:
        raise refusals.PromiseRefused(until)
    if command.credit != "answered":
        raise refusals.CreditUnknown(asked=command.credit == "silent")
    promised: list[Promised] = []
    for code in dict.fromkeys(command.materials):
        days = _promisable(case, code)
        due = hall.calendar.working_day_after(today, days) if days else None
        promised.append(Promised(code, days, due))
    made = MaterialsPromised(
        at=now, case_id=case.case_id, made_on=today, promised=tuple(promised), text_version=command.text_version
    )
    return [made, *noted(case, command.fields, now)]


def report_breach(hall: Hall, command: c.ReportBreach, actor: Actor, now: datetime) -> list[AnyEvent]:
    """Enter a visitor whom another hall's list names; nothing new, no event."""
    del actor
    return breach_from_outside(hall, command.visitor, command.until, now)


def _promisable(case: Case, code: MaterialCode) -> WorkingDays:
    material = listed(case, code)
    if material.core:
        raise refusals.CoreMaterial(code)
    if "承诺" not in material.ways or material.commit is None:
        raise refusals.WayNotOpen(code, "承诺")
    if material.state == "promised":
        raise refusals.AlreadySettled(code)
    return material.commit


def defer(hall: Hall, command: c.DeferMaterial, actor: Actor, now: datetime) -> list[AnyEvent]:
    """Let a paper come later, by a date; only where the list allows it."""
    case = editable(own(hall, command.case_id, command.visitor, actor))
    material = listed(case, command.material)
    if material.core:
        raise refusals.CoreMaterial(command.material)
    if material.defer is None:
        raise refusals.NotDeferrable(command.material)
    if material.state == "deferred":
        raise refusals.AlreadySettled(command.material)
    today = hall.calendar.day_of(now)
    due = hall.calendar.working_day_after(today, material.defer)
    return [
        MaterialDeferred(
            at=now, case_id=case.case_id, material=command.material, days=material.defer, made_on=today, due=due
        )
    ]
