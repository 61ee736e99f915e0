"""A matter done from the first answer to the certificate, for tests: the hall of `halls.py` with cases in it."""

import json
from collections.abc import Iterable
from datetime import date

from broker.catalogue import Catalogue
from broker.catalogue.people import Scenario
from broker.catalogue.services import MatterCode
from broker.messages import Refused, Reply
from broker.terms import (
    CaseId,
    DepartmentCode,
    ELicenceCode,
    FieldKey,
    MaterialCode,
    PersonaCode,
    RecordId,
    RoleCode,
    ServiceCode,
    VisitorKey,
)
from caller.domain import commands as c
from caller.domain.cases import commands as cc
from caller.domain.cases.case import Case
from caller.domain.cases.certificates import Certificate
from caller.domain.cases.words import CreditAnswer, FieldFact, MaterialState, Reusable, Source
from tests.caller.halls import TestHall

HALL_ITSELF = c.Actor("timer", "hall")
ME = VisitorKey("me")
_GOOD = {
    "date": "2020-01-01",
    "idno": "990101198503120117",
    "phone": "13900000000",
    "uscc": "91990101MA00000X7F",
    "money": "1000",
    "number": "12",
}
_FROM: dict[str, Source] = {
    "idcard": "刷证",
    "elic": "证照",
    "db": "共享库",
    "archive": "上次申请",
    "qa": "问答",
    "ticket": "上次申请",
}


def good_value(catalogue: Catalogue, key: FieldKey) -> str:
    """A value that every rule takes."""
    if key in ("p_valid", "r_valid", "v_insp"):
        return "2020-01-01 至 2040-01-01"
    field = catalogue.form_fields[key]
    return field.options[0].zh if field.options else _GOOD.get(field.type, "示例")


def filled_by_itself(catalogue: Catalogue, keys: Iterable[FieldKey]) -> tuple[FieldFact, ...]:
    """The fields that the hall fills without asking, with their sources."""
    automatic = [key for key in keys if catalogue.form_fields[key].automatic]
    return tuple(
        FieldFact(key, _FROM.get(catalogue.form_fields[key].source.split(":")[0], "系统")) for key in automatic
    )


def refused(reply: Reply, reason: str) -> Refused:
    assert isinstance(reply, Refused), reply
    assert reply.reason == reason
    assert reply.sentence.zh_hans
    assert reply.sentence.zh_hant
    assert reply.sentence.en
    return reply


