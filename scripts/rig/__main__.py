"""`scripts/run`: starts a whole hall on this machine, keeps it running until Ctrl-C. Only the command line is here."""

import argparse
import signal
import sys
from pathlib import Path

from broker.catalogue import CatalogueBroken
from broker.mosquitto import PasswordsNotHashed
from scripts.rig.configs import CATALOGUE
from scripts.rig.plan import UnknownPlace
from scripts.rig.running import NoDisplay, NoMosquitto, NoSpooler, Options, RunningHall
from scripts.rig.state import DEFAULT_STATE, AlreadyRunning, NotOurFolder


def main() -> int:
    """Run a hall. Exit codes: 0 ended as asked, 1 could not be started, 2 wrong usage."""
    options = _options()
    try:
        hall = RunningHall(options)
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda _number, _frame: hall.stop())
        hall.run()
    except UnknownPlace as unknown:
        print(f"run: {unknown}", file=sys.stderr)
        return 2
    except (
        AlreadyRunning,
        NotOurFolder,
        NoDisplay,
        NoMosquitto,
        NoSpooler,
        PasswordsNotHashed,
        CatalogueBroken,
        OSError,
    ) as fault:
        print(f"run: {fault}", file=sys.stderr)
        return 1
    return 0


def _options() -> Options:
    parser = argparse.ArgumentParser(
        prog="scripts/run", description="A whole hall on this machine, with emulated devices. Ctrl-C ends it."
    )
    add = parser.add_argument
    add("--state", type=Path, default=DEFAULT_STATE, metavar="DIR", help=f"the hall's folder ({DEFAULT_STATE})")
    add("--with", dest="extra", default="", metavar="K06,W57", help="more kiosks and windows")
    add("--all", dest="everything", action="store_true", help="every kiosk and window of the catalogue")
    add("--fresh", action="store_true", help="forget the hall that was: journal, numbers, passwords")
    add("--catalogue", type=Path, default=CATALOGUE, metavar="DIR", help="another hall's files (config/hall)")
    add("--now", action="store_true", help="the real time, not the hall's own")
    add("--kiosk-window", default="", metavar="K05", help="show these kiosks in windows on this machine's screen")
    add("--ready-file", type=Path, metavar="F", help="write addresses and logins there when all is up")
    given = parser.parse_args()
    return Options(
        state=given.state.expanduser().absolute(),
        extra=_codes(given.extra),
        everything=given.everything,
        fresh=given.fresh,
        real_time=given.now,
        windows=_codes(given.kiosk_window),
        catalogue=given.catalogue.expanduser().absolute(),
        ready_file=given.ready_file.expanduser().absolute() if given.ready_file else None,
    )


def _codes(text: str) -> tuple[str, ...]:
    return tuple(code.strip().upper() for code in text.split(",") if code.strip())


if __name__ == "__main__":
    sys.exit(main())
