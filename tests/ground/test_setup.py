"""What `scripts/setup` promises without a network: pinned, address-free, one clear sentence when it cannot."""

import os
import re
import subprocess
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def test_every_package_of_the_lock_is_pinned_with_hashes_and_without_an_address() -> None:
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    entries = re.split(r"\n(?=\S)", re.sub(r"(?m)^\s*#.*\n", "", lock).strip())
    assert len(entries) > 50
    for entry in entries:
        assert re.match(r"[\w.-]+==\S+( ;.*)? \\\n", entry), entry
        assert "--hash=sha256:" in entry, entry
    assert "://" not in lock
    assert "--index" not in lock


def test_the_lock_holds_every_dependency_of_the_project() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = [*project["dependencies"], *project["optional-dependencies"]["dev"]]
    names = {re.split(r"[<>=\[]", line, maxsplit=1)[0].lower() for line in wanted}
    locked = {line.split("==")[0] for line in (ROOT / "requirements.lock").read_text(encoding="utf-8").splitlines()}
    assert names <= locked


@pytest.mark.parametrize("script", ["setup", "test", "run"])
def test_a_script_is_executable_posix_shell(script: str) -> None:
    path = ROOT / "scripts" / script
    assert os.access(path, os.X_OK)
    assert path.read_text(encoding="utf-8").startswith("#!/bin/sh\n")
    subprocess.run(["sh", "-n", path], check=True)


def run_setup_with_commands(folder: Path, commands: dict[str, str]) -> subprocess.CompletedProcess[str]:
    """Run a copy of the script with `commands` (name → shell body) before everything else on PATH."""
    (folder / "scripts").mkdir()
    script = folder / "scripts" / "setup"
    script.write_text((ROOT / "scripts" / "setup").read_text(encoding="utf-8"), encoding="utf-8")
    tools = folder / "tools"
    tools.mkdir()
    for name, body in commands.items():
        (tools / name).write_text(f"#!/bin/sh\n{body}\n", encoding="utf-8")
        (tools / name).chmod(0o755)
    environment = {"PATH": f"{tools}:/usr/bin:/bin", "HOME": str(folder)}
    return subprocess.run(["sh", script], env=environment, capture_output=True, text=True, check=False)


NOTHING_INSTALLED = {"dpkg-query": "exit 1", "apt-get": "exit 100"}
ALL_INSTALLED = {
    "dpkg-query": 'shift 3; for package in "$@"; do echo "$package=installed"; done',
    "apt-get": "exit 100",
}


@pytest.mark.parametrize(
    ("commands", "sentence"),
    [
        ({**NOTHING_INSTALLED, "id": "echo 1000", "sudo": "exit 1"}, "sudo asks for a password"),
        ({**NOTHING_INSTALLED, "id": "echo 0"}, "is there a network?"),
        (
            {**ALL_INSTALLED, "python3": 'case "$1" in -c) exit 1;; *) echo Python 3.9.2;; esac'},
            "here is Python 3.9.2",
        ),
    ],
)
def test_what_cannot_be_done_is_said_in_one_sentence(tmp_path: Path, commands: dict[str, str], sentence: str) -> None:
    done = run_setup_with_commands(tmp_path, commands)
    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 1
    assert done.stderr.startswith("setup: ")
    assert sentence in done.stderr
