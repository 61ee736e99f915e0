"""The public page behind a slip's QR, on the real controller."""

import pytest

from broker.terms import CounterCode
from caller.domain import commands as c
from tests.caller.console.conftest import OpenBrowser
from tests.caller.console.rehearsal import Rehearsal

W44 = CounterCode("W44")


@pytest.mark.req("Q-03")
def test_the_page_of_a_slip_says_where_its_ticket_stands(hall: Rehearsal, open_browser: OpenBrowser) -> None:
    hall.sit("4401", "W44")
    for _ in range(3):
        hall.take_ticket("K", "GJJ-001")
    phone = open_browser()
    page = phone.page("/ticket/code-3")
    for words in ("K003", "住房公积金提取", "请等候", "前面等候", "2 人", "44、45、46、47、48、59"):
        assert words in page
    assert "陈" not in page.replace("示范", ""), "nothing of the person is on the page"
    hall.ask(c.CallNext(W44))
    called = phone.page("/ticket/code-1")
    assert "请到 44 号窗口" in called
    hall.ask(c.NoShow(W44))
    assert "已过号" in phone.page("/ticket/code-1")


def test_an_unknown_code_says_so_in_words(open_browser: OpenBrowser) -> None:
    page = open_browser().http.get("/ticket/no-such-code")
    assert page.status_code == 404
    assert "没有这张号票" in page.text
