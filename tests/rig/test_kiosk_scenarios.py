"""The kiosk scenarios of the reference hall by touches on the real kiosks: form, promise, camera, proof, certificate.

They have a hall of their own: kiosks that others do without, and a clock that goes to the night.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest

from tests.rig.conftest import RunningHall, start_hall, stop_hall

pytestmark = [pytest.mark.rig, pytest.mark.timeout(300)]


@pytest.fixture(scope="module")
def kiosks(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningHall]:
    running = start_hall(tmp_path_factory.mktemp("kiosks") / "state", "--fresh", "--with", "K06,K07,K09,K13")
    yield running
    assert stop_hall(running.process) == 0


@dataclass(frozen=True, slots=True)
class Played:
    """What a scenario came to, and what the kiosk printed meanwhile."""

    facts: dict[str, Any]
    papers: list[dict[str, Any]]

    def count(self, what: str) -> list[str]:
        return next(line["found"] for line in self.facts["counts"] if line["what"] == what)

    def certificates(self, hall: RunningHall) -> list[str]:
        """The serial numbers that were issued; each must stand on a sheet that came out whole."""
        issued = [one for one in hall.events("CertificateIssued") if one["case_id"].startswith(self.facts["case"])]
        for one in issued:
            sheet = [paper for paper in self.papers if any(one["serial"] in line for line in paper["lines"])]
            assert [paper["complete"] for paper in sheet] == [True], one["serial"]
        printed = {event["serial"] for event in hall.events("SheetPrinted")}
        assert {one["serial"] for one in issued} <= printed
        return [one["certificate"] for one in issued]


def play(hall: RunningHall, code: str, kiosk: str) -> Played:
    before = len(hall.do("papers", kiosk).facts["papers"])
    facts = hall.do("scenario", code).facts
    assert facts["agrees"], facts["differs"]
    hall.until("show", kiosk, seen=lambda shown: shown.get("step") == "Start", seconds=40)
    return Played(facts, hall.do("papers", kiosk).facts["papers"][before:])


@pytest.mark.req("K-01", "K-02", "K-03", "K-04", "K-05", "G-02", "M-01", "P-06")
def test_e01_a_hygiene_licence_in_eighteen_taps_and_two_signatures(kiosks: RunningHall) -> None:
    played = play(kiosks, "E01", "K05")
    assert (played.facts["taps"] <= 18, played.facts["signatures"], played.facts["keys"]) == (True, 2, 0)
    assert (played.count("fields shown"), played.count("filled by the hall")) == (["25"], ["21"])
    assert played.certificates(kiosks) == ["C-HYG"]


@pytest.mark.req("K-02", "K-03", "K-04", "K-11", "P-01", "P-04", "M-01", "M-07")
def test_e03_a_package_with_proof_promises_and_three_scans(kiosks: RunningHall) -> None:
    played = play(kiosks, "E03", "K13")
    assert played.count("handed in 提交") == ["ARTICLES", "SAFERULE", "VPHOTO"]
    assert played.count("proved 协查") == ["GPS", "NOACC"]
    assert len(kiosks.events("PageHandedIn")) == 3
    assert sorted(played.certificates(kiosks)) == ["C-RTB", "C-RTV"]


@pytest.mark.req("K-02", "K-04", "P-01")
def test_e10_a_fishing_licence_is_printed_when_the_department_has_said_yes(kiosks: RunningHall) -> None:
    played = play(kiosks, "E10", "K07")
    assert played.certificates(kiosks) == ["C-FIL"]


@pytest.mark.req("G-02", "K-03", "K-04")
def test_e12_a_lost_licence_leads_to_its_replacement(kiosks: RunningHall) -> None:
    played = play(kiosks, "E12", "K06")
    assert played.count("matter") == ["JTJ-001", "replace"]
    assert played.certificates(kiosks) == ["C-RTB"]


@pytest.mark.req("K-05", "K-06", "K-08")
def test_e11_an_insurance_record_is_printed_at_night(kiosks: RunningHall) -> None:
    kiosks.do("clock", "to", "23:00")
    kiosks.until("show", "K09", seen=lambda shown: "自助办事" in shown["texts"])
    played = play(kiosks, "E11", "K09")
    assert played.facts["signatures"] == 1
    assert played.certificates(kiosks) == ["C-YBC"]
