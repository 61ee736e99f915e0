"""kill -9 for the kiosk at ten moments of E01 (K-05, K-14): no number twice, no case lost or doubled, nobody sees it.

Every time another card comes first, then the same one: it is told the truth, and the matter goes on from there.
"""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, get_args

import pytest
from PIL import Image, ImageDraw

from tests.faults.killing import kill, standing_still
from tests.faults.matter import (
    DRAFT,
    KIOSK,
    MATTER,
    PRINTED,
    PRINTING,
    SIGNED,
    Facts,
    Matter,
    at,
    offers,
    others_see_nothing,
    says,
)
from tests.rig.conftest import RunningHall

pytestmark = [pytest.mark.rig, pytest.mark.timeout(600), pytest.mark.req("K-05", "K-14")]

Found = Literal["nothing", "draft", "draft or done", "done"]
NOTHING_YET, KEPT, EITHER, DONE = get_args(Found)
THE_MOST_TELLING = ("form", "waiting for the decision", "printing")


@dataclass
class Story:
    """What the test does at the kiosk, and what the journal must hold of it."""

    hall: RunningHall
    plan: Path
    visitor: Matter = field(init=False)
    began: int = field(init=False)
    papers: int = field(init=False)

    def __post_init__(self) -> None:
        self.visitor = Matter(self.hall)
        self.began = len(rows(self.hall))
        self.papers = len(self.hall.do("papers", KIOSK).facts["papers"])

    def events(self, *kinds: str) -> list[dict[str, Any]]:
        """The journal's events of these types since the story began, oldest first."""
        return [row for row in rows(self.hall)[self.began :] if row["type"] in kinds]


def rows(hall: RunningHall) -> list[dict[str, Any]]:
    return hall.do("journal", "--tail", "0").facts["events"]


# ------------------------------------------------------------------------------------------------------- the moments


def greeting(story: Story) -> None:
    story.visitor.walk(at("Menu"))


def first_question(story: Story) -> None:
    story.visitor.fresh = True
    story.visitor.walk(at("Asking"))


def form(story: Story) -> None:
    story.visitor.fresh = True
    story.visitor.walk(at("Form"))


def scan(story: Story) -> None:
    story.visitor.walk(at("Materials"))
    story.hall.do("scan", KIOSK, str(story.plan))
    for text, step in (("公共场所地址方位示意图", "MaterialShown"), ("扫描", "Camera")):
        story.hall.do("tap", KIOSK, text)
        story.visitor.until_shown(at(step))
    story.visitor.until_shown(lambda facts: offers(facts, "拍照"))
    story.hall.do("tap", KIOSK, "拍照")
    story.visitor.until_shown(lambda facts: offers(facts, "使用这张"))
    story.hall.do("scan", KIOSK)


def reading_the_promise(story: Story) -> None:
    story.visitor.walk(at("Promise"))


def signature(story: Story) -> None:
    story.visitor.walk(at("Signing"))
    story.hall.do("draw", KIOSK)


def submit_pressed(story: Story) -> None:
    story.visitor.walk(at("Review"))
    story.visitor.walk(at("Signing"))
    story.hall.do("draw", KIOSK)
    story.hall.do("tap", KIOSK, SIGNED)


def waiting_for_the_decision(story: Story) -> None:
    shown = story.visitor.until_shown(at("MyCases"))
    if DRAFT not in shown["lines"]:  # it was handed in just before the kiosk died: another application
        story.hall.do("tap", KIOSK, "返回")
        story.visitor.fresh = True
    story.visitor.walk(at("Review"))
    story.visitor.walk(at("Signing"))
    story.hall.do("draw", KIOSK)
    with standing_still(story.hall, "caller"):
        story.hall.do("tap", KIOSK, SIGNED)
        story.visitor.until_shown(at("HallWorks"))
        kill(story.hall, KIOSK, whole=False)


def printing(story: Story) -> None:
    story.visitor.walk(says(PRINTING))


def take_your_paper(story: Story) -> None:
    story.visitor.walk(says(PRINTED))


