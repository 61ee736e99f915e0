"""What every answer carries, and that pages need nothing from elsewhere."""

import re

import pytest
from fastapi.testclient import TestClient

from caller.console import ConsoleApp
from caller.console.security import HEADERS
from tests.caller.console.conftest import OpenBrowser
from tests.caller.console.morning import play_morning
from tests.caller.console.rehearsal import Rehearsal

CLERKS, MANAGERS, PUBLIC = ("/window",), ("/wall", "/notices"), ("/", "/login", "/board/HALL", "/board/S08")


def every_page(open_browser: OpenBrowser) -> list[str]:
    pages: list[str] = []
    for number, paths in (("4401", CLERKS), ("7007", CLERKS), ("9001", MANAGERS), (None, PUBLIC)):
        browser = open_browser(number)
        pages += [browser.page(path) for path in paths]
        browser.http.get("/language/en")
        pages += [browser.page(path) for path in paths]
    return pages


def test_no_page_runs_inline_script_or_style_or_loads_from_elsewhere(
    hall: Rehearsal, open_browser: OpenBrowser
) -> None:
    play_morning(hall)
    for page in every_page(open_browser):
        assert re.findall(r"<script(?![^>]*\ssrc=\"/static/live\.js\")", page) == []
        assert re.findall(r"\s(?:style|on\w+)=", page) == []
        assert re.findall(r"(?:src|href|action)=\"(?!/|#)", page) == []


def test_every_answer_carries_the_headers(open_browser: OpenBrowser, app: ConsoleApp) -> None:
    http = open_browser().http
    for path in ("/", "/login", "/wall", "/nowhere", "/board/HALL"):
        answer = http.get(path)
        assert {name: answer.headers[name] for name in HEADERS} == dict(HEADERS)
    assert "'unsafe" not in HEADERS["Content-Security-Policy"]


def test_the_font_is_ours_and_kept_for_a_year(app: ConsoleApp) -> None:
    answer = TestClient(app).get("/static/fonts/noto-sans-sc.ttf")
    assert answer.status_code == 200
    assert answer.content[:4] == b"\x00\x01\x00\x00"
    assert "immutable" in answer.headers["cache-control"]


@pytest.mark.parametrize("path", ["/docs", "/redoc", "/openapi.json", "/static/../app.py", "/static/%2e%2e/app.py"])
def test_nothing_else_is_served(app: ConsoleApp, path: str) -> None:
    assert TestClient(app).get(path).status_code == 404


def test_an_address_without_a_page_is_told_to_a_person(app: ConsoleApp) -> None:
    http = TestClient(app)
    assert "没有这个页面" in http.get("/nowhere", headers={"Accept": "text/html"}).text
    told = http.put("/login", headers={"Accept": "application/json"})
    assert (told.status_code, told.json()["kind"]) == (405, "bad")


@pytest.mark.parametrize("back", ["//evil.example", "https://evil.example", "/\\evil.example"])
def test_the_language_link_leads_to_our_own_pages_only(app: ConsoleApp, back: str) -> None:
    answer = TestClient(app, follow_redirects=False).get("/language/en", params={"back": back})
    assert answer.headers["location"] == "/"


def test_a_body_that_is_too_long_or_no_form_is_refused(app: ConsoleApp) -> None:
    http = TestClient(app)
    json = {"Content-Type": "application/json", "Accept": "application/json"}
    assert http.post("/login", content=b"x" * 30_000, headers=json).status_code == 422
    assert http.post("/login", content=b"{", headers=json).status_code == 422
    assert http.post("/login", content=b'{"staff": {"$ne": 1}}', headers=json).status_code == 422
    assert http.post("/login", json={}).status_code == 422
