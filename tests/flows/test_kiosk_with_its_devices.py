"""Whole visits at a kiosk with its real drivers and workers: cards and slips through emulators, the hall stands in."""

import pytest

from broker.messages import Health, IssueTicket, Rate, ReportSlip, ReportUsage
from broker.terms import DeviceCode, SectionCode
from broker.topics import health
from kiosk.flow.events import AskedTicket, ChoseNoCard, ChoseSection, ChoseService, Finished, SlipTrouble
from kiosk.flow.steps import CardProblem, CardRemoved, Menu, PleaseWait, Printing, Start, Ticket
from tests.flows.conftest import HALL, PRINTER, READER, LiveKiosk
from tests.hardware.made_up_cards import RARE, RESIDENT
from tests.kiosk import world

SECTION = SectionCode("S08")


def _told_state(live: LiveKiosk) -> str | None:
    """What the hall was told of the printer."""
    told = live.broker.retained.get(str(health(HALL, world.KIOSK)))
    return None if told is None else Health.model_validate_json(told).devices[DeviceCode(PRINTER)].state


def _take_number(live: LiveKiosk) -> Ticket:
    for tap in (ChoseSection(SECTION), ChoseService(world.FUND), AskedTicket()):
        live.kiosk.tap(tap)
    live.until(lambda: isinstance(live.kiosk.step, Ticket) and live.kiosk.step.printing is not Printing.RUNNING)
    step = live.kiosk.step
    assert isinstance(step, Ticket)
    return step


@pytest.mark.req("Q-01")
@pytest.mark.req("Q-03")
def test_from_the_card_to_the_slip(live: LiveKiosk) -> None:
    live.until_at(Start)
    live.reader.place(RESIDENT)
    live.until_at(Menu)
    visitor = live.kiosk.step.visit.visitor
    assert visitor is not None
    assert visitor.greeting.masked_name == "张*"
    assert [facts.number for facts in live.hall.seen] == [RESIDENT.number], "only the hall can read it"
    step = _take_number(live)
    assert step.printing is Printing.DONE
    (slip,) = live.printer.wait_for_slips(1)
    assert slip.complete
    assert step.ticket.number.encode() in slip.data
    assert "44、45、46、47、48、59".encode("gb18030") in slip.data
    assert RESIDENT.name.encode("gb18030") not in slip.data
    assert RESIDENT.number.encode() not in slip.data
    live.kiosk.tap(Finished())
    live.until(lambda: bool(live.hall.of(ReportUsage)) and bool(live.hall.of(ReportSlip)))
    usage = live.hall.of(ReportUsage)[0]
    assert isinstance(usage, ReportUsage)
    assert (usage.outcome, usage.with_card) == ("ticket", True)


@pytest.mark.req("K-14")
def test_the_card_taken_away_ends_the_visit_and_a_card_left_begins_none(live: LiveKiosk) -> None:
    live.until_at(Start)
    live.reader.place(RARE)
    live.until_at(Menu)
    live.kiosk.tap(Finished())
    live.until(lambda: live.kiosk.context.card_on_pad)
    assert isinstance(live.kiosk.step, Start), "the card that stays on the pad is not read again"
    live.reader.remove()
    live.until(lambda: not live.kiosk.context.card_on_pad)
    live.reader.place(RESIDENT)
    live.until_at(Menu)
    live.reader.remove()
    live.until_at(CardRemoved)
    for _ in range(20):
        live.kiosk.second()
    assert isinstance(live.kiosk.step, Start)
    assert "张" not in repr(live.kiosk.step)


@pytest.mark.req("K-01")
def test_a_wrong_check_byte_asks_to_put_the_card_again_and_is_one_line_in_the_log(
    live: LiveKiosk, caplog: pytest.LogCaptureFixture
) -> None:
    live.until_at(Start)
    live.reader.break_("wrong_checksum")
    live.reader.place(RESIDENT)
    live.until(lambda: isinstance(live.kiosk.step, CardProblem) or not live.kiosk.context.reader_works)
    live.reader.fix()
    live.until_at(Menu)
    assert len([said for said in caplog.records if said.name == "kiosk.effects.card"]) == 1


@pytest.mark.req("Q-02")
def test_without_a_reader_numbers_are_still_given(live: LiveKiosk) -> None:
    live.until_at(Start)
    live.reader.break_("unplugged")
    live.until(lambda: not live.kiosk.context.reader_works)
    assert live.book.states[DeviceCode(READER)].state == "fault"
    live.kiosk.tap(ChoseNoCard())
    assert _take_number(live).printing is Printing.DONE
    live.reader.fix()
    live.until(lambda: live.kiosk.context.reader_works)


@pytest.mark.req("Q-03")
@pytest.mark.parametrize(
    ("fault", "trouble"),
    [
        ("paper_out", SlipTrouble.OUT_OF_PAPER),
        ("cover_open", SlipTrouble.COVER_OPEN),
        ("unplugged", SlipTrouble.UNPLUGGED),
        ("silent", SlipTrouble.SILENT),
        ("broken", SlipTrouble.BROKEN),
    ],
)
def test_each_fault_of_the_printer_keeps_the_number_and_is_told(
    live: LiveKiosk, fault: str, trouble: SlipTrouble
) -> None:
    live.until_at(Start)
    live.printer.break_(fault)
    live.kiosk.tap(ChoseNoCard())
    step = _take_number(live)
    assert (step.printing, step.trouble) == (Printing.FAILED, trouble)
    live.until(lambda: bool(live.hall.of(ReportSlip)))
    report = live.hall.of(ReportSlip)[0]
    assert isinstance(report, ReportSlip)
    assert (report.printed, report.fault) == (False, trouble.value)
    live.until(lambda: _told_state(live) == ("unknown" if fault == "silent" else "fault"))


@pytest.mark.req("Q-01")
def test_an_unanswered_request_is_repeated_with_its_own_id(live: LiveKiosk) -> None:
    live.until_at(Start)
    live.hall.deaf_to = {"issue_ticket"}
    live.kiosk.tap(ChoseNoCard())
    for tap in (ChoseSection(SECTION), ChoseService(world.FUND), AskedTicket()):
        live.kiosk.tap(tap)
    live.until(lambda: bool(live.hall.of(IssueTicket)))
    live.hall.deaf_to = set()
    live.until_at(Ticket)
    ids = {request.request_id for request in live.hall.asked if isinstance(request, IssueTicket)}
    assert len(live.hall.of(IssueTicket)) >= 2
    assert len(ids) == 1


def test_the_broker_away_means_please_wait_and_its_return_goes_on(live: LiveKiosk) -> None:
    live.until_at(Start)
    live.kiosk.tap(ChoseNoCard())
    live.broker.stop()
    live.until_at(PleaseWait)
    live.kiosk.tap(AskedTicket())
    assert live.hall.of(IssueTicket) == []
    live.broker.start()
    live.until_at(Menu)
    assert live.hall.of(Rate) == []
