"""The licence library slow, dead, or with a licence that is of no use: the visitor is told, and goes on or is sent."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from broker.terms import ELicenceCode, PersonaCode
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
