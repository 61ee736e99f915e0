"""The rig's process: plugs every emulator in, serves its page, signs the rig's staff in, and says when the hall is up.

It speaks to its supervisor on standard output: `waiting […]`, `ready {…}`, `order {…}`. It ends on SIGTERM.
"""

import json
import logging
import signal
import sys
import threading
import time
from collections.abc import Sequence
from pathlib import Path
from uuid import uuid4
from zoneinfo import ZoneInfo

import uvicorn

from broker.catalogue import Catalogue, load
from broker.client import MqttBus
from broker.terms import CounterCode, StaffNo
from scripts.rig.host.acceptance import Acceptance
from scripts.rig.host.api import RigApi
from scripts.rig.host.approvers import Approvers
from scripts.rig.host.case_routes import CaseRoutes
from scripts.rig.host.console import Console
from scripts.rig.host.doors import HallClockDoor, KioskDoors, SandboxDoor
from scripts.rig.host.eyes import Eyes
from scripts.rig.host.faults import Faults
from scripts.rig.host.hall_clock import HallClock
from scripts.rig.host.hall_view import HallView
from scripts.rig.host.hands import Hands
from scripts.rig.host.pages import Pages
from scripts.rig.host.refusals import RigRefusal
from scripts.rig.host.retained import Retained
from scripts.rig.host.sandboxes import Sandboxes
from scripts.rig.host.settings import RigSettings
from scripts.rig.host.table import Table
from scripts.rig.orders import Order, order_line
from scripts.rig.state import read_json

log = logging.getLogger("rig")

_WAITING_SECONDS = 5.0
_LOOK_SECONDS = 0.1
_GRACE_SECONDS = 1


class Rig:
    """Everything in this process."""

    def __init__(self, settings: RigSettings) -> None:
        """Plug every device in. Raises `CatalogueBroken`, `DidNotStart`, OSError."""
        self.settings = settings
        self.catalogue = load(settings.catalogue)
        self._lines = threading.Lock()
        self.bus = MqttBus(settings.broker, last_will=False)
        self.retained = Retained(self.bus, time.monotonic)
        table = Table(settings.devices, settings.pages_folder)
        kiosks = KioskDoors(settings.kiosk_doors)
        logins = read_json(settings.logins_file) or {}
        self.console = Console(settings.console_url, logins, lambda: uuid4().hex)
        hands = Hands(table, self.catalogue, kiosks, self.console, self.retained, time.monotonic)
        eyes = Eyes(table, self.catalogue, kiosks, self.console, self.retained, settings.paper_folder)
        faults = Faults(
            table,
            self.retained,
            settings.clients,
            settings.children_file,
            self._order,
            Sandboxes(SandboxDoor(settings.clock_door)),
            settings.spooler_port,
        )
        clock = HallClock(HallClockDoor(settings.clock_door), ZoneInfo(self.catalogue.hall.timezone), self._order)
        view = HallView(table, self.catalogue, hands, faults, clock, settings.console_url)
        self.api = RigApi(hands, eyes, faults, clock, view, Pages(table, settings.paper_folder), self._cases(clock))
        self.hands = hands
        self.table = table

    def _cases(self, clock: HallClock) -> CaseRoutes:
        key = self.settings.hall_public_key
        acceptance = Acceptance(self.bus, self.catalogue, key, clock.now, lambda: uuid4().hex)
        return CaseRoutes(acceptance, Approvers(self.catalogue, self.console))

    def say(self, line: str) -> None:
        """Tell the supervisor one line."""
        with self._lines:
            sys.stdout.write(f"{line}\n")
            sys.stdout.flush()

    def open_the_hall(self) -> None:
        """Wait until every program is online, sit the staff down where nobody sits, and say that the hall is up."""
        self._wait_for_programs()
        for counter, no in staff_for(self.catalogue, self.settings.staffed):
            try:
                self.hands.badge(no, counter)
            except RigRefusal as refusal:
                log.info("%s stays away from %s: %s", no, counter, refusal)  # somebody sits there since yesterday
        self.say(f"ready {json.dumps({'port': self.settings.port})}")

    def _wait_for_programs(self) -> None:
        patience = time.monotonic() + _WAITING_SECONDS
        while missing := self._missing():
            if time.monotonic() > patience:
                patience += _WAITING_SECONDS
                self.say(f"waiting {json.dumps(missing)}")
            time.sleep(_LOOK_SECONDS)

    def _missing(self) -> list[str]:
        offline = self.retained.offline(self.settings.clients)
        doors = [kiosk for kiosk in self.settings.kiosk_doors if kiosk not in offline and not self._shows(kiosk)]
        return [*offline, *doors] or ([] if self.console.is_there() else ["the console"])

    def _shows(self, kiosk: str) -> bool:
        try:
            return bool(self.hands.kiosks.texts(kiosk).get("texts"))
        except RigRefusal:
            return False

    def _order(self, order: Order) -> None:
        self.say(order_line(order))


def staff_for(catalogue: Catalogue, counters: Sequence[CounterCode]) -> list[tuple[CounterCode, StaffNo]]:
    """Choose one person for every window: the first who may serve it and sits nowhere yet, substitutes last."""
    seated: list[tuple[CounterCode, StaffNo]] = []
    people = sorted(catalogue.staff_members, key=lambda member: member.substitute)
    for counter in counters:
        taken = {no for _, no in seated}
        found = next((one.no for one in people if counter in one.windows and one.no not in taken), None)
        if found is not None:
            seated.append((counter, found))
    return seated


def main() -> None:
    """Run until SIGTERM."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s", stream=sys.stderr)
    settings = RigSettings.model_validate_json(Path(sys.argv[1]).read_bytes())
    rig = Rig(settings)
    config = uvicorn.Config(
        rig.api.app(),
        host="127.0.0.1",
        port=settings.port,
        log_level="warning",
        access_log=False,
        lifespan="off",
        ws="none",
        timeout_graceful_shutdown=_GRACE_SECONDS,
    )
    server = uvicorn.Server(config)
    signal.signal(signal.SIGTERM, lambda _number, _frame: setattr(server, "should_exit", True))
    rig.bus.connect()
    threading.Thread(target=rig.open_the_hall, name="opening", daemon=True).start()
    try:
        server.run()
    finally:
        rig.table.close()
        rig.bus.close()


if __name__ == "__main__":
    main()
