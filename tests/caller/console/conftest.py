"""A hall, its console, and people who sign in to it."""

from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from httpx2 import Response

from broker.catalogue import Catalogue
from broker.terms import StaffNo
from caller.console import Accounts, ConsoleApp, Credentials, create_app
from tests.caller.console.rehearsal import (
    HandClock,
    Rehearsal,
    reference_catalogue,
    rehearsal_accounts,
    running_hall,
)

Form = Mapping[str, str | list[str]]
JSON = {"Accept": "application/json"}


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    return reference_catalogue()


@pytest.fixture(scope="session")
def minted(
    catalogue: Catalogue, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Accounts, dict[StaffNo, Credentials]]:
    return rehearsal_accounts(catalogue, tmp_path_factory.mktemp("accounts"))


@pytest.fixture
def hall(tmp_path: Path) -> Iterator[Rehearsal]:
    yield from running_hall(tmp_path)


@pytest.fixture
def real_time() -> HandClock:
    """The clock of sessions."""
    return HandClock(datetime(2026, 11, 23, 1, 0, tzinfo=UTC))


@pytest.fixture
def app(hall: Rehearsal, minted: tuple[Accounts, object], real_time: HandClock, tmp_path: Path) -> ConsoleApp:
    return create_app(
        hall.desk,
        minted[0],
        catalogue=hall.catalogue,
        sessions_path=tmp_path / "sessions.json",
        clock=real_time.now,
    )


class Browser:
    """One browser with its cookies; presses buttons as our own script does."""

    def __init__(self, app: ConsoleApp, credentials: Mapping[StaffNo, Credentials]) -> None:
        self.http = TestClient(app, follow_redirects=False)
        self._credentials = credentials
        self.csrf = ""
        self._presses = count(1)

    def sign_in(self, number: str) -> dict[str, Any]:
        password = self._credentials[StaffNo(number)].password
        answer = self.http.post("/login", json={"staff": number, "password": password}, headers=JSON)
        assert answer.status_code == 200, answer.text
        facts: dict[str, Any] = answer.json()
        self.csrf = facts["csrf"]
        return facts

    def press(self, path: str, form: Form | None = None, *, request_id: str | None = None, **fields: str) -> Response:
        body = {"request_id": request_id or f"press-{id(self)}-{next(self._presses):05}", **(form or {}), **fields}
        return self.http.post(path, data=body, headers=JSON | {"X-CSRF-Token": self.csrf})

    def page(self, path: str) -> str:
        answer = self.http.get(path)
        assert answer.status_code == 200, answer.text
        return answer.text


OpenBrowser = Callable[..., Browser]


@pytest.fixture
def open_browser(app: ConsoleApp, minted: tuple[Accounts, dict[StaffNo, Credentials]]) -> OpenBrowser:
    """Open a browser; with a staff number, signed in."""

    def open_one(number: str | None = None) -> Browser:
        browser = Browser(app, minted[1])
        if number is not None:
            browser.sign_in(number)
        return browser

    return open_one
