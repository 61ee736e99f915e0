"""The three languages say the same things, with the same figures in them; what is not translated says so."""

import dataclasses
import re
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from kiosk.wording import WORDINGS, name_in, text_in, wording
from kiosk.wording.script import to_traditional
from kiosk.wording.texts import Wording
from tests.kiosk import world

KEYS = [field.name for field in dataclasses.fields(Wording) if field.type in {str, "str"}]


@dataclass(frozen=True)
class _Entry:
    name_zh: str
    name_en: str


def _holes(text: str) -> set[str]:
    return set(re.findall(r"{(\w+)}", text))


@pytest.mark.req("K-15")
@pytest.mark.parametrize("key", KEYS)
def test_a_text_has_the_same_figures_in_every_language(key: str) -> None:
    chinese, *others = (getattr(text, key) for text in WORDINGS.values())
    optional = {"weekday"}
    for other in others:
        assert _holes(chinese) - optional == _holes(other) - optional


@pytest.mark.req("K-15")
def test_no_text_is_empty_or_left_in_another_language() -> None:
    english = {key: getattr(WORDINGS["en"], key) for key in KEYS}
    assert {key for key, text in english.items() if re.search(r"[\u3400-\u9fff]", text)} == set()
    empty = {(key, language) for language, texts in WORDINGS.items() for key in KEYS if not getattr(texts, key)}
    assert empty == {("chinese_only", "zh-Hans"), ("chinese_only", "zh-Hant")}


@pytest.mark.req("K-15")
def test_traditional_texts_hold_no_simplified_character() -> None:
    for key in KEYS:
        text = getattr(WORDINGS["zh-Hant"], key)
        wrong = {one for one, other in zip(text, to_traditional(text), strict=True) if one != other}
        assert not wrong, (key, text)


@pytest.mark.req("K-15")
def test_names_of_the_catalogue_are_converted_by_phrases() -> None:
    assert text_in("zh-Hant", "发票与头发", "") == "發票與頭髮"
    assert text_in("zh-Hant", "换发、理发、网签", "") == "換發、理髮、網簽"
    assert text_in("zh-Hant", "公章刻制、排污", "") == "公章刻製、排污"
    assert name_in("en", world.offer().services[world.FUND]) == "Withdrawal from the housing fund"


@pytest.mark.req("K-15")
def test_the_catalogue_says_in_traditional_characters_what_the_kiosk_says() -> None:
    assert text_in("zh-Hant", "参保信息查询打印", "") == "參保資訊查詢列印"
    assert text_in("zh-Hant", "个人“一件事”", "") == "個人「一件事」"
    assert text_in("zh-Hant", "导办台", "") == "導辦台" == wording("zh-Hant").aiding.not_called[-3:]


@pytest.mark.req("K-15")
def test_a_missing_translation_is_marked() -> None:
    assert name_in("en", _Entry("住房公积金提取", "")) == "住房公积金提取 (Chinese only)"


@pytest.mark.req("E-04")
def test_the_reasons_of_the_catalogue_have_english_names() -> None:
    assert set(wording("en").reasons) == set(world.offer().catalogue.rating.bad_reasons)


@pytest.mark.req("K-15")
def test_one_thing_has_one_name_in_traditional_characters() -> None:
    """A printer is 印表機 on every screen; 打印機 beside it would read as another thing."""
    texts = "".join(_leaves(WORDINGS["zh-Hant"]))
    assert not [word for word in ("打印", "屏幕", "數據") if word in texts]


def _leaves(part: object) -> Iterator[str]:
    if isinstance(part, str):
        yield part
    elif dataclasses.is_dataclass(part):
        for field in dataclasses.fields(part):
            yield from _leaves(getattr(part, field.name))
