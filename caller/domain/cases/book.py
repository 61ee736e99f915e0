"""All that is remembered of cases, as plain data: a part of the hall's state and of its snapshots."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from broker.terms import CaseId, KioskCode, ProofId, SerialNo, VisitorKey
from caller.domain.cases.case import Case
from caller.domain.cases.certificates import Certificate
from caller.domain.cases.help import HelpCall
from caller.domain.cases.promises import Breach


@dataclass(slots=True)
class CaseBook:
    """The cases of a hall. `serials` are the last number of each series, kept for ever; `serial` is the day's last."""

    day: date | None = None
    serial: int = 0
    cases: dict[CaseId, Case] = field(default_factory=dict[CaseId, Case])
    by_visitor: dict[VisitorKey, list[CaseId]] = field(default_factory=dict[VisitorKey, list[CaseId]])
    certificates: dict[SerialNo, Certificate] = field(default_factory=dict[SerialNo, Certificate])
    serials: dict[str, int] = field(default_factory=dict[str, int])
    proofs: dict[ProofId, CaseId] = field(default_factory=dict[ProofId, CaseId])
    breaches: dict[VisitorKey, Breach] = field(default_factory=dict[VisitorKey, Breach])
    help: dict[KioskCode, HelpCall] = field(default_factory=dict[KioskCode, HelpCall])
    checked_on: date | None = None
    calendar: str = ""

    def of(self, visitor: VisitorKey) -> Iterator[Case]:
        """Give a visitor's own cases, packages as one, the oldest first."""
        for case_id in self.by_visitor.get(visitor, ()):
            yield self.cases[case_id]

    def children_of(self, case: Case) -> list[Case]:
        """Give the items of a package."""
        return [self.cases[child] for child in case.children]

    def replaced_by(self, sheet: Certificate) -> SerialNo | None:
        """Give the void number in whose place a sheet's number came; None where it is the first of its certificate."""
        serials = self.cases[sheet.case_id].certificates
        return next((one for one in serials if self.certificates[one].successor == sheet.serial), None)

    def sheets_of(self, case: Case) -> list[Certificate]:
        """Give the certificates of a case and of its items that count now, without void ones."""
        serials = [serial for one in (case, *self.children_of(case)) for serial in one.certificates]
        return [self.certificates[serial] for serial in serials if self.certificates[serial].current]
