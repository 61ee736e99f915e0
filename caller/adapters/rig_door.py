"""A loopback door for the clock, for demonstrations and tests. Without `--rig-port` it does not exist.

`GET /clock` says the time; `POST /clock` with `{"to": "2026-11-23T10:00:00+08:00"}` or `{"plus_seconds": 1200}` moves
it.
"""

import json
import logging
import threading
from collections.abc import Callable
from datetime import datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from caller.adapters.clock import SystemClock
from caller.application.ports import HallAway

log = logging.getLogger(__name__)

_LARGEST = 1_000


class ClockDoor:
    """Serves the clock on 127.0.0.1 until closed."""

    def __init__(self, clock: SystemClock, port: int, moved: Callable[[], None]) -> None:
        """Open the door on `port`; 0 takes a free one. `moved` is called after every move. Raises OSError.

        `moved` may raise `HallAway`.
        """
        self._server = ThreadingHTTPServer(("127.0.0.1", port), _handler(clock, moved))
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


def _handler(clock: SystemClock, moved: Callable[[], None]) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        """One request to the clock."""

        def do_GET(self) -> None:
            """Say the time."""
            self._tell(200 if self.path == "/clock" else 404)

        def do_POST(self) -> None:
            """Move the clock."""
            if self.path != "/clock":
                self._tell(404)
                return
            try:
                length = min(int(self.headers.get("Content-Length") or 0), _LARGEST)
                move(clock, json.loads(self.rfile.read(length)))
            except (ValueError, KeyError, TypeError, OverflowError):
                self._tell(400)
                return
            try:
                moved()
            except HallAway:
                # the clock is moved all the same, and the rig has to keep by how much
                log.warning("the hall is too busy to be told of its new time: it sees it with its next tick")
            self._tell(200)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class's name
            """Say nothing: the rig asks often."""

        def _tell(self, status: int) -> None:
            body = json.dumps({"now": clock.now().isoformat()}).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

    return Handler
