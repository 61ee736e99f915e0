"""The import rules of pyproject.toml bite: in a house of empty rooms each kept rule is broken once and must say so."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

ROOMS = """
scripts.rig kiosk.__main__ kiosk.app kiosk.board kiosk.screens kiosk.effects kiosk.flow kiosk.wording kiosk.settings
caller.__main__ caller.console caller.adapters caller.application caller.settings caller.domain
hardware.__main__ hardware.nodes hardware.factory hardware.settings hardware.drivers hardware.emulators
hardware.links hardware.protocols hardware.ports
broker.mosquitto broker.client broker.memory broker.bus broker.replies broker.codec broker.sealed broker.contract
broker.topics broker.messages broker.catalogue broker.settings broker.terms broker.errors
"""
ALLOWED = {
    "broker.client": ["paho"],
    "hardware.links": ["serial"],
    "hardware.drivers": ["escpos", "cv2"],
    "hardware.settings": ["broker.settings"],
    "hardware.factory": ["hardware.settings"],
    "kiosk.flow": ["broker.messages"],
    "caller.domain": ["broker.catalogue"],
}
FORBIDDEN = [
    ("caller.console", "kiosk.wording", "1"),
    ("broker.client", "hardware.links", "1"),
    ("kiosk.flow", "kiosk.screens", "2"),
    ("kiosk.effects", "kiosk.screens", "2"),
    ("kiosk.helpers", "kiosk.flow", "2"),
    ("caller.domain", "caller.application", "3"),
    ("caller.adapters", "caller.console", "3"),
    ("hardware.ports", "hardware.links", "4"),
    ("hardware.drivers", "broker.terms", "4"),
    ("broker.messages", "broker.codec", "5"),
    ("caller.domain", "sqlalchemy", "6"),
    ("caller.domain", "threading", "6"),
    ("caller.domain", "broker.messages", "6"),
    ("kiosk.flow", "kivy", "7"),
    ("kiosk.flow", "hardware.ports", "7"),
    ("kiosk.flow", "broker.client", "7"),
    ("caller.adapters", "hardware.ports", "8"),
    ("caller.adapters", "serial", "8"),
    ("hardware.drivers", "hardware.emulators", "8"),
    ("broker.memory", "paho", "9"),
    ("hardware.nodes", "serial", "9"),
    ("hardware.emulators", "escpos", "9"),
    ("kiosk.effects", "cv2", "9"),
]


def build_house(root: Path, imports: dict[str, list[str]]) -> None:
    (root / "pyproject.toml").write_text((ROOT / "pyproject.toml").read_text(encoding="utf-8"), encoding="utf-8")
    for room in {*ROOMS.split(), *imports}:
        path = root / f"{room.replace('.', '/')}.py"
        path.parent.mkdir(exist_ok=True)
        (path.parent / "__init__.py").touch()
        path.write_text("".join(f"import {name}\n" for name in imports.get(room, [])), encoding="utf-8")


def broken_rules(root: Path) -> set[str]:
    """The numbers of the broken rules, as lint-imports prints them."""
    environment = os.environ | {"PYTHONPATH": str(root), "COLUMNS": "200"}
    lint = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run(
        [lint, "--no-logo", "--no-cache"], cwd=root, env=environment, capture_output=True, text=True, check=False
    )
    assert "Contracts: " in done.stdout, done.stdout + done.stderr
    return set(re.findall(r"(?m)^(\d).* BROKEN$", done.stdout))


def test_the_house_as_designed_keeps_every_rule(tmp_path: Path) -> None:
    build_house(tmp_path, {room: [*names] for room, names in ALLOWED.items()})
    assert broken_rules(tmp_path) == set()


@pytest.mark.parametrize(("importer", "imported", "rule"), FORBIDDEN)
def test_a_forbidden_import_breaks_its_rule(tmp_path: Path, importer: str, imported: str, rule: str) -> None:
    imports = {room: [*names] for room, names in ALLOWED.items()}
    imports.setdefault(importer, []).append(imported)
    build_house(tmp_path, imports)
    assert rule in broken_rules(tmp_path)
