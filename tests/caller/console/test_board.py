"""Public boards, on the real controller."""

import pytest

from broker.messages import WaitForecast
from broker.terms import CounterCode
from caller.console.board.view import LONGEST_PAGE, BoardView, WaitingRow, board_view, pages_of, ranges_of
from caller.console.words import Text
from caller.domain import commands as c
from tests.caller.console.conftest import OpenBrowser
from tests.caller.console.morning import play_morning
from tests.caller.console.rehearsal import Rehearsal


def look(hall: Rehearsal, code: str) -> BoardView:
    board = next(board for board in hall.catalogue.boards if board.code == code)
    return hall.desk.read(lambda scene: board_view(scene, board))


@pytest.mark.req("Q-07")
def test_the_last_call_comes_first_on_its_section_and_on_the_hall(hall: Rehearsal) -> None:
    play_morning(hall)
    hall.ask(c.CallNext(CounterCode("W09")))
    for board in ("LED-S01", "LED-HALL"):
        first = look(hall, board).calls[0]
        assert (first.ticket, first.window_number, first.fresh) == ("A002", 9, True)
    assert len(look(hall, "LED-HALL").calls) == 6
    assert all(call.ticket[0] == "K" for call in look(hall, "LED-S08").calls)


@pytest.mark.req("Q-07", "Q-06")
def test_a_call_flashes_for_ten_seconds_and_a_passed_ticket_goes(hall: Rehearsal) -> None:
    hall.sit("4401", "W44")
    hall.take_ticket("K")
    hall.ask(c.CallNext(CounterCode("W44")))
    assert look(hall, "LED-S08").calls[0].fresh
    hall.clock.move(seconds=10)
    assert not look(hall, "LED-S08").calls[0].fresh
    hall.ask(c.NoShow(CounterCode("W44")))
    assert look(hall, "LED-S08").calls == ()


@pytest.mark.req("Q-07")
def test_boards_are_public_and_name_nobody(hall: Rehearsal, open_browser: OpenBrowser) -> None:
    play_morning(hall)
    for name in ("HALL", *(section.code for section in hall.catalogue.sections)):
        page = open_browser().page(f"/board/{name}")
        assert not any(member.name in page or f">{member.no}<" in page for member in hall.catalogue.staff_members)
        assert "*" not in page.partition("<body")[2]
        assert "csrf" not in page


@pytest.mark.req("Q-07")
def test_waiting_by_queue_and_by_section(hall: Rehearsal) -> None:
    for queue in ("F", "F", "G"):
        hall.take_ticket(queue)
    assert [(row.mark, row.waiting) for row in look(hall, "LED-S06").rows] == [("F", 2), ("G", 1)]
    police = next(row for row in look(hall, "LED-HALL").rows if row.name.en == "Police services")
    assert (police.mark, police.waiting) == ("1F", 3)


def test_a_board_that_does_not_exist(open_browser: OpenBrowser) -> None:
    assert open_browser().http.get("/board/S99").status_code == 404
    assert open_browser().http.get("/board/S99/stream").status_code == 404


def test_windows_closed_today_are_written_as_people_read_them() -> None:
    assert list(ranges_of([7, 1, 2, 3, 12, 11])) == ["1–3", "7", "11–12"]
    assert list(ranges_of([])) == []


def test_a_long_notice_is_cut_after_a_sentence_and_loses_nothing() -> None:
    text = "公积金系统今晚升级。" * 12 + "请改日再来"
    pages = list(pages_of(text))
    assert all(len(page) <= LONGEST_PAGE for page in pages)
    assert all(page.endswith("。") for page in pages[:-1])
    assert "".join(pages) == text
    assert list(pages_of("没有标点" * 30)) == [("没有标点" * 30)[:LONGEST_PAGE], ("没有标点" * 30)[LONGEST_PAGE:]]
    assert list(pages_of("")) == []


@pytest.mark.parametrize(
    ("waiting", "forecast", "said"),
    [
        (1, (0, 5), "5 分钟以内"),
        (1, (0, 0), "1 分钟以内"),
        (2, (7, 7), "约 7 分钟"),
        (6, (9, 23), "约 9–23 分钟"),
        (0, (0, 0), ""),
        (3, None, ""),
    ],
)
def test_a_wait_is_said_as_a_kiosk_says_it(waiting: int, forecast: tuple[int, int] | None, said: str) -> None:
    wait = None if forecast is None else WaitForecast(low_minutes=forecast[0], high_minutes=forecast[1])
    assert WaitingRow(Text("住房公积金", "Housing fund"), "K", waiting, wait, open=True).wait_zh == said
