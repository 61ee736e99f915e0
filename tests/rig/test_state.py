"""The folder of a hall: whether one runs on it, found out without touching it."""

import os
from pathlib import Path

import pytest

from scripts.hallctl.rig import Refused, running_hall
from scripts.rig.state import AlreadyRunning, StateFolder


def test_a_hall_that_is_still_starting_is_told_from_none(tmp_path: Path) -> None:
    state = StateFolder(tmp_path / "hall")
    assert not state.is_held
    with pytest.raises(Refused, match="no hall is running"):
        running_hall(state.root)
    held = state.lock()
    try:
        assert state.is_held
        with pytest.raises(Refused, match="still starting"):
            running_hall(state.root)
        with pytest.raises(AlreadyRunning):
            state.lock()
    finally:
        os.close(held)
    assert not state.is_held
    os.close(state.lock())
