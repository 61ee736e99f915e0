"""The papers of a case, made when they are asked for: form, promise, notices, certificates; and those free to all."""

from base64 import b64decode
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from json import loads
from types import MappingProxyType

from broker.catalogue import Catalogue
from broker.messages import Language
from broker.messages import case_requests as m
from broker.terms import MaterialCode, SerialNo, ServiceCode
from caller.application.cases.coded import SIGNED, coded_as
from caller.application.cases.declared import DECLARED, declared_sheet
from caller.application.cases.filling import Values
from caller.application.cases.marks import Marks
from caller.application.cases.subject import NoSuchPaper, Subject, about_of
from caller.application.documents.certificates import Granted, certificate_sheet
from caller.application.documents.forms import Filled, blank_form, filled_form, sample_form
from caller.application.documents.guides import flow_sheet, guide_sheet
from caller.application.documents.heads import Press
from caller.application.documents.lists import NoSuchList, list_sheet
from caller.application.documents.notices import Owed, commitment_sheet, deferral_sheet, once_sheet, with_qr
from caller.application.documents.sheets import Ink, NoticeSheet, Sheet
from caller.application.ports.papers import Papers, Sealer
from caller.application.ports.vault import Vault
from caller.domain.cases.case import Case
from caller.domain.cases.certificates import Certificate
from caller.domain.cases.refusals import NoSuchCertificate

_LENT = "PAGE"
"""`PAGE:LEASE`: how the paper looks that the visitor let the hall keep (M-03). Never printed, so in no list."""


@dataclass(frozen=True, slots=True)
class Made:
    """A paper as PDF."""

    name: str
    pdf: bytes


