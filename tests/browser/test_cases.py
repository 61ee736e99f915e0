"""The approvers' page in a real browser: what somebody reads is not taken away by what is new."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import OpenPage, Served
from tests.caller.console.waiting import Applicants, play_cases


@pytest.mark.req("P-01")
def test_what_an_approver_opened_stays_open_when_the_page_is_renewed(served: Served, open_page: OpenPage) -> None:
    play_cases(served.hall)
    page = open_page()
    served.sign_in(page, "8001")
    page.goto(f"{served.url}/cases")
    name = page.locator("details").first.get_attribute("id")
    conditions = page.locator(f"#{name}")
    conditions.locator("summary").click()
    expect(conditions).to_have_attribute("open", "")
    people = Applicants(served.hall)
    case = people.open("JTJ-001", (3,), "吴*", "W24")
    people.settle(case)
    people.submit(case)
    expect(page.locator("[data-live=cases]")).to_contain_text("吴*")
    expect(conditions).to_have_attribute("open", "")
