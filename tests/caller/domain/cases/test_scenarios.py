"""The thirteen scenarios of the reference hall end with the catalogue's counts; every path leads somewhere."""

from dataclasses import dataclass

import pytest

from broker.catalogue.matters import form_in, materials_in, matter
from broker.catalogue.people import Scenario
from broker.catalogue.services import MatterCode, Service
from broker.catalogue.walk import endings
from broker.terms import MaterialCode, ServiceCode, SituationCode
from caller.domain.cases.case import Case
from tests.caller.cases import CaseHall
from tests.caller.halls import reference


@dataclass(frozen=True)
class Came:
    """What a case came to, in the words of `[[scenarios]]`."""

    shown: int
    auto: int
    materials: int
    called: tuple[MaterialCode, ...]
    proof: tuple[MaterialCode, ...]
    committed: tuple[MaterialCode, ...]
    handed_in: tuple[MaterialCode, ...]
    generated: tuple[MaterialCode, ...]


def came_to(hall: CaseHall, case: Case, auto: int) -> Came:
    return Came(
        len(case.fields),
        auto,
        len(case.materials),
        hall.in_state(case, "called"),
        hall.in_state(case, "proved"),
        hall.in_state(case, "promised"),
        hall.in_state(case, "handed_in"),
        hall.in_state(case, "generated"),
    )


@pytest.mark.req("M-01", "K-02", "P-01", "M-07", "P-06")
@pytest.mark.parametrize("scenario", reference().scenarios, ids=lambda scenario: scenario.code)
def test_a_scenario_ends_with_the_catalogues_counts(scenario: Scenario) -> None:
    hall, expect = CaseHall(), scenario.expect
    case = hall.open_scenario(scenario)
    auto = sum(field.filled for field in case.fields.values())
    hall.settle(case, scenario.persona)
    reply = hall.submit(case)
    assert reply.kind != "refused", reply
    hall.decide_all(case)
    assert (case.matter.owner, case.matter.situation, case.flags, case.form) == (
        expect.owner,
        expect.situation,
        expect.flags,
        expect.form,
    )
    assert came_to(hall, case, auto) == Came(
        expect.fields_shown,
        expect.fields_auto,
        expect.materials,
        expect.called,
        expect.proof,
        expect.committed,
        expect.handed_in,
        expect.generated,
    )
    assert case.stage == "办结"
    assert tuple(sheet.certificate for sheet in hall.sheets(case)) == expect.certificates


@pytest.mark.req("G-01", "G-02")
def test_every_path_of_the_question_trees_ends_in_a_form_and_materials() -> None:
    catalogue, paths = reference(), 0
    for tree in catalogue.trees:
        for ending in endings(tree):
            paths += 1
            owner: MatterCode = tree.owner if ending.service is None else ending.service
            it = matter(catalogue, owner)
            assert it is not None
            if ending.situation is not None:
                form = form_in(it, ending.situation)
                assert form in catalogue.forms_by_code, (owner, ending)
                assert materials_in(it, ending.situation), (owner, ending)
    assert paths == 280


@pytest.mark.req("G-01", "G-02")
def test_every_path_opens_a_case_with_its_form_and_materials() -> None:
    hall = CaseHall()
    for tree in hall.catalogue.trees:
        for number, ending in enumerate(endings(tree)):
            if ending.situation is None:
                continue
            case = hall.open(tree.owner, ending.answers)
            assert case.matter.situation == ending.situation, (tree.owner, number)
            assert case.fields
            assert case.materials


@pytest.mark.req("G-02")
def test_who_lost_the_freight_licence_gets_it_anew_with_four_papers_on_the_spot() -> None:
    hall = CaseHall()
    case = hall.open("JTJ-001", [3], "K06")
    assert (case.matter.situation, len(case.materials), case.matter.limit.amount) == ("replace", 4, 0)
    ways = {ending.situation for ending in endings(hall.catalogue.trees_by_owner[ServiceCode("JTJ-001")])}
    assert ways == {"new", "replace", "change", "renew", "cancel"}


@pytest.mark.req("P-04")
def test_the_transport_company_brings_exactly_three_papers() -> None:
    hall = CaseHall()
    scenario = next(one for one in reference().scenarios if one.code == "E03")
    case = hall.open_scenario(scenario)
    hall.answer_calls(case, scenario.persona)
    names = [hall.catalogue.material(code).name_zh for code in hall.in_state(case, "to_hand_in")]
    assert names == ["公司章程(股东会决议)", "安全生产管理制度文本", "车辆照片"]


@pytest.mark.req("G-02")
def test_the_five_situations_of_the_freight_licence_differ() -> None:
    service = reference().services_by_code[ServiceCode("JTJ-001")]
    assert isinstance(service, Service)
    lists = {code: materials_in(service, SituationCode(code)) for code in (s.code for s in service.situations)}
    assert len(lists) == 5
    hall = CaseHall()
    seen = {
        (case.form, tuple(case.fields), tuple(case.materials))
        for case in (
            hall.open("JTJ-001", ending.answers) for ending in endings(hall.catalogue.trees_by_owner[service.code])
        )
    }
    assert len(seen) >= 5
