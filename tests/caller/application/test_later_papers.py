"""A paper that comes later (容缺, M-05), chosen at a kiosk; and what a visitor is told of a notice (G-07)."""

from base64 import b64decode
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from broker.messages import ApplicationView
from broker.terms import MaterialCode, StaffNo
from caller.domain.cases import commands as c
from caller.domain.cases.case import NoticeLine
from caller.domain.commands import Actor
from tests.caller.application.applicants import Applicant, HallWithCases, in_state
from tests.caller.application.test_news import until
from tests.caller.halls import reference
from tests.caller.papers import text_of

LABOUR = MaterialCode("LABOUR")
NEW_LICENCE = [1, 1]


@pytest.fixture
def hall(tmp_path: Path) -> Iterator[HallWithCases]:
    running = HallWithCases(tmp_path)
    yield running
    running.stop()


def _later(applicant: Applicant) -> dict[MaterialCode, int]:
    view = applicant.open("JTJ-001", NEW_LICENCE)
    return {one.material: one.later for one in view.materials if one.later is not None}


def _hands_in(hall: HallWithCases, applicant: Applicant, view: ApplicationView) -> ApplicationView:
    """Have proved what other departments prove, do what is left, sign and hand in."""
    for material in in_state(view, "to_prove"):
        view = applicant.view(applicant.choosing(view.case, material, "协查"))
    for proof in hall.controller.read(lambda scene: list(scene.hall.state.cases.proofs)):
        hall.prove(proof)
    settled = applicant.settle(applicant.look(view.case))
    return applicant.view(applicant.handing_in(settled.case))


@pytest.mark.req("M-05")
def test_a_visitor_lets_a_paper_come_later_at_a_kiosk_and_hands_it_in_at_another(hall: HallWithCases) -> None:
    applicant = Applicant(hall, "C15", "K06")
    view = applicant.open("JTJ-001", NEW_LICENCE)
    assert _later(applicant)[LABOUR] == 15
    view = applicant.view(applicant.choosing(view.case, LABOUR, "容缺"))
    (paper,) = (one for one in view.materials if one.material == LABOUR)
    assert (paper.state, paper.due, paper.later) == ("deferred", date(2026, 12, 14), None)
    view = _hands_in(hall, applicant, view)
    assert view.stage == "审核"
    pledge = text_of(b64decode(applicant.paper(view.case, "D-DEFER").pdf))
    assert reference().material(LABOUR).name_zh in pledge
    assert "2026年12月14日" in pledge
    _approve(hall, view.case, view.owner)
    assert applicant.look(view.case).certificates == (), "the result waits for the paper"
    elsewhere = Applicant(hall, "C15", "K09")
    (line,) = (one for one in elsewhere.listed().cases if one.case == view.case)
    assert LABOUR in line.missing
    done = elsewhere.view(elsewhere.page(view.case, LABOUR))
    assert (done.stage, [one.certificate for one in done.certificates]) == ("办结", ["C-RTB"])


@pytest.mark.req("M-05")
def test_a_core_paper_or_one_that_is_there_does_not_come_later(hall: HallWithCases) -> None:
    applicant = Applicant(hall, "C15", "K06")
    view = applicant.open("JTJ-001", NEW_LICENCE)
    for material in in_state(view, "called", "generated"):
        assert material not in _later(applicant)
        assert applicant.refused(applicant.choosing(view.case, material, "容缺")).reason in {
            "CoreMaterial",
            "NotDeferrable",
        }
    assert not any(one.core and one.later is not None for one in view.materials)


def _approve(hall: HallWithCases, case: str, matter: str) -> None:
    service = next(one for one in reference().services if one.code == matter)
    approver = next(
        one.no for one in reference().staff_members if "approver" in one.roles and one.department == service.department
    )
    known = hall.controller.read(
        lambda scene: next(each for each in scene.hall.state.cases.cases.values() if each.case_id == case)
    )
    hall.controller.ask(c.Approve(case_id=known.case_id), actor=Actor("staff", approver), request_id=hall.next_id())


@pytest.mark.req("G-07")
def test_a_notice_is_told_to_the_phone_with_how_much_is_missing_and_where_it_is_read(hall: HallWithCases) -> None:
    applicant = Applicant(hall, "C15", "K06")
    view = _hands_in(hall, applicant, applicant.open("JTJ-001", NEW_LICENCE))
    lines = tuple(NoticeLine(MaterialCode(code), None, "看不清") for code in ("LABOUR", "SAFERULE"))
    hall.controller.ask(
        c.GiveNotice(case_id=view.case, lines=lines), actor=Actor("staff", StaffNo("4401")), request_id=hall.next_id()
    )
    until(lambda: any("一次性告知书" in one.text.zh_hans for one in hall.messenger.sent))
    (told,) = (one for one in hall.messenger.sent if "一次性告知书" in one.text.zh_hans)
    assert "还需补正 2 项" in told.text.zh_hans
    assert "2 things are still missing" in told.text.en
    assert told.phone == applicant.person.phone
