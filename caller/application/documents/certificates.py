"""Certificates and records: what stands on them, from the facts of a case. Certificates are in Chinese, always.

A serial number and its state are the domain's; the word in the address of the QR tells nothing of the person.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from broker.catalogue import Catalogue
from broker.catalogue.papers import Form
from broker.messages import Language
from broker.terms import CaseId, CertificateCode, FieldKey, FormCode, SerialNo
from caller.application.documents.certificate_kinds import KINDS, Kind
from caller.application.documents.heads import Press
from caller.application.documents.sheets import CertificateSheet, Line
from caller.application.documents.words import Words

_CHINESE: Language = "zh-Hans"
_HOLDERS = ("c_name", "b_name", "o_name", "f_vessel", "p_name")
_PRIVATE = frozenset({"p_phone", "a_phone", "a_name", "a_id", "d_way", "d_addr", "s_date", "x_bank", "g_card"})
_MOST_FACTS = 14
_LONGEST_WIDE = 40
"""So many characters of one fact fit beside another on a sheet turned wide; with more it stands upright."""


@dataclass(frozen=True, slots=True)
class Granted:
    """A certificate that was granted, and the form it was granted on. `word` is the unguessable end of its address."""

    certificate: CertificateCode
    serial: SerialNo
    word: str
    case: CaseId
    form: FormCode
    issued_on: date
    valid_until: date | None
    promised: bool
    values: Mapping[FieldKey, str]

    def __repr__(self) -> str:
        """Tell nothing of the person."""
        return f"Granted({self.serial})"


def certificate_sheet(press: Press, granted: Granted, *, verify_at: str) -> CertificateSheet:
    """Give the sheet; `verify_at` is the address under which words are looked up. Raises `UnknownCode`."""
    catalogue = press.catalogue
    certificate = catalogue.certificate(granted.certificate)
    issuer = catalogue.department(certificate.issuer)
    kind = KINDS.get(granted.certificate, Kind())
    say = Words(_CHINESE)
    facts = _facts(catalogue, kind, granted)
    press = Press(catalogue, _CHINESE, press.now, sandbox=press.sandbox, version=press.version)
    return CertificateSheet(
        head=press.head(certificate.code, certificate.name_zh, certificate.name_en),
        serial_label=kind.serial_label,
        serial=granted.serial,
        opening=kind.opening,
        facts=facts,
        states=_states(say, granted),
        issuer=_issuer(catalogue, issuer.name_zh),
        issued_label=kind.issued_label,
        issued=say.day(granted.issued_on),
        seal=issuer.name_zh,
        verify_url=f"{verify_at.rstrip('/')}/{granted.word}",
        verify_words="扫码核验真伪",
        landscape=certificate.paper == "A3" and all(len(fact.value) <= _LONGEST_WIDE for fact in facts),
    )


def _issuer(catalogue: Catalogue, department: str) -> str:
    """A city's department carries the city's name, as far as the hall's own name tells it."""
    city, found, _ = catalogue.hall.name_zh.partition("市")
    return f"{city}市{department}" if found and not department.startswith(f"{city}市") else department


def _facts(catalogue: Catalogue, kind: Kind, granted: Granted) -> tuple[Line, ...]:
    form = catalogue.form(granted.form)
    keys = kind.keys or _keys(catalogue, form, granted.values)
    fields = catalogue.form_fields
    lines = [
        Line(kind.labels.get(key, fields[key].zh), value + _unit(key), strong=place == 0)
        for place, key in enumerate(key for key in keys if key in fields)
        if (value := granted.values.get(key, ""))
    ]
    until = "长期" if granted.valid_until is None else f"至 {Words(_CHINESE).day(granted.valid_until)}"
    validity = [] if not kind.shows_validity else [Line("有效期限", until)]
    return (*lines[:_MOST_FACTS], *validity, Line("办件编号", granted.case))


def _unit(key: FieldKey) -> str:
    return " 平方米" if key.endswith("area") and key != "f_area" else ""


def _keys(catalogue: Catalogue, form: Form, values: Mapping[FieldKey, str]) -> list[FieldKey]:
    """The holder first, then what the form asks of the matter itself."""
    holder = [FieldKey(key) for key in _HOLDERS if values.get(FieldKey(key))][:1]
    asked = [
        key
        for group in catalogue.groups_of(form)
        for key in group.fields
        if key not in _PRIVATE and catalogue.form_fields[key].type not in {"signature", "image"}
    ]
    own = [key for key in asked if not key.startswith(("p_", "c_", "q_"))]
    people = [key for key in asked if key in {"c_uscc", "c_legal", "p_id", "q_name"}]
    return list(dict.fromkeys([*holder, *people, *own]))


def _states(say: Words, granted: Granted) -> tuple[str, ...]:
    if not granted.promised:
        return ()
    promise = say("本证以告知承诺方式核发；承诺的材料逾期未交或与承诺不符的，依法撤销。", "")
    return (promise,)


def sample_granted(catalogue: Catalogue, code: CertificateCode, values: Mapping[FieldKey, str]) -> Granted:
    """Give a certificate of its kind as a model for the hall's people; it stands in no register."""
    form = next(
        (s.form for service in catalogue.services for s in service.situations if s.certificate == code),
        catalogue.forms[0].code,
    )
    return Granted(
        certificate=code,
        serial=SerialNo(f"{code.removeprefix('C-')}-2026-000000"),
        word="sample",
        case=CaseId("20261123-0000"),
        form=form,
        issued_on=date(2026, 11, 23),
        valid_until=None,
        promised=False,
        values=MappingProxyType(dict(values)),
    )
