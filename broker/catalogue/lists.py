"""The published lists (清单公布, G-08) as queries over the catalogue: nothing of them is typed, everything is counted.

The checker, the kiosk's pages and printed lists all call these functions. Pure.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

from broker.catalogue.catalogue import Catalogue
from broker.catalogue.oversight import ItemName
from broker.catalogue.services import MaterialUse, Service
from broker.terms import DepartmentCode, MaterialCode, ServiceCode

ListCode: TypeAlias = Literal[
    "rongque", "commitment", "near_home", "active", "palm", "agency", "cross_province", "proofs"
]


@dataclass(frozen=True, slots=True)
class Listed:
    """One line of a list. `full` is whether the catalogue has more of it than code and name."""

    code: str
    name_zh: str
    name_en: str
    department: DepartmentCode | None
    full: bool


@dataclass(frozen=True, slots=True)
class PublishedList:
    """One list with its name; `find` gives its lines in the catalogue's order."""

    code: ListCode
    name_zh: str
    name_en: str
    find: Callable[[Catalogue], tuple[Listed, ...]]


def uses_of(service: Service) -> Iterator[MaterialUse]:
    """Give every material of every situation of a service."""
    return (use for situation in service.situations for use in situation.materials)


def deferrable(service: Service) -> bool:
    """Whether any of its materials may be handed in later (容缺)."""
    return any(use.defer is not None for use in uses_of(service))


def promisable(service: Service) -> bool:
    """Whether any of its materials may be promised (告知承诺)."""
    return any(use.commit is not None for use in uses_of(service))


def departments_of(lines: tuple[Listed, ...]) -> int:
    """Give how many departments stand behind a list."""
    return len({line.department for line in lines if line.department is not None})


def names_only(catalogue: Catalogue) -> tuple[ItemName, ...]:
    """Give the items of which only code and name are known: they are done at the window."""
    return (*catalogue.item_names.power, *catalogue.item_names.other)


def rongque(catalogue: Catalogue) -> tuple[Listed, ...]:
    """Give the matters that are accepted while a paper is still missing."""
    return (*_named(catalogue, catalogue.item_names.rongque), *_services(catalogue, deferrable))


def commitment(catalogue: Catalogue) -> tuple[Listed, ...]:
    """Give the matters in which a proof may be replaced by a promise."""
    return (*_named(catalogue, catalogue.item_names.commitment), *_services(catalogue, promisable))


def proofs(catalogue: Catalogue) -> tuple[Listed, ...]:
    """Give the proofs (证明事项) that another department answers for, so that nobody has to bring them."""
    asked = {use.m for service in catalogue.services for use in uses_of(service) if "协查" in use.how}
    asked |= {use.m for package in catalogue.packages for use in package.materials if "协查" in use.how}
    return tuple(
        Listed(material.code, material.name_zh, material.name_en, material.verify_by, full=True)
        for material in catalogue.materials
        if material.code in asked
    )


def _by_channel(channel: str) -> Callable[[Catalogue], tuple[Listed, ...]]:
    return lambda catalogue: _services(catalogue, lambda service: channel in service.channels)


def _active(catalogue: Catalogue) -> tuple[Listed, ...]:
    return _services(catalogue, lambda service: service.code in catalogue.lists.active)


def _agency(catalogue: Catalogue) -> tuple[Listed, ...]:
    return _services(catalogue, lambda service: service.code in catalogue.lists.agency)


def _cross_province(catalogue: Catalogue) -> tuple[Listed, ...]:
    """Give what was agreed with the partners: the channel of that name only says which windows may take a matter."""
    return _services(catalogue, lambda service: service.code in catalogue.cross_province.items)


def _services(catalogue: Catalogue, wanted: Callable[[Service], bool]) -> tuple[Listed, ...]:
    return tuple(
        Listed(service.code, service.name_zh, service.name_en, service.department, full=True)
        for service in catalogue.services
        if wanted(service)
    )


def _named(catalogue: Catalogue, codes: tuple[ServiceCode, ...]) -> tuple[Listed, ...]:
    known = {item.code: item for item in names_only(catalogue)}
    return tuple(listed_name(known[code]) for code in codes if code in known)


def listed_name(item: ItemName) -> Listed:
    """Give the line of an item of which only code and name are known; nobody has translated it."""
    return Listed(item.code, item.name_zh, "", item.department, full=False)


def kiosk_records(catalogue: Catalogue) -> tuple[Service, ...]:
    """Give the matters that end at once in a certificate which a kiosk may print (K-08, K-10)."""
    known = catalogue.certificates_by_code
    return tuple(
        service
        for service in catalogue.services
        if service.route == "instant"
        and "kiosk" in service.channels
        and any(
            situation.certificate is not None and known[situation.certificate].kiosk for situation in service.situations
        )
    )


def materials_deferrable(service: Service) -> tuple[MaterialCode, ...]:
    """Give the materials of a service that may come later, each once."""
    return tuple(dict.fromkeys(use.m for use in uses_of(service) if use.defer is not None))


LISTS: tuple[PublishedList, ...] = (
    PublishedList("rongque", "容缺受理事项", "Accepted with a paper to follow", rongque),
    PublishedList("commitment", "告知承诺事项", "A promise instead of a proof", commitment),
    PublishedList("near_home", "就近办事项", "Done near your home", _by_channel("township")),
    PublishedList("active", "主动办事项", "Offered without asking", _active),
    PublishedList("palm", "掌上网上办事项", "Done online", _by_channel("online")),
    PublishedList("agency", "帮代办事项", "Done for you by an agent", _agency),
    PublishedList("cross_province", "跨省通办事项", "Across provinces", _cross_province),
    PublishedList("proofs", "证明事项", "Proofs you need not bring", proofs),
)

LISTS_BY_CODE: Mapping[str, PublishedList] = {each.code: each for each in LISTS}
