"""The outside systems' sandboxes on command: slow, failing, away, and licences that are expired, revoked or unknown."""

from dataclasses import dataclass
from typing import Any, get_args

from caller.adapters.sandbox.dials import SYSTEMS, LicenceState
from scripts.rig.host.doors import SandboxDoor
from scripts.rig.host.refusals import RigRefusal

_SLOW_SECONDS = 30.0
SYSTEM_FAULTS = ("slow", "failing", "dead")
LICENCE_FAULTS = tuple(state for state in get_args(LicenceState) if state != "valid")
_LIBRARY = "elicence"


@dataclass(frozen=True, slots=True)
class Sandboxes:
    """Turns the dials of the sandboxes."""

    door: SandboxDoor

    def has(self, name: str) -> bool:
        """Say whether this is the name of an outside system."""
        return name in SYSTEMS

    def break_(self, system: str, fault: str, about: tuple[str, ...]) -> dict[str, Any]:
        """Begin a fault; `about` is how many seconds late, or whose licence of which kind. Raises `RigRefusal`."""
        if system == _LIBRARY and fault in LICENCE_FAULTS:
            return self._licence(fault, about)
        if fault not in SYSTEM_FAULTS:
            more = (*SYSTEM_FAULTS, *(LICENCE_FAULTS if system == _LIBRARY else ()))
            raise RigRefusal(f"{system} is an outside system, it has no fault {fault}; it can have: {', '.join(more)}")
        wish: dict[str, object] = {"system": system, "behave": fault}
        if fault == "slow":
            wish["seconds"] = _seconds(about)
        self.door.turn(**wish)
        return {"system": system, "fault": fault, **({"seconds": wish["seconds"]} if fault == "slow" else {})}

    def fix(self, system: str) -> dict[str, Any]:
        """Have a system well again; with the library every licence is as on record. Raises `RigRefusal`."""
        now = self.door.turn(system=system, behave="ok")
        for licence in now["licences"] if system == _LIBRARY else ():
            self.door.turn(persona=licence["persona"], licence=licence["licence"], state="valid")
        return {"system": system}

    def _licence(self, state: str, about: tuple[str, ...]) -> dict[str, Any]:
        if len(about) != 2:  # noqa: PLR2004 - a person and a licence
            raise RigRefusal(f"whose licence is {state}? Name a person and a licence: break elicence {state} C01 BIZ")
        persona, licence = (word.upper() for word in about)
        self.door.turn(persona=persona, licence=licence, state=state)
        return {"system": _LIBRARY, "fault": state, "persona": persona, "licence": licence}


def _seconds(about: tuple[str, ...]) -> float:
    try:
        return float(about[0]) if about else _SLOW_SECONDS
    except ValueError:
        raise RigRefusal(f"how slow is {about[0]}? Say it in seconds: break elicence slow 30") from None
