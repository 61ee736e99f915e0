"""Services and packages seen as one: what a question tree may end in and what must be asked for."""

from collections.abc import Iterator

from broker.catalogue.catalogue import Catalogue
from broker.catalogue.papers import FieldGroup
from broker.catalogue.services import MaterialUse, MatterCode, Package, Service
from broker.terms import Flag, FormCode, SituationCode

PACKAGE_SITUATION = SituationCode("apply")
"""A package has one situation."""

Matter = Service | Package


def matters(catalogue: Catalogue) -> Iterator[Matter]:
    """Give every service, then every package."""
    yield from catalogue.services
    yield from catalogue.packages


def matter(catalogue: Catalogue, code: MatterCode) -> Matter | None:
    """Give the service or package with this code, None if there is none."""
    codes: dict[str, Matter] = {**catalogue.services_by_code, **catalogue.packages_by_code}
    return codes.get(code)


def situations_of(it: Matter) -> frozenset[SituationCode]:
    """Give the situations a visitor may be in."""
    if isinstance(it, Package):
        return frozenset({PACKAGE_SITUATION})
    return frozenset(situation.code for situation in it.situations)


def forms_of(it: Matter) -> frozenset[FormCode]:
    """Give the forms that may have to be filled."""
    if isinstance(it, Package):
        return frozenset({it.form})
    return frozenset(situation.form for situation in it.situations)


def form_in(it: Matter, situation: SituationCode) -> FormCode | None:
    """Give the form of one situation, None if there is no such situation."""
    if isinstance(it, Package):
        return it.form
    return next((s.form for s in it.situations if s.code == situation), None)


def materials_in(it: Matter, situation: SituationCode) -> tuple[MaterialUse, ...]:
    """Give the materials of one situation; empty if there is no such situation."""
    if isinstance(it, Package):
        return it.materials
    return next((s.materials for s in it.situations if s.code == situation), ())


def known_groups(catalogue: Catalogue, form: FormCode) -> tuple[FieldGroup, ...]:
    """Give a form's groups that can be found; nothing for a form that is not there."""
    found = catalogue.forms_by_code.get(form)
    if found is None:
        return ()
    groups = (g if isinstance(g, FieldGroup) else catalogue.groups.get(g.use) for g in found.groups)
    return tuple(group for group in groups if group is not None)


def flags_needed(catalogue: Catalogue, it: Matter) -> frozenset[Flag]:
    """Give the flags on which a material, a part of a form or an item of a package depends."""
    flags = {group.when for form in forms_of(it) for group in known_groups(catalogue, form)}
    if isinstance(it, Package):
        flags |= {use.when for use in it.materials} | {item.when for item in it.items}
    else:
        flags |= {use.when for situation in it.situations for use in situation.materials}
    return frozenset(flag for flag in flags if flag is not None)
