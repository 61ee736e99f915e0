"""What a visitor takes away from a kiosk: certificate, record, annual check, a rating given once, one message."""

import io
import subprocess
from base64 import b64decode
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Literal

import pytest
import zxingcpp
from PIL import Image

from broker.messages import ApplicationView, DocumentFile, Refused
from broker.messages import case_requests as r
from broker.terms import CaseId, ELicenceCode, PersonaCode, SerialNo
from caller.application.cases.marks import Marks
from caller.console.verify.view import verify_view
from caller.domain.cases import commands as c
from caller.domain.commands import Actor
from tests.caller.application.applicants import SECRET, Applicant, HallWithCases, in_state, scenario
from tests.caller.application.test_news import until
from tests.caller.halls import reference
from tests.caller.papers import text_of


@pytest.fixture
def hall(tmp_path: Path) -> Iterator[HallWithCases]:
    running = HallWithCases(tmp_path)
    yield running
    running.stop()


def _done(hall: HallWithCases, code: str) -> tuple[Applicant, ApplicationView]:
    wanted = scenario(code)
    applicant = Applicant(hall, wanted.persona, wanted.place)
    ready = applicant.settle(applicant.open(wanted.owner, wanted.answers))
    return applicant, applicant.view(applicant.handing_in(ready.case))


def _certificate(applicant: Applicant, view: ApplicationView) -> tuple[SerialNo, DocumentFile]:
    (given,) = view.certificates
    return given.serial, applicant.paper(view.case, f"{given.certificate}:{given.serial}")


def _standing(hall: HallWithCases, pdf: bytes) -> str:
    """What the public page says of the code on the paper's first page."""
    png = subprocess.run(["pdftoppm", "-png", "-r", "150", "-"], input=pdf, capture_output=True, check=True).stdout
    (code,) = zxingcpp.read_barcodes(Image.open(io.BytesIO(png)))
    word = code.text.removeprefix("https://hall.example/verify/")
    return hall.controller.read(lambda scene: verify_view(scene, Marks(SECRET), word).standing)


def _rating(applicant: Applicant, case: CaseId, stars: int) -> r.RateCase:
    until_then = applicant.hall.clock.now() + timedelta(minutes=1)
    return r.RateCase(
        request_id=applicant.hall.next_id(), valid_until=until_then, card=applicant.card, case=case, stars=stars
    )


@pytest.mark.req("K-05")
def test_the_certificate_of_e01_has_name_premises_number_date_and_a_code_that_is_known(hall: HallWithCases) -> None:
    applicant, view = _done(hall, "E01")
    serial, paper = _certificate(applicant, view)
    pdf = b64decode(paper.pdf)
    text = text_of(pdf).replace("\n", "")
    for words in ("公共场所卫生许可证", applicant.person.name, "示范市示范区一号路1号", serial, "2026年11月23日"):
        assert words in text
    assert _standing(hall, pdf) == "promised"


@pytest.mark.req("K-05", "M-09")
@pytest.mark.parametrize("fault", ["failing", "dead", "slow"])
def test_while_the_seal_fails_no_certificate_is_given_and_its_number_waits_for_it(
    hall: HallWithCases, fault: Literal["failing", "dead", "slow"]
) -> None:
    applicant, view = _done(hall, "E01")
    (given,) = view.certificates
    document = f"{given.certificate}:{given.serial}"
    if fault == "slow":
        hall.dials.turn("seal", delay_seconds=30.0)
    else:
        hall.dials.turn("seal", mode=fault)
    refused = applicant.refused(applicant.fetching(view.case, document))
    assert refused.reason == "NotSealed"
    assert "编号都保留" in refused.sentence.zh_hans
    assert "号窗口" in refused.sentence.zh_hans
    assert applicant.paper(view.case, "FORM").pages >= 1, "what bears no seal is given"
    assert applicant.look(view.case).certificates == (given,)
    hall.dials.mend()
    until(lambda: not isinstance(applicant.ask(applicant.fetching(view.case, document)), Refused))
    assert given.serial in text_of(b64decode(applicant.paper(view.case, document).pdf))
    assert applicant.look(view.case).certificates == (given,), "neither lost nor doubled"


