"""`/board/HALL`, `/board/S01`…: public, read only, kept true by the same stream as every page."""

from dataclasses import dataclass
from functools import partial

from fastapi import APIRouter, Request
from fastapi.responses import Response

from broker.catalogue.hall import Board
from caller.console.acts import said
from caller.console.board.view import board_view
from caller.console.live import Channel
from caller.console.room import Room

TEMPLATE = "board/page.html"


@dataclass(frozen=True, slots=True)
class BoardPage:
    """All boards of the catalogue: `LED-S01` is at `/board/S01`."""

    room: Room

    def router(self) -> APIRouter:
        """Give the routes of this page."""
        router = APIRouter(prefix="/board")
        router.add_api_route("/{name}", self.show, methods=["GET"])
        router.add_api_route("/{name}/stream", self.stream, methods=["GET"])
        return router

    def show(self, request: Request, name: str) -> Response:
        """Show a board."""
        board = self._board(name)
        if board is None:
            return self._unknown(request)
        now, view = self.room.desk.read(lambda scene: (scene.now, board_view(scene, board)))
        return self.room.page(request, TEMPLATE, view=view, now=now, stream=f"/board/{name}/stream")

    def stream(self, request: Request, name: str) -> Response:
        """Keep a board true."""
        board = self._board(name)
        if board is None:
            return self._unknown(request)
        channel = Channel(TEMPLATE, "zh-CN", board.code, partial(board_view, board=board))
        return self.room.stream(request, channel, None)

    def _board(self, name: str) -> Board | None:
        return next((board for board in self.room.catalogue.boards if board.code == f"LED-{name}"), None)

    def _unknown(self, request: Request) -> Response:
        sentence = self.room.say(request)("大厅没有这块综合屏。", "The hall has no such board.")
        return said(self.room, request, sentence, status=404, kind="refused", back="/")
