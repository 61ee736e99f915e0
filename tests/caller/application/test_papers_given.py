"""Papers that cost a visitor nothing: printed free of charge (G-05), and lent again by the library (M-03)."""

from base64 import b64decode
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from broker.messages import PaperGiven
from broker.messages import case_requests as r
from broker.terms import FormCode, ServiceCode
from tests.caller.application.applicants import Applicant, HallWithCases
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
