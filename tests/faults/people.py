"""What visitors and staff do in the hall, in words of the hall: take a number, leave, work a window."""

from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from scripts.rig.host.console import Console
from tests.rig.conftest import RunningHall

SECTION, MATTER = "住房公积金", "住房公积金提取"
NO_CARD, TAKE, END = "没带身份证，直接取号", "取号", "结束"
YOUR_NUMBER = "您的号码"


def until_step(hall: RunningHall, kiosk: str, step: str, seconds: float = 15.0) -> list[str]:
    """Wait until a kiosk shows this step; what stands on its glass then."""
    return list(hall.until("show", kiosk, seen=lambda facts: facts.get("step") == step, seconds=seconds)["lines"])


def until_said(hall: RunningHall, kiosk: str, words: str, seconds: float = 15.0) -> list[str]:
    """Wait until these words stand on a kiosk's glass; all that stands there then."""
    seen = hall.until("show", kiosk, seen=lambda facts: words in facts.get("lines", ()), seconds=seconds)
    return list(seen["lines"])


def move_clock(hall: RunningHall, wish: str) -> datetime:
    """Move the hall's clock by a minute or more and wait until its kiosks have heard of it; the hall's time then.

    A request is good for some seconds of the time last heard: right after a jump it is refused as too late.
    """
    now = datetime.fromisoformat(hall.do("clock", *wish.split(maxsplit=1)).facts["now"])
    minutes = {f"{now:%H:%M}", f"{now + timedelta(minutes=1):%H:%M}"}
    hall.until("show", "K01", seen=lambda facts: not minutes.isdisjoint(facts.get("lines", ())))
    return now


def put_card(hall: RunningHall, kiosk: str, persona: str) -> list[str]:
    """A visitor lays the card on the reader and is greeted."""
    until_step(hall, kiosk, "Start", 30)
    hall.do("card", persona, kiosk)
    return until_step(hall, kiosk, "Menu")


def go_to_matter(hall: RunningHall, kiosk: str) -> dict[str, Any]:
    """From the menu to the first question of a matter of queue K, which offers a number."""
    hall.do("tap", kiosk, SECTION)
    shown = hall.do("tap", kiosk, MATTER).facts
    assert shown["step"] == "Asking", shown
    return shown


def answer_first(hall: RunningHall, kiosk: str) -> dict[str, Any]:
    """From a matter's first question, by the first answer each time, to the page that says how long the wait is."""
    shown = go_to_matter(hall, kiosk)
    while shown["step"] == "Asking":
        first = min(shown["buttons"], key=lambda button: button["y"])
        shown = hall.do("tap", kiosk, f"{first['x']},{first['y']}").facts
    assert shown["step"] == "Matched", shown
    return shown


def take_number(hall: RunningHall, kiosk: str) -> str:
    """From the menu to a number of queue K, printed or not."""
    go_to_matter(hall, kiosk)
    return tap_take(hall, kiosk)


def tap_take(hall: RunningHall, kiosk: str) -> str:
    """Take the number that the glass offers."""
    hall.do("tap", kiosk, TAKE)
    lines = until_step(hall, kiosk, "Ticket")
    return lines[lines.index(YOUR_NUMBER) + 1]


def leave(hall: RunningHall, kiosk: str, *, card: bool = False) -> None:
    """The visitor taps 结束, takes the card and goes."""
    hall.do("tap", kiosk, END)
    if card:
        hall.do("uncard", kiosk)
    until_step(hall, kiosk, "Start")


def number_without_card(hall: RunningHall, kiosk: str) -> str:
    """Somebody without a card takes a number of queue K and goes."""
    until_step(hall, kiosk, "Start", 30)
    hall.do("tap", kiosk, NO_CARD)
    number = take_number(hall, kiosk)
    leave(hall, kiosk)
    return number


def serve(hall: RunningHall, window: str) -> str:
    """A window calls the next visitor, who comes and is served; the number."""
    number = str(hall.do("key", window, "next").facts["ticket"])
    hall.do("key", window, "arrived")
    hall.do("key", window, "finish")
    return number


def manager(hall: RunningHall) -> dict[str, Any]:
    return next(login for login in hall.ready["logins"] if "manager" in login["roles"])


def clerks_page(hall: RunningHall) -> Console:
    """The console as clerks use it in their browsers."""
    logins = {login["no"]: {"password": login["password"], "pin": login["pin"]} for login in hall.ready["logins"]}
    return Console(hall.ready["console_url"], logins, lambda: uuid4().hex)
