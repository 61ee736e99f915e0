"""`/login`, `/badge`, `/logout` (C-S01). A form gets pages, `Accept: application/json` gets facts and the page's token.

Whether a person may sit at a window is decided by the hall (`SignIn`); here only who they are.
"""

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import JSONResponse, RedirectResponse, Response
from pydantic import BaseModel

from broker.catalogue.staff import StaffMember
from broker.messages import Refused
from broker.terms import CounterCode, RoleCode, StaffNo
from caller.console.acts import said
from caller.console.roles import Action, actions_of
from caller.console.room import (
    SESSION_COOKIE,
    Fields,
    NotAllowed,
    NotSignedIn,
    Room,
    answer,
    is_json,
    own_path,
    read_fields,
    wants_json,
)
from caller.console.words import sentence_in
from caller.domain.commands import Actor, SignIn, SignOut

_FORM_COOKIE = "form"
_REFUSED = ("工号、口令或 PIN 不对", "Wrong number, password or PIN")


class SignedIn(BaseModel):
    """What the rig gets: `csrf` goes into the header X-CSRF-Token of every later POST."""

    kind: str = "signed_in"
    staff: StaffNo
    name: str
    roles: tuple[RoleCode, ...]
    windows: tuple[CounterCode, ...]
    csrf: str
    home: str


@dataclass(frozen=True, slots=True)
class LoginPage:
    """The way in and out."""

    room: Room

    def router(self) -> APIRouter:
        """Give the routes of this page."""
        router = APIRouter()
        router.add_api_route("/login", self.show, methods=["GET"])
        router.add_api_route("/login", self.sign_in, methods=["POST"])
        router.add_api_route("/badge", self.sign_in_by_badge, methods=["POST"])
        router.add_api_route("/logout", self.sign_out, methods=["POST"])
        return router

    def show(self, request: Request) -> Response:
        """Show the form, or the way home to who is signed in already."""
        person = self.room.find(request)
        if person is not None:
            return RedirectResponse(_home(person.staff), status_code=303)
        return self._form(request, 200, "", request.query_params.get("next", ""))

    def sign_in(self, request: Request, fields: Annotated[Fields, Depends(read_fields)]) -> Response:
        """Take a staff number and a password."""
        self._check_form(request, fields)
        no = StaffNo(fields.one("staff"))
        wait = self.room.throttle.seconds_to_wait(*_names(request, no))
        if wait:
            return self._too_many(request, wait)
        staff = self.room.catalogue.staff_by_no.get(no)
        if not self.room.accounts.is_password_of(no, fields.one("password")) or staff is None:
            self.room.throttle.failed(*_names(request, no))
            return self._refused(request, 401, self.room.say(request)(*_REFUSED))
        return self._welcome(request, staff, fields.maybe("next"))

    def sign_in_by_badge(self, request: Request, fields: Annotated[Fields, Depends(read_fields)]) -> Response:
        """Take a badge's number, its PIN and a window: sits the person there, if the hall allows it (W-14)."""
        self._check_form(request, fields)
        badge, counter = fields.one("badge"), CounterCode(fields.one("counter"))
        staff = next((one for one in self.room.catalogue.staff_members if badge in {one.badge, one.no}), None)
        no = StaffNo(badge) if staff is None else staff.no
        wait = self.room.throttle.seconds_to_wait(*_names(request, no))
        if wait:
            return self._too_many(request, wait)
        if not self.room.accounts.is_pin_of(no, fields.one("pin")) or staff is None:
            self.room.throttle.failed(*_names(request, no))
            return self._refused(request, 401, self.room.say(request)(*_REFUSED))
        if Action.SERVE not in actions_of(staff.roles):
            raise NotAllowed
        reply = self.room.desk.ask(
            SignIn(counter=counter, staff=staff.no), actor=Actor("staff", staff.no), request_id=fields.request_id()
        )
        if isinstance(reply, Refused):
            return self._refused(request, 409, sentence_in(reply.sentence, self.room.language(request)))
        return self._welcome(request, staff, "/window")

    def sign_out(self, request: Request, fields: Annotated[Fields, Depends(read_fields)]) -> Response:
        """Leave the window, unless a visitor is there, and end the session."""
        person, token = self.room.find(request), request.cookies.get(SESSION_COOKIE)
        if person is None or token is None:
            raise NotSignedIn
        self.room.check_token(request, fields, person.session.csrf)
        no = person.staff.no
        counter = self.room.desk.read(
            lambda scene: next((code for code, counter in scene.hall.counters.items() if counter.staff == no), None)
        )
        if counter is not None:
            reply = self.room.desk.ask(SignOut(counter), actor=Actor("staff", no), request_id=fields.request_id())
            if isinstance(reply, Refused):
                sentence = sentence_in(reply.sentence, self.room.language(request))
                return said(self.room, request, sentence, status=409, kind="refused", back="/window")
        self.room.sessions.close(token)
        response = answer(200, "signed_out") if wants_json(request) else RedirectResponse("/login", status_code=303)
        response.delete_cookie(SESSION_COOKIE)
        return response

    def _check_form(self, request: Request, fields: Fields) -> None:
        """Nobody is signed in by another site's form: it does not know the word that our form and its cookie share."""
        if not is_json(request):
            self.room.check_token(request, fields, request.cookies.get(_FORM_COOKIE) or self.room.token())

    def _welcome(self, request: Request, staff: StaffMember, wish: str) -> Response:
        self.room.throttle.passed(*_names(request, staff.no))
        token, session = self.room.sessions.open(staff.no)
        home = _home(staff)
        if wants_json(request):
            facts = SignedIn(
                staff=staff.no, name=staff.name, roles=staff.roles, windows=staff.windows, csrf=session.csrf, home=home
            )
            response: Response = JSONResponse(facts.model_dump())
        else:
            response = RedirectResponse(own_path(wish, home), status_code=303)
        response.set_cookie(SESSION_COOKIE, token, httponly=True, samesite="strict", path="/")
        response.delete_cookie(_FORM_COOKIE)
        return response

    def _too_many(self, request: Request, seconds: int) -> Response:
        sentence = self.room.say(request)(
            f"错误次数过多，请 {seconds} 秒后再试", f"Too many wrong tries: try again in {seconds} seconds"
        )
        return self._refused(request, 429, sentence)

    def _refused(self, request: Request, status: int, sentence: str) -> Response:
        return answer(status, "refused", sentence) if wants_json(request) else self._form(request, status, sentence)

    def _form(self, request: Request, status: int, sentence: str, wish: str = "") -> Response:
        word = request.cookies.get(_FORM_COOKIE) or self.room.token()
        windows = self.room.catalogue.counters
        page = self.room.page(
            request, "login/page.html", status=status, sentence=sentence, csrf=word, windows=windows, wish=wish
        )
        page.set_cookie(_FORM_COOKIE, word, httponly=True, samesite="strict", path="/")
        return page


def _home(staff: StaffMember) -> str:
    may = actions_of(staff.roles)
    if Action.SERVE in may:
        return "/window"
    return "/wall" if Action.WATCH in may else "/"


def _names(request: Request, who: str) -> tuple[str, str]:
    """What wrong tries are counted under: the person named, and where they come from."""
    return f"who:{who}", f"from:{request.client.host if request.client else 'unknown'}"
