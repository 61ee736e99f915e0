"""The sentences of refusals, written once, in the three languages of the hall's screens."""

from collections.abc import Mapping
from types import MappingProxyType
from zoneinfo import ZoneInfo

from broker.messages import Sentence
from caller.application.case_sentences import CASE_SENTENCES
from caller.application.saying import Say, fixed
from caller.domain import refusals as r


def _window(code: str) -> str:
    return code.lstrip("W").lstrip("0") or code


def _closed(refusal: r.HallClosed, zone: ZoneInfo) -> Sentence:
    if refusal.opens_at is None:
        return Sentence(
            zh_hans="现在不发号，请咨询导办台。",
            zh_hant="現在不發號，請諮詢導辦台。",
            en="No tickets are given now. Please ask at the guide desk.",
        )
    at = refusal.opens_at.astimezone(zone)
    return Sentence(
        zh_hans=f"现在不发号，{at.month}月{at.day}日{at:%H:%M}开始。",
        zh_hant=f"現在不發號，{at.month}月{at.day}日{at:%H:%M}開始。",
        en=f"No tickets are given now. They start again on {at:%d %B} at {at:%H:%M}.",
    )


def _numbered(zh_hans: str, zh_hant: str, en: str) -> Say:
    """Sentences about a ticket: `{number}` is filled in."""
    return lambda refusal, _zone: Sentence(
        zh_hans=zh_hans.format(number=refusal.number),
        zh_hant=zh_hant.format(number=refusal.number),
        en=en.format(number=refusal.number),
    )


def _at_window(zh_hans: str, zh_hant: str, en: str) -> Say:
    """Sentences about a window: `{window}` is filled in."""
    return lambda refusal, _zone: Sentence(
        zh_hans=zh_hans.format(window=_window(refusal.counter)),
        zh_hant=zh_hant.format(window=_window(refusal.counter)),
        en=en.format(window=_window(refusal.counter)),
    )


def _too_soon(refusal: r.TooSoonToRecall, _zone: ZoneInfo) -> Sentence:
    left = refusal.seconds_left
    return Sentence(
        zh_hans=f"{refusal.number} 号刚呼叫过，请等 {left} 秒再呼叫。",
        zh_hant=f"{refusal.number} 號剛呼叫過，請等 {left} 秒再呼叫。",
        en=f"{refusal.number} was called a moment ago. Please wait {left} seconds.",
    )


def _often(refusal: r.CalledOften, _zone: ZoneInfo) -> Sentence:
    return Sentence(
        zh_hans=f"{refusal.number} 号已呼叫 {refusal.times} 次，请按“过号”。",
        zh_hant=f"{refusal.number} 號已呼叫 {refusal.times} 次，請按「過號」。",
        en=f"{refusal.number} has been called {refusal.times} times. Please press “no-show”.",
    )


def _too_late(refusal: r.ReturnTooLate, _zone: ZoneInfo) -> Sentence:
    return Sentence(
        zh_hans=f"{refusal.number} 号过号已超过 {refusal.minutes} 分钟，请重新取号。",
        zh_hant=f"{refusal.number} 號過號已超過 {refusal.minutes} 分鐘，請重新取號。",
        en=f"{refusal.number} was passed more than {refusal.minutes} minutes ago. Please take a new ticket.",
    )


def _taken(refusal: r.CounterTaken, _zone: ZoneInfo) -> Sentence:
    window = _window(refusal.counter)
    return Sentence(
        zh_hans=f"{window} 号窗口已由 {refusal.staff} 号工作人员签到。",
        zh_hant=f"{window} 號窗口已由 {refusal.staff} 號工作人員簽到。",
        en=f"Staff {refusal.staff} is signed in at window {window}.",
    )


