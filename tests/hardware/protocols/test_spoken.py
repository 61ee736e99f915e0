"""What a voice says: numbers expanded, letters by name, polyphones with the right tone, templates filled."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hardware.ports.speaker import Cardinal, Language, Sentence, Text, TicketCode
from hardware.protocols import spoken, spoken_zh

CALL_ZH = "请 {ticket} 号到 {window} 号窗口办理"
CALL_EN = "Ticket {ticket}, please go to window {window}"


def call(language: Language, template: str, ticket: str, window: int) -> str:
    values = {"ticket": TicketCode(ticket), "window": Cardinal(window)}
    return spoken.phrase(Sentence(language, spoken.fill(template, values)))


@pytest.mark.req("Q-08")
@pytest.mark.parametrize(
    ("ticket", "window", "phrase"),
    [
        ("K001", 44, "请K零零一号到四十四号窗口办理"),
        ("A012", 9, "请A零一二号到九号窗口办理"),
        ("K1000", 10, "请K一零零零号到十号窗口办理"),
        ("b207", 12, "请B二零七号到十二号窗口办理"),
        ("L999", 101, "请L九九九号到一百零一号窗口办理"),
    ],
)
def test_the_chinese_call(ticket: str, window: int, phrase: str) -> None:
    assert call(Language.MANDARIN, CALL_ZH, ticket, window) == phrase


@pytest.mark.req("Q-08")
def test_the_english_call() -> None:
    assert call(Language.ENGLISH, CALL_EN, "K001", 44) == "Ticket K 0 0 1, please go to window 44"


def test_numbers_as_they_are_counted() -> None:
    numbers = {0: "零", 2: "二", 10: "十", 11: "十一", 20: "二十", 64: "六十四", 100: "一百", 110: "一百一十"}
    numbers |= {111: "一百一十一", 1000: "一千", 1001: "一千零一", 1010: "一千零一十", 1100: "一千一百"}
    assert {number: spoken_zh.cardinal(number) for number in numbers} == numbers


@given(st.integers(0, 9999))
def test_every_number_can_be_counted_back(number: int) -> None:
    total = digit = 0
    for sign in spoken_zh.cardinal(number):
        if sign in "十百千":
            total += (digit or 1) * {"十": 10, "百": 100, "千": 1000}[sign]
            digit = 0
        else:
            digit = "零一二三四五六七八九".index(sign)
    assert total + digit == number


@pytest.mark.parametrize("number", [-1, 10_000])
def test_no_hall_has_such_a_number(number: int) -> None:
    with pytest.raises(ValueError, match=str(number)):
        spoken_zh.cardinal(number)


@pytest.mark.req("Q-08")
@pytest.mark.parametrize(
    ("words", "syllables"),
    [("银行", "yin2 hang2"), ("重庆", "chong2 qing4"), ("长者", "zhang3 zhe3"), ("请K零", "qing3 K ling2")],
)
def test_polyphones_have_the_tone_of_their_word(words: str, syllables: str) -> None:
    assert spoken_zh.pinyin(words) == syllables


def test_a_template_with_an_unknown_place_is_refused_by_name() -> None:
    with pytest.raises(spoken.UnknownPlaceError) as refused:
        spoken.fill("请到 {wndow}", {"window": Cardinal(1)})
    assert refused.value.place == "wndow"


def test_pieces_for_clips_are_the_parts() -> None:
    parts = spoken.fill(CALL_ZH, {"ticket": TicketCode("K001"), "window": Cardinal(44)})
    assert spoken.pieces(Sentence(Language.MANDARIN, parts)) == ("请", "K零零一", "号到", "四十四", "号窗口办理")
    assert parts[0] == Text("请")
