"""Guides in their eight parts (G-03, G-05), and flow charts drawn from a matter's route."""

import re

from broker.catalogue.services import MaterialUse, Service, Situation
from broker.terms import ServiceCode
from caller.application.documents.heads import Press
from caller.application.documents.sheets import FlowSheet, FlowStep, GuideSheet, Line

PARTS = 8


def guide_sheet(press: Press, code: ServiceCode, *, guide_at: str) -> GuideSheet:
    """Give the guide of a matter; `guide_at` is where its page lies, for the QR. Raises `UnknownCode`."""
    service = press.catalogue.service(code)
    say = press.say
    return GuideSheet(
        head=press.head("D-GUIDE", say.name(service), say("办事指南", "Guide"), mark=""),
        parts=(
            (say("一、设定依据", "1 Legal basis"), (Line("", say(service.basis, "")),)),
            (say("二、办理程序", "2 How it goes"), (Line("", _route_name(press, service)),)),
            (say("三、办理时限", "3 How long it takes"), _limits(press, service)),
            (say("四、收费及依据", "4 Fee and its basis"), _fee(press, service)),
            (say("五、申请材料", "5 Papers"), _materials(press, service)),
            (say("六、表格与样张", "6 Form and sample"), _forms(press, service)),
            (say("七、窗口与时间", "7 Windows and hours"), _where(press, service)),
            (say("八、咨询与投诉", "8 Questions and complaints"), _complaints(press)),
        ),
        steps=steps_of(press, service),
        qr=f"{guide_at.rstrip('/')}/{code}",
        qr_words=say("扫码查看", "Scan to read"),
    )


def flow_sheet(press: Press, code: ServiceCode) -> FlowSheet:
    """Give the flow chart of a matter. Raises `UnknownCode`."""
    service = press.catalogue.service(code)
    say = press.say
    names = steps_of(press, service)
    accept = press.catalogue.supervision.accept_decision_working_days
    days = say.working_days(service.promised)
    notes = {
        "申请": (say("申请人", "Applicant"), say("自助机、窗口或网上；刷证免填", "kiosk, window or online")),
        "受理": (
            say("窗口", "Window"),
            say(f"{accept} 个工作日内决定是否受理，逾期视为受理", f"within {accept} working days"),
        ),
        "审查": (say("经办人", "Officer"), say("核对材料，必要时协查", "papers are checked, others are asked")),
        "专家论证": (say("专家组", "Experts"), say("时限暂停，事先告知", "the clock is stopped, and you are told")),
        "决定": (say("首席代表", "Chief representative"), say(f"自受理起共 {days}", f"in all {days} from acceptance")),
        "即时办理": (
            say("系统", "The hall"),
            say("条件逐条核对，当场决定", "conditions are checked one by one, at once"),
        ),
        "发证": (
            say("自助机或出件窗口", "Kiosk or collection window"),
            say("当场打印或邮寄", "printed there and then, or posted"),
        ),
    }
    chinese = _steps(press, service)
    steps = tuple(FlowStep(name, *notes.get(zh, ("", ""))) for zh, name in zip(chinese, names, strict=True))
    branches = tuple(branch for place, zh in enumerate(chinese) for branch in _branches(press, place, zh))
    return FlowSheet(
        head=press.head("D-FLOW", say.name(service), say("办理程序流程图", "Flow chart"), mark=""),
        facts=(
            Line(say("办理单位", "Department"), say.name(press.catalogue.department(service.department))),
            Line(say("办理方式", "Way"), _route_name(press, service)),
            *_limits(press, service),
        ),
        steps=steps,
        branches=branches,
        note=say("时限以工作日计，受理当日为第 0 日。", "Limits are working days; the day of acceptance is day 0."),
    )


_STEPS_EN = {
    "申请": "Application",
    "受理": "Acceptance",
    "审查": "Examination",
    "专家论证": "Expert review",
    "决定": "Decision",
    "即时办理": "Decided at once",
    "发证": "Certificate",
}


def _steps(press: Press, service: Service) -> tuple[str, ...]:
    routes = press.catalogue.routes
    return {
        "instant": routes.instant_steps,
        "chief_rep": routes.chief_rep_steps,
        "complex": routes.complex_steps,
    }[service.route]


def steps_of(press: Press, service: Service) -> tuple[str, ...]:
    """Give the names of a matter's steps."""
    return tuple(press.say(step, _STEPS_EN.get(step, step)) for step in _steps(press, service))


