"""How the console looks, and whether everybody can use it: golden pictures, axe-core, sizes measured at full size."""

import io
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from axe_playwright_python.sync_playwright import Axe
from PIL import Image
from playwright.sync_api import Browser, Page, expect
from pydantic import BaseModel, TypeAdapter

from tests.browser.conftest import OpenPage, Served
from tests.caller.console.waiting import word_of_the_licence
from tests.golden_pictures import GoldenPictures

LAPTOP, SCREEN, SMALL_SCREEN, PHONE = (1366, 768), (1920, 1080), (1600, 900), (390, 844)
FREEZE = "2026-11-23T04:00:00Z"
"""The browser's own clock stands still: times on a page come from the hall's."""


@dataclass(frozen=True)
class Look:
    """One picture: whose page, where, in which language and size, what is opened first."""

    name: str
    number: str | None
    path: str
    size: tuple[int, int] = LAPTOP
    english: bool = False
    key: str | None = None
    whole: bool = False
    opens: str | None = None


LOOKS = (
    Look("start", None, "/"),
    Look("login", None, "/login"),
    Look("login-en", None, "/login", english=True),
    Look("window-called", "4401", "/window"),
    Look("window-called-en", "4401", "/window", english=True),
    Look("window-called-large", "4401", "/window", SCREEN),
    Look("window-serving", "4501", "/window"),
    Look("window-idle", "4701", "/window"),
    Look("window-paused", "3001", "/window"),
    Look("window-transfer", "4401", "/window", key="F9"),
    Look("window-pause", "4401", "/window", key="F8"),
    Look("window-choice", "7003", "/window"),
    Look("wall", "9001", "/wall", whole=True),
    Look("wall-en", "9001", "/wall", english=True, whole=True),
    Look("wall-wide", "9501", "/wall", (1720, 968)),
    Look("ledger", "9001", "/ledger", whole=True),
    Look("notices", "9001", "/notices", whole=True),
    Look("ticket-called", None, "/ticket/code-2", PHONE),
    Look("ticket-waiting", None, "/ticket/code-5", PHONE),
    Look("verify-valid", None, "/verify/CERTIFICATE", PHONE, whole=True),
    Look("verify-unknown", None, "/verify/none", PHONE, whole=True),
    Look("cases", "8015", "/cases", whole=True),
    Look("cases-en", "8015", "/cases", english=True, whole=True),
    Look("cases-opened", "8015", "/cases", opens="details", whole=True),
    Look("board-hall", None, "/board/HALL", SMALL_SCREEN),
    Look("board-section", None, "/board/S08", SMALL_SCREEN),
    Look("board-quiet", None, "/board/S05", SMALL_SCREEN),
)


@pytest.fixture(scope="module")
def looking(chromium: Browser) -> Iterator[Page]:
    """One browser for all looks: it reads the font once. Open to axe's script."""
    context = chromium.new_context(locale="zh-CN", bypass_csp=True, reduced_motion="reduce")
    page = context.new_page()
    page.clock.set_fixed_time(FREEZE)
    yield page
    context.close()


@pytest.fixture(scope="module", params=LOOKS, ids=lambda look: look.name)
def look(request: pytest.FixtureRequest) -> Look:
    chosen: Look = request.param
    return chosen


@pytest.fixture(scope="module")
def page(look: Look, morning: Served, looking: Page) -> Page:
    page = looking
    page.context.clear_cookies()
    page.set_viewport_size({"width": look.size[0], "height": look.size[1]})
    if look.number is not None:
        morning.sign_in(page, look.number)
    path = look.path.replace("CERTIFICATE", word_of_the_licence(morning.hall))
    if look.english:
        page.goto(f"{morning.url}/language/en?back={path}")
    else:
        page.goto(f"{morning.url}{path}")
    if look.key is not None:
        page.keyboard.press(look.key)
        expect(page.locator("dialog[open]")).to_be_visible()
    if look.opens is not None:
        page.locator(look.opens).first.click()
    page.evaluate("document.fonts.ready")
    return page


@pytest.mark.req("Q-06", "Q-07")
def test_it_looks_as_it_was_looked_at(page: Page, look: Look, golden_pictures: GoldenPictures) -> None:
    png = page.screenshot(full_page=look.whole, animations="disabled", caret="hide")
    golden_pictures.check(Image.open(io.BytesIO(png)), f"console/{look.name}")


