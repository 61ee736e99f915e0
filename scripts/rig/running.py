"""One hall on this machine from start to end: makes its files, starts its programs, keeps them and the clock going.

The rig's process says when the hall is up and what the supervisor must do for it (`ready`, `waiting`, `order` lines on
its standard output); everything else the programs settle among themselves.
"""

import contextlib
import json
import os
import shutil
import signal
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from queue import Empty
from random import SystemRandom
from typing import assert_never
from zoneinfo import ZoneInfo

from broker.catalogue import Catalogue, load
from scripts.rig import hall_time
from scripts.rig.children import Due, Ended, Program, Said, Stop, Supervisor
from scripts.rig.configs import CATALOGUE, ROOT, Configs, port_names
from scripts.rig.greeting import addresses, greeting
from scripts.rig.minting import mint_secrets
from scripts.rig.orders import HoldProgram, MoveClock, Order, ReleaseProgram, read_order
from scripts.rig.orphans import stop_orphans
from scripts.rig.plan import Plan, make_plan
from scripts.rig.ports import ClaimedPorts, claim_ports, is_answered
from scripts.rig.state import StateFolder, write_private

_BROKER, _SPOOLER = "broker", "spooler"
_PRINTING = ("cupsd", "ippeveprinter", "dbus-daemon")
_TICK_SECONDS = 2.0
_BROKER_SECONDS = 10.0


class NoMosquitto(Exception):
    """Raised when mosquitto is not installed or does not start. `log` is where it said why, if it did."""

    def __init__(self, log: Path | None = None) -> None:
        """Keep the log."""
        super().__init__(
            "mosquitto is not installed: run scripts/setup" if log is None else f"mosquitto does not start; see {log}"
        )
        self.log = log


class NoSpooler(Exception):
    """Raised when kiosks print pages and a program for it is not installed. `program` is its name."""

    def __init__(self, program: str) -> None:
        """Keep the program."""
        super().__init__(f"{program} is not installed: run scripts/setup")
        self.program = program


class NoDisplay(Exception):
    """Raised when a kiosk is wanted in a window and there is no screen to open one on."""

    def __init__(self) -> None:
        """Say so."""
        super().__init__("there is no screen here for --kiosk-window: neither DISPLAY nor WAYLAND_DISPLAY is set")


@dataclass(frozen=True, slots=True)
class Options:
    """What was asked for on the command line.

    `windows` are the kiosks to show on this machine's screen, `catalogue` is the folder of the hall's files.
    """

    state: Path
    extra: tuple[str, ...] = ()
    everything: bool = False
    fresh: bool = False
    real_time: bool = False
    windows: tuple[str, ...] = ()
    catalogue: Path = CATALOGUE
    ready_file: Path | None = None


