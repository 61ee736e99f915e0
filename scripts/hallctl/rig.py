"""The one client of the running rig: finds it through the state folder, asks, and turns a refusal into a sentence."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import Any, cast
from urllib.parse import quote, urlsplit

from scripts.rig.state import StateFolder, read_json

_PATIENCE_SECONDS = 15.0
_FINE = 200


class Refused(Exception):
    """Raised when what was asked for cannot be done; the text is one plain sentence for whoever asked."""


@dataclass(frozen=True, slots=True)
class Rig:
    """The running rig's JSON API."""

    url: str

    @classmethod
    def of(cls, state: Path) -> "Rig":
        """Find the rig of the hall whose state lies in this folder. Raises `Refused` when none runs."""
        return cls(str(running_hall(state)["rig_url"]))

    def get(self, path: str) -> dict[str, Any]:
        """Look. Raises `Refused`."""
        return _object(self._ask("GET", path, None))

    def get_bytes(self, path: str) -> bytes:
        """Fetch a picture. Raises `Refused`."""
        return self._ask("GET", path, None)

    def post(self, path: str, wish: Mapping[str, object]) -> dict[str, Any]:
        """Do something. Raises `Refused`."""
        return _object(self._ask("POST", path, json.dumps(wish).encode()))

    def _ask(self, method: str, path: str, body: bytes | None) -> bytes:
        parts = urlsplit(self.url)
        line = HTTPConnection(parts.hostname or "", parts.port or 80, timeout=_PATIENCE_SECONDS)
        try:
            line.request(method, quote(path, safe="/?=&"), body, {"Content-Type": "application/json"})
            came = line.getresponse()
            answer = came.read()
        except (OSError, HTTPException) as fault:
            raise Refused(f"the rig at {self.url} does not answer ({fault})") from fault
        finally:
            line.close()
        if came.status != _FINE:
            raise Refused(_reason(answer, came.status))
        return answer


def running_hall(state: Path) -> dict[str, Any]:
    """Give what is known of the hall that runs on a state folder: addresses, ports, logins. Raises `Refused`."""
    folder = StateFolder(state.expanduser().absolute())
    try:
        facts = read_json(folder.address_file)
    except OSError as fault:
        raise Refused(f"{folder.root} cannot be read ({fault.strerror})") from fault
    if facts is None and folder.is_held:
        raise Refused(f"the hall with its state in {folder.root} is still starting, or ending: ask again in a moment")
    if facts is None:
        raise Refused(f"no hall is running with its state in {folder.root}: start one with scripts/run")
    return facts


def _object(answer: bytes) -> dict[str, Any]:
    found: object = json.loads(answer)
    return cast("dict[str, Any]", found) if isinstance(found, dict) else {}


def _reason(answer: bytes, status: int) -> str:
    try:
        facts = _object(answer)
    except ValueError:
        facts = {}
    return str(facts.get("error") or facts.get("detail") or f"the rig answers {status}")
