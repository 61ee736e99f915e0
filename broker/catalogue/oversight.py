"""Watching over the hall: complaint categories, inspections, the walk-through, indicators, outside systems, figures."""

from typing import Annotated, Literal

from pydantic import Field, RootModel

from broker.catalogue.entry import Entry, Named, Positive
from broker.terms import CertificateCode, DepartmentCode, MaterialCode, RoleCode, ServiceCode


class CodedName(Named):
    """A word with a code: a complaint category, or a method, subject or aspect of inspection."""

    code: str


class ChecklistItem(Entry):
    """A question of the walk-through (走流程)."""

    no: int
    subject: str
    aspect: str
    ask_zh: str
    ask_en: str


class Kpi(Named):
    """An indicator. `shown_in_seed` is another city's value: shown beside ours, never forced."""

    code: str
    formula: str
    shown_in_seed: float
    derived: bool


class Adapter(Named):
    """An outside system, and what its sandbox does instead."""

    code: str
    sandbox: str


class Figure(Entry):
    """A number of the papers; `structure` ones the checker counts again on this hall."""

    id: str
    value: int | float
    unit: str
    meaning: str
    use: Literal["structure", "check", "volume", "context"]
    seed: str


class CheckerSettings(Entry):
    """What is this hall's own way and no mistake, for the checker.

    `called_from_outside`: materials called from somebody who has no desk here. `proved_before_called`: another licence
    only bears them out, so that their department is asked first. `certificates_of_packages`: given with a package as a
    whole, so that no situation names them. `needed_roles`: somebody must have each of them.
    """

    floors: Positive = 1
    called_from_outside: tuple[MaterialCode, ...] = ()
    proved_before_called: tuple[MaterialCode, ...] = ()
    certificates_of_packages: tuple[CertificateCode, ...] = ()
    needed_roles: tuple[RoleCode, ...] = ()


class LoadTest(Entry):
    """A year's volumes to load the hall with."""

    ratings: int
    good: int
    bad: int
    good_rate_shown: str
    note: str
    cases_year: int
    cases_done: int
    disabled: int
    matched: int
    consented: int
    settlements: int


class ItemName(RootModel[Annotated[str, Field(pattern=r"^[A-Z]{3}-\d{3} \S.*$")]]):
    """A matter of which only code and name are known, written `FGW-005 固定资产投资项目节能审查`."""

    model_config = {"frozen": True, "strict": True}

    @property
    def code(self) -> ServiceCode:
        """Its code."""
        return ServiceCode(self.root.split(" ", 1)[0])

    @property
    def department(self) -> DepartmentCode:
        """The department its code opens with."""
        return DepartmentCode(self.root.split("-", 1)[0])

    @property
    def name_zh(self) -> str:
        """Its name."""
        return self.root.split(" ", 1)[1]


class ItemNames(Entry):
    """Matters known by name only, and which matters stand in the deferral and commitment lists."""

    power: tuple[ItemName, ...] = ()
    other: tuple[ItemName, ...] = ()
    rongque: tuple[ServiceCode, ...] = ()
    commitment: tuple[ServiceCode, ...] = ()
