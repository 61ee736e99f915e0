"""The check character of GB 11643 and what is no reason to refuse a number."""

import pytest

from hardware.protocols import id_number
from hardware.protocols.nations import NATIONS, nation_code, nation_name

VECTORS = ["11010519491231002X", "440524188001010014", "911124198108030024", "810000199001010019"]


@pytest.mark.parametrize("number", VECTORS)
def test_the_published_numbers_are_valid(number: str) -> None:
    assert id_number.is_valid(number)
    assert id_number.check_character(number[:-1]) == number[-1]


@pytest.mark.parametrize("number", VECTORS)
def test_every_single_wrong_digit_and_swapped_pair_is_seen(number: str) -> None:
    for place in range(17):
        for digit in "0123456789":
            if digit != number[place]:
                assert not id_number.is_valid(number[:place] + digit + number[place + 1 :])
    for place in range(16):
        if number[place] != number[place + 1]:
            swapped = number[:place] + number[place + 1] + number[place] + number[place + 2 :]
            assert not id_number.is_valid(swapped)


def test_a_small_x_is_folded() -> None:
    assert id_number.is_valid("11010519491231002x")
    assert id_number.folded(" 11010519491231002x ") == "11010519491231002X"


@pytest.mark.parametrize(
    "number", ["", "X", "1101051949123100", "11010519491231002XX", "1１010519491231002X", "A" * 18]
)
def test_what_is_no_number_is_invalid_and_not_a_crash(number: str) -> None:
    assert not id_number.is_valid(number)


def test_a_check_character_needs_17_digits() -> None:
    with pytest.raises(ValueError, match="17 digits"):
        id_number.check_character("123")


def test_the_nations_of_the_standard() -> None:
    assert len(NATIONS) == 58
    assert (nation_name("01"), nation_name("56"), nation_name("97")) == ("汉", "基诺", "其他")
    assert nation_name("57") == "其他(57)"
    assert all(nation_code(name) == code for code, name in NATIONS.items())
    with pytest.raises(ValueError, match="GB/T 3304"):
        nation_code("无")