class Node(BaseModel):
    html: str


class Violation(BaseModel):
    """What we read of axe's report."""

    id: str
    impact: str
    nodes: list[Node]


_VIOLATIONS = TypeAdapter(list[Violation])


REAL_TIME = {"meta-refresh"}
"""What axe minds of the page of a slip, which is renewed because the line moves: WCAG 2.2.1 excepts real time."""


def serious_findings(page: Page) -> list[tuple[str, list[str]]]:
    """Let axe look, with contrast held to 7:1 (WCAG's level AAA), and give what it finds serious or critical."""
    options = {"rules": {"color-contrast-enhanced": {"enabled": True}}}
    report = Axe().run(page, options=options).response  # pyright: ignore[reportUnknownMemberType, reportUnknownVariableType]
    found = _VIOLATIONS.validate_python(report["violations"])
    return [
        (rule.id, [node.html[:120] for node in rule.nodes][:4])
        for rule in found
        if rule.impact in {"serious", "critical"}
    ]


def test_axe_finds_nothing_serious_and_contrast_is_seven_to_one(page: Page, look: Look) -> None:
    found = serious_findings(page)
    if look.path.startswith("/ticket/"):
        found = [(rule, nodes) for rule, nodes in found if rule not in REAL_TIME]
    assert found == []


def test_axe_would_find_grey_text_and_a_field_without_a_name(looking: Page, morning: Served) -> None:
    looking.goto(f"{morning.url}/login")
    looking.evaluate("document.querySelector('label[for=staff]').style.color = '#6a6a6a'")
    looking.evaluate("document.querySelector('label[for=pin]').remove()")
    assert {rule for rule, _ in serious_findings(looking)} == {"color-contrast-enhanced", "label"}


def test_nothing_hangs_over_the_sides(page: Page) -> None:
    width, seen = page.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
    assert width <= seen


@pytest.mark.req("Q-07")
@pytest.mark.parametrize(
    ("path", "least_mm"), [(".call b", 50), (".line b", 25), (".line .name", 20), (".strip span", 25)]
)
def test_a_board_is_read_from_ten_metres(morning: Served, open_page: OpenPage, path: str, least_mm: float) -> None:
    """A 55-inch screen is 685 mm high. Numbers and windows stand at 1/200 of ten metres, the rest at 1/500 or more."""
    page = open_page(*SCREEN)
    page.goto(f"{morning.url}/board/HALL")
    size = page.evaluate("path => parseFloat(getComputedStyle(document.querySelector(path)).fontSize)", path)
    assert size * 685 / SCREEN[1] >= least_mm


def test_the_clerks_page_fits_a_small_screen_and_its_keys_are_large(morning: Served, looking: Page) -> None:
    page = looking
    page.context.clear_cookies()
    page.set_viewport_size({"width": LAPTOP[0], "height": LAPTOP[1]})
    morning.sign_in(page, "4401")
    page.evaluate("document.fonts.ready")
    expect(page.locator("#key-next")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollHeight") <= LAPTOP[1]
    keys = page.locator(".act").evaluate_all("keys => keys.map(key => [key.offsetWidth, key.offsetHeight])")
    assert len(keys) == 8
    assert all(width >= 160 and height >= 88 for width, height in keys)


def test_a_board_whose_line_is_cut_says_so_instead_of_lying(served: Served, open_page: OpenPage) -> None:
    page = open_page(*SCREEN)
    served.hall.sit("4401", "W44")
    served.hall.take_ticket("K")
    page.goto(f"{served.url}/board/S08")
    expect(page.locator(".line b").first).to_contain_text("1")
    served.stop()
    expect(page.locator("#trouble")).to_contain_text("连接中断")
    page.evaluate("{ const real = Date.now; Date.now = () => real() + 31000; }")
    expect(page.locator(".stale-sign")).to_be_visible()
    expect(page.locator(".calls")).to_be_hidden()
    served.start()
    expect(page.locator(".stale-sign")).to_be_hidden(timeout=15_000)
    expect(page.locator(".calls")).to_be_visible()
