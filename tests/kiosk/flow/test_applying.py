"""A whole matter at the kiosk, tap by tap, without Kivy and without a hall: the hygiene licence of E01 and its ways."""

import re
from dataclasses import replace

import pytest

from broker.catalogue.walk import endings
from broker.messages import FieldView, Sentence, Signature
from broker.terms import FieldKey, MaterialCode, PackageCode, SectionCode
from kiosk.flow.applying.matching import NotHere, match_of, why_not_here
from kiosk.flow.applying.questions import arrival, walk
from kiosk.flow.events import (
    ApplicationCame,
    AskedHere,
    AskedPerson,
    AskedPrint,
    AskedSignature,
    AskedTicket,
    CardGone,
    CardRead,
    CasesCame,
    ChoseAnswer,
    ChoseOption,
    ChoseSection,
    ChoseService,
    ChoseStars,
    Contested,
    Continued,
    DocumentCame,
    DocumentFailed,
    DocumentPrinted,
    Drew,
    Event,
    GaveConsent,
    GaveSignature,
    HallSilent,
    Idle,
    OpenedCase,
    OpenedCases,
    OpenedDocument,
    OpenedField,
    OpenedMaterial,
    OpenedPromise,
    PagesTaken,
    RequestRefused,
    SecondPassed,
    Signed,
    TookWay,
    VisitorKnown,
    WentBack,
)
from kiosk.flow.orders import (
    AskCase,
    AskHelp,
    CaseAsk,
    ContestAsk,
    FetchAsk,
    FillAsk,
    ListAsk,
    LookAsk,
    OpenAsk,
    PagesAsk,
    PrintDocument,
    PromiseAsk,
    RateAsk,
    SubmitAsk,
)
from kiosk.flow.patience import COUNTDOWN_SECONDS, patience
from kiosk.flow.printing import PageTrouble
from kiosk.flow.steps import (
    Answered,
    Asking,
    Calling,
    Camera,
    CardRemoved,
    CaseShown,
    DocumentPhase,
    FieldShown,
    Form,
    HallWorks,
    Issuing,
    Matched,
    Materials,
    Menu,
    MyCases,
    Paper,
    Promise,
    RateCase,
    Refused,
    Review,
    Signing,
    Start,
    TimeoutWarning,
    Typing,
    Unsure,
    Visit,
)
from tests.kiosk import applications as told
from tests.kiosk import entering_events, world
from tests.kiosk.applying_events import FILE
from tests.kiosk.flow.walking import Walk

SIGNATURE = Signature(aspect=2.2, strokes=(entering_events.STROKE,))
JOB = f"{told.CASE} C-HYG:{told.SERIAL}"


class Taps(Walk):
    """Counts what a finger does; what the hall and the devices say goes through `hears`."""

    taps = 0

    def tap(self, *taps: Event) -> None:
        self.taps += len(taps)
        self(*taps)

    def hears(self, *events: Event) -> None:
        self(*events)

    @property
    def asked(self) -> CaseAsk:
        (order,) = [order for order in self.new if isinstance(order, AskCase)]
        assert order.card == world.CARD
        return order.ask


def _with_card(**facts: object) -> Taps:
    visitor = Taps(context=world.whole_kiosk())
    visitor(CardRead(world.CARD), VisitorKnown(world.CARD, world.greeting().model_copy(update=facts)))
    return visitor


def _at_form() -> Taps:
    visitor = _with_card()
    visitor.tap(ChoseSection(SectionCode("S01")), ChoseService(told.HYGIENE))
    visitor.tap(*(ChoseAnswer(number) for number in told.ANSWERS), AskedHere(), GaveConsent(agreed=True))
    assert visitor.asked == OpenAsk(told.HYGIENE, told.ANSWERS, consent=True)
    visitor.hears(ApplicationCame(told.fresh()))
    assert isinstance(visitor.step, Form)
    return visitor


