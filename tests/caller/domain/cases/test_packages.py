"""Packages: which items belong, which start at once, results together, rated once (P-01, P-02, E-03)."""

from itertools import chain, combinations

import pytest

from broker.catalogue.matters import flags_needed
from broker.catalogue.wanted import waits_for
from broker.terms import CaseId, MaterialCode, SerialNo, VisitorKey
from caller.domain.cases import commands as cc
from caller.domain.cases.case import Case
from tests.caller.cases import ME, CaseHall, refused
from tests.caller.halls import reference

E02 = [1, 2, 1, 1, 1]


@pytest.fixture
def hall() -> CaseHall:
    return CaseHall()


@pytest.fixture
def case(hall: CaseHall) -> Case:
    return hall.done("P01", E02, "W05")


def approve(hall: CaseHall, item: Case) -> None:
    hall.do(cc.Approve(case_id=item.case_id), hall.staff(item.matter.department))


@pytest.mark.req("P-01")
def test_answers_decide_which_items_belong(hall: CaseHall, case: Case) -> None:
    assert len(case.children) == 6
    plain = hall.open("P01", [1, 2, 2, 2, 1], "W05")
    assert {"sign", "fire"}.isdisjoint(plain.flags)
    assert len(plain.children) == 4


@pytest.mark.req("G-01", "P-01")
@pytest.mark.parametrize(("answers", "papers"), [(E02, 16), ([1, 2, 2, 2, 1], 12)])
def test_a_restaurant_in_rented_premises_needs_16_papers_or_12_without_sign_and_fire(
    hall: CaseHall, answers: list[int], papers: int
) -> None:
    case = hall.open("P01", answers, "W05")
    assert "tenant" in case.flags
    assert "agent" not in case.flags
    assert len(case.materials) == papers


@pytest.mark.req("P-02", "P-01")
def test_departments_work_at_once_and_all_results_come_together(hall: CaseHall, case: Case) -> None:
    first = hall.items(case)[0]
    assert (first.matter.owner, first.stage) == ("SCJ-002", "决定"), "the business licence is given at once"
    waiting = [item for item in hall.items(case) if item.stage == "审核"]
    assert [item.matter.department for item in waiting] == ["SCJ", "CGJ", "XFD", "ZJJ"]
    for item in waiting[:-1]:
        approve(hall, item)
    assert (case.stage, hall.sheets(case)) == ("审核", [])
    approve(hall, waiting[-1])
    assert case.stage == "办结"
    assert len(hall.sheets(case)) == 6
    assert {item.stage for item in hall.items(case)} == {"办结"}
    assert len(hall.events("CertificateIssued")) == 6


@pytest.mark.req("P-02")
def test_an_item_waits_for_the_result_that_it_needs(hall: CaseHall) -> None:
    case = hall.done("P02", [2, 1, 1], "K13")
    licence, vehicle = hall.items(case)
    assert vehicle.needs == (licence.case_id,)
    assert (licence.stage, vehicle.stage, vehicle.starts_at) == ("审核", "受理", None)
    refused(hall.ask(cc.Approve(case_id=vehicle.case_id), actor=hall.staff("JTJ")), "NotAtThisStage")
    hall.tick(days=1)
    approve(hall, licence)
    assert vehicle.stage == "审核"
    assert vehicle.starts_at == hall.clock.now()
    approve(hall, vehicle)
    assert case.stage == "办结"


@pytest.mark.req("P-02")
def test_a_new_companys_seal_and_permit_wait_for_its_business_licence(hall: CaseHall) -> None:
    case = hall.done("P02", [1, 1, 1], "K13")
    company, seal, permit, vehicle = hall.items(case)
    assert [one.matter.owner for one in hall.items(case)] == ["SCJ-001", "GAJ-001", "JTJ-001", "JTJ-002"]
    assert (seal.needs, permit.needs) == ((company.case_id,), (company.case_id,))
    assert hall.in_state(case, "generated") == ("BIZ", "SEAL"), "nobody can hold them before the company is there"
    assert [one.stage for one in (company, seal, permit, vehicle)] == ["审核", "受理", "受理", "受理"]
    refused(hall.ask(cc.Approve(case_id=permit.case_id), actor=hall.staff("JTJ")), "NotAtThisStage")
    approve(hall, company)
    assert [one.stage for one in (seal, permit, vehicle)] == ["决定", "审核", "受理"], "the seal is done on the spot"
    approve(hall, permit)
    approve(hall, vehicle)
    assert case.stage == "办结"


@pytest.mark.req("P-02")
def test_a_new_company_that_is_refused_gets_no_permit(hall: CaseHall) -> None:
    case = hall.done("P02", [1, 1, 1], "K13")
    hall.do(cc.Refuse(case_id=hall.items(case)[0].case_id, reason="名称不符"), hall.staff("SCJ"))
    assert case.stage == "不予许可"
    assert [one.refusal for one in hall.items(case)[1:]] == ["need_refused"] * 3


