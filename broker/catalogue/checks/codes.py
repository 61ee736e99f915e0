"""Codes: none twice, letters and numbers in their order."""

from collections import Counter as Tally
from collections.abc import Callable, Iterable, Iterator

from broker.catalogue.catalogue import Catalogue
from broker.catalogue.checks.check import Check, Finding

_CODES: tuple[tuple[str, Callable[[Catalogue], Iterable[str]]], ...] = (
    ("adapters", lambda c: (x.code for x in c.adapters)),
    ("boards", lambda c: (x.code for x in c.boards)),
    ("certificates", lambda c: (x.code for x in c.certificates)),
    ("clients", lambda c: (x.code for x in c.clients)),
    ("common_questions", lambda c: (x.flag for x in c.common_questions)),
    ("complaint_categories", lambda c: (x.code for x in c.complaint_categories)),
    ("databases", lambda c: (x.code for x in c.databases)),
    ("departments", lambda c: (x.code for x in c.departments)),
    ("documents", lambda c: (x.code for x in c.documents)),
    ("elicences", lambda c: (x.code for x in c.elicences)),
    ("figures", lambda c: (x.id for x in c.figures)),
    ("forms", lambda c: (x.code for x in c.forms)),
    ("inspection_aspects", lambda c: (x.code for x in c.inspection_aspects)),
    ("inspection_methods", lambda c: (x.code for x in c.inspection_methods)),
    ("inspection_subjects", lambda c: (x.code for x in c.inspection_subjects)),
    ("kiosks", lambda c: (x.code for x in c.kiosks)),
    ("kpis", lambda c: (x.code for x in c.kpis)),
    ("materials", lambda c: (x.code for x in c.materials)),
    ("packages", lambda c: (x.code for x in c.packages)),
    ("personas", lambda c: (x.code for x in c.personas)),
    ("proactive", lambda c: (x.code for x in c.proactive)),
    ("queues", lambda c: (x.letter for x in c.queues)),
    ("roles", lambda c: (x.code for x in c.roles)),
    ("scenarios", lambda c: (x.code for x in c.scenarios)),
    ("sections", lambda c: (x.code for x in c.sections)),
    ("services", lambda c: (x.code for x in c.services)),
    ("staff", lambda c: (x.no for x in c.staff_members)),
    ("trees", lambda c: (x.owner for x in c.trees)),
    ("windows", lambda c: (x.code for x in c.counters)),
)


def twice(codes: Iterable[str]) -> list[str]:
    """Give the codes that occur more than once."""
    return [code for code, count in Tally(codes).items() if count > 1]


def _unique(key: str, codes: Callable[[Catalogue], Iterable[str]]) -> Check:
    def find(catalogue: Catalogue) -> Iterator[Finding]:
        for code in twice(codes(catalogue)):
            yield Finding(f"{key}[{code}]", f"代码 {code} 用了不止一次", f"the code {code} is used more than once")

    return Check(f"unique.{key}", find)


def _situations(catalogue: Catalogue) -> Iterator[Finding]:
    for service in catalogue.services:
        for code in twice(situation.code for situation in service.situations):
            key = f"services[{service.code}].situations[{code}]"
            yield Finding(key, f"情形 {code} 写了不止一次", f"the situation {code} stands here more than once")


def _item_codes(catalogue: Catalogue) -> Iterator[Finding]:
    named = {f"catalogue.power[{i.code}]": i.code for i in catalogue.item_names.power}
    named |= {f"catalogue.other[{i.code}]": i.code for i in catalogue.item_names.other}
    listings = (catalogue.item_names.power, catalogue.item_names.other)
    codes = [i.code for items in listings for i in items] + [s.code for s in catalogue.services]
    doubles = set(twice(codes))
    for key, code in named.items():
        if code in doubles:
            yield Finding(key, f"事项代码 {code} 已经用过", f"the item code {code} is used already")


def _item_names(catalogue: Catalogue) -> Iterator[Finding]:
    listings = (("power", catalogue.item_names.power), ("other", catalogue.item_names.other))
    names = [i.name_zh for _, items in listings for i in items] + [s.name_zh for s in catalogue.services]
    doubles = set(twice(names))
    for listing, items in listings:
        for item in items:
            if item.name_zh in doubles:
                key = f"catalogue.{listing}[{item.code}]"
                yield Finding(key, f"事项名称“{item.name_zh}”已经用过", f"the item name {item.name_zh} is used already")


def _item_lists(catalogue: Catalogue) -> Iterator[Finding]:
    names = catalogue.item_names
    known = {i.code for i in (*names.power, *names.other)} | set(catalogue.services_by_code)
    of_service = {
        "rongque": {s.code for s in catalogue.services if s.rongque},
        "commitment": {s.code for s in catalogue.services if s.commitment},
    }
    for listing, codes in (("rongque", names.rongque), ("commitment", names.commitment)):
        for code in twice((*codes, *of_service[listing])):
            yield Finding(f"catalogue.{listing}[{code}]", f"{code} 已在清单中", f"{code} stands in this list already")
        for code in sorted(set(codes) - known):
            yield Finding(f"catalogue.{listing}[{code}]", f"没有 {code} 这个事项", f"there is no item {code}")


def _queue_letters(catalogue: Catalogue) -> Iterator[Finding]:
    for queue in catalogue.queues:
        if len(queue.letter) != 1 or queue.letter not in "ABCDEFGHJKLMNPQRSTUVWXYZ":
            zh = "队列字母须是一个大写字母,且不用 I、O(会看成 1、0)"
            yield Finding(
                f"queues[{queue.letter}].letter", zh, "must be one capital letter, not I or O (read as 1 and 0)"
            )


def _window_numbers(catalogue: Catalogue) -> Iterator[Finding]:
    for number, counter in enumerate(catalogue.counters, start=1):
        if counter.code != f"W{number:02d}":
            zh = f"窗口号须从 W01 起连续编排,这里应为 W{number:02d}"
            en = f"windows are numbered without gaps from W01: W{number:02d} is expected here"
            yield Finding(f"windows[{counter.code}].code", zh, en)
            return


def _device_codes(catalogue: Catalogue) -> Iterator[Finding]:
    doubles = set(twice(device.code for client in catalogue.clients for device in client.devices))
    for client in catalogue.clients:
        for code in sorted({device.code for device in client.devices} & doubles):
            key = f"clients[{client.code}].devices[{code}]"
            yield Finding(key, f"设备代码 {code} 用了不止一次", f"the device code {code} is used more than once")


def _badges(catalogue: Catalogue) -> Iterator[Finding]:
    doubles = set(twice(member.badge for member in catalogue.staff_members))
    for member in catalogue.staff_members:
        if member.badge in doubles:
            yield Finding(
                f"staff[{member.no}].badge",
                f"工作证号 {member.badge} 不止一人使用",
                f"more than one person has the badge {member.badge}",
            )


CHECKS: tuple[Check, ...] = (
    *(_unique(key, codes) for key, codes in _CODES),
    Check("unique.situations", _situations),
    Check("unique.item_codes", _item_codes),
    Check("unique.item_names", _item_names),
    Check("unique.devices", _device_codes),
    Check("unique.badges", _badges),
    Check("item_lists", _item_lists),
    Check("queue_letters", _queue_letters),
    Check("window_numbers", _window_numbers),
)
