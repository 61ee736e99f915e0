"""Serial numbers that are never used twice, sheets that are lost, renewals (K-05, N-03)."""

from datetime import date

import pytest

from broker.terms import SerialNo, VisitorKey
from caller.application.cases.views import application_view, renewals
from caller.domain import commands as c
from caller.domain.cases import commands as cc
from caller.domain.cases.case import Case
from caller.domain.cases.certificates import months_after, valid_until
from caller.domain.cases.words import SheetOutcome
from tests.caller.cases import ME, CaseHall, refused

KIOSK = c.Actor("client", "K05")
FIRST, SECOND = SerialNo("HYG-2026-000001"), SerialNo("HYG-2026-000002")


@pytest.fixture
def hall() -> CaseHall:
    return CaseHall()


@pytest.fixture
def case(hall: CaseHall) -> Case:
    return hall.done("WJW-001", [1, 2, 1])


def sheet(case: Case, serial: SerialNo, fault: str | None = None) -> cc.ReportSheet:
    outcome: SheetOutcome = "lost" if fault else "printed"
    return cc.ReportSheet(case_id=case.case_id, visitor=ME, serial=serial, outcome=outcome, fault=fault)


def begin(case: Case, serial: SerialNo, outcome: SheetOutcome = "begun") -> cc.ReportSheet:
    return cc.ReportSheet(case_id=case.case_id, visitor=ME, serial=serial, outcome=outcome)


@pytest.mark.req("K-05")
def test_a_printed_certificate_is_in_the_visitors_hand(hall: CaseHall, case: Case) -> None:
    hall.do(sheet(case, FIRST), KIOSK)
    assert case.stage == "出件"
    printed = hall.sheets(case)[0]
    assert (printed.serial, printed.printed_by) == (FIRST, "K05")
    before = hall.journal.seq
    hall.do(sheet(case, FIRST), KIOSK)
    assert hall.journal.seq == before, "said twice, it happened once"


@pytest.mark.req("K-05")
def test_a_lost_sheets_number_is_void_for_good_and_never_used_again(hall: CaseHall, case: Case) -> None:
    hall.do(sheet(case, FIRST, "jam"), KIOSK)
    void = hall.hall.state.cases.certificates[FIRST]
    assert (void.state, void.void_reason, void.successor) == ("void", "jam", SECOND)
    assert [one.serial for one in hall.sheets(case)] == [SECOND]
    refused(hall.ask(sheet(case, FIRST), actor=KIOSK), "NoSuchCertificate")
    other = hall.done("WJW-001", [1, 2, 1], visitor=VisitorKey("other"))
    assert [one.serial for one in hall.sheets(other)] == ["HYG-2026-000003"]
    refused(hall.ask(sheet(case, SerialNo("HYG-2026-000003")), actor=KIOSK), "NoSuchCertificate")
    hall.do(sheet(case, SECOND), KIOSK)
    assert case.stage == "出件"


@pytest.mark.req("K-05")
def test_a_number_begun_and_never_heard_of_again_is_not_printed_a_second_time(hall: CaseHall, case: Case) -> None:
    hall.do(begin(case, FIRST), KIOSK)
    assert hall.sheets(case)[0].begun_by == "K05"
    hall.do(begin(case, FIRST), c.Actor("client", "K06"))
    void = hall.hall.state.cases.certificates[FIRST]
    assert (void.state, void.void_reason, void.successor) == ("void", "unconfirmed", SECOND)
    refused(hall.ask(sheet(case, FIRST), actor=KIOSK), "NoSuchCertificate")
    hall.do(begin(case, SECOND), KIOSK)
    hall.do(sheet(case, SECOND), KIOSK)
    assert case.stage == "出件"
    refused(hall.ask(begin(case, SECOND), actor=KIOSK), "SheetIsOut")


@pytest.mark.req("K-05", "K-14")
def test_a_kiosk_that_was_cut_off_says_afterwards_what_came_of_its_sheet_and_of_no_other(
    hall: CaseHall, case: Case
) -> None:
    lost = cc.ReportLeftSheet(serial=FIRST, printed=False, fault="out_of_paper")
    out = cc.ReportLeftSheet(serial=SECOND, printed=True)

    def changes_nothing(command: cc.ReportLeftSheet, kiosk: str = "K05") -> None:
        before = hall.journal.seq
        hall.do(command, c.Actor("client", kiosk))
        assert hall.journal.seq == before

    changes_nothing(lost)
    changes_nothing(cc.ReportLeftSheet(serial=SerialNo("HYG-2026-000009"), printed=True))
    hall.do(begin(case, FIRST), KIOSK)
    changes_nothing(lost, "K06")
    hall.do(lost, KIOSK)
    void = hall.hall.state.cases.certificates[FIRST]
    assert (void.state, void.void_reason, void.successor) == ("void", "out_of_paper", SECOND)
    changes_nothing(lost)
    hall.do(begin(case, SECOND), KIOSK)
    changes_nothing(out, "K06")
    hall.do(out, KIOSK)
    assert (hall.sheets(case)[0].printed_by, case.stage) == ("K05", "出件")
    changes_nothing(cc.ReportLeftSheet(serial=SECOND, printed=False))
    refused(hall.ask(begin(case, SECOND), actor=KIOSK), "SheetIsOut")


