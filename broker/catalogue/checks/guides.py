"""Guide pages are whole (G-03), and windows stand on the floor of the section they are called after (G-10)."""

from collections.abc import Iterator

from broker.catalogue.catalogue import Catalogue
from broker.catalogue.checks.check import Check, Finding
from broker.catalogue.guides import GuidePart, key_of_part, lacking

_NAMES: dict[GuidePart, tuple[str, str]] = {
    "name": ("事项名称", "name"),
    "basis": ("法律依据", "legal basis"),
    "steps": ("办理流程", "steps"),
    "limits": ("办理时限", "limits"),
    "fee": ("收费依据", "basis of the fee"),
    "materials": ("申请材料", "materials"),
    "sample": ("示范文本", "sample form"),
    "window": ("窗口、时间和投诉电话", "window, hours and complaint phone"),
}


def _complete(c: Catalogue) -> Iterator[Finding]:
    for service in c.services:
        for part in lacking(c, service):
            zh, en = _NAMES[part]
            key = f"services[{service.code}].{key_of_part(part)}"
            yield Finding(key, f"办事指南缺少“{zh}”,不能公布", f"its guide page lacks its {en} and cannot be published")


def _signs(c: Catalogue) -> Iterator[Finding]:
    floors = {section.code: section.floor for section in c.sections}
    for counter in c.counters:
        floor = floors.get(counter.section)
        if floor is not None and counter.floor != floor:
            zh = f"窗口在 {counter.floor} 楼,而“{counter.name_zh}”所在版块在 {floor} 楼"
            en = f"the window is on floor {counter.floor}, the section its sign belongs to on floor {floor}"
            yield Finding(f"windows[{counter.code}].floor", zh, en)


CHECKS: tuple[Check, ...] = (Check("guides.complete", _complete), Check("guides.signs", _signs))
