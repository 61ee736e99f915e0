"""The kiosk scenarios of the reference hall by touches on the real kiosks: form, promise, camera, proof, certificate.

They have a hall of their own: kiosks that others do without, and a clock that goes to the night and to the next year.
After every visit no file and no process of the hall knows a word of a person any more.
"""

import json
import subprocess
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import zxingcpp
from PIL import Image

from broker.catalogue import load
from scripts.rig.configs import CATALOGUE
from scripts.rig.host.http import send
from scripts.rig.state import read_json
from tests.faults.matter import (
    DRAFT,
    PRINTED,
    TAPS,
    Facts,
    Matter,
    at,
    offers,
    opens_case,
    prints_paper,
    rates_case,
    says,
)
from tests.faults.people import clerks_page, manager, until_step
from tests.faults.searching import found_in_files, found_in_memory, until_forgotten, words_of
from tests.rig.conftest import RunningHall, start_hall, stop_hall

pytestmark = [pytest.mark.rig, pytest.mark.timeout(400)]

PHONE, OTHER = "13900000001", ("w", "u", "吴", "t", "i", "提", "q", "u", "取")
"""What is typed into a form: a telephone, and the name of C08 as somebody who works there."""
WORDS = words_of(load(CATALOGUE), PHONE)
LOST_LICENCE = {
    **TAPS,
    "SectionMatters": ("食品经营许可",),
    "Asking": ("补办",),
    "Typing": ("不填，继续", "本人", "窗口领取"),
}
PACKAGE = "开办运输企业一件事"
TRANSPORT = "市政公用与涉企服务"
CREDIT = {**TAPS, "SectionMatters": ("道路运输驾驶员从业资格证诚信考核",), "CaseShown": ("打印：诚信考核结果单",)}
YEARLY = {**TAPS, "SectionMatters": ("道路运输证网上年审",)}
NUMBER_OF_C13 = "990101198008080357"
REFUSED = "此前的告知承诺未按期履行，{}前不适用告知承诺"


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
    until_forgotten(hall.state, kiosk, WORDS)
    assert found_in_files(hall.state, WORDS) == []
    return Played(facts, hall.do("papers", kiosk).facts["papers"][before:])


@pytest.fixture(scope="module")
def hygiene_licence(kiosks: RunningHall) -> Played:
    """E01, played once."""
    return play(kiosks, "E01", "K05")


@pytest.fixture(scope="module")
def package(kiosks: RunningHall) -> Played:
    """E03, played once."""
    return play(kiosks, "E03", "K13")


def types(hall: RunningHall, kiosk: str, *keys: str) -> None:
    for key in (*keys, "填好了"):
        hall.do("tap", kiosk, key)


def fills_the_form(visitor: Matter) -> None:
    """The form of E01 where nobody knows the telephone and somebody else sees to the hygiene: both are typed."""
    hall, kiosk = visitor.hall, visitor.kiosk
    hall.do("break", "exchange", "dead")
    try:
        visitor.greeted()
        visitor.walk(at("Form"))
    finally:
        hall.do("fix", "exchange")
    hall.do("tap", kiosk, "填写")
    assert says("手机号码")(visitor.until_shown(at("Typing")))
    types(hall, kiosk, *PHONE)
    visitor.walk(lambda facts: offers(facts, "其他人"))
    hall.do("tap", kiosk, "其他人")
    visitor.until_shown(lambda facts: offers(facts, "q"))
    types(hall, kiosk, *OTHER)


def remembers(hall: RunningHall, kiosk: str) -> set[str]:
    """What is known of people while somebody is here: in one process, that of the screen."""
    (known,) = found_in_memory(hall.state, kiosk, WORDS).values()
    return known


def forgets(hall: RunningHall, kiosk: str) -> None:
    """After the visit no process remembers anybody, no file holds anybody; the broker's store is written anew."""
    until_step(hall, kiosk, "Start", 60)
    until_forgotten(hall.state, kiosk, WORDS)
    hall.do("break", "broker", "stop", "1")
    until_step(hall, kiosk, "PleaseWait", 30)
    until_step(hall, kiosk, "Start", 60)
    assert found_in_files(hall.state, WORDS) == []


@pytest.mark.req("K-02", "K-14")
def test_a_draft_and_then_the_whole_matter_leave_no_word_of_a_person_behind(kiosks: RunningHall) -> None:
    hall, kiosk = kiosks, "K06"
    # the credit database is left alone for half a minute after it failed: who promises meanwhile tries again
    visitor = Matter(hall, kiosk, fresh=True, taps={**TAPS, "Refused": ("知道了",)})
    fills_the_form(visitor)
    typed = {"name of C01", "idno of C01", "address of C01", f"{PHONE} as typed", "name of C08"}
    assert remembers(hall, kiosk) >= typed, "the search finds who is here"
    hall.do("uncard", kiosk)
    forgets(hall, kiosk)

    visitor.greeted()
    assert DRAFT in visitor.own_cases()
    visitor.fresh = False
    visitor.walk(says(PRINTED), 240)
    assert remembers(hall, kiosk) >= {"name of C01"}
    hall.do("tap", kiosk, "完成")
    visitor.leave()
    forgets(hall, kiosk)
    (promise,), (sheet,) = hall.events("MaterialsPromised"), hall.events("SheetPrinted")
    assert (len(promise["promised"]), promise["case_id"]) == (5, sheet["case_id"])


