"""What hands do in the hall: put cards on readers, tap glass, press pads, rate, hold badges to readers."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from broker.catalogue import Catalogue
from broker.terms import ClientCode, CounterCode, KioskCode, PersonaCode, QueueLetter
from hardware.emulators.call_display import OnbonPanel
from hardware.emulators.call_pad import KEYS_BY_NAME, CallPadBody
from hardware.emulators.card_reader import SdtReaderEmulator
from hardware.emulators.rating_pad import PanelTablet
from scripts.rig.host.console import Console
from scripts.rig.host.doors import KioskDoors
from scripts.rig.host.persona_cards import card_of
from scripts.rig.host.refusals import NoSuchThing, RigRefusal
from scripts.rig.host.retained import Retained
from scripts.rig.host.table import Table

_CALLER = ClientCode("caller")
_ANSWER_SECONDS = 4.0
_SECOND_BEEP_SECONDS = 0.6
_RATING_SECONDS = 2.0
_REASON = "转至其他队列办理"
_WISHES = {"no-show": "noshow", "reopen": "pause", "resume": "pause"}
_TABLET_SAYS = {
    "not_asked": "the tablet was not asking for a rating, or its time is over",
    "reason_needed": "a rating below good needs a reason: rate W44 1 态度",
    "malformed": "the tablet's page sent nonsense",
}


@dataclass(slots=True)
class Hands:
    """Acts on emulators and, where a wish has no key, through the console's own pages."""

    table: Table
    catalogue: Catalogue
    kiosks: KioskDoors
    console: Console
    retained: Retained
    monotonic: Callable[[], float]
    _cards: dict[KioskCode, PersonaCode] = field(default_factory=dict[KioskCode, PersonaCode])
    _at_pads: threading.Lock = field(default_factory=threading.Lock)

    def card_on(self, kiosk: KioskCode) -> PersonaCode | None:
        """Name the persona whose card lies on a kiosk's reader."""
        return self._cards.get(kiosk)

    def card(self, persona: str, kiosk: str) -> dict[str, Any]:
        """Put a persona's identity card on a kiosk's reader. Raises `RigRefusal`."""
        person = self.catalogue.personas_by_code.get(PersonaCode(persona))
        if person is None:
            raise NoSuchThing("persona", persona, " ".join(self.catalogue.personas_by_code))
        code, reader = self.table.of_kiosk(kiosk, SdtReaderEmulator)
        if reader.occupied:
            raise RigRefusal(f"a card lies on {code} already: first uncard {kiosk}")
        reader.place(card_of(person))
        self._cards[KioskCode(kiosk)] = person.code
        return {"reader": code, "persona": person.code, "name": person.name}

    def uncard(self, kiosk: str) -> dict[str, Any]:
        """Take the card off a kiosk's reader. Raises `RigRefusal`."""
        code, reader = self.table.of_kiosk(kiosk, SdtReaderEmulator)
        if not reader.occupied:
            raise RigRefusal(f"no card lies on {code}")
        reader.remove()
        return {"reader": code, "persona": self._cards.pop(KioskCode(kiosk), None)}

    def tap(self, kiosk: str, target: str) -> dict[str, Any]:
        """Tap a kiosk's glass on a text or at `x,y`. Raises `RigRefusal`."""
        return self.kiosks.tap(kiosk, target)

    def key(self, counter: str, wish: str, to: str = "") -> dict[str, Any]:
        """Press keys of a window's call pad and hear how it beeps: once for done, twice for no. Raises `RigRefusal`.

        A transfer to a queue has no keys: the person at the window does it on the page. `led_after_seconds` is how long
        after the press the window's screen had its next complete frame; None when it stayed as it was.
        """
        wish = _WISHES.get(wish, wish)
        if wish == "transfer" and QueueLetter(to.upper()) in self.catalogue.queues_by_letter:
            return self._transfer_to_queue(counter, to.upper())
        if wish != "transfer" and wish not in KEYS_BY_NAME:
            raise RigRefusal(f"the pad has no key {wish}; it has {', '.join((*KEYS_BY_NAME, 'transfer'))}")
        code, pad = self.table.at_window(counter, CallPadBody)
        panel = self.table.at_window(counter, OnbonPanel)[1]
        with self._at_pads:
            before, began = pad.beeps, self.monotonic()
            if not pad.press(wish, self._window_number(to) if wish == "transfer" else None):
                raise RigRefusal(f"{code}: nobody heard the keys; is the pad whole and the hall running?")
            if not pad.wait_for(lambda: pad.beeps > before, _ANSWER_SECONDS):
                raise RigRefusal(f"{code}: the hall did not answer; the press has no effect any more")
            refused = pad.wait_for(lambda: pad.beeps > before + 1, _SECOND_BEEP_SECONDS)
        if refused:
            raise RigRefusal(f"{code} beeped twice: refused{self._why(counter, wish)}")
        shown = next((update.at - began for update in panel.updates if update.at > began), None)
        return {"pad": code, "wish": wish, **self._at(counter), "led_after_seconds": shown}

    def rate(self, counter: str, stars: int, reasons: tuple[str, ...]) -> dict[str, Any]:
        """Press a level on a window's rating pad. Raises `RigRefusal`."""
        code, pad = self.table.rating_pad(counter)
        state = self.retained.rating(CounterCode(counter))
        before = state.revision if state is not None else -1
        if isinstance(pad, PanelTablet):
            self._tap_tablet(pad, stars, reasons)
        elif not pad.press(stars):
            raise RigRefusal(f"{code}: nobody heard the key")
        # the same level once more changes nothing that could be waited for: it stands already
        stands = state is not None and state.phase == "thanks" and state.stars == stars
        if not stands and not self.retained.wait_for(lambda: self._is_rated(counter, stars, before), _RATING_SECONDS):
            raise RigRefusal(f"{code}: the hall does not count this press; it was not asking, or its time is over")
        return {"pad": code, "stars": stars, "reasons": list(reasons)}

    def badge(self, no: str, counter: str) -> dict[str, Any]:
        """Hold somebody's badge to the reader of a window. Raises `RigRefusal`."""
        if CounterCode(counter) not in self.catalogue.counters_by_code:
            raise NoSuchThing("window", counter)
        facts = self.console.badge(no, counter)
        return {"staff": no, "name": facts.get("name", ""), "counter": counter}

    def _tap_tablet(self, tablet: PanelTablet, stars: int, reasons: tuple[str, ...]) -> None:
        try:
            verdict = tablet.press(stars, reasons)
        except RuntimeError as shows_nothing:
            raise RigRefusal("the tablet shows nothing to rate") from shows_nothing
        except OSError as away:
            raise RigRefusal("the tablet's page is away; is its node running?") from away
        if verdict != "accepted":
            raise RigRefusal(_TABLET_SAYS.get(verdict, f"the tablet says {verdict}"))

    def _is_rated(self, counter: str, stars: int, revision: int) -> bool:
        state = self.retained.rating(CounterCode(counter))
        return state is not None and state.revision > revision and state.stars == stars

    def _transfer_to_queue(self, counter: str, queue: str) -> dict[str, Any]:
        state = self.retained.display(CounterCode(counter))
        if state is None or state.staff_no is None:
            raise RigRefusal(f"nobody is signed in at {counter}")
        self.console.press(state.staff_no, counter, "transfer", to=f"queue:{queue}", reason=_REASON)
        self.retained.wait_for(lambda: self._at(counter).get("ticket") != state.ticket, _ANSWER_SECONDS)
        return {"wish": "transfer", "to": queue, **self._at(counter)}

    def _window_number(self, to: str) -> int:
        digits = to.upper().removeprefix("W")
        if not digits.isdecimal():
            raise RigRefusal("transfer where? Name a queue (J) or a window (W45)")
        return int(digits)

    def _at(self, counter: str) -> dict[str, Any]:
        state = self.retained.display(CounterCode(counter))
        if state is None:
            return {"counter": counter}
        return {"counter": counter, "phase": state.phase, "ticket": state.ticket, "call_count": state.call_count}

    def _why(self, counter: str, wish: str) -> str:
        """Guess what the pad cannot say, from what the window's screen shows."""
        if not self.retained.is_heard:
            return "; the broker is away"
        if self.retained.offline((_CALLER,)):
            return "; the controller is not heard: nothing was done"
        state = self.retained.display(CounterCode(counter))
        if state is None or state.phase == "closed":
            return f"; nobody is signed in at {counter}"
        if state.phase == "paused":
            return f"; {counter} has paused"
        if state.phase == "idle":
            return "; nobody is waiting" if wish == "next" else "; nobody is being called or served there"
        return f"; {counter} is {state.phase} {state.ticket}"
