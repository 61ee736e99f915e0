"""What every emulator can do: break on command and be fixed."""

import threading

from hardware.emulators.wire import Wire

EVERY_EMULATORS_FAULTS = ("unplugged", "silent", "garbage")


class Breakable:
    """The faults of one emulator on one wire. Several may hold at once; `fix` ends them all.

    `lock` guards an emulator's whole body: bytes come from the wire's thread, commands from the rig's.
    """

    faults: tuple[str, ...] = EVERY_EMULATORS_FAULTS

    def __init__(self) -> None:
        """Begin sound; the child sets `wire`."""
        self.lock = threading.RLock()
        self.broken: frozenset[str] = frozenset()
        self.wire: Wire

    @property
    def url(self) -> str:
        """What a driver opens."""
        return self.wire.url

    def break_(self, fault: str) -> None:
        """Begin a fault. Raises ValueError for one that this emulator does not know."""
        if fault not in self.faults:
            raise ValueError(f"no fault {fault}; there are: {', '.join(self.faults)}")
        with self.lock:
            self.broken |= {fault}
            self.on_faults_changed()
        if fault == "unplugged":
            self.wire.pull()

    def fix(self) -> None:
        """End every fault."""
        with self.lock:
            self.broken = frozenset()
            self.on_faults_changed()
        self.wire.plug()

    def close(self) -> None:
        """Take the emulator off its wire for good."""
        self.wire.close()

    def on_faults_changed(self) -> None:
        """Let the body follow `broken`; called with the lock held."""
