"""What a value of each type must look like, with the check characters of the standards."""

import pytest

from broker.catalogue.field_values import Flaw, flaw_of, is_id_number, is_uscc
from broker.catalogue.papers import FieldType


@pytest.mark.req("K-02")
@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("phone", "13800138000"),
        ("idno", "11010519491231002X"),
        ("idno", "440524188001010014"),
        ("uscc", "91350100M000100Y43"),
        ("date", "2024-02-29"),
        ("money", "0.01"),
        ("money", "500000"),
        ("number", "0"),
        ("number", "12.5"),
        ("bool", "是"),
        ("text", "福州市鼓楼区"),
        ("choice", "住宿"),
    ],
)
def test_a_right_value_has_no_flaw(kind: FieldType, value: str) -> None:
    assert flaw_of(kind, value) is None


@pytest.mark.req("K-02")
@pytest.mark.parametrize(
    ("kind", "value", "flaw"),
    [
        ("text", "  ", Flaw.EMPTY),
        ("phone", "12800138000", Flaw.NO_PHONE),
        ("phone", "1380013800", Flaw.NO_PHONE),
        ("phone", "１３800138000", Flaw.NO_PHONE),
        ("idno", "110105194912310021", Flaw.NO_ID_NUMBER),
        ("idno", "11010519491331002X", Flaw.NO_ID_NUMBER),
        ("idno", "11010519491231002x", Flaw.NO_ID_NUMBER),
        ("uscc", "91350100M000100Y44", Flaw.NO_USCC),
        ("uscc", "91350100I000100Y43", Flaw.NO_USCC),
        ("date", "2026-02-29", Flaw.NO_DATE),
        ("date", "20261123", Flaw.NO_DATE),
        ("money", "0", Flaw.NO_MONEY),
        ("money", "0.00", Flaw.NO_MONEY),
        ("money", "1.005", Flaw.NO_MONEY),
        ("money", "-5", Flaw.NO_MONEY),
        ("number", "1.", Flaw.NO_NUMBER),
        ("bool", "yes", Flaw.NO_CHOICE),
    ],
)
def test_a_wrong_value_says_why(kind: FieldType, value: str, flaw: Flaw) -> None:
    assert flaw_of(kind, value) is flaw


def test_one_wrong_character_is_found_wherever_it_stands() -> None:
    for right, check, alphabet in (
        ("11010519491231002X", is_id_number, "0123456789"),
        ("91350100M000100Y43", is_uscc, "0123456789ABCDEFGHJKLMNPQRTUWXY"),
    ):
        for place, character in enumerate(right[:-1]):
            others = (other for other in alphabet if other != character)
            assert not any(check(right[:place] + other + right[place + 1 :]) for other in others)