def refused(facts: Facts, until: str) -> bool:
    """Say whether the screen of the papers tells why there is no promise, and offers none."""
    return REFUSED.format(until) in "".join(facts["texts"]) and not offers(facts, "承诺后补")


def comes_to_the_papers(visitor: Matter) -> None:
    """Go through the form; what has to be typed is typed: the own number, and 1 for everything measured."""
    visitor.greeted()
    while True:
        facts = visitor.walk(lambda one: one["step"] == "Materials" or offers(one, "填好了"))
        if facts["step"] == "Materials":
            return
        types(visitor.hall, visitor.kiosk, *(NUMBER_OF_C13 if says("身份号码")(facts) else "1"))


def promises_nothing(visitor: Matter, until: str, paper: str) -> None:
    """Come to the papers of a matter, where the reason stands, and find none that may be promised."""
    comes_to_the_papers(visitor)
    visitor.until_shown(lambda facts: refused(facts, until))
    visitor.hall.do("tap", visitor.kiosk, paper)
    ways = visitor.until_shown(at("MaterialShown"))
    assert offers(ways, "扫描")
    assert not offers(ways, "承诺")
    visitor.leave()


@pytest.mark.req("K-04", "M-06")
def test_who_broke_a_promise_elsewhere_is_refused_the_first_one_here(kiosks: RunningHall) -> None:
    visitor = Matter(kiosks, "K05", "C13", fresh=True, section="商事服务", taps=LOST_LICENCE)
    promises_nothing(visitor, "2027年12月31日", "遗失(损毁)声明")


@pytest.mark.req("K-01", "K-02", "K-03", "K-04", "K-05", "K-14", "G-02", "M-01", "P-06", "G-01", "H-03")
def test_e01_a_hygiene_licence_in_eighteen_taps_and_two_signatures(
    kiosks: RunningHall, hygiene_licence: Played
) -> None:
    played = hygiene_licence
    assert (played.facts["taps"] <= 18, played.facts["signatures"], played.facts["keys"]) == (True, 2, 0)
    assert played.facts["waited_seconds"] > 0
    assert played.count("matter") == ["WJW-001", "new"]
    assert (played.count("fields shown"), played.count("filled by the hall")) == (["25"], ["21"])
    assert played.certificates(kiosks) == ["C-HYG"]


@pytest.mark.req("K-02", "K-03", "K-04", "K-11", "P-01", "P-04", "M-01", "M-07")
def test_e03_a_package_with_proof_promises_and_three_scans(kiosks: RunningHall, package: Played) -> None:
    played = package
    assert played.count("handed in 提交") == ["ARTICLES", "SAFERULE", "VPHOTO"]
    assert played.count("proved 协查") == ["GPS", "NOACC"]
    assert len(kiosks.events("PageHandedIn")) == 3
    assert sorted(played.certificates(kiosks)) == ["C-RTB", "C-RTV"]


def sealed(pdf: Path) -> bool:
    """Say whether the seal on a file holds."""
    done = subprocess.run(["pdfsig", str(pdf)], capture_output=True, check=False, text=True)
    return "Signature is Valid." in done.stdout


