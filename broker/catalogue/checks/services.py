"""Services and packages: codes, limits, channels, and the counted figures of packages."""

from collections.abc import Iterator

from broker.catalogue.catalogue import Catalogue
from broker.catalogue.checks.check import Check, Finding, listed
from broker.catalogue.reform import STRUCK, fields_filled, fields_now, handed_in, old_fields
from broker.catalogue.services import Package

_WITHOUT_CLERK = frozenset({"调用", "承诺", "复用", "提交"})


def _department_code(c: Catalogue) -> Iterator[Finding]:
    for s in c.services:
        if not s.code.startswith(f"{s.department}-"):
            zh = f"事项代码须以单位代码 {s.department}- 开头"
            yield Finding(f"services[{s.code}].code", zh, f"the code must open with its department: {s.department}-")


def _limits(c: Catalogue) -> Iterator[Finding]:
    for s in c.services:
        if s.promised > s.legal != 0:
            zh = f"承诺时限 {s.promised} 个工作日超过法定时限 {s.legal} 个工作日"
            en = f"promised {s.promised} working days, more than the legal {s.legal}"
            yield Finding(f"services[{s.code}].promised", zh, en)


def _categories(c: Catalogue) -> Iterator[Finding]:
    zh = "即办件的承诺时限为 0,承诺件不为 0"
    en = "a matter done on the spot (即办件) promises 0 days, any other more"
    for s in c.services:
        if (s.category == "即办件") != (s.promised == 0):
            yield Finding(f"services[{s.code}].category", zh, en)
        for e in s.situations:
            own = e.category is not None or e.promised is not None
            if own and (s.category_of(e) == "即办件") != (s.promised_of(e) == 0):
                yield Finding(f"services[{s.code}].situations[{e.code}].category", zh, en)


def _printable(c: Catalogue) -> Iterator[Finding]:
    for s in c.services:
        for e in s.situations:
            certificate = None if e.certificate is None else c.certificates_by_code.get(e.certificate)
            if certificate is None or "kiosk" not in s.channels or s.category_of(e) != "即办件":
                continue
            if not certificate.kiosk:
                zh = f"自助机可即办,但证照 {certificate.code} 不能在自助机打印"
                en = f"done on the spot at a kiosk, but a kiosk may not print {certificate.code}"
                yield Finding(f"services[{s.code}].situations[{e.code}].certificate", zh, en)


def _round_the_clock(c: Catalogue) -> Iterator[Finding]:
    for s in c.services:
        if "kiosk24" not in s.channels:
            continue
        if "kiosk" not in s.channels:
            yield Finding(f"services[{s.code}].channels", "有 kiosk24 就要有 kiosk", "kiosk24 needs kiosk as well")
        for e in s.situations:
            for use in e.materials:
                if use.when is None and not use.generated and not set(use.how) & _WITHOUT_CLERK:
                    key = f"services[{s.code}].situations[{e.code}].materials[{use.m}].how"
                    zh = f"夜间无人值守,材料 {use.m} 却要靠工作人员"
                    yield Finding(key, zh, f"nobody is there at night, but {use.m} needs a clerk")


def _cross_province(c: Catalogue) -> Iterator[Finding]:
    for code in c.cross_province.items:
        service = c.services_by_code.get(code)
        if service is not None and "cross_province" not in service.channels:
            zh = f"事项 {code} 的 channels 里没有 cross_province"
            yield Finding("cross_province.items", zh, f"the channels of {code} lack cross_province")


def _queues(c: Catalogue) -> Iterator[Finding]:
    for queue in c.queues:
        if not c.windows_by_queue[queue.letter]:
            yield Finding(f"queues[{queue.letter}]", "没有窗口办理这个队列", "no window serves this queue")


def _item_departments(c: Catalogue) -> Iterator[Finding]:
    for p in c.packages:
        for item in p.items:
            service = c.services_by_code.get(item.service)
            if service is not None and service.department != item.department:
                key = f"packages[{p.code}].items[{item.service}].department"
                zh = f"事项 {item.service} 属于 {service.department}"
                yield Finding(key, zh, f"{item.service} belongs to {service.department}")


def _after(c: Catalogue) -> Iterator[Finding]:
    for p in c.packages:
        counted = {
            "fields": (p.after.fields, len(fields_now(c, p))),
            "auto_fields": (p.after.auto_fields, len(fields_filled(c, p))),
            "materials_listed": (p.after.materials_listed, len(p.materials)),
            "materials_handed_in": (p.after.materials_handed_in, handed_in(p)),
            "days": (p.after.days, p.promised),
            "visits": (p.after.visits, p.visits),
        }
        for name, (told, count) in counted.items():
            if told != count:
                key = f"packages[{p.code}].after.{name}"
                yield Finding(key, f"写的是 {told},数出来是 {count}", f"it says {told}, counted {count}")


def _before(c: Catalogue) -> Iterator[Finding]:
    for p in c.packages:
        if p.before_materials and len(p.before_materials) != p.before.materials:
            yield _miscounted(p, "materials", p.before.materials, len(p.before_materials))
        fields = old_fields(p)
        if fields and len(fields) != p.before.fields:
            yield _miscounted(p, "fields", p.before.fields, len(fields))


def _miscounted(package: Package, name: str, told: int | None, count: int) -> Finding:
    key = f"packages[{package.code}].before.{name}"
    return Finding(key, f"写的是 {told},数出来是 {count}", f"it says {told}, counted {count}")


def _old_forms(c: Catalogue) -> Iterator[Finding]:
    for p in c.packages:
        now: set[str] = set(fields_now(c, p))
        before = set(old_fields(p))
        if before and before != now:
            codes = listed(before ^ now)
            zh = f"原表要素与现表 {p.form} 不一致: {codes}"
            yield Finding(f"packages[{p.code}].before_forms", zh, f"not the same elements as {p.form}: {codes}")


def _old_papers(c: Catalogue) -> Iterator[Finding]:
    for p in c.packages:
        became: set[str] = {paper.now for paper in p.before_materials} - {STRUCK}
        now: set[str] = {use.m for use in p.materials}
        if p.before_materials and became != now:
            codes = listed(became ^ now)
            zh = f"原材料的去向与现材料不一致: {codes}"
            yield Finding(
                f"packages[{p.code}].before_materials", zh, f"old papers do not lead to the new ones: {codes}"
            )


def _stages(c: Catalogue) -> Iterator[Finding]:
    for p in c.packages:
        if not p.stages:
            continue
        days = sum(stage.days for stage in p.stages)
        if days != p.promised:
            zh = f"各阶段共 {days} 个工作日,而承诺 {p.promised} 个"
            yield Finding(f"packages[{p.code}].stages", zh, f"the stages take {days} days, promised are {p.promised}")
        if sorted(code for stage in p.stages for code in stage.services) != sorted(item.service for item in p.items):
            zh = "各阶段的事项与 items 不一致"
            yield Finding(f"packages[{p.code}].stages", zh, "the stages' services are not those of items")


CHECKS: tuple[Check, ...] = (
    Check("services.department_code", _department_code),
    Check("services.limits", _limits),
    Check("services.categories", _categories),
    Check("services.printable", _printable),
    Check("services.round_the_clock", _round_the_clock),
    Check("cross_province.channel", _cross_province),
    Check("queues.window", _queues),
    Check("packages.item_departments", _item_departments),
    Check("packages.after", _after),
    Check("packages.before", _before),
    Check("packages.old_forms", _old_forms),
    Check("packages.old_papers", _old_papers),
    Check("packages.stages", _stages),
)
