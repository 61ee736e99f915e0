"""The whole catalogue as one frozen value with typed look-ups. Loading it from files and checking it live beside it."""

import hashlib
from collections.abc import Mapping
from functools import cached_property
from typing import Self, TypeVar

from broker.catalogue.contents import Contents
from broker.catalogue.devices import Client
from broker.catalogue.errors import UnknownCode
from broker.catalogue.hall import Counter, Department, Kiosk, Queue, Section
from broker.catalogue.papers import Certificate, FieldGroup, Form, GroupUse, Material
from broker.catalogue.people import Persona
from broker.catalogue.services import MatterCode, Package, Service
from broker.catalogue.staff import StaffMember
from broker.catalogue.trees import Tree
from broker.terms import (
    CertificateCode,
    ClientCode,
    CounterCode,
    DepartmentCode,
    FormCode,
    KioskCode,
    MaterialCode,
    PackageCode,
    PersonaCode,
    QueueLetter,
    SectionCode,
    ServiceCode,
    StaffNo,
)

K = TypeVar("K", bound=str)
V = TypeVar("V")


def catalogue_hash(text: str) -> str:
    """Give the hash that names a catalogue: SHA-256 of its JSON text, as hex digits."""
    return hashlib.sha256(text.encode()).hexdigest()


def _find(entries: Mapping[K, V], code: K, kind: str) -> V:
    try:
        return entries[code]
    except KeyError:
        raise UnknownCode(kind=kind, code=code) from None


