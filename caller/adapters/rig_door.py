"""A loopback door for the clock and the sandboxes, for demonstrations and tests. Without `--rig-port` it is not there.

`GET /clock` says the time; `POST /clock` with `{"to": "2026-11-23T10:00:00+08:00"}` or `{"plus_seconds": 1200}` moves
it. What else the door leads to (`/sandbox`, `/sms`) is a page of its own, looked at and wished of in the same way.
"""

import json
import logging
import threading
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import MappingProxyType
from typing import Any, Protocol

from caller.adapters.clock import SystemClock
from caller.application.ports import HallAway

log = logging.getLogger(__name__)

_LARGEST = 1_000


class DoorPage(Protocol):
    """One more thing behind the door."""

    def look(self) -> object:
        """Give what is to be seen, as plain values."""
        ...

    def wish(self, wish: dict[str, Any]) -> None:
        """Do what the rig wishes. Raises ValueError, KeyError, TypeError for a wish that is none."""
        ...


_NO_PAGES: Mapping[str, DoorPage] = MappingProxyType({})


class ClockDoor:
    """Serves the clock, and other pages, on 127.0.0.1 until closed."""

    def __init__(
        self, clock: SystemClock, port: int, moved: Callable[[], None], pages: Mapping[str, DoorPage] = _NO_PAGES
    ) -> None:
        """Open the door on `port`; 0 takes a free one.

        `moved` is called after every move of the clock and may raise `HallAway`; `pages` are by their path. Raises
        OSError.
        """
        clock_page = _ClockPage(clock, moved)
        self._server = ThreadingHTTPServer(("127.0.0.1", port), _handler({"/clock": clock_page, **pages}))
        self._thread = threading.Thread(target=self._server.serve_forever, name="rig door", daemon=True)
        self._thread.start()

    @property
    def port(self) -> int:
        """The port it listens on."""
        return self._server.server_address[1]

    def close(self) -> None:
        """Shut the door."""
        self._server.shutdown()
        self._server.server_close()


def move(clock: SystemClock, wish: dict[str, Any]) -> None:
    """Move the clock as the rig wishes. Raises ValueError, KeyError, TypeError for a wish that is none."""
    if "to" in wish:
        to = datetime.fromisoformat(wish["to"])
        if to.tzinfo is None:
            raise ValueError("a time without a zone")
        clock.set(to)
    else:
        clock.move(timedelta(seconds=float(wish["plus_seconds"])))


class _ClockPage:
    """The clock: seen as a time, moved by wishes."""

    def __init__(self, clock: SystemClock, moved: Callable[[], None]) -> None:
        self._clock = clock
        self._moved = moved

    def look(self) -> object:
        """Say the time."""
        return {"now": self._clock.now().isoformat()}

    def wish(self, wish: dict[str, Any]) -> None:
        """Move the clock and tell the hall."""
        move(self._clock, wish)
        try:
            self._moved()
        except HallAway:
            # the clock is moved all the same, and the rig has to keep by how much
            log.warning("the hall is too busy to be told of its new time: it sees it with its next tick")


def _handler(pages: Mapping[str, DoorPage]) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        """One request at the door."""

        def do_GET(self) -> None:
            """Show a page."""
            self._tell(200 if self.path in pages else 404)

        def do_POST(self) -> None:
            """Do what is wished of a page."""
            page = pages.get(self.path)
            if page is None:
                self._tell(404)
                return
            try:
                length = min(int(self.headers.get("Content-Length") or 0), _LARGEST)
                page.wish(json.loads(self.rfile.read(length)))
            except (ValueError, KeyError, TypeError, OverflowError):
                self._tell(400)
                return
            self._tell(200)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class's name
            """Say nothing: the rig asks often."""

        def _tell(self, status: int) -> None:
            page = pages.get(self.path, pages["/clock"])
            body = json.dumps(page.look(), ensure_ascii=False).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

    return Handler
