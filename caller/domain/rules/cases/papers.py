"""Rules for pages that are handed in: with the application, after a notice, or later for a promise or a deferral."""

from datetime import datetime

from caller.domain.cases import commands as c
from caller.domain.cases import refusals
from caller.domain.cases.case import Case, Material
from caller.domain.cases.events import PageHandedIn
from caller.domain.cases.promises import CommitmentKept, DeferralKept
from caller.domain.commands import Actor
from caller.domain.events import AnyEvent
from caller.domain.hall import Hall
from caller.domain.rules.cases.deciding import release
from caller.domain.rules.cases.finding import editable, listed, own


def hand_in(hall: Hall, command: c.HandInPage, actor: Actor, now: datetime) -> list[AnyEvent]:
    """Take a page. The last one of a promised or deferred paper keeps the promise and sets a held result free."""
    case = own(hall, command.case_id, command.visitor, actor)
    material = listed(case, command.material)
    comes_later = command.material in case.commitments or command.material in case.deferrals
    if comes_later and case.accepted_at is not None:
        _still_wanted(case, material)
    else:
        editable(case)
        if "提交" not in material.ways and material.state != "to_hand_in":
            raise refusals.WayNotOpen(command.material, "提交")
    _check_page(material, command)
    page = PageHandedIn(
        at=now,
        case_id=case.case_id,
        material=command.material,
        number=command.number,
        of=command.of,
        record=command.record,
        keep=command.keep,
    )
    complete = command.number == command.of
    return [page, *(_kept(hall, case, material, now) if complete and case.accepted_at is not None else ())]


def _still_wanted(case: Case, material: Material) -> None:
    commitment = case.commitments.get(material.material)
    if commitment is not None and commitment.state in ("withdrawn", "struck_off"):
        raise refusals.PromiseOver(material.material)
    if case.stage in ("已撤回", "不予受理", "不予许可"):
        raise refusals.NotAtThisStage(case.case_id, case.stage)


def _check_page(material: Material, command: c.HandInPage) -> None:
    later = command.number > 1
    if command.number > command.of or command.number < 1:
        raise refusals.BadPage(command.number, command.of)
    if later and (command.number != len(material.pages) + 1 or command.of != material.of_pages):
        raise refusals.BadPage(command.number, command.of)


def _kept(hall: Hall, case: Case, material: Material, now: datetime) -> list[AnyEvent]:
    code = material.material
    commitment, deferral = case.commitments.get(code), case.deferrals.get(code)
    events: list[AnyEvent] = []
    if commitment is not None and commitment.state in ("open", "due", "broken"):
        events.append(CommitmentKept(at=now, case_id=case.case_id, material=code, late=commitment.state == "broken"))
    if deferral is not None and deferral.state != "kept":
        events.append(DeferralKept(at=now, case_id=case.case_id, material=code))
        if all(one.state == "kept" for other, one in case.deferrals.items() if other != code):
            events += release(hall, case, now)
    return events
