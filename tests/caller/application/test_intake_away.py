"""The licence library slow, dead, or with a licence that is of no use: the visitor is told, and goes on or is sent."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from broker.terms import CaseId, ELicenceCode, PersonaCode
from caller.adapters.sandbox.dials import Mode
from tests.caller.application.applicants import Applicant, HallWithCases, filled, in_state


@pytest.fixture
def hall(tmp_path: Path) -> Iterator[HallWithCases]:
    running = HallWithCases(tmp_path, wait_seconds=0.1)
    yield running
    running.stop()


def until_called(hall: HallWithCases, applicant: Applicant, case: str) -> None:
    """Wait for the calls that are still under way."""
    revision = 0
    while in_state(applicant.look(case), "calling"):  # pyright: ignore[reportArgumentType]
        revision = hall.controller.wait_for_change(revision, 5.0)


@pytest.mark.req("K-04", "M-06")
@pytest.mark.parametrize("mode", ["dead", "failing"])
def test_a_listed_person_promises_nothing_while_the_credit_database_is_silent(hall: HallWithCases, mode: Mode) -> None:
    hall.dials.turn("exchange", mode=mode)
    applicant = Applicant(hall, "C13")
    view = applicant.open("WJW-001", [1, 2, 1])
    assert view.promise_refused is None, "nobody knows yet"
    refused = applicant.refused(applicant.promise(view.case, ["SITEMAP"]))
    assert refused.reason == "CreditUnknown"
    assert "窗口" in refused.sentence.zh_hans
    applicant.view(applicant.page(view.case, "SITEMAP"))
    hall.dials.mend()
    wait_till_asked_again(applicant, view.case)
    later = applicant.look(view.case)
    assert later.promise_refused is not None
    assert "2027" in later.promise_refused.en


def wait_till_asked_again(applicant: Applicant, case: CaseId) -> None:
    """The guard leaves a system alone for a while before it asks it again."""
    reasons = (applicant.refused(applicant.promise(case, ["PLAN"])).reason for _ in range(200))
    assert next(reason for reason in reasons if reason != "CreditUnknown") == "PromiseRefused"


@pytest.mark.req("K-04", "M-06")
def test_a_promise_waits_for_a_slow_credit_database(hall: HallWithCases) -> None:
    hall.dials.turn("exchange", delay_seconds=0.8)
    listed, clean = Applicant(hall, "C13"), Applicant(hall, "C01", "K07")
    at, other = listed.open("WJW-001", [1, 2, 1]), clean.open("WJW-001", [1, 2, 1])
    assert at.promise_refused is None
    assert listed.refused(listed.promise(at.case, ["PLAN"])).reason == "PromiseRefused"
    assert in_state(clean.view(clean.promise(other.case, ["PLAN"])), "promised") == ("PLAN",)


@pytest.mark.req("K-03")
def test_a_slow_library_is_said_at_once_and_its_answer_comes_later(hall: HallWithCases) -> None:
    hall.dials.turn("elicence", delay_seconds=30)
    applicant = Applicant(hall, "C01")
    view = applicant.open("WJW-001", [1, 2, 1])
    assert set(in_state(view, "calling")) == {"ID", "BIZ", "RPC", "HEALTH"}
    waiting = next(one for one in view.materials if one.material == "RPC")
    assert waiting.note is not None
    assert "协查" in waiting.ways
    hall.dials.mend()
    until_called(hall, applicant, view.case)
    later = applicant.look(view.case)
    assert in_state(later, "called") == ("ID", "BIZ", "RPC", "HEALTH")
    assert filled(later) == 21


@pytest.mark.req("K-03")
@pytest.mark.parametrize("state", ["expired", "revoked"])
def test_a_core_licence_of_no_use_stops_the_application_and_names_the_window(hall: HallWithCases, state: str) -> None:
    hall.dials.set_licence(PersonaCode("C01"), ELicenceCode("BIZ"), state)  # pyright: ignore[reportArgumentType]
    applicant = Applicant(hall, "C01")
    view = applicant.open("WJW-001", [1, 2, 1])
    until_called(hall, applicant, view.case)
    stopped = applicant.look(view.case).stopped
    assert stopped is not None
    assert {"expired": "过期", "revoked": "吊销"}[state] in stopped.zh_hans
    assert "号窗口" in stopped.zh_hans


@pytest.mark.req("K-03")
def test_a_dead_library_is_told_and_tried_again_when_asked(hall: HallWithCases) -> None:
    hall.dials.turn("exchange", mode="dead")
    applicant = Applicant(hall, "C10", "K07")
    view = applicant.open("P14", [1, 2])
    until_called(hall, applicant, view.case)
    view = applicant.look(view.case)
    survey = next(one for one in view.materials if one.material == "VSURVEY")
    assert survey.note is not None
    assert survey.state == "to_prove"
    hall.dials.mend()
