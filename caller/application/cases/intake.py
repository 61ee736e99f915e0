"""The intake of applications: what visitors ask at a kiosk becomes values in the vault and commands to the hall.

It runs on the threads of whoever serves the requests, never on the controller's; each request ends with the
application as its own visitor may see it. Licences and databases are asked at once on threads of their own: an answer
waits for them a moment (`wait_seconds`), and what comes later is seen by who looks again.
"""

import copy
import json
import uuid
from datetime import date

from broker.catalogue import Catalogue
from broker.messages import applications as v
from broker.messages import case_requests as m
from broker.terms import CaseId, FieldKey, MaterialCode, RecordId, RequestId
from caller.application.cases.asking import Asker, own_case, put
from caller.application.cases.calling import Callers
from caller.application.cases.filling import Value, Values
from caller.application.cases.landing import Forms
from caller.application.cases.library import Library
from caller.application.cases.opening import Opening
from caller.application.cases.own_forms import OwnForms
from caller.application.cases.terms import KeepingTerms
from caller.application.cases.views import application_view, case_list
from caller.application.outside import Outside
from caller.application.ports import Desk, Scene
from caller.application.ports.outside import OutsideAway, Purpose
from caller.application.ports.vault import Vault
from caller.domain.cases import commands as c
from caller.domain.cases.case import Case
from caller.domain.cases.refusals import NotAtThisStage, UnknownField
from caller.domain.cases.words import CreditAnswer

CREDIT_SECONDS = 2.0
"""So long a promise waits for the credit database, less than a kiosk waits for its answer."""
_PROMISE_FIELD = FieldKey("cm_ack")
"""The field in which the visitor confirms a promise; every other signature stands under the application."""

_VISITORS_OWN = frozenset({"上次申请", "问答", "本人填写", None})
"""Sources of values that the visitor may write over; the others are contested, never edited (K-02)."""


