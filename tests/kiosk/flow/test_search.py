"""Matters are found by initials, syllables and characters (K-S03)."""

import pytest

from broker.terms import ServiceCode
from kiosk.flow.search import SearchIndex
from tests.kiosk import world

INDEX = SearchIndex(
    [
        (ServiceCode("A"), "住房公积金提取", "Withdrawal from the housing fund"),
        (ServiceCode("B"), "公共场所卫生许可证", "Public-place hygiene licence"),
        (ServiceCode("C"), "重大项目银行贷款", "Bank loan"),
    ]
)


@pytest.mark.req("Q-01")
@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("gjj", "A"),
        ("GJJ", "A"),
        ("gongjijin", "A"),
        ("gongjj", "A"),
        ("gongji", "A"),
        ("公积金", "A"),
        ("zfgjjtq", "A"),
        ("wsxkz", "B"),
        ("ggcs", "B"),
        ("zdxm", "C"),
        ("cdxm", "C"),
        ("yhdk", "C"),
        ("bank", "C"),
        ("fund", "A"),
        ("", ""),
        ("qqq", ""),
        ("银行x", ""),
    ],
)
def test_what_is_typed_is_found(typed: str, found: str) -> None:
    assert "".join(INDEX.find(typed)) == found


def test_names_that_begin_so_come_first() -> None:
    assert INDEX.find("g") == ("B", "A")


def test_the_character_pad_only_offers_what_leads_somewhere() -> None:
    index = world.offer().search
    for first in index.next_characters("", at_most=26):
        assert index.find(first)
        for second in index.next_characters(first, at_most=26):
            assert index.find(first + second)


@pytest.mark.req("P-01")
@pytest.mark.parametrize("typed", ["开办餐饮", "kbcyd", "kaibancanyin", "restaurant"])
def test_what_is_done_together_is_found_by_name_pinyin_and_english(typed: str) -> None:
    assert world.offer().search.find(typed)[0] == "P01"


def test_every_matter_of_the_hall_is_found_by_its_own_initials() -> None:
    offer = world.offer()
    for it in (*offer.services.values(), *offer.catalogue.packages):
        assert it.code in offer.search.find(it.name_zh[:12])
