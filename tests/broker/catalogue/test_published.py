"""Published lists, before and after, guide pages: counted on the reference hall, and counted anew when it changes."""

from typing import Any

import pytest

from broker.catalogue import Catalogue
from broker.catalogue.guides import PARTS, lacking, published
from broker.catalogue.lists import LISTS, LISTS_BY_CODE, commitment, departments_of, names_only, rongque
from broker.catalogue.reform import changes, fields_filled, handed_in, old_papers, province_thirteen
from broker.terms import PackageCode, ServiceCode
from tests.broker.catalogue.corruptions import plus
from tests.broker.catalogue.editing import Edit, edited, errors_of, reference_catalogue


def _hall() -> Catalogue:
    return reference_catalogue()


def _edited(*edits: Edit) -> Catalogue:
    """The reference hall after a change that breaks its stated figures: read without the checks."""
    return Catalogue.model_validate_json(edited(*edits).as_json())


@pytest.mark.req("G-08")
def test_57_items_of_12_departments_and_97_of_25() -> None:
    deferred, promised = rongque(_hall()), commitment(_hall())
    assert (len(deferred), departments_of(deferred)) == (57, 12)
    assert (len(promised), departments_of(promised)) == (97, 25)


@pytest.mark.req("G-08")
def test_an_item_whose_only_deferrable_paper_is_marked_no_more_leaves_the_list() -> None:
    def unmarked(materials: list[dict[str, Any]]) -> list[dict[str, Any]]:
        return [{key: value for key, value in use.items() if key != "defer"} for use in materials]

    hall = _edited(Edit("services[SCJ-003].situations[apply].materials", unmarked))
    assert len(rongque(hall)) == 56
    assert "SCJ-003" not in {line.code for line in rongque(hall)}


@pytest.mark.req("G-08")
def test_the_eight_lists_are_the_same_for_a_kiosk_and_none_is_empty() -> None:
    hall = _hall()
    assert len(LISTS) == len(LISTS_BY_CODE) == 8
    for each in LISTS:
        assert each.find(hall)
        assert each.find(hall.for_kiosk()) == each.find(hall)


@pytest.mark.req("G-03")
def test_286_items_are_known_by_name_only() -> None:
    assert len(names_only(_hall())) == 286


def _package(hall: Catalogue, code: str) -> dict[str, tuple[int | None, int, float | None]]:
    found = changes(hall, hall.package(PackageCode(code)))
    return {change.measure: (change.before, change.after, change.cut_percent) for change in found}


@pytest.mark.req("P-03")
@pytest.mark.req("P-04")
@pytest.mark.req("P-05")
def test_the_restaurant_before_and_after() -> None:
    found = _package(_hall(), "P01")
    assert found["fields"] == (100, 58, 42.0)
    assert found["materials"][:2] == (35, 17)
    assert found["days"] == (48, 13, 72.9)


@pytest.mark.req("P-03")
@pytest.mark.req("P-07")
def test_the_fishery_before_and_after() -> None:
    found = _package(_hall(), "P14")
    assert found["fields"] == (33, 16, 51.5)
    assert found["days"] == (36, 3, 91.7)
    assert found["visits"][:2] == (3, 0)


@pytest.mark.req("P-04")
@pytest.mark.req("P-06")
def test_the_transport_company_has_54_of_60_filled_and_3_papers_to_bring() -> None:
    hall = _hall()
    package = hall.package(PackageCode("P02"))
    assert (len(fields_filled(hall, package)), _package(hall, "P02")["fields"][1]) == (54, 60)
    assert (package.before.materials, handed_in(package)) == (22, 3)


@pytest.mark.req("P-03")
def test_a_field_more_changes_the_figure() -> None:
    hall = _hall()
    form = hall.package(PackageCode("P01")).form
    now = {key for group in hall.groups_of(hall.form(form)) for key in group.fields}
    key = next(key for key in hall.form_fields if key not in now)
    group = {"title_zh": "其他", "title_en": "Other", "fields": [key]}
    grown = _edited(Edit(f"forms[{form}].groups", plus(group)))
    assert _package(grown, "P01")["fields"] == (100, 59, 41.0)


@pytest.mark.req("P-04")
def test_every_old_paper_says_where_it_went() -> None:
    hall = _hall()
    papers = list(old_papers(hall, hall.package(PackageCode("P01"))))
    assert len(papers) == 35
    assert sum(paper.now is None for paper in papers) == 5
    assert len({paper.now.code for paper in papers if paper.now is not None}) == 17


@pytest.mark.req("P-19")
def test_thirteen_of_the_province_are_eight_and_five() -> None:
    lives = [package.life for package in province_thirteen(_hall())]
    assert (lives.count("enterprise"), lives.count("person"), len(lives)) == (8, 5, 13)


@pytest.mark.req("G-03")
def test_every_full_item_has_all_eight_parts() -> None:
    hall = _hall()
    assert len(PARTS) == 8
    assert {service.code: lacking(hall, service) for service in hall.services if lacking(hall, service)} == {}
    assert len(published(hall)) == 75


@pytest.mark.req("G-03")
def test_an_item_without_a_basis_is_named_and_not_published() -> None:
    edit = Edit("services[GJJ-001].basis", "")
    hall = _edited(edit)
    assert lacking(hall, hall.service(ServiceCode("GJJ-001"))) == ("basis",)
    assert "GJJ-001" not in {service.code for service in published(hall)}
    assert [error.key for error in errors_of(edited(edit))] == ["services[GJJ-001].basis"]


@pytest.mark.req("M-07")
@pytest.mark.parametrize("how", [["提交"], ["提交", "调用"], ["协查"]])
def test_an_item_that_asks_for_a_licence_government_issued_is_named(how: list[str]) -> None:
    assert errors_of(edited()) == ()
    key = "services[WJW-001].situations[new].materials[BIZ].how"
    named = [error for error in errors_of(edited(Edit(key, how))) if error.rule == "materials.called_first"]
    assert [error.key for error in named] == [key]
    assert "BIZ" in named[0].reason_zh


@pytest.mark.req("G-10")
def test_a_window_on_another_floor_than_its_sign_is_named() -> None:
    keys = {error.key for error in errors_of(edited(Edit("windows[W23].floor", 2)))}
    assert keys == {"windows[W23].floor"}


@pytest.mark.req("G-08")
def test_the_list_across_provinces_is_what_was_agreed_with_the_partners() -> None:
    listed = tuple(line.code for line in LISTS_BY_CODE["cross_province"].find(_hall()))
    assert set(listed) == set(_hall().cross_province.items)
    assert all("cross_province" in _hall().service(ServiceCode(code)).channels for code in listed)
