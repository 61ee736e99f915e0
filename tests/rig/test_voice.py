"""A visitor of 78 at the real kiosk: large type by itself, pages read aloud, mute at once (K-13)."""

import wave
from pathlib import Path

import pytest

from tests.rig.conftest import RunningHall

pytestmark = [pytest.mark.rig, pytest.mark.timeout(300)]

KIOSK, VOICE = "K06", "K06.speaker"
GIVEN_NAME = "高龄"


@pytest.mark.req("K-13", "H-02")
def test_an_old_visitors_pages_are_read_aloud_until_mute_is_pressed(hall: RunningHall) -> None:
    before = hall.do("show", VOICE).facts["count"]

    def heard() -> list[str]:
        return hall.do("show", VOICE).lines[before:]

    hall.do("card", "C04", KIOSK)
    hall.until("show", KIOSK, seen=lambda facts: facts["step"] == "Menu")
    hall.until("show", VOICE, seen=lambda facts: any("您好" in line for line in facts["lines"][before:]))
    hall.do("tap", KIOSK, "静音")
    hall.do("tap", KIOSK, "社会综合事务")
    hall.do("tap", KIOSK, "朗读")
    hall.until("show", VOICE, seen=lambda facts: "社会综合事务" in facts["lines"][-1])
    greetings = [line for line in heard() if "您好" in line]
    assert len(greetings) == 1, "a muted page is not made up for"
    said = "".join(heard())
    assert GIVEN_NAME not in said
    assert "*" not in said
    sounds = sorted((hall.state / "speakers" / VOICE / "recordings").glob("*.wav"))
    with wave.open(str(Path(sounds[-1])), "rb") as sound:
        assert sound.getnframes() / sound.getframerate() > 0.5
    hall.do("uncard", KIOSK)
    hall.do("tap", KIOSK, "结束")
    hall.until("doctor", seen=lambda facts: (VOICE, "ok") in {(one["name"], one["state"]) for one in facts["parts"]})