@pytest.mark.req("K-08")
def test_a_record_is_printed_for_its_owner_alone_and_its_code_is_valid(hall: HallWithCases) -> None:
    applicant, view = _done(hall, "E11")
    serial, paper = _certificate(applicant, view)
    pdf = b64decode(paper.pdf)
    text = text_of(pdf)
    assert applicant.person.name in text
    assert serial in text
    assert _standing(hall, pdf) == "valid"
    stranger = Applicant(hall, "C02", "K09")
    until_then = hall.clock.now() + timedelta(minutes=1)
    asked = r.FetchDocument(
        request_id=hall.next_id(),
        valid_until=until_then,
        card=stranger.card,
        case=view.case,
        document=f"C-YBC:{serial}",
    )
    assert stranger.refused(asked).reason == "NoSuchCase"


@pytest.mark.req("K-10")
def test_a_drivers_credit_is_called_and_printed_with_its_grade(hall: HallWithCases) -> None:
    applicant = Applicant(hall, "C03", "K13")
    view = applicant.open("JTJ-004", [])
    grade = next(one for one in view.fields if one.key == "r_credit")
    assert (grade.value, grade.source) == ("AAA", "共享库")
    done = applicant.view(applicant.handing_in(applicant.settle(view).case))
    _, paper = _certificate(applicant, done)
    lines = text_of(b64decode(paper.pdf)).split()
    assert {"诚信考核结果单", "AAA", "2026年11月23日"} <= set(" ".join(lines).replace("：", " ").split())


@pytest.mark.req("K-10", "K-03")
def test_an_annual_check_that_lacks_a_paper_stops_and_names_it(hall: HallWithCases) -> None:
    hall.dials.set_licence(PersonaCode("C03"), ELicenceCode("VCO"), "not_found")
    applicant = Applicant(hall, "C03", "K13")
    view = applicant.open("JTJ-003", [])
    assert in_state(view, "to_prove") == ("VTEST",)
    assert view.stopped is not None
    missing = next(one for one in view.materials if one.state == "to_hand_in")
    assert view.stopped.zh_hans.startswith(reference().material(missing.material).name_zh)
    assert "号窗口" in view.stopped.zh_hans
    assert applicant.refused(applicant.handing_in(applicant.settle(view).case)).reason


@pytest.mark.req("K-12", "E-03")
def test_a_matter_done_at_night_is_rated_once_at_any_kiosk(hall: HallWithCases) -> None:
    _, view = _done(hall, "E11")
    later = Applicant(hall, "C12", "K05")
    assert later.view(_rating(later, view.case, 4)).rated
    again = later.refused(_rating(later, view.case, 5))
    assert again.reason == "AlreadyRated"
    assert "评价过" in again.sentence.zh_hans
    assert later.look(view.case).rated
    stranger = Applicant(hall, "C02", "K05")
    assert stranger.refused(_rating(stranger, view.case, 1)).reason == "NoSuchCase"


@pytest.mark.req("P-02")
def test_all_results_of_a_package_are_told_in_one_message(hall: HallWithCases) -> None:
    applicant = Applicant(hall, "C02", "K05")
    view = applicant.open("P01", [1, 2, 1, 1, 1])
    for material in in_state(view, "to_prove"):
        view = applicant.view(applicant.choosing(view.case, material, "协查"))
    view = applicant.view(applicant.handing_in(applicant.settle(view).case))
    proofs = hall.controller.read(lambda scene: list(scene.hall.state.cases.proofs))
    for proof in proofs:
        hall.prove(proof)
    before = len(hall.messenger.sent)
    items = hall.controller.read(
        lambda scene: [
            (item.case_id, item.matter.department)
            for item in scene.hall.state.cases.children_of(scene.hall.state.cases.cases[view.case])
            if item.stage == "审核"
        ]
    )
    assert len(items) == 4
    for case, department in items:
        approver = next(
            member.no
            for member in reference().staff_members
            if member.department == department and "approver" in member.roles
        )
        reply = hall.controller.ask(c.Approve(case_id=case), actor=Actor("staff", approver), request_id=hall.next_id())
        assert reply.kind == "done", reply
    assert len(applicant.look(view.case).certificates) == 6
    until(lambda: hall.cursor.read() == hall.controller.read(lambda scene: scene.seq))
    told = [one.text.zh_hans for one in hall.messenger.sent[before:]]
    assert [text for text in told if "受理" not in text] == ["开办餐饮店一件事全部办结，可领取结果。"]
