"""The matter at the kiosk, from the last answer to the certificate, through real requests on the bus."""

from base64 import b64decode
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from broker.messages import DocumentFile, DocumentGiven, Greeting, Identified, Identify, PaperGiven
from broker.messages.case_requests import OpenApplication
from broker.terms import FieldKey, MaterialCode
from tests.caller.application.applicants import Applicant, HallWithCases, filled, in_state, scenario
from tests.caller.application.test_news import until
from tests.caller.papers import text_of


@pytest.fixture
def hall(tmp_path: Path) -> Iterator[HallWithCases]:
    running = HallWithCases(tmp_path)
    yield running
    running.stop()


@pytest.mark.req("K-02", "K-03", "M-01")
@pytest.mark.parametrize("code", ["E01", "E03", "E10", "E11", "E12"])
def test_a_scenario_shows_and_gives_what_the_catalogue_expects(hall: HallWithCases, code: str) -> None:
    wanted = scenario(code)
    expect = wanted.expect
    applicant = Applicant(hall, wanted.persona, wanted.place)
    view = applicant.open(wanted.owner, wanted.answers)
    assert (view.owner, view.situation, view.flags, view.form) == (
        expect.owner,
        expect.situation,
        expect.flags,
        expect.form,
    )
    assert (len(view.fields), filled(view)) == (expect.fields_shown, expect.fields_auto)
    assert in_state(view, "called") == expect.called
    assert in_state(view, "generated") == expect.generated
    assert in_state(view, "to_promise") == expect.committed
    assert in_state(view, "to_hand_in") == expect.handed_in
    assert view.sandbox


@pytest.mark.req("K-04", "K-05", "P-06")
@pytest.mark.parametrize("code", ["E01", "E11"])
def test_an_instant_matter_ends_with_its_certificate_in_the_same_answer(hall: HallWithCases, code: str) -> None:
    wanted = scenario(code)
    applicant = Applicant(hall, wanted.persona, wanted.place)
    ready = applicant.settle(applicant.open(wanted.owner, wanted.answers))
    done = applicant.view(applicant.handing_in(ready.case))
    assert tuple(one.certificate for one in done.certificates) == wanted.expect.certificates
    assert all(one.met for one in done.rules)
    assert in_state(done, "promised") == wanted.expect.committed
    again = applicant.look(done.case)
    assert [one.serial for one in again.certificates] == [one.serial for one in done.certificates]


@pytest.mark.req("P-06", "P-01")
@pytest.mark.parametrize("code", ["E03", "E10", "E12"])
def test_another_matter_is_accepted_and_waits_for_its_approver(hall: HallWithCases, code: str) -> None:
    wanted = scenario(code)
    applicant = Applicant(hall, wanted.persona, wanted.place)
    view = applicant.open(wanted.owner, wanted.answers)
    for material in in_state(view, "to_prove"):
        view = applicant.view(applicant.choosing(view.case, material, "协查"))
    ready = applicant.settle(view)
    assert in_state(ready, "proving") == wanted.expect.proof
    done = applicant.view(applicant.handing_in(ready.case))
    assert done.certificates == ()
    assert done.stage in ("接收", "受理", "审核")
    assert [line.draft for line in applicant.listed().cases] == [False]


@pytest.mark.req("K-03")
def test_nothing_of_the_person_rests_but_in_the_vault(hall: HallWithCases) -> None:
    wanted = scenario("E01")
    applicant = Applicant(hall, wanted.persona)
    ready = applicant.settle(applicant.open(wanted.owner, wanted.answers))
    applicant.view(applicant.handing_in(ready.case))
    kept = b"".join(file.read_bytes() for file in hall.folder.rglob("*") if file.is_file())
    person = applicant.person
    for secret in (person.idno, person.name, person.phone, person.address, "理发服务", "92990101MA0SAMPLE1"):
        assert secret.encode() not in kept
    assert (
        hall.vault.values(hall.controller.read(lambda scene: scene.hall.state.cases.cases[ready.case].record))[
            FieldKey("p_id")
        ]
        == person.idno
    )


@pytest.mark.req("K-14")
def test_nobody_sees_or_touches_anothers_case(hall: HallWithCases) -> None:
    wanted = scenario("E01")
    mine = Applicant(hall, wanted.persona).open(wanted.owner, wanted.answers)
    stranger = Applicant(hall, "C02")
    for request in (
        stranger.filling(mine.case, {FieldKey("hy_manager"): "林示例"}),
        stranger.choosing(mine.case, "RPC", "协查"),
        stranger.page(mine.case, "SITEMAP"),
        stranger.promise(mine.case, ["SITEMAP"]),
        stranger.handing_in(mine.case),
    ):
        assert stranger.refused(request).reason == "NoSuchCase"
    assert stranger.listed().cases == ()
    assert [line.case for line in Applicant(hall, wanted.persona, "K07").listed().cases] == [mine.case]


