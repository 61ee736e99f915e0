"""`hall-node CONFIG`: the program on the small computer at a section's windows.

It ends cleanly within two seconds of SIGTERM or SIGINT, with exit code 0; with 2 when its file is of no use; and with 1
when it met a mistake of its own, so that the process supervisor starts it anew. The log goes to stderr.
"""

import argparse
import gc
import logging
import signal
import sys
import threading
from collections.abc import Sequence
from pathlib import Path

from broker.client import MqttBus
from hardware.nodes import Node
from hardware.settings import BadSettingsError, NodeSettings

log = logging.getLogger("hall-node")

EXIT_MISTAKE = 1
EXIT_SETTINGS = 2
_SWITCH_SECONDS = 0.0005


class _End:
    """Why and when the program ends; set from signals and from threads that died."""

    def __init__(self) -> None:
        self.code = 0
        self.asked = threading.Event()

    def by_signal(self, number: int, _frame: object) -> None:
        """End cleanly."""
        log.info("ended by %s", signal.Signals(number).name)
        self.asked.set()

    def by_mistake(self, dead: threading.ExceptHookArgs) -> None:
        """End loudly: half a node would look like a whole one."""
        name = dead.thread.name if dead.thread is not None else "a thread"
        log.critical("%s died: the node ends", name, exc_info=dead.exc_value)
        self.code = EXIT_MISTAKE
        self.asked.set()


def main(arguments: Sequence[str] | None = None) -> int:
    """Run until told to end; gives the exit code."""
    parser = argparse.ArgumentParser(
        prog="hall-node", description="Ties the devices at a section's windows to the hall."
    )
    parser.add_argument("config", type=Path, metavar="CONFIG", help="the node's TOML file")
    parser.add_argument("--verbose", action="store_true", help="log more")
    options = parser.parse_args(arguments)
    logging.basicConfig(
        stream=sys.stderr,
        level=logging.DEBUG if options.verbose else logging.INFO,
        format="%(asctime)s %(levelname)s %(threadName)s %(name)s: %(message)s",
    )
    try:
        settings = NodeSettings.read(options.config)
    except BadSettingsError as error:
        sys.stderr.write(f"{error}\n")
        return EXIT_SETTINGS
    return _run(settings)


def _run(settings: NodeSettings) -> int:
    end = _End()
    threading.excepthook = end.by_mistake
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, end.by_signal)
    try:
        bus = MqttBus(settings.broker)
        node = Node(settings, bus)
    except OSError as error:
        # a password file that cannot be read, a page's address that is taken
        log.critical("cannot start: %s", error)
        return EXIT_SETTINGS
    # a call must not wait 5 ms for another thread's turn: there are dozens, and each does little
    sys.setswitchinterval(_SWITCH_SECONDS)
    # nor for the collector to look once more through what stays as long as the program
    gc.collect()
    gc.freeze()
    node.start()
    bus.connect()
    log.info(
        "%s: %d devices, broker %s:%d", bus.client, len(settings.devices), settings.broker.host, settings.broker.port
    )
    end.asked.wait()
    node.stop()
    bus.close()
    return end.code


if __name__ == "__main__":
    sys.exit(main())
