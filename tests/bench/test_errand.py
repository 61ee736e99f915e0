"""What counts as waiting for the machine, and what is made of it."""

from collections.abc import Iterator
from itertools import count

from kiosk.wording import wording
from scripts.hallctl.bench.errand import Errand, measures_of
from scripts.scenarios.seen import Seen
from scripts.scenarios.stopwatch import Stopwatch, Wait

_SAY = wording("zh-Hans").applying
PRINT = _SAY.paper_print


def _seen(step: str, *texts: str) -> Seen:
    return Seen(step, texts, ())


def _stopwatch(*moments: float) -> Stopwatch:
    times: Iterator[float] = iter(moments)
    days = count(1_000.0)
    return Stopwatch(clock=lambda: next(times), now=lambda: next(days))


def test_a_wait_goes_on_while_the_machine_works() -> None:
    watch = _stopwatch(5.0, 7.5)
    watch.acted("Consent", "yes")
    watch.saw(_seen("HallWorks"))
    watch.saw(_seen("Calling"))
    watch.saw(_seen("Form"))
    assert watch.waits == [Wait("Consent", "yes", "Form", 2.5, 1_000.0)]


def test_a_paper_that_is_printed_is_worked_at_and_one_that_lies_there_is_not() -> None:
    watch = _stopwatch(1.0, 4.0)
    watch.acted("Paper", PRINT)
    watch.saw(_seen("Paper", _SAY.paper_printing))
    assert watch.waits == []
    watch.saw(_seen("Paper", _SAY.paper_printed))
    assert [wait.seconds for wait in watch.waits] == [3.0]


def test_who_only_looks_waits_for_nothing() -> None:
    watch = _stopwatch()
    watch.saw(_seen("Menu"))
    assert watch.waits == []


def _errand(*, printed_after: float = 0.3, more: float = 0.0) -> Errand:
    waits = (
        Wait("Start", "card", "Menu", 0.5, 100.0),
        Wait("Asking", "first", "Asking", 0.1, 101.0),
        Wait("Asking", "last", "Matched", 0.2, 102.0),
        Wait("Matched", "here", "Consent", 0.1, 103.0),
        Wait("Consent", "yes", "Form", 0.4 + more, 104.0),
        Wait("Form", "next", "Form", 0.1, 105.0),
        Wait("Paper", PRINT, "Paper", 0.9, 106.0),
    )
    return Errand(waits, arrived=106.0 + printed_after)


def test_the_form_is_waited_for_from_the_last_answer_on() -> None:
    visit = _errand()
    assert round(visit.to_form, 3) == 0.7
    assert round(visit.in_all, 3) == 2.3
    assert round(visit.to_printer, 3) == 0.3
    assert visit.longest.after == PRINT


def test_the_worst_visit_is_held_against_the_bounds() -> None:
    assert all(measure.ok for measure in measures_of([_errand(), _errand(printed_after=1.0, more=0.7)]))
    late = [measure.name for measure in measures_of([_errand(printed_after=1.1), _errand()]) if not measure.ok]
    slow = [measure.name for measure in measures_of([_errand(), _errand(more=0.9)]) if not measure.ok]
    long = [measure.name for measure in measures_of([_errand(), _errand(more=8.0)]) if not measure.ok]
    assert late == ["E01: tap to certificate at printer, most"]
    assert slow == ["E01: last answer to filled form, most"]
    assert long == ["E01: waiting for the machine, most of 2", "E01: last answer to filled form, most"]
