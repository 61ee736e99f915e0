"""The rig's page and its JSON: every wish one POST, every look one GET. A refusal is 409 with one plain sentence.

Only this machine reaches it, and no web page of another site: the host's name is checked, and bodies must be JSON.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.middleware.trustedhost import TrustedHostMiddleware
from fastapi.responses import FileResponse, JSONResponse, Response
from fastapi.staticfiles import StaticFiles
from pydantic import BaseModel, ConfigDict, Field

from hardware.protocols.glyphs import installed_fonts
from scripts.rig.host.case_routes import CaseRoutes
from scripts.rig.host.eyes import Eyes
from scripts.rig.host.faults import Faults
from scripts.rig.host.hall_clock import HallClock
from scripts.rig.host.hall_view import HallView
from scripts.rig.host.hands import Hands
from scripts.rig.host.pages import Pages
from scripts.rig.host.refusals import NoSuchThing, RigRefusal
from scripts.rig.host.strokes import drag, sign

_PAGE = Path(__file__).with_name("page")
_PNG = "image/png"
_CONFLICT, _NOT_FOUND, _MALFORMED = 409, 404, 422


class _Wish(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class CardWish(_Wish):
    """Put a persona's card on a kiosk's reader."""

    persona: str
    kiosk: str


class KioskWish(_Wish):
    """Something at one kiosk."""

    kiosk: str


class TapWish(_Wish):
    """Tap a text, or a point `x,y` in the glass's pixels."""

    kiosk: str
    target: str = Field(min_length=1, max_length=200)


class DrawWish(_Wish):
    """Drag a finger along strokes of points in the glass's pixels; none: sign where the kiosk asks for it."""

    kiosk: str
    strokes: tuple[tuple[tuple[float, float], ...], ...] = Field(default=(), max_length=60)


class ScanWish(_Wish):
    """Lay a picture (Base64) under a kiosk's camera; an empty one takes away what lies there."""

    kiosk: str
    picture: str = Field(max_length=40_000_000)
    as_seen: bool = False


class KeyWish(_Wish):
    """Press a call pad's keys; `to` is the queue or window of a transfer."""

    window: str
    wish: str
    to: str = ""


class RateWish(_Wish):
    """Press a level on a rating pad."""

    window: str
    stars: int = Field(ge=1, le=5)
    reasons: tuple[str, ...] = ()


class BadgeWish(_Wish):
    """Hold a badge to a window's reader."""

    no: str
    window: str


class BreakWish(_Wish):
    """Break a device, a program or an outside system; `about` is for how long, how slow, or whose licence."""

    name: str
    fault: str
    about: tuple[str, ...] = Field(default=(), max_length=2)


class FixWish(_Wish):
    """End every fault of a device or program."""

    name: str


class ClockWish(_Wish):
    """Move the hall's clock: `+20m`, `13:30`, `2026-11-24 10:00`."""

    wish: str = Field(min_length=2, max_length=60)


