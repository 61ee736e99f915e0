"""The kiosk's own input method: whole syllables, initials, words of the hall, rare characters of names."""

import pytest

from kiosk.flow.pinyin import WordTable, plain, spells
from tests.kiosk import world


def _offered(letters: str) -> list[str]:
    return [word.text for word in world.offer().words.offer(letters)]


@pytest.mark.req("K-02")
@pytest.mark.parametrize(
    ("letters", "wanted", "within"),
    [
        ("chen", "陈", 3),
        ("wang", "王", 3),
        ("lv", "吕", 3),
        ("shi", "市", 8),
        ("weisheng", "卫生", 2),
        ("jingyingfanwei", "经营范围", 1),
        ("jyfw", "经营范围", 3),
        ("ggcswsxkz", "公共场所卫生许可证", 1),
        ("jianshelu", "建设", 1),
        ("hang", "行", 3),
        ("w", "万", 30),
    ],
)
def test_what_is_meant_is_near_the_front(letters: str, wanted: str, within: int) -> None:
    assert wanted in _offered(letters)[:within]


@pytest.mark.parametrize(("letters", "wanted"), [("ji", "𠮷"), ("xi", "㐂"), ("ling", "〇")])
def test_rare_characters_of_names_can_be_written(letters: str, wanted: str) -> None:
    assert wanted in _offered(letters)


def test_a_word_says_how_many_letters_it_takes() -> None:
    first = world.offer().words.offer("jianshelu")[0]
    assert (first.text, first.letters) == ("建设", 7)
    assert all(0 < word.letters <= 9 for word in world.offer().words.offer("jianshelu"))


def test_letters_that_are_no_pinyin_still_offer_what_they_begin_with() -> None:
    assert _offered("zq")
    assert _offered("") == []
    assert WordTable(()).offer("v") == ()


def test_syllables_are_typed_without_tones() -> None:
    assert [plain(syllable) for syllable in ("lǜ", "nüè", "Zhōng", "er")] == ["lv", "nve", "zhong", "er"]


def test_syllables_may_be_shortened_to_their_initials() -> None:
    assert spells(("zhong", "shan"), "zs")
    assert spells(("zhong", "shan"), "zhshan")
    assert spells(("zhong", "shan"), "zhongs")
    assert not spells(("zhong", "shan"), "zhong")
    assert not spells(("zhong", "shan"), "zhos")
