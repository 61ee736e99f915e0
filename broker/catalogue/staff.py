"""The hall's people: who may do what, and who may sit at which window. Passwords and PINs never live here."""

from pydantic import Field

from broker.catalogue.entry import Entry
from broker.terms import CounterCode, DepartmentCode, RoleCode, SectionCode, StaffNo


class StaffMember(Entry):
    """One person. `post` is shown to visitors with the number; `badge` is the number printed on the staff badge.

    `section` is where the person belongs, `substitute` marks the one who fills in anywhere in it. Only `windows` may
    be served: belonging to a section gives no right to a window.
    """

    no: StaffNo = Field(pattern=r"^\d{4}$")
    name: str = Field(min_length=2)
    post: str
    post_en: str
    department: DepartmentCode
    roles: tuple[RoleCode, ...] = Field(min_length=1)
    section: SectionCode | None = None
    windows: tuple[CounterCode, ...] = ()
    substitute: bool = False
    badge: str = Field(min_length=4)


class WindowRule(Entry):
    """A window that people of some sections may never serve, and why."""

    window: CounterCode
    never_sections: tuple[SectionCode, ...]
    reason_zh: str
    reason_en: str
