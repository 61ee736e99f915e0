"""What people and the province are told of an event: a sentence without a person's data, reports of codes alone."""

from collections.abc import Iterator
from datetime import date, datetime

from broker.catalogue import Catalogue
from broker.catalogue.matters import matter
from broker.messages import Sentence
from broker.terms import MaterialCode
from caller.application.documents.script import to_traditional
from caller.application.ports.outside import ProvincialReport
from caller.domain.cases import events as e
from caller.domain.cases.case import Case
from caller.domain.events import AnyEvent


def said_of(event: AnyEvent, case: Case, catalogue: Catalogue) -> Sentence | None:
    """Give the message to the visitor of a case, None where an event is no news to them (T-01, G-07, K-04, K-05, N-03).

    The items of a package say nothing for themselves: all its results are told in one message (P-02).
    """
    zh, en = _names(case, catalogue)
    if case.parent is not None and not isinstance(event, e.RenewalReminded):
        return None
    match event:
        case e.CaseAccepted():
            return _say(f"{zh}已受理，{_on(event.due)}前办结。", f"{en}: accepted, to be decided by {_day(event.due)}.")
        case e.CertificateIssued():
            return _say(f"{zh}已办成，证照编号 {event.serial}。", f"{en}: done. Certificate number {event.serial}.")
        case e.CaseCompleted() if case.children:
            return _say(f"{zh}全部办结，可领取结果。", f"{en}: everything is decided. The results are ready.")
        case e.CaseRefused() | e.AcceptanceRefused():
            return _say(f"{zh}未获准，请看办理结果或到窗口咨询。", f"{en}: not granted. Please ask at a window.")
        case e.NoticeGiven():
            count = len(event.lines)
            things = "1 thing is" if count == 1 else f"{count} things are"
            return _say(
                f"{zh}还需补正 {count} 项，请在自助机“我的办件”查看一次性告知书。",
                f"{en}: {things} still missing. Read the notice at a kiosk under My matters.",
            )
        case e.RenewalReminded():
            return _say(
                f"{event.serial} 再过 {event.days} 天到期，请延续。", f"{event.serial} ends in {event.days} days."
            )
        case _:
            return _of_promises(event, catalogue)


def _of_promises(event: AnyEvent, catalogue: Catalogue) -> Sentence | None:
    match event:
        case e.CommitmentReminded() | e.DeferralReminded():
            zh, en = _paper(catalogue, event.material)
            left = event.days_left
            return _say(f"您答应补交的{zh}还有 {left} 个工作日。", f"{en}: {left} working days left to hand it in.")
        case e.CommitmentFellDue():
            zh, en = _paper(catalogue, event.material)
            return _say(f"您答应补交的{zh}今天到期。", f"{en}: today is the last day to hand it in.")
        case e.CommitmentBroken():
            zh, en = _paper(catalogue, event.material)
            until = event.notice_until
            return _say(
                f"{zh}逾期未交，承诺未履行，证照已标记。{_on(until)}前补交，否则撤销。",
                f"{en} was not handed in: the promise is broken. Mend it by {until} or the certificate is withdrawn.",
            )
        case e.CommitmentWithdrawn():
            zh, en = _paper(catalogue, event.material)
            return _say(f"{zh}始终未交，凭承诺发的证照已撤销。", f"{en} never came: the certificate is withdrawn.")
        case e.DeferralBroken():
            zh, en = _paper(catalogue, event.material)
            return _say(f"{zh}到期未补齐，办件已停下。", f"{en} did not come in time: the case has stopped.")
        case _:
            return None


def report_of(event: AnyEvent, case: Case, key: str) -> Iterator[ProvincialReport]:
    """Give what the province's systems are told of an event: numbers, codes and times."""
    facts = {
        "case": str(case.case_id),
        "matter": str(case.matter.owner),
        "department": str(case.matter.department),
        "event": type(event).__name__,
        "stage": str(case.stage),
        "at": event.at.isoformat(),
    }
    if isinstance(event, (e.CaseAccepted, e.CaseCompleted, e.CaseRefused)):
        yield ProvincialReport("unified", key, facts)
    if isinstance(event, (e.CaseSubmitted, e.CaseAccepted, e.ReviewBegan, e.CaseApproved, e.CaseRefused)):
        yield ProvincialReport("monitor", key, facts)
    if isinstance(event, e.CaseRated):
        yield ProvincialReport("goodbad", key, {**facts, "stars": str(event.stars)})


def _names(case: Case, catalogue: Catalogue) -> tuple[str, str]:
    it = matter(catalogue, case.matter.owner)
    return ("", "") if it is None else (it.name_zh, it.name_en)


def _paper(catalogue: Catalogue, code: MaterialCode) -> tuple[str, str]:
    material = catalogue.materials_by_code.get(code)
    return (code, code) if material is None else (material.name_zh, material.name_en)


def _day(at: datetime | date) -> str:
    return f"{at:%Y-%m-%d}"


def _on(at: datetime | date) -> str:
    return f"{at.year}年{at.month}月{at.day}日"


def _say(zh: str, en: str) -> Sentence:
    return Sentence(zh_hans=zh, zh_hant=to_traditional(zh), en=en)
