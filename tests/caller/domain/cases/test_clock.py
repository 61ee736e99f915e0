"""The working-day clock: T-01, K-04's dates, P-05, hours without noon and nights, pauses, the night (K-06)."""

from datetime import UTC, date, datetime, timedelta

import pytest

from broker.catalogue import Catalogue
from broker.terms import ServiceCode
from caller.domain.calendar import HallCalendar
from caller.domain.cases import commands as cc
from caller.domain.cases.case import Pause
from caller.domain.cases.limits import clock_start, due_of
from caller.domain.cases.words import Limit
from tests.caller.cases import ME, CaseHall, refused
from tests.caller.halls import reference


def at(day: date, hour: int, minute: int = 0) -> datetime:
    """A moment on the clocks of the hall (Shanghai is eight hours before UTC)."""
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=UTC) - timedelta(hours=8)


def with_holiday(day: date) -> Catalogue:
    known = reference()
    calendar = known.calendar.model_copy(update={"holidays": (*known.calendar.holidays, day)})
    return known.model_copy(update={"calendar": calendar})


@pytest.fixture
def calendar() -> HallCalendar:
    return HallCalendar(reference())


THURSDAY = date(2026, 9, 24)


@pytest.mark.req("T-01")
def test_five_working_days_over_two_holidays_and_a_pause_of_two_days(calendar: HallCalendar) -> None:
    start = at(THURSDAY, 10)
    due = due_of(calendar, Limit("working_days", 5), start)
    assert calendar.day_of(due) == date(2026, 10, 9)
    pause = Pause(began_at=at(date(2026, 9, 28), 9), ended_at=at(date(2026, 9, 30), 9), reason="", from_stage="审核")
    moved = due_of(calendar, Limit("working_days", 5), start, [pause])
    assert calendar.day_of(moved) == calendar.working_day_after(date(2026, 10, 9), 2)


@pytest.mark.req("K-04")
def test_thirty_working_days_end_on_the_fourth_of_january_or_on_the_fifth_with_a_holiday() -> None:
    made = date(2026, 11, 23)
    assert HallCalendar(reference()).working_day_after(made, 30) == date(2027, 1, 4)
    assert HallCalendar(with_holiday(date(2027, 1, 1))).working_day_after(made, 30) == date(2027, 1, 5)


@pytest.mark.req("T-01")
def test_hours_ignore_noon_nights_and_days_off(calendar: HallCalendar) -> None:
    spans = calendar.working_spans(date(2026, 11, 27))
    assert len(spans) == 2, "the reference hall closes at noon"
    (_, noon), (again, evening) = spans
    assert due_of(calendar, Limit("hours", 2), noon - timedelta(hours=1)) == again + timedelta(hours=1)
    monday = calendar.working_spans(date(2026, 11, 30))[0][0]
    assert due_of(calendar, Limit("hours", 2), evening - timedelta(minutes=30)) == monday + timedelta(minutes=90)
    assert due_of(calendar, Limit("minutes", 15), monday) == monday + timedelta(minutes=15)
    pause = Pause(began_at=noon - timedelta(minutes=30), ended_at=again, reason="", from_stage="审核")
    later = due_of(calendar, Limit("hours", 2), noon - timedelta(hours=1), [pause])
    assert later == again + timedelta(hours=1, minutes=30)


@pytest.mark.req("K-06")
def test_a_case_begun_at_night_gets_its_clock_from_the_next_working_morning(calendar: HallCalendar) -> None:
    friday = date(2026, 11, 27)
    monday = calendar.working_spans(date(2026, 11, 30))[0][0]
    assert clock_start(calendar, at(friday, 23)) == monday
    assert clock_start(calendar, at(date(2026, 11, 28), 10)) == monday
    assert clock_start(calendar, at(date(2026, 11, 30), 6)) == monday
    assert clock_start(calendar, at(friday, 10)) == at(friday, 10)
    hall = CaseHall()
    hall.clock.time = at(date(2026, 11, 23), 23)
    case = hall.done("JTJ-001", [3], "K09")
    assert case.starts_at == calendar.working_spans(date(2026, 11, 24))[0][0]
    assert case.stage == "审核", "an approver finds it in the morning"


