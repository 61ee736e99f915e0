"""An ESC/POS ticket printer with paper in it: takes the bytes of slips, prints pictures of them, answers for its state.

A thread of its own works the commands off in their order, at the speed of a mechanism if one is asked for; real-time
questions are answered in between by the wire's thread, also when the printer has stopped. It does not look at what a
slip says.
"""

import threading
import time
from collections import deque
from collections.abc import Callable

from PIL import Image

from hardware.emulators.breakable import EVERY_EMULATORS_FAULTS, Breakable
from hardware.emulators.ticket_printer.paper_path import DOTS_PER_MILLIMETRE, PaperPath, PrintedSlip
from hardware.emulators.ticket_printer.print_head import PrintHead
from hardware.emulators.wire import OnBytes, Wire
from hardware.ports.ticket_printer import Paper, PrinterStatus
from hardware.protocols import escpos
from hardware.protocols.escpos_commands import Command, CommandDecoder, Item, Kind, Printable, Unknown
from hardware.protocols.glyphs import Glyphs

_ROLL_MILLIMETRES = 80_000.0
_NEAR_END_MILLIMETRES = 4_000.0
_GARBAGE = bytes.fromhex("FFFE80")
_FEEDING_CUTS = frozenset({65, 66})
_KEPT_SLIPS = 100


