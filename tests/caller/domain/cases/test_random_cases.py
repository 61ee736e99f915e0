"""Random days of the paper side: whatever is asked in whatever order, what may never happen never happens.

No serial number twice, no void one alive again, no move outside the table, nothing of core promised or deferred,
nothing outside the list, and a replay, with a snapshot in its middle, equals the live hall.
"""

from random import Random
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from broker.catalogue.services import Way
from broker.terms import FieldKey, KioskCode, MaterialCode, RecordId, SerialNo, VisitorKey
from caller.adapters.journal.codec import decode_state, digest, encode_state
from caller.application.controller import restore
from caller.domain import commands as c
from caller.domain.apply import apply
from caller.domain.cases import commands as cc
from caller.domain.cases.case import Case
from caller.domain.cases.words import NoticeLine
from caller.domain.hall import Hall
from tests.caller.cases import HALL_ITSELF, CaseHall
from tests.caller.halls import around_the_clock

MATTERS = (
    ("WJW-001", (1, 2, 1)),
    ("WJW-001", (3,)),
    ("JTJ-001", (3,)),
    ("FGW-003", ()),
    ("P01", (1, 2, 1, 1, 1)),
    ("P02", (2, 1, 1)),
    ("P14", (1, 2)),
    ("STH-001", ()),
    ("YBJ-004", ()),
)
PEOPLE = ("p1", "p2", "p3")
PLACES = ("K05", "K09", "W05", "W24")
VERBS = (
    *("settle", "settle", "submit", "submit", "decide", "decide", "decide"),
    *("call", "fail", "way", "promise", "defer", "page", "prove", "disprove", "contest", "withdraw"),
    *("notice", "pause", "resume", "refuse", "accept", "rate", "out", "help"),
    *("begin", "not begun", "print", "jam", "void"),
)

Step = tuple[str, int, int]
"""What, to which of the open things, in which variant."""

opens = st.tuples(st.just("open"), st.integers(0, 99), st.integers(0, 99))
acts = st.tuples(st.sampled_from(VERBS), st.integers(0, 99), st.integers(0, 99))
waits = st.tuples(st.just("wait"), st.sampled_from((0, 1, 1, 2, 7, 11, 40)), st.integers(-1, 9))
days = st.lists(
    st.integers(0, 9).flatmap(lambda n: opens if n < 2 else waits if n < 3 else acts), min_size=20, max_size=50
)


