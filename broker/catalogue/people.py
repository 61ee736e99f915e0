"""Fictional people and what is expected of them: for demonstrations and tests. Also benefits found by matching data."""

from collections.abc import Mapping
from datetime import date
from typing import Literal, TypeAlias

from pydantic import Field

from broker.catalogue.entry import Entry, Named, Origin
from broker.catalogue.services import MatterCode
from broker.terms import (
    CertificateCode,
    CounterCode,
    FieldKey,
    Flag,
    FormCode,
    KioskCode,
    MaterialCode,
    PersonaCode,
    ScenarioCode,
    SituationCode,
)

Fact: TypeAlias = bool | int | str


class Persona(Entry):
    """A person who does not exist; the number's area code is not in use, the phone cannot be dialled."""

    code: PersonaCode
    name: str
    sex: Literal["男", "女"]
    nation: str
    birth: date
    idno: str = Field(pattern=r"^\d{17}[\dX]$")
    address: str
    issuer: str
    valid: str
    phone: str
    note: str
    committed_breach: bool
    facts: Mapping[str, Fact] = Field(default_factory=dict[str, Fact])


class Record(Entry):
    """What a licence library or a database (`source`: `elic:BIZ`, `db:geo`) knows of a persona, field by field."""

    persona: PersonaCode
    source: str = Field(pattern=r"^(elic|db):\w+$")
    number: str
    valid_until: date
    data: Mapping[FieldKey, str]


class Expectation(Entry):
    """Where a scenario must end and what becomes of every material."""

    owner: MatterCode
    situation: SituationCode
    flags: tuple[Flag, ...]
    form: FormCode
    fields_shown: int
    fields_auto: int
    materials: int
    generated: tuple[MaterialCode, ...] = ()
    called: tuple[MaterialCode, ...] = ()
    reused: tuple[MaterialCode, ...] = ()
    proof: tuple[MaterialCode, ...] = ()
    committed: tuple[MaterialCode, ...] = ()
    handed_in: tuple[MaterialCode, ...] = ()
    deferred: tuple[MaterialCode, ...] = ()
    certificates: tuple[CertificateCode, ...]


class Scenario(Entry):
    """A walk from the first answer to the result. `answers` count options from 1; common questions are answered no."""

    code: ScenarioCode
    persona: PersonaCode
    owner: MatterCode
    place: KioskCode | CounterCode
    answers: tuple[int, ...]
    note: str
    expect: Expectation


class Condition(Entry):
    """A condition on a person's facts: equal, at least, or one of."""

    field: str
    op: Literal["eq", "ge", "in"]
    value: bool | int | str | tuple[str, ...]


class Proactive(Named):
    """A benefit paid without being asked for (免申即享): who has a right to it, and how the person is asked."""

    code: str
    origin: Origin
    conditions: tuple[Condition, ...] = Field(min_length=1)
    channels: tuple[str, ...]
    needs_consent: bool
    expect_personas: tuple[PersonaCode, ...]
