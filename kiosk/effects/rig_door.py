"""The rig's way to a kiosk: look at the picture, read the texts, touch. Loopback only, and only where asked for.

`GET /picture.png` · `GET /texts` · `POST /tap` with `{"text": "取号"}` or `{"x": 540, "y": 1600}` (pixels,
top left) · `POST /draw` with `{"strokes": [[[x, y], …], …], "on_glass": false}`: a finger comes down, moves, leaves;
`on_glass` counts from 0 to 1 of the area that is drawn on. What finds nothing is answered 404 with the texts.
"""

import http.client
import json
import logging
import socket
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Condition
from threading import Event as Signal
from typing import Annotated, TypeAlias

from pydantic import Field, FiniteFloat, TypeAdapter, ValidationError

log = logging.getLogger(__name__)

LARGEST_BODY = 65_536
_BACKLOG = 64
_PORT_SECONDS = 3.0
_PASS_ON_SECONDS = 15.0

Json: TypeAlias = Mapping[str, object]


Strokes: TypeAlias = tuple[tuple[tuple[float, float], ...], ...]
_STROKES: TypeAdapter[Strokes] = TypeAdapter(
    Annotated[
        tuple[Annotated[tuple[tuple[FiniteFloat, FiniteFloat], ...], Field(min_length=1)], ...], Field(min_length=1)
    ]
)


@dataclass(frozen=True, slots=True)
class View:
    """What the door may do with a kiosk. Each may be called from any thread and waits for the kiosk's own."""

    picture: Callable[[], bytes]
    texts: Callable[[], Json]
    tap_text: Callable[[str], bool]
    tap_point: Callable[[float, float], bool]
    draw: Callable[[Strokes, bool], bool]
    """(strokes, whether they count from 0 to 1 of the glass)."""


class HandedOver(Exception):
    """Raised by a view when another process shows the screen by now."""


def listen(port: int) -> socket.socket:
    """Listen on a port of 127.0.0.1, 0 for a free one. Raises OSError when it is still taken after some seconds."""
    deadline = time.monotonic() + _PORT_SECONDS
    while True:
        try:
            return socket.create_server(("127.0.0.1", port), backlog=_BACKLOG)
        except OSError:
            # who had it before us may be about to end
            if time.monotonic() > deadline:
                raise
            time.sleep(0.05)


class RigDoor(ThreadingHTTPServer):
    """A loopback server. Start it with `serve_forever` on a thread of its own."""

    daemon_threads = True

    def __init__(self, listening: socket.socket, view: View) -> None:
        """Take a socket that listens: the next process of this kiosk goes on with it, who knocks meanwhile waits."""
        address = listening.getsockname()
        super().__init__(address, _Visitor, bind_and_activate=False)
        self.socket.close()
        self.socket, self.server_address = listening, address
        self.view = view
        self._inside = 0
        self._left = Condition()
        self.closed = Signal()
        """Set once nobody is let in here any more."""

    def process_request(self, request: socket.socket | tuple[bytes, socket.socket], client_address: object) -> None:
        """Count who comes in."""
        with self._left:
            self._inside += 1
        super().process_request(request, client_address)  # pyright: ignore[reportArgumentType] - as it came

    def shutdown_request(self, request: socket.socket | tuple[bytes, socket.socket]) -> None:
        """Count who has been answered."""
        super().shutdown_request(request)
        with self._left:
            self._inside -= 1
            self._left.notify_all()

    def leave(self) -> None:
        """Let nobody in any more; the socket goes on listening for the next process."""
        self.shutdown()
        self.closed.set()

    def wait_until_empty(self, seconds: float) -> None:
        """Wait until everybody who came in has an answer, at most so long."""
        with self._left:
            self._left.wait_for(lambda: not self._inside, seconds)

    @property
    def port(self) -> int:
        """The port the door is open on."""
        return int(self.server_address[1])


