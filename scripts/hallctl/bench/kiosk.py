"""Bench `kiosk`: the real touchscreen program, drawing without a display and without a GPU, touched through its door.

First frame: from the start of the process until it answers what stands on its screen. The floor is the time another
Python needs to import Kivy with its window. A tap ends when the new screen is drawn: the door answers then, and what
its own question for the texts takes is taken off; once on the usual way, once over all screens, in a whole hall with
its printers, camera and sandboxes (`tour.py`). There E01 is played too, for how long its visitor waits (`errand.py`).
Memory is the proportional set size of its three processes: the watch, the one with the screen, the one that waits.
"""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from broker.catalogue import load
from broker.terms import ClientCode
from hardware.emulators.card_reader import SdtReaderEmulator
from scripts.hallctl.bench.changing import MOST_SECONDS as MOST_CHANGE
from scripts.hallctl.bench.changing import change_seconds, processes, wait_for_spare
from scripts.hallctl.bench.devices import REFERENCE
from scripts.hallctl.bench.door import Door
from scripts.hallctl.bench.errand import errands, measures_of
from scripts.hallctl.bench.greeting import greeting_seconds, reader_seconds
from scripts.hallctl.bench.measures import Measure, at_most, none_of, percentile, shown, within
from scripts.hallctl.bench.processes import Running
from scripts.hallctl.bench.stage import HALL, Stage
from scripts.hallctl.bench.tour import NIGHT_KIOSK, Tour, missed
from scripts.hallctl.bench.whole import whole_hall
from scripts.rig.toml_text import Value, toml_text

CLIENT = ClientCode("K01")
VISITS = 2_000
MOST_TIMES, MOST_TAP_MS, MOST_MEGABYTES, MOST_GROWTH = 3.0, 100.0, 200.0, 1.05
MOST_GREETING_MS = 1_000.0
"""Beyond what the reader itself takes."""
_STARTS = 3
_WARM_SHARE = 0.1
"""Memory of the first tenth of the visits is not judged: fonts and textures are made then."""
_ROOT = Path(__file__).parents[3]
_FONTS = _ROOT / ".cache" / "fonts"
_PATIENCE_SECONDS = 30.0
_VISIT = ("直接取号", "住房公积金", "结束")
"""The buttons of one visit, ending where it began."""
_FINISH = "结束"
_START = "没带身份证，直接取号"
_IMPORT = "import kivy.app, kivy.core.text, kivy.core.window"


