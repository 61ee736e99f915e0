"""A case as its own visitor may see it: facts from the hall, values from the vault. Views leave only sealed."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime

from broker.catalogue import Catalogue
from broker.catalogue.matters import matter
from broker.messages import Sentence
from broker.messages import applications as v
from broker.messages.replies import RenewalView
from broker.terms import CounterCode, DepartmentCode, FieldKey, MaterialCode, SerialNo, VisitorKey
from caller.application.case_sentences import CASE_SENTENCES, FAILURE_SENTENCES, PROBLEM_SENTENCES, RULE_SENTENCES
from caller.application.cases.declared import declared_names
from caller.application.cases.sentences import WAITING, stopped_at
from caller.domain.calendar import HallCalendar
from caller.domain.cases.case import RATEABLE, Case, Material
from caller.domain.cases.certificates import RENEWAL_DAYS, Certificate
from caller.domain.cases.conditions import problems
from caller.domain.cases.refusals import PromiseRefused
from caller.domain.cases.words import RuleName
from caller.domain.hall import Hall

_RENEW = "renew"
_DONE_WITH = frozenset({"generated", "called", "reused", "proved", "proving", "calling"})


def application_view(hall: Hall, case: Case, values: Mapping[FieldKey, str], today: date) -> v.ApplicationView:
    """Give a whole application, with the values of its form."""
    calendar, book = hall.calendar, hall.state.cases
    until = _no_promise_until(hall, case)
    dues = [promise.due for promise in case.commitments.values() if promise.due is not None]
    return v.ApplicationView(
        case=case.case_id,
        revision=case.revision,
        stage=case.stage,
        route=case.matter.route,
        owner=case.matter.owner,
        situation=case.matter.situation,
        flags=case.flags,
        form=case.form,
        fields=tuple(_fields(hall, case, values, today)),
        materials=tuple(_material(hall.catalogue, case, material) for material in case.materials.values()),
        rules=tuple(v.RuleView(rule=one.rule, text=RULE_SENTENCES[one.rule], met=one.met) for one in case.verdicts),
        promise_refused=None if until is None else _refused_until(until, calendar),
        promise_due=max(dues, default=None),
        stopped=_stopped(hall.catalogue, case),
        catalogue=case.catalogue,
        opened_at=case.opened_at,
        accepted_at=case.accepted_at,
        clock_starts_at=case.starts_at,
        due=_day(calendar, case.due),
        certificates=tuple(_certificate(sheet, book.replaced_by(sheet)) for sheet in book.sheets_of(case)),
        documents=tuple(document_names(hall, case)),
        children=tuple(_child(calendar, child) for child in book.children_of(case)),
        rated=case.stars is not None,
        sandbox=any(material.sandbox for material in case.materials.values()),
    )


def case_list(hall: Hall, visitor: VisitorKey) -> v.CaseList:
    """Give a visitor's own cases, drafts first, then the newest."""
    mine = [case for case in hall.state.cases.of(visitor) if case.stage != "已撤回"]
    mine.sort(key=lambda case: (not case.draft, -case.opened_at.timestamp()))
    return v.CaseList(cases=tuple(case_line(hall, case) for case in mine))


def case_line(hall: Hall, case: Case) -> v.CaseLine:
    """Give one line of the list."""
    return v.CaseLine(
        case=case.case_id,
        owner=case.matter.owner,
        situation=case.matter.situation,
        stage=case.stage,
        department=case.matter.department,
        opened_at=case.opened_at,
        due=_day(hall.calendar, case.due),
        missing=missing_of(case),
        draft=case.draft,
        rateable=case.stage in RATEABLE and case.stars is None,
    )


def _stopped(catalogue: Catalogue, case: Case) -> Sentence | None:
    at = case.stopped
    if at is None:
        return None
    return stopped_at(catalogue.material(at.material), at.failure, windows_for(catalogue, case))


def missing_of(case: Case) -> tuple[MaterialCode, ...]:
    """Give the materials that the visitor may hand in now: promised or deferred ones that are still to come."""
    if case.draft:
        return ()
    promised = [code for code, one in case.commitments.items() if one.due and one.state in ("open", "due", "broken")]
    deferred = [code for code, one in case.deferrals.items() if one.state != "kept"]
    return tuple(dict.fromkeys([*promised, *deferred]))