MOMENTS: Mapping[str, tuple[Callable[[Story], None], str]] = {
    "greeting": (greeting, NOTHING_YET),
    "first question": (first_question, NOTHING_YET),
    "form": (form, KEPT),
    "scan": (scan, KEPT),
    "reading the promise": (reading_the_promise, KEPT),
    "signature": (signature, KEPT),
    "submit pressed": (submit_pressed, EITHER),
    "waiting for the decision": (waiting_for_the_decision, DONE),
    "printing": (printing, DONE),
    "take your paper": (take_your_paper, DONE),
}
"""Name → how it is reached, and what the visitor finds of the matter afterwards."""


# ---------------------------------------------------------------------------------------------------------- the kills


def kill_at(story: Story, name: str) -> None:
    """Walk to a moment, kill, let another card come, then the same: what it finds is the truth."""
    reach, expected = MOMENTS[name]
    reach(story)
    if name != "waiting for the decision":
        kill(story.hall, KIOSK, whole=list(MOMENTS).index(name) % 2 == 0)
    others_see_nothing(story.hall)
    story.visitor.fresh = False
    story.visitor.greeted()
    cases = story.visitor.own_cases()
    opened, done = len(story.events("CaseOpened")), len(story.events("CaseSubmitted"))
    drafts = cases.count(DRAFT)
    assert drafts == opened - done, f"{name}: {cases}"
    match expected:
        case "nothing":
            assert drafts == 0, name
        case "draft":
            assert drafts == 1, name
        case "draft or done":
            assert drafts + done == opened, name
        case _:
            assert drafts == 0, name
            assert cases[0] == MATTER, name


def all_is_as_it_should_be(story: Story) -> None:
    """One case a submission, no number on two papers, every certificate in the hand."""
    opened = [row_facts(row)["case_id"] for row in story.events("CaseOpened")]
    submitted = [row_facts(row)["case_id"] for row in story.events("CaseSubmitted")]
    assert sorted(opened) == sorted(submitted), "a case was lost or doubled"
    given = [row_facts(row)["serial"] for row in story.events("CertificateIssued")]
    given += [row_facts(row)["successor"] for row in story.events("SheetVoided")]
    assert max(Counter(given).values()) == 1
    begun = Counter(row_facts(row)["serial"] for row in story.events("SheetBegun"))
    assert max(begun.values()) == 1, "a number went to the printer twice"
    papers = story.hall.do("papers", KIOSK).facts["papers"][story.papers :]
    on_paper = Counter(serial for paper in papers for serial in given if serial in "".join(paper["lines"]))
    assert max(on_paper.values()) == 1, "two papers bear one number"
    assert story.hall.do("verify").facts["whole"]


def row_facts(row: dict[str, Any]) -> dict[str, Any]:
    return dict(json.loads(row["payload"]))


def walk_through(hall: RunningHall, folder: Path, moments: Iterable[str]) -> None:
    story = Story(hall, site_plan(folder / "plan.png"))
    story.visitor.greeted()
    for name in moments:
        kill_at(story, name)
    story.visitor.walk(in_the_hand)
    hall.tell("tap", KIOSK, "完成")
    story.visitor.leave()
    hall.until("journal", "--tail", "0", seen=lambda _: len(story.events("SheetPrinted")) >= 1, seconds=30)
    all_is_as_it_should_be(story)


def in_the_hand(facts: Facts) -> bool:
    """The certificate is printed, just now or as the hall knows."""
    known = facts["step"] == "CaseShown" and not offers(facts, f"打印：{MATTER}")
    return known or says(PRINTED)(facts)


def site_plan(file: Path) -> Path:
    """Draw a page that the camera finds sharp."""
    page = Image.new("RGB", (1240, 1754), "white")
    draw = ImageDraw.Draw(page)
    for row in range(100, 1600, 60):
        draw.line((120, row, 1100, row), fill="black", width=4)
        draw.rectangle((120 + row // 4, row + 10, 160 + row // 3, row + 40), fill="black")
    page.save(file)
    return file


def test_killed_at_the_most_telling_moments_no_number_comes_twice(hall: RunningHall, tmp_path: Path) -> None:
    walk_through(hall, tmp_path, THE_MOST_TELLING)


@pytest.mark.deep
def test_killed_at_all_ten_moments_no_number_comes_twice(hall: RunningHall, tmp_path: Path) -> None:
    walk_through(hall, tmp_path, MOMENTS)
