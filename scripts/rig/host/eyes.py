"""What eyes see in the hall: glass, screens, pads, paper, pages. Looks at emulators and real pages; changes nothing."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from broker.catalogue import Catalogue
from broker.terms import CounterCode, KioskCode
from hardware.emulators.call_display import OnbonPanel
from hardware.emulators.call_pad import CallPadBody
from hardware.emulators.rating_pad import KeyRatingPad, PanelTablet
from hardware.emulators.speaker import Loudspeaker
from hardware.emulators.ticket_printer import EscposPrinterEmulator, PrintedSlip
from hardware.protocols.escpos_commands import Command, CommandDecoder, Kind, Printable
from scripts.rig.host.console import Console
from scripts.rig.host.doors import KioskDoors
from scripts.rig.host.refusals import NoSuchThing, RigRefusal
from scripts.rig.host.retained import Retained
from scripts.rig.host.table import Table

_HALL_BOARD = "HALL"


@dataclass(frozen=True, slots=True)
class Eyes:
    """Looks. Texts come as `lines`, top to bottom, as a person reads them."""

    table: Table
    catalogue: Catalogue
    kiosks: KioskDoors
    console: Console
    retained: Retained
    paper_folder: Path

    def show(self, what: str) -> dict[str, Any]:
        """Read what stands on a kiosk, an LED, a pad, a board, a clerk's or the manager's page. Raises `RigRefusal`."""
        if KioskCode(what) in self.kiosks.ports:
            facts = self.kiosks.texts(what)
            return {**facts, "what": what, "lines": facts.get("texts", [])}
        if what in self.table.devices:
            return {"what": what, **self._device(what)}
        if CounterCode(what) in self.catalogue.counters_by_code:
            return {"what": what, "lines": self._clerks_page(what)}
        if what.lower() == "manager":
            return {"what": what, "lines": self.console.page("wall", self._somebody("manager")).splitlines()}
        name = _HALL_BOARD if what.lower() == "board" else what.upper().removeprefix("LED-")
        if f"LED-{name}" in {board.code for board in self.catalogue.boards}:
            return {"what": what, "lines": self.console.page(f"board/{name}").splitlines()}
        raise NoSuchThing("screen", what, "kiosks, LED-44, W44, board, LED-S08, RATE-44, SPK-S08 and manager")

    def display(self, code: str) -> OnbonPanel:
        """Give an LED screen. Raises `NoSuchThing`."""
        body = self.table.body(code)
        if not isinstance(body, OnbonPanel):
            raise NoSuchThing("LED screen", code)
        return body

    def paper(self, kiosk: str) -> list[dict[str, Any]]:
        """Put every slip that a kiosk has printed into files and read it, oldest first. Raises `RigRefusal`."""
        code, _ = self.table.of_kiosk(kiosk, EscposPrinterEmulator)
        return [self._kept(code, slip) for slip in self.slips(kiosk)]

    def last_sound(self, code: str) -> bytes:
        """Give the newest announcement of a loudspeaker, WAV. Raises `NoSuchThing`."""
        body = self.table.body(code)
        heard = body.recordings() if isinstance(body, Loudspeaker) else ()
        if not heard:
            raise NoSuchThing("announcement of", code)
        return heard[-1].wav

    def slips(self, kiosk: str) -> tuple[PrintedSlip, ...]:
        """Give a kiosk's slips, oldest first. Raises `NoSuchThing`."""
        return tuple(self.table.of_kiosk(kiosk, EscposPrinterEmulator)[1].slips)

    def slip(self, kiosk: str, number: int) -> PrintedSlip:
        """Give one slip. Raises `NoSuchThing`."""
        found = next((slip for slip in self.slips(kiosk) if slip.number == number), None)
        if found is None:
            raise NoSuchThing(f"slip of {kiosk}", str(number))
        return found

    def _device(self, code: str) -> dict[str, Any]:
        match self.table.body(code):
            case OnbonPanel() as panel:
                return {"lines": list(panel.lines())}
            case CallPadBody() as pad:
                waiting = "" if pad.waiting is None else str(pad.waiting)
                return {"lines": [waiting] if waiting else [], "waiting": pad.waiting, "beeps": pad.beeps}
            case KeyRatingPad() as pad:
                return {"lines": ["请评价"] if pad.asking else [], "asking": pad.asking, "beeps": pad.beeps}
            case PanelTablet() as tablet:
                return {"lines": _tablet_lines(tablet), "phase": tablet.state.phase if tablet.state else None}
            case Loudspeaker() as speaker:
                heard = speaker.recordings()
                return {"lines": [line for each in heard for line in each.phrases], "count": len(heard)}
            case EscposPrinterEmulator() as printer:
                return {"lines": [line for slip in printer.slips for line in slip_lines(slip.data)]}
            case _:
                return {"lines": []}

    def _clerks_page(self, counter: str) -> list[str]:
        state = self.retained.display(CounterCode(counter))
        if state is None or state.staff_no is None:
            raise RigRefusal(f"nobody is signed in at {counter}: try badge {self._who_may_serve(counter)} {counter}")
        return self.console.page("window", state.staff_no).splitlines()

    def _who_may_serve(self, counter: str) -> str:
        may = (member.no for member in self.catalogue.staff_members if CounterCode(counter) in member.windows)
        return next(may, "NUMBER")

    def _somebody(self, role: str) -> str:
        found = next((member.no for member in self.catalogue.staff_members if role in member.roles), None)
        if found is None:
            raise NoSuchThing("member of staff with the role", role)
        return found

    def _kept(self, printer: str, slip: PrintedSlip) -> dict[str, Any]:
        stem = f"{printer}-{slip.number:04d}"
        picture, data = self.paper_folder / f"{stem}.png", self.paper_folder / f"{stem}.bin"
        picture.write_bytes(slip.png())
        data.write_bytes(slip.data)
        return {
            "number": slip.number,
            "complete": slip.complete,
            "lines": slip_lines(slip.data),
            "picture": str(picture),
            "bytes": str(data),
        }


def slip_lines(data: bytes) -> list[str]:
    """Read the printed text back from a slip's bytes; what was drawn (QR, rare characters) is not text."""
    lines = [""]
    for item, _ in CommandDecoder().feed(data):
        match item:
            case Printable(character=str(character)):
                lines[-1] += character
            case Command(kind=Kind.LINE_FEED | Kind.FEED_LINES):
                lines.append("")
            case _:
                continue
    return [line.strip() for line in lines if line.strip()]


def _tablet_lines(tablet: PanelTablet) -> list[str]:
    state = tablet.state
    if state is None:
        return []
    texts = [f"{state.staff_no} {state.staff_post}".strip(), state.matter]
    return [text for text in (*texts, *(level.name_zh for level in state.levels)) if text]
