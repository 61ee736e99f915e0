"""The manager's notices, from the form to the boards."""

from datetime import timedelta

import pytest

from caller.console.notices.routes import LONGEST
from tests.caller.console.conftest import Browser, Form, OpenBrowser
from tests.caller.console.rehearsal import Rehearsal
from tests.caller.console.test_board import look

FORM: Form = {
    "zones": ["entrance", "S08"],
    "text_zh": "今天 16:30 系统升级",
    "text_en": "",
    "starts_at": "2026-11-23T10:00",
    "ends_at": "2026-11-23T11:00",
}


@pytest.fixture
def manager(open_browser: OpenBrowser) -> Browser:
    return open_browser("9001")


def shown(hall: Rehearsal, board: str) -> list[str]:
    return [leaf.text for leaf in look(hall, board).leaves if leaf.title.zh.startswith("通知")]


@pytest.mark.req("Q-07")
def test_a_notice_is_shown_from_start_to_end_on_the_chosen_boards(manager: Browser, hall: Rehearsal) -> None:
    assert manager.press("/notices", FORM).json()["kind"] == "done"
    assert shown(hall, "LED-S08") == []
    hall.clock.move(minutes=60)
    assert shown(hall, "LED-S08") == shown(hall, "LED-HALL") == ["今天 16:30 系统升级"]
    assert shown(hall, "LED-S01") == []
    hall.clock.move(minutes=60)
    assert shown(hall, "LED-S08") == []


def test_the_same_press_twice_is_one_notice_and_it_can_be_taken_down(manager: Browser, hall: Rehearsal) -> None:
    for _ in range(2):
        manager.press("/notices", FORM, request_id="one-notice-only")
    assert hall.desk.read(lambda scene: len(scene.hall.state.notices)) == 1
    assert manager.press("/notices/withdraw", notice="one-notice-only").json()["kind"] == "done"
    assert manager.press("/notices/withdraw", notice="one-notice-only").status_code == 409
    hall.clock.move(minutes=60)
    assert shown(hall, "LED-S08") == []


@pytest.mark.parametrize(
    ("wrong", "status"),
    [
        ({"zones": []}, 409),
        ({"text_zh": "  "}, 409),
        ({"ends_at": "2026-11-23T09:59"}, 409),
        ({"ends_at": "2026-11-23T08:00", "starts_at": "2026-11-23T07:00"}, 409),
        ({"zones": ["mars"]}, 422),
        ({"starts_at": "noon"}, 422),
        ({"text_zh": "长" * (LONGEST + 1)}, 422),
    ],
)
def test_what_is_no_notice_is_refused(manager: Browser, hall: Rehearsal, wrong: Form, status: int) -> None:
    answer = manager.press("/notices", {**FORM, **wrong})
    assert answer.status_code == status
    assert answer.json()["sentence"]
    assert hall.desk.read(lambda scene: scene.hall.state.notices) == {}


def test_markup_in_a_notice_is_text(manager: Browser, hall: Rehearsal) -> None:
    manager.press("/notices", {**FORM, "text_zh": "<script>alert(1)</script>", "starts_at": "2026-11-23T09:00"})
    hall.clock.move(seconds=timedelta(minutes=1).total_seconds())
    for path in ("/board/HALL", "/notices", "/wall"):
        page = manager.page(path)
        assert "&lt;script&gt;alert(1)" in page
        assert "<script>alert" not in page


@pytest.mark.parametrize(("number", "status"), [("9501", 403), ("4401", 403), (None, 401)])
def test_only_managers_post(open_browser: OpenBrowser, number: str | None, status: int) -> None:
    browser = open_browser(number)
    assert browser.press("/notices", FORM).status_code == status
    assert browser.press("/notices/withdraw", notice="x").status_code == status
