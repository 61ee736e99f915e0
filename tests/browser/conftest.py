"""Debian's Chromium on the real console: the real controller behind it, on a free port of this machine."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from broker.terms import StaffNo
from caller.console import RunningConsole, create_app, serve
from tests.caller.console.morning import play_morning
from tests.caller.console.rehearsal import Rehearsal, rehearsal_accounts
from tests.caller.console.waiting import MARKS, play_cases

_CHROMIUM = "/usr/bin/chromium"
_ARGUMENTS = ("--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking")


class Served:
    """A hall with its console; `restart` is what a new version or a crash does."""

    def __init__(self, folder: Path) -> None:
        self.hall = Rehearsal(folder)
        self._folder = folder
        self._accounts, self.credentials = rehearsal_accounts(self.hall.catalogue, folder)
        self._running: RunningConsole | None = None
        self._port = 0
        self.start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._port}"

    def start(self) -> None:
        app = create_app(
            self.hall.desk,
            self._accounts,
            catalogue=self.hall.catalogue,
            sessions_path=self._folder / "sessions.json",
            clock=lambda: datetime.now(UTC),
            marks=MARKS,
        )
        self._running = serve(app, self._port)
        self._port = self._running.port

    def stop(self) -> None:
        if self._running is not None:
            self._running.stop()
        self._running = None

    def sign_in(self, page: Page, number: str) -> None:
        page.goto(f"{self.url}/login")
        page.fill("#staff", number)
        page.fill("#password", self.credentials[StaffNo(number)].password)
        page.click("form[action='/login'] button")
        page.wait_for_url(lambda url: "/login" not in url)


# not for the session: while Playwright runs, the main thread has a running event loop and nobody else may start one
@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=_CHROMIUM, args=list(_ARGUMENTS))
        yield browser
        browser.close()


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    """A hall of one's own."""
    served = Served(tmp_path)
    yield served
    served.stop()
    served.hall.stop()


@pytest.fixture(scope="session")
def morning(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A hall in the middle of a morning, to look at; nobody changes it."""
    served = Served(tmp_path_factory.mktemp("morning"))
    play_morning(served.hall)
    play_cases(served.hall)
    yield served
    served.stop()
    served.hall.stop()


OpenPage = Callable[..., Page]


@pytest.fixture
def open_page(chromium: Browser) -> Iterator[OpenPage]:
    """Open a page in a browser of its own. What the page complains about fails the test.

    Without the hall's font: every new browser reads its 18 MB anew, which takes seconds.
    """
    complaints: list[str] = []
    contexts = [chromium.new_context()]

    def open_one(width: int = 1366, height: int = 768) -> Page:
        context = chromium.new_context(viewport={"width": width, "height": height}, locale="zh-CN")
        context.route("**/*.ttf", lambda route: route.abort())
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on(
            "console",
            lambda said: complaints.append(said.text) if "Content Security Policy" in said.text else None,
        )
        return page

    yield open_one
    for context in contexts:
        context.close()
    assert complaints == []
