"""What a reader stumbles over, on every screen: bad line breaks, another language, buttons out of line, dead ends."""

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from itertools import combinations

import pytest

from broker.messages import Language
from kiosk.flow.events import Board, ChoseBoard, Event, TurnedPage
from kiosk.flow.steps import Visit
from kiosk.screens.layout import Words
from kiosk.screens.page import Choices, Entry, Field, Foot, Keyboard, Keypad, Offers, Page
from kiosk.screens.pages import page_of
from kiosk.screens.theme.linebreak import NEVER_FIRST, NEVER_LAST
from kiosk.wording import WORDINGS, form_for
from tests.kiosk import applications
from tests.kiosk.screens.conftest import LANGUAGES, Measured
from tests.kiosk.screens.scenes import SCENES

HAN = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]")
ENGLISH_WORD = re.compile(r"[A-Za-z]*[a-z]{3,}")
SPACED_HAN = re.compile(r"[\u3400-\u9fff] [\u3400-\u9fff]")
TITLE_OF_A_LAW = re.compile(r"《[^》]*》")
ONE_OF_MANY = re.compile(r"(?<![\d.,:–-])1 (working )?(days|hours|minutes|papers|fields|pages|people|months|floors)\b")

OTHERS_WORDS = {"English", "SAMPLE"}
"""What stands in Latin letters on a Chinese screen: the button that leads to English."""

WAITS = {"closed-today", "closed-tomorrow", "out-of-service", "please-wait", "issuing", "paper-printing"}
"""Where there is nothing to do but wait: the hall is closed or away, a number or a certificate is under way."""


def _page(scene: str, visit: Visit) -> Page:
    step, context = SCENES[scene](visit)
    return page_of(step, context)


def _texts(part: object) -> Iterator[str]:
    """Every text of a page but its keys, its foot and what somebody typed."""
    if isinstance(part, str):
        yield part
    elif isinstance(part, Event | Foot | Keyboard | Keypad | Offers | Entry | Field):
        return
    elif isinstance(part, tuple | list):
        for each in part:
            yield from _texts(each)
    elif is_dataclass(part):
        for each in fields(part):
            if each.name not in {"turn_back", "turn_on", "page_of", "language", "pause", "foot"}:
                yield from _texts(getattr(part, each.name))


def _said(language: Language) -> Iterator[tuple[str, str]]:
    for large in (False, True):
        for scene in SCENES:
            for text in _texts(_page(scene, Visit(language, large))):
                yield scene, text


@pytest.mark.req("K-15")
def test_no_line_begins_or_ends_with_the_wrong_mark(frames: list[tuple[str, Measured]]) -> None:
    for name, (frame, _, _) in frames:
        for words in frame.words:
            if len(words.text) > 1:
                assert words.text[0] not in NEVER_FIRST - {"−"}, (name, words.text)
                assert words.text[-1] not in NEVER_LAST, (name, words.text)


@pytest.mark.req("K-15")
def test_no_paragraph_ends_with_a_single_character(frames: list[tuple[str, Measured]]) -> None:
    for name, (frame, _, _) in frames:
        for words in frame.words:
            if len(words.text) == 1 and HAN.match(words.text):
                assert not any(_goes_on(above, words) for above in frame.words), (name, words.text)


def _goes_on(above: Words, below: Words) -> bool:
    """Tell whether the lower line is the next line of the upper one."""
    same = (above.em, above.bold, above.colour, above.ground) == (below.em, below.bold, below.colour, below.ground)
    centres = abs(above.rect.centre[0] - below.rect.centre[0])
    return same and abs(above.rect.bottom - below.rect.y) < 1 and min(abs(above.rect.x - below.rect.x), centres) < 1


def test_buttons_of_a_row_are_equally_high(frames: list[tuple[str, Measured]]) -> None:
    for name, (frame, _, _) in frames:
        for one, other in combinations(frame.targets, 2):
            if abs(one.rect.y - other.rect.y) < 1:
                assert abs(one.rect.bottom - other.rect.bottom) < 1, (name, one.label, other.label)


def test_the_button_that_turns_pages_is_named_like_no_other(frames: list[tuple[str, Measured]]) -> None:
    for name, (frame, _, _) in frames:
        turning = {target.label for target in frame.targets if isinstance(target.tap, TurnedPage)}
        others = {target.label for target in frame.targets if not isinstance(target.tap, TurnedPage)}
        assert not turning & others, name


@pytest.mark.req("K-15")
def test_an_english_screen_says_no_chinese_but_names_and_what_is_marked_so() -> None:
    known = {*applications.VALUES, *WORDINGS["en"].reasons}
    marked = WORDINGS["en"].chinese_only
    for scene, text in _said("en"):
        rest = TITLE_OF_A_LAW.sub("", text)
        for value in sorted(known, key=len, reverse=True):
            rest = rest.replace(value, "")
        assert not HAN.search(rest) or marked in rest or _is_greeting(rest), (scene, text)


def _is_greeting(text: str) -> bool:
    """A surname and a star is all that is shown of a name."""
    return re.fullmatch(r"Welcome, .\*", text) is not None


@pytest.mark.req("K-15")
@pytest.mark.parametrize("language", ["zh-Hans", "zh-Hant"])
def test_a_chinese_screen_says_nothing_in_english_and_parts_no_characters(language: Language) -> None:
    for scene, text in _said(language):
        assert set(ENGLISH_WORD.findall(text)) <= OTHERS_WORDS, (scene, text)
        assert not SPACED_HAN.search(text), (scene, text)


@pytest.mark.req("K-15")
def test_english_says_one_day_and_two_days() -> None:
    assert form_for("{count} day|{count} days", 1) == "{count} day"
    assert form_for("{count} day|{count} days", 2) == "{count} days"
    assert form_for("{count} 天", 1) == "{count} 天"
    for scene, text in _said("en"):
        assert not ONE_OF_MANY.search(text), (scene, text)
        assert "|" not in text, (scene, text)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_screen_but_a_wait_leads_on(language: Language) -> None:
    for scene in SCENES.keys() - WAITS:
        page = _page(scene, Visit(language))
        ways = [way for way in (page.foot.back, page.foot.finish, *page.actions) if way is not None]
        lists = [block for block in page.blocks if isinstance(block, Choices) and block.items]
        assert ways or lists, scene


@pytest.mark.req("K-02")
@pytest.mark.parametrize("large", [False, True])
@pytest.mark.parametrize(("scene", "board"), [("typing-latin", Board.CAPITALS), ("typing-capitals", Board.LATIN)])
def test_the_case_of_letters_can_be_changed_in_every_size(scene: str, board: Board, *, large: bool) -> None:
    keyboard = next(block for block in _page(scene, Visit("en", large)).blocks if isinstance(block, Keyboard))
    assert ChoseBoard(board) in {key.tap for row in keyboard.rows for key in row}
