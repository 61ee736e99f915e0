"""The small web server behind a tablet's page: the page, a stream of states, presses and signs of life.

It knows HTTP and nothing of ratings; `panel` does. The server runs on a thread of its own and binds where it is told.
"""

import asyncio
import hashlib
import json
import socket
import threading
from collections.abc import AsyncIterator, Callable
from enum import Enum
from importlib.util import find_spec
from pathlib import Path

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response, StreamingResponse
from starlette.routing import Route

_PAGE = Path(__file__).with_name("page")
_FILES = {"panel.css": "text/css", "panel.js": "text/javascript", "wording.js": "text/javascript"}
_BEAT_SECONDS = 2.0
_START_SECONDS = 10.0
_LONGEST_PRESS_BYTES = 8192
_SHUTDOWN_SECONDS = 1


class Verdict(Enum):
    """What becomes of a press at the driver; the hall has the last word."""

    ACCEPTED = "accepted"
    NOT_ASKED = "not_asked"
    REASON_NEEDED = "reason_needed"
    MALFORMED = "malformed"


_STATUS = {Verdict.ACCEPTED: 202, Verdict.NOT_ASKED: 409, Verdict.REASON_NEEDED: 422, Verdict.MALFORMED: 400}


class PanelServer:
    """Serves one tablet's page. `pages` is how many are open."""

    def __init__(
        self,
        *,
        host: str,
        port: int,
        pixels_per_mm: float,
        first_state: str,
        on_press: Callable[[bytes], Verdict],
        on_sign: Callable[[], None],
    ) -> None:
        self._pixels_per_mm = pixels_per_mm
        self._state = first_state
        self._on_press = on_press
        self._on_sign = on_sign
        self._streams: set[asyncio.Queue[str | None]] = set()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._version = _version()
        self._socket = socket.create_server((host, port))
        self.url = f"http://{host}:{self._socket.getsockname()[1]}/"
        config = uvicorn.Config(
            self._application(),
            log_level="warning",
            access_log=False,
            lifespan="off",
            timeout_graceful_shutdown=_SHUTDOWN_SECONDS,
        )
        self._server = uvicorn.Server(config)
        self._started = threading.Event()
        self._thread = threading.Thread(target=self._serve, name=f"rating panel {self.url}", daemon=True)
        self._thread.start()
        if not self._started.wait(_START_SECONDS):
            raise OSError(f"the rating panel's server did not start at {self.url}")

    @property
    def pages(self) -> int:
        """How many pages have their stream open."""
        return len(self._streams)

    def publish(self, state: str) -> None:
        """Gives a state to every open page and to each that opens later."""
        self._state = state
        if self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._spread, state)

    def close(self) -> None:
        """Ends every stream and the server."""
        if self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._spread, None)
        self._server.should_exit = True
        self._thread.join()
        self._socket.close()

    def _serve(self) -> None:
        asyncio.run(self._serving())

    async def _serving(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._loop.call_soon(self._started.set)
        await self._server.serve(sockets=[self._socket])

    def _spread(self, state: str | None) -> None:
        for stream in self._streams:
            stream.put_nowait(state)

    def _application(self) -> Starlette:
        return Starlette(
            routes=[
                Route("/", self._index),
                Route("/states", self._states),
                Route("/press", self._press, methods=["POST"]),
                Route("/alive", self._alive, methods=["POST"]),
                Route("/font", _font),
                Route("/{name}", _file),
            ]
        )

    async def _index(self, _: Request) -> Response:
        page = (_PAGE / "index.html").read_text(encoding="utf-8")
        return _fresh(Response(page.replace("{{pixels_per_mm}}", f"{self._pixels_per_mm:g}"), media_type="text/html"))

    async def _states(self, _: Request) -> Response:
        return _fresh(StreamingResponse(self._events(), media_type="text/event-stream"))

    async def _events(self) -> AsyncIterator[str]:
        stream: asyncio.Queue[str | None] = asyncio.Queue()
        self._streams.add(stream)
        self._on_sign()
        try:
            yield _event("hello", json.dumps({"version": self._version}))
            yield _event("state", self._state)
            async for state in _with_beats(stream):
                yield state
        finally:
            self._streams.discard(stream)

    async def _press(self, request: Request) -> Response:
        body = await request.body()
        verdict = Verdict.MALFORMED if len(body) > _LONGEST_PRESS_BYTES else self._on_press(body)
        return JSONResponse({"verdict": verdict.value}, _STATUS[verdict])

    async def _alive(self, _: Request) -> Response:
        self._on_sign()
        return Response(status_code=204)


async def _with_beats(stream: asyncio.Queue[str | None]) -> AsyncIterator[str]:
    """Each new state, and heart beats between them for the page's watchdog, until the stream is told to end."""
    while True:
        try:
            async with asyncio.timeout(_BEAT_SECONDS):
                state = await stream.get()
        except TimeoutError:
            yield _event("beat", "{}")
            continue
        if state is None:
            return
        yield _event("state", state)


def _event(name: str, data: str) -> str:
    return f"event: {name}\ndata: {data}\n\n"


async def _file(request: Request) -> Response:
    name = str(request.path_params["name"])
    if name not in _FILES:
        return Response(status_code=404)
    return _fresh(FileResponse(_PAGE / name, media_type=_FILES[name]))


async def _font(_: Request) -> Response:
    """Noto Sans SC, so that a tablet without Chinese fonts, or with Japanese ones, draws 直 骨 门 as they are here."""
    package = find_spec("justmytype_intl_cjk")
    if package is None or package.origin is None:
        return Response(status_code=404)
    file = Path(package.origin).parent / "fonts" / "ofl" / "notosanssc" / "NotoSansSC[wght].ttf"
    return FileResponse(file, media_type="font/ttf", headers={"Cache-Control": "max-age=31536000, immutable"})


def _fresh(response: Response) -> Response:
    response.headers["Cache-Control"] = "no-store"
    return response


def _version() -> str:
    """Changes when any file of the page does, so that an open page knows to load itself anew."""
    digest = hashlib.sha256()
    for file in sorted(_PAGE.iterdir()):
        digest.update(file.read_bytes())
    return digest.hexdigest()[:12]