SENTENCES: Mapping[type[r.Refusal], Say] = MappingProxyType(
    {
        r.UnknownQueue: fixed("大厅没有这个队列。", "大廳沒有這個隊列。", "The hall has no such queue."),
        r.UnknownCounter: fixed("大厅没有这个窗口。", "大廳沒有這個窗口。", "The hall has no such window."),
        r.UnknownService: fixed(
            "这个事项不在该队列办理。", "這個事項不在該隊列辦理。", "This matter is not handled in that queue."
        ),
        r.HallClosed: _closed,
        r.AlreadyHolding: _numbered(
            "您已经取过 {number} 号，请等候叫号。",
            "您已經取過 {number} 號，請等候叫號。",
            "You already hold ticket {number}.",
        ),
        r.NobodyWaiting: fixed("现在没有人等候。", "現在沒有人等候。", "Nobody is waiting."),
        r.CounterBusy: _numbered(
            "窗口还有 {number} 号，请先办完。",
            "窗口還有 {number} 號，請先辦完。",
            "Ticket {number} is still at this window.",
        ),
        r.CounterClosed: _at_window(
            "{window} 号窗口没有人签到。", "{window} 號窗口沒有人簽到。", "Nobody is signed in at window {window}."
        ),
        r.CounterIsPaused: _at_window(
            "{window} 号窗口暂停中。", "{window} 號窗口暫停中。", "Window {window} is paused."
        ),
        r.CounterNotPaused: _at_window(
            "{window} 号窗口没有暂停。", "{window} 號窗口沒有暫停。", "Window {window} is not paused."
        ),
        r.NothingCalled: _at_window(
            "{window} 号窗口没有叫号。", "{window} 號窗口沒有叫號。", "No ticket is at window {window}."
        ),
        r.NotArrived: _numbered(
            "{number} 号还没有到窗口。", "{number} 號還沒有到窗口。", "{number} has not arrived yet."
        ),
        r.AlreadyArrived: _numbered(
            "{number} 号已经在办理。", "{number} 號已經在辦理。", "{number} is already being served."
        ),
        r.TooSoonToRecall: _too_soon,
        r.CalledOften: _often,
        r.NoSuchTicket: fixed("没有找到这个号。", "沒有找到這個號。", "There is no such ticket."),
        r.NotParked: _numbered(
            "{number} 号没有在本窗口挂起。", "{number} 號沒有在本窗口掛起。", "{number} is not parked at this window."
        ),
        r.NotPassed: _numbered("{number} 号没有过号。", "{number} 號沒有過號。", "{number} was not passed over."),
        r.ReturnTooLate: _too_late,
        r.NowhereToGo: fixed(
            "请选择转到哪个队列或窗口。", "請選擇轉到哪個隊列或窗口。", "Please choose a queue or a window to send to."
        ),
        r.TargetClosed: _at_window(
            "{window} 号窗口没有人，不能转去。", "{window} 號窗口沒有人，不能轉去。", "Nobody sits at window {window}."
        ),
        r.ReasonNeeded: fixed("请填写原因。", "請填寫原因。", "Please give a reason."),
        r.UnknownReason: fixed(
            "请从列出的原因中选择。", "請從列出的原因中選擇。", "Please choose from the reasons that are listed."
        ),
        r.StaffNotAllowed: _at_window(
            "您不能在 {window} 号窗口办理业务。",
            "您不能在 {window} 號窗口辦理業務。",
            "You may not serve window {window}.",
        ),
        r.StaffElsewhere: _at_window(
            "您已在 {window} 号窗口签到，请先签退。",
            "您已在 {window} 號窗口簽到，請先簽退。",
            "You are signed in at window {window}. Please sign out there first.",
        ),
        r.CounterTaken: _taken,
        r.NoSuchServing: fixed("没有可以评价的业务。", "沒有可以評價的業務。", "There is nothing to rate."),
        r.AlreadyRated: fixed(
            "您已经评价过了，谢谢。", "您已經評價過了，謝謝。", "You have already rated this. Thank you."
        ),
        r.RatingOver: fixed(
            "评价时间已过，可到自助机评价。",
            "評價時間已過，可到自助機評價。",
            "The time for rating here is over. You may rate at a kiosk.",
        ),
        r.BadNotice: fixed(
            "通知要有内容、显示屏和正确的起止时间。",
            "通知要有內容、顯示屏和正確的起止時間。",
            "A notice needs a text, a board, and an end after its start.",
        ),
        r.NoSuchNotice: fixed("没有这条通知。", "沒有這條通知。", "There is no such notice."),
        r.NotYours: fixed("您没有这个权限。", "您沒有這個權限。", "You may not do this."),
        r.TooLate: fixed(
            "请求已过时，请再试一次。", "請求已過時，請再試一次。", "The request came too late. Please try again."
        ),
        **CASE_SENTENCES,
    }
)
"""Refusal → how it is said. A test keeps the table complete."""


def sentence(refusal: r.Refusal, zone: ZoneInfo) -> Sentence:
    """Say a refusal to a person; times are given on the clocks of `zone`."""
    return SENTENCES[type(refusal)](refusal, zone)
