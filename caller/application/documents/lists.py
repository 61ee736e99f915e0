"""Published lists (G-03), and all forms as one book by department (K-07)."""

from collections.abc import Iterator

from broker.catalogue.services import Service
from broker.terms import DepartmentCode, FormCode, ServiceCode
from caller.application.documents.forms import blank_form
from caller.application.documents.heads import Press
from caller.application.documents.sheets import BookChapter, FormBook, FormSheet, ListSheet

LIST_CODES = ("all", "active", "agency", "near_home", "palm", "park_empowered", "cross_province", "kiosk24")


class NoSuchList(Exception):
    """Raised for a list that the hall does not publish. `code` is what was asked for."""

    def __init__(self, code: str) -> None:
        """Keep the code."""
        super().__init__(f"no list {code}")
        self.code = code


def list_sheet(press: Press, code: str) -> ListSheet:
    """Give a published list by its code, one of `LIST_CODES`. Raises `NoSuchList`."""
    if code not in LIST_CODES:
        raise NoSuchList(code)
    say = press.say
    services = tuple(_members(press, code))
    return ListSheet(
        head=press.head(f"L-{code.upper()}", _title(press, code), mark=""),
        intro=say(f"共 {len(services)} 项。", f"{len(services)} matters."),
        columns=(
            say("序号", "No."),
            say("事项", "Matter"),
            say("办理单位", "Department"),
            say("承诺时限", "Promised limit"),
            say("窗口", "Windows"),
        ),
        rows=tuple(_row(press, number, service) for number, service in enumerate(services, start=1)),
    )


def _title(press: Press, code: str) -> str:
    say, lists = press.say, press.catalogue.lists
    titles = {
        "all": say("进驻事项清单", "All matters of this hall"),
        "active": say(f"“{lists.active_zh}”事项清单", "Matters the hall begins by itself"),
        "agency": say(f"“{lists.agency_zh}”事项清单", "Matters done with a helper"),
        "near_home": say("就近办事项清单", "Matters done near home"),
        "palm": say("掌上办事项清单", "Matters done by phone"),
        "park_empowered": say(f"“{lists.park_empowered_zh}”事项清单", "Matters decided in the park"),
        "cross_province": say("跨省通办事项清单", "Matters done across provinces"),
        "kiosk24": say("24小时自助办事项清单", "Matters done at any hour"),
    }
    return titles[code]


def _members(press: Press, code: str) -> Iterator[Service]:
    catalogue = press.catalogue
    named: dict[str, tuple[ServiceCode, ...]] = {
        "active": catalogue.lists.active,
        "agency": catalogue.lists.agency,
        "park_empowered": catalogue.lists.park_empowered,
        "cross_province": catalogue.cross_province.items,
    }
    channels = {"near_home": "township", "palm": "online", "kiosk24": "kiosk24"}
    if code in named:
        yield from (catalogue.service(service) for service in named[code])
    elif code in channels:
        yield from (service for service in catalogue.services if channels[code] in service.channels)
    else:
        yield from catalogue.services


def _row(press: Press, number: int, service: Service) -> tuple[str, ...]:
    say, catalogue = press.say, press.catalogue
    windows = [str(counter.number) for counter in catalogue.windows_serving(service.queue)]
    return (
        str(number),
        say.name(service),
        say.name(catalogue.department(service.department)),
        say.working_days(service.promised),
        say.joined(windows),
    )


def form_book(press: Press) -> FormBook:
    """Give every form once, in the chapter of the department that asks for it (a package's: its leading one)."""
    say, catalogue = press.say, press.catalogue
    chapters: dict[DepartmentCode, list[FormSheet]] = {}
    for form, department in owners_of_forms(press).items():
        chapters.setdefault(department, []).append(blank_form(press, form))
    ordered = [code for code in catalogue.departments_by_code if code in chapters]
    return FormBook(
        head=press.head("D-BOOK", say("办事表格汇编", "All forms"), say("按办理单位编排", "by department"), mark=""),
        contents=say("目录", "Contents"),
        chapters=tuple(BookChapter(say.name(catalogue.department(code)), tuple(chapters[code])) for code in ordered),
    )


def owners_of_forms(press: Press) -> dict[FormCode, DepartmentCode]:
    """Give the department that asks for each form: its service's first, else its package's leading one."""
    catalogue = press.catalogue
    owners: dict[FormCode, DepartmentCode] = {}
    for service in catalogue.services:
        for situation in service.situations:
            owners.setdefault(situation.form, service.department)
    for package in catalogue.packages:
        owners.setdefault(package.form, package.lead)
    return {form.code: owners[form.code] for form in catalogue.forms if form.code in owners}