@pytest.mark.req("K-02")
@pytest.mark.req("K-04")
@pytest.mark.req("K-05")
def test_e01_from_the_card_to_the_certificate_in_eighteen_taps() -> None:
    visitor = _at_form()
    visitor.tap(Continued(), Continued(), Continued())
    assert isinstance(visitor.step, Typing)
    assert visitor.step.question.key == "hy_manager"
    assert visitor.step.question.options[0].zh == "本人"
    visitor.tap(ChoseOption("陈大文"))
    assert visitor.asked == FillAsk(told.CASE, ((FieldKey("hy_manager"), "陈大文"),))
    visitor.hears(ApplicationCame(told.view(own={"hy_manager": "陈大文"})))
    visitor.tap(Continued())
    assert isinstance(visitor.step, Typing)
    visitor.tap(ChoseOption("当场领取"))
    visitor.hears(ApplicationCame(told.filled()))
    assert isinstance(visitor.step, Materials)
    visitor.tap(OpenedPromise(), Continued(), AskedSignature())
    visitor.hears(Drew(entering_events.STROKE), GaveSignature(2.2))
    promised = visitor.asked
    assert isinstance(promised, PromiseAsk)
    assert set(promised.materials) == set(told.PROMISED)
    visitor.hears(ApplicationCame(told.promised()))
    assert isinstance(visitor.step, Review)
    visitor.tap(AskedSignature())
    visitor.hears(Drew(entering_events.STROKE), GaveSignature(2.2))
    assert visitor.asked == SubmitAsk(told.CASE, SIGNATURE)
    visitor.hears(ApplicationCame(told.granted()))
    assert visitor.asked == FetchAsk(told.CASE, f"C-HYG:{told.SERIAL}")
    visitor.hears(DocumentCame(FILE))
    visitor.tap(AskedPrint())
    assert visitor.new == (PrintDocument(world.CARD, told.CASE, JOB, FILE, told.SERIAL),)
    visitor.hears(DocumentPrinted(JOB, 1), ApplicationCame(told.granted(told.certificate(printed=True))))
    assert isinstance(visitor.step, Paper)
    assert visitor.step.phase is DocumentPhase.PRINTED
    assert visitor.taps <= 18


@pytest.mark.req("G-01")
def test_every_path_of_every_tree_ends_at_a_result() -> None:
    catalogue = world.offer().catalogue
    paths = 0
    for tree in catalogue.trees:
        for ending in endings(tree):
            paths += 1
            answers = ending.answers
            while walk(catalogue, Answered(tree.owner, answers)).open is not None:
                answers = (*answers, 1)
            assert match_of(catalogue, Answered(tree.owner, answers)) is not None, (tree.owner, answers)
    assert paths == 280


@pytest.mark.req("G-02")
def test_the_five_situations_of_the_freight_licence_have_their_own_forms_and_papers() -> None:
    catalogue = world.offer().catalogue
    tree = catalogue.tree(told.FREIGHT)
    assert tree is not None
    found: dict[str, tuple[object, ...]] = {}
    for ending in endings(tree):
        answers = ending.answers
        while walk(catalogue, Answered(told.FREIGHT, answers)).open is not None:
            answers = (*answers, 2)
        led = arrival(catalogue, Answered(told.FREIGHT, answers))
        match = match_of(catalogue, Answered(told.FREIGHT, answers))
        assert led is not None
        assert match is not None
        found[led.situation] = tuple(paper.use.m for paper in match.papers)
    assert len(found) == 5
    assert len(set(found.values())) == 5


@pytest.mark.req("G-01")
def test_back_takes_one_answer_back_and_then_leaves_the_questions() -> None:
    visitor = _with_card()
    visitor(ChoseSection(SectionCode("S01")), ChoseService(told.HYGIENE), ChoseAnswer(1), ChoseAnswer(2), WentBack())
    assert isinstance(visitor.step, Asking)
    assert visitor.step.matter.answers == (1,)
    visitor(ChoseAnswer(77))
    assert isinstance(visitor.step, Asking)
    visitor(WentBack(), WentBack())
    assert type(visitor.step).__name__ == "SectionMatters"


