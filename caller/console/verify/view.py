"""What anybody who holds a certificate or notice may learn of it: is it good, kind, number, dates, issuer."""

from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeAlias
from zoneinfo import ZoneInfo

from broker.messages import Sentence
from broker.terms import CaseId, SerialNo
from caller.application.cases.coded import paper_standing
from caller.application.cases.declared import declared_by
from caller.application.cases.marks import Marks
from caller.application.documents.script import to_traditional
from caller.application.ports import Scene
from caller.domain.cases.certificates import Certificate

Standing: TypeAlias = Literal["valid", "promised", "flagged", "expired", "void", "unknown"]

SENTENCES = {
    "valid": Sentence(zh_hans="真实有效", zh_hant="真實有效", en="Genuine and valid"),
    "promised": Sentence(
        zh_hans="有效（告知承诺，承诺期内）",
        zh_hant="有效（告知承諾，承諾期內）",
        en="Valid, on a commitment that is still open",
    ),
    "flagged": Sentence(
        zh_hans="承诺逾期未履行，正在核查",
        zh_hant="承諾逾期未履行，正在核查",
        en="The commitment behind it was not kept: under review",
    ),
    "expired": Sentence(zh_hans="已过有效期", zh_hant="已過有效期", en="Expired"),
    "void": Sentence(zh_hans="已作废", zh_hant="已作廢", en="Void"),
    "unknown": Sentence(
        zh_hans="没有查到，不是本大厅出具的",
        zh_hant="沒有查到，不是本大廳出具的",
        en="Not known: not issued by this hall",
    ),
}
"""How a certificate stands, in the words of who holds it."""


@dataclass(frozen=True, slots=True)
class VerifyView:
    """The page's facts; of an unknown word only the standing. `serial` of a `notice` is the number of its case."""

    standing: Standing
    kind: Sentence | None = None
    issuer: Sentence | None = None
    serial: SerialNo | CaseId | None = None
    issued: date | None = None
    valid_until: date | None = None
    notice: bool = False

    @property
    def sentence(self) -> Sentence:
        """How it stands."""
        return SENTENCES[self.standing]


def verify_view(scene: Scene, marks: Marks, word: str) -> VerifyView:
    """Look a word up in the hall's register."""
    register = scene.hall.state.cases.certificates
    serial = marks.find(word, register)
    if serial is None:
        return _notice(scene, marks, word) or VerifyView("unknown")
    found = register[serial]
    certificate = scene.catalogue.certificate(found.certificate)
    issuer = scene.catalogue.department(certificate.issuer)
    today = scene.now.astimezone(ZoneInfo(scene.catalogue.hall.timezone)).date()
    return VerifyView(
        standing=_standing(found, today),
        kind=_named(certificate.name_zh, certificate.name_en),
        issuer=_named(issuer.name_zh, issuer.name_en),
        serial=serial,
        issued=found.valid_from,
        valid_until=found.valid_until,
    )


def _notice(scene: Scene, marks: Marks, word: str) -> VerifyView | None:
    """Look a notice up by its case; one that was taken back since is void."""
    found = marks.notice_of(word)
    case = None if found is None else scene.hall.state.cases.cases.get(found[0])
    if found is None or case is None:
        return None
    case_id, document = found
    catalogue, zone = scene.catalogue, ZoneInfo(scene.catalogue.hall.timezone)
    standing, day = paper_standing(case, document, zone)
    by = declared_by(catalogue, case, document)
    kind = next(known for known in catalogue.documents if known.code == document.partition(":")[0])
    issuer = catalogue.hall if by is None else catalogue.department(by)
    return VerifyView(
        standing=standing,
        kind=_named(kind.name_zh, kind.name_en),
        issuer=_named(issuer.name_zh, issuer.name_en),
        serial=case_id,
        issued=day,
        notice=True,
    )


def _standing(found: Certificate, today: date) -> Standing:
    if found.state == "void":
        return "void"
    if found.valid_until is not None and found.valid_until < today:
        return "expired"
    return "flagged" if found.flagged else found.state


def _named(zh: str, en: str) -> Sentence:
    return Sentence(zh_hans=zh, zh_hant=to_traditional(zh), en=en)
