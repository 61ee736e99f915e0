"""Promises, deferrals and the once-only notice: what is missing or promised, by when, and what follows otherwise."""

from dataclasses import dataclass, replace
from datetime import date

from broker.messages import Sentence
from broker.terms import CaseId, MaterialCode
from caller.application.documents.heads import Press
from caller.application.documents.sheets import Ink, Line, NoticeSheet, PaperRow


@dataclass(frozen=True, slots=True)
class Owed:
    """One paper that is promised, deferred or missing. `due` is None where the promise stands for the paper itself."""

    material: MaterialCode
    due: date | None = None
    why: Sentence | None = None
    remark: str = ""


@dataclass(frozen=True, slots=True)
class About:
    """Which case a paper is about. `applicant` is a person's or a company's name; `matter` as people read it."""

    case: CaseId
    matter: str
    applicant: str
    window: str = ""

    def __repr__(self) -> str:
        """Tell nothing of the person."""
        return f"About({self.case})"


def commitment_sheet(press: Press, about: About, owed: tuple[Owed, ...], ink: Ink | None, signed: date) -> NoticeSheet:
    """Give the promise (D-COMMIT): what is promised, by when, what follows from a broken one (M-05).

    Raises `UnknownCode`.
    """
    say, rules = press.say, press.catalogue.commitment
    return NoticeSheet(
        head=press.head("D-COMMIT", say("告知承诺书", "Commitment")),
        facts=facts_of(press, about),
        paragraphs=(
            say(
                "办理机关已告知：本事项须符合法定条件并提交下列材料；可以书面承诺代替材料先行办理。",
                "The authority has told me: this matter has conditions set by law and asks for the papers below; a"
                " written commitment may stand for them so that the matter can be decided now.",
            ),
            say("我知悉并承诺如下：", "I have understood this and commit myself as follows:"),
        ),
        columns=(say("材料", "Paper"), "", say("提交方式", "How"), say("最迟日期", "At the latest")),
        papers=tuple(
            PaperRow(
                say.name(press.catalogue.material(paper.material)),
                how=say("自助机、窗口或网上", "kiosk, window or online"),
                due=say("以本承诺代替，不再提交", "not needed: this commitment stands for it")
                if paper.due is None
                else say.day(paper.due),
            )
            for paper in owed
        ),
        terms=(
            say(
                "所填写的内容真实、准确，本人已符合法定条件。",
                "What I have filled in is true, and I meet the conditions.",
            ),
            say(
                "在上列日期之前交齐材料，并接受事后核查。",
                "I will hand in the papers by these dates and accept checks.",
            ),
            say(
                "逾期不交或与承诺不符的，撤销所发证照，记入承诺台账，"
                f"{rules.breach_blocks_months} 个月内不再适用告知承诺。",
                "If I do not, the certificate is withdrawn, it is entered in the register of commitments, and for"
                f" {rules.breach_blocks_months} months no commitment is taken from me.",
            ),
            say("上述承诺是本人真实意思的表示。", "This is what I want to declare, of my own free will."),
        ),
        signatures=((say("承诺人签名", "Signature"), ink, say.day(signed)),),
    )


def deferral_sheet(press: Press, about: About, owed: tuple[Owed, ...], ink: Ink | None, signed: date) -> NoticeSheet:
    """Give the pledge for papers that come later (D-DEFER 容缺): accepted now, due then. Raises `UnknownCode`."""
    say = press.say
    return NoticeSheet(
        head=press.head("D-DEFER", say("容缺受理承诺书", "Pledge to hand in papers later")),
        facts=facts_of(press, about),
        paragraphs=(
            say(
                "主件齐全，以下次要材料暂缺，先行受理，由申请人按期补齐：",
                "The essential papers are complete. The matter is accepted now; these minor papers come later:",
            ),
        ),
        columns=(say("材料", "Paper"), "", say("补交方式", "How"), say("补齐期限", "By")),
        papers=tuple(
            PaperRow(
                say.name(press.catalogue.material(paper.material)),
                how=say("自助机、窗口或网上", "kiosk, window or online"),
                due="" if paper.due is None else say.day(paper.due),
            )
            for paper in owed
        ),
        terms=(
            say(
                "材料补齐前，时限照常计算，结果待补齐后发放。",
                "The clock runs on; the result is given when they are complete.",
            ),
            say(
                "逾期未补齐的，退回申请，已交材料退还本人。",
                "If they are not there in time, the application is sent back with the papers that were handed in.",
            ),
        ),
        signatures=(
            (say("申请人签名", "Applicant's signature"), ink, say.day(signed)),
            (say("受理人", "Clerk"), None, ""),
        ),
    )


def once_sheet(press: Press, about: About, owed: tuple[Owed, ...], *, clerk: str, until: date | None) -> NoticeSheet:
    """Give the once-only notice (D-ONCE, G-07): every paper that is missing, why, how it can be had, until when.

    `clerk` is the number of who tells, or the kiosk's code. Raises `UnknownCode`.
    """
    say = press.say
    return NoticeSheet(
        head=press.head("D-ONCE", say("一次性告知书", "Notice of everything that is missing")),
        facts=(*facts_of(press, about), Line(say("告知人", "Told by"), clerk)),
        paragraphs=(
            say(
                "您的申请还需补齐以下全部内容。除此之外不再另行要求；办理时限自补齐之日起继续计算。",
                "This is everything that is still missing. Nothing else will be asked for; the clock goes on when it is"
                " complete.",
            ),
        ),
        columns=(say("材料或内容", "Paper"), say("原因", "Why"), say("怎样取得", "How to get it"), say("期限", "By")),
        papers=tuple(_missing(press, paper, until) for paper in owed),
        terms=(
            say(
                "补齐后可在自助机“我的办件”中提交，或到窗口提交，不必重新取号。",
                "Hand them in at a kiosk under My matters, or at the window; you need no new number.",
            ),
            say(
                "对本告知有异议的，可到“办不成事”反映窗口说明。",
                "If you do not agree, go to the window for matters that could not be done.",
            ),
        ),
        signatures=((say("申请人签收", "Received by"), None, ""), (say("告知人", "Told by"), None, "")),
    )


def _missing(press: Press, paper: Owed, until: date | None) -> PaperRow:
    say, material = press.say, press.catalogue.material(paper.material)
    why = "" if paper.why is None else paper.why.in_language(press.language)
    due = paper.due or until
    if material.issuer == "applicant":
        how = say("由申请人自备", "made by the applicant")
    else:
        issuer = say.name(press.catalogue.department(material.issuer))
        how = say(f"由{issuer}出具", f"issued by: {issuer}")
    return PaperRow(
        say.name(material),
        why=" ".join(part for part in (why, paper.remark) if part) or say("未提交", "not handed in"),
        how=how,
        due="" if due is None else say.day(due),
    )


def with_qr(press: Press, sheet: NoticeSheet, verify_url: str) -> NoticeSheet:
    """Give the sheet with the code that leads to its public page, and the words beside it."""
    words = press.say("扫码核验真伪", "Scan to check that it is genuine")
    return replace(sheet, qr=verify_url, qr_words=words)


def facts_of(press: Press, about: About) -> tuple[Line, ...]:
    """Give which matter, whose and under which number."""
    say = press.say
    facts = [
        Line(say("办理事项", "Matter"), about.matter, strong=True),
        Line(say("申请人", "Applicant"), about.applicant),
        Line(say("办件编号", "Case"), about.case),
    ]
    if about.window:
        facts.append(Line(say("办理窗口", "Window"), about.window))
    return tuple(facts)
