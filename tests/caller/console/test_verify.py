"""The public page behind a certificate's QR, on the real controller; the code is read from the rendered sheet."""

import io
import subprocess
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest
import zxingcpp
from fastapi.testclient import TestClient
from PIL import Image

from broker.terms import (
    CaseId,
    CertificateCode,
    DepartmentCode,
    FormCode,
    RecordId,
    SerialNo,
    ServiceCode,
    SituationCode,
    VisitorKey,
)
from caller.application.cases.marks import Marks
from caller.application.documents.certificates import certificate_sheet
from caller.application.ports import Scene
from caller.console import Accounts, create_app
from caller.domain.cases.case import Case
from caller.domain.cases.certificates import Certificate
from caller.domain.cases.words import CertificateState, Limit, Matter
from tests.caller.cases import CaseHall
from tests.caller.console.rehearsal import HandClock, Rehearsal
from tests.caller.console.test_ledger import put
from tests.caller.papers import granted, papers, press

SERIAL = SerialNo("HYG-2026-000001")
MATTER = Matter(
    ServiceCode("WJW-001"),
    SituationCode("new"),
    DepartmentCode("WJW"),
    "instant",
    Limit("working_days", 0),
    None,
)
MARKS = Marks(b"a secret of thirty-two bytes, yes")


@pytest.fixture
def phone(hall: Rehearsal, minted: tuple[Accounts, object], real_time: HandClock, tmp_path: Path) -> TestClient:
    sessions = tmp_path / "sessions.json"
    app = create_app(
        hall.desk, minted[0], catalogue=hall.catalogue, sessions_path=sessions, clock=real_time.now, marks=MARKS
    )
    return TestClient(app)


def issue(
    hall: Rehearsal, state: CertificateState, until: date | None = date(2030, 11, 22), *, flagged: bool = False
) -> None:
    def enter(scene: Scene) -> None:
        scene.hall.state.cases.certificates[SERIAL] = Certificate(
            serial=SERIAL,
            certificate=CertificateCode("C-HYG"),
            case_id=CaseId("20261123-0001"),
            visitor=VisitorKey("visitor-1"),
            issued_at=datetime.fromisoformat("2026-11-23T02:00:00+00:00"),
            valid_from=date(2026, 11, 23),
            valid_until=until,
            state=state,
            flagged=flagged,
        )

    hall.desk.read(enter)


@pytest.mark.req("K-05", "K-08", "M-09")
def test_the_printed_code_opens_a_page_that_says_valid_and_names_nobody(hall: Rehearsal, phone: TestClient) -> None:
    issue(hall, "valid")
    known = replace(granted(c_name="示范区陈示范理发店"), word=MARKS.word(SERIAL))
    pdf = papers().render(certificate_sheet(press(), known, verify_at="http://testserver/verify"))
    png = subprocess.run(["pdftoppm", "-png", "-r", "150", "-"], input=pdf, capture_output=True, check=True).stdout
    (code,) = zxingcpp.read_barcodes(Image.open(io.BytesIO(png)))
    page = phone.get(code.text)
    assert page.status_code == 200
    for words in (
        "真实有效",
        "真實有效",
        "Genuine and valid",
        SERIAL,
        "公共场所卫生许可证",
        "卫生健康委员会",
        "2030-11-22",
    ):
        assert words in page.text
    assert "陈示范" not in page.text
    assert "visitor-1" not in page.text
    assert page.headers["Referrer-Policy"] == "no-referrer"


@pytest.mark.req("K-05")
@pytest.mark.parametrize(
    ("state", "until", "words"),
    [
        ("promised", date(2030, 11, 22), "有效（告知承诺，承诺期内）"),
        ("void", None, "已作废"),
        ("valid", date(2026, 11, 1), "已过有效期"),
    ],
)
def test_each_standing_is_said(
    hall: Rehearsal, phone: TestClient, state: CertificateState, until: date | None, words: str
) -> None:
    issue(hall, state, until)
    assert words in phone.get(f"/verify/{MARKS.word(SERIAL)}").text


def test_a_broken_promise_is_said(hall: Rehearsal, phone: TestClient) -> None:
    issue(hall, "promised", flagged=True)
    assert "承诺逾期未履行" in phone.get(f"/verify/{MARKS.word(SERIAL)}").text


@pytest.mark.req("K-05")
@pytest.mark.parametrize("word", ["HYG-2026-000001", "0" * 32, "x" * 500, "%00"])
def test_what_the_hall_did_not_issue_is_unknown(hall: Rehearsal, phone: TestClient, word: str) -> None:
    issue(hall, "valid")
    page = phone.get(f"/verify/{word}")
    assert page.status_code == 404
    assert "没有查到" in page.text
    assert SERIAL not in page.text.replace("/verify/HYG-2026-000001", "")


@pytest.mark.req("M-09", "P-01")
def test_a_notices_code_opens_a_page_that_names_its_case_and_nobody(hall: Rehearsal, phone: TestClient) -> None:
    case_id = CaseId("20261123-0001")

    def enter(scene: Scene) -> None:
        scene.hall.state.cases.cases[case_id] = Case(
            case_id=case_id,
            matter=MATTER,
            visitor=VisitorKey("visitor-1"),
            masked_name="陈*",
            language="zh-Hans",
            channel="kiosk",
            place="K05",
            catalogue="c",
            form=FormCode("F-HYG-NEW"),
            record=RecordId("record-1"),
            opened_at=scene.now,
            touched_at=scene.now,
            stage="受理",
            accepted_at=scene.now,
        )

    hall.desk.read(enter)
    page = phone.get(f"/verify/{MARKS.notice_word(case_id, 'D-ACCEPT')}")
    assert page.status_code == 200
    for words in ("真实有效", "受理通知书", "Notice of acceptance", case_id, "卫生健康委员会"):
        assert words in page.text
    for hidden in ("陈", "visitor-1", "record-1", "有效期至"):
        assert hidden not in page.text
    assert "已作废" in phone.get(f"/verify/{MARKS.notice_word(case_id, 'D-REJECT')}").text


@pytest.mark.req("M-05", "M-06", "M-09")
def test_what_an_applicant_signed_is_verified_like_what_the_hall_declares(hall: Rehearsal, phone: TestClient) -> None:
    cases = CaseHall()
    case = cases.done("WJW-001", [1, 2, 1])
    put(hall, cases)
    word = MARKS.notice_word(case.case_id, "D-COMMIT")
    page = phone.get(f"/verify/{word}")
    assert page.status_code == 200
    for words in ("真实有效", "告知承诺书", "Commitment", case.case_id, "卫生健康委员会", "2026-11-23"):
        assert words in page.text
    assert case.masked_name[0] not in page.text
    assert "已作废" in phone.get(f"/verify/{MARKS.notice_word(case.case_id, 'D-DEFER')}").text
    assert "已作废" in phone.get(f"/verify/{MARKS.notice_word(case.case_id, 'D-ONCE:1')}").text
    assert phone.get(f"/verify/{word[:-1]}x").status_code == 404
