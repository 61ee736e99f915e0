"""The tablet's page in a real browser: what each phase looks like, sizes a finger can hit, and what a tap does."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from io import BytesIO
from typing import cast

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, Route, sync_playwright

from hardware.drivers.rating_pad import PanelRatingPad
from hardware.ports.rating_pad import Level, PadPhase, PadPress, PadState
from tests.golden_pictures import GoldenPictures

pytestmark = pytest.mark.sockets
PIXELS_PER_MM = 5.9
LEVELS = (
    Level(5, "非常满意", "Very satisfied", good=True),
    Level(4, "满意", "Satisfied", good=True),
    Level(3, "基本满意", "Fairly satisfied", good=True),
    Level(2, "不满意", "Dissatisfied", good=False),
    Level(1, "非常不满意", "Very dissatisfied", good=False),
)
REASONS = ("服务态度", "办事效率", "业务能力", "要求额外材料", "没有一次告知", "多次跑动", "环境设施", "其他")
IDLE = PadState(
    PadPhase.IDLE,
    counter="W44",
    staff_no="4401",
    staff_post="审核岗",
    pledge="首问负责、一次告知，材料齐全当场办结。",
    levels=LEVELS,
    reasons=REASONS,
)
SERVING = replace(IDLE, phase=PadPhase.SERVING, matter="住房公积金提取")
ASKING = replace(SERVING, phase=PadPhase.ASKING, serving_id="s-1", seconds_left=30)
THANKS = replace(ASKING, phase=PadPhase.THANKS, seconds_left=None)
CLOSED = replace(IDLE, phase=PadPhase.CLOSED)
SIZES = {"landscape": (1280, 800), "portrait": (800, 1280)}


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]
        )
        yield chromium
        chromium.close()


@dataclass
class Tablet:
    pad: PanelRatingPad
    page: Page

    def show(self, state: PadState) -> None:
        self.pad.show(state)
        self.page.wait_for_selector(f"body[data-phase={state.phase}]")

    def press(self) -> PadPress | None:
        for _ in range(100):
            if (press := self.pad.poll()) is not None:
                return press
        return None

    def no_press(self) -> bool:
        return all(self.pad.poll() is None for _ in range(4))


@pytest.fixture(params=SIZES)
def tablet(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Tablet]:
    yield from opened(browser, str(request.param))


@pytest.fixture
def landscape(browser: Browser) -> Iterator[Tablet]:
    yield from opened(browser, "landscape")


def opened(browser: Browser, shape: str) -> Iterator[Tablet]:
    pad = PanelRatingPad(device="RATE-44", pixels_per_mm=PIXELS_PER_MM)
    width, height = SIZES[shape]
    page = browser.new_page(viewport={"width": width, "height": height})
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.goto(pad.url)
    page.wait_for_selector("body[data-phase]")
    page.evaluate("document.fonts.ready")
    yield Tablet(pad, page)
    page.close()
    pad.close()
    assert faults == []


@pytest.mark.req("E-01")
def test_a_good_level_is_one_tap_and_thanks_come_only_with_the_state(landscape: Tablet) -> None:
    landscape.show(ASKING)
    landscape.page.get_by_role("button", name="满意 Satisfied", exact=True).click()
    press = landscape.press()
    assert press is not None
    assert (press.serving_id, press.stars, press.reasons) == ("s-1", 4, ())
    landscape.page.get_by_text("正在提交").wait_for()
    assert landscape.page.get_by_text("感谢").count() == 0
    landscape.show(THANKS)
    landscape.page.get_by_text("感谢您的评价").wait_for()


@pytest.mark.req("E-04")
def test_a_bad_level_asks_for_a_reason_before_anything_is_sent(landscape: Tablet) -> None:
    landscape.show(ASKING)
    landscape.page.get_by_role("button", name="不满意 Dissatisfied", exact=True).click()
    send = landscape.page.get_by_role("button", name="提交")
    assert send.is_disabled()
    landscape.page.get_by_role("button", name="办事效率").click()
    landscape.page.get_by_role("button", name="多次跑动").click()
    landscape.page.get_by_role("button", name="多次跑动").click()
    send.click()
    press = landscape.press()
    assert press is not None
    assert (press.stars, press.reasons) == (2, ("办事效率",))


def test_one_may_go_back_from_the_reasons_and_choose_otherwise(landscape: Tablet) -> None:
    landscape.show(ASKING)
    landscape.page.get_by_role("button", name="非常不满意").click()
    landscape.page.get_by_role("button", name="返回").click()
    landscape.page.get_by_role("button", name="非常满意").click()
    press = landscape.press()
    assert press is not None
    assert press.stars == 5


@pytest.mark.req("E-01", "E-02")
def test_a_double_tap_sends_once(landscape: Tablet) -> None:
    landscape.show(ASKING)
    landscape.page.get_by_role("button", name="非常满意").dblclick()
    assert landscape.press() is not None
    assert landscape.no_press()


@pytest.mark.req("E-02")
def test_one_may_change_ones_mind_while_there_is_time(landscape: Tablet) -> None:
    landscape.show(ASKING)
    landscape.page.get_by_role("button", name="非常满意").click()
    first = landscape.press()
    landscape.show(replace(THANKS, seconds_left=5))
    landscape.page.get_by_role("button", name="改选").click()
    landscape.page.get_by_role("button", name="基本满意").click()
    second = landscape.press()
    assert first is not None
    assert second is not None
    assert (first.stars, second.stars) == (5, 3)
    assert first.request_id != second.request_id
    landscape.show(replace(THANKS, seconds_left=0))
    landscape.page.get_by_text("基本满意").wait_for()
    landscape.page.get_by_role("button", name="改选").wait_for(state="detached")


def test_a_lost_answer_is_asked_for_again_under_the_same_request(landscape: Tablet) -> None:
    landscape.show(ASKING)
    lost: list[bool] = []

    def lose_the_first_answer(route: Route) -> None:
        if lost:
            route.continue_()
            return
        route.fetch()  # the driver has it, the page never hears so
        lost.append(True)
        route.abort()

    landscape.page.route("**/press", lose_the_first_answer)
    with landscape.page.expect_response("**/press"):
        landscape.page.get_by_role("button", name="非常满意").click()
    assert lost
    assert landscape.press() is not None
    assert landscape.no_press()


@pytest.mark.req("H-03")
def test_the_page_says_that_the_line_is_gone_and_recovers_by_itself(browser: Browser) -> None:
    first = PanelRatingPad(device="RATE-44")
    port = int(first.url.rsplit(":", 1)[1].strip("/"))
    page = browser.new_page()
    page.goto(first.url)
    page.wait_for_selector("body[data-phase=closed]")
    first.close()
    page.get_by_text("连接中断").wait_for()
    second = PanelRatingPad(device="RATE-44", port=port)
    second.show(ASKING)
    page.wait_for_selector("body[data-phase=asking]")
    page.get_by_text("连接中断").wait_for(state="hidden")
    page.close()
    second.close()


MEASURE = """() => [...document.querySelectorAll('button')].map((button) => {
  const box = button.getBoundingClientRect();
  return [box.left, box.top, box.right, box.bottom, button.scrollWidth - button.clientWidth,
          button.scrollHeight - button.clientHeight];
})"""
CONTRAST = """() => {
  const numbers = (colour) => colour.match(/[\\d.]+/g).map(Number);
  const light = (colour) => numbers(colour).slice(0, 3).map((part) => part / 255)
    .map((part) => part <= .03928 ? part / 12.92 : ((part + .055) / 1.055) ** 2.4)
    .reduce((sum, part, index) => sum + part * [.2126, .7152, .0722][index], 0);
  const ground = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const colour = getComputedStyle(at).backgroundColor;
      if (numbers(colour).length === 3) return colour;
    }
    return 'rgb(255, 255, 255)';
  };
  const texts = [...document.querySelectorAll('body *')].filter((element) => element.offsetParent
    && [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim()));
  return Math.min(...texts.map((element) => {
    const [a, b] = [light(getComputedStyle(element).color), light(ground(element))];
    return (Math.max(a, b) + .05) / (Math.min(a, b) + .05);
  }));
}"""
OVERFLOW = "() => document.getElementById('stage').scrollHeight - document.getElementById('stage').clientHeight"


@pytest.mark.req("E-04")
def test_targets_gaps_and_contrast_are_for_everybody(tablet: Tablet) -> None:
    for step in ("levels", "reasons", "thanks"):
        if step == "levels":
            tablet.show(ASKING)
        elif step == "reasons":
            tablet.page.get_by_role("button", name="非常不满意").click()
        else:
            tablet.show(replace(THANKS, seconds_left=5))
        boxes = cast("list[list[float]]", tablet.page.evaluate(MEASURE))
        for left, top, right, bottom, wide, high in boxes:
            assert min(right - left, bottom - top) >= 20 * PIXELS_PER_MM - 0.5
            assert wide <= 0
            assert high <= 0
        for number, one in enumerate(boxes):
            for other in boxes[number + 1 :]:
                apart = max(other[0] - one[2], one[0] - other[2], other[1] - one[3], one[1] - other[3])
                assert apart >= 2.5 * PIXELS_PER_MM
        assert cast("float", tablet.page.evaluate(CONTRAST)) >= 7
        assert cast("float", tablet.page.evaluate(OVERFLOW)) <= 0


def steps(tablet: Tablet) -> Iterator[str]:
    """Walks through every phase, giving its name when it stands."""
    for state in (CLOSED, IDLE, SERVING, replace(ASKING, seconds_left=None)):
        tablet.show(state)
        yield state.phase
    tablet.page.get_by_role("button", name="非常不满意").click()
    tablet.page.get_by_role("button", name="办事效率").click()
    yield "reasons"
    tablet.page.get_by_role("button", name="提交").click()
    tablet.page.get_by_text("正在提交").wait_for()
    yield "sending"
    tablet.show(THANKS)
    yield "thanks"


@pytest.mark.req("E-01", "E-04")
@pytest.mark.parametrize("shape", SIZES)
def test_each_phase_looks_as_it_did_when_somebody_looked_at_it(
    browser: Browser, shape: str, golden_pictures: GoldenPictures
) -> None:
    tablets = opened(browser, shape)
    tablet = next(tablets)
    for name in steps(tablet):
        tablet.page.mouse.move(0, 0)
        shot = Image.open(BytesIO(tablet.page.screenshot(animations="disabled")))
        golden_pictures.check(shot, f"rating_panel/{name}_{shape}")
    assert next(tablets, None) is None
