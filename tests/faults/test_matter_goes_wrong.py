"""E01 on the real programs when a printer, the licence library or the visitor does not go on: the truth is told."""

import json
from typing import Any

import pytest

from hardware.emulators.document_printer.programs import until
from tests.faults.killing import kill
from tests.faults.matter import DRAFT, KIOSK, MATTER, PRINTED, Facts, Matter, at, offers, others_see_nothing, says
from tests.rig.conftest import RunningHall

pytestmark = [pytest.mark.rig, pytest.mark.timeout(500)]

PRINTER = f"{KIOSK}.page"
NUMBER_STANDS = "打印机没有开始，号码仍然有效"
BEFORE = {"unplugged": "打印机没有连接", "paper_out": "打印机缺纸"}
"""What is broken before anything is sent → what the visitor is told of it."""
MIDWAY = {"paper_out_midway": "out_of_paper", "jam_midway": "jammed", "unplugged_midway": "unplugged"}
"""What begins while the sheet is on its way → why its number is void."""
STUCK = {"paper_out": ("out_of_paper", False), "jam": ("jammed", True)}
"""What holds the sheet when the kiosk is killed → why its number is void, and whether the whole kiosk is killed."""


def to_print(facts: Facts) -> bool:
    return facts["step"] == "Paper" and offers(facts, "打印")


def number(facts: Facts) -> str:
    return next(line for line in facts["lines"] if line.startswith("HYG-"))


def fix_printer(hall: RunningHall) -> None:
    hall.do("fix", PRINTER)

    def is_well(facts: dict[str, Any]) -> bool:
        return any(part["name"] == PRINTER and part["state"] == "ok" for part in facts["parts"])

    hall.until("doctor", seen=is_well, seconds=60)


@pytest.mark.req("K-05", "K-14", "M-09", "H-02")
def test_card_pulled_seal_away_printer_gone_before_and_in_mid_print_and_the_certificate_at_last(
    hall: RunningHall,
) -> None:
    visitor = Matter(hall, fresh=True)
    visitor.greeted()
    visitor.walk(at("Form"))
    hall.do("uncard", KIOSK)
    visitor.until_shown(at("CardRemoved"))
    others_see_nothing(hall)
    visitor.greeted()
    assert DRAFT in visitor.own_cases()
    papers = len(hall.do("papers", KIOSK).facts["papers"])
    first = number(sealed_at_last(hall, visitor))
    for fault, told in BEFORE.items():
        hall.do("break", PRINTER, fault)
        hall.do("tap", KIOSK, "打印")
        failed = visitor.until_shown(says("没有打印完成"))
        assert any(told in line for line in failed["lines"])
        assert NUMBER_STANDS in failed["lines"]
        fix_printer(hall)
    assert len(hall.do("papers", KIOSK).facts["papers"]) == papers
    assert voided(hall, first) == []

    last = first
    for fault, reason in MIDWAY.items():
        hall.do("break", PRINTER, fault)
        hall.do("tap", KIOSK, "打印")
        anew = visitor.until_shown(lambda facts: says("作废")(facts) and to_print(facts), 90)
        assert any(last in line for line in anew["lines"])
        last = void_for(hall, last, reason)
        assert number(anew) == last
        fix_printer(hall)
    hall.do("tap", KIOSK, "打印")
    visitor.until_shown(says(PRINTED))
    hall.do("tap", KIOSK, "完成")
    visitor.leave()
    others_see_nothing(hall)
    only_came_out(hall, papers, last)


def sealed_at_last(hall: RunningHall, visitor: Matter) -> Facts:
    """Hand the matter in while the seal fails: the visitor is told, nothing goes on paper, the number waits."""
    begun, issued = len(hall.events("SheetBegun")), len(hall.events("CertificateIssued"))
    hall.do("break", "seal", "failing")
    try:
        refused = "".join(visitor.walk(at("Refused"))["lines"])
        assert "电子印章暂时盖不上，还没有打印" in refused
        assert "号窗口" in refused
    finally:
        hall.do("fix", "seal")
    assert len(hall.events("SheetBegun")) == begun

    def come(facts: Facts) -> bool:
        if to_print(facts):
            return True
        hall.tell("tap", KIOSK, "知道了" if facts["step"] == "Refused" else f"打印：{MATTER} HYG")
        return False

    shown = visitor.until_shown(come)
    (certificate,) = hall.events("CertificateIssued")[issued:]
    assert certificate["serial"] == number(shown)
    return shown


