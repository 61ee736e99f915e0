"""Who is signed in to the console: sessions on the server, an opaque word in the browser, and a brake on guessing.

Sessions outlive a restart of the program, so that a page recovers by itself. The file holds hashes of the words only.
"""

import hashlib
import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from threading import Lock

from pydantic import AwareDatetime, TypeAdapter, ValidationError

from broker.terms import StaffNo
from caller.console.accounts import write_private

IDLE = timedelta(hours=1)
"""How long nothing may be asked for; a page that only watches does not keep a session alive."""
LONGEST = timedelta(hours=12)
"""No session lives longer than a working day."""
_NOTE_EVERY = timedelta(minutes=1)

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Session:
    """One person signed in at one browser. `csrf` goes with everything that changes something."""

    staff: StaffNo
    csrf: str
    opened_at: AwareDatetime
    seen_at: AwareDatetime

    def is_over(self, now: datetime) -> bool:
        """Say whether it has lived too long or lain idle too long."""
        return now - self.seen_at > IDLE or now - self.opened_at > LONGEST


_SESSIONS: TypeAdapter[dict[str, Session]] = TypeAdapter(dict[str, Session])


class Sessions:
    """All sessions. Safe from any thread."""

    def __init__(self, path: Path, *, clock: Callable[[], datetime], token: Callable[[], str]) -> None:
        """Take up the sessions in `path`. `clock` is real time in UTC, `token` gives an unguessable word.

        A file that cannot be understood costs everybody one more sign-in, not the hall its start. Raises OSError.
        """
        self._path = path
        self._clock = clock
        self._token = token
        self._lock = Lock()
        self._sessions = _read(path)

    def open(self, staff: StaffNo) -> tuple[str, Session]:
        """Sign a person in: the word for the browser, and the session. Raises OSError."""
        token, now = self._token(), self._clock()
        session = Session(staff=staff, csrf=self._token(), opened_at=now, seen_at=now)
        with self._lock:
            self._sessions = {key: old for key, old in self._sessions.items() if not old.is_over(now)}
            self._sessions[_hashed(token)] = session
            self._write()
        return token, session

    def find(self, token: str | None, *, touch: bool = True) -> Session | None:
        """Give the session of a browser's word; None when there is none or it is over. `touch` counts as activity."""
        if token is None:
            return None
        key, now = _hashed(token), self._clock()
        with self._lock:
            session = self._sessions.get(key)
            if session is None or session.is_over(now):
                return None
            if touch and now - session.seen_at > _NOTE_EVERY:
                session = replace(session, seen_at=now)
                self._sessions[key] = session
                self._write()
            return session

    def close(self, token: str) -> None:
        """Sign out. Raises OSError."""
        with self._lock:
            if self._sessions.pop(_hashed(token), None) is not None:
                self._write()

    def _write(self) -> None:
        write_private(self._path, _SESSIONS.dump_json(self._sessions).decode())


def _read(path: Path) -> dict[str, Session]:
    if not path.exists():
        return {}
    try:
        return _SESSIONS.validate_json(path.read_bytes())
    except ValidationError as error:
        _log.warning("%s is not what was written, everybody must sign in again: %s", path, error)
        return {}


def _hashed(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


class Throttle:
    """Slows down guessing: after five wrong tries every further one doubles the wait, up to fifteen minutes."""

    FREE, LONGEST_SECONDS, FORGET = 5, 900, timedelta(hours=1)

    def __init__(self, clock: Callable[[], datetime]) -> None:
        """Take real time in UTC."""
        self._clock = clock
        self._lock = Lock()
        self._failures: dict[str, tuple[int, datetime]] = {}

    def seconds_to_wait(self, *keys: str) -> int:
        """Say how long the next try under any of these names must wait; 0 when it may be made now."""
        with self._lock:
            return max(self._seconds(key) for key in keys)

    def failed(self, *keys: str) -> None:
        """Count a wrong try."""
        now = self._clock()
        with self._lock:
            self._failures = {key: seen for key, seen in self._failures.items() if now - seen[1] < self.FORGET}
            for key in keys:
                self._failures[key] = (self._failures.get(key, (0, now))[0] + 1, now)

    def passed(self, *keys: str) -> None:
        """Forget the wrong tries under these names."""
        with self._lock:
            for key in keys:
                self._failures.pop(key, None)

    def _seconds(self, key: str) -> int:
        count, last = self._failures.get(key, (0, self._clock()))
        if count < self.FREE:
            return 0
        pause = min(2 ** min(count - self.FREE + 1, 20), self.LONGEST_SECONDS)
        return max(0, round(pause - (self._clock() - last).total_seconds()))
