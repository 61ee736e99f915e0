"""What the authority declares of a case, fetched by its visitor: accepted, not accepted, proved; sealed, with a QR."""

import io
import subprocess
from base64 import b64decode
from collections.abc import Iterator
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image

from broker.messages import ApplicationView
from broker.terms import CaseId, MaterialCode, StaffNo
from caller.application.cases.marks import Marks
from caller.console.verify.view import verify_view
from caller.domain.cases import commands as c
from caller.domain.cases.case import Case
from caller.domain.commands import Actor
from tests.caller.application.applicants import SECRET, Applicant, HallWithCases, in_state, scenario
from tests.caller.papers import text_of

CLERK = Actor("staff", StaffNo("4401"))


@pytest.fixture
def hall(tmp_path: Path) -> Iterator[HallWithCases]:
    running = HallWithCases(tmp_path)
    yield running
    running.stop()


def _handed_in(hall: HallWithCases, code: str) -> tuple[Applicant, ApplicationView]:
    wanted = scenario(code)
    place = wanted.place if wanted.place.startswith("K") else "K05"
    applicant = Applicant(hall, wanted.persona, place)
    view = applicant.open(wanted.owner, wanted.answers)
    for material in in_state(view, "to_prove"):
        view = applicant.view(applicant.choosing(view.case, material, "协查"))
    ready = applicant.settle(view)
    return applicant, applicant.view(applicant.handing_in(ready.case))


def _case(hall: HallWithCases, case: CaseId) -> Case:
    return hall.controller.read(lambda scene: scene.hall.state.cases.cases[case])


def _standing(hall: HallWithCases, pdf: bytes) -> tuple[str, str]:
    """What the public page says about the paper's QR."""
    png = subprocess.run(["pdftoppm", "-png", "-r", "150", "-"], input=pdf, capture_output=True, check=True).stdout
    (code,) = zxingcpp.read_barcodes(Image.open(io.BytesIO(png)))
    word = code.text.removeprefix("https://hall.example/verify/")
    view = hall.controller.read(lambda scene: verify_view(scene, Marks(SECRET), word))
    return view.standing, "" if view.kind is None else view.kind.zh_hans


def _sealed(pdf: bytes, folder: Path) -> bool:
    (folder / "paper.pdf").write_bytes(pdf)
    said = subprocess.run(["pdfsig", str(folder / "paper.pdf")], capture_output=True, check=False, text=True).stdout
    return "Signature is Valid." in said


@pytest.mark.req("P-01", "M-09")
def test_an_accepted_case_has_its_notice_with_seal_code_and_last_day(hall: HallWithCases, tmp_path: Path) -> None:
    applicant, view = _handed_in(hall, "E12")
    if _case(hall, view.case).accepted_at is None:
        hall.controller.ask(c.AcceptCase(case_id=view.case), actor=CLERK, request_id=hall.next_id())
    view = applicant.look(view.case)
    assert "D-ACCEPT" in view.documents
    pdf = b64decode(applicant.paper(view.case, "D-ACCEPT").pdf)
    text = text_of(pdf)
    assert view.case in text
    assert "受理通知书" in text
    due = _case(hall, view.case).due
    assert due is not None
    assert f"{due.year}年{due.month}月{due.day}日" in text
    assert _sealed(pdf, tmp_path)
    assert _standing(hall, pdf) == ("valid", "受理通知书")


@pytest.mark.req("P-01")
def test_a_matter_decided_on_the_spot_needs_no_notice_of_acceptance(hall: HallWithCases) -> None:
    _, view = _handed_in(hall, "E01")
    assert view.certificates
    assert "D-ACCEPT" not in view.documents


@pytest.mark.req("P-01", "M-09")
def test_a_refusal_names_its_reason_and_the_ways_to_contest_it(hall: HallWithCases, tmp_path: Path) -> None:
    applicant, view = _handed_in(hall, "E03")
    assert _case(hall, view.case).accepted_at is None
    refusal = c.RefuseAcceptance(case_id=view.case, reason="不属于本行政机关职权范围")
    hall.controller.ask(refusal, actor=CLERK, request_id=hall.next_id())
    view = applicant.look(view.case)
    assert view.stage == "不予受理"
    assert "D-ACCEPT" not in view.documents
    pdf = b64decode(applicant.paper(view.case, "D-REJECT").pdf)
    text = text_of(pdf).replace("\n", "")
    for words in ("不属于本行政机关职权范围", "行政复议", "行政诉讼"):
        assert words in text
    assert _sealed(pdf, tmp_path)
    assert _standing(hall, pdf) == ("valid", "不予受理通知书")


@pytest.mark.req("M-04", "M-09")
def test_a_proof_comes_back_sealed_and_one_changed_byte_is_seen(hall: HallWithCases, tmp_path: Path) -> None:
    applicant, view = _handed_in(hall, "E09")
    proving = in_state(view, "proving")
    assert proving
    for material in proving:
        proof = _case(hall, view.case).materials[MaterialCode(material)].proof_id
        assert proof is not None
        hall.prove(proof)
    view = applicant.look(view.case)
    names = [name for name in view.documents if name.startswith("D-PROOF")]
    assert names == [f"D-PROOF:{material}" for material in proving]
    pdf = b64decode(applicant.paper(view.case, names[0]).pdf)
    assert _sealed(pdf, tmp_path)
    assert _standing(hall, pdf) == ("valid", "证明协查结果(回传)")
    changed = bytearray(pdf)
    changed[len(pdf) // 3] ^= 1
    assert not _sealed(bytes(changed), tmp_path)


@pytest.mark.req("M-09")
def test_a_word_nobody_gave_out_is_unknown_and_what_was_taken_back_is_void(hall: HallWithCases) -> None:
    _, view = _handed_in(hall, "E03")
    marks = Marks(SECRET)

    def standing(word: str) -> str:
        return hall.controller.read(lambda scene: verify_view(scene, marks, word).standing)

    assert standing(marks.notice_word(view.case, "D-REJECT")) == "void"
    assert standing(Marks(b"another secret of 32 bytes, yes.").notice_word(view.case, "D-ACCEPT")) == "unknown"
    assert standing(f"{view.case}.D-ACCEPT.") == "unknown"
    assert standing(f"{view.case}.D-ACCEPT.ä") == "unknown"
    assert standing(marks.notice_word(CaseId("20261123-9999"), "D-ACCEPT")) == "unknown"
