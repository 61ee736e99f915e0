"""What follows from events: messages exactly once, reports without a person, help called and answered."""

import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from broker import messages as m
from broker.messages import case_requests as r
from broker.terms import KioskCode, StaffNo
from caller.domain.cases.commands import ComeToHelp
from caller.domain.commands import Actor
from tests.caller.application.applicants import Applicant, HallWithCases, scenario


@pytest.fixture
def hall(tmp_path: Path) -> Iterator[HallWithCases]:
    running = HallWithCases(tmp_path)
    yield running
    running.stop()


def until(true: Callable[[], bool]) -> None:
    end = time.monotonic() + 20
    while not true():
        assert time.monotonic() < end
        time.sleep(0.02)


def applied(hall: HallWithCases) -> Applicant:
    wanted = scenario("E01")
    applicant = Applicant(hall, wanted.persona)
    ready = applicant.settle(applicant.open(wanted.owner, wanted.answers))
    applicant.view(applicant.handing_in(ready.case))
    return applicant


@pytest.mark.req("K-05", "T-01")
def test_a_certificates_number_is_sent_to_the_phone_of_the_form_once(hall: HallWithCases) -> None:
    applicant = applied(hall)
    until(lambda: any("HYG-2026-000001" in one.text.en for one in hall.messenger.sent))
    until(lambda: hall.cursor.read() == hall.controller.read(lambda scene: scene.seq))
    before = hall.messenger.sent
    assert {one.phone for one in before} == {applicant.person.phone}
    for recorded in hall.controller.read(lambda _scene: list(hall.journal.events_after(0))):
        hall.news.deal(recorded)
    assert hall.messenger.sent == before
    assert (hall.folder / "outbox" / "monitor").is_dir()


@pytest.mark.req("K-04")
def test_a_broken_promise_is_messaged(hall: HallWithCases) -> None:
    applied(hall)
    hall.clock.pass_(days=43)
    hall.controller.clock_moved()
    until(lambda: any("the promise is broken" in one.text.en for one in hall.messenger.sent))
    view = Applicant(hall, "C01").open("WJW-001", [1, 2, 1])
    assert view.promise_refused is not None


@pytest.mark.req("K-05")
def test_a_gateway_that_is_away_is_tried_again_and_nothing_is_lost(hall: HallWithCases) -> None:
    hall.dials.turn("sms", mode="dead")
    applied(hall)
    assert hall.messenger.sent == ()
    hall.dials.mend()
    until(lambda: any("HYG-2026-000001" in one.text.en for one in hall.messenger.sent))


def test_help_is_called_at_a_kiosk_and_somebody_comes(hall: HallWithCases) -> None:
    kiosk = Applicant(hall, "C01", "K05")
    soon = hall.clock.now() + timedelta(minutes=1)
    reply = kiosk.ask(r.CallHelp(request_id=hall.next_id(), valid_until=soon, screen="Question"))
    assert isinstance(reply, m.Done)
    called = hall.controller.read(lambda scene: scene.hall.state.cases.help[KioskCode("K05")])
    assert called.screen == "Question"
    hall.controller.ask(
        ComeToHelp(kiosk=KioskCode("K05")), actor=Actor("staff", StaffNo("4401")), request_id=hall.next_id()
    )
    assert hall.controller.read(lambda scene: scene.hall.state.cases.help[KioskCode("K05")].staff) == "4401"
