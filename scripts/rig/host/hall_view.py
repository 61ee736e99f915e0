"""The hall as the rig's page shows it: what never changes while it runs, and what does, as JSON-ready values."""

import json
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from broker.catalogue import Catalogue
from broker.terms import CounterCode, KioskCode
from hardware.emulators.call_display import OnbonPanel
from hardware.emulators.call_pad import KEYS_BY_NAME, CallPadBody
from hardware.emulators.card_reader import SdtReaderEmulator
from hardware.emulators.document_printer import PagePrinterEmulator
from hardware.emulators.rating_pad import KeyRatingPad
from hardware.emulators.speaker import Loudspeaker
from hardware.emulators.ticket_printer import EscposPrinterEmulator
from scripts.rig.host.faults import PROGRAM_FAULTS, Faults
from scripts.rig.host.hall_clock import HallClock
from scripts.rig.host.hands import Hands
from scripts.rig.host.pages import numbers_of
from scripts.rig.host.refusals import RigRefusal
from scripts.rig.host.table import Table

_LAST_PHRASES = 6


@dataclass(frozen=True, slots=True)
class HallView:
    """Draws up both views from the devices."""

    table: Table
    catalogue: Catalogue
    hands: Hands
    faults: Faults
    clock: HallClock
    console_url: str

    def lasting(self) -> dict[str, Any]:
        """Give what stays: names, people, which device stands where and how it can break."""
        hall = self.catalogue
        return {
            "name_zh": hall.hall.name_zh,
            "name_en": hall.hall.name_en,
            "console_url": self.console_url,
            "keys": [*KEYS_BY_NAME, "transfer"],
            "program_faults": PROGRAM_FAULTS,
            "personas": [
                {"code": one.code, "name": one.name, "sex": one.sex, "birth": one.birth.isoformat(), "note": one.note}
                for one in hall.personas
            ],
            "staff": [
                {"no": one.no, "name": one.name, "post": one.post, "windows": one.windows}
                for one in hall.staff_members
                if one.windows
            ],
            "queues": [{"letter": queue.letter, "name": queue.name_zh} for queue in hall.queues],
            "kiosks": [self._lasting_kiosk(code) for code in self.table.kiosks],
            "windows": [self._lasting_window(code) for code in self.table.counters],
            "speakers": [code for code, device in self.table.devices.items() if device.kind == "speaker"],
            "devices": {
                device.code: {"kind": device.kind, "driver": device.driver, "faults": self.table.body(code).faults}
                for code, device in self.table.devices.items()
            },
        }

    def present(self) -> dict[str, Any]:
        """Give what changes; pictures are fetched by their own addresses when their mark changes."""
        try:
            clock = self.clock.now().isoformat(timespec="seconds")
        except RigRefusal:
            clock = None
        return {
            "clock": clock,
            "kiosks": {code: self._present_kiosk(code) for code in self.table.kiosks},
            "windows": {code: self._present_window(code) for code in self.table.counters},
            "speakers": self._speakers(),
            "broken": {code: broken for code in self.table.devices if (broken := self.table.broken(code))},
            "programs": self.faults.programs(),
        }

    def _lasting_kiosk(self, code: KioskCode) -> dict[str, Any]:
        kiosk = self.catalogue.kiosk(code)
        devices = [device.code for device in self.table.devices.values() if device.kiosk == code]
        return {"code": code, "place": kiosk.place_zh, "devices": devices}

    def _lasting_window(self, code: CounterCode) -> dict[str, Any]:
        counter = self.catalogue.counter(code)
        return {
            "code": code,
            "name": counter.name_zh,
            "section": self.catalogue.section(counter.section).name_zh,
            "queues": counter.queues,
            "led": self._code(code, "call_display"),
            "pad": self._code(code, "call_pad"),
            "rating": self._code(code, "rating_pad"),
            "tablet": self._tablet_url(code),
        }

    def _code(self, counter: CounterCode, kind: str) -> str | None:
        return next(
            (one.code for one in self.table.devices.values() if one.counter == counter and one.kind == kind), None
        )

    def _tablet_url(self, counter: CounterCode) -> str | None:
        return next(
            (one.at for one in self.table.devices.values() if one.counter == counter and one.driver == "panel"), None
        )

    def _present_kiosk(self, code: KioskCode) -> dict[str, Any]:
        _, printer = self.table.built_into(code, EscposPrinterEmulator) or (None, None)
        _, reader = self.table.built_into(code, SdtReaderEmulator) or (None, None)
        _, pages = self.table.built_into(code, PagePrinterEmulator) or (None, None)
        return {
            "mark": self._mark(code),
            "card": self.hands.card_on(code) if reader is not None and reader.occupied else None,
            "slips": [] if printer is None else [slip.number for slip in list(printer.slips)],
            "paper_millimetres": None if printer is None else round(printer.paper_millimetres),
            "papers": [] if pages is None else numbers_of(pages),
        }

    def _mark(self, code: KioskCode) -> str | None:
        """Give a word that changes when the glass does: texts are cheap to ask for, pictures are not."""
        try:
            texts = self.hands.kiosks.texts(code)
        except RigRefusal:
            return None
        return sha256(json.dumps(texts, sort_keys=True).encode()).hexdigest()[:16]

    def _present_window(self, code: CounterCode) -> dict[str, Any]:
        state = self.hands.retained.display(code)
        panel = self.table.at_window(code, OnbonPanel)[1]
        pad = self.table.at_window(code, CallPadBody)[1]
        rating, rating_pad = self.hands.retained.rating(code), self.table.rating_pad(code)[1]
        updates = panel.updates
        return {
            "phase": state.phase if state else None,
            "ticket": state.ticket if state else None,
            "staff": state.staff_no if state else None,
            "lines": panel.lines(),
            "mark": f"{updates[-1].at:.3f}" if updates else "dark",
            "waiting": pad.waiting,
            "rating": rating.phase if rating else None,
            "stars": rating.stars if rating else None,
            "levels": [{"stars": level.stars, "name": level.name_zh} for level in rating.levels] if rating else [],
            "reasons": rating.reasons if rating else (),
            "asking": rating_pad.asking if isinstance(rating_pad, KeyRatingPad) else None,
        }

    def _speakers(self) -> dict[str, list[str]]:
        heard: dict[str, list[str]] = {}
        for code in self.table.devices:
            body = self.table.body(code)
            if isinstance(body, Loudspeaker):
                phrases = [line for recording in body.recordings() for line in recording.phrases]
                heard[code] = phrases[-_LAST_PHRASES:]
        return heard
