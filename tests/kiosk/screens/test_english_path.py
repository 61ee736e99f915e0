"""The whole matter of E01 in English: every text of every screen on the way is English, or marked as Chinese (K-15)."""

import re

import pytest

from kiosk.flow.events import (
    ApplicationCame,
    AskedHere,
    AskedPrint,
    AskedSignature,
    CardRead,
    ChoseAnswer,
    ChoseLanguage,
    ChoseOption,
    ChoseSection,
    ChoseService,
    Continued,
    DocumentCame,
    DocumentPrinted,
    Drew,
    Event,
    GaveConsent,
    GaveSignature,
    OpenedPromise,
    VisitorKnown,
)
from kiosk.flow.steps import Paper, Visit
from kiosk.screens.theme.panel import PORTRAIT
from tests.kiosk import applications as told
from tests.kiosk import entering_events, world
from tests.kiosk.applying_events import FILE
from tests.kiosk.flow.walking import Walk
from tests.kiosk.screens.conftest import Stage
from tests.kiosk.screens.scenes import SCENES

HAN = re.compile(r"[\u3400-\u9fff]+")
MARK = "(Chinese only)"
OWN = ("简体", "繁體", "陈*", *told.VALUES)
"""The buttons that lead back to Chinese, and what the card and the licences say: nobody translates a name."""
JOB = f"{told.CASE} C-HYG:{told.SERIAL}"
PATH: tuple[Event, ...] = (
    ChoseLanguage("en"),
    CardRead(world.CARD),
    VisitorKnown(world.CARD, world.greeting()),
    ChoseSection(world.offer().services[told.HYGIENE].section),
    ChoseService(told.HYGIENE),
    *map(ChoseAnswer, told.ANSWERS),
    AskedHere(),
    GaveConsent(agreed=True),
    ApplicationCame(told.fresh()),
    Continued(),
    Continued(),
    Continued(),
    ChoseOption("陈大文"),
    ApplicationCame(told.view(own={"hy_manager": "陈大文"})),
    Continued(),
    ChoseOption("当场领取"),
    ApplicationCame(told.filled()),
    OpenedPromise(),
    Continued(),
    AskedSignature(),
    Drew(entering_events.STROKE),
    GaveSignature(2.2),
    ApplicationCame(told.promised()),
    AskedSignature(),
    Drew(entering_events.STROKE),
    GaveSignature(2.2),
    ApplicationCame(told.granted()),
    DocumentCame(FILE),
    AskedPrint(),
    DocumentPrinted(JOB, 1),
    ApplicationCame(told.granted(told.certificate(printed=True))),
)


@pytest.mark.req("K-15")
def test_every_text_on_the_way_of_e01_is_english_or_says_that_it_is_not(stage: Stage) -> None:
    walk = Walk(context=world.whole_kiosk())
    foreign: set[tuple[str, str]] = set()
    screens: set[str] = set()
    for event in PATH:
        walk(event)
        screen = type(walk.step).__name__
        screens.add(screen)
        for words in stage.frame(walk.step, walk.context, PORTRAIT).words:
            runs = HAN.findall(words.text.replace("陈*", ""))
            if MARK not in words.text:
                foreign |= {(screen, words.text) for run in runs if not any(run in own for own in OWN)}
    assert foreign == set()
    assert isinstance(walk.step, Paper)
    assert {"Asking", "Matched", "Consent", "Form", "Typing", "Materials", "Promise", "Signing", "Review"} <= screens


@pytest.mark.req("K-04", "K-15")
def test_who_may_make_no_promise_is_not_told_that_a_paper_may_be_promised(stage: Stage) -> None:
    told_of = {
        name: {words.text for words in stage.frame(*SCENES[name](Visit("en")), PORTRAIT).words}
        for name in ("materials", "materials-blocked")
    }
    assert "may be promised" in told_of["materials"]
    assert "may be promised" not in told_of["materials-blocked"]
    assert "please scan" in told_of["materials-blocked"]
