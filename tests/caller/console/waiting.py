"""Cases that wait for an approver and for a proof, the same every time: what pictures and axe look at."""

from collections.abc import Iterable

from broker.catalogue.services import MatterCode
from broker.terms import CaseId, MaterialCode, RecordId, ServiceCode, VisitorKey
from caller.application.cases.marks import Marks
from caller.domain.cases import commands as cc
from caller.domain.cases.case import Case
from caller.domain.cases.words import FieldFact, MaterialState
from caller.domain.commands import Actor
from tests.caller.cases import filled_by_itself, good_value
from tests.caller.console.rehearsal import Rehearsal

ITSELF = Actor("timer", "hall")
MARKS = Marks(b"a secret of thirty-two bytes, yes")


class Applicants:
    """People who hand matters in at a kiosk and a window."""

    def __init__(self, hall: Rehearsal) -> None:
        self.hall = hall

    def open(self, owner: str, answers: Iterable[int], name: str, place: str) -> Case:
        """Answer the questions."""
        code: MatterCode = ServiceCode(owner)
        before = set(self._cases())
        opening = cc.OpenCase(
            owner=code,
            answers=tuple(answers),
            channel="kiosk" if place.startswith("K") else "window",
            place=place,
            visitor=VisitorKey(f"visitor-{name}-{owner}".ljust(32, "0")),
            masked_name=name,
            language="zh-Hans",
            record=RecordId(f"record-{owner}-{name}"),
            known=filled_by_itself(self.hall.catalogue, self.hall.catalogue.form_fields),
        )
        self.hall.ask(opening, Actor("client", place))
        cases = self._cases()
        return next(case for key, case in cases.items() if key not in before and case.parent is None)

    def settle(self, case: Case, *, unknown: tuple[str, ...] = ()) -> None:
        """Have every paper; the library has none of the `unknown` ones, which a department is asked to prove."""
        for material in _in_state(case, "calling"):
            failure = "not_found" if material in unknown else None
            self.hall.ask(cc.ReportCall(case_id=case.case_id, material=material, failure=failure), ITSELF)
        promised = _in_state(case, "to_promise")
        if promised:
            signed = cc.SignCommitment(
                case_id=case.case_id, visitor=case.visitor, materials=promised, text_version="1", credit="answered"
            )
            self.hall.ask(signed, ITSELF)
        for material in _in_state(case, "to_prove"):
            self.hall.ask(cc.AskProof(case_id=case.case_id, visitor=case.visitor, material=material), ITSELF)
        for material in _in_state(case, "to_hand_in"):
            if material in unknown:
                self.hall.ask(cc.AskProof(case_id=case.case_id, visitor=case.visitor, material=material), ITSELF)
                continue
            page = cc.HandInPage(
                case_id=case.case_id,
                visitor=case.visitor,
                material=material,
                number=1,
                of=1,
                record=RecordId(f"page-{case.case_id}-{material}"),
            )
            self.hall.ask(page, ITSELF)

    def submit(self, case: Case) -> None:
        """Sign and hand in."""
        told = {key: good_value(self.hall.catalogue, key) for key in case.fields}
        asked = tuple(FieldFact(key, "本人填写") for key, one in case.fields.items() if not one.filled)
        self.hall.ask(cc.SubmitCase(case_id=case.case_id, visitor=case.visitor, values=told, fields=asked), ITSELF)

    def _cases(self) -> dict[CaseId, Case]:
        return self.hall.desk.read(lambda scene: dict(scene.hall.state.cases.cases))


def _in_state(case: Case, *states: MaterialState) -> tuple[MaterialCode, ...]:
    return tuple(one.material for one in case.materials.values() if one.state in states)


def play_cases(hall: Rehearsal) -> None:
    """Have a licence made at once, hand in what approvers decide, and ask for a proof."""
    people = Applicants(hall)
    for owner, answers, name, place in (
        ("WJW-001", (1, 2, 1), "周*", "K05"),
        ("JTJ-001", (3,), "钱*", "W24"),
        ("JRB-001", (), "郑*", "W12"),
        ("P01", (1, 2, 1, 1, 1), "孙*", "W05"),
    ):
        case = people.open(owner, answers, name, place)
        people.settle(case)
        people.submit(case)
    asking = people.open("WJW-001", (1, 2, 1), "李*", "K05")
    people.settle(asking, unknown=("HEALTH",))


def word_of_the_licence(hall: Rehearsal) -> str:
    """What the code on the first certificate leads to."""
    serials = hall.desk.read(lambda scene: sorted(scene.hall.state.cases.certificates))
    return MARKS.word(serials[0])