@pytest.mark.req("K-05", "K-14")
def test_a_sheet_stuck_when_its_kiosk_is_killed_is_void_before_the_next_visitor_and_never_comes(
    hall: RunningHall,
) -> None:
    visitor = Matter(hall, fresh=True)
    visitor.greeted()
    last = number(visitor.walk(to_print))
    papers = len(hall.do("papers", KIOSK).facts["papers"])
    for fault, (reason, whole) in STUCK.items():
        hall.do("break", PRINTER, f"{fault}_midway")
        hall.do("tap", KIOSK, "打印")
        assert until(lambda fault=fault: fault in printer_has(hall), 20)
        kill(hall, KIOSK, whole=whole)
        visitor.until_shown(at("Start"), 120)
        others_see_nothing(hall)
        void, last = last, void_for(hall, last, reason)
        fix_printer(hall)
        visitor.fresh = False
        visitor.greeted()
        anew = visitor.walk(to_print)
        assert number(anew) == last
        assert f"原号码 {void} 已作废，换成上面的新号码" in "".join(anew["lines"])
    hall.do("tap", KIOSK, "打印")
    visitor.until_shown(says(PRINTED))
    hall.do("tap", KIOSK, "完成")
    visitor.leave()
    only_came_out(hall, papers, last)


def printer_has(hall: RunningHall) -> list[str]:
    """Give the faults that the printer itself has by now."""
    body = hall.state / "pages" / PRINTER / "body" / "faults.json"
    return json.loads(body.read_text(encoding="ascii"))["faults"]


def void_for(hall: RunningHall, serial: str, reason: str) -> str:
    """The number is void, once and for this reason; gives its successor."""
    hall.until("journal", "--tail", "0", seen=lambda _: bool(voided(hall, serial)), seconds=30)
    (void,) = voided(hall, serial)
    assert void["reason"] == reason
    return void["successor"]


def voided(hall: RunningHall, serial: str) -> list[dict[str, Any]]:
    return [one for one in hall.events("SheetVoided") if one["serial"] == serial]


def only_came_out(hall: RunningHall, before: int, serial: str) -> None:
    """Of all that was sent only this number is on paper, once, and the hall knows."""
    whole = [paper for paper in hall.do("papers", KIOSK).facts["papers"][before:] if paper["complete"]]
    assert len(whole) == 1
    assert serial in "".join(whole[0]["lines"])
    hall.until(
        "journal",
        "--tail",
        "0",
        seen=lambda _: serial in [one["serial"] for one in hall.events("SheetPrinted")],
        seconds=30,
    )
    begun = [one["serial"] for one in hall.events("SheetBegun")]
    assert begun.count(serial) == 1
    given = [one["serial"] for one in hall.events("CertificateIssued")]
    given += [one["successor"] for one in hall.events("SheetVoided")]
    assert len(given) == len(set(given)), "a number was given twice"


@pytest.mark.req("K-03", "K-14")
def test_a_slow_library_freezes_nothing_and_a_dead_one_is_named_with_the_windows(hall: RunningHall) -> None:
    visitor = Matter(hall, fresh=True)
    try:
        hall.do("break", "elicence", "slow", "30")
        visitor.greeted()
        visitor.walk(at("Calling"))
        visitor.until_shown(says("证照库回应较慢"))
        visitor.until_shown(says("之后可扫描、承诺或到窗口"))
        hall.do("tap", KIOSK, "English")
        visitor.until_shown(says("The licence library is slow"), 10)
        visitor.tap_on("简体", says("证照库回应较慢"))
        visitor.tap_on("先填表", at("Form"))
        hall.do("fix", "elicence")
        visitor.walk(to_print)
        visitor.leave()

        hall.do("break", "elicence", "dead")
        visitor.greeted()
        refused = "".join(visitor.walk(at("Refused"))["lines"])
        assert "证照库暂时不通" in refused
        assert "号窗口办理" in refused
    finally:
        hall.do("fix", "elicence")
    hall.do("tap", KIOSK, "结束")
    others_see_nothing(hall)
