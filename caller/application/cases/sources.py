"""What must be asked of whom for one application: pure lists made from the form and the materials."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from broker.catalogue import Catalogue
from broker.terms import DatabaseCode, ELicenceCode, FieldKey, MaterialCode

_LICENCE, _DATABASE = "elic:", "db:"


@dataclass(frozen=True, slots=True)
class LicenceCall:
    """One licence to call: for these fields of the form, as these materials."""

    kind: ELicenceCode
    fields: tuple[FieldKey, ...]
    materials: tuple[MaterialCode, ...]


@dataclass(frozen=True, slots=True)
class DatabaseCall:
    """One database to ask, for these fields."""

    database: DatabaseCode
    fields: tuple[FieldKey, ...]


@dataclass(frozen=True, slots=True)
class PaperCall:
    """One paper that no licence library has: its department is asked whether it holds it."""

    material: MaterialCode


@dataclass(frozen=True, slots=True)
class LastApplicationCall:
    """What the person wrote the last time, for these fields."""

    fields: tuple[FieldKey, ...]


Call = LicenceCall | DatabaseCall | PaperCall | LastApplicationCall

FROM_LAST = frozenset({"ticket", "archive"})
"""Sources of fields that the last application knows."""


def calls_for(
    catalogue: Catalogue, wanted: Collection[FieldKey], materials: Collection[MaterialCode]
) -> tuple[Call, ...]:
    """Give every call that fills a field of `wanted` or gets one of `materials`; each system's licence once."""
    return (
        *_licences(catalogue, wanted, materials),
        *_databases(catalogue, wanted),
        *(PaperCall(code) for code in materials if catalogue.material(code).elicence is None),
        *_last(catalogue, wanted),
    )


def _licences(
    catalogue: Catalogue, wanted: Collection[FieldKey], materials: Collection[MaterialCode]
) -> Iterator[LicenceCall]:
    kinds = [catalogue.form_fields[key].source.removeprefix(_LICENCE) for key in _from(catalogue, wanted, _LICENCE)]
    kinds += [str(kind) for code in materials if (kind := catalogue.material(code).elicence) is not None]
    for kind in dict.fromkeys(kinds):
        yield LicenceCall(
            ELicenceCode(kind),
            tuple(key for key in wanted if catalogue.form_fields[key].source == _LICENCE + kind),
            tuple(code for code in materials if catalogue.material(code).elicence == kind),
        )


def _databases(catalogue: Catalogue, wanted: Collection[FieldKey]) -> Iterator[DatabaseCall]:
    sources = dict.fromkeys(catalogue.form_fields[key].source for key in _from(catalogue, wanted, _DATABASE))
    for source in sources:
        keys = tuple(key for key in wanted if catalogue.form_fields[key].source == source)
        yield DatabaseCall(DatabaseCode(source.removeprefix(_DATABASE)), keys)


def _last(catalogue: Catalogue, wanted: Collection[FieldKey]) -> Iterator[LastApplicationCall]:
    keys = tuple(key for key in wanted if catalogue.form_fields[key].source in FROM_LAST)
    if keys:
        yield LastApplicationCall(keys)


def _from(catalogue: Catalogue, wanted: Collection[FieldKey], prefix: str) -> list[FieldKey]:
    return [key for key in wanted if catalogue.form_fields[key].source.startswith(prefix)]