class Catalogue(Contents):
    """A hall as data. Look-ups by code raise `UnknownCode`; the mappings `…_by_…` answer with `.get` instead."""

    @cached_property
    def sections_by_code(self) -> Mapping[SectionCode, Section]:
        """Sections by code."""
        return {section.code: section for section in self.sections}

    @cached_property
    def departments_by_code(self) -> Mapping[DepartmentCode, Department]:
        """Departments by code."""
        return {department.code: department for department in self.departments}

    @cached_property
    def queues_by_letter(self) -> Mapping[QueueLetter, Queue]:
        """Queues by letter."""
        return {queue.letter: queue for queue in self.queues}

    @cached_property
    def counters_by_code(self) -> Mapping[CounterCode, Counter]:
        """Windows by code."""
        return {counter.code: counter for counter in self.counters}

    @cached_property
    def kiosks_by_code(self) -> Mapping[KioskCode, Kiosk]:
        """Kiosks by code."""
        return {kiosk.code: kiosk for kiosk in self.kiosks}

    @cached_property
    def services_by_code(self) -> Mapping[ServiceCode, Service]:
        """Services in full, by code."""
        return {service.code: service for service in self.services}

    @cached_property
    def packages_by_code(self) -> Mapping[PackageCode, Package]:
        """Packages by code."""
        return {package.code: package for package in self.packages}

    @cached_property
    def materials_by_code(self) -> Mapping[MaterialCode, Material]:
        """Materials by code."""
        return {material.code: material for material in self.materials}

    @cached_property
    def certificates_by_code(self) -> Mapping[CertificateCode, Certificate]:
        """Certificates by code."""
        return {certificate.code: certificate for certificate in self.certificates}

    @cached_property
    def forms_by_code(self) -> Mapping[FormCode, Form]:
        """Forms by code."""
        return {form.code: form for form in self.forms}

    @cached_property
    def trees_by_owner(self) -> Mapping[MatterCode, Tree]:
        """Question trees by the service or package they belong to."""
        return {tree.owner: tree for tree in self.trees}

    @cached_property
    def staff_by_no(self) -> Mapping[StaffNo, StaffMember]:
        """The hall's people by number."""
        return {member.no: member for member in self.staff_members}

    @cached_property
    def clients_by_code(self) -> Mapping[ClientCode, Client]:
        """Programs on the bus by code."""
        return {client.code: client for client in self.clients}

    @cached_property
    def personas_by_code(self) -> Mapping[PersonaCode, Persona]:
        """Fictional people by code."""
        return {persona.code: persona for persona in self.personas}

    @cached_property
    def as_tree(self) -> Mapping[str, object]:
        """The catalogue as plain values under the keys of the files."""
        return self.model_dump(mode="json")

    @cached_property
    def windows_by_queue(self) -> Mapping[QueueLetter, tuple[Counter, ...]]:
        """Every queue's windows, in the catalogue's order."""
        return {
            queue.letter: tuple(counter for counter in self.counters if queue.letter in counter.queues)
            for queue in self.queues
        }

    def section(self, code: SectionCode) -> Section:
        """Give the section with this code."""
        return _find(self.sections_by_code, code, "section")

    def department(self, code: DepartmentCode) -> Department:
        """Give the department with this code."""
        return _find(self.departments_by_code, code, "department")

    def queue(self, letter: QueueLetter) -> Queue:
        """Give the queue with this letter."""
        return _find(self.queues_by_letter, letter, "queue")

    def counter(self, code: CounterCode) -> Counter:
        """Give the window with this code."""
        return _find(self.counters_by_code, code, "window")

    def kiosk(self, code: KioskCode) -> Kiosk:
        """Give the kiosk with this code."""
        return _find(self.kiosks_by_code, code, "kiosk")

    def service(self, code: ServiceCode) -> Service:
        """Give the service with this code."""
        return _find(self.services_by_code, code, "service")

    def package(self, code: PackageCode) -> Package:
        """Give the package with this code."""
        return _find(self.packages_by_code, code, "package")

    def material(self, code: MaterialCode) -> Material:
        """Give the material with this code."""
        return _find(self.materials_by_code, code, "material")

    def certificate(self, code: CertificateCode) -> Certificate:
        """Give the certificate with this code."""
        return _find(self.certificates_by_code, code, "certificate")

    def form(self, code: FormCode) -> Form:
        """Give the form with this code."""
        return _find(self.forms_by_code, code, "form")

    def staff(self, no: StaffNo) -> StaffMember:
        """Give the person with this staff number."""
        return _find(self.staff_by_no, no, "staff member")

    def client(self, code: ClientCode) -> Client:
        """Give the program on the bus with this code."""
        return _find(self.clients_by_code, code, "client")

    def persona(self, code: PersonaCode) -> Persona:
        """Give the fictional person with this code."""
        return _find(self.personas_by_code, code, "persona")

    def windows_serving(self, queue: QueueLetter) -> tuple[Counter, ...]:
        """Give the windows that serve a queue, in the catalogue's order."""
        return _find(self.windows_by_queue, queue, "queue")

    def may_serve(self, member: StaffMember, counter: Counter) -> bool:
        """Whether a person may sit at a window: it is one of the person's, and one of the person's roles fits it."""
        allowed = self.window_roles.get(counter.type, ())
        return counter.code in member.windows and any(role in allowed for role in member.roles)

    def tree(self, owner: MatterCode) -> Tree | None:
        """Give the question tree of a service or package, None where nothing is asked."""
        return self.trees_by_owner.get(owner)

    def groups_of(self, form: Form) -> tuple[FieldGroup, ...]:
        """Give a form's groups in order, the shared ones looked up."""
        return tuple(
            _find(self.groups, group.use, "group") if isinstance(group, GroupUse) else group for group in form.groups
        )

    def for_kiosk(self) -> "Catalogue":
        """Give what a kiosk may know: the keys every machine needs and the items' names; no people, no devices."""
        shared = {name: getattr(self, name) for name, field in Contents.model_fields.items() if field.is_required()}
        shared["item_names"] = self.item_names
        return Catalogue.model_validate(shared)

    @cached_property
    def kiosk_copy(self) -> "Catalogue":
        """`for_kiosk`, worked out once."""
        return self.for_kiosk()

    def to_json(self) -> str:
        """Give the catalogue as compact JSON, the same text for the same catalogue."""
        return self.model_dump_json(exclude_defaults=True)

    @classmethod
    def from_json(cls, text: str) -> Self:
        """Read what `to_json` wrote. Keys of a newer hall are ignored: machines are upgraded one by one.

        Raises pydantic's ValidationError when it is not a catalogue.
        """
        return cls.model_validate_json(text, extra="ignore")

    @cached_property
    def revision_hash(self) -> str:
        """The hash of `to_json`: kiosks keep a copy by it."""
        return catalogue_hash(self.to_json())
