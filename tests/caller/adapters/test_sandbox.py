"""The sandboxes: what they know of the reference hall's people, and how they behave when told to."""

import json
import threading
from collections.abc import Iterator
from datetime import date
from http.client import HTTPConnection
from pathlib import Path

import pytest

from broker.catalogue import Catalogue, load
from broker.messages import Sentence
from broker.terms import CaseId, DatabaseCode, ELicenceCode, FieldKey, MaterialCode, PersonaCode
from caller.adapters.clock import SystemClock
from caller.adapters.rig_door import ClockDoor
from caller.adapters.sandbox import Dials, SandboxDatabases, SandboxLibrary, SandboxMessenger, SandboxOutbox
from caller.adapters.sandbox.door import SandboxPage, SmsPage
from caller.application.outside import Outside, guarded
from caller.application.ports.outside import (
    Holder,
    Licence,
    NoLicence,
    OutsideAway,
    ProvincialReport,
    Purpose,
    TextMessage,
)

TODAY = date(2026, 11, 23)
BIZ, IDC, HEA = ELicenceCode("BIZ"), ELicenceCode("IDC"), ELicenceCode("HEA")
C01 = PersonaCode("C01")
CHEN = Holder("990101198503120117")
STRANGER = Holder("990101200001010000")
AGREED = Purpose(CaseId("20261123-0001"), "WJW-001", consent=True)
HELLO = TextMessage("hall-7", "10000000001", Sentence(zh_hans="您好", zh_hant="您好", en="Hello"))


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load(Path(__file__).parents[3] / "config" / "hall")


@pytest.fixture
def dials(catalogue: Catalogue) -> Dials:
    return Dials(catalogue)


@pytest.fixture
def library(catalogue: Catalogue, dials: Dials) -> SandboxLibrary:
    return SandboxLibrary(catalogue, dials)


@pytest.mark.req("K-03")
def test_a_licence_is_given_with_what_it_says_and_its_fingerprint(library: SandboxLibrary) -> None:
    found = library.call(BIZ, CHEN, AGREED, TODAY)
    assert isinstance(found, Licence)
    assert found.values[FieldKey("c_name")] == "示范区陈示范理发店"
    assert (found.issuer, found.sandbox, len(found.digest)) == ("SCJ", True, 64)
    assert "990101" not in repr(found)
    assert "陈示范" not in repr(found)
    assert repr(CHEN) == "Holder()"


@pytest.mark.req("K-03")
@pytest.mark.parametrize("state", ["expired", "revoked", "not_found"])
def test_a_licence_may_be_said_to_be_of_no_use(library: SandboxLibrary, dials: Dials, state: str) -> None:
    SandboxPage(dials).wish({"persona": "C01", "licence": "BIZ", "state": state})
    assert library.call(BIZ, CHEN, AGREED, TODAY) == NoLicence(BIZ, state, sandbox=True)  # pyright: ignore[reportArgumentType]
    assert isinstance(library.call(HEA, CHEN, AGREED, TODAY), Licence)
    SandboxPage(dials).wish({"persona": "C01", "licence": "BIZ", "state": "valid"})
    assert isinstance(library.call(BIZ, CHEN, AGREED, TODAY), Licence)


def test_a_licence_whose_time_is_over_is_expired(library: SandboxLibrary) -> None:
    assert library.call(HEA, CHEN, AGREED, date(2027, 7, 1)) == NoLicence(HEA, "expired", sandbox=True)


def test_everybody_has_an_identity_card_and_a_stranger_nothing_else(library: SandboxLibrary) -> None:
    assert isinstance(library.call(IDC, STRANGER, AGREED, TODAY), Licence)
    assert isinstance(library.call(IDC, CHEN, AGREED, TODAY), Licence)
    assert library.call(BIZ, STRANGER, AGREED, TODAY) == NoLicence(BIZ, "not_found", sandbox=True)


@pytest.mark.req("K-03")
def test_nobody_is_asked_about_without_consent(library: SandboxLibrary, catalogue: Catalogue, dials: Dials) -> None:
    refused = Purpose(AGREED.case, AGREED.matter, consent=False)
    with pytest.raises(ValueError, match="did not agree"):
        library.call(BIZ, CHEN, refused, TODAY)
    with pytest.raises(ValueError, match="did not agree"):
        SandboxDatabases(catalogue, dials).last_application(CHEN, refused)


def test_the_databases_know_records_papers_and_the_last_phone(catalogue: Catalogue, dials: Dials) -> None:
    databases = SandboxDatabases(catalogue, dials)
    credit = databases.look_up(DatabaseCode("credit"), Holder("990101197901050332"), AGREED, TODAY)
    assert credit.values == {"r_credit": "AAA"}
    assert databases.look_up(DatabaseCode("credit"), CHEN, AGREED, TODAY).values == {}
    assert databases.confirm(MaterialCode("EIAREG"), CHEN, AGREED).held
    assert not databases.confirm(MaterialCode("EIAREG"), STRANGER, AGREED).held
    assert databases.last_application(CHEN, AGREED).values[FieldKey("p_phone")] == "10000000001"
    assert databases.last_application(STRANGER, AGREED).values == {}


