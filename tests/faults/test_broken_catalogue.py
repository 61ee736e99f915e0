"""A catalogue with a mistake in it starts no hall: the file, the key and the reason are named instead."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.faults.conftest import change
from tests.rig.conftest import ROOT, RunningHall

pytestmark = [pytest.mark.rig, pytest.mark.timeout(300)]


@pytest.mark.req("H-01")
def test_a_broken_catalogue_starts_no_hall(hall: RunningHall, tmp_path: Path) -> None:
    broken = tmp_path / "catalogue"
    shutil.copytree(ROOT / "config" / "hall", broken)
    queues = (broken / "queues.toml").read_text(encoding="utf-8")
    (broken / "queues.toml").write_text(queues.replace('section = "S01"', 'section = "S99"', 1), encoding="utf-8")

    settings = tmp_path / "caller.toml"
    shutil.copy(hall.state / "config" / "caller.toml", settings)
    change(settings, str(hall.state.parent / "catalogue"), str(broken))
    for code, command in (
        (2, ["caller", str(settings)]),
        (1, ["scripts.rig", "--state", str(tmp_path / "state"), "--catalogue", str(broken)]),
    ):
        done = subprocess.run(
            [sys.executable, "-m", *command], capture_output=True, text=True, cwd=ROOT, timeout=60, check=False
        )
        assert done.returncode == code
        for fact in ("queues.toml", "queues[A].section", "S99 is not one of the sections"):
            assert fact in done.stderr
        assert "Traceback" not in done.stderr
