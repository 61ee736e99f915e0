"""What visitors do at a kiosk, step by step, without Kivy and without a hall."""

from dataclasses import replace

import pytest

from broker.terms import QueueLetter, SectionCode
from kiosk.flow.events import (
    AskedGuide,
    AskedReprint,
    AskedReturn,
    AskedTicket,
    CardFailed,
    CardGone,
    CardRead,
    CardTrouble,
    ChoseLanguage,
    ChoseNoCard,
    ChoseQueue,
    ChoseSection,
    ChoseService,
    ChoseStars,
    Continued,
    Erased,
    Finished,
    HallSilent,
    OpenedPassed,
    OpenedRating,
    OpenedSearch,
    RatingTaken,
    RequestRefused,
    SentRating,
    SlipFailed,
    SlipPrinted,
    SlipTrouble,
    TicketIssued,
    ToggledReason,
    Typed,
    VisitorKnown,
    VisitorUnknown,
    WentBack,
)
from kiosk.flow.orders import AskRating, AskReturn, AskTicket, AskWho, BeginVisit, EndVisit, PrintSlip
from kiosk.flow.steps import (
    AlreadyHolding,
    Asking,
    CardExpired,
    CardProblem,
    GuideHint,
    Issuing,
    Menu,
    PassedOver,
    PleaseWait,
    Printing,
    RateLastVisit,
    ReadingCard,
    Refused,
    Result,
    Search,
    SectionMatters,
    Start,
    Thanks,
    Ticket,
    Visit,
)
from tests.kiosk import world
from tests.kiosk.flow.walking import Walk

FUND_SECTION = SectionCode("S08")


def _identified(**facts: object) -> Walk:
    walk = Walk()
    walk(CardRead(world.CARD), VisitorKnown(world.CARD, world.greeting().model_copy(update=facts)))
    return walk


def _at_result(walk: Walk) -> Walk:
    walk(ChoseSection(FUND_SECTION), ChoseService(world.FUND))
    assert isinstance(walk.step, Asking)
    return walk


@pytest.mark.req("Q-01")
def test_a_card_leads_to_a_printed_ticket() -> None:
    walk = Walk()
    assert isinstance(walk(CardRead(world.CARD)), ReadingCard)
    assert walk.new == (BeginVisit(), AskWho(world.CARD))
    menu = walk(VisitorKnown(world.CARD, world.greeting()))
    assert isinstance(menu, Menu)
    assert menu.visit.visitor is not None
    assert menu.visit.visitor.greeting.masked_name == "陈*"
    assert isinstance(walk(ChoseSection(FUND_SECTION)), SectionMatters)
    assert isinstance(walk(ChoseService(world.FUND)), Asking)
    assert isinstance(walk(AskedTicket()), Issuing)
    assert walk.new == (AskTicket(QueueLetter("K"), world.FUND, "zh-Hans", world.CARD),)
    issued = walk(TicketIssued(world.ticket()))
    assert isinstance(issued, Ticket)
    assert issued.printing is Printing.RUNNING
    assert walk.new == (PrintSlip(world.ticket(), "zh-Hans"),)
    printed = walk(SlipPrinted(world.ticket()))
    assert isinstance(printed, Ticket)
    assert printed.printing is Printing.DONE
    assert walk(Finished()) == Start(Visit())
    assert walk.new == (EndVisit("ticket", "Ticket", "zh-Hans", False, world.CARD),)


@pytest.mark.req("Q-02")
def test_without_a_card_a_number_is_given_all_the_same() -> None:
    walk = Walk()
    assert isinstance(walk(ChoseNoCard()), Menu)
    _at_result(walk)(AskedTicket())
    assert walk.new == (AskTicket(QueueLetter("K"), world.FUND, "zh-Hans", None),)


@pytest.mark.req("Q-02")
@pytest.mark.parametrize(("section", "letter"), [("S04", "T"), ("S04", "R"), ("S04", "S"), ("S04", "X"), ("S09", "U")])
def test_queues_without_a_matter_give_numbers(section: str, letter: str) -> None:
    walk = Walk()
    walk(ChoseNoCard(), ChoseSection(SectionCode(section)), ChoseQueue(QueueLetter(letter)), AskedTicket())
    assert walk.new == (AskTicket(QueueLetter(letter), None, "zh-Hans", None),)


def test_help_by_video_is_not_offered_at_a_kiosk() -> None:
    letters = {queue.letter for queues in world.offer().plain_queues.values() for queue in queues}
    assert letters == set("RSTUX")


@pytest.mark.req("Q-01")
def test_who_holds_a_number_is_offered_a_reprint_and_no_second_number() -> None:
    walk = _at_result(_identified(tickets=(world.ticket(),)))
    assert walk(AskedTicket()) == AlreadyHolding(walk.step.visit, world.ticket())
    assert walk.new == ()
    step = walk(AskedReprint(world.ticket()))
    assert isinstance(step, Ticket)
    assert step.again
    assert walk.new == (PrintSlip(world.ticket(), "zh-Hans"),)
    walk(SlipPrinted(world.ticket()), Finished())
    assert [order.outcome for order in walk.new if isinstance(order, EndVisit)] == ["reprint"]