@pytest.mark.req("K-14", "K-02")
def test_a_draft_is_taken_up_again_at_another_kiosk_within_seven_days(hall: HallWithCases) -> None:
    wanted = scenario("E01")
    first = Applicant(hall, wanted.persona)
    opened = first.open(wanted.owner, wanted.answers)
    first.view(first.filling(opened.case, {FieldKey("hy_manager"): "陈示范"}))
    hall.clock.pass_(days=6)
    later = Applicant(hall, wanted.persona, "K07").open(wanted.owner, wanted.answers)
    assert later.case == opened.case
    assert {one.key: one.value for one in later.fields}[FieldKey("hy_manager")] == "陈示范"
    hall.clock.pass_(days=8)
    assert Applicant(hall, wanted.persona).open(wanted.owner, wanted.answers).case != opened.case


@pytest.mark.req("K-04", "M-06")
def test_who_broke_a_promise_is_offered_none_and_told_why(hall: HallWithCases) -> None:
    view = Applicant(hall, "C13").open("WJW-001", [1, 2, 1])
    assert view.promise_refused is not None
    assert "2027" in view.promise_refused.en
    assert in_state(view, "to_promise") == ()
    assert set(in_state(view, "to_hand_in")) >= {"SITEMAP", "PLAN", "HYTEST", "HYRULE", "TRAIN"}
    refused = Applicant(hall, "C13").refused(Applicant(hall, "C13").promise(view.case, ["SITEMAP"]))
    assert refused.reason == "PromiseRefused"


@pytest.mark.req("K-02")
def test_a_called_value_is_contested_never_written_over(hall: HallWithCases) -> None:
    applicant = Applicant(hall, "C01")
    view = applicant.open("WJW-001", [1, 2, 1])
    assert applicant.refused(applicant.filling(view.case, {FieldKey("c_name"): "别的店"})).reason == "UnknownField"
    changed = applicant.view(applicant.filling(view.case, {FieldKey("p_phone"): "13900000001"}))
    phone = next(one for one in changed.fields if one.key == "p_phone")
    assert (phone.value, phone.source) == ("13900000001", "本人填写")


def test_a_repeated_request_has_no_second_effect(hall: HallWithCases) -> None:
    applicant = Applicant(hall, "C01")
    request = applicant.opening("WJW-001", [1, 2, 1])
    assert applicant.view(request).case == applicant.view(request).case
    assert len(applicant.listed().cases) == 1


def test_answers_that_lead_nowhere_are_refused_and_leave_nothing(hall: HallWithCases) -> None:
    applicant = Applicant(hall, "C01")
    assert applicant.refused(applicant.opening("WJW-001", [1])).reason == "AnswersDoNotEnd"
    assert applicant.listed().cases == ()


@pytest.mark.req("K-03")
def test_without_consent_nothing_is_called(hall: HallWithCases) -> None:
    view = Applicant(hall, "C01").open("WJW-001", [1, 2, 1], consent=False)
    assert in_state(view, "called", "calling") == ()
    assert not any(one.source in ("证照", "共享库", "上次申请") for one in view.fields)


@pytest.mark.req("K-05", "K-07")
def test_the_papers_of_a_case_are_made_for_its_visitor(hall: HallWithCases) -> None:
    wanted = scenario("E01")
    applicant = Applicant(hall, wanted.persona)
    ready = applicant.settle(applicant.open(wanted.owner, wanted.answers))
    done = applicant.view(applicant.handing_in(ready.case))
    assert len(done.documents) == 3
    for name in done.documents:
        paper = applicant.paper(done.case, name)
        assert paper.pages >= 1
        assert b64decode(paper.pdf).startswith(b"%PDF")


@pytest.mark.req("K-07")
def test_a_form_for_the_swipe_of_a_card_has_the_persons_own_data_sealed(hall: HallWithCases) -> None:
    """K-07: 个体工商户登记申请书 with the eight fields of the person; nothing is opened or kept."""
    applicant = Applicant(hall, "C02", "K10")
    person = applicant.person
    reply = applicant.ask(applicant.wanting_form("F-INDIV", own=True))
    assert isinstance(reply, DocumentGiven), reply
    own = text_of(b64decode(applicant.visit.open(reply.document, DocumentFile).pdf)).replace("\n", "")
    for value in (person.name, person.sex, person.nation, person.idno, person.address, person.phone):
        assert value in own
    assert own.count("刷证") == 7
    assert own.count("上次申请") == 2, "the phone, and where to send it"
    assert applicant.listed().cases == ()
    blank = applicant.ask(applicant.wanting_form("F-INDIV", own=False))
    assert isinstance(blank, PaperGiven)
    assert person.name not in text_of(b64decode(blank.pdf))


def test_a_form_that_does_not_exist_is_refused_with_a_sentence(hall: HallWithCases) -> None:
    applicant = Applicant(hall, "C02")
    for own in (True, False):
        refused = applicant.refused(applicant.wanting_form("F-NONE", own=own))
        assert refused.reason == "NoSuchDocument"
        assert refused.sentence.zh_hans