@pytest.mark.req("P-05", "P-02", "P-01")
def test_the_restaurant_package_and_its_items_have_clocks_of_their_own() -> None:
    hall = CaseHall()
    case = hall.done("P01", [1, 2, 1, 1, 1], "W05")
    assert case.due is not None
    assert hall.hall.calendar.day_of(case.due) == date(2026, 12, 10)
    items = {item.matter.owner: item for item in hall.items(case)}
    fire = items[ServiceCode("XFD-001")]
    assert fire.due is not None
    assert hall.hall.calendar.day_of(fire.due) == date(2026, 11, 24)
    assert all(item.due is not None and item.due <= case.due for item in items.values())


@pytest.mark.req("T-01")
def test_a_case_taken_back_while_its_clock_stood_does_not_go_on() -> None:
    hall = CaseHall()
    case = hall.done("JTJ-001", [3])
    approver = hall.staff("JTJ")
    hall.do(cc.PauseCase(case_id=case.case_id, reason="现场勘验"), approver)
    hall.do(cc.WithdrawCase(case_id=case.case_id, visitor=ME))
    assert case.stage == "已撤回"
    refused(hall.ask(cc.ResumeCase(case_id=case.case_id), actor=approver), "NotPaused")


@pytest.mark.req("T-01")
def test_the_clock_stops_only_for_a_reason_of_the_list_and_moves_by_the_pause() -> None:
    hall = CaseHall()
    case = hall.done("JTJ-001", [3])
    approver = hall.staff("JTJ")
    before = case.due
    assert before is not None
    refused(hall.ask(cc.PauseCase(case_id=case.case_id, reason="午休"), actor=approver), "UnknownPauseReason")
    refused(hall.ask(cc.ResumeCase(case_id=case.case_id), actor=approver), "NotPaused")
    hall.do(cc.PauseCase(case_id=case.case_id, reason="现场勘验"), approver)
    assert case.stage == "踏勘"
    refused(hall.ask(cc.PauseCase(case_id=case.case_id, reason="现场勘验"), actor=approver), "AlreadyPaused")
    refused(hall.ask(cc.Approve(case_id=case.case_id), actor=approver), "NotAtThisStage")
    hall.tick(days=2)
    hall.do(cc.ResumeCase(case_id=case.case_id), approver)
    calendar = hall.hall.calendar
    assert case.stage == "审核"
    assert case.due is not None
    assert calendar.day_of(case.due) == calendar.working_day_after(calendar.day_of(before), 2)


@pytest.mark.req("T-01")
def test_what_nobody_accepts_in_five_working_days_is_accepted() -> None:
    hall = CaseHall()
    case = hall.open("JTJ-001", [3])
    hall.settle(case)
    key = next(iter(case.fields))
    hall.do(cc.ContestField(case_id=case.case_id, visitor=case.visitor, field=key))
    hall.submit(case)
    assert (case.stage, case.accepted_at) == ("接收", None)
    hall.tick(days=7)
    assert case.accepted_at is None
    hall.tick(days=1)
    assert (case.stage, case.deemed, case.accepted_by) == ("审核", True, "hall")


def test_a_new_holiday_moves_what_is_still_open() -> None:
    hall = CaseHall()
    case = hall.done("WJW-001", [1, 2, 1])
    hall.tick()
    later = CaseHall(with_holiday(date(2027, 1, 1)), hall.journal)
    later.clock.time = hall.clock.time
    later.tick()
    moved = later.cases[case.case_id]
    assert {one.due for one in moved.commitments.values()} == {date(2027, 1, 5)}
