"""Visits off the main road, with the real programs: without a card, and in English."""

import re

import pytest

from tests.rig.conftest import RunningHall

pytestmark = [pytest.mark.rig, pytest.mark.timeout(300)]

KIOSK = "K06"
LANGUAGE_BUTTONS = {"繁體", "简体"}
HAN = re.compile(r"[\u3400-\u9fff]")
MASKED = "陈*"
"""The visitor's own name, which no language translates."""


@pytest.mark.req("Q-02")
def test_a_number_without_a_card_is_nobodys_in_particular(hall: RunningHall) -> None:
    for words in ("没带身份证", "税费服务", "纳税申报", "取号"):
        hall.do("tap", KIOSK, words)
    shown = hall.until("show", KIOSK, seen=lambda facts: facts["step"] == "Ticket")
    issued = hall.events("TicketIssued")[-1]
    assert issued["number"] in shown["texts"]
    assert (issued["queue"], issued["issued_by"]) == ("L", KIOSK)
    assert issued["visitor"] is None
    assert issued["masked_name"] is None
    hall.do("tap", KIOSK, "结束")


@pytest.mark.req("K-15")
def test_every_text_of_a_visit_in_english_is_english(hall: RunningHall) -> None:
    hall.do("tap", KIOSK, "English")
    hall.do("card", "C01", KIOSK)
    menu = hall.until("show", KIOSK, seen=lambda facts: facts["step"] == "Menu")
    said = [*menu["texts"]]
    for words in ("Tax and fees", "Tax declaration", "Take a number"):
        said += hall.do("tap", KIOSK, words).facts["texts"]
    ticket = hall.until("show", KIOSK, seen=lambda facts: facts["step"] == "Ticket")
    said += ticket["texts"]
    hall.do("uncard", KIOSK)
    hall.do("tap", KIOSK, "Finish")
    assert [text for text in said if HAN.search(text.replace(MASKED, "")) and text not in LANGUAGE_BUTTONS] == []
    assert hall.events("TicketIssued")[-1]["language"] == "en"
    back = hall.until("show", KIOSK, seen=lambda facts: facts["step"] == "Start")
    assert back["language"] == "zh-Hans", "the next visitor is greeted in the hall's own language"
