"""The keys of the catalogue and what stands under each: the contents of `config/hall/*.toml` taken together."""

from collections.abc import Mapping
from datetime import date
from typing import Literal

from pydantic import Field

from broker.catalogue.devices import Client
from broker.catalogue.entry import Entry
from broker.catalogue.filling import Filling
from broker.catalogue.hall import (
    Board,
    Calendar,
    Counter,
    CounterType,
    Department,
    Hall,
    Kiosk,
    Language,
    Queue,
    Role,
    Section,
)
from broker.catalogue.oversight import (
    Adapter,
    CheckerSettings,
    ChecklistItem,
    CodedName,
    Figure,
    ItemNames,
    Kpi,
    LoadTest,
)
from broker.catalogue.papers import (
    Certificate,
    Database,
    Document,
    ELicence,
    FieldGroup,
    Form,
    FormField,
    Material,
)
from broker.catalogue.people import Fact, Persona, Proactive, Record, Scenario
from broker.catalogue.rules import (
    Commitment,
    Complaint,
    CrossProvince,
    Distribution,
    GreenChannel,
    ItemLists,
    Rating,
    Reports,
    Resolution,
    Routes,
    Speech,
    Supervision,
    Unresolved,
)
from broker.catalogue.services import Package, Service
from broker.catalogue.staff import StaffMember, WindowRule
from broker.catalogue.trees import CommonQuestion, Tree
from broker.terms import FieldKey, RoleCode


class Contents(Entry):
    """The keys of the catalogue. Of those with a default a kiosk is told the items' names only."""

    schema_version: Literal[1] = Field(alias="schema")
    languages: tuple[Language, ...]
    hall: Hall
    calendar: Calendar
    sections: tuple[Section, ...]
    departments: tuple[Department, ...]
    queues: tuple[Queue, ...]
    counters: tuple[Counter, ...] = Field(alias="windows")
    kiosks: tuple[Kiosk, ...]
    boards: tuple[Board, ...]
    databases: tuple[Database, ...]
    elicences: tuple[ELicence, ...]
    materials: tuple[Material, ...]
    certificates: tuple[Certificate, ...]
    documents: tuple[Document, ...]
    form_fields: Mapping[FieldKey, FormField] = Field(alias="fields")
    groups: Mapping[str, FieldGroup]
    forms: tuple[Form, ...]
    routes: Routes
    services: tuple[Service, ...]
    packages: tuple[Package, ...]
    common_questions: tuple[CommonQuestion, ...]
    trees: tuple[Tree, ...]
    resolution: Resolution
    distribution: Distribution
    green_channel: GreenChannel
    speech: Speech
    rating: Rating
    supervision: Supervision
    commitment: Commitment
    unresolved: Unresolved
    complaint: Complaint
    complaint_categories: tuple[CodedName, ...]
    reports: Reports
    cross_province: CrossProvince
    lists: ItemLists

    reference_date: date | None = None
    roles: tuple[Role, ...] = ()
    staff_members: tuple[StaffMember, ...] = Field(default=(), alias="staff")
    window_roles: Mapping[CounterType, tuple[RoleCode, ...]] = Field(
        default_factory=dict[CounterType, tuple[RoleCode, ...]]
    )
    window_rules: tuple[WindowRule, ...] = ()
    clients: tuple[Client, ...] = ()
    item_names: ItemNames = Field(default=ItemNames(), alias="catalogue")
    checker: CheckerSettings = CheckerSettings()
    inspection_methods: tuple[CodedName, ...] = ()
    inspection_subjects: tuple[CodedName, ...] = ()
    inspection_aspects: tuple[CodedName, ...] = ()
    checklist: tuple[ChecklistItem, ...] = ()
    kpis: tuple[Kpi, ...] = ()
    adapters: tuple[Adapter, ...] = ()
    filling: tuple[Filling, ...] = ()
    figures: tuple[Figure, ...] = ()
    load_test: LoadTest | None = None
    population_defaults: Mapping[str, Fact] = Field(default_factory=dict[str, Fact])
    proactive: tuple[Proactive, ...] = ()
    personas: tuple[Persona, ...] = ()
    records: tuple[Record, ...] = ()
    scenarios: tuple[Scenario, ...] = ()