class _Visitor(BaseHTTPRequestHandler):
    server: RigDoor  # pyright: ignore[reportIncompatibleVariableOverride] - the server of this handler is always ours

    def do_GET(self) -> None:
        """Show the picture or the texts."""
        view = self.server.view
        try:
            match self.path.split("?")[0]:
                case "/picture.png":
                    self._answer(HTTPStatus.OK, view.picture(), "image/png")
                case "/texts":
                    self._json(HTTPStatus.OK, view.texts())
                case _:
                    self._json(HTTPStatus.NOT_FOUND, {"error": "picture.png, texts, tap or draw"})
        except HandedOver:
            self._answer(*self._next_process("GET", None))
        except TimeoutError:
            self._json(HTTPStatus.GATEWAY_TIMEOUT, {"error": "the kiosk's own thread does not answer"})

    def do_POST(self) -> None:
        """Touch."""
        view = self.server.view
        wanted: dict[str, object] = {}
        try:
            wanted = self._body()
            hit = self._touch(wanted)
        except ValueError as wrong:
            self._json(HTTPStatus.BAD_REQUEST, {"error": str(wrong)})
            return
        except HandedOver:
            self._answer(*self._next_process("POST", json.dumps(wanted).encode()))
            return
        except TimeoutError:
            self._json(HTTPStatus.GATEWAY_TIMEOUT, {"error": "the kiosk's own thread does not answer"})
            return
        try:
            texts = view.texts()
        except HandedOver:
            # the touch has ended a visit: what stands there now is the next process's to say
            self.path = "/texts"
            texts = json.loads(self._next_process("GET", None)[1])
        self._json(HTTPStatus.OK if hit else HTTPStatus.NOT_FOUND, {"hit": hit, **texts})

    def _next_process(self, method: str, body: bytes | None) -> tuple[HTTPStatus, bytes, str]:
        """Ask whoever listens behind us what was asked here; it answers once it shows something."""
        self.server.closed.wait(_PASS_ON_SECONDS)
        line = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=_PASS_ON_SECONDS)
        try:
            line.request(method, self.path, body)
            answer = line.getresponse()
            kind = answer.getheader("Content-Type") or "application/json; charset=utf-8"
            return HTTPStatus(answer.status), answer.read(), kind
        except (OSError, http.client.HTTPException) as fault:
            error = json.dumps({"error": f"the next process of this kiosk does not answer: {fault}"})
            return HTTPStatus.GATEWAY_TIMEOUT, error.encode(), "application/json; charset=utf-8"
        finally:
            line.close()

    def _touch(self, wanted: dict[str, object]) -> bool:
        match self.path:
            case "/tap":
                return self._tap(wanted)
            case "/draw":
                return self.server.view.draw(_strokes(wanted.get("strokes")), wanted.get("on_glass") is True)
            case _:
                return False

    def _tap(self, wanted: dict[str, object]) -> bool:
        match wanted:
            case {"text": str(text)}:
                return self.server.view.tap_text(text)
            case {"x": int() | float() as x, "y": int() | float() as y}:
                return self.server.view.tap_point(float(x), float(y))
            case _:
                raise ValueError('a tap is {"text": …} or {"x": …, "y": …}')

    def _body(self) -> dict[str, object]:
        length = int(self.headers.get("Content-Length") or 0)
        if length > LARGEST_BODY:
            raise ValueError("too long")
        body: object = json.loads(self.rfile.read(length) or b"null")
        if not isinstance(body, dict):
            raise ValueError("a JSON object is wanted")  # noqa: TRY004 - what came is wrong, not its Python type
        return {str(key): value for key, value in body.items()}  # pyright: ignore[reportUnknownVariableType, reportUnknownArgumentType] - json

    def _json(self, status: HTTPStatus, body: Json) -> None:
        self._answer(status, json.dumps(body, ensure_ascii=False).encode(), "application/json; charset=utf-8")

    def _answer(self, status: HTTPStatus, body: bytes, kind: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class's own name
        """Keep the door's traffic out of the ordinary log."""
        log.debug(format, *args)


def _strokes(given: object) -> Strokes:
    """Read strokes; raises ValueError where they are none."""
    try:
        return _STROKES.validate_python(given)
    except ValidationError:
        raise ValueError("strokes are [[[x, y], …], …], each of at least one point") from None
