"""Typing, signing and papers under the camera: what keys do, and what the step underneath is given."""

from dataclasses import replace

import pytest

from broker.catalogue.field_values import Flaw
from broker.catalogue.papers import FieldType
from broker.terms import FieldKey, MaterialCode
from kiosk.flow import entering
from kiosk.flow.entering.camera import nearest_moved
from kiosk.flow.entering.typing import board_of
from kiosk.flow.events import (
    AnsweredKeeping,
    Board,
    CameraFailed,
    ChoseBoard,
    ChoseLanguage,
    ChoseOption,
    Continued,
    Drew,
    DroppedPage,
    EmptiedField,
    Erased,
    Event,
    FieldEntered,
    Finished,
    FinishedPages,
    GaveSignature,
    GaveValue,
    Idle,
    OpenedCorners,
    PagesTaken,
    PickedWord,
    PointedAt,
    PreviewCame,
    RetookShot,
    SetCorners,
    ShotCame,
    Signed,
    TookShot,
    Typed,
    UsedShot,
    WentBack,
    WipedSignature,
)
from kiosk.flow.orders import StartCamera, StopCamera, Straighten, TakeShot
from kiosk.flow.sights import Advice, CameraTrouble
from kiosk.flow.steps import (
    Camera,
    CameraPhase,
    EnteringStep,
    Menu,
    Option,
    Question,
    Signing,
    Start,
    TimeoutWarning,
    Typing,
    Visit,
)
from tests.kiosk.entering_events import CORNERS, PAGE, STROKE, preview, shot
from tests.kiosk.flow.walking import Walk

KEY = FieldKey("p_phone")
UNDER = Menu(Visit())


def _typing(kind: FieldType, value: str = "", *, optional: bool = False) -> Typing:
    return Typing(Visit(), Question(KEY, kind, optional=optional), UNDER, value)


def _typed(step: Typing, *events: Event) -> Typing:
    walk = Walk(step=step)
    after = walk(*events)
    assert isinstance(after, Typing)
    return after


def _given(step: EnteringStep, event: Event) -> object:
    return entering.transition(step, event)


def _keys(text: str) -> tuple[Typed, ...]:
    return tuple(Typed(character) for character in text)


# --------------------------------------------------------------------------------------------------------------- typing


@pytest.mark.req("K-02")
@pytest.mark.parametrize(
    ("kind", "typed", "value"),
    [
        ("phone", "138001380009", "13800138000"),
        ("idno", "990101198503121232", "990101198503121232"),
        ("idno", "1X1", "11"),
        ("uscc", "91990101MA0EXAM3169", "91990101MA0EXAM316"),
        ("date", "20261123", "2026-11-23"),
        ("date", "202611235", "2026-11-23"),
        ("money", ".12.5.0", "12.50"),
        ("number", "3.5", "3.5"),
    ],
)
def test_keys_write_a_field_as_it_is_written(kind: FieldType, typed: str, value: str) -> None:
    assert _typed(_typing(kind), *_keys(typed)).value == value


def test_erasing_takes_one_character_and_a_dash_with_it() -> None:
    assert _typed(_typing("date", "2026-11-2"), Erased()).value == "2026-11"
    assert _typed(_typing("date", "2026-11"), Erased(), Erased()).value == "2026"
    assert _typed(_typing("phone", "138"), EmptiedField()).value == ""


@pytest.mark.req("K-02")
def test_a_whole_value_is_given_to_the_step_that_asked() -> None:
    step = _typed(_typing("phone"), *_keys("13800138000"))
    assert _given(step, GaveValue()) == FieldEntered(KEY, "13800138000")
    assert Walk(step=step)(GaveValue()) == UNDER


@pytest.mark.req("K-02")
def test_a_wrong_value_stays_and_says_why_until_it_is_mended() -> None:
    step = _typed(_typing("date"), *_keys("20260230"), GaveValue())
    assert step.flaw is Flaw.NO_DATE
    assert _typed(step, Erased()).flaw is None


def test_nothing_is_given_only_where_nothing_may_be() -> None:
    assert _typed(_typing("text"), GaveValue()).flaw is Flaw.EMPTY
    assert _given(_typing("text", optional=True), GaveValue()) == FieldEntered(KEY, "")


