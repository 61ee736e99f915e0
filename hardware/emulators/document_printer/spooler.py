"""A print spooler of our own: CUPS's `cupsd` on loopback, with one queue for each printer, away from the system's.

The queues pass PDF through as it is (these printers take PDF); a hall whose printers want raster sets its queues up as
"everywhere" ones with cups-filters. Runs as an ordinary user or as root.
"""

import getpass
import grp
import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

from hardware.emulators.document_printer.programs import DidNotStart, answers, end, free_port, spawn, until

_START_SECONDS = 10.0
_SYSTEM = Path("/usr/lib/cups")
_SERVER = """Listen 127.0.0.1:{port}
Browsing Off
WebInterface No
DefaultAuthType None
LogLevel warn
MaxLogSize 1m
JobRetryInterval 1
JobRetryLimit 1
ErrorPolicy retry-current-job
PreserveJobFiles No
PreserveJobHistory 3600
<Location />
  Order allow,deny
  Allow 127.0.0.1
</Location>
<Policy default>
  JobPrivateAccess all
  JobPrivateValues none
  SubscriptionPrivateAccess all
  SubscriptionPrivateValues none
  <Limit All>
    Order deny,allow
  </Limit>
</Policy>
"""
_FILES = """ServerRoot {root}/etc
ServerBin {root}/bin
DataDir /usr/share/cups
CacheDir {root}/cache
StateDir {root}/state
RequestRoot {root}/spool
TempDir {root}/spool/tmp
AccessLog {root}/access.log
ErrorLog {root}/error.log
PageLog {root}/page.log
SystemGroup root
User {user}
Group {group}
"""
_QUEUE = """<Printer {name}>
Info {name}
DeviceURI {url}?contimeout=2&waitjob=true&waitprinter=true
State Idle
Accepting Yes
Shared No
ErrorPolicy retry-current-job
OpPolicy default
</Printer>
"""


def queue_url(port: int, name: str) -> str:
    """Give the address of a queue of the spooler on this port."""
    return f"ipp://127.0.0.1:{port}/printers/{name}"


def lay_out(root: Path, queues: Mapping[str, str], *, port: int) -> list[str]:
    """Write everything a spooler needs into its folder; gives the command that runs it. Raises OSError.

    `queues` are the printers' own `ipp://` addresses by queue name.
    """
    for name in ("etc", "bin/backend", "bin/filter", "bin/daemon", "cache", "state", "spool/tmp"):
        (root / name).mkdir(parents=True, exist_ok=True)
    backend = root / "bin" / "backend" / "ipp"
    shutil.copyfile(_SYSTEM / "backend" / "ipp", backend)
    # Debian's own is for root alone; with 0700 it runs as whoever runs the spooler, who owns the files
    backend.chmod(0o700)
    shutil.copyfile(_SYSTEM / "daemon" / "cups-exec", root / "bin" / "daemon" / "cups-exec")
    (root / "bin" / "daemon" / "cups-exec").chmod(0o755)
    user, group = _user()
    etc = root / "etc"
    (etc / "cupsd.conf").write_text(_SERVER.format(port=port), encoding="utf-8")
    (etc / "cups-files.conf").write_text(_FILES.format(root=root, user=user, group=group), encoding="utf-8")
    text = "".join(_QUEUE.format(name=name, url=url) for name, url in queues.items())
    (etc / "printers.conf").write_text(text, encoding="utf-8")
    return ["cupsd", "-f", "-c", str(etc / "cupsd.conf"), "-s", str(etc / "cups-files.conf")]


class PrintSpooler:
    """A spooler with queues, from `ipp://` address by queue name."""

    def __init__(self, folder: Path, queues: Mapping[str, str], *, port: int | None = None) -> None:
        """Start it. Raises `DidNotStart`."""
        self._folder = folder
        self.port = port or free_port()
        self._command = lay_out(folder, queues, port=self.port)
        self._program = self._start()

    def queue_url(self, name: str) -> str:
        """Give the address of a queue."""
        return queue_url(self.port, name)

    def stop(self) -> None:
        """Stop the spooler; what waits in it stays on disk."""
        end(self._program)

    def start(self) -> None:
        """Start it again. Raises `DidNotStart`."""
        self._program = self._start()

    def close(self) -> None:
        """Stop it for good."""
        self.stop()

    def _start(self) -> subprocess.Popen[bytes]:
        program = spawn(self._command, self._folder / "cupsd.log")
        if not until(lambda: answers(self.port), _START_SECONDS):
            end(program)
            raise DidNotStart("cupsd")
        return program


def _user() -> tuple[str, str]:
    """Who the spooler's helpers run as: root may not be named there, so Debian's own `lp` stands in for it."""
    if os.geteuid() == 0:
        return "lp", "lp"
    return getpass.getuser(), grp.getgrgid(os.getgid()).gr_name
