"""Systems of other departments: the licence library, the databases, messages to people, the province's systems.

Each is asked with the purpose it is asked for and the person's consent. None of them is trusted to answer quickly or at
all: see `caller.application.resilience`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal, Protocol, TypeAlias

from broker.messages import Sentence
from broker.terms import CaseId, DatabaseCode, DepartmentCode, ELicenceCode, FieldKey, MaterialCode

SystemCode: TypeAlias = Literal["elicence", "exchange", "sms", "seal", "unified", "goodbad", "monitor"]
"""An outside system, by its code in the catalogue's list of adapters."""

NotGiven: TypeAlias = Literal["expired", "revoked", "not_found"]
"""Why a licence is not to be used: its time is over, its issuer took it back, there is none."""


class OutsideAway(Exception):
    """Raised when an outside system did not give an answer: it refused, failed, or took too long.

    `what` is one of away | failing | slow; nothing is known of what was asked for.
    """

    def __init__(self, system: SystemCode, what: Literal["away", "failing", "slow"]) -> None:
        super().__init__(system, what)
        self.system: SystemCode = system
        self.what: Literal["away", "failing", "slow"] = what


@dataclass(frozen=True, slots=True)
class Purpose:
    """Why a person's data is asked for (K-03): the case and the matter it is for, and that the person agreed."""

    case: CaseId
    matter: str
    consent: bool


@dataclass(frozen=True, slots=True)
class Holder:
    """Whose licence or record is wanted. Never printed."""

    number: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Licence:
    """A licence as the library gives it: valid on the day it was asked for.

    `values` are the form's fields it knows, `digest` the SHA-256 of what was given, in hexadecimal.
    """

    kind: ELicenceCode
    number: str = field(repr=False)
    issuer: DepartmentCode
    valid_until: date | None
    values: Mapping[FieldKey, str] = field(repr=False)
    digest: str
    sandbox: bool


@dataclass(frozen=True, slots=True)
class NoLicence:
    """The library answered: there is no licence to be used, and why."""

    kind: ELicenceCode
    reason: NotGiven
    sandbox: bool


class LicenceLibrary(Protocol):
    """The e-licence library (电子证照库)."""

    def call(self, kind: ELicenceCode, holder: Holder, purpose: Purpose, today: date) -> Licence | NoLicence:
        """Ask for a person's licence. Raises `OutsideAway`, and ValueError without consent."""
        ...


@dataclass(frozen=True, slots=True)
class Extract:
    """What a database knows of a person, field by field; empty where it knows nothing."""

    values: Mapping[FieldKey, str] = field(repr=False)
    sandbox: bool


@dataclass(frozen=True, slots=True)
class Confirmation:
    """Whether a department's own system holds a paper that is in no licence library (中标通知书, 交强险保单 …)."""

    held: bool
    digest: str
    sandbox: bool


class ExchangeDatabases(Protocol):
    """The city's basic databases behind the exchange platform (数据共享交换平台)."""

    def look_up(self, database: DatabaseCode, holder: Holder, purpose: Purpose, today: date) -> Extract:
        """Ask what a database knows of a person. Raises `OutsideAway`, and ValueError without consent."""
        ...

    def confirm(self, material: MaterialCode, holder: Holder, purpose: Purpose) -> Confirmation:
        """Ask whether a department holds a paper of a person. Raises `OutsideAway`, and ValueError without consent."""
        ...

    def last_application(self, holder: Holder, purpose: Purpose) -> Extract:
        """Ask what the person wrote in the last application: phone and postal address. Raises as `look_up` does."""
        ...

    def broken_promise(self, holder: Holder, purpose: Purpose, today: date) -> date | None:
        """Ask until when a person is listed who broke a promise; None: not listed. Raises as `look_up` does."""
        ...


@dataclass(frozen=True, slots=True)
class TextMessage:
    """One message to one person's phone. `key` is the same for the same news: it is delivered once."""

    key: str
    phone: str = field(repr=False)
    text: Sentence = field(repr=False)


class Messenger(Protocol):
    """The SMS gateway."""

    def send(self, message: TextMessage) -> None:
        """Send; a second message with the same key is not sent. Raises `OutsideAway`."""
        ...


@dataclass(frozen=True, slots=True)
class ProvincialReport:
    """One thing the province is told: a case by number and codes, never a person."""

    system: Literal["unified", "goodbad", "monitor"]
    key: str
    facts: Mapping[str, str]


class ProvincialOutbox(Protocol):
    """The province's platforms: cases to the integrated one, ratings to 好差评, steps to the supervision."""

    def send(self, report: ProvincialReport) -> None:
        """Hand over; a second report with the same key is passed over. Raises `OutsideAway`."""
        ...
