"""What an arrival asks for: groups of the form, materials and their ways, items of a package, certificates."""

from collections.abc import Collection, Iterator, Sequence

from broker.catalogue.catalogue import Catalogue
from broker.catalogue.matters import PACKAGE_SITUATION, Matter, known_groups, materials_in
from broker.catalogue.papers import FieldGroup
from broker.catalogue.services import MaterialUse, Package, PackageItem, Service, Situation, Way
from broker.terms import CertificateCode, FieldKey, Flag, FormCode, SituationCode


def groups_shown(catalogue: Catalogue, form: FormCode, flags: Collection[Flag]) -> tuple[FieldGroup, ...]:
    """Give the groups of a form that a visitor with these flags sees, in order."""
    return tuple(group for group in known_groups(catalogue, form) if group.when is None or group.when in flags)


def fields_shown(catalogue: Catalogue, form: FormCode, flags: Collection[Flag]) -> tuple[FieldKey, ...]:
    """Give the fields that a visitor with these flags sees, in order."""
    return tuple(key for group in groups_shown(catalogue, form, flags) for key in group.fields)


def uses_asked(it: Matter, situation: SituationCode, flags: Collection[Flag]) -> tuple[MaterialUse, ...]:
    """Give the materials that a situation asks of a visitor with these flags, in the list's order."""
    return tuple(use for use in materials_in(it, situation) if use.when is None or use.when in flags)


def way_order(catalogue: Catalogue, place: str) -> tuple[Way, ...]:
    """Give the order in which ways are tried at a kiosk or window, by its code."""
    kiosk = any(code == place for code in catalogue.kiosks_by_code)
    return catalogue.resolution.kiosk if kiosk else catalogue.resolution.window


def ways_of(use: MaterialUse, order: Sequence[Way]) -> tuple[Way, ...]:
    """Give the ways a material may be had, best first."""
    return tuple(way for way in order if way in use.how)


def items_asked(package: Package, flags: Collection[Flag]) -> tuple[PackageItem, ...]:
    """Give the items that a package brings along for a visitor with these flags."""
    return tuple(item for item in package.items if item.when is None or item.when in flags)


def parts(
    catalogue: Catalogue, it: Matter, situation: SituationCode, flags: Collection[Flag]
) -> Iterator[tuple[Service, Situation]]:
    """Give what is decided: the service in its situation, or every item of a package in its own."""
    if isinstance(it, Service):
        asked = [(it, situation)]
    else:
        found = [(catalogue.services_by_code.get(item.service), item) for item in items_asked(it, flags)]
        asked = [(service, item.situation) for service, item in found if service is not None]
    for service, code in asked:
        for known in service.situations:
            if known.code == code:
                yield service, known


def certificates_given(
    catalogue: Catalogue, it: Matter, situation: SituationCode, flags: Collection[Flag]
) -> tuple[CertificateCode, ...]:
    """Give the certificates at the end, in the order of the items."""
    found = (known.certificate for _, known in parts(catalogue, it, situation, flags))
    return tuple(certificate for certificate in found if certificate is not None)


def waits_for(catalogue: Catalogue, package: Package, flags: Collection[Flag]) -> tuple[tuple[int, ...], ...]:
    """Give for every item of `parts` the items (by position) whose result it needs first (P-02).

    An item needs another when that one's certificate writes an e-licence which its own list asks for and which the
    package's list does not already bring from outside. In a circle the earlier item goes first.
    """
    chosen = list(parts(catalogue, package, PACKAGE_SITUATION, flags))
    brought = {use.m for use in package.materials}
    wanted: list[set[int]] = [
        {at for at, giver in enumerate(chosen) if at != mine and _gives(catalogue, giver[1], situation, flags, brought)}
        for mine, (_, situation) in enumerate(chosen)
    ]
    for mine, needs in enumerate(wanted):
        for at in sorted(needs):
            if at > mine and _reaches(wanted, at, mine):
                needs.discard(at)
    return tuple(tuple(sorted(needs)) for needs in wanted)


def _gives(
    catalogue: Catalogue, giver: Situation, taker: Situation, flags: Collection[Flag], brought: Collection[str]
) -> bool:
    if giver.certificate is None:
        return False
    certificate = catalogue.certificates_by_code.get(giver.certificate)
    licence = None if certificate is None else certificate.writes_elicence
    if licence is None:
        return False
    asked = (use.m for use in taker.materials if use.m not in brought and (use.when is None or use.when in flags))
    known = (catalogue.materials_by_code.get(code) for code in asked)
    return any(material is not None and material.elicence == licence for material in known)


def _reaches(wanted: Sequence[Collection[int]], start: int, goal: int) -> bool:
    seen: set[int] = set()
    at = [start]
    while at:
        here = at.pop()
        if here == goal:
            return True
        if here not in seen:
            seen.add(here)
            at.extend(wanted[here])
    return False