@pytest.mark.req("G-01")
def test_who_does_not_know_gets_a_person_or_a_number() -> None:
    visitor = _with_card()
    visitor(ChoseSection(SectionCode("S01")), ChoseService(told.HYGIENE), AskedPerson())
    assert isinstance(visitor.step, Unsure)
    assert visitor.new == (AskHelp("Asking", wanted=True),)
    assert isinstance(visitor(AskedTicket()), Issuing)


@pytest.mark.req("K-01")
def test_an_expired_card_gets_a_number_and_no_application() -> None:
    visitor = _with_card(card_expired=True, cases=told.cases().cases)
    visitor(Continued(), OpenedCases())
    assert isinstance(visitor.step, Menu)
    visitor(ChoseSection(SectionCode("S01")), ChoseService(told.HYGIENE), *map(ChoseAnswer, told.ANSWERS), AskedHere())
    assert isinstance(visitor.step, Matched)
    assert isinstance(visitor(AskedTicket()), Issuing)


@pytest.mark.req("K-05")
def test_a_matter_is_done_only_where_the_kiosk_can_print_and_the_channel_is_open() -> None:
    match = match_of(world.offer().catalogue, Answered(told.HYGIENE, told.ANSWERS))
    assert match is not None
    known, kiosk = world.known(), world.whole_kiosk()
    assert why_not_here(match, known, kiosk) is None
    assert why_not_here(match, Visit(), kiosk) is NotHere.NO_CARD
    assert why_not_here(match, known, replace(kiosk, has_page_printer=False)) is NotHere.NO_PAGE_PRINTER


@pytest.mark.req("K-03")
def test_a_slow_library_is_told_of_and_nobody_has_to_wait_for_it() -> None:
    visitor = _with_card()
    visitor(ChoseSection(SectionCode("S01")), ChoseService(told.HYGIENE), *map(ChoseAnswer, told.ANSWERS))
    visitor(AskedHere(), GaveConsent(agreed=True), ApplicationCame(told.calling()))
    assert isinstance(visitor.step, Calling)
    assert visitor.asked == LookAsk(told.CASE)
    visitor(ApplicationCame(told.calling()), SecondPassed())
    assert visitor.asked == LookAsk(told.CASE)
    visitor(*[SecondPassed()] * 10, HallSilent(), SecondPassed())
    assert isinstance(visitor.step, Calling)
    assert visitor.step.waited == 12
    assert isinstance(visitor(Continued()), Form)


@pytest.mark.req("K-03")
def test_an_expired_licence_stops_the_application_with_its_reason() -> None:
    visitor = _with_card()
    visitor(ChoseSection(SectionCode("S01")), ChoseService(told.HYGIENE), *map(ChoseAnswer, told.ANSWERS))
    reason = Sentence(
        zh_hans="营业执照已过期，请到1号窗口", zh_hant="營業執照已過期，請到1號窗口", en="Expired: window 1"
    )
    visitor(AskedHere(), GaveConsent(agreed=True), ApplicationCame(told.fresh().model_copy(update={"stopped": reason})))
    assert isinstance(visitor.step, Refused)
    assert visitor.step.sentence == reason
    assert isinstance(visitor(Continued()), Matched)


@pytest.mark.req("K-02")
def test_a_licence_is_contested_and_never_edited() -> None:
    visitor = _at_form()
    visitor(OpenedField(FieldKey("p_addr")))
    assert isinstance(visitor.step, FieldShown)
    visitor(Contested())
    assert visitor.asked == ContestAsk(told.CASE, FieldKey("p_addr"))
    visitor(ApplicationCame(told.fresh()))
    assert isinstance(visitor.step, Form)
    assert visitor.step.group == 0