def renewals(hall: Hall, visitor: VisitorKey, today: date) -> tuple[RenewalView, ...]:
    """Give the visitor's certificates that end within 60 days, with the situation that renews each (N-03).

    They are found by the certificates themselves: their cases are long gone by then.
    """
    found: list[RenewalView] = []
    for sheet in hall.state.cases.certificates.values():
        if sheet.visitor != visitor or sheet.valid_until is None or sheet.state == "void" or not sheet.current:
            continue
        if 0 <= (sheet.valid_until - today).days <= max(RENEWAL_DAYS):
            found.extend(_renewal(hall.catalogue, sheet, sheet.valid_until))
    return tuple(found)


def windows_for(catalogue: Catalogue, case: Case) -> tuple[CounterCode, ...]:
    """Give the windows where the matter of a case is helped, in the catalogue's order."""
    it = matter(catalogue, case.matter.owner)
    return () if it is None else tuple(counter.code for counter in catalogue.windows_by_queue.get(it.queue, ()))


def document_names(hall: Hall, case: Case) -> Iterator[str]:
    """Name the documents of a case that may be fetched now."""
    yield "FORM"
    if case.commitments:
        yield "D-COMMIT"
    if case.notices:
        yield "D-ONCE"
    if case.deferrals:
        yield "D-DEFER"
    yield from declared_names(case)
    for sheet in hall.state.cases.sheets_of(case):
        if sheet.printed_at is None:  # no second paper bears its number
            yield f"{sheet.certificate}:{sheet.serial}"


def _renewal(catalogue: Catalogue, sheet: Certificate, until: date) -> Iterator[RenewalView]:
    for service in catalogue.services:
        for situation in service.situations:
            if situation.code == _RENEW and situation.certificate == sheet.certificate:
                yield RenewalView(
                    certificate=sheet.certificate,
                    serial=sheet.serial,
                    valid_until=until,
                    owner=service.code,
                    situation=situation.code,
                )


def _fields(hall: Hall, case: Case, values: Mapping[FieldKey, str], today: date) -> Iterator[v.FieldView]:
    wrong = problems(case, hall.catalogue.form_fields, values, today) if case.draft else dict[FieldKey, RuleName]()
    for one in case.fields.values():
        yield v.FieldView(
            key=one.key,
            value=values.get(one.key, ""),
            source=one.source if one.filled else None,
            at=one.at,
            contested=one.contested,
            problem=PROBLEM_SENTENCES[wrong[one.key]] if one.key in wrong and not one.contested else None,
        )


def _material(catalogue: Catalogue, case: Case, material: Material) -> v.MaterialView:
    note = WAITING if material.state == "calling" else FAILURE_SENTENCES[material.failure] if material.failure else None
    issuer = catalogue.material(material.material).issuer
    promise, deferral = case.commitments.get(material.material), case.deferrals.get(material.material)
    promised = None if promise is None else promise.due
    return v.MaterialView(
        material=material.material,
        state=material.state,
        ways=material.ways,
        core=material.core,
        note=None if material.state in _DONE_WITH - {"calling"} else note,
        holder=DepartmentCode(issuer) if issuer != "applicant" and material.state == "called" else None,
        valid_until=material.valid_until,
        reusable=material.reusable,
        due=promised if deferral is None else deferral.due,
        later=material.defer if case.draft and material.state.startswith("to_") and not material.core else None,
        pages=len(material.pages),
        sandbox=material.sandbox,
    )


def _certificate(sheet: Certificate, replaces: SerialNo | None) -> v.CertificateView:
    return v.CertificateView(
        certificate=sheet.certificate,
        serial=sheet.serial,
        state=sheet.state,
        printed=sheet.printed_at is not None,
        valid_until=sheet.valid_until,
        replaces=replaces,
    )


def _child(calendar: HallCalendar, child: Case) -> v.ChildView:
    return v.ChildView(
        case=child.case_id,
        matter=child.matter.owner,
        situation=child.matter.situation,
        department=child.matter.department,
        stage=child.stage,
        due=_day(calendar, child.due),
    )


def _no_promise_until(hall: Hall, case: Case) -> date | None:
    """A person may come on the list after the application was opened."""
    breach = hall.state.cases.breaches.get(case.visitor)
    if breach is None or not case.draft:
        return case.promise_refused_until
    return max(breach.until, case.promise_refused_until or breach.until)


def _refused_until(until: date, calendar: HallCalendar) -> Sentence:
    return CASE_SENTENCES[PromiseRefused](PromiseRefused(until), calendar.zone)


def _day(calendar: HallCalendar, at: datetime | None) -> date | None:
    return None if at is None else calendar.day_of(at)
