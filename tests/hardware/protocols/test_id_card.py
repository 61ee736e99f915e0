"""The text area of every kind of card: vectors of the papers, both ways, and nothing personal in any text of ours."""

import hashlib
import logging
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hardware.ports.card_reader import Card, HongKongMacauTaiwanCard, NewCard, ResidentCard, Sex
from hardware.protocols import id_card
from hardware.protocols.id_card import BadCardTextError, CardRecord
from tests.hardware.made_up_cards import EVERY_KIND, FOREIGNER_2023, HONG_KONG, RESIDENT


def addresses_of(card: Card) -> tuple[str, ...]:
    return card.additional_addresses if isinstance(card, ResidentCard | HongKongMacauTaiwanCard) else ()


@pytest.mark.req("K-01")
def test_the_standards_example_to_the_byte() -> None:
    text = id_card.build_text(RESIDENT)
    digest = hashlib.sha256(text).hexdigest()
    assert digest == "fba921537db7bc877939ed631de9a4cd26fbe770aae7cacf1c1013ec8f3fa120"
    card = id_card.parse_text(text, bytes(1024))
    assert card == RESIDENT
    assert isinstance(card, ResidentCard)
    assert card.validity.covers(date(2099, 1, 1))
    assert not card.validity.covers(date(2019, 12, 31))


@pytest.mark.req("K-01")
@pytest.mark.parametrize("card", EVERY_KIND, ids=lambda card: type(card).__name__)
def test_every_kind_survives_both_ways(card: Card) -> None:
    text = id_card.build_text(card)
    assert len(text) == 256
    assert id_card.with_additional_addresses(id_card.parse_text(text, card.photo), addresses_of(card)) == card


@pytest.mark.parametrize(
    ("card", "at", "letter"),
    [(RESIDENT, 248, " "), (HONG_KONG, 248, "J"), (EVERY_KIND[3], 248, "I"), (FOREIGNER_2023, 248, "Y")],
)
def test_the_kind_lies_at_248(card: Card, at: int, letter: str) -> None:
    assert id_card.build_text(card)[at : at + 2].decode("utf-16-le") == letter


def test_the_long_english_name_of_2023_is_cut_at_its_35th_character() -> None:
    text = id_card.build_text(FOREIGNER_2023)
    assert text[52:122].decode("utf-16-le") == "SAMPLE, ALEXANDRA CHRISTINE MARGUER"
    assert text[220:242].decode("utf-16-le").rstrip() == "ITE ANNE"


def test_a_space_at_the_cut_is_kept() -> None:
    card = replace(FOREIGNER_2023, name_english="A" * 34 + " " + "B" * 5)
    assert id_card.parse_text(id_card.build_text(card), card.photo) == card


def test_a_kind_of_reserved_bytes_is_a_resident() -> None:
    text = bytearray(id_card.build_text(RESIDENT))
    text[248:250] = b"\0\0"
    assert isinstance(id_card.parse_text(bytes(text)), ResidentCard)


def test_an_unknown_sex_turns_nobody_away() -> None:
    text = bytearray(id_card.build_text(RESIDENT))
    text[30:32] = "7".encode("utf-16-le")
    card = id_card.parse_text(bytes(text))
    assert card.sex is Sex.UNKNOWN
    assert [sex.label for sex in Sex] == ["未知", "男", "女", "未说明"]


@pytest.mark.parametrize(
    ("at", "data", "field"),
    [
        (0, b"\x00\xd8", "name"),
        (36, "abcdefgh".encode("utf-16-le"), "birth"),
        (188, "20201301".encode("utf-16-le"), "valid_from"),
        (204, "永远".encode("utf-16-le"), "valid_to"),
        (122, "2".encode("utf-16-le"), "number"),
    ],
)
def test_a_broken_field_is_named_without_its_content(at: int, data: bytes, field: str) -> None:
    text = bytearray(id_card.build_text(RESIDENT))
    text[at : at + len(data)] = data
    with pytest.raises(BadCardTextError) as broken:
        id_card.parse_text(bytes(text))
    assert broken.value.field == field
    assert str(broken.value) == f"bad {field}"


@pytest.mark.parametrize("length", [0, 255, 257])
def test_another_length_is_no_text(length: int) -> None:
    with pytest.raises(BadCardTextError, match="text length"):
        id_card.parse_text(bytes(length))
    with pytest.raises(BadCardTextError, match="lengths"):
        id_card.parse_record(bytes(length))


def test_a_name_that_does_not_fit_cannot_be_written() -> None:
    with pytest.raises(ValueError, match="name is longer than its 15 places"):
        id_card.build_text(replace(RESIDENT, name="名" * 16))


def test_addresses_both_ways() -> None:
    assert id_card.parse_address(id_card.build_address("某县新村1号")) == "某县新村1号"
    with pytest.raises(BadCardTextError, match="additional address"):
        id_card.parse_address(b"short")


def rebuilt_or_named(data: bytes) -> bytes | str:
    try:
        return id_card.build_record(id_card.parse_record(data))
    except BadCardTextError as broken:
        return broken.field


def card_or_named(text: bytes) -> Card | str:
    try:
        return id_card.parse_text(text)
    except BadCardTextError as broken:
        return broken.field


@given(st.binary(max_size=1400))
def test_any_bytes_are_a_record_or_a_named_error(data: bytes) -> None:
    assert rebuilt_or_named(data) in (data, "lengths")


@given(st.binary(min_size=256, max_size=256))
def test_any_text_area_is_a_card_or_a_named_error(text: bytes) -> None:
    assert card_or_named(text)


@pytest.mark.req("K-01")
@pytest.mark.parametrize("card", EVERY_KIND, ids=lambda card: type(card).__name__)
def test_a_log_line_shows_a_masked_name_and_nothing_else(card: Card, caplog: pytest.LogCaptureFixture) -> None:
    record = CardRecord(id_card.build_text(card), card.photo)
    logging.getLogger("test").warning("%s %r %r %s", NewCard(card), card, [card], record)
    shown = caplog.text
    assert "*)" in shown
    assert card.number not in shown
    assert f"{card.birth.year}" not in shown
    for secret in (getattr(card, "name", ""), getattr(card, "address", ""), getattr(card, "name_english", "")):
        assert not secret or secret not in shown
