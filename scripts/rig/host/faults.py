"""Breaking and fixing: devices by their emulators, programs by the supervisor; and how each says it is (`doctor`)."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from broker.terms import ClientCode
from scripts.rig.host.refusals import RigRefusal
from scripts.rig.host.retained import Retained
from scripts.rig.host.sandboxes import Sandboxes
from scripts.rig.host.settings import EmulatedDevice
from scripts.rig.host.table import Table
from scripts.rig.orders import HoldProgram, Order, ReleaseProgram
from scripts.rig.ports import is_answered
from scripts.rig.state import read_json

PROGRAM_FAULTS = ("stop", "kill")
_DEFAULT_SECONDS = 8.0
_LONGEST_SECONDS = 86_400.0
_OWN = "rig"


@dataclass(frozen=True, slots=True)
class Faults:
    """Everything that can be broken here. `clients` are the programs that should be online."""

    table: Table
    retained: Retained
    clients: tuple[ClientCode, ...]
    children_file: Path
    order: Callable[[Order], None]
    sandboxes: Sandboxes
    spooler_port: int | None = None

    def break_(self, name: str, fault: str, about: tuple[str, ...] = ()) -> dict[str, Any]:
        """Break a device, or stop or kill a program for some seconds, or an outside system. Raises `RigRefusal`."""
        if self.sandboxes.has(name):
            return self.sandboxes.break_(name, fault, about)
        if name not in self.programs():
            self.table.break_(name, fault)
            return {"device": name, "fault": fault}
        if name == _OWN:
            raise RigRefusal("the rig does not stop itself: who would fix it?")
        if fault not in PROGRAM_FAULTS:
            raise RigRefusal(f"{name} is a program, it has no fault {fault}; it can have: {', '.join(PROGRAM_FAULTS)}")
        seconds = _seconds(about)
        length = _DEFAULT_SECONDS if seconds is None and fault == "stop" else seconds or 0.0
        self.order(HoldProgram(name=name, seconds=length, kill=fault == "kill"))
        return {"program": name, "fault": fault, "seconds": length}

    def fix(self, name: str) -> dict[str, Any]:
        """End every fault of a device or an outside system, or let a stopped program start. Raises `RigRefusal`."""
        if self.sandboxes.has(name):
            return self.sandboxes.fix(name)
        if name in self.programs():
            self.order(ReleaseProgram(name=name))
            return {"program": name}
        self.table.fix(name)
        return {"device": name}

    def programs(self) -> dict[str, Any]:
        """Give the hall's processes, as the supervisor noted them."""
        return read_json(self.children_file) or {}

    def doctor(self) -> list[dict[str, Any]]:
        """Give how every program and device is: `ok`, `fault` with its name, or `unknown`; devices by their drivers."""
        if not self.retained.is_heard:
            return [{"name": "broker", "kind": "program", "state": "fault", "what": "away: nobody can be asked"}]
        offline = self.retained.offline(self.clients)
        programs = [
            {"name": client, "kind": "program", "state": "fault", "what": "offline"}
            if client in offline
            else {"name": client, "kind": "program", "state": "ok", "what": None}
            for client in self.clients
        ]
        broker = {"name": "broker", "kind": "program", "state": "ok", "what": None}
        return [broker, *self._spooler(), *programs, *(self._device(device) for device in self.table.devices.values())]

    def _spooler(self) -> list[dict[str, Any]]:
        if self.spooler_port is None:
            return []
        there = is_answered(self.spooler_port)
        state, what = ("ok", None) if there else ("fault", "does not answer: no page can be printed")
        return [{"name": "spooler", "kind": "program", "state": state, "what": what}]

    def faults_of(self, name: str) -> tuple[str, ...]:
        """Name the faults that a device or program can have. Raises `NoSuchThing`."""
        return PROGRAM_FAULTS if name in self.programs() else self.table.body(name).faults

    def _device(self, device: EmulatedDevice) -> dict[str, Any]:
        said = self.retained.device_state(device.code)
        state, what = said if said is not None else ("unknown", "its program has not said anything")
        broken = self.table.broken(device.code)
        return {"name": device.code, "kind": device.kind, "state": state, "what": what, "broken": broken}


def _seconds(about: tuple[str, ...]) -> float | None:
    if not about:
        return None
    try:
        seconds = float(about[0])
    except ValueError:
        seconds = -1.0
    if not 0 <= seconds <= _LONGEST_SECONDS:
        raise RigRefusal(f"how long is {about[0]}? Say it in seconds, a day at most")
    return seconds
