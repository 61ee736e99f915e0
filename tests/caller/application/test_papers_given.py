"""Papers that cost a visitor nothing: printed free of charge (G-05), and lent again by the library (M-03)."""

import io
from base64 import b64decode
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from broker.messages import PaperGiven
from broker.messages import case_requests as r
from broker.terms import FormCode, MaterialCode, ServiceCode
from tests.caller.application.applicants import Applicant, HallWithCases, scenario
from tests.caller.halls import reference
from tests.caller.papers import text_of


@pytest.fixture
def hall(tmp_path: Path) -> Iterator[HallWithCases]:
    running = HallWithCases(tmp_path)
    yield running
    running.stop()


@pytest.mark.req("G-05")
@pytest.mark.parametrize(
    ("paper", "owner", "form", "says"),
    [
        ("guide", "GJJ-001", None, ("D-GUIDE", "设定依据", "《住房公积金管理条例》")),
        ("flow", "GJJ-001", None, ("D-FLOW", "办理程序流程图", "申请", "发证")),
        ("sample", None, "F-FUNDOUT", ("样张", "住房公积金提取申请表")),
    ],
)
def test_guide_flow_chart_and_sample_bear_the_halls_sign_and_the_catalogues_version(
    hall: HallWithCases, paper: str, owner: str | None, form: str | None, says: tuple[str, ...]
) -> None:
    reply = Applicant(hall, "C08").ask(
        r.FetchPaper(
            request_id=hall.next_id(),
            valid_until=hall.clock.now() + timedelta(minutes=1),
            paper=paper,  # pyright: ignore[reportArgumentType]
            owner=None if owner is None else ServiceCode(owner),
            form=None if form is None else FormCode(form),
        )
    )
    assert isinstance(reply, PaperGiven), reply
    text = text_of(b64decode(reply.pdf))
    for words in ("示范市政务服务中心", f"目录版本 {reference().revision_hash[:8]}", *says):
        assert words in text


@pytest.mark.req("M-03")
def test_the_lease_of_e02_is_used_again_a_month_later_and_for_nobody_else(hall: HallWithCases) -> None:
    tenant = Applicant(hall, "C02", "K05")
    view = tenant.open("P01", [1, 2, 1, 1, 1])
    tenant.view(tenant.page(view.case, "LEASE", keep=True))
    handed_in = hall.clock.now().date()
    hall.clock.pass_(days=30)
    again = Applicant(hall, "C02", "K07").open("JYJ-001", [1, 1, 2])
    lease = next(one for one in again.materials if one.material == "LEASE")
    assert (lease.state, lease.reusable) == ("reused", handed_in)
    other = Applicant(hall, "C08", "K07").open("JYJ-001", [1, 1, 2])
    theirs = next(one for one in other.materials if one.material == "LEASE")
    assert (theirs.state, theirs.reusable) == ("to_promise", None)
    replaced = tenant.view(tenant.choosing(again.case, "LEASE", "提交"))
    assert next(one for one in replaced.materials if one.material == "LEASE").state == "to_hand_in"


@pytest.mark.req("M-03")
def test_a_paper_older_than_its_keeping_term_is_not_offered(hall: HallWithCases) -> None:
    tenant = Applicant(hall, "C02", "K05")
    view = tenant.open("P01", [1, 2, 1, 1, 1])
    tenant.view(tenant.page(view.case, "LEASE", keep=True))
    hall.clock.pass_(days=366)
    again = Applicant(hall, "C02", "K07").open("JYJ-001", [1, 1, 2])
    lease = next(one for one in again.materials if one.material == "LEASE")
    assert (lease.state, lease.reusable) == ("to_promise", None)


def _scan(width: int = 1240, height: int = 1754) -> bytes:
    made = io.BytesIO()
    Image.new("RGB", (width, height), "#c0d0e0").save(made, "JPEG")
    return made.getvalue()


@pytest.mark.req("M-03")
def test_its_owner_sees_what_the_kept_paper_looks_like_small_and_nobody_else_does(hall: HallWithCases) -> None:
    tenant = Applicant(hall, "C02", "K05")
    first = tenant.open("P01", [1, 2, 1, 1, 1])
    tenant.view(tenant.page(first.case, "LEASE", keep=True, jpeg=_scan()))
    hall.clock.pass_(days=30)
    later = Applicant(hall, "C02", "K07")
    again = later.open("JYJ-001", [1, 1, 2])
    file = later.paper(again.case, "PAGE:LEASE")
    assert (file.name, file.pages) == ("PAGE:LEASE", 1)
    with pikepdf.open(io.BytesIO(b64decode(file.pdf))) as pdf:
        (image,) = pdf.pages[0].Resources.XObject.values()
        assert (int(image.Width), int(image.Height)) == (339, 480)
    neighbour = Applicant(hall, "C08", "K07")
    assert neighbour.refused(neighbour.fetching(again.case, "PAGE:LEASE")).reason == "NoSuchCase"
    theirs = neighbour.open("JYJ-001", [1, 1, 2])
    assert neighbour.refused(neighbour.fetching(theirs.case, "PAGE:LEASE")).reason == "NoSuchDocument"


@pytest.mark.req("M-03")
def test_a_kept_paper_that_is_no_picture_has_no_small_one(hall: HallWithCases) -> None:
    tenant = Applicant(hall, "C02", "K05")
    first = tenant.open("P01", [1, 2, 1, 1, 1])
    tenant.view(tenant.page(first.case, "LEASE", keep=True))
    again = tenant.open("JYJ-001", [1, 1, 2])
    assert tenant.refused(tenant.fetching(again.case, "PAGE:LEASE")).reason == "NoSuchDocument"


@pytest.mark.req("M-03")
def test_a_paper_used_again_without_a_touch_lies_in_the_case_when_it_is_handed_in(hall: HallWithCases) -> None:
    wanted = scenario("E01")
    owner = Applicant(hall, wanted.persona)
    first = owner.open(wanted.owner, wanted.answers)
    first = owner.settle(owner.view(owner.page(first.case, "PLAN", keep=True)))
    owner.view(owner.handing_in(first.case))
    again = owner.settle(owner.open(wanted.owner, wanted.answers))
    assert again.case != first.case
    owner.view(owner.handing_in(again.case))
    record = hall.controller.read(lambda scene: scene.hall.state.cases.cases[again.case].record)
    assert list(hall.vault.page_names(record, MaterialCode("PLAN"))) == ["PLAN/01"]
