"""What visitors come for: services (事项) with their situations and materials, and packages (一件事)."""

from typing import Literal, TypeAlias

from pydantic import Field

from broker.catalogue.entry import Entry, Named, OrBlank, Origin
from broker.terms import (
    CertificateCode,
    DepartmentCode,
    Flag,
    FormCode,
    MaterialCode,
    Minutes,
    PackageCode,
    QueueLetter,
    SectionCode,
    ServiceCode,
    SituationCode,
    WorkingDays,
)

Way: TypeAlias = Literal["提交", "调用", "复用", "承诺", "协查"]
"""How a material is obtained: handed in, called, used again, promised, proved by another department."""

Category: TypeAlias = Literal["即办件", "承诺件"]
ServiceKind: TypeAlias = Literal["行政权力", "其他权力", "公共服务"]
RouteCode: TypeAlias = Literal["instant", "chief_rep", "complex"]
Channel: TypeAlias = Literal[
    "window", "kiosk", "kiosk24", "online", "cross_province", "township", "home_visit", "remote_video"
]
MatterCode: TypeAlias = ServiceCode | PackageCode
Life: TypeAlias = Literal["enterprise", "person", "project"]
"""Whose life a package belongs to: a company's, a person's, a project's."""


class MaterialUse(Entry):
    """A material as one situation asks for it.

    `core`: neither promised nor deferred. `commit`: working days to supply what was promised, 0 = the promise stands
    for it. `defer`: working days to hand in later (容缺). `when`: only with this flag. `generated`: the hall writes it.
    """

    m: MaterialCode
    how: tuple[Way, ...] = Field(min_length=1)
    core: bool = False
    commit: WorkingDays | None = Field(default=None, ge=0)
    defer: WorkingDays | None = Field(default=None, gt=0)
    when: Flag | None = None
    generated: bool = False


class Situation(Named):
    """One way a service is asked for. Category and limits not given are the service's."""

    code: SituationCode
    category: Category | None = None
    legal: WorkingDays | None = Field(default=None, ge=0)
    promised: WorkingDays | None = Field(default=None, ge=0)
    form: FormCode
    certificate: OrBlank[CertificateCode]
    materials: tuple[MaterialUse, ...]


class Service(Named):
    """A matter in full. `legal` and `promised` are working days, 0 = on the spot (or no legal limit).

    Without `fee` a matter costs nothing: so the reference hall has it ("fee 0 where not given"), and the guides say so.
    """

    code: ServiceCode
    department: DepartmentCode
    section: SectionCode
    queue: QueueLetter
    kind: ServiceKind
    category: Category
    route: RouteCode
    legal: WorkingDays = Field(ge=0)
    promised: WorkingDays = Field(ge=0)
    promised_hours: int | None = Field(default=None, gt=0)
    promised_minutes: Minutes | None = Field(default=None, gt=0)
    legal_from: Origin
    promised_from: Origin
    service_minutes: Minutes = Field(gt=0)
    visits: int = Field(ge=0)
    channels: tuple[Channel, ...] = Field(min_length=1)
    rongque: bool
    commitment: bool
    basis: str
    fee: str | None = None
    fee_basis: str | None = None
    note: str | None = None
    situations: tuple[Situation, ...] = Field(min_length=1)

    def category_of(self, situation: Situation) -> Category:
        """Give the situation's category, its own or the service's."""
        return self.category if situation.category is None else situation.category

    def promised_of(self, situation: Situation) -> WorkingDays:
        """Give the promised limit in working days, the situation's own or the service's."""
        return self.promised if situation.promised is None else situation.promised

    def legal_of(self, situation: Situation) -> WorkingDays:
        """Give the legal limit in working days, the situation's own or the service's."""
        return self.legal if situation.legal is None else situation.legal


class PackageItem(Entry):
    """A service that a package brings along, in one of its situations; with `when`, only where that flag is set."""

    service: ServiceCode
    situation: SituationCode
    department: DepartmentCode
    when: Flag | None = None


class PackageBefore(Entry):
    """What the same thing cost a visitor before, as far as it is known."""

    materials: int | None = None
    fields: int | None = None
    steps: int | None = None
    days: WorkingDays | None = None
    visits: int | None = None


class PackageAfter(Entry):
    """What it costs now. The checker counts `fields`, `auto_fields`, `materials_listed` and `days` again."""

    materials_listed: int
    materials_handed_in: int
    fields: int
    auto_fields: int
    days: WorkingDays
    visits: int
    steps: int | None = None


class OldMaterial(Entry):
    """A paper of before, and the material it became, or 取消."""

    department: DepartmentCode
    name_zh: str
    name_en: str = ""
    now: MaterialCode | Literal["取消"]


class OldForm(Entry):
    """A form of before, with the fields it asked for."""

    name_zh: str
    fields: tuple[str, ...]


class Stage(Named):
    """A stage of a project package, with its days and the services decided in it."""

    code: str
    services: tuple[ServiceCode, ...]
    days: WorkingDays


class Package(Named):
    """Several services asked for as one (一件事一次办). `province_13`: one of the province's thirteen."""

    code: PackageCode
    life: Life
    province_13: bool
    pilot: bool
    lead: DepartmentCode
    queue: QueueLetter
    form: FormCode
    promised: WorkingDays = Field(ge=0)
    promised_from: Origin
    visits: int = Field(ge=0)
    before: PackageBefore
    after: PackageAfter
    before_from: Origin
    items: tuple[PackageItem, ...] = Field(min_length=1)
    materials: tuple[MaterialUse, ...]
    before_materials: tuple[OldMaterial, ...] = ()
    before_forms: tuple[OldForm, ...] = ()
    parallel_checks: tuple[DepartmentCode, ...] = ()
    stages: tuple[Stage, ...] = ()
    note: str | None = None
