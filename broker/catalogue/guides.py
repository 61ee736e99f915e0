"""The eight parts of a guide page (办事指南, G-03); without one it is not published. Pure."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal, TypeAlias

from broker.catalogue.catalogue import Catalogue
from broker.catalogue.matters import known_groups
from broker.catalogue.services import Service

GuidePart: TypeAlias = Literal["name", "basis", "steps", "limits", "fee", "materials", "sample", "window"]


@dataclass(frozen=True, slots=True)
class _Rule:
    """Whether a part is there, and the key of the service at which it is missing."""

    there: Callable[[Catalogue, Service], bool]
    key: str


def steps_of(catalogue: Catalogue, service: Service) -> tuple[str, ...]:
    """Give the steps its route takes (G-03): what the flow chart shows, in Chinese."""
    routes = catalogue.routes
    return {
        "instant": routes.instant_steps,
        "chief_rep": routes.chief_rep_steps,
        "complex": routes.complex_steps,
    }[service.route]


def _has_limit(_catalogue: Catalogue, service: Service) -> bool:
    """A promised limit: so many days, or on the spot, which only an 即办件 is."""
    return service.promised > 0 or service.category == "即办件"


def _has_fee(_catalogue: Catalogue, service: Service) -> bool:
    """No fee is a fee that is told; a fee without its basis may not be taken."""
    return service.fee is None or bool(service.fee.strip() and (service.fee_basis or "").strip())


def _has_materials(catalogue: Catalogue, service: Service) -> bool:
    uses = [use for situation in service.situations for use in situation.materials]
    return bool(uses) and all(use.m in catalogue.materials_by_code for use in uses)


def _has_sample(catalogue: Catalogue, service: Service) -> bool:
    return all(known_groups(catalogue, situation.form) for situation in service.situations)


def _has_window(catalogue: Catalogue, service: Service) -> bool:
    return bool(catalogue.windows_by_queue.get(service.queue)) and bool(catalogue.complaint.phone.strip())


_RULES: Mapping[GuidePart, _Rule] = MappingProxyType(
    {
        "name": _Rule(lambda _, service: bool(service.name_zh.strip()), "name_zh"),
        "basis": _Rule(lambda _, service: bool(service.basis.strip()), "basis"),
        "steps": _Rule(lambda catalogue, service: bool(steps_of(catalogue, service)), "route"),
        "limits": _Rule(_has_limit, "promised"),
        "fee": _Rule(_has_fee, "fee_basis"),
        "materials": _Rule(_has_materials, "situations"),
        "sample": _Rule(_has_sample, "situations"),
        "window": _Rule(_has_window, "queue"),
    }
)

PARTS: tuple[GuidePart, ...] = tuple(_RULES)
"""The eight, in the order a page tells them."""


def lacking(catalogue: Catalogue, service: Service) -> tuple[GuidePart, ...]:
    """Give the parts a service's guide page would lack; nothing for one that may be published."""
    return tuple(part for part, rule in _RULES.items() if not rule.there(catalogue, service))


def key_of_part(part: GuidePart) -> str:
    """Give the key of a service under which the part is written."""
    return _RULES[part].key


def published(catalogue: Catalogue) -> tuple[Service, ...]:
    """Give the services whose guide page is whole."""
    return tuple(service for service in catalogue.services if not lacking(catalogue, service))
