"""The certificate in the hand at the real kiosk (K-05): scan, promise, two signatures; a sheet lost in the printer."""

import re
from pathlib import Path
from typing import Any

import pytest
import zxingcpp
from PIL import Image, ImageDraw

from tests.rig.conftest import RunningHall

pytestmark = [pytest.mark.rig, pytest.mark.timeout(300)]

KIOSK = "K06"
SERIAL = re.compile(r"HYG-\d{4}-\d{6}")


def taps(hall: RunningHall, *texts: str) -> None:
    for text in texts:
        hall.until("show", KIOSK, seen=lambda facts, text=text: _offers(facts, text), seconds=30)
        hall.do("tap", KIOSK, text)


def _offers(facts: dict[str, Any], text: str) -> bool:
    return any(text in button["text"] for button in facts["buttons"])


def signs(hall: RunningHall) -> None:
    hall.until("show", KIOSK, seen=lambda facts: facts["step"] == "Signing", seconds=30)
    assert _offers(hall.do("draw", KIOSK).facts, "签好了")
    taps(hall, "签好了")


def site_plan(file: Path) -> Path:
    page = Image.new("RGB", (1240, 1754), "white")
    draw = ImageDraw.Draw(page)
    for row in range(100, 1600, 60):
        draw.line((120, row, 1100, row), fill="black", width=4)
        draw.rectangle((120 + row // 4, row + 10, 160 + row // 3, row + 40), fill="black")
    page.save(file)
    return file


def serials(facts: dict[str, Any]) -> list[str]:
    return SERIAL.findall("\n".join(facts["lines"]))


def reaches_the_certificate(hall: RunningHall, plan: Path) -> str:
    """The whole matter of E01, with one paper laid under the camera instead of promised; gives the number."""
    hall.until("show", KIOSK, seen=lambda facts: facts["step"] == "Start", seconds=30)
    hall.do("card", "C01", KIOSK)
    taps(hall, "社会综合事务", "公共场所卫生许可证", "第一次办证", "理发店美容店", "本人(法定代表人)")
    taps(hall, "在此办理", "同意，开始办理", "下一步", "下一步", "填写 1 项", "本人", "填写 1 项", "窗口领取")
    hall.do("scan", KIOSK, str(plan))
    taps(hall, "公共场所地址方位示意图", "扫描", "拍照", "使用这张", "没有了，完成", "不保存")
    hall.do("scan", KIOSK)
    taps(hall, "承诺后补", "继续阅读", "签名承诺")
    signs(hall)
    taps(hall, "签名并提交")
    signs(hall)
    ready = hall.until("show", KIOSK, seen=lambda facts: bool(serials(facts)) and _offers(facts, "打印"), seconds=30)
    return serials(ready)[0]


@pytest.mark.req("K-05", "K-11", "H-02", "H-03")
def test_a_certificate_lost_in_the_printer_is_void_and_printed_under_a_new_number(
    hall: RunningHall, tmp_path_factory: pytest.TempPathFactory
) -> None:
    first = reaches_the_certificate(hall, site_plan(tmp_path_factory.mktemp("desk") / "plan.png"))
    before = len(hall.do("papers", KIOSK).facts["papers"])
    hall.do("break", f"{KIOSK}.page", "jam_midway")
    taps(hall, "打印")
    anew = hall.until("show", KIOSK, seen=lambda facts: bool({*serials(facts)} - {first}), seconds=60)
    assert any(first in line and "作废" in line for line in anew["lines"])
    second = next(serial for serial in serials(anew) if serial != first)
    hall.do("fix", f"{KIOSK}.page")
    hall.until("doctor", seen=lambda facts: facts["healthy"], seconds=60)
    taps(hall, "打印")
    hall.until("show", KIOSK, seen=lambda facts: "打印完成，请从出纸口取走" in facts["lines"], seconds=60)
    *lost, sheet = hall.do("papers", KIOSK).facts["papers"][before:]
    assert [paper["complete"] for paper in lost] == [False] * len(lost), "the lost sheet never comes out whole"
    assert sheet["complete"]
    assert second in "".join(sheet["lines"])
    with Image.open(sheet["pictures"][0]) as picture:
        codes = [code.text for code in zxingcpp.read_barcodes(picture)]
    assert any(code.startswith(f"{hall.ready['console_url']}/verify") for code in codes)
    (void,) = (one for one in hall.events("SheetVoided") if one["serial"] == first)
    assert (void["successor"], void["reason"]) == (second, "jammed")
    hall.until("journal", "--tail", "0", seen=lambda facts: _printed(facts, second), seconds=30)
    taps(hall, "完成")
    hall.do("uncard", KIOSK)
    taps(hall, "结束")


def _printed(journal: dict[str, Any], serial: str) -> bool:
    return any(serial in row["payload"] for row in journal["events"] if row["type"] == "SheetPrinted")
