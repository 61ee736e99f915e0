"""`hall-caller CONFIG`: the only wiring of the hall's controller, its journal, the bus and the console.

When everything answers it prints one line `ready {…}` with the ports. It ends on SIGTERM; it ends loudly when the
journal cannot be written or a thread dies of a defect: its supervisor starts it again, and it comes back from the
journal.
"""

import argparse
import json
import logging
import os
import signal
import sys
import threading
from datetime import timedelta
from pathlib import Path

from broker.catalogue import CatalogueBroken, load
from broker.client import MqttBus
from broker.sealed import HallSealer
from caller.adapters.bus import BusPublisher, HallOnBus
from caller.adapters.case_systems import CaseSystems
from caller.adapters.clock import SystemClock
from caller.adapters.journal import SqlJournal
from caller.adapters.rig_door import ClockDoor
from caller.adapters.visitors import Visitors
from caller.application.cases.marks import Marks
from caller.application.controller import Controller, restore
from caller.console.accounts import Accounts
from caller.console.app import create_app
from caller.console.serving import RunningConsole, serve
from caller.domain.hall import Hall
from caller.settings import BadSettingsError, CallerSettings

log = logging.getLogger("hall-caller")

_LINES_EVERY_SECONDS = 0.1
"""How often kiosks and boards are told of lines at most."""


class Program:
    """Everything that runs in one process."""

    def __init__(self, settings: CallerSettings, clock: SystemClock, *, rehearsing: bool = False) -> None:
        """Open the journal and bring the hall back from it. Raises `CatalogueBroken` and what a missing file raises."""
        self.settings = settings
        self.clock = clock
        catalogue = load(settings.catalogue)
        self.journal = SqlJournal(settings.database_url, settings.broker.hall, now=clock.now())
        snapshot = self.journal.newest_snapshot()
        hall = Hall(catalogue, snapshot[1] if snapshot else None)
        recent = restore(hall, self.journal, snapshot[0] if snapshot else 0)
        self.bus = MqttBus(settings.broker)
        self.controller = Controller(
            hall=hall,
            code=settings.broker.hall,
            journal=self.journal,
            publisher=BusPublisher(self.bus),
            clock=clock,
            snapshot_at=snapshot[0] if snapshot else 0,
            lines_every_seconds=_LINES_EVERY_SECONDS,
        )
        self.controller.remember(recent)
        sealer = HallSealer(settings.secrets.hall_key.read_text(encoding="utf-8").strip())
        secret = bytes.fromhex(settings.secrets.visitor_secret.read_text(encoding="utf-8").strip())
        visitors = Visitors(sealer, secret)
        self._marks = Marks(secret)
        self.cases = self._case_systems(visitors, secret)
        applications = self.cases.applications if self.cases else None
        self._on_bus = HallOnBus(self.bus, self.controller, visitors, clock, applications, rehearsing=rehearsing)
        self._accounts = Accounts.load(settings.secrets.accounts)
        # daemon: when a port is taken at start the process must end, not live on without doors
        self._thread = threading.Thread(target=self.controller.run, name="controller", daemon=True)

    def _case_systems(self, visitors: Visitors, secret: bytes) -> CaseSystems | None:
        if self.settings.cases is None:
            return None
        return CaseSystems.open(
            self.settings.cases,
            hall=self.settings.broker.hall,
            controller=self.controller,
            visitors=visitors,
            clock=self.clock,
            secret=secret,
            public_url=self.settings.console.public_url or "",
        )

    def start(self) -> RunningConsole:
        """Start the controller, then the bus, then the console."""
        if self.cases is not None:
            self.cases.begin(self.journal)
        self._thread.start()
        self._on_bus.listen()
        self.bus.connect()
        if self.cases is not None:
            self.cases.applications.warm_up()
        app = create_app(
            self.controller,
            self._accounts,
            catalogue=self.controller.catalogue,
            sessions_path=self.settings.secrets.sessions,
            clock=SystemClock().now,
            marks=self._marks,
        )
        return serve(app, self.settings.console.port, host=self.settings.console.host)

    def stop(self, console: RunningConsole) -> None:
        """Stop from the edge inwards: nobody may ask any more, what was asked is done, the journal is closed."""
        console.stop()
        if self.cases is not None:
            self.cases.close()
        self.controller.stop()
        self._on_bus.leave()
        self.bus.close()
        self._thread.join(5.0)
        self.journal.close()


def main() -> None:
    """Run until SIGTERM or SIGINT. Exit code 2 for a file that cannot be used."""
    arguments = _arguments()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s", stream=sys.stderr)
    threading.excepthook = _die
    clock = SystemClock(timedelta(seconds=arguments.clock_offset_seconds))
    try:
        program = Program(CallerSettings.read(arguments.config), clock, rehearsing=arguments.rig_port is not None)
    except (BadSettingsError, CatalogueBroken, FileNotFoundError) as error:
        sys.stderr.write(f"hall-caller: {error}\n")
        sys.exit(2)
    stopping = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda _number, _frame: stopping.set())
    console = program.start()
    door = None
    if arguments.rig_port is not None:
        pages = program.cases.pages if program.cases else {}
        door = ClockDoor(clock, arguments.rig_port, program.controller.clock_moved, pages)
    ports = {"console_port": console.port, "rig_port": door.port if door else None}
    sys.stdout.write(f"ready {json.dumps(ports)}\n")
    sys.stdout.flush()
    stopping.wait()
    if door is not None:
        door.close()
    program.stop(console)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="hall-caller", description="The controller of one hall and its web console.")
    parser.add_argument("config", type=Path, metavar="CONFIG", help="the caller's TOML file")
    parser.add_argument("--rig-port", type=int, help="open a loopback door for the clock; 0 takes a free port")
    parser.add_argument("--clock-offset-seconds", type=float, default=0.0, help="how far from this machine's clock")
    return parser.parse_args()


def _die(fault: threading.ExceptHookArgs) -> None:
    """End at once: a writer that could not write has told nobody anything, and must not go on."""
    log.critical(
        "%s has died, the process ends",
        fault.thread.name if fault.thread else "a thread",
        exc_info=(fault.exc_type, fault.exc_value or fault.exc_type(), fault.exc_traceback),
    )
    os._exit(1)


if __name__ == "__main__":
    main()
