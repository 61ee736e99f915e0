"""The paper side: databases, licences, materials, certificates, documents, and the forms with their fields."""

from typing import Annotated, Literal, TypeAlias

from pydantic import Discriminator, Field, Tag

from broker.catalogue.entry import Entry, Named, Origin, Paper
from broker.terms import (
    CertificateCode,
    DatabaseCode,
    DepartmentCode,
    DocumentCode,
    ELicenceCode,
    FieldKey,
    Flag,
    FormCode,
    MaterialCode,
)

FieldType: TypeAlias = Literal[
    "text", "choice", "date", "idno", "phone", "uscc", "money", "signature", "number", "bool", "image"
]
ASKED_SOURCES = frozenset({"manual", "scan", "signature"})
"""A field from one of these is filled by the visitor; every other one by the hall."""


class Database(Named):
    """One of the city's basic databases."""

    code: DatabaseCode
    origin: Origin


class ELicence(Named):
    """A kind of electronic licence that can be called up."""

    code: ELicenceCode
    issuer: DepartmentCode
    police: bool
    origin: Origin


class Material(Named):
    """A paper a service asks for. `elicence`: it can be called as this; `verify_by`: who answers a proof request."""

    code: MaterialCode
    issuer: DepartmentCode | Literal["applicant"]
    elicence: ELicenceCode | None = None
    verify_by: DepartmentCode | None = None


class Certificate(Named):
    """A result that can be printed; by a kiosk alone where `kiosk`. `valid_months` 0 means without end."""

    code: CertificateCode
    issuer: DepartmentCode
    kiosk: bool
    paper: Paper
    writes_elicence: ELicenceCode | None = None
    valid_months: int = Field(ge=0)
    origin: Origin


class Document(Named):
    """A paper the hall itself writes."""

    code: DocumentCode
    paper: Paper
    origin: Origin


class FieldOption(Entry):
    """One answer of a closed set; `zh` is the value that stands in the form."""

    zh: str
    en: str


class FormField(Entry):
    """One field of the forms. `source` (key `from`) tells where its value comes from, `options` what it may be."""

    zh: str
    en: str
    type: FieldType
    source: str = Field(alias="from")
    options: tuple[FieldOption, ...] = ()

    @property
    def automatic(self) -> bool:
        """Whether the hall fills it without asking."""
        return self.source not in ASKED_SOURCES


class FieldGroup(Entry):
    """Fields under one title; with `when`, only where that flag is set."""

    title_zh: str
    title_en: str
    when: Flag | None = None
    fields: tuple[FieldKey, ...] = Field(min_length=1)


class GroupUse(Entry):
    """A shared group, by its name in `[groups]`."""

    use: str


def _kind_of_group(value: object) -> str:
    used = isinstance(value, GroupUse) or (isinstance(value, dict) and "use" in value)
    return "shared group" if used else "own group"


FormGroup: TypeAlias = Annotated[
    Annotated[GroupUse, Tag("shared group")] | Annotated[FieldGroup, Tag("own group")], Discriminator(_kind_of_group)
]


class Form(Named):
    """An application form: groups of its own and shared ones, in order."""

    code: FormCode
    groups: tuple[FormGroup, ...] = Field(min_length=1)
