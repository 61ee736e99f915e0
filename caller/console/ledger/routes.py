"""`/ledger`: for managers and technicians, who watch; nothing is decided here."""

from dataclasses import dataclass

from fastapi import APIRouter, Request
from fastapi.responses import Response

from caller.console.ledger.view import ledger_view
from caller.console.live import Channel
from caller.console.roles import Action
from caller.console.room import Room

TEMPLATE = "ledger/page.html"


@dataclass(frozen=True, slots=True)
class LedgerPage:
    """The page of promises and void numbers."""

    room: Room

    def router(self) -> APIRouter:
        """Give the routes of this page."""
        router = APIRouter(prefix="/ledger")
        router.add_api_route("", self.show, methods=["GET"])
        router.add_api_route("/stream", self.stream, methods=["GET"])
        return router

    def show(self, request: Request) -> Response:
        """Show the ledger."""
        self.room.person(request, Action.WATCH)
        now, view = self.room.desk.read(lambda scene: (scene.now, ledger_view(scene)))
        return self.room.page(request, TEMPLATE, view=view, now=now, stream="/ledger/stream")

    def stream(self, request: Request) -> Response:
        """Keep the page true."""
        return self.room.stream(
            request, Channel(TEMPLATE, self.room.language(request), "ledger", ledger_view), Action.WATCH
        )
