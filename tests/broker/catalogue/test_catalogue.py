"""The reference hall as a value: its counts, its look-ups, its way over the bus, what a kiosk is not told."""

import json
from datetime import date, timedelta

import pytest

from broker.catalogue import Catalogue, UnknownCode, catalogue_hash
from broker.catalogue.hall import Counter
from broker.catalogue.walk import endings, follow
from broker.terms import CounterCode, FormCode, KioskCode, QueueLetter, SectionCode, ServiceCode, StaffNo
from tests.broker.catalogue.editing import reference_catalogue

PATHS = 280
"""The paths through the guided questions, counted once by a program that shares no line with ours."""


@pytest.fixture
def hall() -> Catalogue:
    return reference_catalogue()


def _codes(counters: tuple[Counter, ...]) -> list[str]:
    return [counter.code for counter in counters]


@pytest.mark.req("H-01")
def test_the_reference_hall_counts(hall: Catalogue) -> None:
    assert len(hall.departments) == 53
    assert len(hall.sections) == 10
    assert len(hall.counters) == 64
    assert len(hall.kiosks) == 14
    assert len(hall.services) + len(hall.item_names.power) + len(hall.item_names.other) == 361
    assert len(hall.packages) == 22
    assert len(hall.queues) == 23
    assert sum(len(service.situations) for service in hall.services) == 107
    assert len(hall.forms) == 74
    assert len(hall.form_fields) == 279


@pytest.mark.req("H-01")
def test_every_path_of_every_tree_ends(hall: Catalogue) -> None:
    ends = [(tree, ending) for tree in hall.trees for ending in endings(tree)]
    assert len(ends) == PATHS
    for tree, ending in ends:
        assert (ending.situation is None) != (ending.service is None)
        assert follow(tree, ending.answers) == ending
        assert follow(tree, ending.answers[:-1]) is None
        assert follow(tree, (*ending.answers[:-1], 99)) is None
        assert follow(tree, (*ending.answers, 1)) == ending


def test_look_ups(hall: Catalogue) -> None:
    assert hall.queue(QueueLetter("K")).name_zh == "住房公积金"
    assert hall.service(ServiceCode("GJJ-001")).queue == "K"
    assert hall.counter(CounterCode("W44")).number == 44
    assert hall.section(SectionCode("S08")).floor == 1
    assert hall.kiosk(KioskCode("K05")).zone == "floor1"
    assert _codes(hall.windows_serving(QueueLetter("K"))) == ["W44", "W45", "W46", "W47", "W48", "W59"]
    assert hall.tree(ServiceCode("MIN-001")) is not None
    form = hall.form(FormCode("F-HYG-NEW"))
    assert [group.title_zh for group in hall.groups_of(form)][:2] == ["申请人", "企业信息"]


def test_an_unknown_code_is_a_fact(hall: Catalogue) -> None:
    with pytest.raises(UnknownCode) as unknown:
        hall.queue(QueueLetter("Z"))
    assert (unknown.value.kind, unknown.value.code) == ("queue", "Z")
    with pytest.raises(UnknownCode):
        hall.windows_serving(QueueLetter("Z"))
    assert hall.queues_by_letter.get(QueueLetter("Z")) is None


def test_a_situation_takes_its_limits_from_the_service_unless_it_has_its_own(hall: Catalogue) -> None:
    own = [(s, e) for s in hall.services for e in s.situations if e.promised is not None]
    assert own
    for service, situation in own:
        assert service.promised_of(situation) == situation.promised
    service = hall.service(ServiceCode("GJJ-001"))
    assert service.legal_of(service.situations[0]) == service.legal == 3
    assert service.category_of(service.situations[0]) == "即办件"


def test_hours_and_rules_carry_their_units(hall: Catalogue) -> None:
    assert hall.hall.timezone == "Asia/Shanghai"
    assert hall.hall.hours.workdays[0].start == timedelta(hours=9)
    assert hall.hall.hours.workdays[1].end == timedelta(hours=17)
    assert hall.hall.hours.zone24.end == timedelta(days=1)
    assert date(2026, 10, 1) in hall.calendar.holidays
    assert (hall.distribution.recalls, hall.distribution.call_gap) == (2, timedelta(seconds=20))
    assert hall.rating.wait == timedelta(seconds=30)


@pytest.mark.req("W-14")
def test_who_may_sit_where(hall: Catalogue) -> None:
    assert hall.staff(StaffNo("1102")).windows == ("W08", "W09", "W10", "W11")
    assert hall.staff(StaffNo("4401")).windows == ("W44", "W45", "W46")
    assert not [m.no for m in hall.staff_members if m.section == "S01" and "W57" in m.windows]
    for counter in hall.counters:
        first = hall.staff(StaffNo(f"{counter.number:02d}01"))
        assert counter.code in first.windows
        assert first.section == counter.section
    assert len({m.name for m in hall.staff_members}) == len(hall.staff_members)
    assert all(set(m.name) & set("示范例") for m in hall.staff_members), "names must be plainly fictional"


def test_devices_of_window_44_and_45(hall: Catalogue) -> None:
    node = next(client for client in hall.clients if "W44" in client.counters)
    assert (node.code, node.kind, node.zones) == ("N-S08", "node", ("S08",))
    assert [(d.code, d.kind, d.driver) for d in node.devices if d.counter in {"W44", "W45"}] == [
        ("LED-44", "call_display", "onbon"),
        ("PAD-44", "call_pad", "ff68"),
        ("RATE-44", "rating_pad", "panel"),
        ("LED-45", "call_display", "onbon"),
        ("PAD-45", "call_pad", "ff68"),
        ("RATE-45", "rating_pad", "ff68"),
    ]
    assert [d.code for d in node.devices if d.kind == "speaker"] == ["SPK-S08"]


def test_json_round_trip(hall: Catalogue) -> None:
    text = hall.to_json()
    assert Catalogue.from_json(text) == hall
    assert Catalogue.from_json(text).to_json() == text
    assert hall.revision_hash == catalogue_hash(text)
    assert len(hall.revision_hash) == 64


def test_a_kiosk_reads_the_catalogue_of_a_newer_hall(hall: Catalogue) -> None:
    newer = json.loads(hall.for_kiosk().to_json())
    newer["weather"] = {"rain": True}
    newer["queues"][0]["colour"] = "red"
    assert Catalogue.from_json(json.dumps(newer)) == hall.for_kiosk()


def test_a_kiosk_is_told_nothing_of_people_and_devices(hall: Catalogue) -> None:
    text = hall.for_kiosk().to_json()
    told = json.loads(text)
    withheld = {"staff", "window_rules", "clients", "personas", "records", "scenarios", "figures", "load_test", "roles"}
    assert not withheld & told.keys()
    for member in hall.staff_members:
        assert member.name not in text
        assert member.badge not in text
    for persona in hall.personas:
        assert persona.idno not in text
        assert persona.phone not in text
    assert {"services", "windows", "queues", "trees", "speech", "distribution"} <= told.keys()
    assert hall.for_kiosk().revision_hash != hall.revision_hash
    assert hall.for_kiosk().for_kiosk() == hall.for_kiosk()


def test_every_window_has_its_devices_within_one_node(hall: Catalogue) -> None:
    assert [c.code for c in hall.clients if c.kind == "node"] == [f"N-{section.code}" for section in hall.sections]
    assert [c.code for c in hall.clients if c.kind == "kiosk"] == [kiosk.code for kiosk in hall.kiosks]
    assert [c.code for c in hall.clients if c.kind == "board"] == [board.code for board in hall.boards]