def run(visits: int = VISITS) -> list[Measure]:
    """Run the bench: some minutes, most of them for the visits."""
    with tempfile.TemporaryDirectory(prefix="bench-kiosk-") as name:
        folder = Path(name)
        with Stage(folder / "stage", load(REFERENCE), REFERENCE) as stage:
            stage.start_broker()
            stage.start_caller()
            imports: list[float] = []
            frames: list[float] = []
            for at in range(_STARTS):
                imports.append(import_seconds(folder / f"kivy-{at}"))
                kiosk, _, seconds = start(stage)
                frames.append(seconds)
                kiosk.stop()
            kiosk, door, _ = start(stage)
            taps, megabytes = visit_often(kiosk, door, visits)
            kiosk.stop()
            greetings, changes = greet_often(stage)
        seen = see_all(folder / "whole")
    settled = megabytes[int(len(megabytes) * _WARM_SHARE) :]
    tenth = max(1, len(settled) // 10)
    reader = reader_seconds()
    beyond = median(greetings) - reader
    early, late = median(settled[:tenth]), median(settled[-tenth:])
    return [
        at_most(MOST_TIMES, "kiosk: first frame", median(frames), "s", median(imports), aim="2 s"),
        within(MOST_TAP_MS, "kiosk: tap to screen, p95", percentile(taps, 0.95) * 1000, "ms"),
        shown("kiosk: tap to screen, median", percentile(taps, 0.5) * 1000, "ms"),
        *seen,
        within(MOST_GREETING_MS, "kiosk: card to greeting beyond the reader's own", beyond * 1000, "ms"),
        shown("kiosk: the reader's own", reader * 1000, "ms"),
        within(MOST_CHANGE, "kiosk: visit's end to the next process, most", max(changes), "s"),
        shown("kiosk: visit's end to the next process, median", median(changes), "s"),
        within(MOST_MEGABYTES, "kiosk: memory of all its processes, most", max(megabytes), "MB"),
        at_most(MOST_GROWTH, f"kiosk: memory after {visits:,} visits", late, "MB", early),
    ]


def import_seconds(home: Path) -> float:
    """Give how long a new Python takes to import Kivy, without a display."""
    environment = {**os.environ, "KIVY_HOME": str(home), "KIVY_NO_ARGS": "1", "SDL_VIDEODRIVER": "offscreen"}
    began = time.monotonic()
    subprocess.run([sys.executable, "-c", _IMPORT], check=True, env=environment, capture_output=True)
    return time.monotonic() - began


def greet_often(stage: Stage) -> tuple[list[float], list[float]]:
    """Greet a card some times, end visits with one; give the seconds of the greetings and of the changes."""
    reader = SdtReaderEmulator()
    try:
        kiosk, door, _ = start(stage, reader.url)
        greetings = greeting_seconds(door, reader, _FINISH)
        changes = change_seconds(kiosk.pid, door, reader, _START, _FINISH)
        kiosk.stop()
    finally:
        reader.close()
    return greetings, changes


def see_all(folder: Path) -> list[Measure]:
    """Play E01 in a whole hall, then press everything that can be pressed there."""
    catalogue = load(REFERENCE)
    folder.mkdir()
    with whole_hall(folder, "--with", NIGHT_KIOSK) as hall:
        visits = errands(hall, catalogue)
        everywhere = Tour(hall, catalogue).walk()
    p95 = percentile(everywhere.taps, 0.95) * 1000
    return [
        within(MOST_TAP_MS, f"kiosk: tap to screen over {len(everywhere.steps)} kinds of screen, p95", p95, "ms"),
        none_of("kiosk: kinds of screen that no tap led to", len(missed(everywhere))),
        *measures_of(visits),
    ]


def start(stage: Stage, reader: str | None = None) -> tuple[Running, Door, float]:
    """Start a kiosk, with a card reader at `reader`; give its door and the seconds until its first frame was drawn."""
    broker = stage.settings(CLIENT)
    file = stage.folder / "kiosk.toml"
    reach = {"hall": HALL, "client": CLIENT, "port": broker.port, "password_file": str(broker.password_file)}
    settings: dict[str, Value] = {
        "code": CLIENT,
        "hall_public_key": stage.hall_public_key,
        "follow_url": "http://127.0.0.1/ticket",
        "state_dir": stage.folder / "kiosk",
        "fonts_dir": _FONTS,
        "display": "headless",
        "broker": reach,
        "devices": {} if reader is None else {"card_reader": {"driver": "sdt", "url": reader}},
    }
    file.write_text(toml_text(settings), encoding="utf-8")
    began = time.monotonic()
    kiosk = stage.start(
        Running.module("hall-kiosk", ["kiosk", str(file), "--rig-port", "0"], stage.folder / "kiosk.log")
    )
    door = Door(kiosk.first_line().split(": ", 1)[1])
    door.texts()
    return kiosk, door, time.monotonic() - began


def visit_often(kiosk: Running, door: Door, visits: int) -> tuple[list[float], list[float]]:
    """Walk through so many visits; give the seconds of every tap and the megabytes after every visit."""
    deadline = time.monotonic() + _PATIENCE_SECONDS
    while _VISIT[0] not in {button["text"] for button in door.texts()["buttons"]}:
        if time.monotonic() > deadline:
            raise TimeoutError(f"the kiosk shows {door.texts()['texts']}")
        time.sleep(0.1)
    wait_for_spare(kiosk.pid)
    taps: list[float] = []
    questions: list[float] = []
    megabytes: list[float] = []
    for _ in range(visits):
        for button in _VISIT:
            began = time.monotonic()
            door.tap(button)
            taps.append(time.monotonic() - began)
        began = time.monotonic()
        door.texts()
        questions.append(time.monotonic() - began)
        megabytes.append(sum(map(proportional_megabytes, processes(kiosk.pid))))
    asking = median(questions)
    return [max(0.0, seconds - asking) for seconds in taps], megabytes


def proportional_megabytes(pid: int) -> float:
    """Give a process's proportional set size: its own pages, and its share of those it has in common with others."""
    text = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii")
    kilobytes = next(int(line.split()[1]) for line in text.splitlines() if line.startswith("Pss:"))
    return kilobytes * 1024 / 1_000_000
