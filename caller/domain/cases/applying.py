"""How the book of cases takes its facts: `apply` may not refuse. Opening, form, materials, stages."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from broker.terms import CaseId
from caller.domain.cases import applying_promises, applying_results
from caller.domain.cases import events as e
from caller.domain.cases.book import CaseBook
from caller.domain.cases.case import Case, Field, Material, Notice, Pause
from caller.domain.cases.ways import BEGINS, dead_end
from caller.domain.cases.words import ChildWanted, FieldFact, Matter


def apply_case(book: CaseBook, event: e.CaseEvent) -> None:
    """Take one fact about cases. Raises only where the journal itself is impossible."""
    case_id: CaseId | None = getattr(event, "case_id", None)
    case = book.cases.get(case_id) if case_id is not None else None
    if case is not None:
        case.revision += 1
    _APPLY[type(event)](book, event)


def _opened(book: CaseBook, event: e.CaseOpened) -> None:
    book.day, book.serial = event.day, event.serial
    case = _case(event, event.case_id, event.matter)
    case.fields = {one.key: Field(key=one.key, required=one.required) for one in event.fields}
    case.materials = {
        one.material: Material(
            material=one.material,
            state=one.state,
            ways=one.ways,
            core=one.core,
            commit=one.commit,
            defer=one.defer,
            reusable=one.reusable,
            stopped=dead_end(one),
        )
        for one in event.materials
    }
    _note(case, event.known, event)
    case.children = tuple(child.case_id for child in event.children)
    case.promise_refused_until = event.promise_refused_until
    book.cases[case.case_id] = case
    book.by_visitor.setdefault(case.visitor, []).append(case.case_id)
    for wanted in event.children:
        child = _case(event, wanted.case_id, _matter(wanted))
        child.parent, child.needs, child.makes = case.case_id, wanted.needs, wanted.makes
        book.cases[child.case_id] = child


def _matter(child: ChildWanted) -> Matter:
    return Matter(child.service, child.situation, child.department, child.route, child.limit, child.certificate)


def _case(event: e.CaseOpened, case_id: CaseId, matter: Matter) -> Case:
    return Case(
        case_id=case_id,
        matter=matter,
        visitor=event.visitor,
        masked_name=event.masked_name,
        language=event.language,
        channel=event.channel,
        place=event.place,
        catalogue=event.catalogue,
        form=event.form,
        record=event.record,
        opened_at=event.at,
        touched_at=event.at,
        flags=event.flags,
        answers=event.answers,
        consent=event.consent,
    )


def _note(case: Case, facts: tuple[FieldFact, ...], event: e.CaseOpened | e.FieldsNoted) -> None:
    for fact in facts:
        known = case.fields[fact.key]
        known.filled, known.source, known.at = fact.filled, fact.source if fact.filled else None, event.at
        known.contested = False


def _taken_up(book: CaseBook, event: e.DraftTakenUp) -> None:
    case = book.cases[event.case_id]
    case.place, case.touched_at = event.place, event.at


def _lapsed(book: CaseBook, event: e.DraftLapsed) -> None:
    case = book.cases[event.case_id]
    case.move(event)
    for gone in (case.case_id, *case.children):
        del book.cases[gone]
    book.by_visitor[case.visitor].remove(case.case_id)
    if not book.by_visitor[case.visitor]:
        del book.by_visitor[case.visitor]
    book.proofs = {proof: of for proof, of in book.proofs.items() if of != case.case_id}


def _fields(book: CaseBook, event: e.FieldsNoted) -> None:
    case = book.cases[event.case_id]
    case.touched_at = event.at
    _note(case, event.fields, event)


def _contested(book: CaseBook, event: e.FieldContested) -> None:
    case = book.cases[event.case_id]
    case.touched_at = event.at
    case.fields[event.field].contested = event.contested


def _called(book: CaseBook, event: e.MaterialCalled) -> None:
    material = book.cases[event.case_id].materials[event.material]
    material.state, material.failure, material.stopped = "called", None, False
    material.valid_until, material.sandbox = event.valid_until, event.sandbox


def _failed(book: CaseBook, event: e.MaterialFailed) -> None:
    material = book.cases[event.case_id].materials[event.material]
    material.state, material.failure, material.stopped = event.state, event.failure, event.stopped


def _chosen(book: CaseBook, event: e.WayChosen) -> None:
    case = book.cases[event.case_id]
    case.touched_at = event.at
    material = case.materials[event.material]
    material.state, material.stopped = event.state, False
    case.commitments.pop(event.material, None)
    case.deferrals.pop(event.material, None)


def _proof_asked(book: CaseBook, event: e.ProofAsked) -> None:
    material = book.cases[event.case_id].materials[event.material]
    if material.proof_id is not None:
        book.proofs.pop(material.proof_id, None)
    material.state, material.proof_id, material.proofs = "proving", event.proof_id, material.proofs + 1
    book.proofs[event.proof_id] = event.case_id


def _proof_answered(book: CaseBook, event: e.ProofAnswered) -> None:
    case = book.cases[event.case_id]
    material = case.materials[event.material]
    material.state = event.state
    material.stopped = event.stopped
    material.proved_at = event.at if event.proved else None
    del book.proofs[event.proof_id]
    if not event.proved and case.accepted_at is None:
        case.submitted_at, case.touched_at = None, event.at


def _page(book: CaseBook, event: e.PageHandedIn) -> None:
    case = book.cases[event.case_id]
    material = case.materials[event.material]
    if event.number == 1:
        material.pages = []
    material.pages.append(event.record)
    material.of_pages, material.keep = event.of, event.keep
    case.touched_at = event.at
    if len(material.pages) == event.of:
        material.state, material.stopped = "handed_in", False


def _submitted(book: CaseBook, event: e.CaseSubmitted) -> None:
    case = book.cases[event.case_id]
    case.verdicts, case.touched_at = event.verdicts, event.at
    case.submitted_at = event.at


def _accepted(book: CaseBook, event: e.CaseAccepted) -> None:
    case = book.cases[event.case_id]
    case.move(event)
    for one in (case, *book.children_of(case)):
        one.stage = "受理"
        one.accepted_at, one.accepted_by, one.deemed = event.at, event.by, event.deemed
    case.starts_at, case.due = event.starts_at, event.due


def _acceptance_refused(book: CaseBook, event: e.AcceptanceRefused) -> None:
    case = book.cases[event.case_id]
    case.move(event)
    for one in (case, *book.children_of(case)):
        one.stage, one.ended_at, one.refusal = case.stage, event.at, event.reason


def _review(book: CaseBook, event: e.ReviewBegan) -> None:
    case = book.cases[event.case_id]
    case.move(event)
    case.starts_at, case.due = event.starts_at, event.due


def _notice(book: CaseBook, event: e.NoticeGiven) -> None:
    case = book.cases[event.case_id]
    if case.accepted_at is not None and case.paused is None:
        case.pauses.append(Pause(began_at=event.at, reason="一次性告知后补正", from_stage=case.stage))
    case.move(event)
    case.submitted_at = None
    case.notices.append(Notice(number=event.number, at=event.at, lines=event.lines, by=event.by, reason=event.reason))
    for line in event.lines:
        if line.material is not None:
            material = case.materials[line.material]
            material.state = BEGINS[material.ways[0]] if material.ways else "to_hand_in"


def _paused(book: CaseBook, event: e.CasePaused) -> None:
    case = book.cases[event.case_id]
    case.pauses.append(Pause(began_at=event.at, reason=event.reason, from_stage=case.stage))
    case.move(event, event.stage)


def _resumed(book: CaseBook, event: e.CaseResumed) -> None:
    case = book.cases[event.case_id]
    case.pauses[-1].ended_at = event.at
    case.move(event, event.stage)
    case.due = event.due


_APPLY: Mapping[type[e.CaseEvent], Callable[[CaseBook, Any], None]] = MappingProxyType(
    {
        e.CaseOpened: _opened,
        e.DraftTakenUp: _taken_up,
        e.DraftLapsed: _lapsed,
        e.FieldsNoted: _fields,
        e.FieldContested: _contested,
        e.MaterialCalled: _called,
        e.MaterialFailed: _failed,
        e.WayChosen: _chosen,
        e.ProofAsked: _proof_asked,
        e.ProofAnswered: _proof_answered,
        e.PageHandedIn: _page,
        e.CaseSubmitted: _submitted,
        e.CaseAccepted: _accepted,
        e.AcceptanceRefused: _acceptance_refused,
        e.ReviewBegan: _review,
        e.NoticeGiven: _notice,
        e.CasePaused: _paused,
        e.CaseResumed: _resumed,
        **applying_promises.APPLY,
        **applying_results.APPLY,
    }
)
"""Event → how the book takes it."""
