"""The rig's page worked with a mouse, as a newcomer without hardware does."""

from collections.abc import Iterator
from typing import Any, cast

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import ConsoleMessage, Page, expect, sync_playwright

from tests.rig.conftest import RunningHall

pytestmark = [pytest.mark.rig, pytest.mark.timeout(300), pytest.mark.req("H-03")]

CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]
PATIENCE_MS = 20_000


@pytest.fixture(scope="module")
def page(hall: RunningHall) -> Iterator[Page]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        page = browser.new_page(viewport={"width": 1500, "height": 1000})
        page.set_default_timeout(PATIENCE_MS)
        expect.set_options(timeout=PATIENCE_MS)
        said: list[str] = []
        page.on("console", lambda message: said.append(message.text) if _is_bad(message) else None)
        page.on("pageerror", lambda error: said.append(str(error)))
        page.goto(hall.ready["rig_url"])
        expect(page.locator("#hall-name")).to_have_text("示范市政务服务中心")
        yield page
        browser.close()
        assert said == []


def test_a_card_a_tap_a_number_and_a_call(page: Page, hall: RunningHall) -> None:
    kiosk, window = page.get_by_label("Kiosk K05"), page.get_by_label("Window W08")
    kiosk.get_by_role("button", name="C01").click()
    expect(kiosk.get_by_role("button", name="C01")).to_have_attribute("aria-pressed", "true")
    hall.until("show", "K05", seen=lambda facts: facts["step"] == "Menu")
    for text in ("社会综合事务", "事项", "取号"):
        _tap(page, hall, text)
    hall.until("show", "K05", seen=lambda facts: facts["step"] == "Ticket")
    expect(kiosk.locator(".slips img")).to_have_count(1)
    kiosk.get_by_role("button", name="C01").click()
    window.get_by_role("button", name="next").click()
    expect(window.locator(".phase")).to_contain_text("calling")
    window.get_by_role("button", name="noshow").click()
    expect(window.locator(".phase")).to_contain_text("idle")


def test_a_fault_begins_and_ends_by_mouse(page: Page, hall: RunningHall) -> None:
    kiosk = page.get_by_label("Kiosk K05")
    kiosk.locator("summary").click()
    row = kiosk.locator(".fault").filter(has_text="K05.ticket")
    row.get_by_role("combobox").select_option("cover_open")
    row.get_by_role("button", name="break").click()
    expect(row).to_contain_text("K05.ticket: cover_open")
    assert hall.until("doctor", seen=lambda facts: not facts["healthy"])
    row.get_by_role("button", name="fix").click()
    expect(row).not_to_contain_text("cover_open:")
    hall.until("doctor", seen=lambda facts: facts["healthy"])


def test_a_refusal_is_read_as_one_sentence(page: Page) -> None:
    page.get_by_label("Window W09").get_by_role("button", name="finish").click()
    expect(page.locator("#said")).to_contain_text("nobody is being called or served there")


def test_the_page_has_no_serious_findings_of_axe(page: Page) -> None:
    report = Axe().run(page).response  # pyright: ignore[reportUnknownMemberType, reportUnknownVariableType]
    found = cast("list[dict[str, Any]]", report["violations"])
    assert [(one["id"], one["nodes"][0]["html"]) for one in found if one["impact"] in {"serious", "critical"}] == []


def _tap(page: Page, hall: RunningHall, text: str) -> None:
    """Click on the glass where a button stands; `事项` is the first matter of a section."""
    buttons = hall.until("show", "K05", seen=lambda facts: bool(_meant(facts, text)))
    button = _meant(buttons, text)
    assert button is not None
    glass = page.get_by_label("Kiosk K05").locator(".glass img")
    glass.scroll_into_view_if_needed()
    box = glass.bounding_box()
    assert box is not None
    scale = box["width"] / buttons["width"]
    glass.click(position={"x": button["x"] * scale, "y": button["y"] * scale})


def _meant(facts: dict[str, Any], text: str) -> dict[str, Any] | None:
    if text == "事项":
        chrome = {"返回", "结束", "大字", "English", "繁體", "简体", "请人帮忙"}
        matters = [one for one in facts["buttons"] if one["text"] not in chrome]
        return matters[0] if facts["step"] == "SectionMatters" else None
    return next((one for one in facts["buttons"] if one["text"].startswith(text)), None)


def _is_bad(message: ConsoleMessage) -> bool:
    """A refusal is a 409, which the browser notes by itself."""
    return message.type == "error" and "409" not in message.text