@pytest.mark.req("K-04")
def test_a_promise_is_signed_only_when_it_was_read_to_its_end() -> None:
    visitor = _at_form()
    visitor.step = Promise(visitor.step.visit, told.filled())
    assert isinstance(visitor(AskedSignature(), Signed(SIGNATURE)), Promise)
    assert isinstance(visitor(Continued(), AskedSignature()), Signing)


@pytest.mark.req("K-04")
def test_who_broke_a_promise_is_offered_none() -> None:
    visitor = _at_form()
    blocked = told.filled().model_copy(update={"promise_refused": world.REFUSAL})
    visitor.step = Materials(visitor.step.visit, blocked)
    assert isinstance(visitor(OpenedPromise()), Materials)
    visitor(OpenedMaterial(MaterialCode("PLAN")), TookWay("承诺"))
    assert visitor.new == ()


@pytest.mark.req("K-11")
def test_a_paper_is_scanned_and_handed_in() -> None:
    visitor = _at_form()
    visitor.step = Materials(visitor.step.visit, told.filled())
    assert isinstance(visitor(OpenedMaterial(MaterialCode("PLAN")), TookWay("提交")), Camera)
    camera = visitor.step
    assert isinstance(camera, Camera)
    visitor.step = camera.under
    visitor(PagesTaken(MaterialCode("PLAN"), (entering_events.PAGE,)))
    assert visitor.asked == PagesAsk(told.CASE, MaterialCode("PLAN"), (entering_events.PAGE,))


@pytest.mark.req("M-03", "K-11")
@pytest.mark.parametrize(("material", "again"), [("PLAN", True), ("LEASE", True), ("AIRTEST", False)])
def test_only_a_paper_that_can_serve_again_is_asked_about(material: str, again: bool) -> None:
    visitor = _at_form()
    code = MaterialCode(material)
    wanted = next(one for one in told.filled().materials if "提交" in one.ways)
    view = told.filled().model_copy(update={"materials": (wanted.model_copy(update={"material": code}),)})
    visitor.step = Materials(visitor.step.visit, view)
    camera = visitor(OpenedMaterial(code), TookWay("提交"))
    assert isinstance(camera, Camera)
    assert camera.keepable == again
    visitor.step = camera.under
    visitor(PagesTaken(code, (entering_events.PAGE,), keep=True))
    assert visitor.asked == PagesAsk(told.CASE, code, (entering_events.PAGE,), keep=True)


@pytest.mark.req("K-05")
@pytest.mark.parametrize("still_shown", [True, False])
def test_a_sheet_that_was_lost_is_printed_under_a_new_number_only(*, still_shown: bool) -> None:
    visitor = _at_form()
    visitor.step = Paper(visitor.step.visit, told.granted(), f"C-HYG:{told.SERIAL}", DocumentPhase.READY, FILE)
    visitor(AskedPrint(), DocumentFailed(JOB, PageTrouble.JAMMED, started=True), AskedPrint())
    assert visitor.new == (), "never again under the number of the lost sheet"
    void = (told.certificate(void=True),) if still_shown else ()
    visitor(ApplicationCame(told.granted(*void, told.certificate(told.NEXT_SERIAL))))
    assert visitor.asked == FetchAsk(told.CASE, f"C-HYG:{told.NEXT_SERIAL}")
    assert isinstance(visitor.step, Paper)
    assert visitor.step.spent == told.SERIAL


@pytest.mark.req("K-05", "K-14")
def test_a_number_that_was_lost_in_an_earlier_visit_is_named_when_the_new_one_is_opened() -> None:
    visitor = _at_form()
    anew = told.certificate(told.NEXT_SERIAL).model_copy(update={"replaces": told.SERIAL})
    visitor.step = CaseShown(visitor.step.visit, told.granted(anew))
    paper = visitor(OpenedDocument(f"C-HYG:{told.NEXT_SERIAL}"))
    assert isinstance(paper, Paper)
    assert paper.spent == told.SERIAL


