"""What the watch of a kiosk forks: one process with its window; and what is imported once for all of them."""

import importlib
import os
import resource
import signal
import socket
import sys
from collections.abc import Callable

from kiosk.app.line import Handover, Line
from kiosk.app.machine import Machine
from kiosk.app.panel import panel_of
from kiosk.effects.catalogue import read_copy
from kiosk.screens.surface.environment import configure, prepare
from kiosk.settings import KioskSettings

_KIVY = ("kivy.app", "kivy.core.text", "kivy.graphics", "kivy.graphics.opengl", "kivy.uix.widget")
"""All of Kivy that opens no window."""

_DRIVERS = {
    "card_reader": ("hardware.drivers.card_reader",),
    "ticket_printer": ("hardware.drivers.ticket_printer", "hardware.protocols.glyphs"),
    "camera": ("hardware.drivers.camera",),
    "document_printer": ("hardware.drivers.document_printer",),
}
_GENTLE = 10
_NORMAL_MAY_RETURN = 20
"""RLIMIT_NICE with which a process may go back to the usual priority: 20 less the nice value 0."""


def import_kivy(settings: KioskSettings) -> None:
    """Prepare the kiosk's folder and Kivy; no window is opened. Raises OSError."""
    settings.state_dir.mkdir(parents=True, exist_ok=True)
    prepare(settings.state_dir / "kivy", headless=settings.display == "headless")
    configure(panel_of(settings), fullscreen=settings.display == "fullscreen")
    for name in _KIVY:
        importlib.import_module(name)


def drivers(settings: KioskSettings) -> tuple[str, ...]:
    """Name the modules that drive what is built in: with them a spare has its devices at once."""
    # a library of numbers that starts threads when it is imported would not survive a fork
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    built_in = (names for device, names in _DRIVERS.items() if getattr(settings.devices, device) is not None)
    return tuple(name for names in built_in for name in names)


def work(settings: KioskSettings, door: socket.socket | None) -> Callable[[Line, bool], int]:
    """Give the work of one process: with its line, and whether it is a spare; it comes to an exit code."""

    def run(line: Line, spare: bool) -> int:  # noqa: FBT001 - the watch calls it with one
        if not spare:
            machine = Machine(settings, line, door)
            signal.signal(signal.SIGTERM, lambda _number, _frame: machine.stop())
            machine.run(None)
            return 0
        signal.signal(signal.SIGTERM, lambda _number, _frame: os._exit(0))
        _be_gentle()
        read = read_copy(settings.catalogue_copy, settings.hot)
        taken = _wait_for_the_screen(line)
        if taken is None:
            return 0
        # the window comes now: a second one kept ready would cost more memory than it saves time
        machine = Machine(settings, line, door, read)
        machine.warm_up()
        signal.signal(signal.SIGTERM, lambda _number, _frame: machine.stop())
        machine.run(taken)
        return 0

    return run


def _wait_for_the_screen(line: Line) -> Handover | None:
    """Give what the last process left; None when the watch has gone."""
    return next((said.handover for said in line.hear() if said.word == "take"), None)


def _be_gentle() -> None:
    """Leave the processor to the visitor while warming up, where the watch can call us back (`watch.hurry`)."""
    if sys.platform != "linux" or os.nice(0) != 0:
        return
    limit = resource.getrlimit(resource.RLIMIT_NICE)[0]
    if os.geteuid() != 0 and limit != resource.RLIM_INFINITY and limit < _NORMAL_MAY_RETURN:
        return
    os.nice(_GENTLE)
