"""A tablet in front of a visitor, without the glass: it does over HTTP what the rating page does.

It keeps the state that the stream gave, sends a press once per tap under one request id, gives signs of life, and comes
back by itself when the server does.
"""

import contextlib
import http.client
import socket
import threading
from collections.abc import Callable
from urllib.parse import urlsplit

from hardware.ports.rating_pad import PadPress, PadState
from hardware.protocols.rating_panel import press_to_json, state_from_json

_FAULTS = ("unplugged", "silent", "garbage")
_RETRY_SECONDS = 0.2
_LINE_SECONDS = 5.0
_GARBAGE = b'{"request_id": "\xff", "stars": 9}'


class PanelTablet:
    """The emulated tablet. `state` is what it shows; None before the first."""

    faults: tuple[str, ...] = _FAULTS

    def __init__(self, url: str, *, new_request_id: Callable[[], str], sign_seconds: float = 3.0) -> None:
        """Opens the page at `url`."""
        parts = urlsplit(url)
        self._address = (parts.hostname or "", parts.port or 80)
        self._new_request_id = new_request_id
        self._sign_seconds = sign_seconds
        self._changed = threading.Condition()
        self._fault: str | None = None
        self._stop = threading.Event()
        self._line: http.client.HTTPConnection | None = None
        self.state: PadState | None = None
        self._threads = [
            threading.Thread(target=self._listen, name="tablet stream", daemon=True),
            threading.Thread(target=self._give_signs, name="tablet signs", daemon=True),
        ]
        for thread in self._threads:
            thread.start()

    def press(self, stars: int, reasons: tuple[str, ...] = (), *, taps: int = 1, serving_id: str | None = None) -> str:
        """Taps a level, with reasons where they are asked; the driver's verdict.

        More `taps` repeat the same request; `serving_id` is for a page that missed a change and shows an older one.

        Raises:
            RuntimeError: the page shows no serving to rate.
            OSError: the server is away.
        """
        state = self.state
        rated = serving_id or (state.serving_id if state else None)
        if rated is None:
            raise RuntimeError("the page shows nothing to rate")
        body = press_to_json(PadPress(rated, stars, reasons, self._new_request_id()))
        if self._fault == "garbage":
            body = _GARBAGE
        return [self._post("/press", body) for _ in range(taps)][-1]

    def wait_until(self, seen: Callable[[PadState], bool], timeout_seconds: float = 3.0) -> bool:
        """Whether the page shows what `seen` looks for, now or within the time."""
        with self._changed:
            return self._changed.wait_for(lambda: self.state is not None and seen(self.state), timeout_seconds)

    def break_(self, fault: str) -> None:
        """`unplugged`: the tablet is off. `silent`: its script hangs. `garbage`: it sends nonsense."""
        if fault not in _FAULTS:
            raise ValueError(f"a tablet has no fault {fault!r}, but {', '.join(_FAULTS)}")
        self._fault = fault
        if fault == "unplugged":
            self._hang_up()

    def fix(self) -> None:
        """Makes it whole again."""
        self._fault = None

    def close(self) -> None:
        """Switches the tablet off for good."""
        self._stop.set()
        self._hang_up()
        for thread in self._threads:
            thread.join()

    def _listen(self) -> None:
        while not self._stop.is_set():
            if self._fault != "unplugged":
                try:
                    self._read_stream()
                except (OSError, http.client.HTTPException):
                    # the server is away or the cable is pulled; the page tries again, and so does this
                    with self._changed:
                        self._line = None
            self._stop.wait(_RETRY_SECONDS)

    def _read_stream(self) -> None:
        with contextlib.closing(http.client.HTTPConnection(*self._address, timeout=_LINE_SECONDS)) as line:
            with self._changed:
                self._line = line
            line.request("GET", "/states")
            with line.getresponse() as answer:
                self._read_events(answer)

    def _read_events(self, answer: http.client.HTTPResponse) -> None:
        event = ""
        while (text := answer.readline()) and self._fault != "unplugged":
            name, _, value = text.decode().rstrip("\n").partition(": ")
            if name == "event":
                event = value
            elif name == "data" and event == "state":
                with self._changed:
                    self.state = state_from_json(value)
                    self._changed.notify_all()

    def _give_signs(self) -> None:
        while not self._stop.wait(self._sign_seconds):
            if self._fault is None:
                try:
                    self._post("/alive", b"")
                except (OSError, http.client.HTTPException):
                    continue  # the server is away: the stream comes back by itself

    def _post(self, path: str, body: bytes) -> str:
        line = http.client.HTTPConnection(*self._address, timeout=_LINE_SECONDS)
        try:
            line.request("POST", path, body, {"Content-Type": "application/json"})
            answer = line.getresponse().read().decode()
        finally:
            line.close()
        return answer.partition('"verdict":"')[2].partition('"')[0]

    def _hang_up(self) -> None:
        with self._changed:
            line, self._line = self._line, None
        held: object = getattr(line, "sock", None)
        if isinstance(held, socket.socket):
            with contextlib.suppress(OSError):  # the server may have hung up before us
                held.shutdown(socket.SHUT_RDWR)
