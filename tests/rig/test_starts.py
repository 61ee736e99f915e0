"""Starting again: time, numbers and logins go on; an orphan of a killed supervisor does not stay."""

import os
import signal
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import pytest

from scripts.rig.state import NotOurFolder, StateFolder, read_json
from tests.rig.conftest import ROOT, start_hall, stop_hall

pytestmark = [pytest.mark.rig, pytest.mark.timeout(400), pytest.mark.req("H-03")]


def test_a_second_start_goes_on_where_the_hall_was(tmp_path_factory: pytest.TempPathFactory) -> None:
    state = tmp_path_factory.mktemp("again") / "state"
    first = start_hall(state, "--fresh")
    assert first.ready["started_at"].startswith("2026-11-23T09:00")
    moved = datetime.fromisoformat(first.do("clock", "+3h").facts["now"])
    programs = _programs(state)
    refused = subprocess.run(_run(state), capture_output=True, text=True, cwd=ROOT, check=False)
    assert refused.returncode == 1
    assert "is running" in refused.stderr
    assert stop_hall(first.process) == 0
    assert [pid for pid in programs if _runs(pid, state)] == []

    second = start_hall(state)
    left = _programs(state)
    try:
        assert datetime.fromisoformat(second.ready["started_at"]) >= moved
        assert second.ready["logins"] == first.ready["logins"]
        assert second.ready["ports"] == first.ready["ports"]
        seated = [one["staff"] for one in second.events("StaffSignedIn")]
        assert len(seated) == len(set(seated)), "who sat there before is not seated twice"
    finally:
        second.process.kill()
        second.process.wait()
        # the rig's process too: nobody is left who would end what it started
        os.kill((read_json(StateFolder(state).children_file) or {})["rig"]["pid"], signal.SIGKILL)
    third = start_hall(state)
    assert [pid for pid in left if _runs(pid, state)] == [], "what a killed supervisor left behind is ended"
    assert stop_hall(third.process) == 0


def test_a_folder_with_something_else_in_it_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("all my work", encoding="utf-8")
    done = subprocess.run([*_run(tmp_path), "--fresh"], capture_output=True, text=True, cwd=ROOT, check=False)
    assert done.returncode == 1
    assert "something else" in done.stderr
    assert [entry.name for entry in tmp_path.iterdir()] == ["thesis.txt"]
    assert not list(tmp_path.parent.glob(f".{tmp_path.name}*")), "nothing is left beside it either"


def test_the_root_of_the_machine_is_somebody_elses_folder() -> None:
    with pytest.raises(NotOurFolder):
        StateFolder(Path("/")).lock()


def test_an_unknown_window_is_wrong_usage(tmp_path: Path) -> None:
    done = subprocess.run(
        [*_run(tmp_path / "s"), "--with", "W99"], capture_output=True, text=True, cwd=ROOT, check=False
    )
    assert done.returncode == 2
    assert "W99" in done.stderr


def _run(state: Path) -> list[str]:
    return [sys.executable, "-m", "scripts.rig", "--state", str(state)]


def _programs(state: Path) -> list[int]:
    noted = read_json(StateFolder(state).children_file) or {}
    own = [facts["pid"] for facts in noted.values() if facts["pid"] is not None]
    # a page printer is two programs that the rig's process starts
    made_of = [int(pid) for note in state.glob("pages/*/programs") for pid in note.read_text("ascii").split()]
    assert made_of
    return [*own, *made_of]


def _runs(pid: int, state: Path) -> bool:
    try:
        return str(state).encode() in Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return False
