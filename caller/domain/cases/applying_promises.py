"""How the book takes facts about promises, deferrals, the list of breaches, and help at kiosks."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from caller.domain.cases import events as e
from caller.domain.cases.book import CaseBook
from caller.domain.cases.help import HelpCall
from caller.domain.cases.promises import Breach, Commitment, Deferral


def _promised(book: CaseBook, event: e.MaterialsPromised) -> None:
    case = book.cases[event.case_id]
    case.touched_at = event.at
    for one in event.promised:
        material = case.materials[one.material]
        material.state, material.stopped = "promised", False
        state = "open" if one.due is not None else "kept"
        case.commitments[one.material] = Commitment(
            material=one.material, days=one.days, made_on=event.made_on, due=one.due, state=state
        )


def _reminded(book: CaseBook, event: e.CommitmentReminded) -> None:
    commitment = book.cases[event.case_id].commitments[event.material]
    commitment.reminded = (*commitment.reminded, *event.marks)


def _fell_due(book: CaseBook, event: e.CommitmentFellDue) -> None:
    book.cases[event.case_id].commitments[event.material].state = "due"


def _kept(book: CaseBook, event: e.CommitmentKept) -> None:
    case = book.cases[event.case_id]
    case.commitments[event.material].state = "kept"
    broken = any(one.state == "broken" for one in case.commitments.values())
    for sheet in book.sheets_of(case):
        sheet.flagged = broken
        if sheet.state == "promised" and not case.promising:
            sheet.state = "valid"


def _broken(book: CaseBook, event: e.CommitmentBroken) -> None:
    case = book.cases[event.case_id]
    commitment = case.commitments[event.material]
    commitment.state, commitment.notice_until = "broken", event.notice_until
    for sheet in book.sheets_of(case):
        sheet.flagged = True


def _withdrawn(book: CaseBook, event: e.CommitmentWithdrawn) -> None:
    case = book.cases[event.case_id]
    case.commitments[event.material].state = "withdrawn"
    for sheet in book.sheets_of(case):
        sheet.state, sheet.void_reason = "void", "commitment_broken"


def _struck_off(book: CaseBook, event: e.CommitmentStruckOff) -> None:
    book.cases[event.case_id].commitments[event.material].state = "struck_off"


def _deferred(book: CaseBook, event: e.MaterialDeferred) -> None:
    case = book.cases[event.case_id]
    case.touched_at = event.at
    material = case.materials[event.material]
    material.state, material.stopped = "deferred", False
    case.deferrals[event.material] = Deferral(
        material=event.material, days=event.days, made_on=event.made_on, due=event.due
    )


def _deferral_reminded(book: CaseBook, event: e.DeferralReminded) -> None:
    deferral = book.cases[event.case_id].deferrals[event.material]
    deferral.reminded = (*deferral.reminded, *event.marks)


def _deferral_kept(book: CaseBook, event: e.DeferralKept) -> None:
    book.cases[event.case_id].deferrals[event.material].state = "kept"


def _deferral_broken(book: CaseBook, event: e.DeferralBroken) -> None:
    book.cases[event.case_id].deferrals[event.material].state = "broken"


def _breach(book: CaseBook, event: e.BreachEntered) -> None:
    book.breaches[event.visitor] = Breach(
        visitor=event.visitor, case_id=event.case_id, since=event.since, until=event.until
    )


def _breach_over(book: CaseBook, event: e.BreachExpired) -> None:
    del book.breaches[event.visitor]


def _help_called(book: CaseBook, event: e.HelpCalled) -> None:
    book.help[event.kiosk] = HelpCall(kiosk=event.kiosk, screen=event.screen, since=event.at)


def _help_coming(book: CaseBook, event: e.HelpComing) -> None:
    book.help[event.kiosk].staff = event.staff


def _help_ended(book: CaseBook, event: e.HelpEnded) -> None:
    del book.help[event.kiosk]


APPLY: Mapping[type[e.CaseEvent], Callable[[CaseBook, Any], None]] = MappingProxyType(
    {
        e.MaterialsPromised: _promised,
        e.CommitmentReminded: _reminded,
        e.CommitmentFellDue: _fell_due,
        e.CommitmentKept: _kept,
        e.CommitmentBroken: _broken,
        e.CommitmentWithdrawn: _withdrawn,
        e.CommitmentStruckOff: _struck_off,
        e.MaterialDeferred: _deferred,
        e.DeferralReminded: _deferral_reminded,
        e.DeferralKept: _deferral_kept,
        e.DeferralBroken: _deferral_broken,
        e.BreachEntered: _breach,
        e.BreachExpired: _breach_over,
        e.HelpCalled: _help_called,
        e.HelpComing: _help_coming,
        e.HelpEnded: _help_ended,
    }
)