@dataclass(frozen=True, slots=True)
class RigApi:
    """The routes."""

    hands: Hands
    eyes: Eyes
    faults: Faults
    clock: HallClock
    view: HallView
    pages: Pages
    cases: CaseRoutes

    def app(self) -> FastAPI:
        """Give the web application."""
        app = FastAPI(title="Jiaohao rig", docs_url=None, redoc_url=None, openapi_url=None)
        app.add_middleware(TrustedHostMiddleware, allowed_hosts=["127.0.0.1", "localhost"])
        app.exception_handler(RigRefusal)(_refused)
        app.exception_handler(RequestValidationError)(_malformed)
        for path, look in (self._looks() | self.cases.looks()).items():
            app.add_api_route(path, look, methods=["GET"], response_model=None)
        for path, do in (self._wishes() | self.cases.wishes()).items():
            app.add_api_route(path, do, methods=["POST"], response_model=None)
        app.add_api_route("/font", _font, methods=["GET"], response_model=None)
        app.add_api_route("/", lambda: FileResponse(_PAGE / "index.html"), methods=["GET"], response_model=None)
        app.mount("/static", StaticFiles(directory=_PAGE))
        return app

    def _looks(self) -> dict[str, Callable[..., Any]]:
        return {
            "/api/hall": self.view.lasting,
            "/api/state": self.view.present,
            "/api/show/{what}": self.eyes.show,
            "/api/paper/{kiosk}": self.paper,
            "/api/kiosks/{kiosk}/picture.png": self.glass,
            "/api/displays/{code}/picture.png": self.panel,
            "/api/paper/{kiosk}/{number}.png": self.slip_picture,
            "/api/papers/{kiosk}": self.papers,
            "/api/papers/{kiosk}/{number}.png": self.page_picture,
            "/api/speakers/{code}/last.wav": self.last_sound,
            "/api/doctor": lambda: {"parts": self.faults.doctor()},
            "/api/clock": lambda: {"now": self.clock.now().isoformat(timespec="seconds")},
        }

    def _wishes(self) -> dict[str, Callable[..., Any]]:
        return {
            "/api/card": self.card,
            "/api/uncard": self.uncard,
            "/api/tap": self.tap,
            "/api/draw": self.draw,
            "/api/scan": self.scan,
            "/api/key": self.key,
            "/api/rate": self.rate,
            "/api/badge": self.badge,
            "/api/break": self.break_,
            "/api/fix": self.fix,
            "/api/clock": self.move_clock,
        }

    def card(self, wish: CardWish) -> dict[str, Any]:
        """Put a card on a reader."""
        return self.hands.card(wish.persona, wish.kiosk)

    def uncard(self, wish: KioskWish) -> dict[str, Any]:
        """Take the card off."""
        return self.hands.uncard(wish.kiosk)

    def tap(self, wish: TapWish) -> dict[str, Any]:
        """Tap glass."""
        return self.hands.tap(wish.kiosk, wish.target)

    def draw(self, wish: DrawWish) -> dict[str, Any]:
        """Drag a finger, or sign."""
        kiosks = self.eyes.kiosks
        return drag(kiosks, wish.kiosk, wish.strokes) if wish.strokes else sign(kiosks, wish.kiosk)

    def scan(self, wish: ScanWish) -> dict[str, Any]:
        """Lay a page under a camera."""
        return self.pages.lay(wish.kiosk, wish.picture, as_seen=wish.as_seen)

    def key(self, wish: KeyWish) -> dict[str, Any]:
        """Press a call pad."""
        return self.hands.key(wish.window, wish.wish, wish.to)

    def rate(self, wish: RateWish) -> dict[str, Any]:
        """Press a rating pad."""
        return self.hands.rate(wish.window, wish.stars, wish.reasons)

    def badge(self, wish: BadgeWish) -> dict[str, Any]:
        """Sign somebody in."""
        return self.hands.badge(wish.no, wish.window)

    def break_(self, wish: BreakWish) -> dict[str, Any]:
        """Break something."""
        return self.faults.break_(wish.name, wish.fault, wish.about)

    def fix(self, wish: FixWish) -> dict[str, Any]:
        """Fix it."""
        return self.faults.fix(wish.name)

    def move_clock(self, wish: ClockWish) -> dict[str, Any]:
        """Move the hall's clock."""
        return {"now": self.clock.move(wish.wish).isoformat(timespec="seconds")}

    def paper(self, kiosk: str) -> dict[str, Any]:
        """Read a kiosk's slips."""
        return {"kiosk": kiosk, "slips": self.eyes.paper(kiosk)}

    def papers(self, kiosk: str) -> dict[str, Any]:
        """Read what a kiosk's page printer put out."""
        return {"kiosk": kiosk, "papers": self.pages.papers(kiosk)}

    def page_picture(self, kiosk: str, number: int) -> Response:
        """Show the first page of one paper."""
        return _picture(self.pages.first_page(kiosk, number))

    def glass(self, kiosk: str) -> Response:
        """Show a kiosk's glass."""
        return _picture(self.eyes.kiosks.picture(kiosk))

    def panel(self, code: str) -> Response:
        """Show an LED screen."""
        return _picture(self.eyes.display(code).picture())

    def last_sound(self, code: str) -> Response:
        """Let the last announcement of a loudspeaker be heard again."""
        return Response(self.eyes.last_sound(code), media_type="audio/wav", headers={"Cache-Control": "no-store"})

    def slip_picture(self, kiosk: str, number: int) -> Response:
        """Show one slip as it came out."""
        return _picture(self.eyes.slip(kiosk, number).png())


def _font() -> Response:
    """Chinese letters for a machine that has none."""
    headers = {"Cache-Control": "max-age=31536000, immutable"}
    return FileResponse(installed_fonts().wide[0], media_type="font/ttf", headers=headers)


def _picture(png: bytes) -> Response:
    return Response(png, media_type=_PNG, headers={"Cache-Control": "no-store"})


def _refused(_request: Request, refusal: Exception) -> Response:
    status = _NOT_FOUND if isinstance(refusal, NoSuchThing) else _CONFLICT
    return JSONResponse({"error": str(refusal)}, status_code=status)


def _malformed(_request: Request, fault: Exception) -> Response:
    """Name what is wrong, without what was sent: it may be no JSON at all (NaN), or as long as the sender likes."""
    faults = fault.errors() if isinstance(fault, RequestValidationError) else ()
    named = "; ".join(f"{each['loc'][-1]}: {each['msg']}" for each in faults)
    return JSONResponse({"error": named}, status_code=_MALFORMED)
