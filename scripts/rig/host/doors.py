"""The doors that the hall's programs open for the rig: a kiosk's picture and glass, the caller's clock."""

import http.client
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from broker.terms import KioskCode
from scripts.rig.host.http import Answer, send
from scripts.rig.host.refusals import NoSuchThing, RigRefusal


@dataclass(frozen=True, slots=True)
class KioskDoors:
    """The kiosks' doors, by port."""

    ports: Mapping[KioskCode, int]

    def picture(self, kiosk: str) -> bytes:
        """Give the picture on the glass, PNG. Raises `RigRefusal`."""
        return self._ask(kiosk, "picture.png").body

    def texts(self, kiosk: str) -> dict[str, Any]:
        """Give what stands on the glass and what can be tapped. Raises `RigRefusal`."""
        return self._ask(kiosk, "texts").facts()

    def tap(self, kiosk: str, target: str) -> dict[str, Any]:
        """Tap a text or a point `x,y` in pixels; what stands there afterwards. Raises `RigRefusal`."""
        answer = self._ask(kiosk, "tap", _target(target))
        facts = answer.facts()
        if not answer.ok:
            raise RigRefusal(f"{kiosk} shows no {target!r} to tap; it shows: {_buttons(facts)}")
        return facts

    def draw(self, kiosk: str, strokes: Sequence[Sequence[tuple[float, float]]], *, on_glass: bool) -> dict[str, Any]:
        """Draw strokes: in pixels, or `on_glass` from 0 to 1 of the area that lives; what stands there afterwards.

        Raises `RigRefusal`.
        """
        points = [[list(point) for point in stroke] for stroke in strokes]
        answer = self._ask(kiosk, "draw", {"strokes": points, "on_glass": on_glass})
        if not answer.ok:
            raise RigRefusal(f"there is nothing under that finger on {kiosk}")
        return answer.facts()

    def _ask(self, kiosk: str, path: str, facts: dict[str, object] | None = None) -> Answer:
        port = self.ports.get(KioskCode(kiosk))
        if port is None:
            raise NoSuchThing("kiosk", kiosk, " ".join(self.ports))
        return _reach(f"http://127.0.0.1:{port}/{path}", f"the kiosk {kiosk}", facts)


@dataclass(frozen=True, slots=True)
class HallClockDoor:
    """The caller's clock."""

    port: int

    def now(self) -> datetime:
        """Give the hall's time. Raises `RigRefusal`."""
        return self._moment(None)

    def to(self, moment: datetime) -> datetime:
        """Set the clock to an aware moment; the hall's time then. Raises `RigRefusal`."""
        return self._moment({"to": moment.isoformat()})

    def plus(self, seconds: float) -> datetime:
        """Move the clock by so many seconds; the hall's time then. Raises `RigRefusal`."""
        return self._moment({"plus_seconds": seconds})

    def _moment(self, wish: dict[str, object] | None) -> datetime:
        facts = _reach(f"http://127.0.0.1:{self.port}/clock", "the hall's controller", wish).facts()
        return datetime.fromisoformat(facts["now"])


@dataclass(frozen=True, slots=True)
class SandboxDoor:
    """The sandboxes of the outside systems, at the caller's door."""

    port: int

    def look(self) -> dict[str, Any]:
        """Give how every system behaves, and the licences that are other than on record. Raises `RigRefusal`."""
        return _reach(self._url, "the hall's controller", None).facts()

    def turn(self, **wish: object) -> dict[str, Any]:
        """Turn one dial. Raises `RigRefusal` when the hall does not know it."""
        answer = _reach(self._url, "the hall's controller", wish)
        if not answer.ok:
            raise RigRefusal(f"the sandboxes do not know {' '.join(str(word) for word in wish.values())}")
        return answer.facts()

    @property
    def _url(self) -> str:
        return f"http://127.0.0.1:{self.port}/sandbox"


def _reach(url: str, who: str, facts: dict[str, object] | None) -> Answer:
    try:
        return send(url, facts=facts)
    except (OSError, http.client.HTTPException) as fault:
        raise RigRefusal(f"{who} does not answer ({fault})") from fault


def _target(text: str) -> dict[str, object]:
    x, comma, y = text.partition(",")
    if comma and x.strip().isdecimal() and y.strip().isdecimal():
        return {"x": int(x), "y": int(y)}
    return {"text": text}


def _buttons(facts: dict[str, Any]) -> str:
    return "、".join(button["text"] for button in facts.get("buttons", ()) if button["text"]) or "nothing"
