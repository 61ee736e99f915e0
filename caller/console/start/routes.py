"""`/`: links to the public boards and the sign-in. `/language/…`: remembers in which language this browser reads."""

from dataclasses import dataclass

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from caller.console.room import LANGUAGE_COOKIE, Room, own_path
from caller.console.words import page_language

_YEAR_SECONDS = 365 * 24 * 3600


@dataclass(frozen=True, slots=True)
class StartPage:
    """The plain way in."""

    room: Room

    def router(self) -> APIRouter:
        """Give the routes of this page."""
        router = APIRouter()
        router.add_api_route("/", self.show, methods=["GET"])
        router.add_api_route("/language/{wish}", self.choose_language, methods=["GET"])
        return router

    def show(self, request: Request) -> Response:
        """Show the page."""
        return self.room.page(request, "start/page.html", sections=self.room.catalogue.sections)

    def choose_language(self, wish: str, back: str = "/") -> Response:
        """Remember the language and go back to a page of ours."""
        response = RedirectResponse(own_path(back, "/"), status_code=303)
        response.set_cookie(
            LANGUAGE_COOKIE, page_language(wish), max_age=_YEAR_SECONDS, httponly=True, samesite="strict"
        )
        return response