class Intake:
    """Serves visitors' requests about their own applications. May be used from many threads."""

    def __init__(
        self,
        *,
        desk: Desk,
        catalogue: Catalogue,
        vault: Vault,
        outside: Outside,
        terms: KeepingTerms | None = None,
        wait_seconds: float = 0.8,
    ) -> None:
        """Put commands to `desk`, keep values in `vault`, ask `outside`."""
        self._desk = desk
        self._catalogue = catalogue
        self._vault = vault
        self._terms = terms or KeepingTerms()
        self._forms = Forms(catalogue, vault)
        self._callers = Callers(outside)
        self._library = Library(vault, self._terms)
        self._opening = Opening(
            desk=desk,
            catalogue=catalogue,
            vault=vault,
            forms=self._forms,
            outside=outside,
            callers=self._callers,
            terms=self._terms,
            wait_seconds=wait_seconds,
        )
        self.own_forms = OwnForms(catalogue, vault, outside, wait_seconds)

    def close(self) -> None:
        """Start nothing more."""
        self._callers.close()

    def open(self, asker: Asker, request: m.OpenApplication) -> v.ApplicationView:
        """Open an application or take up the draft. Raises `Refusal`, `NotDone`, `HallAway`."""
        case_id = self._opening.open(asker, request)
        return self.view(asker, case_id)

    # ------------------------------------------------------------------------------------------- looking

    def look(self, asker: Asker, case_id: CaseId) -> v.ApplicationView:
        """Give an application; a draft whose calls were lost with an earlier program has them made again.

        Raises `NoSuchCase`, `HallAway`, `VaultLocked`.
        """
        self._opening.resume(asker, self.case(asker, case_id), self.today())
        return self.view(asker, case_id)

    def view(self, asker: Asker, case_id: CaseId) -> v.ApplicationView:
        """Give an application of the asker's own as it stands. Raises `NoSuchCase`, `HallAway`, `VaultLocked`."""
        values = self._vault.values(self.case(asker, case_id).record)

        def seen(scene: Scene) -> v.ApplicationView:
            today = scene.hall.calendar.day_of(scene.now)
            return application_view(scene.hall, own_case(scene, asker, case_id), values, today)

        return self._desk.read(seen)

    def cases(self, asker: Asker) -> v.CaseList:
        """Give the asker's own cases. Raises `HallAway`."""
        return self._desk.read(lambda scene: case_list(scene.hall, asker.visitor.key))

    def case(self, asker: Asker, case_id: CaseId) -> Case:
        """Give a copy of a case of the asker's own. Raises `NoSuchCase`, `HallAway`."""
        return self._desk.read(lambda scene: copy.deepcopy(own_case(scene, asker, case_id)))

    def today(self) -> date:
        """Give the hall's day. Raises `HallAway`."""
        return self._desk.read(lambda scene: scene.hall.calendar.day_of(scene.now))

    # ------------------------------------------------------------------------------------------- filling

    def fill(self, asker: Asker, case_id: CaseId, values: v.FieldValues) -> v.ApplicationView:
        """Write what the visitor typed or chose. Raises `Refusal`, `NotDone`, `HallAway`."""
        case, today = self._own_draft(asker, case_id), self.today()
        for key in values.values:
            field = case.fields.get(key)
            if field is None or field.source not in _VISITORS_OWN:
                raise UnknownField(key)
        typed: Values = {key: Value(text.strip(), "本人填写") for key, text in values.values.items()}
        facts = self._forms.write(case, typed, until=self._terms.draft_until(today), today=today)
        put(self._desk, asker, c.NoteFields(case_id=case_id, visitor=asker.visitor.key, fields=facts))
        return self.view(asker, case_id)

    def contest(self, asker: Asker, request: m.ContestField) -> v.ApplicationView:
        """Note that a filled value is wrong. Raises `NotDone`, `HallAway`."""
        command = c.ContestField(case_id=request.case, visitor=asker.visitor.key, field=request.field)
        put(self._desk, asker, command)
        return self.view(asker, request.case)

    def choose_way(self, asker: Asker, request: m.ChooseWay) -> v.ApplicationView:
        """Have a material another way; 调用 calls again, 容缺 lets it come later. Raises `NotDone`, `HallAway`."""
        case_id, visitor, material = request.case, asker.visitor.key, request.material
        match request.way:
            case "协查":
                put(self._desk, asker, c.AskProof(case_id=case_id, visitor=visitor, material=material))
            case "容缺":
                put(self._desk, asker, c.DeferMaterial(case_id=case_id, visitor=visitor, material=material))
            case way:
                put(self._desk, asker, c.ChooseWay(case_id=case_id, visitor=visitor, material=material, way=way))
        if request.way == "复用":
            case, today = self.case(asker, request.case), self.today()
            self._library.lend(case, request.material, self._terms.draft_until(today))
        if request.way == "调用":
            self._opening.call(asker, self.case(asker, request.case), self.today())
        return self.view(asker, request.case)

    # ------------------------------------------------------------------------------------------- handing in

    def hand_in(self, asker: Asker, request: m.HandInPage, page: v.ScanPage) -> v.ApplicationView:
        """Keep a scanned page; with the last one the paper is there. Raises `Refusal`, `NotDone`, `HallAway`."""
        case, today = self.case(asker, request.case), self.today()
        until = self._terms.draft_until(today) if case.draft else self._terms.running_until(today)
        name = f"{request.material}/{request.number:02}"
        if request.number == 1:
            self._vault.drop_pages(case.record, request.material)
        self._vault.keep_blob(
            case.record, asker.visitor.key, kind="page", name=name, data=page.model_dump_json().encode(), until=until
        )
        command = c.HandInPage(
            case_id=request.case,
            visitor=asker.visitor.key,
            material=request.material,
            number=request.number,
            of=request.of,
            record=RecordId(f"{case.record}/{name}"),
            keep=request.keep,
        )
        put(self._desk, asker, command)
        if request.number == request.of:
            self._paper_is_there(asker, case, request.material, keep=request.keep, today=today)
        return self.view(asker, request.case)

    def _paper_is_there(self, asker: Asker, case: Case, material: MaterialCode, *, keep: bool, today: date) -> None:
        name = self._catalogue.material(material).name_zh
        pictured = [
            key
            for key, field in self._catalogue.form_fields.items()
            if key in case.fields and field.type == "image" and field.zh == name
        ]
        if pictured:
            self._note(asker, case, {key: Value("已提交图片", "本人填写") for key in pictured}, today)
        if keep:
            self._library.keep(case, material, today)

    def sign(
        self, asker: Asker, case_id: CaseId, materials: tuple[MaterialCode, ...], signature: v.Signature
    ) -> v.ApplicationView:
        """Keep the signature under a promise and make it. Raises `Refusal`, `NotDone`, `HallAway`.

        The credit database is asked first: a promise waits for its answer, `CREDIT_SECONDS` at most.
        """
        case, today = self._own_draft(asker, case_id), self.today()
        credit = self._credit(asker, case, today)
        values = self._signed(case, signature, "commitment", commitment=True, today=today)
        facts = self._forms.write(case, values, until=self._terms.draft_until(today), today=today)
        command = c.SignCommitment(
            case_id=case_id,
            visitor=asker.visitor.key,
            materials=materials,
            text_version=f"D-COMMIT {case.catalogue[:8]}",
            credit=credit,
            fields=facts,
        )
        put(self._desk, asker, command)
        return self.view(asker, case_id)

    def _credit(self, asker: Asker, case: Case, today: date) -> CreditAnswer:
        """Ask whether the visitor is listed, and enter who is: `sign` then refuses by that."""
        if not case.consent:
            return "not_asked"
        purpose = Purpose(case.case_id, case.matter.owner, consent=True)
        try:
            until = self._opening.broken_promise(asker, purpose, today, CREDIT_SECONDS)
        except (OutsideAway, TimeoutError):
            return "silent"
        if until is not None:
            command = c.ReportBreach(visitor=case.visitor, until=until)
            self._desk.ask(command, actor=asker.actor, request_id=RequestId(uuid.uuid4().hex))
        return "answered"

    def submit(self, asker: Asker, case_id: CaseId, signature: v.Signature) -> v.ApplicationView:
        """Hand the application in: the rules look at the values now. Raises `Refusal`, `NotDone`, `HallAway`."""
        case, today = self._own_draft(asker, case_id), self.today()
        signed = self._signed(case, signature, "application", commitment=False, today=today)
        facts = self._forms.write(case, signed, until=self._terms.draft_until(today), today=today)
        values = self._vault.values(case.record)
        self._library.lend_what_is_used(case, self._terms.draft_until(today))
        put(
            self._desk,
            asker,
            c.SubmitCase(case_id=case_id, visitor=asker.visitor.key, values=values, fields=facts),
        )
        self._vault.keep_until(case.record, ["fields", "signature", "page"], self._terms.running_until(today))
        return self.view(asker, case_id)

    def report_sheet(self, asker: Asker, request: m.ReportSheet) -> v.ApplicationView:
        """Note what becomes of a certificate's sheet. Raises `NotDone`, `HallAway`."""
        command = c.ReportSheet(
            case_id=request.case,
            visitor=asker.visitor.key,
            serial=request.serial,
            outcome=request.outcome,
            fault=request.fault,
        )
        put(self._desk, asker, command)
        return self.view(asker, request.case)

    def rate(self, asker: Asker, request: m.RateCase) -> v.ApplicationView:
        """Rate a finished matter. Raises `NotDone`, `HallAway`."""
        command = c.RateCase(
            case_id=request.case, visitor=asker.visitor.key, stars=request.stars, reasons=request.reasons
        )
        put(self._desk, asker, command)
        return self.view(asker, request.case)

    def _own_draft(self, asker: Asker, case_id: CaseId) -> Case:
        case = self.case(asker, case_id)
        if not case.draft:
            raise NotAtThisStage(case_id, case.stage)
        return case

    def _signed(self, case: Case, signature: v.Signature, name: str, *, commitment: bool, today: date) -> Values:
        """Keep a signature; give the fields it fills: the promise's confirmation, or all others."""
        data = json.dumps(signature.model_dump(mode="json")).encode()
        until = self._terms.draft_until(today)
        self._vault.keep_blob(case.record, case.visitor, kind="signature", name=name, data=data, until=until)
        return {
            key: Value("已签名", "本人填写")
            for key in case.fields
            if self._catalogue.form_fields[key].type == "signature" and (key == _PROMISE_FIELD) == commitment
        }

    def _note(self, asker: Asker, case: Case, values: Values, today: date) -> None:
        facts = self._forms.write(case, values, until=self._terms.draft_until(today), today=today)
        command = c.NoteFields(case_id=case.case_id, visitor=case.visitor, fields=facts)
        self._desk.ask(command, actor=asker.actor, request_id=RequestId(uuid.uuid4().hex))
