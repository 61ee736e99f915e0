"""How the book takes facts about decisions, certificates, and what follows them."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from types import MappingProxyType
from typing import Any

from caller.domain.cases import events as e
from caller.domain.cases.book import CaseBook
from caller.domain.cases.case import Case
from caller.domain.cases.certificates import Certificate

KEPT = timedelta(days=90)
"""So long a case that is over stays in the visitor's list. With a promise still running it stays until that is over."""


def _approved(book: CaseBook, event: e.CaseApproved) -> None:
    case = book.cases[event.case_id]
    case.move(event)
    case.decided_at, case.decided_by = event.at, event.by


def _refused(book: CaseBook, event: e.CaseRefused) -> None:
    case = book.cases[event.case_id]
    case.move(event)
    case.decided_at, case.decided_by, case.refusal, case.ended_at = event.at, event.by, event.reason, event.at


def _completed(book: CaseBook, event: e.CaseCompleted) -> None:
    case = book.cases[event.case_id]
    case.move(event)
    case.ended_at = event.at


def _handed_out(book: CaseBook, event: e.CaseHandedOut) -> None:
    case = book.cases[event.case_id]
    case.move(event)
    for child in book.children_of(case):
        if child.stage == "办结":
            child.stage = case.stage


def _withdrawn(book: CaseBook, event: e.CaseWithdrawn) -> None:
    case = book.cases[event.case_id]
    case.move(event)
    for one in (case, *book.children_of(case)):
        one.stage, one.ended_at = case.stage, event.at
    book.proofs = {proof: of for proof, of in book.proofs.items() if of != case.case_id}


def _due_moved(book: CaseBook, event: e.DueMoved) -> None:
    case = book.cases[event.case_id]
    if event.material is None:
        case.due = event.due
    elif event.material in case.commitments:
        case.commitments[event.material].due = event.day
    else:
        case.deferrals[event.material].due = event.day


def _issued(book: CaseBook, event: e.CertificateIssued) -> None:
    book.serials[event.series] = event.number
    book.certificates[event.serial] = Certificate(
        serial=event.serial,
        certificate=event.certificate,
        case_id=event.case_id,
        visitor=event.visitor,
        issued_at=event.at,
        valid_from=event.valid_from,
        valid_until=event.valid_until,
        state=event.state,
    )
    book.cases[event.case_id].certificates.append(event.serial)


def _begun(book: CaseBook, event: e.SheetBegun) -> None:
    book.certificates[event.serial].begun_by = event.place


def _unused(book: CaseBook, event: e.SheetUnused) -> None:
    book.certificates[event.serial].begun_by = None


def _printed(book: CaseBook, event: e.SheetPrinted) -> None:
    sheet = book.certificates[event.serial]
    sheet.printed_at, sheet.printed_by, sheet.begun_by = event.at, event.place, None


def _voided(book: CaseBook, event: e.SheetVoided) -> None:
    book.serials[event.series] = event.number
    lost = book.certificates[event.serial]
    book.certificates[event.successor] = Certificate(
        serial=event.successor,
        certificate=lost.certificate,
        case_id=lost.case_id,
        visitor=lost.visitor,
        issued_at=lost.issued_at,
        valid_from=lost.valid_from,
        valid_until=lost.valid_until,
        state=lost.state,
        flagged=lost.flagged,
        reminded=lost.reminded,
    )
    lost.state, lost.void_reason, lost.successor, lost.begun_by = "void", event.reason, event.successor, None
    case = book.cases.get(lost.case_id)
    if case is not None:
        case.certificates.append(event.successor)


def _renewal(book: CaseBook, event: e.RenewalReminded) -> None:
    sheet = book.certificates[event.serial]
    sheet.reminded = (*sheet.reminded, event.days)


def _rated(book: CaseBook, event: e.CaseRated) -> None:
    book.cases[event.case_id].stars = event.stars


def _checked(book: CaseBook, event: e.DeadlinesChecked) -> None:
    """Let go of cases that ended long ago: certificates stay for ever, the rest is in the journal."""
    book.checked_on, book.calendar = event.day, event.calendar
    for case in [one for one in book.cases.values() if one.parent is None and _over(one, event)]:
        for gone in (case.case_id, *case.children):
            del book.cases[gone]
        book.by_visitor[case.visitor].remove(case.case_id)
        if not book.by_visitor[case.visitor]:
            del book.by_visitor[case.visitor]


def _over(case: Case, event: e.DeadlinesChecked) -> bool:
    if case.ended_at is None or event.at - case.ended_at <= KEPT:
        return False
    running = any(one.state in ("open", "due", "broken", "withdrawn") for one in case.commitments.values())
    return not running and not case.held


APPLY: Mapping[type[e.CaseEvent], Callable[[CaseBook, Any], None]] = MappingProxyType(
    {
        e.CaseApproved: _approved,
        e.CaseRefused: _refused,
        e.CaseCompleted: _completed,
        e.CaseHandedOut: _handed_out,
        e.CaseWithdrawn: _withdrawn,
        e.DueMoved: _due_moved,
        e.CertificateIssued: _issued,
        e.SheetBegun: _begun,
        e.SheetUnused: _unused,
        e.SheetPrinted: _printed,
        e.SheetVoided: _voided,
        e.RenewalReminded: _renewal,
        e.CaseRated: _rated,
        e.DeadlinesChecked: _checked,
    }
)
