"""Matters put to the real hall over the bus, as a clerk's screen would: papers that come later, papers not listed."""

import time
from typing import Any

import pytest

from broker.catalogue import load
from broker.messages.applications import ApplicationView
from broker.terms import MaterialCode
from scripts.hallctl.rig import Refused, Rig
from scripts.rig.configs import CATALOGUE
from scripts.scenarios.values import written
from tests.rig.conftest import RunningHall

pytestmark = [pytest.mark.rig, pytest.mark.timeout(300)]

PERSON, WINDOW = "C09", "W24"
FUNDS = MaterialCode("FUNDS")
STRANGE = "DIVORCE"
"""A paper of the catalogue that no list of these matters names."""


class Desk:
    """One visitor's application at one window."""

    def __init__(self, hall: RunningHall, owner: str, answers: list[int]) -> None:
        self._rig = Rig.of(hall.state)
        wish = {"persona": PERSON, "window": WINDOW, "owner": owner, "answers": answers}
        self.view = ApplicationView.model_validate(self._rig.post("/api/cases/open", wish))

    def step(self, step: str, **more: Any) -> ApplicationView:
        wish = {"persona": PERSON, "case": self.view.case, "step": step, **more}
        self.view = ApplicationView.model_validate(self._rig.post("/api/cases/step", wish))
        return self.view

    def called(self) -> None:
        deadline = time.monotonic() + 30
        while any(one.state == "calling" for one in self.view.materials):
            assert time.monotonic() < deadline, "the licence library does not answer"
            self.step("look")

    def approve(self) -> None:
        while self.view.stage == "审核":
            self._rig.post("/api/cases/decide", {"case": self.view.case, "yes": True})
            self.step("look")


@pytest.mark.req("M-05")
def test_a_paper_that_comes_later_holds_the_result_until_it_is_there(hall: RunningHall) -> None:
    desk = Desk(hall, "FGW-003", [])
    desk.called()
    desk.step("fill", values=written(load(CATALOGUE), desk.view))
    later = {one.material: one.later for one in desk.view.materials if one.later is not None}
    assert later[FUNDS] == 15
    desk.step("way", materials=[FUNDS], way="容缺")
    for one in desk.view.materials:
        if one.state == "to_hand_in":
            desk.step("page", materials=[one.material])
    promised = [one.material for one in desk.view.materials if one.state == "to_promise"]
    if promised:
        desk.step("sign", materials=promised)
    assert desk.step("submit").stage == "审核"
    assert "D-DEFER" in desk.view.documents
    desk.approve()
    assert (desk.view.stage, desk.view.certificates) == ("决定", ()), "the result waits for the paper"
    done = desk.step("page", materials=[FUNDS])
    assert (done.stage, [one.certificate for one in done.certificates]) == ("办结", ["C-FEAS"])
    (event,) = (one for one in hall.events("MaterialDeferred") if one["case_id"] == done.case)
    assert (event["material"], event["days"]) == (FUNDS, 15)


@pytest.mark.req("M-02")
def test_a_paper_outside_the_list_is_taken_promised_or_asked_for_by_nobody(hall: RunningHall) -> None:
    desk = Desk(hall, "FGW-001", [1, 2])
    for step, more in (("page", {}), ("sign", {}), ("way", {"way": "容缺"}), ("way", {"way": "协查"})):
        with pytest.raises(Refused, match="NotInTheList"):
            desk.step(step, materials=[STRANGE], **more)
    assert STRANGE not in {one.material for one in desk.step("look").materials}
