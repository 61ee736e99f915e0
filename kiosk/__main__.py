"""`hall-kiosk CONFIG`: one kiosk. `--rig-port N` opens a loopback door for the rig; without it there is none.

The program is a watch over two processes: one has the screen, the other takes it when a visit with a card has ended.
"""

import argparse
import logging
import os
import sys
from pathlib import Path

from kiosk.settings import SettingsBroken, read


def main() -> int:
    """Run a kiosk until it is told to stop. Returns 2 when its file cannot be used."""
    parser = argparse.ArgumentParser(prog="hall-kiosk", description="One touchscreen of a hall.")
    parser.add_argument("config", type=Path, help="the kiosk's own file (config/kiosk.toml is an example)")
    parser.add_argument(
        "--rig-port", type=int, metavar="N", help="open a loopback door for the rig; 0 takes a free port"
    )
    parser.add_argument("--verbose", action="store_true", help="log what happens, not only what goes wrong")
    arguments = parser.parse_args()
    logging.basicConfig(
        level=logging.INFO if arguments.verbose else logging.WARNING,
        format="%(asctime)s %(levelname)s %(name)s: %(message)s",
    )
    try:
        settings = read(arguments.config)
    except SettingsBroken as broken:
        for reason in broken.reasons:
            print(f"{broken.path}: {reason}", file=sys.stderr)  # noqa: T201 - a program's word to who started it
        return 2
    # pypinyin's phrases would cost 40 MB; single characters with all their readings are what the search uses
    os.environ.setdefault("PYPINYIN_NO_PHRASES", "true")
    os.environ.setdefault("PYPINYIN_NO_DICT_COPY", "true")
    # what is imported from here on reads the environment
    from kiosk.app.memory import be_frugal  # noqa: PLC0415
    from kiosk.app.process import drivers, import_kivy, work  # noqa: PLC0415
    from kiosk.app.watch import Watch  # noqa: PLC0415
    from kiosk.effects.rig_door import listen  # noqa: PLC0415

    be_frugal()
    import_kivy(settings)
    door = None if arguments.rig_port is None else listen(arguments.rig_port)
    if door is not None:
        print(f"rig door: http://127.0.0.1:{door.getsockname()[1]}", flush=True)  # noqa: T201 - who asked for it reads it
    return Watch(work(settings, door), drivers(settings)).run()


if __name__ == "__main__":
    sys.exit(main())
