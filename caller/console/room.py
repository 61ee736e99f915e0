"""What every page of the console works with, and what each asks first: who is this, may they, is it them.

Handlers get a `Room`; nothing here knows a page.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from hmac import compare_digest
from urllib.parse import parse_qsl

from fastapi import Request
from fastapi.responses import HTMLResponse, JSONResponse, Response, StreamingResponse
from pydantic import BaseModel, TypeAdapter

from broker.catalogue import Catalogue
from broker.catalogue.staff import StaffMember
from broker.terms import RequestId
from caller.application.ports import Desk
from caller.console.accounts import Accounts
from caller.console.live import Channel, Live
from caller.console.pages import Pages
from caller.console.roles import Action, actions_of
from caller.console.sessions import Session, Sessions, Throttle
from caller.console.words import PageLanguage, Say, page_language, speaker

SESSION_COOKIE = "jiaohao"
LANGUAGE_COOKIE = "language"
CSRF_HEADER = "X-CSRF-Token"
_LONGEST_BODY = 20_000
_MOST_FIELDS = 100


class NotSignedIn(Exception):
    """Raised where somebody must be signed in and is not, or no longer."""


class NotAllowed(Exception):
    """Raised where the person's roles do not reach."""


class StalePage(Exception):
    """Raised when a form does not carry the token of this browser's session: it is old, or another site's."""


class BadFields(Exception):
    """Raised when what was sent is not what the form asks for. `fields` are those at fault."""

    def __init__(self, *fields: str) -> None:
        """Keep the names of the fields."""
        super().__init__(", ".join(fields))
        self.fields = fields


class Fields:
    """What a form or a JSON object brought, as text."""

    def __init__(self, values: Mapping[str, tuple[str, ...]]) -> None:
        """Take all values by name."""
        self._values = values

    def one(self, name: str) -> str:
        """Give the one value of a field. Raises `BadFields` when it is missing."""
        values = self._values.get(name, ())
        if len(values) != 1:
            raise BadFields(name)
        return values[0].strip()

    def maybe(self, name: str) -> str:
        """Give the value of a field that may be left out, then empty."""
        return self.one(name) if name in self._values else ""

    def many(self, name: str) -> tuple[str, ...]:
        """Give all values of a field, none when it is missing."""
        return self._values.get(name, ())

    def request_id(self) -> RequestId:
        """Give the id the page minted for this press. Raises `BadFields`."""
        word = self.one("request_id")
        if not (8 <= len(word) <= 64 and word.isascii() and word.replace("-", "").isalnum()):  # noqa: PLR2004  RequestBase's own bounds
            raise BadFields("request_id")
        return RequestId(word)


_JSON_FIELDS: TypeAdapter[dict[str, str | list[str]]] = TypeAdapter(dict[str, str | list[str]])


async def read_fields(request: Request) -> Fields:
    """Read the body of a POST, an URL-encoded form or a flat JSON object. Raises `BadFields`."""
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > _LONGEST_BODY:
            raise BadFields("body")
    values: dict[str, tuple[str, ...]] = {}
    try:
        if is_json(request):
            sent = _JSON_FIELDS.validate_json(bytes(body))
            return Fields({name: (value,) if isinstance(value, str) else tuple(value) for name, value in sent.items()})
        for name, value in parse_qsl(body.decode(), keep_blank_values=True, max_num_fields=_MOST_FIELDS):
            values[name] = (*values.get(name, ()), value)
    except ValueError:  # pydantic's, UnicodeDecodeError, too many fields
        raise BadFields("body") from None
    return Fields(values)


def is_json(request: Request) -> bool:
    """Say whether the body is JSON: no page of another site can send that here without asking first."""
    return request.headers.get("content-type", "").partition(";")[0].strip() == "application/json"


def wants_json(request: Request) -> bool:
    """Say whether the answer should be JSON: our own script and the rig ask so."""
    return "application/json" in request.headers.get("accept", "")


class Answer(BaseModel):
    """What a press of a button comes to, for our own script: `kind` of the reply, and the sentence for the person."""

    kind: str
    sentence: str = ""


@dataclass(frozen=True, slots=True)
class Person:
    """Who is signed in at this browser."""

    staff: StaffMember
    session: Session
    may: frozenset[Action]


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """The console's own things. `clock` is real time in UTC: the hall's clock comes with every `Scene`."""

    desk: Desk
    catalogue: Catalogue
    accounts: Accounts
    sessions: Sessions
    throttle: Throttle
    pages: Pages
    live: Live
    clock: Callable[[], datetime]
    token: Callable[[], str]

    def language(self, request: Request) -> PageLanguage:
        """Give the language this browser wants its pages in."""
        return page_language(request.cookies.get(LANGUAGE_COOKIE))

    def say(self, request: Request) -> Say:
        """Give the function that chooses between Chinese and English for this browser."""
        return speaker(self.language(request))

    def find(self, request: Request, *, touch: bool = True) -> Person | None:
        """Give who is signed in at this browser, None when nobody is. People who left the catalogue are out at once."""
        session = self.sessions.find(request.cookies.get(SESSION_COOKIE), touch=touch)
        staff = None if session is None else self.catalogue.staff_by_no.get(session.staff)
        if session is None or staff is None:
            return None
        return Person(staff=staff, session=session, may=actions_of(staff.roles))

    def person(self, request: Request, action: Action) -> Person:
        """Give who is signed in, if that person may do this. Raises `NotSignedIn`, `NotAllowed`."""
        person = self.find(request)
        if person is None:
            raise NotSignedIn
        if action not in person.may:
            raise NotAllowed
        return person

    def person_posting(self, request: Request, fields: Fields, action: Action) -> Person:
        """The same for something that changes the hall: the page's own token must come along (`StalePage`)."""
        person = self.person(request, action)
        self.check_token(request, fields, person.session.csrf)
        return person

    def check_token(self, request: Request, fields: Fields, expected: str) -> None:
        """Raise `StalePage` unless the form or the header carries the token that only our own page knows."""
        sent = request.headers.get(CSRF_HEADER) or fields.maybe("csrf")
        if not compare_digest(sent.encode(), expected.encode()):
            raise StalePage

    def page(self, request: Request, template: str, *, status: int = 200, **facts: object) -> HTMLResponse:
        """Draw a page for this browser."""
        facts = {"person": self.find(request, touch=False), "request_id": self.token(), "stream": None, **facts}
        return HTMLResponse(
            self.pages.whole(template, self.language(request), path=request.url.path, **facts), status_code=status
        )

    def stream(self, request: Request, channel: Channel, action: Action | None) -> Response:
        """Keep a page true for as long as its person may look; `action` is None for public pages.

        A browser that may not look gets a stream that says so and ends: EventSource does not tell a page why it failed.
        """

        def allowed() -> bool:
            if action is None:
                return True
            person = self.find(request, touch=False)
            return person is not None and action in person.may

        return StreamingResponse(
            self.live.stream(channel, allowed), media_type="text/event-stream", headers={"X-Accel-Buffering": "no"}
        )


def own_path(wish: str, otherwise: str) -> str:
    """Give `wish` when it is a path of this console, never another site's address."""
    return wish if wish.startswith("/") and not wish.startswith(("//", "/\\")) else otherwise


def answer(status: int, kind: str, sentence: str = "") -> JSONResponse:
    """Give our own script its answer."""
    return JSONResponse(Answer(kind=kind, sentence=sentence).model_dump(), status_code=status)
