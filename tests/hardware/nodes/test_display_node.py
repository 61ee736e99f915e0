"""The LED over a window, from the retained state to the dots and back, on the emulated panel's wire."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from broker.terms import DeviceCode
from hardware.drivers.call_display import OnbonDisplay, Panel
from hardware.emulators.call_display import OnbonPanel
from hardware.links import ReconnectingLink, open_link
from hardware.nodes.display_node import DisplayNode
from hardware.nodes.health import HealthBoard
from hardware.ports.faults import DeviceSilent, DeviceUnplugged
from tests.hardware.nodes.hall_table import COUNTER, Table

LED = DeviceCode("LED-44")


@dataclass
class Window:
    table: Table
    node: DisplayNode
    panel: OnbonPanel
    health: HealthBoard

    def says(self) -> str:
        return " ".join(self.panel.lines())

    def state(self) -> tuple[str, str | None]:
        device = self.health.message().devices[LED]
        return device.state, device.what


@pytest.fixture
def window(table: Table) -> Iterator[Window]:
    panel = OnbonPanel()
    health = table.board(LED)
    link = ReconnectingLink(lambda: open_link(panel.url, device=LED), device=LED, first_seconds=0.0)
    driver = OnbonDisplay(link, device=LED, panel=Panel(), answer_seconds=0.1, retries=0, blink_seconds=3.0)
    node = DisplayNode(
        driver,
        device=LED,
        counter=COUNTER,
        height=64,
        answers=True,
        bus=table.bus,
        clock=table.clock,
        health=health,
        monotonic=table.ticking,
    )
    node.subscribe()
    yield Window(table, node, panel, health)
    node.close()
    panel.close()


@pytest.mark.req("Q-07", "W-14")
def test_a_call_is_shown_with_name_number_and_badge_and_confirmed(window: Window) -> None:
    window.table.call("K001")
    window.node.turn()
    assert window.says() == "公积金提取窗口(一柜办结) 44号 K001 请办理 4401 公积金受理员"
    (told,) = window.table.shown
    assert (told.device, told.ticket, told.call_count, told.revision) == (LED, "K001", 1, 2)
    assert told.text == window.says()
    assert told.at == window.table.now
    assert window.state() == ("ok", None)


@pytest.mark.req("Q-06", "Q-07")
def test_a_new_call_and_a_recall_blink_and_a_repeated_state_does_not(window: Window) -> None:
    def dark_at(seconds: float) -> bool:
        return window.panel.picture(seconds) != window.panel.picture(60.0)

    window.table.call("K001")
    window.node.turn()
    assert dark_at(0.75)
    assert not dark_at(4.0), "after three seconds the number stays"
    window.table.call("K001", revision=3)
    window.node.turn()
    assert len(window.panel.updates) == 1, "nothing new was called: the panel is left alone"
    assert window.table.shown[-1].revision == 3
    window.table.display(revision=4, phase="calling", ticket="K001", call_count=1, staff_no="4402")
    window.node.turn()
    assert "4402" in window.says()
    assert not dark_at(0.75), "another clerk is no new call"
    window.table.call("K001", call_count=2, revision=5)
    window.node.turn()
    assert dark_at(0.75)


@pytest.mark.req("Q-07")
def test_a_call_heard_late_is_shown_without_blinking(window: Window) -> None:
    state = window.table.call("K001")
    window.table.pass_time(11)
    window.node.turn()
    assert state.ticket is not None
    assert state.ticket in window.says()
    assert window.panel.picture(0.75) == window.panel.picture(60.0)


@pytest.mark.req("Q-07")
def test_only_the_newest_state_is_shown_and_the_skipped_call_is_named(
    window: Window, caplog: pytest.LogCaptureFixture
) -> None:
    window.table.call("K001")
    window.table.call("K002", revision=3)
    window.node.turn()
    assert "K002" in window.says()
    assert [shown.ticket for shown in window.table.shown] == ["K002"]
    assert "K001 was replaced by K002" in caplog.text


@pytest.mark.req("Q-07", "H-02")
def test_a_cable_put_back_brings_the_present_state_without_a_new_call(window: Window) -> None:
    window.table.call("K001")
    window.node.turn()
    window.panel.break_("unplugged")
    window.table.call("K002", revision=3)
    with pytest.raises(DeviceUnplugged):
        window.node.turn()
    assert [shown.ticket for shown in window.table.shown] == ["K001"], "nothing is confirmed that is not shown"
    window.panel.fix()
    window.node.turn()
    assert "K002" in window.says()
    assert window.table.shown[-1].ticket == "K002"


@pytest.mark.req("Q-07", "H-02")
def test_an_idle_panel_is_asked_so_that_a_pulled_cable_is_known_without_a_call(window: Window) -> None:
    window.table.display()
    window.node.turn()
    window.panel.break_("unplugged")
    window.table.pass_time(2.5)
    with pytest.raises(DeviceUnplugged) as fault:
        window.node.turn()
    window.health.note_fault(LED, fault.value)
    assert window.state() == ("fault", "unplugged")
    window.panel.fix()
    window.node.turn()
    assert window.state() == ("ok", None)


@pytest.mark.req("H-02")
def test_a_silent_panel_is_unknown_and_confirms_nothing(window: Window) -> None:
    window.panel.break_("silent")
    window.table.call("K001")
    with pytest.raises(DeviceSilent) as fault:
        window.node.turn()
    window.health.note_fault(LED, fault.value)
    assert window.state() == ("unknown", "silent")
    assert window.table.shown == []


@pytest.mark.req("Q-07")
def test_a_panel_that_lost_its_power_is_shown_its_face_again(window: Window) -> None:
    window.table.call("K001")
    window.node.turn()
    window.panel.power_cycle()
    assert window.says() == ""
    window.table.pass_time(2.5)
    window.node.turn()
    window.node.turn()
    assert "K001" in window.says()


@pytest.mark.req("Q-07", "H-05")
def test_while_the_hall_is_silent_the_number_stays_and_the_screen_says_so(window: Window) -> None:
    window.table.call("K001")
    window.node.turn()
    window.table.pass_time(29, told=False)
    window.node.turn()
    assert "信号中断" not in window.says()
    window.table.pass_time(2, told=False)
    window.node.turn()
    assert "K001" in window.says()
    assert "信号中断" in window.says()
    assert window.state() == ("ok", "hall_silent")
    window.table.tell_time()
    window.table.pass_time(2)
    window.node.turn()
    assert "信号中断" not in window.says()
    assert "请办理" in window.says()


@pytest.mark.req("Q-07", "H-05")
def test_no_number_of_yesterday_stands_after_a_long_silence(window: Window) -> None:
    window.table.call("K001")
    window.node.turn()
    window.table.pass_time(8 * 3600, told=False)
    window.node.turn()
    assert "K001" not in window.says()
    assert "信号中断" in window.says()
    assert window.table.shown[-1].ticket is None


@pytest.mark.req("Q-07", "H-05")
def test_after_the_broker_came_back_the_retained_state_is_shown_and_confirmed(window: Window) -> None:
    window.table.call("K001")
    window.node.turn()
    window.table.broker.stop()
    assert "K001" in window.says()
    window.table.broker.start()
    window.node.turn()
    assert [shown.ticket for shown in window.table.shown] == ["K001", "K001"]
    assert len(window.panel.updates) == 1, "the panel showed it all the time: nothing was sent again"


@pytest.mark.req("Q-07")
def test_a_panel_without_news_from_the_hall_says_so_instead_of_an_old_number(table: Table, window: Window) -> None:
    window.table.pass_time(31, told=False)
    window.node.turn()
    assert window.says() == "信号中断"
    table.tell_time()
    table.display()
    window.node.turn()
    assert "请等候" in window.says()


def test_a_panel_too_small_for_its_face_is_a_named_fault(table: Table) -> None:
    panel = OnbonPanel(width=192, height=32)
    health = table.board(LED)
    link = ReconnectingLink(lambda: open_link(panel.url, device=LED), device=LED, first_seconds=0.0)
    node = DisplayNode(
        OnbonDisplay(link, device=LED, panel=Panel(192, 32)),
        device=LED,
        counter=COUNTER,
        height=64,
        answers=True,
        bus=table.bus,
        clock=table.clock,
        health=health,
        monotonic=table.ticking,
    )
    node.subscribe()
    table.call("K001")
    node.turn()
    device = health.message().devices[LED]
    assert (device.state, device.what) == ("fault", "too_small: height: 64 > 32")
    assert table.shown == []
    node.close()
    panel.close()


def test_a_panel_without_a_way_back_is_shown_again_now_and_then_and_confirms_nothing(table: Table) -> None:
    panel = OnbonPanel()
    health = table.board(LED)
    link = ReconnectingLink(lambda: open_link(panel.url, device=LED), device=LED, first_seconds=0.0)
    node = DisplayNode(
        OnbonDisplay(link, device=LED, answers=False),
        device=LED,
        counter=COUNTER,
        height=64,
        answers=False,
        bus=table.bus,
        clock=table.clock,
        health=health,
        monotonic=table.ticking,
    )
    node.subscribe()
    table.call("K001")
    node.turn()
    assert panel.wait_until(lambda lines: "K001" in lines)
    panel.power_cycle()
    table.pass_time(10.5)
    node.turn()
    node.turn()
    assert panel.wait_until(lambda lines: "K001" in lines)
    assert table.shown == []
    assert health.message().devices[LED].state == "unknown"
    node.close()
    panel.close()
