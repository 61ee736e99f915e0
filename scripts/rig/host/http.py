"""Small HTTP requests to the hall's own loopback doors, with the standard library. Knows no door."""

import http.client
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, cast
from urllib.parse import urlsplit


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back. `cookies` are those that were set, by name."""

    status: int
    body: bytes
    cookies: Mapping[str, str] = field(default_factory=dict[str, str])

    @property
    def ok(self) -> bool:
        """Whether it went well."""
        return 200 <= self.status < 300  # noqa: PLR2004 - HTTP's own word for well

    @property
    def text(self) -> str:
        """The body as text."""
        return self.body.decode("utf-8", "replace")

    def facts(self) -> dict[str, Any]:
        """The body as a JSON object; empty when it is none."""
        try:
            found: object = json.loads(self.body)
        except ValueError:
            return {}
        return cast("dict[str, Any]", found) if isinstance(found, dict) else {}


def send(
    url: str,
    *,
    facts: Mapping[str, object] | None = None,
    headers: Mapping[str, str] | None = None,
    timeout_seconds: float = 5.0,
) -> Answer:
    """GET a URL, or POST `facts` to it as JSON. Raises OSError when nobody is there, HTTPException for nonsense."""
    parts = urlsplit(url)
    line = http.client.HTTPConnection(parts.hostname or "", parts.port or 80, timeout=timeout_seconds)
    path = parts.path + (f"?{parts.query}" if parts.query else "")
    body = None if facts is None else json.dumps(facts, ensure_ascii=False).encode()
    sent = {**({} if body is None else {"Content-Type": "application/json"}), **(headers or {})}
    try:
        line.request("GET" if body is None else "POST", path or "/", body, sent)
        came = line.getresponse()
        set_cookies = (value.partition(";")[0].partition("=") for value in came.headers.get_all("Set-Cookie", []))
        return Answer(came.status, came.read(), {name: value for name, _, value in set_cookies})
    finally:
        line.close()