class RunningHall:
    """The hall. `run` returns when it has ended."""

    def __init__(self, options: Options) -> None:
        """Take what was asked for; nothing is done yet."""
        self._began = time.monotonic()
        self._options = options
        self._state = StateFolder(options.state)
        self._supervisor = Supervisor()
        self._offset = timedelta()
        self._ports = ClaimedPorts({}, ())
        self._catalogue: Catalogue
        self._configs: Configs
        self._up = False

    def stop(self) -> None:
        """End the hall; may be called from a signal handler."""
        self._supervisor.happenings.put(Stop())

    def run(self) -> None:
        """Start everything and keep it running until `stop`.

        Raises `AlreadyRunning`, `NotOurFolder`, `UnknownPlace`, `NoDisplay`, `NoMosquitto`, `NoSpooler`,
        `CatalogueBroken`, `PasswordsNotHashed`, OSError; then nothing is left running.
        """
        if self._options.windows and not os.environ.keys() & {"DISPLAY", "WAYLAND_DISPLAY"}:
            raise NoDisplay
        self._catalogue = load(self._options.catalogue)
        extra = (*self._options.extra, *self._options.windows)
        plan = make_plan(self._catalogue, extra, everything=self._options.everything)
        held = self._state.lock()
        try:
            stop_orphans(self._state)
            self._prepare(plan)
            self._start(plan)
            self._keep()
        finally:
            self._supervisor.stop_all(_BROKER)
            self._state.address_file.unlink(missing_ok=True)
            self._state.children_file.unlink(missing_ok=True)
            self._ports.close()
            os.close(held)

    def _prepare(self, plan: Plan) -> None:
        self._state.prepare(fresh=self._options.fresh)
        if self._options.ready_file is not None:  # an old one would tell at once that the hall is up
            self._options.ready_file.unlink(missing_ok=True)
        self._ports = claim_ports(port_names(plan), self._state.root / "ports.json", SystemRandom())
        secrets = mint_secrets(self._catalogue, self._state.secrets)
        windows = frozenset(self._options.windows)
        folder = self._options.catalogue
        self._configs = Configs(self._state, self._catalogue, plan, self._ports.by_name, secrets, windows, folder)
        self._configs.write(run_broker_as="root" if os.geteuid() == 0 else None)
        if not self._options.real_time:
            zone = ZoneInfo(self._catalogue.hall.timezone)
            self._offset = hall_time.starting_time(self._state, zone) - datetime.now(UTC)

    def _start(self, plan: Plan) -> None:
        self._start_broker()
        if plan.page_printers:
            self._start_spooler()
        caller = self._configs.file("caller")
        clock_door = str(self._configs.ports["clock"])
        self._program(
            "caller", lambda: [*_python("caller"), str(caller), "--rig-port", clock_door, *self._offset_now()]
        )
        self._program("rig", lambda: [*_python("scripts.rig.host"), str(self._configs.rig_file)])
        for place in plan.kiosks:
            command = [*_python("kiosk"), str(self._configs.file(place.client))]
            command += ["--rig-port", str(self._configs.ports[place.client])]
            self._program(place.client, lambda command=command: command)
        for place in plan.nodes:
            command = [*_python("hardware"), str(self._configs.file(place.client))]
            self._program(place.client, lambda command=command: command)
        self._note()

    def _start_broker(self) -> None:
        mosquitto = _installed("mosquitto")
        if mosquitto is None:
            raise NoMosquitto
        command = [mosquitto, "-c", str(self._configs.broker_files.configuration)]
        self._program(_BROKER, lambda: command)
        deadline = time.monotonic() + _BROKER_SECONDS
        while not is_answered(self._configs.ports["broker"]):
            if time.monotonic() > deadline:
                raise NoMosquitto(self._log(_BROKER))
            time.sleep(0.02)

    def _start_spooler(self) -> None:
        for program in _PRINTING:
            if _installed(program) is None:
                raise NoSpooler(program)
        cupsd, *words = self._configs.lay_out_spooler()
        command = [_installed(cupsd) or cupsd, *words]
        self._program(_SPOOLER, lambda: command)

    def _program(self, name: str, command: Callable[[], Sequence[str]]) -> None:
        environment = os.environ | {"PYTHONUNBUFFERED": "1"}
        self._supervisor.start(Program(name, command, self._log(name), ROOT, environment))

    def _log(self, name: str) -> Path:
        return self._state.logs / f"{name}.log"

    def _offset_now(self) -> list[str]:
        return [f"--clock-offset-seconds={self._offset.total_seconds():.3f}"]

    # ------------------------------------------------------------------------------------------------ while it runs

    def _keep(self) -> None:
        seen = time.monotonic()
        while True:
            with contextlib.suppress(Empty):
                happening = self._supervisor.happenings.get(timeout=_TICK_SECONDS)
                if isinstance(happening, Stop):
                    break
                self._take(happening)
            if time.monotonic() - seen > _TICK_SECONDS:
                seen = time.monotonic()
                hall_time.remember(self._state, datetime.now(UTC) + self._offset)
        _say("run: ending the hall")
        hall_time.remember(self._state, datetime.now(UTC) + self._offset)

    def _take(self, happening: Said | Ended | Due) -> None:
        match happening:
            case Said(name="rig", line=line):
                self._heard_rig(line)
            case Said():
                return
            case Ended(name=name, code=code):
                pause = self._supervisor.ended(happening)
                if pause is not None:
                    _say(f"run: {name} has ended ({_how(code)}), starting it again; see {self._log(name)}")
                self._note()
            case Due(name=name):
                if self._supervisor.due(name):
                    self._note()
            case _:
                assert_never(happening)

    def _heard_rig(self, line: str) -> None:
        word, _, rest = line.partition(" ")
        match word:
            case "ready":
                self._is_up()
            case "waiting":
                _say(f"run: still waiting for {', '.join(json.loads(rest))}")
            case "order":
                self._obey(read_order(rest))
            case _:
                return

    def _obey(self, order: Order) -> None:
        match order:
            case MoveClock(offset_seconds=seconds):
                self._offset = timedelta(seconds=seconds)
                hall_time.remember(self._state, datetime.now(UTC) + self._offset)
            case HoldProgram(name=name, seconds=seconds, kill=kill):
                if name in self._supervisor.children:
                    _say(f"run: {name} is {'killed' if kill else 'stopped'} for {seconds:g} s, as asked")
                    self._supervisor.hold(name, seconds, kill=kill)
            case ReleaseProgram(name=name):
                if name in self._supervisor.children:
                    self._supervisor.release(name)
            case _:
                assert_never(order)
        self._note()

    def _is_up(self) -> None:
        """Say what to open: once; when the rig has come back later there is nothing new to say."""
        if self._up:
            return
        self._up = True
        now = (datetime.now(UTC) + self._offset).astimezone(ZoneInfo(self._catalogue.hall.timezone))
        facts = addresses(self._configs, now)
        text = json.dumps(facts, ensure_ascii=False, indent=1)
        write_private(self._state.address_file, text)
        _say(greeting(facts, self._catalogue, seconds=time.monotonic() - self._began))
        if self._options.ready_file is not None:
            write_private(self._options.ready_file, text)

    def _note(self) -> None:
        """Tell whoever looks which processes belong to the hall."""
        write_private(self._state.children_file, json.dumps(self._supervisor.processes(), indent=1))


def _installed(program: str) -> str | None:
    return shutil.which(program, path=f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin")


def _python(module: str) -> list[str]:
    return [sys.executable, "-m", module]


def _how(code: int) -> str:
    return f"exit code {code}" if code >= 0 else f"by {signal.Signals(-code).name}"


def _say(text: str) -> None:
    print(text, flush=True)
