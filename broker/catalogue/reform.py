"""What a package (一件事) cost before and costs now: counted from its forms, papers and limits, never typed. Pure.

P-03 (elements of the form), P-04 (papers), P-05 (days), P-07 (visits, speed). The checker counts by the same functions.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias

from broker.catalogue.catalogue import Catalogue
from broker.catalogue.matters import known_groups
from broker.catalogue.papers import Material
from broker.catalogue.services import OldMaterial, Package
from broker.terms import FieldKey

Measure: TypeAlias = Literal["fields", "materials", "handed_in", "days", "visits", "steps"]

STRUCK = "取消"
"""What stands for a paper of before that nobody asks for any more."""


@dataclass(frozen=True, slots=True)
class Change:
    """One measure before and after; `before` is None where nobody counted it then."""

    measure: Measure
    before: int | None
    after: int

    @property
    def cut_percent(self) -> float | None:
        """By how many per cent it fell, to one decimal; None where the time before is not known."""
        return cut_percent(self.before, self.after)


@dataclass(frozen=True, slots=True)
class OldPaper:
    """A paper of before and the material it became; None for one that was struck (取消)."""

    old: OldMaterial
    now: Material | None


def cut_percent(before: float | None, after: float | None) -> float | None:
    """Give by how many per cent `after` is less than `before`, to one decimal; None where either is not known."""
    return None if not before or after is None else round((1 - after / before) * 100, 1)


def old_fields(package: Package) -> tuple[str, ...]:
    """Give the elements all its old forms asked for together, those that stood in several as often as they did."""
    return tuple(key for form in package.before_forms for key in form.fields)


def fields_now(catalogue: Catalogue, package: Package) -> tuple[FieldKey, ...]:
    """Give the different elements of the one form that is left."""
    return tuple(dict.fromkeys(key for group in known_groups(catalogue, package.form) for key in group.fields))


def fields_filled(catalogue: Catalogue, package: Package) -> tuple[FieldKey, ...]:
    """Give those elements of the form that the hall fills itself (P-06)."""
    known = catalogue.form_fields
    return tuple(key for key in fields_now(catalogue, package) if key in known and known[key].automatic)


def handed_in(package: Package) -> int:
    """Give how many papers the visitor still has to hand in: neither called, proved, promised nor written here."""
    return sum(use.how == ("提交",) and not use.generated for use in package.materials)


def fields_before(package: Package) -> int | None:
    """Give how many elements the old forms had, counted where the forms are known."""
    return len(old_fields(package)) or package.before.fields


def materials_before(package: Package) -> int | None:
    """Give how many papers were asked for before, counted where their list is known."""
    return len(package.before_materials) or package.before.materials


def changes(catalogue: Catalogue, package: Package) -> tuple[Change, ...]:
    """Give every measure of the package; steps only where they were counted after.

    `materials` are the papers the matter needs, `handed_in` those the visitor still brings: all of them did before.
    """
    before = package.before
    found = [
        Change("fields", fields_before(package), len(fields_now(catalogue, package))),
        Change("materials", materials_before(package), len(package.materials)),
        Change("handed_in", materials_before(package), handed_in(package)),
        Change("days", before.days, package.promised),
        Change("visits", before.visits, package.visits),
    ]
    if package.after.steps is not None:
        found.append(Change("steps", before.steps, package.after.steps))
    return tuple(found)


def old_papers(catalogue: Catalogue, package: Package) -> Iterator[OldPaper]:
    """Give for every paper of before where it went (P-04)."""
    for old in package.before_materials:
        yield OldPaper(old, None if old.now == STRUCK else catalogue.materials_by_code.get(old.now))


def province_thirteen(catalogue: Catalogue) -> tuple[Package, ...]:
    """Give the packages that are among the province's thirteen (P-19)."""
    return tuple(package for package in catalogue.packages if package.province_13)
