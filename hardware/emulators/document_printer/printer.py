"""A page printer on the network: CUPS's `ippeveprinter` as its electronics, our engine as its mechanism.

It listens on loopback alone. It does not start without a D-Bus, so it gets a private one; nothing is announced.
"""

import shlex
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

from hardware.emulators.document_printer.mechanism import (
    FAILING,
    MIDWAY,
    REASONS,
    STATE_JOB,
    UNPLUGGED,
    Mechanism,
    PrintedDocument,
)
from hardware.emulators.document_printer.programs import DidNotStart, answers, end, free_port, note, spawn, until
from hardware.links.http_post import post
from hardware.ports.faults import DeviceError
from hardware.protocols import ipp
from hardware.protocols.ipp import Attribute, Group, Operation, Tag

HOST = "localhost"
_START_SECONDS = 10.0
_TELL_SECONDS = 5.0
_BUS = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig><type>session</type><listen>unix:path={socket}</listen><auth>EXTERNAL</auth>
<policy context="default"><allow eavesdrop="true"/>
<allow send_destination="*" eavesdrop="true"/><allow own="*"/></policy></busconfig>
"""


class PagePrinterEmulator:
    """One printer. `printer_url` is its own address; a queue of a spooler leads to it."""

    faults: tuple[str, ...] = (UNPLUGGED, "silent", FAILING, *REASONS, *MIDWAY)

    def __init__(self, folder: Path, *, name: str, port: int | None = None, seconds_per_sheet: float = 0.0) -> None:
        """Switch it on. Raises `DidNotStart`."""
        self._folder = folder
        self._name = name
        self._port = port or free_port()
        self._seconds = seconds_per_sheet
        self.mechanism = Mechanism(folder / "body")
        self.mechanism.set_up()
        self.broken: frozenset[str] = frozenset()
        self._write()
        self._bus = self._start_bus()
        try:
            self._program = self._start()
            note(folder, self._program, self._bus)
        except DidNotStart:
            end(self._bus)
            raise

    @property
    def printer_url(self) -> str:
        """Where the printer itself is."""
        return f"ipp://{HOST}:{self._port}/ipp/print"

    @property
    def documents(self) -> tuple[PrintedDocument, ...]:
        """What lies in the tray, the newest last."""
        return self.mechanism.documents

    def wait_for_documents(self, count: int, timeout_seconds: float = 10.0) -> tuple[PrintedDocument, ...]:
        """Wait until so many documents, whole or spoilt, have come out; gives what has come by then."""
        until(lambda: len(self.documents) >= count, timeout_seconds)
        return self.documents

    def print_slowly(self, seconds_per_sheet: float) -> None:
        """Let a sheet take so long."""
        self._seconds = seconds_per_sheet
        self._write()

    def break_(self, fault: str) -> None:
        """Begin a fault. Raises ValueError for one that it does not know."""
        if fault not in self.faults:
            raise ValueError(f"no fault {fault}; there are: {', '.join(self.faults)}")
        self.broken |= {fault}
        self._write()
        if fault == UNPLUGGED:
            end(self._program)
        elif fault == "silent":
            self._program.send_signal(signal.SIGSTOP)
        else:
            self._say_how_it_is()

    def fix(self) -> None:
        """End every fault."""
        was, self.broken = self.broken, frozenset()
        self._write()
        if "silent" in was:
            with suppress(ProcessLookupError):
                self._program.send_signal(signal.SIGCONT)
        if self._program.poll() is not None:
            self._program = self._start()
            note(self._folder, self._program, self._bus)
        self._say_how_it_is()

    def close(self) -> None:
        """Switch it off for good."""
        end(self._program)
        end(self._bus)

    def _write(self) -> None:
        self.mechanism.write(self.broken - {UNPLUGGED, "silent"}, seconds_per_sheet=self._seconds)

    def _say_how_it_is(self) -> None:
        """Let the printer say it, and be idle again unless a document is being printed.

        Between jobs only a job can change what it says; while one runs, that one's engine says it.
        """
        want = {reason for fault, reason in REASONS.items() if fault in self.broken}
        until(lambda: self._says(want) or not self._told(), _TELL_SECONDS)

    def _told(self) -> bool:
        """Send the job that prints nothing. Always True: whether it was taken is seen by what the printer says."""
        with suppress(DeviceError):
            self._ask(
                Operation.PRINT_JOB,
                Attribute("requesting-user-name", Tag.NAME, ("mechanism",)),
                Attribute("job-name", Tag.NAME, (STATE_JOB,)),
                Attribute("document-format", Tag.MIME_TYPE, ("application/pdf",)),
                data=b"%PDF-1.7\n",
            )
        until(lambda: not self._busy_with_telling(), _TELL_SECONDS)
        return True

    def _says(self, want: set[str]) -> bool:
        with suppress(DeviceError):
            said = self._ask(Operation.GET_PRINTER_ATTRIBUTES).first(Group.PRINTER)
            words = {str(reason).rsplit("-", 1)[0] for reason in said.get("printer-state-reasons", ())}
            return words & set(REASONS.values()) == want
        return False

    def _busy_with_telling(self) -> bool:
        with suppress(DeviceError):
            asked = Attribute("requested-attributes", Tag.KEYWORD, ("job-name", "job-state"))
            which = Attribute("which-jobs", Tag.KEYWORD, ("not-completed",))
            jobs = self._ask(Operation.GET_JOBS, asked, which).groups
            return any(found.get("job-name") == (STATE_JOB,) for kind, found in jobs if kind == Group.JOB)
        return False

    def _ask(self, operation: Operation, *attributes: Attribute, data: bytes = b"") -> ipp.Answer:
        body = ipp.request(operation, 1, self.printer_url, *attributes, data=data)
        raw = post(self.printer_url, body, content_type="application/ipp", device=self._name, timeout_seconds=2.0)
        return ipp.answer(raw)

    def _start_bus(self) -> subprocess.Popen[bytes]:
        where = self._folder / "bus"
        config = self._folder / "bus.conf"
        config.write_text(_BUS.format(socket=where), encoding="utf-8")
        where.unlink(missing_ok=True)
        program = spawn(["dbus-daemon", f"--config-file={config}", "--nofork", "--nopidfile"], self._folder / "bus.log")
        if not until(where.exists, _START_SECONDS):
            end(program)
            raise DidNotStart("dbus-daemon")
        return program

    def _start(self) -> subprocess.Popen[bytes]:
        spool = self._folder / "spool"
        spool.mkdir(exist_ok=True)
        engine = self._folder / "engine"
        root = Path(__file__).parents[3]
        words = [sys.executable, "-m", "hardware.emulators.document_printer.engine"]
        words += [str(self.mechanism.folder), self.printer_url]
        engine.write_text(
            f'#!/bin/sh\ncd {shlex.quote(str(root))} || exit 1\nexec {shlex.join(words)} "$1"\n', encoding="utf-8"
        )
        engine.chmod(0o700)
        command = ["ippeveprinter", "-r", "off", "-n", HOST, "-p", str(self._port), "-d", str(spool)]
        command += ["-f", "application/pdf", "-c", str(engine), "--no-web-forms", self._name]
        program = spawn(
            command, self._folder / "printer.log", DBUS_SYSTEM_BUS_ADDRESS=f"unix:path={self._folder / 'bus'}"
        )
        if not until(lambda: answers(self._port), _START_SECONDS):
            end(program)
            raise DidNotStart("ippeveprinter")
        return program
