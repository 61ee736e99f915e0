"""The window scenarios of the reference hall on a running hall: every count is the catalogue's, and a lie is seen."""

from datetime import date, datetime
from typing import Any

import pytest

from broker.catalogue import load
from broker.catalogue.people import Scenario
from caller.domain.calendar import HallCalendar
from scripts.rig.configs import CATALOGUE
from tests.rig.conftest import RunningHall

pytestmark = [pytest.mark.rig, pytest.mark.timeout(300)]

AT_WINDOWS = ("E02", "E04", "E06", "E07", "E08", "E09", "E13")


def scenario(code: str) -> Scenario:
    return next(one for one in load(CATALOGUE).scenarios if one.code == code)


@pytest.mark.req("P-01", "M-01", "M-07")
@pytest.mark.parametrize("code", AT_WINDOWS)
def test_a_window_scenario_ends_with_the_catalogues_counts(hall: RunningHall, code: str) -> None:
    facts = hall.do("scenario", code).facts
    counts = {line["what"]: line for line in facts["counts"]}
    expect = scenario(code).expect
    assert facts["agrees"]
    assert counts["fields shown"]["found"] == [str(expect.fields_shown)]
    assert counts["filled by the hall"]["found"] == [str(expect.fields_auto)]
    for what, wanted in (
        ("called 调用", expect.called),
        ("proved 协查", expect.proof),
        ("promised 承诺", expect.committed),
        ("handed in 提交", expect.handed_in),
        ("certificates", expect.certificates),
    ):
        assert counts[what]["found"] == list(wanted)
    issued = [event for event in hall.events("CertificateIssued") if event["case_id"].startswith(facts["case"])]
    assert sorted(event["certificate"] for event in issued) == sorted(expect.certificates)


@pytest.mark.req("P-01", "P-02", "P-05", "T-01")
def test_every_department_of_a_package_decides_its_own_item_in_its_own_time(hall: RunningHall) -> None:
    case = hall.do("scenario", "E02").facts["case"]
    opened = next(event for event in hall.events("CaseOpened") if event["case_id"] == case)
    departments = {child["case_id"]: child["department"] for child in opened["children"]}
    approved = {event["case_id"]: event["by"] for event in hall.events("CaseApproved")}
    staff = load(CATALOGUE).staff_by_no
    decided = {child: approved[child] for child in departments if child in approved}
    assert len(departments) == 6
    assert len(decided) >= 4
    assert all(by == "hall" or staff[by].department == departments[child] for child, by in decided.items())
    calendar = HallCalendar(load(CATALOGUE))
    (package,) = (one for one in hall.events("CaseAccepted") if one["case_id"] == case)
    begins, ends = _days(calendar, package)
    assert ends == calendar.working_day_after(begins, 13)
    running = {one["case_id"]: _days(calendar, one) for one in hall.events("ReviewBegan")}
    fire = next(child["case_id"] for child in opened["children"] if child["service"] == "XFD-001")
    assert running[fire] == (begins, calendar.working_day_after(begins, 1))
    assert all(last <= ends for child, (_, last) in running.items() if child in departments)


def _days(calendar: HallCalendar, event: dict[str, Any]) -> tuple[date, date]:
    """The hall's days on which a case's clock starts and ends."""
    begins, ends = (calendar.day_of(datetime.fromisoformat(event[key])) for key in ("starts_at", "due"))
    return begins, ends


def test_a_scenario_is_played_again_with_one_case_more(hall: RunningHall) -> None:
    first, second = (hall.do("scenario", "E13").facts["case"] for _ in range(2))
    assert first != second


@pytest.mark.req("M-01")
def test_a_count_that_differs_is_named_and_is_exit_code_1(hall: RunningHall) -> None:
    """The library has lost the birth certificate: it is handed in on paper, and the counts say so."""
    hall.do("break", "elicence", "not_found", "C07", "BIR")
    told = hall.tell("scenario", "E07")
    hall.do("fix", "elicence")
    assert told.code == 1
    assert told.facts["agrees"] is False
    assert told.facts["differs"] == ["filled by the hall", "called 调用", "handed in 提交"]
    assert hall.tell("scenario", "E07").code == 0


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("scenario", "E99"), "there is no scenario E99"),
        (("scenario", "E10"), "K07"),
        (("approve", "20261123-0999", "yes"), "no case 20261123-0999 waits"),
        (("prove", "nothing", "no"), "no request nothing waits"),
        (("break", "seal", "expired", "C01", "BIZ"), "it can have: slow, failing, dead"),
        (("break", "sms", "tired"), "it can have: slow, failing, dead"),
        (("break", "elicence", "revoked", "C01"), "Name a person and a licence"),
        (("break", "elicence", "revoked", "C01", "XYZ"), "do not know C01 XYZ"),
        (("break", "exchange", "slow", "soon"), "Say it in seconds"),
    ],
)
def test_what_cannot_be_done_with_cases_is_one_sentence(hall: RunningHall, words: tuple[str, ...], said: str) -> None:
    told = hall.tell(*words)
    assert told.code == 1
    assert said in told.facts["error"]