def _branches(press: Press, place: int, step: str) -> tuple[tuple[int, str, str], ...]:
    say = press.say
    if step == "受理":
        return (
            (
                place,
                say("材料不齐", "papers missing"),
                say("一次性告知，补齐后继续", "one notice of all; then it goes on"),
            ),
        )
    if step == "即时办理":
        return (
            (place, say("条件不符", "conditions not met"), say("说明理由，转窗口", "reason given, on to a window")),
        )
    if step == "决定":
        return ((place, say("不予许可", "refused"), say("书面说明理由和救济途径", "reason and remedy in writing")),)
    return ()


def _route_name(press: Press, service: Service) -> str:
    routes = press.catalogue.routes
    english = {
        "instant": "Decided at once when the conditions are met",
        "chief_rep": "Accepted at a window, decided there by the department's chief representative",
        "complex": "Decided after expert review or by the department's head",
    }
    chinese = {"instant": routes.instant_zh, "chief_rep": routes.chief_rep_zh, "complex": routes.complex_zh}
    return press.say(chinese[service.route], english[service.route])


def _limits(press: Press, service: Service) -> tuple[Line, ...]:
    say = press.say
    legal = say("无规定", "none set") if service.legal == 0 else say.working_days(service.legal)
    return (
        Line(say("法定时限", "By law"), legal),
        Line(say("承诺时限", "Promised"), say.working_days(service.promised), strong=True),
    )


def _fee(press: Press, service: Service) -> tuple[Line, ...]:
    say = press.say
    if service.fee is None:
        return (Line("", say("不收费", "Free of charge")),)
    each = re.fullmatch(r"(\d+(?:\.\d+)?)元/件", service.fee)
    fee = say(service.fee, "" if each is None else f"{each[1]} yuan for each case")
    basis = () if service.fee_basis is None else (Line(say("依据", "Basis"), say(service.fee_basis, "")),)
    return (Line(say("标准", "Fee"), fee), *basis)


def _materials(press: Press, service: Service) -> tuple[Line, ...]:
    several = len(service.situations) > 1
    return tuple(line for situation in service.situations for line in _of_situation(press, situation, titled=several))


def _of_situation(press: Press, situation: Situation, *, titled: bool) -> tuple[Line, ...]:
    title = (Line(press.say.name(situation), "", strong=True),) if titled else ()
    return (*title, *(_material(press, use) for use in situation.materials))


def _material(press: Press, use: MaterialUse) -> Line:
    say = press.say
    name = say.name(press.catalogue.material(use.m))
    ways = {
        "提交": say("提交", "hand in"),
        "调用": say("免交，电子证照调用", "not needed: called electronically"),
        "复用": say("曾提交可复用", "reused if handed in before"),
        "承诺": say("可承诺", "may be promised"),
        "协查": say("部门核实", "asked of the department"),
    }
    how = say("系统生成", "made by the hall") if use.generated else say.joined([ways[way] for way in use.how])
    where = "" if use.when is None else say("（涉及时）", " (where it applies)")
    return Line(name + where, how)


def _forms(press: Press, service: Service) -> tuple[Line, ...]:
    say = press.say
    codes = dict.fromkeys(situation.form for situation in service.situations)
    free = say("空表、样张可在自助机免费打印", "blank and sample printed free at kiosks")
    return tuple(Line(say.name(press.catalogue.form(code)), free) for code in codes)


def _where(press: Press, service: Service) -> tuple[Line, ...]:
    say, catalogue = press.say, press.catalogue
    windows = [str(counter.number) for counter in catalogue.windows_serving(service.queue)]
    kiosk = "kiosk" in service.channels or "kiosk24" in service.channels
    numbers = say.joined(windows)
    hours = [span.root for span in catalogue.hall.hours.workdays]
    return (
        Line(say("窗口", "Windows"), say(f"{numbers} 号", numbers)),
        Line(say("时间", "Hours"), say("工作日 ", "working days ") + say.joined(hours)),
        *((Line(say("自助机", "Kiosk"), say("可以办理", "can be done there")),) if kiosk else ()),
    )


def _complaints(press: Press) -> tuple[Line, ...]:
    say = press.say
    unresolved = [str(counter.number) for counter in press.catalogue.counters if counter.type == "unresolved"]
    lines = [Line(say("热线", "Telephone"), say("12345 政务服务便民热线", "12345, the city's service line"))]
    if unresolved:
        numbers = say.joined(unresolved)
        lines.append(
            Line(
                say(press.catalogue.unresolved.name_zh, "If a matter could not be done"),
                say(f"{numbers} 号窗口", f"window {numbers}"),
            )
        )
    return tuple(lines)
