"""`/ticket/{code}`: where the QR of a slip leads. Public, readable without a script, asks again every 15 seconds."""

from dataclasses import dataclass

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

from caller.console.acts import said
from caller.console.room import Room
from caller.console.ticket.view import slip_view

LONGEST_CODE = 40


@dataclass(frozen=True, slots=True)
class TicketPage:
    """The page of one ticket, found by the unguessable code on its slip."""

    room: Room

    def router(self) -> APIRouter:
        """Give the routes of this page."""
        router = APIRouter()
        router.add_api_route("/ticket/{code}", self.show, methods=["GET"])
        return router

    def show(self, request: Request, code: str) -> Response:
        """Show where the ticket stands."""
        view = self.room.desk.read(lambda scene: slip_view(scene, code[:LONGEST_CODE]))
        if view is None:
            say = self.room.say(request)
            sentence = say("今天没有这张号票。", "There is no such ticket today.")
            return said(self.room, request, sentence, status=404, kind="refused", back="/board/HALL")
        page = self.room.pages.whole("ticket/page.html", view.language, path=request.url.path, view=view, stream=None)
        return HTMLResponse(page, headers={"Referrer-Policy": "no-referrer"})
