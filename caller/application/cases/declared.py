"""The papers of a case that the authority itself declares, with its seal and a QR: accepted, not accepted, proved."""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from types import MappingProxyType

from broker.catalogue import Catalogue
from broker.catalogue.matters import matter
from broker.catalogue.services import Service
from broker.messages import Sentence
from broker.terms import DepartmentCode, MaterialCode
from caller.application.cases.subject import NoSuchPaper, Subject, about_of
from caller.application.documents.decisions import (
    Declared,
    Received,
    acceptance_sheet,
    proof_sheet,
    rejection_sheet,
)
from caller.application.documents.sheets import NoticeSheet
from caller.domain.cases.case import Case
from caller.domain.cases.words import MaterialState

DECLARED = ("D-ACCEPT", "D-REJECT", "D-PROOF")

HOW: Mapping[MaterialState, Sentence] = MappingProxyType(
    {
        "generated": Sentence(zh_hans="本次填写", zh_hant="本次填寫", en="filled in here"),
        "called": Sentence(zh_hans="电子证照调用", zh_hant="電子證照調用", en="called from the licence library"),
        "reused": Sentence(zh_hans="上次提交，复用", zh_hant="上次提交，複用", en="handed in before, used again"),
        "proved": Sentence(zh_hans="部门协查证明", zh_hant="部門協查證明", en="proved by another department"),
        "proving": Sentence(zh_hans="正在协查", zh_hant="正在協查", en="being asked of another department"),
        "promised": Sentence(zh_hans="告知承诺", zh_hant="告知承諾", en="promised"),
        "deferred": Sentence(zh_hans="容缺，按期补交", zh_hant="容缺，按期補交", en="to be handed in later"),
        "handed_in": Sentence(zh_hans="已提交", zh_hant="已提交", en="handed in"),
    }
)
"""How each paper of an accepted application was had."""


def declared_names(case: Case) -> Iterator[str]:
    """Name those of a case that exist now. What was decided as it was accepted needs no notice of acceptance."""
    if case.accepted_at is not None and case.accepted_at != case.decided_at:
        yield "D-ACCEPT"
    if case.stage == "不予受理":
        yield "D-REJECT"
    for code, material in case.materials.items():
        if material.proved_at is not None:
            yield f"D-PROOF:{code}"


def declared_by(catalogue: Catalogue, case: Case, document: str) -> DepartmentCode | None:
    """Give whose seal it bears: the department that proved, the matter's own, None for a package: the hall."""
    kind, _, material = document.partition(":")
    if kind == "D-PROOF":
        issuer = catalogue.material(MaterialCode(material)).issuer
        return None if issuer == "applicant" else DepartmentCode(issuer)
    it = matter(catalogue, case.matter.owner)
    return it.department if isinstance(it, Service) else None


def declared_at(case: Case, document: str) -> datetime | None:
    """Give when it was declared; None for what is not there (any more)."""
    if document not in tuple(declared_names(case)):
        return None
    kind, _, material = document.partition(":")
    match kind:
        case "D-ACCEPT":
            return case.accepted_at
        case "D-REJECT":
            return case.ended_at
        case _:
            return case.materials[MaterialCode(material)].proved_at


def declared_sheet(subject: Subject, document: str, verify_at: Callable[[Case, str], str]) -> NoticeSheet:
    """Give the document; `verify_at` gives its public address. Raises `NoSuchPaper`, `UnknownCode`."""
    case, press = subject.case, subject.press
    at = declared_at(case, document)
    if at is None:
        raise NoSuchPaper(document)
    declared = Declared(declared_by(press.catalogue, case, document), at, verify_at(case, document))
    about, (kind, _, material) = about_of(subject), document.partition(":")
    match kind:
        case "D-ACCEPT":
            papers = [Received(code, HOW[one.state]) for code, one in case.materials.items() if one.state in HOW]
            return acceptance_sheet(press, about, declared, case.due, papers)
        case "D-REJECT":
            return rejection_sheet(press, about, declared, case.refusal or "")
        case _:
            return proof_sheet(press, about, declared, MaterialCode(material))
