"""Documents for tests: the fonts of set-up, a press with the reference hall, one document of each kind."""

import subprocess
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path

from broker.catalogue import Catalogue, load
from broker.messages import Language, Sentence
from broker.terms import (
    CaseId,
    CertificateCode,
    DepartmentCode,
    FieldKey,
    FormCode,
    MaterialCode,
    SerialNo,
    ServiceCode,
)
from caller.adapters.documents import TypstPapers
from caller.application.cases.declared import HOW
from caller.application.cases.marks import Marks
from caller.application.documents.certificates import Granted, certificate_sheet, sample_granted
from caller.application.documents.decisions import (
    Declared,
    Received,
    acceptance_sheet,
    proof_sheet,
    rejection_sheet,
)
from caller.application.documents.forms import SAMPLE_INK, Filled, blank_form, filled_form, sample_form
from caller.application.documents.guides import flow_sheet, guide_sheet
from caller.application.documents.heads import Press
from caller.application.documents.lists import list_sheet
from caller.application.documents.notices import About, Owed, commitment_sheet, deferral_sheet, once_sheet, with_qr
from caller.application.documents.samples import sample_values
from caller.application.documents.sheets import NoticeSheet, Sheet
from caller.domain.cases.words import MaterialState

ROOT = Path(__file__).parents[2]
MONDAY = datetime(2026, 11, 23, 2, 30, tzinfo=UTC)
VERIFY_AT = "https://hall.example/verify"
UNCLEAR = Sentence(zh_hans="扫描件看不清。", zh_hant="掃描件看不清。", en="The scan cannot be read.")


@cache
def reference() -> Catalogue:
    return load(ROOT / "config" / "hall")


@cache
def papers() -> TypstPapers:
    return TypstPapers(ROOT / ".cache" / "fonts")


def press(language: Language = "zh-Hans", *, sandbox: bool = True) -> Press:
    return Press(reference(), language, MONDAY, sandbox=sandbox)


def granted(code: str = "C-HYG", form: str = "F-HYG-NEW", **values: str) -> Granted:
    samples = sample_values(reference(), reference().form(FormCode(form)))
    known = {**samples, **{FieldKey(key): value for key, value in values.items()}}
    made = sample_granted(reference(), CertificateCode(code), known)
    serial = SerialNo(f"{code.removeprefix('C-')}-2026-000001")
    return replace(made, serial=serial, word="4mOe2xYJb9Qn0rTt", valid_until=date(2030, 11, 22))


OWED = tuple(Owed(MaterialCode(code), date(2027, 1, 4)) for code in ("SITEMAP", "PLAN", "HYTEST", "HYRULE", "TRAIN"))


HAD: Mapping[str, MaterialState] = {
    "FORM": "generated",
    "ID": "called",
    "BIZ": "called",
    "PLAN": "handed_in",
    "HYTEST": "promised",
}
RECEIVED = tuple(Received(MaterialCode(code), HOW[state]) for code, state in HAD.items())
DUE = MONDAY + timedelta(days=17)
REASON = "所申请的经营场所不在本行政区域内，应向经营场所所在地的卫生健康主管部门提出申请。"


def _declared(document: str, by: str = "WJW") -> Declared:
    return Declared(DepartmentCode(by), MONDAY, _verify_at(document))


def _verify_at(document: str) -> str:
    word = Marks(b"a secret of thirty-two bytes, yes").notice_word(CaseId("20261123-0001"), document)
    return f"{VERIFY_AT}/{word}"


def _coded(at: Press, sheet: NoticeSheet, document: str) -> Sheet:
    return with_qr(at, sheet, _verify_at(document))


def about(at: Press) -> About:
    matter = at.say.name(at.catalogue.service(ServiceCode("WJW-001")))
    return About(CaseId("20261123-0001"), matter, "陈示范")


def _filled(at: Press) -> Sheet:
    values = sample_values(at.catalogue, at.catalogue.form(FormCode("F-HYG-NEW")))
    sources = {key: at.say("刷证", "card") for key in values if key.startswith("p_")}
    return filled_form(at, FormCode("F-HYG-NEW"), Filled(values, sources), (), SAMPLE_INK)


KINDS: Mapping[str, Callable[[Press], Sheet]] = {
    "certificate": lambda at: certificate_sheet(at, granted(c_name="示范区陈示范理发店"), verify_at=VERIFY_AT),
    "certificate-promised": lambda at: certificate_sheet(
        at, replace(granted(c_name="示范区陈示范理发店"), promised=True), verify_at=VERIFY_AT
    ),
    "certificate-wide": lambda at: certificate_sheet(at, granted("C-BIZ", "F-COMPANY"), verify_at=VERIFY_AT),
    "record": lambda at: certificate_sheet(at, granted("C-YBC", "F-YQUERY"), verify_at=VERIFY_AT),
    "commitment": lambda at: _coded(
        at, commitment_sheet(at, about(at), OWED, SAMPLE_INK, date(2026, 11, 23)), "D-COMMIT"
    ),
    "deferral": lambda at: _coded(
        at, deferral_sheet(at, about(at), OWED[:2], SAMPLE_INK, date(2026, 11, 23)), "D-DEFER"
    ),
    "notice": lambda at: _coded(
        at,
        once_sheet(
            at,
            about(at),
            (Owed(MaterialCode("SITEMAP")), Owed(MaterialCode("HEALTH"), why=UNCLEAR)),
            clerk="K05",
            until=date(2026, 12, 7),
        ),
        "D-ONCE:1",
    ),
    "accepted": lambda at: acceptance_sheet(
        at, about(at), _declared("D-ACCEPT"), MONDAY + timedelta(days=17), RECEIVED
    ),
    "not-accepted": lambda at: rejection_sheet(at, about(at), _declared("D-REJECT"), REASON),
    "proof": lambda at: proof_sheet(at, about(at), _declared("D-PROOF:DRAWCHK", "JTJ"), MaterialCode("DRAWCHK")),
    "guide": lambda at: guide_sheet(at, ServiceCode("GJJ-001"), guide_at="https://hall.example/guide"),
    "flow": lambda at: flow_sheet(at, ServiceCode("JTJ-005")),
    "form-blank": lambda at: blank_form(at, FormCode("F-INDIV")),
    "form-filled": _filled,
    "form-sample": lambda at: sample_form(at, FormCode("F-REST")),
    "list": lambda at: list_sheet(at, "kiosk24"),
}
"""One of each kind, as the pictures under tests/golden/documents/ show them."""


def text_of(pdf: bytes) -> str:
    """What a reader's program finds in the file."""
    return subprocess.run(["pdftotext", "-", "-"], input=pdf, capture_output=True, check=True).stdout.decode()
