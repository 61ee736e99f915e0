"""The console put together: its pages, its static files, what it says when something is not possible.

Nothing happens at import. `caller.__main__` brings the desk and the accounts, and serves what `create_app` gives.
"""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from urllib.parse import quote

from fastapi import FastAPI, Request
from fastapi.responses import FileResponse, RedirectResponse, Response
from fastapi.staticfiles import StaticFiles
from starlette.exceptions import HTTPException

from broker.catalogue import Catalogue
from caller.application.cases.marks import Marks
from caller.application.ports import Desk, HallAway
from caller.console.accounts import Accounts
from caller.console.acts import hall_away, said
from caller.console.board import BoardPage
from caller.console.cases import CasesPage
from caller.console.fonts import noto_sans_sc
from caller.console.ledger import LedgerPage
from caller.console.live import Live
from caller.console.login import LoginPage
from caller.console.notices import NoticesPage
from caller.console.pages import Pages
from caller.console.room import BadFields, NotAllowed, NotSignedIn, Room, StalePage, answer, wants_json
from caller.console.security import SecureHeaders
from caller.console.sessions import Sessions, Throttle
from caller.console.start import StartPage
from caller.console.ticket import TicketPage
from caller.console.verify import VerifyPage
from caller.console.wall import WallPage
from caller.console.window import WindowPage

_PAGES = (CasesPage, LedgerPage, StartPage, LoginPage, WindowPage, WallPage, NoticesPage, BoardPage, TicketPage)


class ConsoleApp(FastAPI):
    """The web application and the thread that keeps its open pages true; `serve` starts and stops both."""

    live: Live


def _token() -> str:
    return secrets.token_urlsafe(24)


def create_app(
    desk: Desk,
    accounts: Accounts,
    *,
    catalogue: Catalogue,
    sessions_path: Path,
    clock: Callable[[], datetime],
    token: Callable[[], str] = _token,
    marks: Marks | None = None,
) -> ConsoleApp:
    """Make the console of one hall.

    `sessions_path` keeps who is signed in over a restart (mode 0600). `clock` is this machine's real time in UTC, for
    sessions alone: a hall whose clock is moved signs nobody out. With `marks`, printed certificates can be verified.
    Raises OSError when the sessions cannot be read.
    """
    pages = Pages(catalogue)
    room = Room(
        desk=desk,
        catalogue=catalogue,
        accounts=accounts,
        sessions=Sessions(sessions_path, clock=clock, token=token),
        throttle=Throttle(clock),
        pages=pages,
        live=Live(desk, pages),
        clock=clock,
        token=token,
    )
    app = ConsoleApp(docs_url=None, redoc_url=None, openapi_url=None)
    app.live = room.live
    app.add_middleware(SecureHeaders)
    for page in _PAGES:
        app.include_router(page(room).router())
    if marks is not None:
        app.include_router(VerifyPage(room, marks).router())
    app.add_api_route("/static/fonts/noto-sans-sc.ttf", _font, methods=["GET"])
    app.mount("/static", StaticFiles(directory=Path(__file__).parent / "static"))
    _say_no(app, room)
    return app


def _font() -> Response:
    return FileResponse(
        noto_sans_sc(), media_type="font/ttf", headers={"Cache-Control": "public, max-age=31536000, immutable"}
    )


@dataclass(frozen=True, slots=True)
class _No:
    """What a page's exceptions become."""

    room: Room

    def not_signed_in(self, request: Request, _error: NotSignedIn) -> Response:
        if wants_json(request):
            return answer(
                401, "signed_out", self.room.say(request)("登录已结束，请重新登录。", "Please sign in again.")
            )
        return RedirectResponse(f"/login?next={quote(request.url.path)}", status_code=303)

    def not_allowed(self, request: Request, _error: NotAllowed) -> Response:
        sentence = self.room.say(request)("您的岗位不能进行此操作。", "Your role may not do this.")
        return said(self.room, request, sentence, status=403, kind="forbidden", back="/")

    def stale_page(self, request: Request, _error: StalePage) -> Response:
        sentence = self.room.say(request)(
            "页面已过期，请刷新后再试。", "This page is out of date: reload it, then try again."
        )
        return said(self.room, request, sentence, status=403, kind="forbidden", back=request.url.path)

    def bad_fields(self, request: Request, error: BadFields) -> Response:
        names = ", ".join(error.fields)
        sentence = self.room.say(request)(f"填写有误：{names}", f"Not filled in rightly: {names}")
        return said(self.room, request, sentence, status=422, kind="bad", back=request.url.path)

    def no_such_page(self, request: Request, error: HTTPException) -> Response:
        """For an address that no page has, or a method that a page does not take."""
        say = self.room.say(request)
        sentence = (
            say("没有这个页面，请检查网址。", "There is no such page: please check the address.")
            if error.status_code == 404  # noqa: PLR2004 - HTTP's own word for it
            else say("此操作无法完成。", "This cannot be done here.")
        )
        return said(self.room, request, sentence, status=error.status_code, kind="bad", back="/")

    def away(self, request: Request, error: HallAway) -> Response:
        return hall_away(self.room, request, error)


def _say_no(app: FastAPI, room: Room) -> None:
    no = _No(room)
    app.exception_handler(NotSignedIn)(no.not_signed_in)
    app.exception_handler(NotAllowed)(no.not_allowed)
    app.exception_handler(StalePage)(no.stale_page)
    app.exception_handler(BadFields)(no.bad_fields)
    app.exception_handler(HallAway)(no.away)
    app.exception_handler(HTTPException)(no.no_such_page)
