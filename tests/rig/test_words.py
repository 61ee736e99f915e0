"""What people say to the clock, what they read on a page, whose card it is."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from broker.catalogue import load
from hardware.ports.card_reader import Sex
from hardware.protocols.id_card import build_text
from scripts.hallctl.contract import ASYNCAPI, asyncapi_text
from scripts.rig.configs import CATALOGUE
from scripts.rig.host.hall_clock import understood
from scripts.rig.host.page_text import text_of
from scripts.rig.host.persona_cards import card_of
from scripts.rig.host.refusals import RigRefusal

SHANGHAI = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 11, 23, 9, 30, tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    ("wish", "meant"),
    [
        ("+20m", NOW + timedelta(minutes=20)),
        ("-1h30m", NOW - timedelta(minutes=90)),
        ("+2d", NOW + timedelta(days=2)),
        ("13:05", datetime(2026, 11, 23, 13, 5, tzinfo=SHANGHAI)),
        ("2026-11-24 10:00", datetime(2026, 11, 24, 10, tzinfo=SHANGHAI)),
        ("2026-11-24T02:00:00+00:00", datetime(2026, 11, 24, 2, tzinfo=UTC)),
    ],
)
def test_the_clock_understands(wish: str, meant: datetime) -> None:
    assert understood(wish, NOW) == meant


@pytest.mark.parametrize("wish", ["", "20m", "+20", "soon", "25:00", "2026-13-01 10:00"])
def test_the_clock_says_what_it_does_not_understand(wish: str) -> None:
    with pytest.raises(RigRefusal, match="no time in"):
        understood(wish, NOW)


@pytest.mark.parametrize("wish", ["9999-12-31 23:59", "0001-01-01 00:00", "+99999999999d", "+9999999d", "-3000000d"])
def test_the_clock_stays_within_years_in_which_a_hall_can_go_on(wish: str) -> None:
    with pytest.raises(RigRefusal, match="out of the years 2000 to 2099"):
        understood(wish, NOW)


def test_a_page_reads_as_people_read_it() -> None:
    page = """<html><head><title>no</title><style>p{}</style></head><body><h1>窗口 <b>44</b></h1>
    <p hidden>secret <span>secret</span></p><p class="stale-sign">old<br>old</p><ul><li>K001<li>K002</ul>
    <script>no()</script><button>呼叫</button></body></html>"""
    assert text_of(page).splitlines() == ["窗口 44", "K001", "K002", "呼叫"]


def test_every_persona_fits_on_a_card() -> None:
    for persona in load(CATALOGUE).personas:
        card = card_of(persona)
        assert card.number == persona.idno
        assert card.sex in {Sex.MALE, Sex.FEMALE}
        assert len(build_text(card)) == 256


@pytest.mark.req("H-05")
def test_the_asyncapi_document_is_what_the_contract_gives() -> None:
    """Written by `hallctl contract asyncapi`."""
    assert ASYNCAPI.read_text(encoding="utf-8") == asyncapi_text()
