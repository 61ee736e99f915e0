"""What the authority itself declares of a case: accepted, not accepted, proved. Each carries its seal and a QR.

Both answers to an application are owed in writing, dated and under the authority's seal (行政许可法 第三十二条); a
refusal names its reasons and the ways to contest it (第三十八条). A proof is another department's answer (M-04, M-09).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from broker.messages import Sentence
from broker.terms import DepartmentCode, MaterialCode
from caller.application.documents.heads import Press
from caller.application.documents.notices import About, facts_of, with_qr
from caller.application.documents.sheets import Issue, Line, NoticeSheet, PaperRow

REVIEW_DAYS, SUIT_MONTHS = 60, 6
"""行政复议法 第二十条, 行政诉讼法 第四十六条: how long a refusal may be contested, from the day it was received."""


@dataclass(frozen=True, slots=True)
class Declared:
    """Who declares it, when, and the address its QR leads to. `by` is None where the hall itself does (a package)."""

    by: DepartmentCode | None
    at: datetime
    verify_url: str


@dataclass(frozen=True, slots=True)
class Received:
    """A paper of the application and how it was had."""

    material: MaterialCode
    how: Sentence


def acceptance_sheet(
    press: Press, about: About, declared: Declared, due: datetime | None, papers: Sequence[Received]
) -> NoticeSheet:
    """Give the notice of acceptance (D-ACCEPT): since when, until when, with which papers. Raises `UnknownCode`."""
    say = press.say
    day = say.day(_local(press, declared.at).date())
    times = [Line(say("受理日期", "Accepted on"), day, strong=True)]
    if due is not None:
        end = _local(press, due)
        times.append(Line(say("最迟办结", "Due by"), f"{say.day(end.date())} {end:%H:%M}", strong=True))
    sheet = NoticeSheet(
        head=press.head("D-ACCEPT", say("受理通知书", "Notice of acceptance")),
        facts=(*facts_of(press, about), *times),
        paragraphs=(
            say(
                "您提出的申请材料齐全、符合要求，现予受理。收到的材料如下：",
                "Your application is complete and in order: it is accepted. These are its papers:",
            ),
        ),
        columns=(say("材料", "Paper"), "", say("取得方式", "How it came in"), ""),
        papers=tuple(
            PaperRow(say.name(press.catalogue.material(paper.material)), how=paper.how.in_language(press.language))
            for paper in papers
        ),
        terms=(
            say(
                "办理时限按工作日计算，受理当日不计；依法需要补正、勘验或论证的时间不计入。",
                "The limit is counted in working days, the day of acceptance is day 0; time for papers to be completed,"
                " inspections and expert hearings is not counted.",
            ),
            say(
                "办理进度可凭身份证在自助机“我的办件”查看。",
                "How far it is can be seen at any kiosk with your card, under My matters.",
            ),
            say(
                "到期未办结的，可到“办不成事”反映窗口说明。",
                "If it is not decided by then, go to the window for matters that could not be done.",
            ),
        ),
    )
    return _declared(press, sheet, declared)


def rejection_sheet(press: Press, about: About, declared: Declared, reason: str) -> NoticeSheet:
    """Give the notice that an application is not accepted (D-REJECT), with the reason as the clerk wrote it."""
    say = press.say
    sheet = NoticeSheet(
        head=press.head("D-REJECT", say("不予受理通知书", "Notice of non-acceptance")),
        facts=facts_of(press, about),
        paragraphs=(
            say("您提出的申请，经审查，决定不予受理。", "Your application was examined and is not accepted."),
            say(f"理由：{reason}", f"Reason: {reason}"),
        ),
        terms=(
            say("已经提交的材料退还本人。", "The papers that were handed in are given back."),
            say(
                f"对本决定不服的，可自收到之日起 {REVIEW_DAYS} 日内申请行政复议，"
                f"或者 {SUIT_MONTHS} 个月内向人民法院提起行政诉讼。",
                f"You may ask for an administrative review within {REVIEW_DAYS} days of receiving this, or bring a suit"
                f" before the people's court within {SUIT_MONTHS} months.",
            ),
            say(
                "需要帮助的，可到“办不成事”反映窗口，由专人协调。",
                "For help go to the window for matters that could not be done: somebody there is in charge of it.",
            ),
        ),
    )
    return _declared(press, sheet, declared)


def proof_sheet(press: Press, about: About, declared: Declared, material: MaterialCode) -> NoticeSheet:
    """Give the proof another department returned (D-PROOF): what it confirms, for which case. Raises `UnknownCode`."""
    say = press.say
    name = say.name(press.catalogue.material(material))
    sheet = NoticeSheet(
        head=press.head("D-PROOF", say("证明协查结果", "Proof returned by another department")),
        facts=(*facts_of(press, about), Line(say("协查内容", "Asked about"), name, strong=True)),
        paragraphs=(
            say(
                f"经核查，申请人的“{name}”情况属实，予以证明。",
                f"It was checked and is herewith proved that this is as the applicant states: {name}.",
            ),
        ),
        terms=(
            say("本证明只用于上列办件。", "This proof serves the case above only."),
            say("由出具单位在线回传，申请人不必另行提交。", "It was returned online: the applicant need not bring it."),
        ),
    )
    return _declared(press, sheet, declared)


def _declared(press: Press, sheet: NoticeSheet, declared: Declared) -> NoticeSheet:
    """Give the sheet with what makes it the authority's own: its QR, who declares it and its seal."""
    return replace(with_qr(press, sheet, declared.verify_url), issue=_issue(press, declared))


def _issue(press: Press, declared: Declared) -> Issue:
    """Name who declares it as its seal does; the seal is in Chinese whatever the language."""
    known = press.catalogue.hall if declared.by is None else press.catalogue.department(declared.by)
    return Issue(press.say.name(known), known.name_zh, press.say.day(_local(press, declared.at).date()))


def _local(press: Press, moment: datetime) -> datetime:
    return moment.astimezone(ZoneInfo(press.catalogue.hall.timezone))
