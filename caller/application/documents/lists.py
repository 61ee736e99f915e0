"""Published lists (G-08), counted from the catalogue as on the kiosk's pages, and all forms as one book (K-07)."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from broker.catalogue import Catalogue
from broker.catalogue.lists import LISTS_BY_CODE, Listed, departments_of
from broker.catalogue.services import Service
from broker.terms import DepartmentCode, FormCode, ServiceCode
from caller.application.documents.forms import blank_form
from caller.application.documents.heads import Press
from caller.application.documents.sheets import BookChapter, FormBook, FormSheet, ListSheet

_PROOFS = "proofs"
"""The list whose lines are papers, not matters."""


class NoSuchList(Exception):
    """Raised for a list that the hall does not publish. `code` is what was asked for."""

    def __init__(self, code: str) -> None:
        """Keep the code."""
        super().__init__(f"no list {code}")
        self.code = code


def list_sheet(press: Press, code: str) -> ListSheet:
    """Give a list by its code: one of `LISTS`, or one that the hall has on paper only. Raises `NoSuchList`."""
    say = press.say
    title, lines = _of_code(press, code)
    columns = (say("序号", "No."), say("事项", "Matter"), say("办理单位", "Department"))
    limits = (say("承诺时限", "Promised limit"), say("窗口", "Windows"))
    proofs = (say("序号", "No."), say("证明", "Proof"), say("由谁核验", "Answered by"))
    return ListSheet(
        head=press.head(f"L-{code.upper()}", title, mark=""),
        intro=_intro(press, lines),
        columns=proofs if code == _PROOFS else (*columns, *limits),
        rows=tuple(_row(press, number, line, code) for number, line in enumerate(lines, start=1)),
    )


def _of_code(press: Press, code: str) -> tuple[str, tuple[Listed, ...]]:
    say = press.say
    published, own = LISTS_BY_CODE.get(code), _ON_PAPER.get(code)
    if published is not None:
        return say(f"{published.name_zh}清单", published.name_en), published.find(press.catalogue)
    if own is None:
        raise NoSuchList(code)
    zh, en, belongs = own
    found = (service for service in press.catalogue.services if belongs(press.catalogue, service))
    return say(zh, en), tuple(_listed(service) for service in found)


def _listed(service: Service) -> Listed:
    return Listed(service.code, service.name_zh, service.name_en, service.department, full=True)


_ON_PAPER: Mapping[str, tuple[str, str, Callable[[Catalogue, Service], bool]]] = MappingProxyType(
    {
        "all": ("进驻事项清单", "All matters of this hall", lambda _catalogue, _service: True),
        "park_empowered": (
            "园区赋权事项清单",
            "Matters decided in the park",
            lambda catalogue, service: service.code in catalogue.lists.park_empowered,
        ),
        "kiosk24": (
            "24小时自助办事项清单",
            "Matters done at any hour",
            lambda _catalogue, service: "kiosk24" in service.channels,
        ),
    }
)
"""Code → name and members of the lists that no kiosk's page shows."""


def _intro(press: Press, lines: tuple[Listed, ...]) -> str:
    """Say how many there are of how many departments: the figures are counted, never typed."""
    items, departments = len(lines), departments_of(lines)
    each = "item" if items == 1 else "items"
    units = "department" if departments == 1 else "departments"
    return press.say(f"共 {items} 项，{departments} 个部门。", f"{items} {each} of {departments} {units}.")


def _row(press: Press, number: int, line: Listed, code: str) -> tuple[str, ...]:
    say, catalogue = press.say, press.catalogue
    unit = "" if line.department is None else say.name(catalogue.department(line.department))
    begins = (str(number), say.name(line), unit)
    if code == _PROOFS:
        return begins
    service = catalogue.services_by_code.get(ServiceCode(line.code))
    if service is None:  # only its name is known: it is done at its department's window
        return (*begins, "", say("到窗口办理", "at the window"))
    windows = [str(counter.number) for counter in catalogue.windows_serving(service.queue)]
    return (*begins, say.working_days(service.promised), say.joined(windows))


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
