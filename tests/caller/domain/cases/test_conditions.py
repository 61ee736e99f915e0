"""The rules over values (P-06), one by one: what each takes and what it does not."""

from datetime import date

import pytest

from broker.catalogue.field_values import is_id_number, is_uscc
from broker.terms import FieldKey
from caller.domain.cases.conditions import check, dates_in, problems
from caller.domain.cases.words import RuleName
from tests.caller.cases import CaseHall, good_value

TODAY = date(2026, 11, 23)


@pytest.mark.req("P-06")
@pytest.mark.parametrize(
    ("rule", "key", "good", "bad"),
    [
        ("dates_readable", "v_insp", "2027年1月3日", "明年"),
        ("dates_not_in_future", "p_birth", "1985-03-12", "2026-11-24"),
        ("validity_not_past", "p_valid", "2020-01-01 至 2026-11-23", "2010-01-01 至 2026-11-22"),
        ("validity_not_past", "p_valid", "2020.01.01-长期", "无"),
        ("inspection_not_past", "v_insp", "2026-11-23", "2026-11-22"),
        ("numbers_in_bounds", "v_mass", "18000 kg", "-1"),
        ("numbers_in_bounds", "v_mass", "25,000", "很重"),
        ("amounts_in_bounds", "c_capital", "1000000", "-5"),
        ("idno_valid", "p_id", "990101198503120117", "990101198503120118"),
        ("idno_valid", "p_id", "990101198503120117", "990101198513120117"),
        ("uscc_valid", "c_uscc", "91990101MA00000X7F", "91990101MA00000X0"),
        ("uscc_valid", "c_uscc", "91990101MA00000X7F", "91990101MA00000X7E"),
        ("uscc_valid", "c_uscc", "91990101MA0EXAM316", "91990101MA0SAMPLE3"),
        ("phone_valid", "p_phone", "10000000001", "12345"),
    ],
)
def test_a_rule_takes_what_is_right_and_names_what_is_wrong(rule: RuleName, key: str, good: str, bad: str) -> None:
    hall = CaseHall()
    case = hall.open("P02", [2, 1, 1], "K13")
    values = {one: good_value(hall.catalogue, one) for one in case.fields}
    for value, met in ((good, True), (bad, False)):
        told = values | {FieldKey(key): value}
        verdict = next(one for one in check(case, hall.catalogue.form_fields, told, TODAY) if one.rule == rule)
        assert (verdict.met, verdict.about) == (met, () if met else (key,))


@pytest.mark.req("P-06", "K-02")
@pytest.mark.parametrize(
    ("rule", "key", "good", "bad"),
    [
        ("phone_valid", "p_phone", "13900000000", "010-12345678"),
        ("phone_valid", "p_phone", "13900000000", "12000000000"),
        ("dates_readable", "v_insp", "2027-01-03", "2027年1月3日"),
        ("amounts_in_bounds", "c_capital", "1000000", "0"),
        ("numbers_in_bounds", "v_mass", "18000", "18000 kg"),
        ("options_kept", "d_way", "邮寄送达", "用无人机送"),
    ],
)
def test_what_the_applicant_wrote_is_held_to_the_kiosks_own_rules(
    rule: RuleName, key: str, good: str, bad: str
) -> None:
    hall = CaseHall()
    case = hall.open("P02", [2, 1, 1], "K13")
    values = {one: good_value(hall.catalogue, one) for one in case.fields}
    case.fields[FieldKey(key)].source = "本人填写"
    for value, met in ((good, True), (bad, False)):
        told = values | {FieldKey(key): value}
        verdict = next(one for one in check(case, hall.catalogue.form_fields, told, TODAY) if one.rule == rule)
        assert (verdict.met, verdict.about) == (met, () if met else (key,))


@pytest.mark.req("P-06")
def test_every_persona_has_values_that_the_rules_take() -> None:
    for persona in CaseHall().catalogue.personas:
        assert is_id_number(persona.idno), persona.code
        assert dates_in(persona.valid), persona.code


@pytest.mark.req("P-06")
def test_every_credit_code_of_the_sandbox_is_made_up_and_has_the_right_check_character() -> None:
    catalogue = CaseHall().catalogue
    codes = [record.data[FieldKey("c_uscc")] for record in catalogue.records if record.data.get(FieldKey("c_uscc"), "")]
    assert len(codes) == 4
    assert all(is_uscc(code) and code[2:8] == "990101" for code in codes)


@pytest.mark.req("P-06", "K-02")
def test_a_fault_names_its_field_and_the_rule_and_an_empty_field_is_none() -> None:
    hall = CaseHall()
    case = hall.open("P02", [2, 1, 1], "K13")
    good = {one: good_value(hall.catalogue, one) for one in case.fields}
    fields = hall.catalogue.form_fields
    assert problems(case, fields, good, TODAY) == {}
    past = good | {FieldKey("v_insp"): "2026-11-22", FieldKey("p_phone"): ""}
    assert problems(case, fields, past, TODAY) == {"v_insp": "inspection_not_past"}
