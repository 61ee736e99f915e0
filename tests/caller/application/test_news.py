"""What follows from events: messages exactly once, reports without a person, help called and answered."""

import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from broker import messages as m
from broker.messages import case_requests as r
from broker.terms import KioskCode, StaffNo
from caller.domain.cases.commands import ComeToHelp
from caller.domain.cases.promises import Commitment
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


@pytest.mark.req("K-04", "M-06")
def test_the_promises_of_23_november_break_by_the_clock_alone_after_4_january(hall: HallWithCases) -> None:
    def said() -> list[str]:
        return [one.text.en for one in hall.messenger.sent if "the promise is broken" in one.text.en]

    def flagged() -> list[bool]:
        return hall.controller.read(
            lambda scene: [sheet.flagged for sheet in scene.hall.state.cases.certificates.values()]
        )

    applicant = applied(hall)
    assert hall.clock.now().date() == date(2026, 11, 23)
    hall.clock.pass_(days=42)
    hall.controller.clock_moved()
    until(lambda: {one.state for one in promises(hall)} == {"due"})
    assert (said(), flagged()) == ([], [False]), "on 4 January there is still the day"
    hall.clock.pass_(days=1)
    hall.controller.clock_moved()
    until(lambda: len(said()) == 5)
    assert {one.state for one in promises(hall)} == {"broken"}
    assert flagged() == [True]
    view = Applicant(hall, "C01").open("WJW-001", [1, 2, 1])
    assert view.promise_refused is not None
    assert "2028" in view.promise_refused.en
    assert applicant.refused(applicant.promise(view.case, ["SITEMAP"])).reason == "PromiseRefused"


def promises(hall: HallWithCases) -> list[Commitment]:
    return hall.controller.read(
        lambda scene: [one for case in scene.hall.state.cases.cases.values() for one in case.commitments.values()]
    )


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