@pytest.mark.req("Q-01")
def test_the_hall_knows_of_a_number_that_the_greeting_did_not() -> None:
    walk = _at_result(_identified())
    walk(AskedTicket(), RequestRefused(world.REFUSAL, world.ticket()))
    assert isinstance(walk.step, AlreadyHolding)


@pytest.mark.req("Q-01")
def test_a_second_number_of_the_same_visit_is_known_at_once() -> None:
    walk = _at_result(_identified())
    walk(AskedTicket(), TicketIssued(world.ticket()), SlipPrinted(world.ticket()), Continued())
    assert isinstance(walk.step, Menu)
    assert isinstance(_at_result(walk)(AskedTicket()), AlreadyHolding)


@pytest.mark.req("Q-06")
def test_who_was_passed_over_waits_again_with_the_same_number() -> None:
    mine = world.passed(minutes_left=20)
    walk = _at_result(_identified(tickets=(mine,)))
    assert walk(AskedTicket()) == PassedOver(walk.step.visit, mine)
    walk(AskedReturn())
    assert walk.new == (AskReturn(mine.ticket_id, world.CARD),)
    step = walk(TicketIssued(world.ticket(ahead=2)))
    assert isinstance(step, Ticket)
    assert walk.new == (PrintSlip(world.ticket(ahead=2), "zh-Hans"),)


@pytest.mark.req("Q-06")
def test_who_comes_back_too_late_takes_a_new_number() -> None:
    late = world.passed(minutes_left=-1)
    walk = _identified(tickets=(late,))
    assert isinstance(walk(OpenedPassed(late)), PassedOver)
    assert isinstance(walk(AskedReturn()), Result)
    assert isinstance(walk(AskedTicket()), Issuing)
    assert isinstance(walk.new[0], AskTicket)


@pytest.mark.req("Q-06")
def test_the_hall_says_that_a_ticket_was_passed_over() -> None:
    walk = _at_result(_identified())
    walk(AskedTicket(), RequestRefused(world.REFUSAL, world.passed(minutes_left=5)))
    assert isinstance(walk.step, PassedOver)


@pytest.mark.req("Q-01")
def test_the_menu_offers_the_reprint_of_an_open_ticket() -> None:
    walk = _identified(tickets=(world.ticket(),))
    assert isinstance(walk(AskedReprint(world.ticket())), Ticket)


@pytest.mark.req("Q-03")
@pytest.mark.parametrize("trouble", list(SlipTrouble))
def test_a_slip_that_did_not_come_out_leaves_the_number_on_the_screen(trouble: SlipTrouble) -> None:
    walk = _at_result(_identified())
    walk(AskedTicket(), TicketIssued(world.ticket()), SlipFailed(world.ticket(), trouble))
    assert isinstance(walk.step, Ticket)
    assert (walk.step.printing, walk.step.trouble) == (Printing.FAILED, trouble)
    walk(AskedReprint(world.ticket()))
    assert walk.new == (PrintSlip(world.ticket(), "zh-Hans"),)
    assert isinstance(walk(SlipPrinted(world.ticket())), Ticket)
    assert walk.step.printing is Printing.DONE


def test_news_of_another_slip_changes_nothing() -> None:
    walk = _at_result(_identified())
    before = walk(AskedTicket(), TicketIssued(world.ticket()))
    assert walk(SlipFailed(world.ticket("K002"), SlipTrouble.SILENT)) == before


@pytest.mark.req("K-01")
def test_an_expired_card_is_told_once_and_still_gets_a_number() -> None:
    walk = _identified(card_expired=True)
    assert isinstance(walk.step, CardExpired)
    assert isinstance(walk(Continued()), Menu)
    assert isinstance(_at_result(walk)(AskedTicket()), Issuing)


@pytest.mark.req("K-01")
def test_a_card_that_cannot_be_read_may_be_put_again() -> None:
    walk = Walk()
    assert isinstance(walk(CardFailed(CardTrouble.UNREADABLE)), CardProblem)
    assert isinstance(walk(CardRead(world.CARD)), ReadingCard)
    walk = Walk()
    walk(CardFailed(CardTrouble.UNREADABLE), CardGone())
    assert isinstance(walk.step, Start)
    walk(CardFailed(CardTrouble.UNREADABLE))
    assert isinstance(walk(ChoseNoCard()), Menu)


@pytest.mark.req("K-13")
def test_the_age_on_the_card_chooses_large_type_unless_the_visitor_did() -> None:
    assert _identified(elderly=True).step.visit.large
    assert not _identified(elderly=False).step.visit.large