@dataclass(frozen=True, slots=True)
class CaseFacts:
    """A copy of what the hall knows of a case and of the certificates that count, at `now`."""

    case: Case
    sheets: Mapping[SerialNo, Certificate]
    catalogue: Catalogue
    now: datetime


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which paper, in which language."""

    document: str
    language: Language


class PaperDesk:
    """Makes papers. May be used from any thread; takes some hundredths of a second a page."""

    def __init__(self, *, vault: Vault, papers: Papers, sealer: Sealer, marks: Marks, public_url: str) -> None:
        """Set with `papers`, seal certificates with `sealer`; their QR leads to `public_url`/verify."""
        self._vault = vault
        self._papers = papers
        self._sealer = sealer
        self._marks = marks
        self._public_url = public_url

    def of_case(self, facts: CaseFacts, wanted: Wanted) -> Made:
        """Make a paper of a case. Raises `NoSuchPaper`, `NoSuchCertificate`, `SealBroken`, `VaultLocked`."""
        case = facts.case
        press = Press(facts.catalogue, wanted.language, facts.now, sandbox=True, version=case.catalogue)
        subject = Subject(case, self._vault.values(case.record), press, lambda name: self._ink(case, name))
        kind, _, serial = wanted.document.partition(":")
        if kind == _LENT:
            return Made(wanted.document, self._lent(case, MaterialCode(serial)))
        if kind in DECLARED:
            sheet = declared_sheet(subject, wanted.document, self._verify_notice)
            return Made(wanted.document, self._sealer.seal(self._papers.render(sheet), reason=wanted.document))
        if serial:
            granted = self._granted(subject, facts.sheets, SerialNo(serial))
            sheet = certificate_sheet(press, granted, verify_at=f"{self._public_url}/verify")
            pdf = self._sealer.seal(self._papers.render(sheet), reason=f"{granted.certificate} {granted.serial}")
            return Made(wanted.document, pdf)
        make = _SHEETS.get(kind)
        if make is None:
            raise NoSuchPaper(kind)
        sheet = make(subject)
        if kind in SIGNED and isinstance(sheet, NoticeSheet):
            sheet = with_qr(press, sheet, self._verify_notice(case, coded_as(case, kind)))
        return Made(wanted.document, self._papers.render(sheet))

    def free(self, catalogue: Catalogue, now: datetime, request: m.FetchPaper) -> Made:
        """Make a paper without a person in it. Raises `NoSuchPaper`, `UnknownCode`."""
        press = Press(catalogue, request.language, now, sandbox=False)
        sheet = self._free_sheet(press, request)
        name = request.form or request.owner or request.list_code or ""
        return Made(f"{request.paper}-{name}", self._papers.render(sheet))

    def own_form(self, catalogue: Catalogue, now: datetime, request: m.FetchPaper, values: Values) -> Made:
        """Make a form with its own person's data in it. Raises `NoSuchPaper`, `UnknownCode`."""
        if request.form is None:
            raise NoSuchPaper(request.paper)
        press = Press(catalogue, request.language, now, sandbox=False)
        texts = {key: value.text for key, value in values.items()}
        sources = {key: str(value.source) for key, value in values.items()}
        sheet = filled_form(press, request.form, Filled(texts, sources), flags=None)
        return Made(f"{request.paper}-{request.form}", self._papers.render(sheet))

    def _free_sheet(self, press: Press, request: m.FetchPaper) -> Sheet:
        match request:
            case m.FetchPaper(paper="guide", owner=str() as owner):
                return guide_sheet(press, ServiceCode(owner), guide_at=f"{self._public_url}/guide")
            case m.FetchPaper(paper="flow", owner=str() as owner):
                return flow_sheet(press, ServiceCode(owner))
            case m.FetchPaper(paper="sample", form=str() as form):
                return sample_form(press, form)
            case m.FetchPaper(paper="blank", form=str() as form):
                return blank_form(press, form)
            case m.FetchPaper(paper="list", list_code=str() as code):
                try:
                    return list_sheet(press, code)
                except NoSuchList:
                    raise NoSuchPaper(code) from None
            case _:
                raise NoSuchPaper(request.paper)

    def _verify_notice(self, case: Case, document: str) -> str:
        return f"{self._public_url}/verify/{self._marks.notice_word(case.case_id, document)}"

    def _lent(self, case: Case, material: MaterialCode) -> bytes:
        """Give the first page of what the library offers for a material, small: so that its owner knows it again."""
        known = case.materials.get(material)
        pages = () if known is None or "复用" not in known.ways else self._vault.paper_pages(case.visitor, material)
        small = self._papers.small(b64decode(loads(pages[0])["jpeg"])) if pages else None
        if small is None:
            raise NoSuchPaper(material)
        return small

    def _ink(self, case: Case, name: str) -> Ink | None:
        kept = self._vault.blob(case.record, "signature", name)
        if kept is None:
            return None
        told = loads(kept)
        strokes = tuple(tuple((float(x), float(y)) for x, y in stroke) for stroke in told["strokes"])
        return Ink(float(told["aspect"]), strokes)

    def _granted(self, subject: Subject, sheets: Mapping[SerialNo, Certificate], serial: SerialNo) -> Granted:
        sheet = sheets.get(serial)
        if sheet is None or not sheet.current:
            raise NoSuchCertificate(serial)
        return Granted(
            certificate=sheet.certificate,
            serial=serial,
            word=self._marks.word(serial),
            case=sheet.case_id,
            form=subject.case.form,
            issued_on=sheet.valid_from,
            valid_until=sheet.valid_until,
            promised=sheet.state == "promised",
            values=subject.values,
        )


def _form(subject: Subject) -> Sheet:
    sources = {key: str(one.source) for key, one in subject.case.fields.items() if one.source is not None}
    return filled_form(
        subject.press,
        subject.case.form,
        Filled(subject.values, sources),
        subject.case.flags,
        subject.ink("application"),
    )


def _commitment(subject: Subject) -> Sheet:
    promises = subject.case.commitments
    owed = tuple(Owed(code, promise.due) for code, promise in promises.items())
    signed = max((promise.made_on for promise in promises.values()), default=_day(subject))
    return commitment_sheet(subject.press, about_of(subject), owed, subject.ink("commitment"), signed)


def _deferral(subject: Subject) -> Sheet:
    owed = tuple(Owed(code, one.due) for code, one in subject.case.deferrals.items())
    made = max((one.made_on for one in subject.case.deferrals.values()), default=_day(subject))
    return deferral_sheet(subject.press, about_of(subject), owed, subject.ink("application"), made)


def _once(subject: Subject) -> Sheet:
    if not subject.case.notices:
        raise NoSuchPaper("D-ONCE")
    notice = subject.case.notices[-1]
    owed = tuple(Owed(line.material, remark=line.remark) for line in notice.lines if line.material is not None)
    return once_sheet(subject.press, about_of(subject), owed, clerk=notice.by, until=None)


def _day(subject: Subject) -> date:
    return subject.press.now.date()


_SHEETS: Mapping[str, Callable[[Subject], Sheet]] = MappingProxyType(
    {"FORM": _form, "D-COMMIT": _commitment, "D-DEFER": _deferral, "D-ONCE": _once}
)
