"""LED screens of many windows behind one `hall-node`, to see what they really show."""

from collections.abc import Mapping, Sequence

from broker.catalogue.devices import Client
from broker.terms import ClientCode, CounterCode
from scripts.hallctl.bench.nodes import Desk, start_node
from scripts.hallctl.bench.stage import Stage

NODE = ClientCode("N-LED")


def node_client(counters: Sequence[CounterCode]) -> Client:
    """The account of the node: it may read what these windows show. The hall itself does not list it."""
    return Client(code=NODE, kind="node", counters=tuple(counters), zones=())


class Panels:
    """One emulated LED screen for each window."""

    def __init__(self, stage: Stage, counters: Sequence[CounterCode]) -> None:
        self.desks = [Desk(code) for code in counters]
        start_node(stage, NODE, self.desks)

    def wrong(self, held: Mapping[str, tuple[str, str]], patience_seconds: float = 15.0) -> list[str]:
        """Name the screens that do not come to show what `held` says: (number, called or serving) by window."""
        words = {"called": "请办理", "serving": "办理中"}
        found: list[str] = []
        for desk in self.desks:
            code, panel = desk.code, desk.panel
            number, state = held.get(code, ("", ""))
            wanted = {number, words[state]} if number else {"请等候"}
            if not panel.wait_until(
                lambda lines, wanted=wanted: all(any(word in line for line in lines) for word in wanted),
                patience_seconds,
            ):
                found.append(f"{code} shows {panel.lines()}, not {wanted}")
        return found

    def close(self) -> None:
        for desk in self.desks:
            desk.close()
