"""How a material is had (四条路, M-01): the ways open to one visitor, where each begins, what comes after a failure."""

from collections.abc import Mapping, Sequence
from datetime import date
from types import MappingProxyType

from broker.catalogue.services import MaterialUse, Way
from broker.catalogue.wanted import ways_of
from caller.domain.cases.case import Material
from caller.domain.cases.words import MaterialState, MaterialWanted

BEGINS: Mapping[Way, MaterialState] = MappingProxyType(
    {"调用": "calling", "复用": "reused", "承诺": "to_promise", "协查": "to_prove", "提交": "to_hand_in"}
)
"""Way → the state in which it begins."""

_NEEDS_CONSENT: frozenset[Way] = frozenset({"调用", "复用", "协查"})


def wanted(
    use: MaterialUse, order: Sequence[Way], *, reusable: date | None, may_promise: bool, consent: bool
) -> MaterialWanted:
    """Give a material of the list as a visitor may have it, in `order`.

    A paper that the library does not hold cannot be used again; a person on the list promises nothing (M-06); without
    consent nothing is fetched. What is left with no way at all stops the application unless it may come later.
    """
    closed: set[Way] = set()
    if not consent:
        closed |= _NEEDS_CONSENT
    if reusable is None:
        closed.add("复用")
    if use.core or not may_promise:
        closed.add("承诺")
    ways: tuple[Way, ...] = tuple(way for way in ways_of(use, order) if way not in closed)
    state: MaterialState = "to_hand_in" if not ways else BEGINS[ways[0]]
    return MaterialWanted(
        material=use.m,
        ways=() if use.generated else ways,
        state="generated" if use.generated else state,
        core=use.core,
        commit=use.commit,
        defer=None if use.core else use.defer,
        reusable=reusable,
    )


def dead_end(wanted_one: MaterialWanted) -> bool:
    """Tell whether a material can be had in no way here and now."""
    return not wanted_one.ways and wanted_one.state != "generated" and wanted_one.defer is None


def after_failure(material: Material, failed: Way) -> tuple[MaterialState, bool]:
    """Give where a material goes when a way of it failed, and whether that stops the application.

    The next way of its list; else it may come later (容缺, the visitor chooses so); else nothing is left at a kiosk.
    """
    at = material.ways.index(failed) if failed in material.ways else -1
    later = material.ways[at + 1 :]
    if later:
        return BEGINS[later[0]], False
    return "to_hand_in", material.defer is None
