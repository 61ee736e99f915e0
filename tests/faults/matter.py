"""E01 as a visitor does it: C01 opens a hairdresser's and wants the hygiene licence; walks by what the screen shows."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.faults.people import until_step
from tests.rig.conftest import RunningHall

KIOSK, OWNER = "K06", "C01"
MATTER = "公共场所卫生许可证"
DRAFT, PRINTED, PRINTING = "草稿，可继续填写", "打印完成，请从出纸口取走", "正在打印，请勿离开"
SIGNED, CARD_LIES = "签好了", "请先取走"
OF_OWNER = ("陈", "19850312", "1985-03-12", "10000000001", "100 0000 0001", "一号路", "健990101", MATTER, "HYG-")
"""What stands on a screen only while C01 is there."""

SECTION = "社会综合事务"
TAPS: Mapping[str, tuple[str, ...]] = {
    "SectionMatters": (MATTER,),
    "Asking": ("第一次办证", "理发店美容店", "本人(法定代表人)"),
    "Matched": ("在此办理",),
    "Consent": ("同意，开始办理",),
    "Form": ("填写", "下一步"),
    "Typing": ("本人", "窗口领取", "不填，继续"),
    "Materials": ("承诺后补", "下一步"),
    "Promise": ("继续阅读", "签名承诺"),
    "Review": ("签名并提交",),
    "CaseShown": (f"打印：{MATTER} HYG", "办理其他事项"),
    "Paper": ("打印",),
}
"""Step → what is tapped there: the first that is offered."""

Facts = dict[str, Any]
Seen = Callable[[Facts], bool]


@dataclass
class Matter:
    """One visitor at one kiosk. `fresh`: at the menu a new application is begun, whatever cases there are."""

    hall: RunningHall
    kiosk: str = KIOSK
    persona: str = OWNER
    fresh: bool = False
    section: str = SECTION
    taps: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: TAPS)

    def greeted(self) -> Facts:
        """Lay the card on the reader once the last one is known to be gone; what the screen says then."""
        self.until_shown(lambda facts: at("Start")(facts) and not says(CARD_LIES)(facts), 90)
        self.hall.do("card", self.persona, self.kiosk)
        return self.until_shown(lambda facts: facts["step"] == "Menu")

    def until_shown(self, seen: Seen, seconds: float = 60.0) -> Facts:
        """Wait for a screen."""
        return self.hall.until("show", self.kiosk, seen=lambda facts: "step" in facts and seen(facts), seconds=seconds)

    def tap_on(self, text: str, seen: Seen) -> Facts:
        """Tap, again where nothing answered in time on a busy machine, until the screen is as wanted."""

        def come(facts: Facts) -> bool:
            if seen(facts):
                return True
            self.hall.tell("tap", self.kiosk, text)
            return False

        return self.until_shown(come)

    def own_cases(self) -> list[str]:
        """Open 我的办件 from the menu; what is listed there. Nothing where the menu has no such list."""
        menu = self.until_shown(lambda facts: facts["step"] == "Menu")
        if not offers(menu, "我的办件"):
            return []
        self.hall.do("tap", self.kiosk, "我的办件")
        shown = self.until_shown(lambda facts: facts["step"] == "MyCases")
        return list(shown["lines"][shown["lines"].index("我的办件") + 1 :])

    def walk(self, seen: Seen, seconds: float = 120.0) -> Facts:
        """Do what comes next, again and again, until the screen is as wanted."""
        deadline = time.monotonic() + seconds
        while True:
            facts = self.hall.tell("show", self.kiosk).facts
            if "step" in facts and seen(facts):
                return facts
            assert time.monotonic() < deadline, f"the matter stands still at {facts}"
            if not self._next(facts):
                time.sleep(0.1)

    def _next(self, facts: Facts) -> bool:
        match facts.get("step"):
            case "Menu":
                wanted = self.section if self.fresh or not offers(facts, "我的办件") else "我的办件"
            case "MyCases":
                wanted = MATTER
            case "Signing":
                self.hall.do("draw", self.kiosk)
                wanted = SIGNED
            case step:
                wanted = next((text for text in self.taps.get(str(step), ()) if offers(facts, text)), None)
        return wanted is not None and self.hall.tell("tap", self.kiosk, wanted).code == 0

    def leave(self) -> None:
        """Go, with the card."""
        self.hall.tell("uncard", self.kiosk)
        self.hall.tell("tap", self.kiosk, "结束")
        until_step(self.hall, self.kiosk, "Start", 60)


def offers(facts: Facts, text: str) -> bool:
    """Say whether a button holds this text."""
    return any(text in button["text"] for button in facts.get("buttons", ()))


def at(step: str) -> Seen:
    """Give what recognises a step."""
    return lambda facts: facts["step"] == step


def says(words: str) -> Seen:
    """Give what recognises words on the screen."""
    return lambda facts: any(words in line for line in facts["lines"])


def others_see_nothing(hall: RunningHall, kiosk: str = KIOSK) -> None:
    """Wait until the kiosk rests; a card that still lies there is nobody's visit; another visitor finds nothing."""
    seen: list[str] = []

    def rests(facts: Facts) -> bool:
        seen.extend(facts["lines"])
        return facts["step"] == "Start"

    Matter(hall, kiosk).until_shown(rests, 120)
    hall.tell("uncard", kiosk)
    other = Matter(hall, kiosk, "C08")
    seen += other.greeted()["lines"]
    seen += other.own_cases()
    other.leave()
    assert [line for line in seen if any(word in line for word in OF_OWNER)] == []


def opens_case(visitor: Matter, name: str) -> Facts:
    """Come with the card and open the newest of the own cases that is called so."""
    visitor.greeted()
    visitor.own_cases()
    return visitor.tap_on(name, at("CaseShown"))


def prints_paper(visitor: Matter, name: str) -> dict[str, Any]:
    """Print a paper of the case that is shown; the sheet, as it came out."""
    before = len(visitor.hall.do("papers", visitor.kiosk).facts["papers"])
    wanted = f"打印：{name}"
    if not offers(visitor.until_shown(at("CaseShown")), wanted):
        visitor.tap_on("下一页", lambda facts: offers(facts, wanted))
    visitor.tap_on(wanted, lambda facts: offers(facts, "打印") and facts["step"] == "Paper")
    visitor.hall.do("tap", visitor.kiosk, "打印")
    visitor.until_shown(says(PRINTED))
    (sheet,) = visitor.hall.do("papers", visitor.kiosk).facts["papers"][before:]
    return dict(sheet)


def rates_case(visitor: Matter, name: str, level: str) -> None:
    """Rate an own case; asked for again it says that it was rated, and offers it no more."""
    assert "已评价" not in opens_case(visitor, name)["lines"]
    visitor.tap_on("评价这次办理", at("RateCase"))
    visitor.hall.do("tap", visitor.kiosk, level)
    visitor.until_shown(at("Thanks"))
    visitor.leave()
    again = opens_case(visitor, name)
    assert "已评价" in again["lines"]
    assert not offers(again, "评价这次办理")
    visitor.leave()
