"""The rule that opens an application: where the answers lead, what that asks for, pinned for the life of the case."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from broker.catalogue import Catalogue
from broker.catalogue.arrivals import Arrival, arrive_fully
from broker.catalogue.matters import Matter as CatalogueMatter
from broker.catalogue.matters import form_in, matter
from broker.catalogue.services import Package, Service
from broker.catalogue.wanted import fields_shown, parts, results_used, uses_asked, waits_for, way_order
from broker.terms import CaseId, FieldKey, FormCode, VisitorKey
from caller.domain.cases import commands as c
from caller.domain.cases import refusals
from caller.domain.cases.case import Case
from caller.domain.cases.events import CaseOpened, DraftTakenUp
from caller.domain.cases.limits import limit_of, limit_of_package
from caller.domain.cases.promises import BreachEntered
from caller.domain.cases.ways import wanted
from caller.domain.cases.words import ChildWanted, FieldWanted, MaterialWanted, Matter
from caller.domain.commands import Actor
from caller.domain.events import AnyEvent
from caller.domain.hall import Hall

DRAFT_DAYS = 7
"""So long a draft is kept for the same card (K-14)."""

_OPTIONAL_SOURCES = frozenset({"archive", "scan"})
"""What only the last application knew is offered, never demanded; a picture is demanded as a material, not twice."""
_PROMISE_MARK = FieldKey("cm_ack")
"""Signed with the promise, so it is wanted where something is promised; `SignCommitment` fills it."""


def open_case(hall: Hall, command: c.OpenCase, actor: Actor, now: datetime) -> list[AnyEvent]:
    """Begin an application, or take up the same person's draft of the same matter."""
    del actor
    arrival = arrive_fully(hall.catalogue, command.owner, command.answers)
    it = None if arrival is None else matter(hall.catalogue, arrival.owner)
    form = None if arrival is None or it is None else form_in(it, arrival.situation)
    if arrival is None or it is None or form is None:
        raise refusals.AnswersDoNotEnd(command.owner)
    told = breach_from_outside(hall, command.visitor, command.breach_until, now)
    draft = draft_of(hall, command.visitor, arrival, now)
    if draft is not None:
        return [*told, DraftTakenUp(at=now, case_id=draft.case_id, place=command.place)]
    today = hall.calendar.day_of(now)
    until = max((u for u in (blocked_until(hall, command.visitor, today), command.breach_until) if u), default=None)
    refused_until = until if until is not None and until > today else None
    return [*told, _opened(hall, command, _Found(arrival, it, form), refused_until, now)]


def draft_of(hall: Hall, visitor: VisitorKey, arrival: Arrival, now: datetime) -> Case | None:
    """Give the visitor's draft of the very same matter, if it is still kept."""
    for case in hall.state.cases.of(visitor):
        same = (case.matter.owner, case.matter.situation, case.flags) == (
            arrival.owner,
            arrival.situation,
            arrival.flags,
        )
        if same and case.draft and now - case.touched_at <= timedelta(days=DRAFT_DAYS):
            return case
    return None


def blocked_until(hall: Hall, visitor: VisitorKey, today: date) -> date | None:
    """Give until when a visitor may promise nothing; None where nothing stands against it (M-06)."""
    breach = hall.state.cases.breaches.get(visitor)
    return breach.until if breach is not None and breach.until > today else None


def breach_from_outside(hall: Hall, visitor: VisitorKey, until: date | None, now: datetime) -> list[AnyEvent]:
    """Enter that another hall's list names a visitor until a day; nothing where that was known, or is over."""
    today = hall.calendar.day_of(now)
    known = hall.state.cases.breaches.get(visitor)
    if until is None or until <= today or (known is not None and known.until >= until):
        return []
    return [BreachEntered(at=now, visitor=visitor, case_id=None, since=today, until=until)]


@dataclass(frozen=True, slots=True)
class _Found:
    """Where the answers led, the matter there, and its form."""

    arrival: Arrival
    it: CatalogueMatter
    form: FormCode


def _opened(hall: Hall, command: c.OpenCase, found: _Found, refused_until: date | None, now: datetime) -> CaseOpened:
    arrival, it, form = found.arrival, found.it, found.form
    book, day = hall.state.cases, hall.calendar.day_of(now)
    day = max(day, book.day or day)  # a clock set back must not give a number twice
    serial = book.serial + 1 if book.day == day else 1
    case_id = CaseId(f"{day:%Y%m%d}-{serial:04d}")
    materials = _materials(hall.catalogue, command, arrival, it, refused_until)
    fields = _fields(hall.catalogue, form, arrival)
    shown = {field.key for field in fields}
    return CaseOpened(
        at=now,
        case_id=case_id,
        day=day,
        serial=serial,
        matter=_matter(hall.catalogue, it, arrival),
        flags=arrival.flags,
        answers=command.answers,
        channel=command.channel,
        place=command.place,
        visitor=command.visitor,
        masked_name=command.masked_name,
        language=command.language,
        catalogue=hall.catalogue.revision_hash,
        form=form,
        record=command.record,
        consent=command.consent,
        fields=fields,
        known=tuple(fact for fact in command.known if fact.key in shown),
        materials=materials,
        children=_children(hall.catalogue, case_id, it, arrival),
        promise_refused_until=refused_until,
    )


def _fields(catalogue: Catalogue, form: FormCode, arrival: Arrival) -> tuple[FieldWanted, ...]:
    def required(key: FieldKey) -> bool:
        return key != _PROMISE_MARK and catalogue.form_fields[key].source not in _OPTIONAL_SOURCES

    return tuple(FieldWanted(key, required(key)) for key in fields_shown(catalogue, form, arrival.flags))


def _materials(
    catalogue: Catalogue, command: c.OpenCase, arrival: Arrival, it: CatalogueMatter, refused_until: date | None
) -> tuple[MaterialWanted, ...]:
    order = way_order(catalogue, command.place)
    held = {one.material: one.since for one in command.reusable}
    return tuple(
        wanted(use, order, reusable=held.get(use.m), may_promise=refused_until is None, consent=command.consent)
        for use in uses_asked(catalogue, it, arrival.situation, arrival.flags)
    )


def _matter(catalogue: Catalogue, it: CatalogueMatter, arrival: Arrival) -> Matter:
    if isinstance(it, Package):
        routes = {service.route for service, _ in parts(catalogue, it, arrival.situation, arrival.flags)}
        route = "instant" if routes == {"instant"} else "complex" if "complex" in routes else "chief_rep"
        return Matter(it.code, arrival.situation, it.lead, route, limit_of_package(it), None)
    situation = next(known for known in it.situations if known.code == arrival.situation)
    limit = limit_of(it, situation)
    return Matter(it.code, situation.code, it.department, it.route, limit, situation.certificate)


def _children(catalogue: Catalogue, case_id: CaseId, it: CatalogueMatter, arrival: Arrival) -> tuple[ChildWanted, ...]:
    if isinstance(it, Service):
        return ()
    needs = waits_for(catalogue, it, arrival.flags)
    makes = results_used(catalogue, it, arrival.flags)
    return tuple(
        ChildWanted(
            case_id=_child_id(case_id, at),
            service=service.code,
            situation=situation.code,
            department=service.department,
            route=service.route,
            limit=limit_of(service, situation),
            certificate=situation.certificate,
            needs=tuple(_child_id(case_id, need) for need in needs[at]),
            makes=makes[at],
        )
        for at, (service, situation) in enumerate(parts(catalogue, it, arrival.situation, arrival.flags))
    )


def _child_id(case_id: CaseId, at: int) -> CaseId:
    return CaseId(f"{case_id}-{at + 1}")