@pytest.mark.req("P-02", "M-07")
def test_an_item_waits_only_where_the_library_does_not_hold_the_licence(hall: CaseHall) -> None:
    paid, unpaid = hall.open("P16", [2, 3], "W22"), hall.open("P16", [2, 3], "W22", VisitorKey("other"))
    failure = cc.ReportCall(case_id=unpaid.case_id, material=MaterialCode("TAXPAID"), failure="not_found")
    hall.do(failure)
    for case in (paid, unpaid):
        hall.settle(case)
        assert hall.submit(case).kind != "refused"
    assert [hall.items(case)[2].matter.owner for case in (paid, unpaid)] == ["BDC-001", "BDC-001"]
    assert hall.items(paid)[2].stage == "审核"
    assert unpaid.materials[MaterialCode("TAXPAID")].state == "generated"
    assert hall.items(unpaid)[2].needs == (hall.items(unpaid)[1].case_id,)


@pytest.mark.req("P-02", "M-07")
def test_an_item_that_renews_a_licence_does_not_make_it(hall: CaseHall) -> None:
    case = hall.open("P16", [2, 3], "W22")
    hall.do(cc.ReportCall(case_id=case.case_id, material=MaterialCode("RPC"), failure="not_found"))
    assert case.materials[MaterialCode("RPC")].state != "generated", "who owns no flat cannot sell one"


@pytest.mark.req("P-02")
def test_what_needs_a_refused_result_is_refused_with_it(hall: CaseHall) -> None:
    case = hall.done("P02", [2, 1, 1], "K13")
    licence, vehicle = hall.items(case)
    hall.do(cc.Refuse(case_id=licence.case_id, reason="场地不符"), hall.staff("JTJ"))
    assert (vehicle.stage, vehicle.refusal, case.stage) == ("不予许可", "need_refused", "不予许可")
    assert hall.sheets(case) == []


@pytest.mark.req("P-02")
def test_one_refused_item_does_not_keep_the_others_results(hall: CaseHall, case: Case) -> None:
    sign = next(item for item in hall.items(case) if item.matter.department == "CGJ")
    hall.do(cc.Refuse(case_id=sign.case_id, reason="位置不符"), hall.staff("CGJ"))
    hall.decide_all(case)
    assert case.stage == "办结"
    assert "C-SIGN" not in [sheet.certificate for sheet in hall.sheets(case)]
    assert len(hall.sheets(case)) == 5


@pytest.mark.req("P-02", "G-07")
def test_an_items_correction_goes_through_the_packages_single_notice(hall: CaseHall, case: Case) -> None:
    item = next(one for one in hall.items(case) if one.stage == "审核")
    clerk = hall.staff("ZWB", "acceptor")
    line = cc.NoticeLine(next(iter(case.materials)), None, "看不清")
    hall.do(cc.GiveNotice(case_id=item.case_id, lines=(line,)), clerk)
    assert (case.stage, len(case.notices), len(item.notices)) == ("一次性告知", 1, 0)
    refused(hall.ask(cc.Approve(case_id=item.case_id), actor=hall.staff(item.matter.department)), "NotAtThisStage")


@pytest.mark.req("E-03", "K-12")
def test_a_package_is_rated_once_as_one_thing(hall: CaseHall, case: Case) -> None:
    refused(hall.ask(cc.RateCase(case_id=case.case_id, visitor=ME, stars=5)), "NothingToRate")
    hall.decide_all(case)
    item = hall.items(case)[0]
    refused(hall.ask(cc.RateCase(case_id=item.case_id, visitor=ME, stars=5)), "NothingToRate")
    refused(hall.ask(cc.RateCase(case_id=case.case_id, visitor=ME, stars=1)), "ReasonNeeded")
    hall.do(cc.RateCase(case_id=case.case_id, visitor=ME, stars=5))
    refused(hall.ask(cc.RateCase(case_id=case.case_id, visitor=ME, stars=4)), "AlreadyRated")


@pytest.mark.req("E-03", "K-12")
def test_a_matter_may_be_rated_for_five_days(hall: CaseHall) -> None:
    case = hall.done("YBJ-004", place="K09")
    hall.tick(days=6)
    refused(hall.ask(cc.RateCase(case_id=case.case_id, visitor=ME, stars=5)), "NothingToRate")


def test_needs_never_go_in_a_circle() -> None:
    catalogue = reference()
    for package in catalogue.packages:
        flags = sorted(flags_needed(catalogue, package))
        for chosen in chain.from_iterable(combinations(flags, count) for count in (0, 1, 2, len(flags))):
            left = dict(enumerate(waits_for(catalogue, package, chosen)))
            while left:
                free = [at for at, needs in left.items() if not set(needs) & left.keys()]
                assert free, (package.code, chosen, left)
                for at in free:
                    del left[at]


def test_case_and_serial_numbers_are_words_of_their_own(hall: CaseHall, case: Case) -> None:
    assert case.case_id == CaseId("20261123-0001")
    assert [item.case_id for item in hall.items(case)][:2] == ["20261123-0001-1", "20261123-0001-2"]
    hall.decide_all(case)
    assert SerialNo("BIZ-2026-000001") in hall.hall.state.cases.certificates
