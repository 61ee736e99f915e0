"""The manager's wall as an open browser has it: signed in, one stream, redrawn by the server, connected anew."""

import json
import time
from collections.abc import Callable, Mapping
from http.client import HTTPConnection, HTTPException, HTTPResponse
from itertools import takewhile
from threading import Condition, Event, Thread
from typing import Any
from urllib.parse import urlsplit

from scripts.rig.host.http import send
from scripts.rig.host.page_text import text_of

_SILENT_SECONDS = 12.0
_AGAIN_SECONDS = 0.3


class LiveWall:
    """What stands on the wall now, as lines."""

    def __init__(self, console_url: str, login: Mapping[str, Any]) -> None:
        wish = {"staff": login["no"], "password": login["password"], "request_id": "wall-sign-in"}
        answer = send(f"{console_url}/login", facts=wish, headers={"Accept": "application/json"})
        assert answer.ok, answer.text
        self._cookie = "; ".join(f"{name}={value}" for name, value in answer.cookies.items())
        self._where = urlsplit(console_url)
        self._lines: tuple[str, ...] = ()
        self._changed = Condition()
        self._closed = Event()
        self._thread = Thread(target=self._watch, name="wall", daemon=True)
        self._thread.start()
        self.until(bool, 10.0)

    @property
    def lines(self) -> tuple[str, ...]:
        return self._lines

    def until(self, seen: Callable[[tuple[str, ...]], bool], seconds: float) -> tuple[str, ...]:
        """Wait until the wall shows something; fails when it does not within `seconds`."""
        with self._changed:
            assert self._changed.wait_for(lambda: seen(self._lines), seconds), (
                f"after {seconds} s the wall still says\n" + "\n".join(self._lines)
            )
            return self._lines

    def kiosk(self, code: str) -> tuple[str, ...]:
        """What stands beside a kiosk's name, cell by cell: its light first, its outages last."""
        rest = iter(self._lines)
        if not any(line.startswith(f"{code} ") for line in rest):
            return ()
        return tuple(takewhile(lambda line: not line.startswith("K"), rest))

    def close(self) -> None:
        self._closed.set()
        self._thread.join(_SILENT_SECONDS + 1)

    def _watch(self) -> None:
        while not self._closed.is_set():
            line = HTTPConnection(self._where.hostname or "", self._where.port, timeout=_SILENT_SECONDS)
            try:
                line.request("GET", "/wall/stream", headers={"Cookie": self._cookie})
                self._read(line.getresponse())
            except (OSError, HTTPException):
                time.sleep(_AGAIN_SECONDS)  # the server is away: a browser asks again, too
            finally:
                line.close()

    def _read(self, stream: HTTPResponse) -> None:
        kind = ""
        for raw in stream:
            if self._closed.is_set():
                return
            name, _, rest = raw.decode().rstrip("\n").partition(": ")
            if name == "event":
                kind = rest
            elif name == "data" and kind == "snapshot":
                self._draw(json.loads(rest)["regions"])

    def _draw(self, regions: Mapping[str, str]) -> None:
        with self._changed:
            self._lines = tuple(line for html in regions.values() for line in text_of(html).splitlines())
            self._changed.notify_all()
