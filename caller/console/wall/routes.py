"""`/wall`: look, and close a window that somebody left without signing out."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response

from broker.terms import CounterCode, KioskCode
from caller.console.acts import press
from caller.console.live import Channel
from caller.console.roles import Action
from caller.console.room import Fields, Room, read_fields
from caller.console.wall.view import wall_view
from caller.domain.cases.commands import ComeToHelp
from caller.domain.commands import SignOut

TEMPLATE = "wall/page.html"


@dataclass(frozen=True, slots=True)
class WallPage:
    """The live wall."""

    room: Room

    def router(self) -> APIRouter:
        """Give the routes of this page."""
        router = APIRouter(prefix="/wall")
        router.add_api_route("", self.show, methods=["GET"])
        router.add_api_route("/stream", self.stream, methods=["GET"])
        router.add_api_route("/close", self.close, methods=["POST"])
        router.add_api_route("/come", self.come, methods=["POST"])
        router.add_api_route("/helped", self.helped, methods=["POST"])
        return router

    def show(self, request: Request) -> Response:
        """Show the wall."""
        self.room.person(request, Action.WATCH)
        now, view = self.room.desk.read(lambda scene: (scene.now, wall_view(scene)))
        return self.room.page(request, TEMPLATE, view=view, now=now, stream="/wall/stream")

    def stream(self, request: Request) -> Response:
        """Keep the wall true: one drawing for all who watch."""
        return self.room.stream(
            request, Channel(TEMPLATE, self.room.language(request), "wall", wall_view), Action.WATCH
        )

    def close(self, request: Request, fields: Annotated[Fields, Depends(read_fields)]) -> Response:
        """Sign out whoever left a window; refused while it holds a visitor."""
        person = self.room.person_posting(request, fields, Action.CLOSE_WINDOW)
        return press(self.room, request, person, SignOut(CounterCode(fields.one("counter"))), fields, back="/wall")

    def come(self, request: Request, fields: Annotated[Fields, Depends(read_fields)]) -> Response:
        """Say "I come" to a visitor who called for help at a kiosk."""
        person = self.room.person_posting(request, fields, Action.HELP)
        command = ComeToHelp(kiosk=KioskCode(fields.one("kiosk")))
        return press(self.room, request, person, command, fields, back="/wall")

    def helped(self, request: Request, fields: Annotated[Fields, Depends(read_fields)]) -> Response:
        """Say that the visitor was helped."""
        person = self.room.person_posting(request, fields, Action.HELP)
        command = ComeToHelp(kiosk=KioskCode(fields.one("kiosk")), done=True)
        return press(self.room, request, person, command, fields, back="/wall")
