"""`hall-node` as a child process, with emulated LED screens and call pads on the other end of its wires."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from broker.terms import ClientCode, CounterCode
from hardware.emulators.call_display import OnbonPanel
from hardware.emulators.call_pad import CallPadBody
from scripts.hallctl.bench.processes import Running
from scripts.hallctl.bench.stage import HALL, Stage
from scripts.rig.toml_text import Value, toml_text


@dataclass(frozen=True, slots=True)
class Desk:
    """The emulated devices at one window; a pad only where one is wanted."""

    code: CounterCode
    panel: OnbonPanel = field(default_factory=OnbonPanel)
    pad: CallPadBody | None = None

    def settings(self) -> Mapping[str, Value]:
        """Give the window's entry in the node's file."""
        number = self.code.removeprefix("W")
        entry: dict[str, Value] = {
            "code": self.code,
            "display": {"code": f"LED-{number}", "driver": "onbon", "url": self.panel.url},
        }
        if self.pad is not None:
            entry["call_pad"] = {"code": f"PAD-{number}", "driver": "ff68", "url": self.pad.url}
        return entry

    def close(self) -> None:
        """Pull the wires for good."""
        self.panel.close()
        if self.pad is not None:
            self.pad.close()


def start_node(stage: Stage, client: ClientCode, desks: Sequence[Desk]) -> Running:
    """Start the program with these windows."""
    entries: list[Value] = [desk.settings() for desk in desks]
    broker = stage.settings(client)
    reach: dict[str, Value] = {
        "hall": HALL,
        "client": client,
        "port": broker.port,
        "password_file": str(broker.password_file),
    }
    file = stage.folder / f"{client}.toml"
    file.write_text(toml_text({"counters": entries, "broker": reach}), encoding="utf-8")
    return stage.start(Running.module("hall-node", ["hardware", str(file)], stage.folder / f"{client}.log"))
