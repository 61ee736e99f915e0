"""People who swipe their card and apply, over the bus in memory, with the sandboxes behind the hall."""

import base64
import threading
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path

from broker import messages as m
from broker.catalogue.people import Scenario
from broker.memory import MemoryBroker
from broker.messages import applications as v
from broker.messages import case_requests as r
from broker.sealed import HallSealer, Visit, new_key_text
from broker.terms import (
    CaseId,
    ClientCode,
    FieldKey,
    FormCode,
    MaterialCode,
    PersonaCode,
    ProofId,
    RequestId,
    ScenarioCode,
)
from caller.adapters.applications import Applications
from caller.adapters.bus import BusPublisher, HallOnBus
from caller.adapters.case_systems import page_count
from caller.adapters.cursor_file import CursorFile
from caller.adapters.documents import PdfSealer, mint_seal
from caller.adapters.journal import SqlJournal
from caller.adapters.sandbox import (
    Dials,
    SandboxDatabases,
    SandboxLibrary,
    SandboxMessenger,
    SandboxOutbox,
    SandboxSealer,
)
from caller.adapters.vault import SqlVault
from caller.adapters.vault.locks import new_vault_key
from caller.adapters.visitors import Visitors
from caller.application.cases.intake import Intake
from caller.application.cases.marks import Marks
from caller.application.cases.news import News
from caller.application.cases.papers import PaperDesk
from caller.application.cases.terms import KeepingTerms
from caller.application.controller import Controller
from caller.application.outside import GuardedSealer, Outside, guarded
from caller.application.resilience import Guard, Patience
from caller.domain.cases import commands as c
from caller.domain.commands import Actor
from caller.domain.hall import Hall
from tests.caller.halls import HALL, MORNING, StillClock, reference
from tests.caller.papers import papers

SECRET = b"0123456789abcdef0123456789abcdef"
TYPED: Mapping[str, str] = {
    "text": "示范填写",
    "choice": "窗口领取",
    "date": "2026-12-01",
    "idno": "990101198503120117",
    "phone": "13900000000",
    "money": "10000",
    "number": "12",
    "bool": "是",
}
"""What a visitor types into a field that nobody else could fill, by its type."""
SCAN = "租赁合同 甲方".encode()


class HallWithCases:
    """A controller on its own thread, sandboxes, a vault in a file, a bus in memory."""

    def __init__(self, folder: Path, wait_seconds: float = 3.0, *, rehearsing: bool = False) -> None:
        self.folder = folder
        self.clock = StillClock()
        self.sealer = HallSealer(new_key_text())
        self.broker = MemoryBroker()
        own = self.broker.connect(HALL, ClientCode("caller"))
        self.journal = SqlJournal(f"sqlite:///{folder / 'journal.db'}", HALL, now=MORNING)
        self.controller = Controller(
            hall=Hall(reference()), code=HALL, journal=self.journal, publisher=BusPublisher(own), clock=self.clock
        )
        self.vault = SqlVault(folder / "vault" / "vault.db", new_vault_key())
        self.dials = Dials(reference())
        self.messenger = SandboxMessenger(self.dials)
        self.outside = guarded(
            Outside(
                SandboxLibrary(reference(), self.dials),
                SandboxDatabases(reference(), self.dials),
                self.messenger,
                SandboxOutbox(self.dials, folder / "outbox"),
            ),
            Patience(rest_seconds=0.1, pause_seconds=0.01),
        )
        visitors = Visitors(self.sealer, SECRET)
        self.applications = Applications(
            intake=Intake(
                desk=self.controller,
                catalogue=reference(),
                vault=self.vault,
                outside=self.outside,
                wait_seconds=wait_seconds,
            ),
            papers=self._papers,
            visitors=visitors,
            controller=self.controller,
            clock=self.clock,
            pages_of=page_count,
        )
        self.cursor = CursorFile(folder / "news.seq")
        self.news = News(
            hall=HALL,
            desk=self.controller,
            vault=self.vault,
            outside=self.outside,
            cursor=self.cursor,
            terms=KeepingTerms(),
            again_seconds=0.05,
        )
        self.controller.follow(self.news.tell)
        HallOnBus(own, self.controller, visitors, self.clock, self.applications, rehearsing=rehearsing).listen()
        self._thread = threading.Thread(target=self.controller.run)
        self._thread.start()
        self.news.begin([])
        self._asked = 0

    def _papers(self) -> PaperDesk:
        minted = mint_seal("示范市政务服务中心", MORNING)
        key, chain = self.folder / "seal.key", self.folder / "seal.pem"
        key.write_text(minted.key, encoding="utf-8")
        chain.write_text(minted.certificate, encoding="utf-8")
        return PaperDesk(
            vault=self.vault,
            papers=papers(),
            sealer=GuardedSealer(
                SandboxSealer(PdfSealer(key, chain, sandbox=True), self.dials),
                Guard("seal", Patience(timeout_seconds=5.0, pause_seconds=0.01, rest_seconds=0.1)),
            ),
            marks=Marks(SECRET),
            public_url="https://hall.example",
        )

    def next_id(self) -> RequestId:
        self._asked += 1
        return RequestId(f"request-{self._asked:05}")

    def prove(self, proof: ProofId) -> None:
        """Let the first approver say yes who may answer this request."""
        for member in reference().staff_members:
            answer = c.AnswerProof(proof_id=proof, proved=True)
            actor = Actor("staff", member.no)
            reply = self.controller.ask(answer, actor=actor, request_id=self.next_id())
            if reply.kind == "done":
                return
        raise AssertionError(proof)

    def stop(self) -> None:
        self.dials.mend()
        self.news.stop()
        self.applications.close()
        self.controller.stop()
        self._thread.join()
        self.journal.close()
        self.vault.close()


