"""`/verify/{word}`: where the QR of a certificate leads. Public, without a script, in three languages at once."""

from dataclasses import dataclass

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

from caller.application.cases.marks import Marks
from caller.console.room import Room
from caller.console.verify.view import verify_view

LONGEST_WORD = 80
_UNKNOWN = 404
_FOUND = 200


@dataclass(frozen=True, slots=True)
class VerifyPage:
    """The page of one certificate, found by the unguessable word in its QR; the address tells nothing of the person."""

    room: Room
    marks: Marks

    def router(self) -> APIRouter:
        """Give the routes of this page."""
        router = APIRouter()
        router.add_api_route("/verify/{word}", self.show, methods=["GET"])
        return router

    def show(self, request: Request, word: str) -> Response:
        """Show how the certificate stands."""
        view = self.room.desk.read(lambda scene: verify_view(scene, self.marks, word[:LONGEST_WORD]))
        page = self.room.pages.whole("verify/page.html", "zh-CN", path=request.url.path, view=view, stream=None)
        status = _UNKNOWN if view.standing == "unknown" else _FOUND
        headers = {"Referrer-Policy": "no-referrer", "Cache-Control": "no-store"}
        return HTMLResponse(page, status_code=status, headers=headers)
