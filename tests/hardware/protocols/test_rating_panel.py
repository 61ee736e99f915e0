"""JSON between a tablet's page and its driver."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hardware.ports.rating_pad import Level, PadPhase, PadPress, PadState
from hardware.protocols.rating_panel import (
    MalformedPressError,
    press_from_json,
    press_to_json,
    state_from_json,
    state_to_json,
)

words = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
names = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20)
states = st.builds(
    PadState,
    phase=st.sampled_from(PadPhase),
    counter=words,
    staff_no=words,
    matter=words,
    levels=st.lists(st.builds(Level, st.integers(1, 5), words, words, st.booleans()), max_size=5).map(tuple),
    reasons=st.lists(words, max_size=8).map(tuple),
    serving_id=st.none() | names,
    seconds_left=st.none() | st.integers(0, 60),
)
presses = st.builds(PadPress, names, st.integers(1, 5), st.lists(names, max_size=8, unique=True).map(tuple), names)


@given(states)
def test_every_state_comes_back_on_one_line(state: PadState) -> None:
    line = state_to_json(state)
    assert "\n" not in line
    assert "\r" not in line
    assert state_from_json(line) == state


@given(presses)
def test_every_press_comes_back(press: PadPress) -> None:
    assert press_from_json(press_to_json(press)) == press


GOOD: dict[str, object] = {"request_id": "r", "serving_id": "s", "stars": 5, "reasons": []}


@pytest.mark.req("E-01")
@pytest.mark.parametrize(
    "wrong",
    [
        {"stars": 0},
        {"stars": 6},
        {"stars": "5"},
        {"stars": 4.5},
        {"request_id": ""},
        {"serving_id": None},
        {"request_id": "r" * 129},
        {"reasons": ["x"] * 33},
        {"reasons": "服务态度"},
        {"staff": "4401"},
    ],
)
def test_a_press_of_another_shape_is_refused(wrong: dict[str, object]) -> None:
    assert press_from_json(json.dumps(GOOD).encode())
    with pytest.raises(MalformedPressError):
        press_from_json(json.dumps(GOOD | wrong).encode())