class Applicant:
    """One fictional person at one kiosk, with one visit's keys."""

    def __init__(
        self, hall: HallWithCases, persona: str, kiosk: str = "K05", valid_until: date = date(2040, 1, 1)
    ) -> None:
        self.hall = hall
        self.person = reference().persona(PersonaCode(persona))
        self.visit = Visit(hall.sealer.public)
        self._bus = hall.broker.connect(HALL, ClientCode(kiosk))
        self.card = self.visit.seal(
            m.CardFacts(
                card_kind="resident",
                number=self.person.idno,
                name=self.person.name,
                birth=self.person.birth,
                valid_until=valid_until,
                sex=self.person.sex,
                nation=self.person.nation,
                address=self.person.address,
                issuer=self.person.issuer,
                valid_from=date(2020, 1, 1),
            )
        )

    def ask(self, request: m.Request) -> m.Reply:
        return self._bus.request(request, timeout_seconds=20)

    def _carried(self) -> tuple[RequestId, m.Moment]:
        return self.hall.next_id(), self.hall.clock.now() + timedelta(minutes=1)

    def view(self, request: m.Request) -> v.ApplicationView:
        reply = self.ask(request)
        assert isinstance(reply, m.ApplicationGiven), reply
        return self.visit.open(reply.application, v.ApplicationView)

    def refused(self, request: m.Request) -> m.Refused:
        reply = self.ask(request)
        assert isinstance(reply, m.Refused), reply
        return reply

    def opening(self, owner: str, answers: Sequence[int], *, consent: bool = True) -> r.OpenApplication:
        request_id, until = self._carried()
        return r.OpenApplication(
            request_id=request_id,
            valid_until=until,
            card=self.card,
            owner=owner,  # pyright: ignore[reportArgumentType] - a code of either kind
            answers=tuple(answers),
            consent=consent,
        )

    def open(self, owner: str, answers: Sequence[int], *, consent: bool = True) -> v.ApplicationView:
        return self.view(self.opening(owner, answers, consent=consent))

    def look(self, case: CaseId) -> v.ApplicationView:
        request_id, until = self._carried()
        return self.view(r.LookAtApplication(request_id=request_id, valid_until=until, card=self.card, case=case))

    def filling(self, case: CaseId, values: Mapping[FieldKey, str]) -> r.FillFields:
        request_id, until = self._carried()
        sealed = self.visit.seal(v.FieldValues(values=values))
        return r.FillFields(request_id=request_id, valid_until=until, card=self.card, case=case, values=sealed)

    def choosing(self, case: CaseId, material: str, way: str) -> r.ChooseWay:
        request_id, until = self._carried()
        return r.ChooseWay(
            request_id=request_id,
            valid_until=until,
            card=self.card,
            case=case,
            material=MaterialCode(material),
            way=way,  # pyright: ignore[reportArgumentType]
        )

    def page(self, case: CaseId, material: str, *, keep: bool = False, jpeg: bytes = SCAN) -> r.HandInPage:
        request_id, until = self._carried()
        picture = base64.b64encode(jpeg).decode()
        page = v.ScanPage(jpeg=picture, width=2480, height=3508, sharpness=0.9, brightness=0.8)
        return r.HandInPage(
            request_id=request_id,
            valid_until=until,
            card=self.card,
            case=case,
            material=MaterialCode(material),
            number=1,
            of=1,
            keep=keep,
            page=self.visit.seal(page),
        )

    def promise(self, case: CaseId, materials: Sequence[str]) -> r.SignCommitment:
        request_id, until = self._carried()
        return r.SignCommitment(
            request_id=request_id,
            valid_until=until,
            card=self.card,
            case=case,
            materials=tuple(MaterialCode(code) for code in materials),
            signature=self.visit.seal(SIGNATURE),
        )

    def handing_in(self, case: CaseId) -> r.SubmitApplication:
        request_id, until = self._carried()
        return r.SubmitApplication(
            request_id=request_id, valid_until=until, card=self.card, case=case, signature=self.visit.seal(SIGNATURE)
        )

    def fetching(self, case: CaseId, document: str) -> r.FetchDocument:
        request_id, until = self._carried()
        return r.FetchDocument(request_id=request_id, valid_until=until, card=self.card, case=case, document=document)

    def paper(self, case: CaseId, document: str) -> v.DocumentFile:
        reply = self.ask(self.fetching(case, document))
        assert isinstance(reply, m.DocumentGiven), reply
        return self.visit.open(reply.document, v.DocumentFile)

    def wanting_form(self, form: str, *, own: bool) -> r.FetchPaper:
        request_id, until = self._carried()
        return r.FetchPaper(
            request_id=request_id,
            valid_until=until,
            paper="filled" if own else "blank",
            form=FormCode(form),
            card=self.card if own else None,
        )

    def listed(self) -> v.CaseList:
        request_id, until = self._carried()
        reply = self.ask(r.ListCases(request_id=request_id, valid_until=until, card=self.card))
        assert isinstance(reply, m.CasesGiven), reply
        return self.visit.open(reply.cases, v.CaseList)

    def settle(self, view: v.ApplicationView) -> v.ApplicationView:
        """Do what is left to the visitor: type, scan, promise."""
        empty = [one.key for one in view.fields if not one.value]
        fields = reference().form_fields
        typed = {
            key: fields[key].options[0].zh if fields[key].options else TYPED[fields[key].type]
            for key in empty
            if fields[key].type in TYPED
        }
        if typed:
            view = self.view(self.filling(view.case, typed))
        for one in view.materials:
            if one.state == "to_hand_in":
                view = self.view(self.page(view.case, one.material))
        promised = [one.material for one in view.materials if one.state == "to_promise"]
        return self.view(self.promise(view.case, promised)) if promised else view


SIGNATURE = v.Signature(aspect=3.0, strokes=(((0.1, 0.2), (0.5, 0.6)), ((0.3, 0.3), (0.8, 0.1))))


def scenario(code: str) -> Scenario:
    return next(one for one in reference().scenarios if one.code == ScenarioCode(code))


def in_state(view: v.ApplicationView, *states: str) -> tuple[MaterialCode, ...]:
    return tuple(one.material for one in view.materials if one.state in states)


def filled(view: v.ApplicationView) -> int:
    return sum(bool(one.value) for one in view.fields)