class EscposPrinterEmulator(Breakable):
    """The printer. `slips` holds what came out of it, the newest last."""

    faults = (*EVERY_EMULATORS_FAULTS, "paper_out", "near_end", "cover_open", "cutter_jam", "broken")

    def __init__(
        self,
        glyphs: Glyphs,
        make_wire: Callable[[OnBytes], Wire] = Wire.pty,
        *,
        width_dots: int = 576,
        roll_millimetres: float = _ROLL_MILLIMETRES,
        millimetres_per_second: float | None = None,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        """Plug into a new wire, with a new roll. Without a speed it prints at once."""
        super().__init__()
        self._speed = millimetres_per_second
        self._sleep = sleep
        self._changed = threading.Condition(self.lock)
        self._decoder = CommandDecoder()
        self._waiting: deque[tuple[Item, bytes]] = deque()
        self._tail = b""
        self._head = PrintHead(glyphs, width_dots=width_dots)
        self._path = PaperPath(width_dots=width_dots, roll_millimetres=roll_millimetres)
        self._asb = False
        self._told: PrinterStatus | None = None
        self._closing = False
        self.slips: deque[PrintedSlip] = deque(maxlen=_KEPT_SLIPS)
        with self.lock:
            self.wire = make_wire(self._on_bytes)
        self._worker = threading.Thread(target=self._work, name=f"printer {self.url}", daemon=True)
        self._worker.start()

    @property
    def paper_millimetres(self) -> float:
        """How much paper is left on the roll."""
        return self._path.millimetres

    def load_paper(self, millimetres: float = _ROLL_MILLIMETRES) -> None:
        """Put in a roll of that length."""
        with self._changed:
            self._path.millimetres = millimetres
            self._look()

    @property
    def state(self) -> PrinterStatus:
        """How the printer is, as it would say itself."""
        with self.lock:
            paper = self._paper()
            cover, cutter, broken = (fault in self.broken for fault in ("cover_open", "cutter_jam", "broken"))
            stopped = cover or cutter or broken or paper is Paper.OUT
            return PrinterStatus(paper=paper, online=not stopped, cover_open=cover, cutter_jammed=cutter, broken=broken)

    def wait_for_slips(self, count: int, timeout_seconds: float = 5.0) -> list[PrintedSlip]:
        """Wait until so many slips have come out; gives what has come by then."""
        with self._changed:
            self._changed.wait_for(lambda: len(self.slips) >= count, timeout_seconds)
            return list(self.slips)

    def fix(self) -> None:
        """End every fault; an empty printer gets a new roll."""
        with self._changed:
            if self._path.millimetres <= 0:
                self._path.millimetres = _ROLL_MILLIMETRES
        super().fix()

    def close(self) -> None:
        """Take the emulator off its wire for good and end its thread."""
        super().close()
        with self._changed:
            self._closing = True
            self._changed.notify_all()
        self._worker.join()

    def on_faults_changed(self) -> None:
        """Go on, or stop, and say so."""
        self._look()

    def _paper(self) -> Paper:
        if "paper_out" in self.broken or self._path.millimetres <= 0:
            return Paper.OUT
        near = "near_end" in self.broken or self._path.millimetres < _NEAR_END_MILLIMETRES
        return Paper.NEAR_END if near else Paper.OK

    def _look(self) -> None:
        """Wake the worker; tell the host by itself if it wants to know and something has changed."""
        self._changed.notify_all()
        state = self.state
        if self._asb and state != self._told:
            self._told = state
            self._say(escpos.asb_bytes(state))

    def _say(self, data: bytes) -> None:
        if "silent" not in self.broken:
            self.wire.send(_GARBAGE if "garbage" in self.broken else data)

    def _on_bytes(self, data: bytes) -> bytes:
        with self._changed:
            behind_clearing = self._answer_in_real_time(data)
            if behind_clearing:
                self._clear()
            fed = self._decoder.feed(data[behind_clearing:])
            self._waiting.extend(taken for taken in fed if not _is_real_time(taken[0]))
            self._changed.notify_all()
        return b""

    def _answer_in_real_time(self, data: bytes) -> int:
        """Look for DLE EOT and DLE DC4 8 wherever they come, as printers do, also inside a command's data.

        Gives how many of the bytes are to be thrown away, with everything before them.
        """
        seen = self._tail + data
        self._tail = seen[-(len(escpos.CLEAR_BUFFER) - 1) :]
        before = len(seen) - len(data)
        answers = escpos.status_answers(self.state)
        for page in escpos.STATUS_PAGES:
            for _ in _fresh_ends(seen, escpos.status_request(page), before):
                self._say(bytes([answers[page]]))
        return max((end - before for end in _fresh_ends(seen, escpos.CLEAR_BUFFER, before)), default=0)

    def _clear(self) -> None:
        """Throw away what waits; what hangs out half printed is torn off."""
        self._waiting.clear()
        self._decoder.clear()
        self._head.reset()
        if self._path.has_print:
            self.slips.append(self._path.cut(complete=False))
        self._changed.notify_all()

    def _work(self) -> None:
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._closing or (self._waiting and self.state.online))
                if self._closing:
                    return
                item, data = self._waiting.popleft()
                moved = self._obey(item, data)
            if self._speed and moved:
                self._sleep(moved / DOTS_PER_MILLIMETRE / self._speed)

    def _obey(self, item: Item, data: bytes) -> int:
        """Work one item off; gives how far the paper moved, in dots."""
        if item == Command(Kind.SENSOR_REQUEST, b"\x01"):
            self._say(bytes([escpos.paper_sensor(self._paper())]))
            return 0
        self._path.note(data)
        match item:
            case Printable():
                return self._print(self._head.put(item))
            case Unknown():
                return 0
            case Command(kind=Kind.CUT):
                return self._cut(item.parameters[0])
            case Command(kind=Kind.AUTOMATIC_STATUS):
                self._asb = item.parameters[0] != 0
                self._told = None
                self._look()
                return 0
            case Command():
                return self._print(self._head.do(item))

    def _print(self, strips: list[Image.Image]) -> int:
        for strip in strips:
            self._path.move(strip)
        if strips:
            self._look()
        return sum(strip.height for strip in strips)

    def _cut(self, mode: int) -> int:
        if mode in _FEEDING_CUTS:
            self._path.feed_to_cutter()
        self.slips.append(self._path.cut())
        self._look()
        return 0


def _is_real_time(item: Item) -> bool:
    return isinstance(item, Command) and item.kind in {Kind.REAL_TIME_REQUEST, Kind.CLEAR_BUFFER}


def _fresh_ends(seen: bytes, request: bytes, before: int) -> list[int]:
    """Find where a sequence ends, as far as it ends behind the bytes that were there before."""
    ends: list[int] = []
    at = seen.find(request)
    while at >= 0:
        ends.append(at + len(request))
        at = seen.find(request, at + 1)
    return [end for end in ends if end > before]
