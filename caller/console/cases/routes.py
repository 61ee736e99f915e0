"""`/cases`: what waits for a decision or a proof, and the buttons for it. Who may decide which is the domain's."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import JSONResponse, Response

from broker.terms import CaseId, ProofId, StaffNo
from caller.console.acts import press
from caller.console.cases.view import EXPERT_STEP, CasesView, cases_view
from caller.console.live import Channel
from caller.console.roles import Action
from caller.console.room import Fields, Room, read_fields, wants_json
from caller.domain.cases.commands import AnswerProof, Approve, PauseCase, Refuse, ResumeCase

TEMPLATE = "cases/page.html"


@dataclass(frozen=True, slots=True)
class CasesPage:
    """The approvers' page."""

    room: Room

    def router(self) -> APIRouter:
        """Give the routes of this page."""
        router = APIRouter(prefix="/cases")
        router.add_api_route("", self.show, methods=["GET"])
        router.add_api_route("/stream", self.stream, methods=["GET"])
        router.add_api_route("/approve", self.approve, methods=["POST"])
        router.add_api_route("/refuse", self.refuse, methods=["POST"])
        router.add_api_route("/experts", self.experts, methods=["POST"])
        router.add_api_route("/resume", self.resume, methods=["POST"])
        router.add_api_route("/prove", self.prove, methods=["POST"])
        router.add_api_route("/disprove", self.disprove, methods=["POST"])
        return router

    def show(self, request: Request) -> Response:
        """Show what waits; to a program its numbers and departments only."""
        staff = self.room.person(request, Action.DECIDE).staff.no
        now, view = self.room.desk.read(lambda scene: (scene.now, cases_view(scene, staff)))
        if wants_json(request):
            return JSONResponse(_facts(view))
        return self.room.page(request, TEMPLATE, view=view, now=now, stream="/cases/stream")

    def stream(self, request: Request) -> Response:
        """Keep the page true."""
        person = self.room.find(request, touch=False)
        staff = StaffNo("") if person is None else person.staff.no
        channel = Channel(
            TEMPLATE, self.room.language(request), f"cases {staff}", lambda scene: cases_view(scene, staff)
        )
        return self.room.stream(request, channel, Action.DECIDE)

    def approve(self, request: Request, fields: Annotated[Fields, Depends(read_fields)]) -> Response:
        """Decide yes."""
        person = self.room.person_posting(request, fields, Action.DECIDE)
        command = Approve(case_id=CaseId(fields.one("case")))
        return press(self.room, request, person, command, fields, back="/cases")

    def refuse(self, request: Request, fields: Annotated[Fields, Depends(read_fields)]) -> Response:
        """Decide no, with a reason."""
        person = self.room.person_posting(request, fields, Action.DECIDE)
        command = Refuse(case_id=CaseId(fields.one("case")), reason=fields.one("reason"))
        return press(self.room, request, person, command, fields, back="/cases")

    def experts(self, request: Request, fields: Annotated[Fields, Depends(read_fields)]) -> Response:
        """Begin the expert step of a complex case: its clock stands."""
        person = self.room.person_posting(request, fields, Action.DECIDE)
        command = PauseCase(case_id=CaseId(fields.one("case")), reason=EXPERT_STEP)
        return press(self.room, request, person, command, fields, back="/cases")

    def resume(self, request: Request, fields: Annotated[Fields, Depends(read_fields)]) -> Response:
        """End the expert step: the clock goes on."""
        person = self.room.person_posting(request, fields, Action.DECIDE)
        command = ResumeCase(case_id=CaseId(fields.one("case")))
        return press(self.room, request, person, command, fields, back="/cases")

    def prove(self, request: Request, fields: Annotated[Fields, Depends(read_fields)]) -> Response:
        """Answer yes to a request for proof."""
        return self._answer(request, fields, proved=True)

    def disprove(self, request: Request, fields: Annotated[Fields, Depends(read_fields)]) -> Response:
        """Answer no to a request for proof."""
        return self._answer(request, fields, proved=False)

    def _answer(self, request: Request, fields: Fields, *, proved: bool) -> Response:
        person = self.room.person_posting(request, fields, Action.DECIDE)
        command = AnswerProof(proof_id=ProofId(fields.one("proof")), proved=proved)
        return press(self.room, request, person, command, fields, back="/cases")


def _facts(view: CasesView) -> dict[str, object]:
    return {
        "cases": [
            {"case": row.case, "department": row.department, "stage": row.stage, "expert": row.expert}
            for row in view.cases
        ],
        "proofs": [{"proof": row.proof, "case": row.case, "department": row.department} for row in view.proofs],
    }