@pytest.mark.req("K-15")
def test_the_language_stays_for_the_visit_and_no_longer() -> None:
    walk = Walk()
    walk(ChoseLanguage("en"), ChoseNoCard())
    _at_result(walk)(AskedTicket())
    assert walk.new == (AskTicket(QueueLetter("K"), world.FUND, "en", None),)
    walk(TicketIssued(world.ticket()))
    assert walk.new == (PrintSlip(world.ticket(), "en"),)
    assert walk(Finished()).visit.language == "zh-Hans"


def test_search_by_pinyin_initials_finds_the_matter() -> None:
    walk = Walk()
    walk(ChoseNoCard(), OpenedSearch(), Typed("g"), Typed("j"), Typed("j"))
    assert isinstance(walk.step, Search)
    assert walk.step.found[0] == world.FUND
    walk(Erased(), Erased(), Erased())
    assert isinstance(walk.step, Search)
    assert walk.step.found == ()
    walk(Typed("g"), ChoseService(world.FUND))
    assert isinstance(walk.step, Asking)
    assert isinstance(walk(WentBack()), Search)


def test_back_leads_to_where_one_came_from() -> None:
    walk = Walk()
    walk(ChoseNoCard())
    steps = [walk(ChoseSection(FUND_SECTION)), walk(ChoseService(world.FUND))]
    assert walk(WentBack()) == steps[0]
    assert isinstance(walk(WentBack()), Menu)
    assert isinstance(walk(WentBack()), Start)


def test_help_is_one_touch_away() -> None:
    walk = Walk()
    assert isinstance(walk(AskedGuide()), GuideHint)
    assert isinstance(walk(ChoseNoCard()), Menu)


@pytest.mark.req("Q-01")
def test_a_refusal_is_shown_in_the_halls_own_words() -> None:
    walk = _at_result(_identified())
    walk(AskedTicket(), RequestRefused(world.REFUSAL))
    assert isinstance(walk.step, Refused)
    assert walk.step.sentence == world.REFUSAL
    assert isinstance(walk(Continued()), Menu)


def test_who_the_hall_does_not_know_goes_on_without_a_card() -> None:
    walk = Walk()
    step = walk(CardRead(world.CARD), VisitorUnknown(world.CARD, world.REFUSAL))
    assert isinstance(step, Refused)
    menu = walk(Continued())
    assert isinstance(menu, Menu)
    assert menu.visit.visitor is None


def test_a_card_put_there_late_does_not_disturb_a_number_on_its_way() -> None:
    walk = Walk()
    walk(ChoseNoCard())
    _at_result(walk)(CardRead(world.CARD), AskedTicket(), VisitorUnknown(world.CARD))
    assert isinstance(walk.step, Issuing)
    assert isinstance(walk(TicketIssued(world.ticket())), Ticket)


def test_a_silent_hall_is_not_taken_for_an_answer() -> None:
    walk = _at_result(_identified())
    walk(AskedTicket(), HallSilent())
    assert isinstance(walk.step, Refused)
    assert walk.step.sentence is None


@pytest.mark.req("E-02")
def test_the_last_visit_is_rated_once() -> None:
    walk = _identified(rateable=world.serving())
    assert isinstance(walk(OpenedRating()), RateLastVisit)
    walk(ChoseStars(5))
    assert walk.new == (AskRating(world.serving().serving_id, 5, (), world.CARD),)
    assert walk(ChoseStars(1)) == walk.step, "what is under way is not sent twice"
    assert walk.new == ()
    assert isinstance(walk(RatingTaken()), Thanks)
    menu = walk(Continued())
    assert menu.visit.visitor is not None
    assert menu.visit.visitor.greeting.rateable is None


@pytest.mark.req("E-04")
def test_a_bad_level_needs_a_reason() -> None:
    walk = _identified(rateable=world.serving())
    walk(OpenedRating(), ChoseStars(2), SentRating())
    assert walk.new == ()
    walk(ToggledReason("办事效率"), ToggledReason("其他"), ToggledReason("其他"), SentRating())
    assert walk.new == (AskRating(world.serving().serving_id, 2, ("办事效率",), world.CARD),)


def test_while_the_hall_is_away_nothing_is_issued_and_the_place_is_kept() -> None:
    walk = _at_result(_identified())
    place = walk.step
    assert walk.world(replace(world.open_hall(), hall_here=False)) == PleaseWait(place.visit, place)
    assert isinstance(walk(AskedTicket()), PleaseWait)
    assert walk.new == ()
    assert walk.world(world.open_hall()) == place


def test_who_holds_a_number_keeps_seeing_it_while_the_hall_is_away() -> None:
    walk = _at_result(_identified())
    walk(AskedTicket(), TicketIssued(world.ticket()))
    assert isinstance(walk.world(replace(world.open_hall(), hall_here=False)), Ticket)
