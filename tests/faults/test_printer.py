"""A slip printer that fails: the number stands on the glass, the ticket in the queue, the fault on the wall."""

from typing import Any

import pytest

from tests.faults.live_wall import LiveWall
from tests.faults.people import leave, put_card, take_number, until_said
from tests.rig.conftest import RunningHall

pytestmark = [pytest.mark.rig, pytest.mark.timeout(300)]

FAULTS = {
    "paper_out": ("缺纸", "打印机缺纸，可到导办台补打"),
    "unplugged": ("断开", "打印机没有连接，可到导办台补打"),
    "silent": ("无应答", "打印机没有回应，不能确认是否打印"),
    "cover_open": ("盖未关", "打印机盖未关好，可到导办台补打"),
}
"""What is broken → its word on the manager's wall, its sentence for the visitor."""

NOT_PRINTED = "号票没有打印，请记住这个号码"
UNCONFIRMED = "请记住这个号码"
"""Of a printer that does not answer nobody knows whether it printed."""


@pytest.mark.req("Q-03", "K-16")
@pytest.mark.parametrize("fault", FAULTS)
def test_printer_fails_and_is_mended(morning: RunningHall, wall: LiveWall, fault: str) -> None:
    hall, (word, sentence) = morning, FAULTS[fault]
    hall.do("break", "K01.ticket", fault)
    wall.until(lambda lines: any(line.startswith(f"K01.ticket ▲ {word}") for line in lines), 5)

    put_card(hall, "K01", "C08")
    number = take_number(hall, "K01")
    shown = until_said(hall, "K01", UNCONFIRMED if fault == "silent" else NOT_PRINTED, 20)
    assert number in shown
    assert sentence in shown
    issued = hall.events("TicketIssued")[-1]
    assert issued["number"] == number
    hall.until("show", "W44", seen=lambda facts: "等候 1" in facts["lines"] and number in facts["lines"])
    hall.until("journal", "--tail", "0", seen=lambda facts: _reports(facts, issued["ticket_id"]) != [])
    slip = hall.events("SlipReported")[-1]
    assert (slip["ticket_id"], slip["printed"]) == (issued["ticket_id"], False)
    assert slip["fault"]
    slips = len(hall.do("paper", "K01").facts["slips"])

    hall.do("fix", "K01.ticket")
    wall.until(lambda lines: not any(line.startswith("K01.ticket") for line in lines), 10)
    hall.do("tap", "K01", "重新打印")
    until_said(hall, "K01", "号票已打印，请取走")
    printed = hall.do("paper", "K01").facts["slips"]
    assert len(printed) == slips + 1
    assert printed[-1]["complete"]
    assert number in printed[-1]["lines"]
    leave(hall, "K01", card=True)
    assert [one for one in hall.events("TicketIssued") if one["day"] == issued["day"]] == [issued]


def _reports(facts: dict[str, Any], ticket_id: str) -> list[str]:
    """What the journal says of a ticket's slip."""
    rows = [str(row["payload"]) for row in facts["events"] if row["type"] == "SlipReported"]
    return [payload for payload in rows if ticket_id in payload]
