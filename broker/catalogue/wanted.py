"""What an arrival asks for: groups of the form, materials and their ways, items of a package, certificates."""

from collections.abc import Collection, Iterator, Sequence

from broker.catalogue.catalogue import Catalogue
from broker.catalogue.matters import PACKAGE_SITUATION, Matter, known_groups, materials_in
from broker.catalogue.papers import FieldGroup
from broker.catalogue.services import MaterialUse, Package, PackageItem, Service, Situation, Way
from broker.terms import CertificateCode, ELicenceCode, FieldKey, Flag, FormCode, MaterialCode, SituationCode


def groups_shown(catalogue: Catalogue, form: FormCode, flags: Collection[Flag]) -> tuple[FieldGroup, ...]:
    """Give the groups of a form that a visitor with these flags sees, in order."""
    return tuple(group for group in known_groups(catalogue, form) if group.when is None or group.when in flags)


def fields_shown(catalogue: Catalogue, form: FormCode, flags: Collection[Flag]) -> tuple[FieldKey, ...]:
    """Give the fields that a visitor with these flags sees, in order."""
    return tuple(key for group in groups_shown(catalogue, form, flags) for key in group.fields)


def uses_asked(
    catalogue: Catalogue, it: Matter, situation: SituationCode, flags: Collection[Flag]
) -> tuple[MaterialUse, ...]:
    """Give the materials that a situation asks of a visitor with these flags, in the list's order.

    What the answers say is not there yet, and an item of the package makes, is nobody's to bring: it is `generated`.
    """
    asked = (use for use in materials_in(it, situation) if use.when is None or use.when in flags)
    coming = made_first(catalogue, it, flags) if isinstance(it, Package) else frozenset[MaterialCode]()
    return tuple(use.model_copy(update={"generated": True}) if use.m in coming else use for use in asked)


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
    """Give for every item of `parts` the items (by position) whose result may have to come first (P-02).

    An item needs another when that one's result is a licence which its own list asks for and which nobody can hold
    before. In a circle the earlier item goes first.
    """
    chosen = [situation for _, situation in parts(catalogue, package, PACKAGE_SITUATION, flags)]
    made = [_licence_made(catalogue, situation, flags) for situation in chosen]
    wanted = [
        {
            at
            for at, licence in enumerate(made)
            if at != mine and licence in _licences_asked(catalogue, situation, flags)
        }
        for mine, situation in enumerate(chosen)
    ]
    for mine, needs in enumerate(wanted):
        for at in sorted(needs):
            if at > mine and _reaches(wanted, at, mine):
                needs.discard(at)
    return tuple(tuple(sorted(needs)) for needs in wanted)


def results_used(
    catalogue: Catalogue, package: Package, flags: Collection[Flag]
) -> tuple[tuple[MaterialCode, ...], ...]:
    """Give for every item of `parts` the materials of the package's own list that its result becomes (P-02)."""
    made = [
        _licence_made(catalogue, situation, flags)
        for _, situation in parts(catalogue, package, PACKAGE_SITUATION, flags)
    ]
    listed = [use.m for use in package.materials if use.when is None or use.when in flags]
    return tuple(
        tuple(m for m in listed if licence is not None and _licence(catalogue, m) == licence) for licence in made
    )


def made_first(catalogue: Catalogue, package: Package, flags: Collection[Flag]) -> frozenset[MaterialCode]:
    """Give the materials that are not there yet by the visitor's own answers: they brought the item that makes them.

    A new company has no business licence to call (P02); whose tax may be paid already is asked of the library first.
    """
    brought_by_answer = [
        item.when is not None and item.when in flags
        for item in items_asked(package, flags)
        if any(known.code == item.situation for known in _situations(catalogue, item))
    ]
    used = results_used(catalogue, package, flags)
    return frozenset(m for by_answer, made in zip(brought_by_answer, used, strict=True) if by_answer for m in made)


def _situations(catalogue: Catalogue, item: PackageItem) -> tuple[Situation, ...]:
    service = catalogue.services_by_code.get(item.service)
    return () if service is None else service.situations


def _licence_made(catalogue: Catalogue, situation: Situation, flags: Collection[Flag]) -> ELicenceCode | None:
    """Give the e-licence a situation's certificate writes, None where it renews one that it asks for itself."""
    certificate = None if situation.certificate is None else catalogue.certificates_by_code.get(situation.certificate)
    licence = None if certificate is None else certificate.writes_elicence
    return None if licence in _licences_asked(catalogue, situation, flags) else licence


def _licences_asked(catalogue: Catalogue, situation: Situation, flags: Collection[Flag]) -> frozenset[ELicenceCode]:
    asked = (_licence(catalogue, use.m) for use in situation.materials if use.when is None or use.when in flags)
    return frozenset(licence for licence in asked if licence is not None)


def _licence(catalogue: Catalogue, code: MaterialCode) -> ELicenceCode | None:
    material = catalogue.materials_by_code.get(code)
    return None if material is None else material.elicence


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
