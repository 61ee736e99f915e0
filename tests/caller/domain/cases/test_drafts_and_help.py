"""Drafts that wait for the same card, case numbers, and help wanted at a kiosk (K-14)."""

import pytest

from broker.terms import KioskCode, VisitorKey
from caller.adapters.journal.codec import decode_state, digest, encode_state
from caller.application.controller import restore
from caller.domain import commands as c
from caller.domain.cases import commands as cc
from caller.domain.hall import Hall
from tests.caller.cases import ME, CaseHall, refused

K05 = KioskCode("K05")


@pytest.fixture
def hall() -> CaseHall:
    return CaseHall()


@pytest.mark.req("K-14")
def test_a_draft_waits_seven_days_for_the_same_card_at_any_kiosk(hall: CaseHall) -> None:
    draft = hall.open("WJW-001", [1, 2, 1])
    hall.settle(draft)
    hall.tick(days=6)
    again = hall.open("WJW-001", [1, 2, 1], "K09")
    assert again is draft
    assert again.place == "K09"
    assert hall.in_state(again, "promised")
    other = hall.open("WJW-001", [1, 2, 1], visitor=VisitorKey("other"))
    assert other is not draft
    assert hall.open("WJW-001", [1, 1, 2, 1]) is not draft
    hall.tick(days=7)
    assert hall.open("WJW-001", [1, 2, 1]) is draft
    hall.tick(days=9)
    assert draft.case_id not in hall.cases
    assert hall.open("WJW-001", [1, 2, 1]).case_id != draft.case_id


@pytest.mark.req("K-14")
def test_what_was_handed_in_is_no_draft_and_never_lapses(hall: CaseHall) -> None:
    case = hall.done("JTJ-001", [3])
    hall.tick(days=30)
    assert hall.cases[case.case_id].stage == "审核"
    assert hall.open("JTJ-001", [3]) is not case


def test_case_numbers_start_each_day_and_are_never_given_twice(hall: CaseHall) -> None:
    first = hall.open("WJW-001", [1, 2, 1]).case_id
    hall.tick(days=9)
    second = hall.open("WJW-001", [1, 2, 1]).case_id
    hall.tick(days=-9)
    third = hall.open("JTJ-001", [3]).case_id
    assert (first, second) == ("20261123-0001", "20261202-0001")
    assert third == "20261202-0002", "a clock set back gives no number of a day that is over"


@pytest.mark.req("K-14", "H-06")
def test_a_snapshot_and_a_replay_give_the_same_cases(hall: CaseHall) -> None:
    hall.done("WJW-001", [1, 2, 1])
    hall.done("P01", [1, 2, 1, 1, 1], "W05")
    hall.open("JTJ-005", place="W24", visitor=VisitorKey("other"))
    hall.tick(days=40)
    live = hall.hall.state
    assert digest(Hall(hall.catalogue, decode_state(encode_state(live))).state) == digest(live)
    again = Hall(hall.catalogue)
    restore(again, hall.journal, 0)
    assert digest(again.state) == digest(live)


@pytest.mark.req("W-10")
def test_help_is_called_comes_and_is_over(hall: CaseHall) -> None:
    guide = hall.staff("ZWB", "guide")
    refused(hall.ask(cc.ComeToHelp(kiosk=K05), actor=guide), "NoHelpCalled")
    for _ in range(2):
        hall.do(cc.CallHelp(kiosk=K05, screen="form"), c.Actor("client", "K05"))
    assert len(hall.events("HelpCalled")) == 1
    refused(hall.ask(cc.ComeToHelp(kiosk=K05), actor=c.Actor("client", "K05")), "StaffOnly")
    hall.do(cc.ComeToHelp(kiosk=K05), guide)
    assert hall.hall.state.cases.help[K05].staff == guide.code
    hall.do(cc.ComeToHelp(kiosk=K05, done=True), guide)
    assert not hall.hall.state.cases.help
    hall.do(cc.CallHelp(kiosk=K05, screen="form"))
    hall.do(cc.CallHelp(kiosk=K05, screen="form", wanted=False))
    assert not hall.hall.state.cases.help
    assert hall.open("WJW-001", [1, 2, 1]).visitor == ME


@pytest.mark.req("H-06")
def test_a_hall_of_months_keeps_certificates_and_lets_ended_cases_go(hall: CaseHall) -> None:
    for day in range(120):
        hall.done("YBJ-004", place="K09", visitor=VisitorKey(f"visitor {day}"))
        hall.tick(days=1)
    promised = hall.done("WJW-001", [1, 2, 1])
    assert 85 <= len(hall.cases) <= 92
    assert len(hall.hall.state.cases.certificates) == 121
    assert hall.hall.state.cases.by_visitor.keys() == {case.visitor for case in hall.cases.values()}
    hall.tick(days=120)
    assert list(hall.cases) == [promised.case_id], "a broken promise is not forgotten"