@pytest.mark.req("M-03", "K-11")
@pytest.mark.parametrize("keep", [True, False])
def test_a_scan_outlives_its_matter_only_where_the_visitor_agreed(hall: HallWithCases, keep: bool) -> None:
    wanted = scenario("E01")
    applicant = Applicant(hall, wanted.persona)
    view = applicant.open(wanted.owner, wanted.answers)
    view = applicant.view(applicant.page(view.case, "PLAN", keep=keep))
    owner, record, today = hall.controller.read(
        lambda scene: (
            scene.hall.state.cases.cases[view.case].visitor,
            scene.hall.state.cases.cases[view.case].record,
            scene.hall.calendar.day_of(scene.now),
        )
    )
    assert len(hall.vault.page_names(record, MaterialCode("PLAN"))) == 1, "kept for this matter either way"
    assert [paper.material for paper in hall.vault.papers(owner, today)] == (["PLAN"] if keep else [])
    ready = applicant.settle(view)
    applicant.view(applicant.handing_in(ready.case))
    later = today + timedelta(days=40)
    until(lambda: hall.cursor.read() == hall.controller.read(lambda scene: scene.seq))
    hall.vault.shred(hall.clock.now() + timedelta(days=40), later)
    assert list(hall.vault.page_names(record, MaterialCode("PLAN"))) == []
    assert len(hall.vault.paper_pages(owner, MaterialCode("PLAN"))) == (1 if keep else 0)


@pytest.mark.req("K-01")
def test_an_expired_card_is_told_with_the_greeting_and_only_then(hall: HallWithCases) -> None:
    for last, expired in ((date(2020, 1, 1), True), (date(2026, 11, 22), True), (date(2026, 11, 23), False)):
        applicant = Applicant(hall, "C01", valid_until=last)
        until_then = hall.clock.now() + timedelta(minutes=1)
        reply = applicant.ask(Identify(request_id=hall.next_id(), valid_until=until_then, card=applicant.card))
        assert isinstance(reply, Identified), reply
        greeting = applicant.visit.open(reply.greeting, Greeting)
        assert (greeting.masked_name, greeting.card_expired) == ("陈*", expired)


@pytest.mark.req("K-01")
def test_an_expired_card_opens_its_own_renewal_and_no_other_matter(hall: HallWithCases) -> None:
    applicant = Applicant(hall, "C01", valid_until=date(2020, 1, 1))
    wanted = scenario("E01")
    refused = applicant.refused(applicant.opening(wanted.owner, wanted.answers))
    assert refused.reason == "CardHasExpired"
    assert "换领新证" in refused.sentence.zh_hans
    renewal = applicant.open("GAJ-004", [1])
    assert (renewal.situation, renewal.form) == ("renew", "F-IDCARD")
    assert any(one.key == "p_name" and one.source == "刷证" for one in renewal.fields)


@pytest.mark.req("K-02", "P-06")
@pytest.mark.parametrize(("wrong", "right"), [("12345", "13900000000"), ("1390000000X", "13900000000")])
def test_a_wrong_value_is_told_at_its_field_until_it_is_mended(hall: HallWithCases, wrong: str, right: str) -> None:
    phone = FieldKey("p_phone")
    applicant = Applicant(hall, "C01")
    case = applicant.open("WJW-001", [1, 2, 1]).case
    told = applicant.view(applicant.filling(case, {phone: wrong}))
    faults = {one.key: one.problem for one in told.fields if one.problem is not None}
    assert list(faults) == [phone]
    assert "电话号码不对" in faults[phone].zh_hans
    mended = applicant.view(applicant.filling(case, {phone: right}))
    assert not any(one.problem for one in mended.fields)


@pytest.mark.req("M-01")
def test_only_a_rehearsed_hall_lets_a_technician_apply_at_a_window(hall: HallWithCases, tmp_path: Path) -> None:
    """A real hall does not: the technicians' password must not open anybody's licences."""
    wanted = scenario("E08")

    def opening(applicant: Applicant, counter: str | None) -> OpenApplication:
        asked = applicant.opening(wanted.owner, wanted.answers)
        return asked.model_copy(update={"counter": counter})

    real = Applicant(hall, wanted.persona, "technician")
    assert real.refused(opening(real, "W44")).reason == "NotYours"
    kiosk = Applicant(hall, wanted.persona, "K05")
    assert kiosk.refused(opening(kiosk, "W44")).reason == "NotYours"
    (tmp_path / "rehearsed").mkdir()
    rehearsed = HallWithCases(tmp_path / "rehearsed", rehearsing=True)
    try:
        technician = Applicant(rehearsed, wanted.persona, "technician")
        for nowhere in (None, "W99"):
            assert technician.refused(opening(technician, nowhere)).reason == "NotYours"
        view = technician.view(opening(technician, "W44"))
        case = rehearsed.controller.read(lambda scene: scene.hall.state.cases.cases[view.case])
        assert (case.channel, case.place) == ("window", "W44")
        assert view.case == technician.look(view.case).case
    finally:
        rehearsed.stop()
