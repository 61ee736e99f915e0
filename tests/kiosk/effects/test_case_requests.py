"""The requests of a matter at the kiosk: one for each scanned page, sealed, with the visitor's word about keeping."""

from datetime import UTC, date, datetime

import pytest

from broker.messages import CardFacts, HandInPage, ScanPage
from broker.sealed import HallSealer, new_key_text
from broker.terms import MaterialCode, RequestId
from kiosk.effects.case_requests import CaseStamps
from kiosk.effects.keys import VisitKeys
from kiosk.flow.orders import AskCase, PagesAsk
from tests.kiosk import applications as told
from tests.kiosk.entering_events import PAGE

FACTS = CardFacts(card_kind="resident", number="110", name="张三", birth=date(1949, 12, 31), valid_until=None)
SOON = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)


@pytest.mark.req("M-03", "K-11", "K-14")
@pytest.mark.parametrize("keep", [True, False])
def test_every_page_goes_out_sealed_with_the_visitors_word_about_keeping(keep: bool) -> None:
    hall = HallSealer(new_key_text())
    keys = VisitKeys(hall.public)
    ask = PagesAsk(told.CASE, MaterialCode("LEASE"), (PAGE, PAGE), keep)
    stamps = CaseStamps(keys, AskCase(keys.seal(FACTS), "zh-Hans", ask)).all()
    requests = [stamp(RequestId(f"request-{number}"), SOON) for number, stamp in enumerate(stamps)]
    for number, request in enumerate(requests, start=1):
        assert isinstance(request, HandInPage)
        assert (request.number, request.of, request.keep) == (number, 2, keep)
        assert hall.open(request.page, ScanPage) == PAGE
    assert len(requests) == 2