class Walk:
    """One random day: turns steps into commands that make some sense, and looks after each."""

    def __init__(self) -> None:
        self.hall = CaseHall(around_the_clock())
        self.serials: dict[SerialNo, bool] = {}
        self.steps = 0

    def do(self, step: Step) -> None:
        what, which, variant = step
        self.steps += 1
        cases = list(self.hall.cases.values())
        if what == "wait":
            self.hall.tick(days=which if variant >= 0 else -1, minutes=7)
        elif what == "open":
            owner, answers = MATTERS[which % len(MATTERS)]
            opening = self.hall.opening(owner, answers, PLACES[variant % 4], VisitorKey(PEOPLE[variant % 3]))
            self.hall.ask(opening, actor=c.Actor("client", opening.place))
        elif cases:
            self._about(what, cases[which % len(cases)], variant)
        self._look()

    def _about(self, what: str, case: Case, variant: int) -> None:
        if what == "settle" and case.parent is None and case.stage in ("接收", "一次性告知") and not case.submitted_at:
            self._settle(case)
        elif what == "submit":
            self.hall.submit(case)
        else:
            command, actor = self._command(what, case, variant)
            self.hall.ask(command, actor=actor)

    def _settle(self, case: Case) -> None:
        self.hall.answer_calls(case)
        for code in self.hall.in_state(case, "to_promise"):
            self.hall.promise(case, code)
        for code in self.hall.in_state(case, "to_prove"):
            self.hall.ask(cc.AskProof(case_id=case.case_id, visitor=case.visitor, material=code))
        for code in self.hall.in_state(case, "to_hand_in", "to_promise"):
            self.hall.hand_in(case, code)

    def _command(self, what: str, case: Case, variant: int) -> tuple[c.Command, c.Actor]:
        staff = self.hall.staff(case.matter.department)
        by_staff = self._of_staff(what, case, variant)
        if isinstance(by_staff, cc.AnswerProof):
            return by_staff, HALL_ITSELF
        if by_staff is not None:
            return by_staff, staff
        return self._of_visitor(what, case, variant), c.Actor("client", "K05")

    def _of_staff(self, what: str, case: Case, variant: int) -> c.Command | None:
        case_id, codes = case.case_id, self._codes(case)
        if what == "decide":
            return self._decision(case)
        if what in ("prove", "disprove"):
            proofs = sorted(self.hall.hall.state.cases.proofs)
            return cc.AnswerProof(proof_id=proofs[variant % len(proofs)], proved=what == "prove") if proofs else None
        lines = (NoticeLine(codes[variant % len(codes)], None, "缺少"),)
        reason = ("现场勘验", "公示听证", "午休")[variant % 3]
        known: dict[str, c.Command] = {
            "refuse": cc.Refuse(case_id=case_id, reason="不符合条件"),
            "accept": cc.AcceptCase(case_id=case_id),
            "notice": cc.GiveNotice(case_id=case_id, lines=lines, reason="新情况" if variant % 2 else None),
            "pause": cc.PauseCase(case_id=case_id, reason=reason),
            "resume": cc.ResumeCase(case_id=case_id),
            "void": cc.VoidSheet(serial=self._serial(case, variant), reason="污损"),
            "out": cc.HandOut(case_id=case_id),
        }
        return known.get(what)

    @staticmethod
    def _decision(case: Case) -> c.Command:
        if case.paused:
            return cc.ResumeCase(case_id=case.case_id)
        if case.matter.route == "complex" and not case.pauses:
            return cc.PauseCase(case_id=case.case_id, reason="专家论证")
        return cc.Approve(case_id=case.case_id)

    def _of_visitor(self, what: str, case: Case, variant: int) -> c.Command:
        case_id, visitor, codes = case.case_id, case.visitor, self._codes(case)
        code, serial = codes[variant % len(codes)], self._serial(case, variant)
        way: Way = get_args(Way)[variant % 5]
        of = variant % 2 + 1
        number = min(of, len(case.materials[code].pages) + 1) if code in case.materials else 1
        key = next(iter(case.fields), FieldKey("none"))
        help_wanted = cc.CallHelp(kiosk=KioskCode("K05"), screen="form", wanted=bool(variant % 2))
        known: dict[str, c.Command] = {
            "call": cc.ReportCall(case_id=case_id, material=code, failure=None),
            "fail": cc.ReportCall(case_id=case_id, material=code, failure="away"),
            "way": cc.ChooseWay(case_id=case_id, visitor=visitor, material=code, way=way),
            "promise": cc.SignCommitment(
                case_id=case_id, visitor=visitor, materials=(code,), text_version="1", credit="answered"
            ),
            "defer": cc.DeferMaterial(case_id=case_id, visitor=visitor, material=code),
            "page": cc.HandInPage(
                case_id=case_id, visitor=visitor, material=code, number=number, of=of, record=RecordId("r")
            ),
            "contest": cc.ContestField(case_id=case_id, visitor=visitor, field=key, contested=variant % 4 == 0),
            "withdraw": cc.WithdrawCase(case_id=case_id, visitor=visitor),
            "print": cc.ReportSheet(case_id=case_id, visitor=visitor, serial=serial, outcome="printed"),
            "jam": cc.ReportSheet(case_id=case_id, visitor=visitor, serial=serial, outcome="lost", fault="jam"),
            "begin": cc.ReportSheet(case_id=case_id, visitor=visitor, serial=serial, outcome="begun"),
            "not begun": cc.ReportSheet(case_id=case_id, visitor=visitor, serial=serial, outcome="unused"),
            "left": cc.ReportLeftSheet(serial=serial, printed=bool(variant % 2)),
            "rate": cc.RateCase(case_id=case_id, visitor=visitor, stars=variant % 3 + 3),
        }
        return known.get(what, help_wanted)

    @staticmethod
    def _codes(case: Case) -> tuple[MaterialCode, ...]:
        return (*case.materials, MaterialCode("DIVORCE"))

    def _serial(self, case: Case, variant: int) -> SerialNo:
        known = case.certificates or sorted(self.hall.hall.state.cases.certificates) or [SerialNo("X-2026-000001")]
        return known[variant % len(known)]

    def _look(self) -> None:
        book = self.hall.hall.state.cases
        for serial, sheet in book.certificates.items():
            alive = sheet.state != "void"
            assert not (alive and self.serials.get(serial) is False), f"{serial} is void and lives again"
            self.serials[serial] = alive
        numbers = [(s.series, s.number) for s in map(_parts, book.certificates)]
        assert len(numbers) == len(set(numbers)), "a serial number was given twice"
        assert all(number <= book.serials[series] for series, number in numbers)
        for case in book.cases.values():
            assert not any(case.materials[code].core for code in (*case.commitments, *case.deferrals))
            assert "DIVORCE" not in case.materials
            if case.stage in ("办结", "出件") and case.parent is None:
                assert not case.held, "a result was given although a deferred paper is not there"

    def replay_equals_live(self) -> None:
        state, journal = self.hall.hall.state, self.hall.journal
        again = Hall(self.hall.catalogue)
        restore(again, journal, 0)
        assert digest(again.state) == digest(state)
        half = Hall(self.hall.catalogue)
        recorded = list(journal.events_after(0))
        for one in recorded[: len(recorded) // 2]:
            apply(half, one.event)
        later = Hall(self.hall.catalogue, decode_state(encode_state(half.state)))
        for one in recorded[len(recorded) // 2 :]:
            apply(later, one.event)
        assert digest(later.state) == digest(state)


class _Number:
    def __init__(self, series: str, number: int) -> None:
        self.series, self.number = series, number


def _parts(serial: SerialNo) -> _Number:
    series, number = serial.rsplit("-", 1)
    return _Number(series, int(number))


def live(day: list[Step]) -> Walk:
    walk = Walk()
    for step in day:
        walk.do(step)
    walk.replay_equals_live()
    return walk


@pytest.mark.req("K-05", "K-14", "M-02", "H-06")
@pytest.mark.timeout(300)
@settings(max_examples=50)
@given(days)
def test_random_days_of_the_paper_side(day: list[Step]) -> None:
    live(day)


@pytest.mark.req("K-05", "H-06")
def test_a_long_walk_reaches_the_ends_of_cases() -> None:
    chance = Random(20261123)
    day: list[Step] = [("open", number, number) for number in range(len(MATTERS) * 2)]
    for number in range(4_000):
        what = "open" if number % 60 == 0 else "wait" if number % 97 == 0 else chance.choice(VERBS)
        day.append((what, chance.randrange(1, 12) if what == "wait" else chance.randrange(100), chance.randrange(100)))
    walk = live(day)
    kinds = {kind for kind, _ in walk.hall.journal.rows}
    assert {"CaseApproved", "CertificateIssued", "SheetVoided", "NoticeGiven", "CaseHandedOut"} <= kinds
    assert {"ProofAnswered", "MaterialDeferred", "CaseRefused", "CaseWithdrawn", "CasePaused"} <= kinds
    assert walk.hall.ask(cc.CheckDeadlines(), actor=HALL_ITSELF).kind == "done"
