"""The screens from the first question to the consent: one question a page, what it came to, may licences be called."""

from dataclasses import replace

from broker.terms import WorkingDays
from kiosk.flow.applying.guiding import matched as match_of_step
from kiosk.flow.applying.guiding import walked, wanted_by
from kiosk.flow.applying.matching import Match, NeededPaper, NotHere, why_not_here
from kiosk.flow.applying.questions import walk
from kiosk.flow.events import AskedHere, AskedListPrint, AskedPerson, AskedTicket, ChoseAnswer, Continued, GaveConsent
from kiosk.flow.steps import Answered, Asking, Consent, Matched, Unsure
from kiosk.screens.page import Block, Bullets, Button, Choice, Choices, Fact, Facts, Notice, Page
from kiosk.screens.pages.applying.phrases import certificate_name, material_name, said, words
from kiosk.screens.pages.parts import Look, line_facts, map_button, statement
from kiosk.screens.pages.values import fee_text
from kiosk.wording import form_for, name_in
from kiosk.wording.applying import ApplyingTexts


def asking(step: Asking, look: Look) -> Page:
    """Ask one guided question."""
    say, far = words(look), walked(step, look.context)
    question = None if far is None else far.open
    options = () if question is None else question.options
    items = tuple(Choice(said(look, *option), ChoseAnswer(number)) for number, option in enumerate(options, start=1))
    ticket = (Button(look.say.result_take, AskedTicket()),) if _may_queue(step.matter, look) else ()
    return look.page(
        said(look, *question.text) if question else _owner_name(step.matter, look),
        Choices(items, page=step.page),
        subtitle=_owner_name(step.matter, look),
        actions=(Button(say.do_not_know, AskedPerson()), *ticket),
        back=True,
        finish=True,
    )


def _owner_name(matter: Answered, look: Look) -> str:
    if look.offer is None:
        return str(matter.owner)
    known = {**look.offer.catalogue.services_by_code, **look.offer.catalogue.packages_by_code}.get(matter.owner)
    return str(matter.owner) if known is None else name_in(look.visit.language, known)


def _may_queue(matter: Answered, look: Look) -> bool:
    wanted = wanted_by(matter, look.context)
    line = None if wanted is None else look.context.lines.get(wanted.queue)
    return look.context.hall_here and look.context.hall_open and wanted is not None and (line is None or line.open)


def unsure(step: Unsure, look: Look) -> Page:
    """Say who helps, and offer a number."""
    say, desk = words(look), look.offer.guide_desk() if look.offer else None
    where = () if desk is None else (Notice(look.say.guide_place.format(floor=desk.floor, window=desk.number)),)
    may_queue = _may_queue(step.under.matter, look)
    ticket = (Button(look.say.result_take, AskedTicket(), primary=True),) if may_queue else ()
    return look.page(
        say.unsure_title,
        statement(say.unsure_text),
        *where,
        actions=(*ticket, Button(say.unsure_back, Continued())),
        back=True,
        finish=True,
    )


# ------------------------------------------------------------------------ the result


def matched(step: Matched, look: Look) -> Page:
    """Show the situation, its papers, days, fee and window, and what can be done."""
    match = match_of_step(step, look.context)
    if match is None or look.offer is None:
        return look.page(_owner_name(step.matter, look), back=True, finish=True)
    say, reason = words(look), why_not_here(match, look.visit, look.context)
    may_queue = _may_queue(step.matter, look)
    blocks: list[Block] = [Facts(_facts(match, look, is_here=reason is None))]
    if reason is not None:
        blocks.append(Notice(_reasons(look)[reason]))
    papers = tuple(_paper(paper, look) for paper in match.papers)
    blocks.append(Bullets(say.match_papers, papers, step.page))
    here = (Button(say.do_here, AskedHere(), primary=True),) if reason is None else ()
    ticket = (Button(look.say.result_take, AskedTicket(), primary=not here),) if may_queue else ()
    has_slips = look.context.printer_trouble is None
    listed = (Button(say.print_list, AskedListPrint()),) if has_slips else ()
    return look.page(
        _situation(match, look),
        *blocks,
        subtitle=_summary(step, look),
        actions=(*here, *ticket, *listed, *map_button(look, match.queue)),
        back=True,
        finish=True,
    )


def _situation(match: Match, look: Look) -> str:
    """The matter, and its situation where it has more than one."""
    name, situations = look.name(match.matter), getattr(match.matter, "situations", ())
    chosen = next((known for known in situations if known.code == match.arrival.situation), None)
    colon = ": " if look.visit.language == "en" else "："
    return name if chosen is None or len(situations) < 2 else name + colon + look.name(chosen)  # noqa: PLR2004 - more than one


def _summary(step: Matched, look: Look) -> str:
    if look.offer is None:
        return ""
    return " · ".join(said(look, *answer.answer) for answer in walk(look.offer.catalogue, step.matter).said)


def _facts(match: Match, look: Look, *, is_here: bool) -> tuple[Fact, ...]:
    """Days, fee, results and the queue; who does it here needs the queue's figures least."""
    say = words(look)
    days = form_for(say.match_days_value, match.days).format(days=match.days) if match.days else say.match_at_once
    certificates = tuple(certificate_name(look, code) for code in match.certificates)
    line = line_facts(look, match.queue, look.context.lines.get(match.queue))
    given = (Fact(say.match_certificates, "\n".join(certificates), needed=False),) if certificates else ()
    return (
        Fact(say.match_days, days),
        Fact(say.match_fee, fee_text(match.fee, look) if match.fee else say.match_no_fee, needed=False),
        *given,
        *(replace(fact, needed=not is_here and place == len(line) - 1) for place, fact in enumerate(line)),
    )


def _paper(paper: NeededPaper, look: Look) -> str:
    colon = ": " if look.visit.language == "en" else "："
    return material_name(look, paper.use.m) + colon + _way(paper, look)


def _way(paper: NeededPaper, look: Look) -> str:
    say = words(look)
    match paper.way:
        case None:
            return say.way_generated
        case "调用":
            return say.way_called
        case "复用":
            return say.way_reused
        case "协查":
            return say.way_proved
        case "承诺":
            return _promised(paper.days, say)
        case "提交":
            return say.way_handed_in


def _promised(days: WorkingDays | None, say: ApplyingTexts) -> str:
    return form_for(say.way_promised, days).format(days=days) if days else say.way_promised_only


def _reasons(look: Look) -> dict[NotHere, str]:
    say = words(look)
    return {
        NotHere.NO_CARD: say.not_here_no_card,
        NotHere.CARD_EXPIRED: say.not_here_expired,
        NotHere.NOT_THIS_CHANNEL: say.not_here_channel,
        NotHere.NO_PAGE_PRINTER: say.not_here_printer,
    }


# ------------------------------------------------------------------------ the consent


def consent(step: Consent, look: Look) -> Page:
    """Ask once whether licences may be called, and say what for (K-03)."""
    say, match = words(look), match_of_step(step.under, look.context)
    called = [paper.use.m for paper in match.papers if "调用" in paper.use.how] if match else []
    lines = (*(material_name(look, code) for code in called), say.consent_database)
    return look.page(
        say.consent_title,
        Notice(say.consent_text.format(matter=_owner_name(step.under.matter, look))),
        Bullets(say.consent_what, lines),
        actions=(
            Button(say.consent_yes, GaveConsent(agreed=True), primary=True),
            Button(say.consent_no, GaveConsent(agreed=False)),
        ),
        back=True,
        finish=True,
    )
