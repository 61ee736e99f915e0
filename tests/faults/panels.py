"""LED screens of many windows behind one `hall-node`, to see what they really show."""

from collections.abc import Mapping, Sequence

from broker.catalogue.devices import Client
from broker.terms import ClientCode, CounterCode
from hardware.emulators.call_display import OnbonPanel
from scripts.hallctl.bench.processes import Running
from scripts.hallctl.bench.stage import Stage
from scripts.rig.toml_text import Value, toml_text

NODE = ClientCode("N-LED")


def node_client(counters: Sequence[CounterCode]) -> Client:
    """The account of the node: it may read what these windows show. The hall itself does not list it."""
    return Client(code=NODE, kind="node", counters=tuple(counters), zones=())


class Panels:
    """One emulated LED screen for each window."""

    def __init__(self, stage: Stage, counters: Sequence[CounterCode]) -> None:
        self.by_counter = {code: OnbonPanel() for code in counters}
        entries: list[Value] = [
            {"code": code, "display": {"code": f"LED-{code}", "driver": "onbon", "url": panel.url}}
            for code, panel in self.by_counter.items()
        ]
        broker = stage.settings(NODE)
        settings: dict[str, Value] = {
            "counters": entries,
            "broker": {
                "hall": broker.hall,
                "client": NODE,
                "port": broker.port,
                "password_file": str(broker.password_file),
            },
        }
        file = stage.folder / "node.toml"
        file.write_text(toml_text(settings), encoding="utf-8")
        stage.start(Running.module("hall-node", ["hardware", str(file)], stage.folder / "node.log"))

    def wrong(self, held: Mapping[str, tuple[str, str]], patience_seconds: float = 15.0) -> list[str]:
        """Name the screens that do not come to show what `held` says: (number, called or serving) by window."""
        words = {"called": "请办理", "serving": "办理中"}
        found: list[str] = []
        for code, panel in self.by_counter.items():
            number, state = held.get(code, ("", ""))
            wanted = {number, words[state]} if number else {"请等候"}
            if not panel.wait_until(
                lambda lines, wanted=wanted: all(any(word in line for line in lines) for word in wanted),
                patience_seconds,
            ):
                found.append(f"{code} shows {panel.lines()}, not {wanted}")
        return found

    def close(self) -> None:
        for panel in self.by_counter.values():
            panel.close()