class CaseHall(TestHall):
    """A hall where matters are done."""

    __test__ = False

    @property
    def cases(self) -> dict[CaseId, Case]:
        return self.hall.state.cases.cases

    def staff(self, department: str, role: str = "approver") -> c.Actor:
        member = next(
            m
            for m in self.catalogue.staff_members
            if m.department == DepartmentCode(department) and RoleCode(role) in m.roles
        )
        return c.Actor("staff", member.no)

    def do(self, command: cc.CaseCommand, actor: c.Actor = HALL_ITSELF) -> None:
        reply = self.ask(command, actor=actor)
        assert reply.kind != "refused", reply

    def opening(
        self,
        owner: str,
        answers: Iterable[int] = (),
        place: str = "K05",
        visitor: VisitorKey = ME,
        *,
        breach_until: date | None = None,
        reusable: tuple[Reusable, ...] = (),
        consent: bool = True,
    ) -> cc.OpenCase:
        code: MatterCode = ServiceCode(owner)
        return cc.OpenCase(
            owner=code,
            answers=tuple(answers),
            channel="kiosk" if place.startswith("K") else "window",
            place=place,
            visitor=visitor,
            masked_name="陈*",
            language="zh-Hans",
            record=RecordId("r1"),
            consent=consent,
            known=filled_by_itself(self.catalogue, self.catalogue.form_fields),
            breach_until=breach_until,
            reusable=reusable,
        )

    def open(self, owner: str, answers: Iterable[int] = (), place: str = "K05", visitor: VisitorKey = ME) -> Case:
        return self.opened(self.opening(owner, answers, place, visitor))

    def opened(self, command: cc.OpenCase) -> Case:
        self.do(command, c.Actor("client", command.place))
        said = self.events("CaseOpened", "DraftTakenUp")[-1]
        return self.cases[json.loads(said)["case_id"]]

    def open_scenario(self, scenario: Scenario) -> Case:
        return self.open(scenario.owner, scenario.answers, scenario.place, VisitorKey(scenario.persona))

    def answer_calls(self, case: Case, persona: PersonaCode | None = None) -> None:
        """Answer as the sandbox would: with the person's records, or with everything where no person is named."""
        known = {record.source for record in self.catalogue.records if record.persona == persona}
        for material in self.in_state(case, "calling"):
            licence = self.catalogue.material(material).elicence
            found = persona is None or licence in (None, ELicenceCode("IDC")) or f"elic:{licence}" in known
            failure = None if found else "not_found"
            self.do(cc.ReportCall(case_id=case.case_id, material=material, failure=failure))

    def in_state(self, case: Case, *states: MaterialState) -> tuple[MaterialCode, ...]:
        return tuple(one.material for one in case.materials.values() if one.state in states)

    def hand_in(self, case: Case, material: str) -> Reply:
        page = cc.HandInPage(
            case_id=case.case_id,
            visitor=case.visitor,
            material=MaterialCode(material),
            number=1,
            of=1,
            record=RecordId(f"page-{material}"),
        )
        return self.ask(page)

    def promise(self, case: Case, *materials: str, credit: CreditAnswer = "answered") -> Reply:
        fields = (FieldFact(FieldKey("cm_ack"), "本人填写"),) if FieldKey("cm_ack") in case.fields else ()
        command = cc.SignCommitment(
            case_id=case.case_id,
            visitor=case.visitor,
            materials=tuple(MaterialCode(code) for code in materials),
            text_version="1",
            credit=credit,
            fields=fields,
        )
        return self.ask(command)

    def settle(self, case: Case, persona: PersonaCode | None = None) -> None:
        """Have every material by the first way of its list."""
        self.answer_calls(case, persona)
        promised = self.in_state(case, "to_promise")
        if promised:
            assert self.promise(case, *promised).kind != "refused"
        for material in self.in_state(case, "to_prove"):
            self.do(cc.AskProof(case_id=case.case_id, visitor=case.visitor, material=material))
            proof = case.materials[material].proof_id
            assert proof is not None
            self.do(cc.AnswerProof(proof_id=proof, proved=True))
        for material in self.in_state(case, "to_hand_in"):
            assert self.hand_in(case, material).kind != "refused"

    def submit(self, case: Case, actor: c.Actor = HALL_ITSELF, **values: str) -> Reply:
        told = {key: good_value(self.catalogue, key) for key in case.fields} | {
            FieldKey(key): value for key, value in values.items()
        }
        asked = tuple(FieldFact(key, "本人填写") for key, one in case.fields.items() if not one.filled)
        return self.ask(
            cc.SubmitCase(case_id=case.case_id, visitor=case.visitor, values=told, fields=asked), actor=actor
        )

    def done(self, owner: str, answers: Iterable[int] = (), place: str = "K05", visitor: VisitorKey = ME) -> Case:
        """Open a matter, settle its papers, hand it in."""
        case = self.open(owner, answers, place, visitor)
        self.settle(case)
        reply = self.submit(case)
        assert reply.kind != "refused", reply
        return case

    def decide_all(self, case: Case) -> None:
        """Let approvers say yes to whatever waits for one."""
        while True:
            waiting = [one for one in (case, *self.items(case)) if one.stage == "审核" and not one.children]
            if not waiting:
                return
            for one in waiting:
                approver = self.staff(one.matter.department)
                if one.matter.route == "complex":
                    self.do(cc.PauseCase(case_id=one.case_id, reason="专家论证"), approver)
                    self.do(cc.ResumeCase(case_id=one.case_id), approver)
                self.do(cc.Approve(case_id=one.case_id), approver)

    def items(self, case: Case) -> list[Case]:
        return self.hall.state.cases.children_of(case)

    def sheets(self, case: Case) -> list[Certificate]:
        return self.hall.state.cases.sheets_of(case)

    def events(self, *kinds: str) -> list[str]:
        """The payloads of all events of these kinds."""
        return [payload for kind, payload in self.journal.rows if kind in kinds]
