"""Words for what devices and kiosks report in codes: faults, and the screens where visits end."""

from collections.abc import Mapping
from types import MappingProxyType

from caller.console.words import Text

FAULTS: Mapping[str, Text] = MappingProxyType(
    {
        "offline": Text("离线", "offline"),
        "out_of_paper": Text("缺纸", "out of paper"),
        "jammed": Text("卡纸", "jammed"),
        "out_of_toner": Text("缺墨粉", "out of toner"),
        "cover_open": Text("盖未关", "cover open"),
        "unplugged": Text("断开", "unplugged"),
        "silent": Text("无应答", "silent"),
        "broken": Text("损坏", "broken"),
        "unconfirmed": Text("不知是否印出", "not known whether it came out"),
        "bad_frame": Text("数据错误", "bad data"),
        "refused": Text("拒绝指令", "refuses"),
        "too_small": Text("屏幕太小", "screen too small"),
        "fault": Text("故障", "fault"),
    }
)
SCREENS: Mapping[str, Text] = MappingProxyType(
    {
        "Start": Text("首页", "start"),
        "GuideHint": Text("指引", "guide"),
        "ReadingCard": Text("读证", "reading the card"),
        "CardProblem": Text("读证失败", "card problem"),
        "CardExpired": Text("证件过期", "card expired"),
        "Menu": Text("版块", "menu"),
        "SectionMatters": Text("事项", "services"),
        "Search": Text("搜索", "search"),
        "Result": Text("办理方式", "result"),
        "Ticket": Text("取号", "ticket"),
        "AlreadyHolding": Text("已有号", "already holding"),
        "RateLastVisit": Text("评价", "rating"),
        "Refused": Text("未能取号", "refused"),
    }
)


def fault_in_words(what: str) -> Text:
    """Give the words for a fault (`unplugged`, `bad_frame: checksum`); an unknown one stays as it is."""
    code, _, more = what.partition(": ")
    words = FAULTS.get(code, Text(code, code))
    return Text(f"{words.zh}（{more}）", f"{words.en} ({more})") if more else words


def screen_in_words(screen: str) -> Text:
    """Give the words for a kiosk's screen."""
    return SCREENS.get(screen, Text(screen, screen))
