"""A morning in the hall, the same every time: what pictures and axe look at."""

from datetime import timedelta

from broker.messages import DeviceHealth, Health
from broker.terms import ClientCode, CounterCode, DeviceCode, MaterialCode, VisitorKey, ZoneCode
from caller.application.ports import Scene
from caller.domain import commands as c
from caller.domain.cases import commands as cc
from tests.caller.cases import CaseHall
from tests.caller.console.rehearsal import Rehearsal

_SEATS = {
    "0101": "W01", "0201": "W02", "0701": "W07", "0801": "W08", "0901": "W09", "1201": "W12", "1401": "W14",
    "1501": "W15", "1601": "W16", "1701": "W17", "2301": "W23", "2401": "W24", "2901": "W29", "3001": "W30",
    "3201": "W32", "3601": "W36", "3701": "W37", "3901": "W39", "4401": "W44", "4501": "W45", "4701": "W47",
    "4901": "W49", "5001": "W50", "5201": "W52", "5301": "W53", "5701": "W57", "5901": "W59", "6001": "W60",
}  # fmt: skip
_TICKETS = (
    ("K", "GJJ-001", "周*"), ("K", "GJJ-001", "吴*"), ("A", None, "郑*"), ("C", None, "王*"), ("K", "GJJ-002", "冯*"),
    ("F", None, "褚*"), ("L", None, None), ("H", None, "卫*"), ("K", "GJJ-001", "蒋*"), ("C", None, "沈*"),
    ("D", None, "韩*"), ("J", None, None), ("B", None, "杨*"), ("K", "GJJ-003", "朱*"), ("C", None, "秦*"),
    ("K", None, None), ("A", None, "许*"), ("T", None, "何*"), ("K", "GJJ-001", "吕*"), ("F", None, "施*"),
    ("M", None, "张*"), ("K", "GJJ-001", "孔*"), ("E", None, "曹*"), ("S", None, "严*"), ("K", "GJJ-002", "华*"),
)  # fmt: skip


def play_morning(hall: Rehearsal) -> None:
    """Sit people down, give tickets, call some, break some devices, put up a notice. Ends at about 09:41."""
    for number, window in _SEATS.items():
        hall.sit(number, window)
    for queue, service, name in _TICKETS:
        hall.clock.move(seconds=67)
        hall.take_ticket(queue, service, name=name or "", card=name is not None, age=76 if name == "吕*" else 41)
    _serve(hall)
    _break(hall)
    _promise(hall)
    now = hall.clock.now()
    hall.ask(
        c.PostNotice(
            notice_id="notice-0001",
            zones=tuple(ZoneCode(zone) for zone in ("entrance", "S08")),
            text_zh="今天 16:30 至 17:00 公积金系统升级，提取业务暂停；"
            "已取号的群众请在 16:20 前到窗口，或改日凭号优先办理。",
            text_en="Housing-fund withdrawals pause from 16:30 to 17:00 today.",
            starts_at=now - timedelta(minutes=5),
            ends_at=now + timedelta(hours=7),
        )
    )


def _promise(hall: Rehearsal) -> None:
    """A paper that was to come did not, a sheet was lost in a printer: for the page of promises."""
    earlier = CaseHall()
    earlier.tick(days=-44)
    broken = earlier.open("FGW-003", [], "W24")
    earlier.answer_calls(broken)
    earlier.do(cc.DeferMaterial(case_id=broken.case_id, visitor=broken.visitor, material=MaterialCode("FUNDS")))
    earlier.settle(broken)
    earlier.submit(broken)
    earlier.do(cc.Approve(case_id=broken.case_id), earlier.staff("FGW"))
    earlier.tick(days=43)
    later = earlier.done("JTJ-001", [3], "K06", VisitorKey("later"))
    earlier.decide_all(later)
    serial = earlier.sheets(later)[0].serial
    lost = cc.ReportSheet(case_id=later.case_id, visitor=later.visitor, serial=serial, outcome="lost", fault="jammed")
    earlier.do(lost, c.Actor("client", "K06"))
    earlier.tick(days=1)

    def enter(scene: Scene) -> None:
        book = scene.hall.state.cases
        book.cases.update(earlier.cases)
        book.certificates.update(earlier.hall.state.cases.certificates)
        book.serials.update(earlier.hall.state.cases.serials)

    hall.desk.read(enter)


def _serve(hall: Rehearsal) -> None:
    for window, done in (("W45", True), ("W15", True), ("W16", False), ("W08", True), ("W29", True), ("W36", True)):
        hall.clock.move(seconds=41)
        counter = CounterCode(window)
        hall.ask(c.CallNext(counter))
        if done:
            hall.clock.move(seconds=24)
            hall.ask(c.StartServing(counter))
    hall.ask(c.PauseCounter(CounterCode("W30"), "meal"))
    hall.ask(c.CallNext(CounterCode("W44")))
    hall.clock.move(seconds=30)
    hall.ask(c.StartServing(CounterCode("W44")))
    hall.clock.move(seconds=60)
    hall.ask(c.Park(CounterCode("W44")))
    hall.ask(c.CallNext(CounterCode("W49")))
    hall.ask(c.NoShow(CounterCode("W49")))
    hall.clock.move(seconds=180)
    hall.ask(c.CallNext(CounterCode("W44")))
    hall.clock.move(seconds=8)


def _break(hall: Rehearsal) -> None:
    now = hall.clock.now()
    well, paper = DeviceHealth(state="ok", since=now), DeviceHealth(state="fault", what="out_of_paper", since=now)
    for kiosk in ("K01", "K02", "K03", "K05"):
        devices = {
            DeviceCode(f"{kiosk}.card"): well,
            DeviceCode(f"{kiosk}.ticket"): paper if kiosk == "K03" else well,
        }
        hall.hear(Health(client=ClientCode(kiosk), online=True, at=now, devices=devices))
    hall.hear(Health(client=ClientCode("K02"), online=False))
    hall.hear(Health(client=ClientCode("N-S08"), online=True, at=now, devices={DeviceCode("LED-44"): well}))
    for outcome, screen, seconds in (
        ("ticket", "Ticket", 41.0),
        ("ticket", "Ticket", 55.0),
        ("given_up", "Search", 90.0),
    ):
        hall.ask(
            c.ReportVisit(ClientCode("K01"), outcome, screen, seconds, language="zh-Hans", large=False, with_card=True)
        )
    hall.desk.read(lambda scene: scene.seq)  # until all of it is heard