@pytest.mark.req("K-02")
def test_pinyin_becomes_characters_by_the_words_picked() -> None:
    step = _typed(_typing("text"), *_keys("fujianwang"))
    assert (step.value, step.letters) == ("", "fujianwang")
    step = _typed(step, PickedWord("福建", 6))
    assert (step.value, step.letters) == ("福建", "wang")
    assert _typed(step, GaveValue()).flaw is Flaw.UNFINISHED
    step = _typed(step, Erased(), Typed("g"), PickedWord("王", 4))
    assert _given(step, GaveValue()) == FieldEntered(KEY, "福建王")


def test_the_keys_begin_as_the_visitor_reads_and_letters_stand_as_they_are_typed() -> None:
    assert board_of(_typing("text")) is Board.PINYIN
    english = replace(_typing("text"), visit=Visit("en"))
    assert board_of(english) is Board.LATIN
    assert _typed(english, Typed("R"), Typed(" "), ChoseBoard(Board.DIGITS), Typed("5")).value == "R 5"


def test_a_text_has_an_end() -> None:
    step = Typing(Visit(), Question(KEY, "text", longest=3), UNDER, "福建省")
    assert _typed(step, ChoseBoard(Board.DIGITS), Typed("1")).value == "福建省"


def test_only_what_is_offered_can_be_chosen() -> None:
    step = Typing(Visit(), Question(KEY, "choice", (Option("住宿"),)), UNDER)
    assert _given(step, ChoseOption("住宿")) == FieldEntered(KEY, "住宿")
    assert _typed(step, ChoseOption("赌场")) == step
    assert _given(_typing("bool"), ChoseOption("否")) == FieldEntered(KEY, "否")
    assert _typed(_typing("bool"), ChoseOption("maybe")).value == ""


def test_going_back_leaves_the_step_that_asked_in_the_language_of_now() -> None:
    after = Walk(step=_typing("text", "福"))(ChoseLanguage("en"), WentBack())
    assert after == Menu(Visit("en"))


@pytest.mark.req("K-14")
def test_what_somebody_types_signs_or_shows_is_not_in_a_repr() -> None:
    step = replace(_typing("idno", "990101198503121232"), letters="wang")
    assert "9901" not in repr(step)
    assert "wang" not in repr(step)
    assert "9901" not in repr(FieldEntered(KEY, "990101198503121232"))
    assert "0.2" not in repr(Signing(Visit(), UNDER, strokes=(STROKE,)))
    assert "\\x" not in repr(PreviewCame(preview()))
    assert "\\x" not in repr(ShotCame(shot()))


# -------------------------------------------------------------------------------------------------------------- signing


@pytest.mark.req("K-04")
def test_strokes_become_a_signature() -> None:
    walk = Walk(step=Signing(Visit(), UNDER))
    walk(Drew(STROKE), Drew(STROKE))
    assert isinstance(walk.step, Signing)
    given = _given(walk.step, GaveSignature(2.2))
    assert isinstance(given, Signed)
    assert given.signature.strokes == (STROKE, STROKE)
    assert given.signature.aspect == 2.2
    assert walk(GaveSignature(2.2)) == UNDER


def test_a_touch_is_no_signature_and_one_may_begin_anew() -> None:
    walk = Walk(step=Signing(Visit(), UNDER))
    dot = walk(Drew(((0.5, 0.5),)))
    assert walk(GaveSignature(2.2)) == dot
    assert walk(Drew(STROKE), WipedSignature()) == Signing(Visit(), UNDER)


# --------------------------------------------------------------------------------------------------------------- camera


def _camera() -> Walk:
    return Walk(step=Camera(Visit(), MaterialCode("LEASE"), UNDER))


def _phase(walk: Walk) -> CameraPhase:
    assert isinstance(walk.step, Camera)
    return walk.step.phase


@pytest.mark.req("K-11")
def test_pages_are_taken_one_after_the_other_and_given_in_order() -> None:
    walk = _camera()
    walk(PreviewCame(preview()), TookShot())
    assert walk.new == (TakeShot(),)
    walk(ShotCame(shot()), UsedShot())
    assert _phase(walk) is CameraPhase.ENOUGH
    walk(RetookShot(), TookShot(), ShotCame(shot()), UsedShot())
    assert isinstance(walk.step, Camera)
    assert _given(walk.step, FinishedPages()) == PagesTaken(MaterialCode("LEASE"), (PAGE, PAGE))
    assert walk(FinishedPages()) == UNDER
    assert walk.new == (StopCamera(),)


