"""A hall that does not answer in time is said to be away; nothing is pretended."""

from pathlib import Path

import pytest

from broker.catalogue import Catalogue
from broker.terms import StaffNo
from caller.console import Accounts, Credentials, create_app
from tests.caller.console.absent_desk import AbsentDesk
from tests.caller.console.conftest import Browser
from tests.caller.console.rehearsal import HandClock


@pytest.fixture
def clerk(
    catalogue: Catalogue, minted: tuple[Accounts, dict[StaffNo, Credentials]], real_time: HandClock, tmp_path: Path
) -> Browser:
    app = create_app(
        AbsentDesk(), minted[0], catalogue=catalogue, sessions_path=tmp_path / "sessions.json", clock=real_time.now
    )
    browser = Browser(app, minted[1])
    browser.sign_in("4401")
    return browser


def test_a_page_says_so_and_tries_again_by_itself(clerk: Browser) -> None:
    for path in ("/window", "/board/HALL"):
        answer = clerk.http.get(path)
        assert answer.status_code == 503
        assert "叫号系统没有应答" in answer.text
        assert '<meta http-equiv="refresh" content="5">' in answer.text


def test_a_press_says_so_and_may_be_repeated(clerk: Browser) -> None:
    answer = clerk.press("/window/W44/next")
    assert (answer.status_code, answer.json()["kind"]) == (503, "away")
    assert clerk.press("/window/W44/sit").status_code == 503
    assert clerk.press("/logout").status_code == 503
