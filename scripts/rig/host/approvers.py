"""Approvers at their page: they decide cases of their own department and answer its requests for proof.

Only the console's own door is used: a decision here is a decision of a member of the staff who may make it.
"""

from dataclasses import dataclass
from typing import Any

from broker.catalogue import Catalogue
from broker.terms import StaffNo
from scripts.rig.host.console import Console
from scripts.rig.host.refusals import RigRefusal

_DECIDES = ("approver", "chief_rep")
_NO_REASON = "不符合法定条件"


@dataclass(frozen=True, slots=True)
class Approvers:
    """Everybody who may decide."""

    catalogue: Catalogue
    console: Console

    def waiting(self) -> dict[str, Any]:
        """Give what waits: `cases` (number, department, stage, expert step) and `proofs`. Raises `RigRefusal`."""
        return self.console.facts("cases", self._somebody())

    def decide(self, case: str, *, yes: bool, reason: str = "") -> dict[str, Any]:
        """Decide a case, or all items of a package that wait; a complex one goes to the experts first (G-12).

        Raises `RigRefusal` with the hall's sentence.
        """
        rows = [row for row in self.waiting()["cases"] if row["case"] == case or row["case"].startswith(f"{case}-")]
        if not rows:
            raise RigRefusal(f"no case {case} waits for a decision; {_there_are('cases', self.waiting())}")
        return {"case": case, "decided": [self._decide(row, yes=yes, reason=reason) for row in rows]}

    def prove(self, proof: str, *, yes: bool) -> dict[str, Any]:
        """Answer a request for proof (协查). Raises `RigRefusal` with the hall's sentence."""
        row = next((row for row in self.waiting()["proofs"] if row["proof"] == proof), None)
        if row is None:
            raise RigRefusal(f"no request {proof} waits for an answer; {_there_are('proofs', self.waiting())}")
        staff = self._of(row["department"]) or self._somebody()
        self.console.post(staff, "cases/prove" if yes else "cases/disprove", proof=proof)
        return {"proof": proof, "case": row["case"], "proved": yes, "by": staff}

    def _decide(self, row: dict[str, Any], *, yes: bool, reason: str) -> dict[str, Any]:
        case, staff = row["case"], self._of(row["department"])
        if staff is None:
            raise RigRefusal(f"nobody of {row['department']} decides, who could decide {case}?")
        if yes and row["expert"] == "to_come":
            self.console.post(staff, "cases/experts", case=case)
        if yes and row["expert"] is not None:
            self.console.post(staff, "cases/resume", case=case)
        if yes:
            self.console.post(staff, "cases/approve", case=case)
        else:
            self.console.post(staff, "cases/refuse", case=case, reason=reason or _NO_REASON)
        return {"case": case, "approved": yes, "by": staff}

    def _of(self, department: str) -> StaffNo | None:
        return next((member.no for member in self._deciders() if member.department == department), None)

    def _somebody(self) -> StaffNo:
        return self._deciders()[0].no

    def _deciders(self) -> list[Any]:
        return [member for member in self.catalogue.staff_members if set(_DECIDES) & set(member.roles)]


def _there_are(kind: str, waiting: dict[str, Any]) -> str:
    word = "case" if kind == "cases" else "proof"
    return "there are " + " ".join(row[word] for row in waiting[kind]) if waiting[kind] else "none does"