@pytest.mark.req("M-09")
def test_the_proofs_of_a_package_are_printed_sealed_and_one_changed_byte_is_seen(
    kiosks: RunningHall, package: Played, tmp_path: Path
) -> None:
    visitor = Matter(kiosks, "K13", "C03")
    opens_case(visitor, PACKAGE)
    sheet = prints_paper(visitor, "证明协查结果(回传)")
    visitor.leave()
    pdf = Path(sheet["pdf"])
    assert sealed(pdf)
    changed = bytearray(pdf.read_bytes())
    changed[len(changed) // 3] ^= 1
    (tmp_path / "changed.pdf").write_bytes(changed)
    assert not sealed(tmp_path / "changed.pdf")
    with Image.open(sheet["pictures"][0]) as picture:
        (code,) = zxingcpp.read_barcodes(picture)
    said = send(code.text).text
    for words in ("真实有效", "证明协查结果(回传)", package.facts["case"]):
        assert words in said


@pytest.mark.req("E-03", "K-12")
def test_a_package_is_rated_once_as_one_thing(kiosks: RunningHall, package: Played) -> None:
    rates_case(Matter(kiosks, "K13", "C03"), PACKAGE, "非常满意")
    case = package.facts["case"]
    rated = [one for one in kiosks.events("CaseRated") if one["case_id"].startswith(case)]
    assert [(one["case_id"], one["stars"]) for one in rated] == [(case, 5)]


@pytest.mark.req("K-10")
def test_a_drivers_credit_is_printed_with_its_grade_and_a_check_without_its_paper_stops(kiosks: RunningHall) -> None:
    visitor = Matter(kiosks, "K13", "C03", fresh=True, section=TRANSPORT, taps=CREDIT)
    visitor.greeted()
    before = len(kiosks.do("papers", "K13").facts["papers"])
    visitor.walk(says("AAA"))
    visitor.walk(says(PRINTED))
    visitor.leave()
    (slip,) = kiosks.do("papers", "K13").facts["papers"][before:]
    assert {"诚信考核结果单", "AAA"} <= {word for line in slip["lines"] for word in line.replace("：", " ").split()}
    kiosks.do("break", "elicence", "not_found", "C03", "VCO")
    try:
        yearly = Matter(kiosks, "K13", "C03", fresh=True, section=TRANSPORT, taps=YEARLY)
        yearly.greeted()
        stopped = "".join(yearly.walk(says("号窗口"), 60)["lines"])
        assert "道路运输证：证照库中没有查到" in stopped
        yearly.leave()
    finally:
        kiosks.do("fix", "elicence")


@pytest.mark.req("K-02", "K-04", "P-01")
def test_e10_a_fishing_licence_is_printed_when_the_department_has_said_yes(kiosks: RunningHall) -> None:
    played = play(kiosks, "E10", "K07")
    assert played.certificates(kiosks) == ["C-FIL"]


@pytest.mark.req("G-02", "K-03", "K-04")
def test_e12_a_lost_licence_leads_to_its_replacement(kiosks: RunningHall) -> None:
    played = play(kiosks, "E12", "K06")
    assert played.count("matter") == ["JTJ-001", "replace"]
    assert played.certificates(kiosks) == ["C-RTB"]


@pytest.mark.req("K-05", "K-06", "K-08", "K-12", "E-03")
def test_e11_an_insurance_record_is_printed_at_night(kiosks: RunningHall) -> None:
    kiosks.do("clock", "to", "23:00")
    kiosks.until("show", "K09", seen=lambda shown: "自助办事" in shown["texts"])
    played = play(kiosks, "E11", "K09")
    assert played.facts["signatures"] == 1
    assert played.certificates(kiosks) == ["C-YBC"]
    rates_case(Matter(kiosks, "K09", "C12"), "参保信息查询打印", "满意")
    assert [one["stars"] for one in of_case(kiosks, "CaseRated", played.facts["case"])] == [4]


def of_case(hall: RunningHall, kind: str, case: str) -> list[dict[str, Any]]:
    return [one for one in hall.events(kind) if one["case_id"] == case]


def messages(hall: RunningHall) -> list[str]:
    """The texts that the sandbox of the telephones took."""
    ports = read_json(hall.state / "ports.json") or {}
    return [one["text"]["zh_hans"] for one in json.loads(send(f"http://127.0.0.1:{ports['clock']}/sms").body)]


@pytest.mark.req("K-04", "M-06")
def test_the_promises_of_e01_break_by_the_clock_alone_and_no_further_one_is_taken(
    kiosks: RunningHall, hygiene_licence: Played
) -> None:
    hall, case = kiosks, hygiene_licence.facts["case"]
    (promise,), (certificate,) = of_case(hall, "MaterialsPromised", case), of_case(hall, "CertificateIssued", case)
    assert (promise["made_on"], {one["due"] for one in promise["promised"]}) == ("2026-11-23", {"2027-01-04"})
    hall.do("clock", "to", "2027-01-04 16:00")
    hall.until("journal", "--tail", "0", seen=lambda _: len(of_case(hall, "CommitmentFellDue", case)) == 5, seconds=60)
    assert of_case(hall, "CommitmentBroken", case) == [], "on 4 January there is still the day"

    hall.do("clock", "to", "2027-01-05 09:00")
    hall.until("journal", "--tail", "0", seen=lambda _: len(of_case(hall, "CommitmentBroken", case)) == 5, seconds=60)
    broken = hall.events("CommitmentBroken")
    mendable = [one["material"] for one in broken if one["notice_until"] == "2027-01-15"]
    names = Counter(load(CATALOGUE).material(material).name_zh for material in mendable)
    hall.until("clock", seen=lambda _: told_of_broken(hall) == names, seconds=60)
    page = clerks_page(hall).page("ledger", manager(hall)["no"])
    assert page.count("逾期未履行") == len(broken)
    assert page.count(certificate["serial"]) == 5, "flagged beside each promise"
    for words in (case, "2027-01-04", "补正至 2027-01-15"):
        assert words in page
    promises_nothing(Matter(hall, "K05", fresh=True), "2028年1月5日", "公共场所地址方位示意图")


def told_of_broken(hall: RunningHall) -> Counter[str]:
    """The papers whose broken promise was told in a message."""
    said = (text.partition("逾期未交，承诺未履行，证照已标记。2027年1月15日前补交") for text in messages(hall))
    return Counter(paper for paper, told, _ in said if told)
