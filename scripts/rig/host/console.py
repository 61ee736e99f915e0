"""The console as the rig's staff use it: they sign in with badge and PIN or password, press, and read their pages.

Only its public doors are used: nothing here can do what a person could not.
"""

import http.client
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from broker.terms import StaffNo
from scripts.rig.host.http import Answer, send
from scripts.rig.host.page_text import text_of
from scripts.rig.host.refusals import NoSuchThing, RigRefusal

_UNAUTHORISED = 401


@dataclass(frozen=True, slots=True)
class _Session:
    cookie: str
    csrf: str


@dataclass(slots=True)
class Console:
    """Signs the rig's staff in as needed. `logins` are their passwords and PINs by staff number."""

    url: str
    logins: Mapping[str, Mapping[str, str]]
    new_request_id: Callable[[], str]
    _sessions: dict[StaffNo, _Session] = field(default_factory=dict[StaffNo, _Session])

    def is_there(self) -> bool:
        """Say whether the console answers."""
        try:
            return send(f"{self.url}/login", timeout_seconds=1.0).ok
        except (OSError, http.client.HTTPException):
            return False

    def badge(self, no: str, counter: str) -> dict[str, Any]:
        """Put somebody's badge on the reader of a window (W-14). Raises `RigRefusal` with the console's sentence."""
        pin = self._login(no)["pin"]
        return self._enter(StaffNo(no), "badge", {"badge": no, "pin": pin, "counter": counter})

    def press(self, no: str, counter: str, act: str, **fields: str) -> dict[str, Any]:
        """Press a button on the caller's page of who sits at a window. Raises `RigRefusal`."""
        return self._checked(self._as(StaffNo(no), f"window/{counter}/{act}", fields)).facts()

    def post(self, no: str, path: str, **fields: str) -> dict[str, Any]:
        """Press a button on any page as somebody. Raises `RigRefusal` with the console's sentence."""
        return self._checked(self._as(StaffNo(no), path, fields)).facts()

    def facts(self, path: str, no: str) -> dict[str, Any]:
        """Give what a page tells a program, as somebody signed in. Raises `RigRefusal`."""
        return self._looked(path, no, accept="application/json").facts()

    def page(self, path: str, no: str | None = None) -> str:
        """Give what stands on a page, as text; as somebody signed in, or as the public. Raises `RigRefusal`."""
        if no is None:
            return text_of(self._checked(self._send(path)).text)
        return text_of(self._looked(path, no).text)

    def _looked(self, path: str, no: str, accept: str = "text/html") -> Answer:
        staff = StaffNo(no)
        if staff not in self._sessions:
            self._sign_in(staff)
        answer = self._send(path, cookie=self._sessions[staff].cookie, accept=accept)
        if answer.status != 200:  # noqa: PLR2004 - a session that has ended is sent to the login page
            self._sign_in(staff)
            answer = self._checked(self._send(path, cookie=self._sessions[staff].cookie, accept=accept))
        return answer

    def _as(self, staff: StaffNo, path: str, fields: Mapping[str, str]) -> Answer:
        if staff not in self._sessions:
            self._sign_in(staff)
        facts = {**fields, "request_id": self.new_request_id()}
        answer = self._send(path, facts, self._sessions[staff].cookie, self._sessions[staff].csrf)
        if answer.status == _UNAUTHORISED:
            self._sign_in(staff)
            answer = self._send(path, facts, self._sessions[staff].cookie, self._sessions[staff].csrf)
        return answer

    def _sign_in(self, staff: StaffNo) -> None:
        self._enter(staff, "login", {"staff": staff, "password": self._login(staff)["password"]})

    def _enter(self, staff: StaffNo, path: str, fields: Mapping[str, str]) -> dict[str, Any]:
        answer = self._checked(self._send(path, {**fields, "request_id": self.new_request_id()}))
        facts = answer.facts()
        cookies = "; ".join(f"{name}={value}" for name, value in answer.cookies.items())
        self._sessions[staff] = _Session(cookies, str(facts.get("csrf", "")))
        return facts

    def _send(
        self,
        path: str,
        facts: Mapping[str, str] | None = None,
        cookie: str = "",
        csrf: str = "",
        accept: str = "text/html",
    ) -> Answer:
        headers = {"Accept": accept if facts is None else "application/json"}
        headers |= {"Cookie": cookie} if cookie else {}
        headers |= {"X-CSRF-Token": csrf} if csrf else {}
        try:
            return send(f"{self.url}/{path}", facts=facts, headers=headers)
        except (OSError, http.client.HTTPException) as fault:
            raise RigRefusal(f"the console does not answer ({fault})") from fault

    def _login(self, no: str) -> Mapping[str, str]:
        login = self.logins.get(no)
        if login is None:
            raise NoSuchThing("member of staff", no)
        return login

    @staticmethod
    def _checked(answer: Answer) -> Answer:
        if answer.ok:
            return answer
        sentence = answer.facts().get("sentence") or f"the console answers {answer.status}"
        raise RigRefusal(str(sentence))