@pytest.mark.req("K-05")
def test_a_lost_sheet_without_a_fault_is_void_as_unconfirmed_and_the_view_says_which_number_it_was(
    hall: CaseHall, case: Case
) -> None:
    hall.do(begin(case, FIRST), KIOSK)
    hall.do(cc.ReportLeftSheet(serial=FIRST, printed=False), KIOSK)
    assert hall.hall.state.cases.certificates[FIRST].void_reason == "unconfirmed"
    (shown,) = application_view(hall.hall, case, {}, hall.hall.calendar.day_of(hall.clock.now())).certificates
    assert (shown.serial, shown.replaces) == (SECOND, FIRST)


@pytest.mark.req("K-05")
def test_a_number_of_which_nothing_went_to_the_printer_stands(hall: CaseHall, case: Case) -> None:
    hall.do(begin(case, FIRST), KIOSK)
    hall.do(begin(case, FIRST, "unused"), KIOSK)
    before = hall.journal.seq
    hall.do(begin(case, FIRST, "unused"), KIOSK)
    assert hall.journal.seq == before
    hall.do(begin(case, FIRST), KIOSK)
    hall.do(begin(case, FIRST, "unused"), c.Actor("client", "K06"))
    assert [one.begun_by for one in hall.sheets(case)] == ["K05"], "another kiosk cannot know"
    hall.do(sheet(case, FIRST), KIOSK)
    assert [one.serial for one in hall.sheets(case)] == [FIRST]


@pytest.mark.req("K-05")
def test_staff_void_a_sheet_with_a_reason(hall: CaseHall, case: Case) -> None:
    technician = hall.staff("ZWB", "technician")
    refused(hall.ask(cc.VoidSheet(serial=FIRST, reason=""), actor=technician), "ReasonNeeded")
    refused(hall.ask(cc.VoidSheet(serial=FIRST, reason="污损"), actor=KIOSK), "StaffOnly")
    hall.do(cc.VoidSheet(serial=FIRST, reason="污损"), technician)
    assert [one.serial for one in hall.sheets(case)] == [SECOND]


@pytest.mark.req("K-05")
def test_the_next_year_counts_from_one_and_no_number_comes_back(hall: CaseHall, case: Case) -> None:
    hall.tick(days=60)
    later = hall.done("WJW-001", [1, 2, 1], visitor=VisitorKey("later"))
    assert [one.serial for one in hall.sheets(later)] == ["HYG-2027-000001"]
    hall.tick(days=-60)
    back = hall.done("WJW-001", [1, 2, 1], visitor=VisitorKey("back"))
    assert [one.serial for one in hall.sheets(back)] == [SECOND]
    assert case.case_id != back.case_id != later.case_id


def test_results_are_handed_over_at_the_output_window(hall: CaseHall, case: Case) -> None:
    refused(hall.ask(cc.HandOut(case_id=case.case_id), actor=KIOSK), "StaffOnly")
    hall.do(cc.HandOut(case_id=case.case_id), hall.staff("ZWB", "output"))
    assert case.stage == "出件"


@pytest.mark.req("N-03")
def test_a_certificate_is_reminded_of_sixty_and_thirty_days_before_its_end(hall: CaseHall) -> None:
    case = hall.done("JTJ-001", [3])
    hall.decide_all(case)
    ends = hall.sheets(case)[0].valid_until
    assert ends == date(2030, 11, 22)
    today = hall.hall.calendar.day_of(hall.clock.now())
    hall.tick(days=(date(2030, 11, 22) - today).days - 61)
    assert hall.events("RenewalReminded") == []
    for days, told in ((1, 1), (1, 1), (29, 2), (40, 2)):
        hall.tick(days=days)
        assert len(hall.events("RenewalReminded")) == told
    assert hall.sheets(case)[0].reminded == (60, 30)


@pytest.mark.req("N-03")
def test_the_hygiene_licence_of_today_is_reminded_of_and_offered_to_its_holder_before_its_48_months_end(
    hall: CaseHall, case: Case
) -> None:
    for code in ("SITEMAP", "PLAN", "HYTEST", "HYRULE", "TRAIN"):
        assert hall.hand_in(case, code).kind != "refused"
    assert hall.sheets(case)[0].valid_until == date(2030, 11, 22)
    today = hall.hall.calendar.day_of(hall.clock.now())
    hall.tick(days=(date(2030, 9, 22) - today).days)
    assert (hall.events("RenewalReminded"), renewals(hall.hall, ME, date(2030, 9, 22))) == ([], ())
    hall.tick(days=1)
    assert len(hall.events("RenewalReminded")) == 1
    (offered,) = renewals(hall.hall, ME, date(2030, 9, 23))
    assert (offered.serial, offered.owner, offered.situation) == (FIRST, "WJW-001", "renew")
    assert renewals(hall.hall, VisitorKey("stranger"), date(2030, 9, 23)) == ()


def test_months_end_where_the_month_ends() -> None:
    assert months_after(date(2026, 11, 30), 3) == date(2027, 2, 28)
    assert months_after(date(2026, 12, 31), 2) == date(2027, 2, 28)
    assert valid_until(date(2026, 11, 23), 48) == date(2030, 11, 22)
    assert valid_until(date(2026, 11, 23), 0) is None
