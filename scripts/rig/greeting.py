"""What is told when a hall is up: facts for programs (the ready file), the same for whoever sits at the terminal."""

from datetime import datetime
from pathlib import Path
from shlex import quote
from typing import Any

from broker.catalogue import Catalogue
from broker.catalogue.hall import Board
from scripts.rig.configs import HALL, Configs
from scripts.rig.ports import LOOPBACK
from scripts.rig.state import DEFAULT_STATE

_SHOWN_ROLES = ("manager", "guide", "technician")


def addresses(configs: Configs, hall_time: datetime) -> dict[str, Any]:
    """Give every address, port and login of the hall, ready for JSON."""
    ports, console = configs.ports, configs.console_url
    return {
        "hall": HALL,
        "started_at": hall_time.isoformat(timespec="seconds"),
        "state": str(configs.state.root),
        "rig_url": f"http://{LOOPBACK}:{ports['rig']}",
        "console_url": console,
        "login_url": f"{console}/login",
        "board_urls": {board.code: f"{console}/board/{board.code.removeprefix('LED-')}" for board in _boards(configs)},
        "panel_urls": {
            device.code: f"http://{LOOPBACK}:{ports[device.code]}/"
            for place in configs.plan.places
            for device in place.devices
            if device.driver == "panel"
        },
        "ports": dict(ports),
        "kiosks": [place.kiosk for place in configs.plan.kiosks],
        "windows": list(configs.plan.counters),
        "logins": [
            {
                "no": login.no,
                "name": login.name,
                "roles": login.roles,
                "windows": login.windows,
                "badge": login.badge,
                "password": login.password,
                "pin": login.pin,
            }
            for login in configs.secrets.logins
        ],
    }


def greeting(facts: dict[str, Any], catalogue: Catalogue, *, seconds: float) -> str:
    """Give what a newcomer reads."""
    clock = datetime.fromisoformat(facts["started_at"])
    boards = facts["board_urls"]
    lines = [
        "",
        f"{catalogue.hall.name_zh} · {clock:%Y-%m-%d %H:%M} in the hall · up in {seconds:.1f} s",
        "",
        f"  open    {facts['rig_url']}/   kiosks, screens, pads, cards: work the hall with the mouse",
        f"          {facts['login_url']}   the console: clerks, guide, manager",
        f"          {boards.get('LED-HALL', facts['console_url'])}   the board at the entrance",
        *(f"          {url}   the rating tablet {code}" for code, url in facts["panel_urls"].items()),
        "",
        f"  kiosks  {' '.join(facts['kiosks'])}",
        f"  windows {' '.join(sorted(facts['windows']))}",
        "",
        "  log in as",
        *(_login(login) for login in _shown(facts)),
        f"          (all {len(facts['logins'])} in {facts['state']}/secrets/logins.json)",
        "",
        "  try     .venv/bin/hallctl card C08 K01 · key W44 next · show LED-44 · --help",
        *_elsewhere(facts["state"]),
        "  end     Ctrl-C",
        "",
    ]
    return "\n".join(lines)


def _elsewhere(state: str) -> list[str]:
    if Path(state) == DEFAULT_STATE.expanduser():
        return []
    return [f"          … each with --state {quote(state)}"]


def _boards(configs: Configs) -> list[Board]:
    return [board for board in configs.catalogue.boards if board.code.startswith("LED-")]


def _shown(facts: dict[str, Any]) -> list[dict[str, Any]]:
    logins: list[dict[str, Any]] = facts["logins"]
    chosen = [next((each for each in logins if role in each["roles"]), None) for role in _SHOWN_ROLES]
    clerk = next((each for each in logins if "W44" in each["windows"]), None)
    return [each for each in (clerk, *chosen) if each is not None]


def _login(login: dict[str, Any]) -> str:
    where = "/".join(login["windows"][:3]) or "/".join(login["roles"])
    return f"          {login['no']}  {login['password']}  PIN {login['pin']}  {login['name']} ({where})"