@pytest.mark.req("K-11", "M-03")
@pytest.mark.parametrize("keep", [True, False])
def test_a_paper_is_kept_for_later_matters_only_after_a_yes(keep: bool) -> None:
    walk = Walk(step=Camera(Visit(), MaterialCode("LEASE"), UNDER, keepable=True))
    walk(PreviewCame(preview()), TookShot(), ShotCame(shot()), UsedShot(), FinishedPages())
    assert _phase(walk) is CameraPhase.KEEP
    assert walk.new == (StopCamera(),), "nothing is looked at while the visitor answers"
    walk(WentBack())
    assert (_phase(walk), walk.new) == (CameraPhase.ENOUGH, (StartCamera(),))
    walk(FinishedPages())
    assert isinstance(walk.step, Camera)
    assert _given(walk.step, AnsweredKeeping(keep=keep)) == PagesTaken(MaterialCode("LEASE"), (PAGE,), keep)
    assert walk(AnsweredKeeping(keep=keep)) == UNDER


@pytest.mark.req("K-11")
@pytest.mark.parametrize("advice", [advice for advice in Advice if advice is not Advice.GOOD])
def test_a_page_that_cannot_be_read_is_not_taken(advice: Advice) -> None:
    walk = _camera()
    walk(PreviewCame(preview()), TookShot(), ShotCame(shot(advice)), UsedShot())
    assert _phase(walk) is CameraPhase.TAKEN
    walk(RetookShot())
    assert _phase(walk) is CameraPhase.LIVE


@pytest.mark.req("K-11")
def test_corners_are_set_by_hand_where_they_were_not_found() -> None:
    walk = _camera()
    walk(PreviewCame(preview()), TookShot(), ShotCame(shot(found=False)), UsedShot(), OpenedCorners())
    walk(PointedAt(0.15, 0.1), SetCorners())
    moved = ((0.15, 0.1), *CORNERS[1:])
    assert walk.new == (Straighten(moved),)
    walk(ShotCame(shot()), UsedShot())
    assert _phase(walk) is CameraPhase.ENOUGH


def test_the_nearest_corner_moves_and_stays_in_the_picture() -> None:
    assert nearest_moved(CORNERS, 1.4, -0.1)[1] == (1.0, 0.0)


def test_nothing_is_taken_without_a_picture() -> None:
    walk = _camera()
    walk(TookShot())
    assert _phase(walk) is CameraPhase.LIVE
    walk(PreviewCame(preview()), CameraFailed(CameraTrouble.UNPLUGGED), TookShot())
    assert walk.new == ()
    walk(PreviewCame(preview()))
    assert isinstance(walk.step, Camera)
    assert walk.step.trouble is None


def test_a_camera_that_dies_while_a_picture_is_taken_says_so() -> None:
    walk = _camera()
    walk(PreviewCame(preview()), TookShot(), CameraFailed(CameraTrouble.SILENT))
    assert _phase(walk) is CameraPhase.LIVE


def test_a_wrong_tap_on_back_loses_no_page() -> None:
    walk = _camera()
    walk(PreviewCame(preview()), TookShot(), ShotCame(shot()), UsedShot(), RetookShot(), WentBack())
    assert _phase(walk) is CameraPhase.ENOUGH
    walk(DroppedPage())
    assert _phase(walk) is CameraPhase.LIVE
    assert walk(WentBack()) == UNDER


@pytest.mark.req("K-14")
def test_the_camera_runs_exactly_while_its_step_is_there() -> None:
    walk = Walk(step=Menu(Visit()))
    assert entering.camera_orders(walk.step, _camera().step) == (StartCamera(),)
    walk = _camera()
    walk(Idle())
    assert isinstance(walk.step, TimeoutWarning)
    assert walk.orders == []
    walk(Continued())
    assert isinstance(walk.step, Camera)
    assert isinstance(walk(Finished()), Start)
    assert StopCamera() in walk.new
