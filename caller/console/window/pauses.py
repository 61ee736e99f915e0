"""Why a window pauses: the codes that go into the journal, and their words. `pad` is the key of the call pad."""

from collections.abc import Mapping
from types import MappingProxyType

from caller.console.words import Text

PAUSES: Mapping[str, Text] = MappingProxyType(
    {
        "short_break": Text("短暂离开", "Short break"),
        "meal": Text("用餐轮换", "Meal"),
        "back_office": Text("到后台办理", "Work in the back office"),
        "meeting": Text("会议培训", "Meeting or training"),
        "equipment": Text("设备故障", "Equipment at fault"),
        "helping": Text("支援其他窗口", "Helping at another window"),
    }
)


def pause_in_words(code: str) -> Text:
    """Give the words for a pause's code, of any code."""
    return Text("叫号键盘", "Call pad") if code == "pad" else PAUSES.get(code, Text(code, code))