@pytest.mark.req("K-05")
def test_a_printer_that_never_began_costs_no_number() -> None:
    visitor = _at_form()
    visitor.step = Paper(visitor.step.visit, told.granted(), f"C-HYG:{told.SERIAL}", DocumentPhase.READY, FILE)
    visitor(AskedPrint(), DocumentFailed(JOB, PageTrouble.OUT_OF_PAPER, started=False), AskedPrint())
    assert visitor.new == (PrintDocument(world.CARD, told.CASE, JOB, FILE, told.SERIAL),)


@pytest.mark.req("K-12")
@pytest.mark.req("E-03")
def test_a_finished_case_is_rated_once() -> None:
    visitor = _at_form()
    done = told.granted(told.certificate(printed=True))
    visitor.step = Paper(visitor.step.visit, done, f"C-HYG:{told.SERIAL}", DocumentPhase.PRINTED, FILE)
    assert isinstance(visitor(Continued()), RateCase)
    visitor(ChoseStars(5))
    assert visitor.asked == RateAsk(told.CASE, 5, ())
    visitor.step = CaseShown(visitor.step.visit, done.model_copy(update={"rated": True}))
    assert isinstance(visitor(Continued()), Menu)


def test_my_cases_take_a_draft_up_where_it_was_left() -> None:
    visitor = _with_card(cases=told.cases().cases)
    visitor(OpenedCases())
    assert visitor.asked == ListAsk()
    assert isinstance(visitor(CasesCame(told.cases())), MyCases)
    visitor(OpenedCase(told.CASE), ApplicationCame(told.fresh()))
    assert isinstance(visitor.step, Form)
    assert visitor.step.group == 2, "the first page with something to fill in"


@pytest.mark.req("K-14")
def test_who_walks_away_in_mid_form_leaves_the_start_after_a_minute_and_the_countdown() -> None:
    visitor = _at_form()
    assert patience(visitor.step) == 60
    assert isinstance(visitor(Idle()), TimeoutWarning)
    visitor(*[SecondPassed()] * COUNTDOWN_SECONDS)
    assert isinstance(visitor.step, Start)
    assert "陈大文" not in repr(visitor.step)


@pytest.mark.req("K-14")
def test_the_card_taken_in_mid_form_leaves_nothing_on_the_screen() -> None:
    visitor = _at_form()
    assert isinstance(visitor(CardGone()), CardRemoved)
    assert isinstance(visitor(Continued()), Menu)
    assert visitor.step.visit.visitor is None
    assert "陈大文" not in repr(visitor.step)


def test_a_hall_that_refuses_or_is_silent_leaves_the_form_as_it_was() -> None:
    for answer in (RequestRefused(world.REFUSAL), HallSilent()):
        visitor = _at_form()
        visitor(OpenedField(FieldKey("p_addr")), Contested())
        assert isinstance(visitor.step, HallWorks)
        assert isinstance(visitor(answer), Refused)
        assert isinstance(visitor(Continued()), Form)


@pytest.mark.req("K-14")
def test_no_value_of_a_form_shows_in_a_traceback() -> None:
    step = Form(world.known(), told.filled())
    assert not re.search("陈大文|990101198503121232", repr(step))
    assert "陈大文" not in repr(FieldView(key=FieldKey("p_name"), value="陈大文"))


@pytest.mark.req("G-01", "G-03")
def test_a_package_costs_what_its_items_cost_and_only_what_costs_nothing_is_free() -> None:
    catalogue = world.offer().catalogue
    sale = match_of(catalogue, Answered(PackageCode("P16"), (2, 3)))
    transport = match_of(catalogue, Answered(PackageCode("P02"), (2, 1, 1)))
    assert sale is not None
    assert transport is not None
    assert (sale.fee, transport.fee) == ("80元/件", None)


@pytest.mark.req("P-02")
def test_a_new_company_is_not_told_to_have_its_licence_called() -> None:
    new = match_of(world.offer().catalogue, Answered(PackageCode("P02"), (1, 1, 1)))
    assert new is not None
    assert {paper.use.m for paper in new.papers if paper.way is None} == {"BIZ", "SEAL"}