def test_a_dead_and_a_failing_system_do_not_answer(library: SandboxLibrary, dials: Dials) -> None:
    for mode, what in (("dead", "away"), ("failing", "failing")):
        SandboxPage(dials).wish({"system": "elicence", "behave": mode})
        with pytest.raises(OutsideAway) as caught:
            library.call(BIZ, CHEN, AGREED, TODAY)
        assert caught.value.what == what
    SandboxPage(dials).wish({"mend": True})
    assert isinstance(library.call(BIZ, CHEN, AGREED, TODAY), Licence)


def test_who_waits_for_a_slow_system_is_answered_when_it_is_mended(library: SandboxLibrary, dials: Dials) -> None:
    SandboxPage(dials).wish({"system": "elicence", "behave": "slow", "seconds": 30})
    found: list[Licence | NoLicence] = []
    asking = threading.Thread(target=lambda: found.append(library.call(BIZ, CHEN, AGREED, TODAY)))
    asking.start()
    assert not found
    SandboxPage(dials).wish({"system": "elicence", "behave": "ok"})
    asking.join(5.0)
    assert isinstance(found[0], Licence)


def test_a_message_is_taken_once_and_lies_in_no_file(dials: Dials) -> None:
    messenger = SandboxMessenger(dials)
    messenger.send(HELLO)
    messenger.send(HELLO)
    assert messenger.sent == (HELLO,)
    assert repr(HELLO) == "TextMessage(key='hall-7')"


def test_a_report_becomes_one_file_that_says_sandbox(dials: Dials, tmp_path: Path) -> None:
    outbox = SandboxOutbox(dials, tmp_path)
    outbox.send(ProvincialReport("unified", "hall-9", {"case": "20261123-0001"}))
    outbox.send(ProvincialReport("unified", "hall-9", {"case": "another"}))
    files = list((tmp_path / "unified").iterdir())
    assert [json.loads(file.read_text("utf-8")) for file in files] == [{"sandbox": "沙箱", "case": "20261123-0001"}]


def test_every_request_is_logged_without_the_person(
    library: SandboxLibrary, catalogue: Catalogue, dials: Dials, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    outside = Outside(
        library, SandboxDatabases(catalogue, dials), SandboxMessenger(dials), SandboxOutbox(dials, tmp_path)
    )
    through = guarded(outside)
    with caplog.at_level("INFO"):
        through.library.call(BIZ, CHEN, AGREED, TODAY)
        through.databases.last_application(CHEN, AGREED)
        through.messenger.send(HELLO)
        through.outbox.send(ProvincialReport("monitor", "hall-8", {}))
        dials.turn("elicence", mode="dead")
        with pytest.raises(OutsideAway):
            through.library.call(BIZ, CHEN, AGREED, TODAY)
    assert "licence BIZ for case 20261123-0001 (WJW-001), with consent: given" in caplog.text
    assert "licence BIZ for case 20261123-0001 (WJW-001), with consent: away" in caplog.text
    for secret in ("990101", "10000000001", "陈示范"):
        assert secret not in caplog.text


@pytest.fixture
def door(dials: Dials) -> Iterator[ClockDoor]:
    messenger = SandboxMessenger(dials)
    messenger.send(HELLO)
    pages = {"/sandbox": SandboxPage(dials), "/sms": SmsPage(messenger)}
    opened = ClockDoor(SystemClock(), 0, lambda: None, pages)
    yield opened
    opened.close()


def ask(door: ClockDoor, path: str, wish: object = None) -> tuple[int, object]:
    line = HTTPConnection("127.0.0.1", door.port, timeout=5)
    try:
        line.request("GET" if wish is None else "POST", path, None if wish is None else json.dumps(wish).encode())
        answer = line.getresponse()
        return answer.status, json.loads(answer.read())
    finally:
        line.close()


@pytest.mark.sockets
def test_the_rigs_door_turns_the_dials_and_shows_the_messages(door: ClockDoor, dials: Dials) -> None:
    assert ask(door, "/sandbox", {"system": "elicence", "behave": "slow", "seconds": 30})[0] == 200
    assert dials.dials["elicence"].delay_seconds == 30
    assert ask(door, "/sandbox", {"persona": "C01", "licence": "BIZ", "state": "expired"})[0] == 200
    status, seen = ask(door, "/sandbox")
    assert status == 200
    assert isinstance(seen, dict)
    assert seen["licences"] == [{"persona": "C01", "licence": "BIZ", "state": "expired"}]
    assert ask(door, "/sms")[1] == [
        {"key": "hall-7", "phone": "10000000001", "text": {"zh_hans": "您好", "zh_hant": "您好", "en": "Hello"}}
    ]


@pytest.mark.sockets
@pytest.mark.parametrize(
    "wish",
    [
        {"system": "pay", "behave": "dead"},
        {"system": "elicence", "behave": "asleep"},
        {"system": "elicence", "behave": "slow", "seconds": -1},
        {"persona": "C99", "licence": "BIZ", "state": "expired"},
        {"persona": "C01", "licence": "BIZ", "state": "lost"},
        {},
        [],
    ],
)
def test_a_wish_that_is_none_changes_nothing(door: ClockDoor, dials: Dials, wish: object) -> None:
    assert ask(door, "/sandbox", wish)[0] == 400
    assert ask(door, "/sms", {"send": "it"})[0] == 400
    assert (dials.licences, {dial.mode for dial in dials.dials.values()}) == ({}, {"ok"})
