"""The screens from the review to the paper in the hand, and those of my cases (K-05, K-12)."""

from broker.messages import ApplicationView, CaseLine
from kiosk.flow.applying.fields import field_of
from kiosk.flow.applying.handing import document_of, may_print, may_rate, printable, serial_of, suppliable
from kiosk.flow.events import (
    AskedPrint,
    AskedSignature,
    ChoseStars,
    Continued,
    OpenedCase,
    OpenedCaseRating,
    OpenedDocument,
    OpenedMaterial,
    SentRating,
)
from kiosk.flow.rating import GOOD_STARS
from kiosk.flow.steps import CaseShown, DocumentPhase, MyCases, Paper, RateCase, Review
from kiosk.screens.page import (
    Block,
    Bullets,
    Button,
    Choice,
    Choices,
    Drawing,
    Fact,
    Facts,
    LivePicture,
    Notice,
    Page,
    Paragraph,
    Picture,
)
from kiosk.screens.pages.applying.form import field_name, written
from kiosk.screens.pages.applying.phrases import (
    capital,
    day,
    department_name,
    document_name,
    material_name,
    matter_name,
    moment,
    source_name,
    stage_name,
    state_text,
    trouble_text,
    words,
)
from kiosk.screens.pages.parts import Look, statement
from kiosk.screens.pages.rating import reasons
from kiosk.screens.theme.colours import Tone
from kiosk.screens.theme.sizes import TextSize
from kiosk.wording import form_for


def review(step: Review, look: Look) -> Page:
    """Show everything once more."""
    say, view = words(look), step.view
    lines = (*_filled(view, look), *_papers(view, look))
    filled = sum(bool(known.value) for known in view.fields)
    return look.page(
        say.review_title,
        Bullets(say.review_all, lines, step.page),
        subtitle=form_for(say.review_text, len(view.materials)).format(fields=filled, papers=len(view.materials)),
        actions=(Button(say.review_sign, AskedSignature(), primary=True),),
        back=True,
        finish=True,
    )


def _filled(view: ApplicationView, look: Look) -> list[str]:
    say, lines = words(look), list[str]()
    for key in (known.key for known in view.fields):
        shown = field_of(view, key)
        if shown is None or not shown.value:
            continue
        name, value = field_name(key, look), written(key, shown.value, look)
        if shown.source is None:
            lines.append(say.review_plain.format(name=name, value=value))
        else:
            source = source_name(shown.source, say)
            lines.append(say.review_line.format(name=name, value=value, source=source))
    return lines


def _papers(view: ApplicationView, look: Look) -> list[str]:
    say = words(look)
    return [
        say.review_plain.format(name=material_name(look, known.material), value=state_text(look, known))
        for known in view.materials
    ]


# ------------------------------------------------------------------------ the paper


def paper(step: Paper, look: Look) -> Page:
    """Show a document, have it printed, and tell the truth about how it came out."""
    say = words(look)
    title = document_name(look, step.document)
    match step.phase:
        case DocumentPhase.FETCHING:
            return look.page(
                title, Picture(Drawing.CLOCK), statement(say.paper_fetching), *_spent(step, look), finish=True
            )
        case DocumentPhase.PRINTING:
            return look.page(title, Picture(Drawing.PRINTER), statement(say.paper_printing))
        case DocumentPhase.PRINTED:
            on = (Button(say.paper_on, Continued(), primary=True),)
            return look.page(
                title, Picture(Drawing.PRINTER), Notice(say.paper_printed, Tone.GOOD), actions=on, finish=True
            )
        case DocumentPhase.READY:
            return _ready(step, title, look)
        case DocumentPhase.FAILED:
            return _failed(step, title, look)


def _spent(step: Paper, look: Look) -> tuple[Block, ...]:
    return () if step.spent is None else (Notice(words(look).paper_spent.format(serial=step.spent), Tone.MIND),)


def _ready(step: Paper, title: str, look: Look) -> Page:
    say, serial = words(look), serial_of(step.document)
    held = next((known for known in step.view.certificates if known.serial == serial), None)
    promised = (Notice(say.paper_promised),) if held is not None and held.state == "promised" else ()
    shown = (LivePicture(step.picture),) if step.picture is not None else (Notice(say.paper_no_picture),)
    return look.page(
        title,
        *_spent(step, look),
        *promised,
        *shown,
        subtitle=say.paper_ready,
        actions=(Button(say.paper_print, AskedPrint(), primary=True),),
        back=True,
        finish=True,
    )


def _failed(step: Paper, title: str, look: Look) -> Page:
    say = words(look)
    certificate = serial_of(step.document) is not None
    lost = say.paper_lost if certificate and step.started else say.paper_not_started
    why = () if step.trouble is None else (trouble_text(step.trouble, say),)
    failed = Notice(look.say.aiding.pause.join((say.paper_failed, *why)), Tone.FAULT)
    blocks: list[Block] = [Picture(Drawing.ATTENTION), failed]
    if certificate:
        blocks.append(Notice(lost, Tone.MIND))
        blocks.append(Notice(say.paper_later))
    again = (Button(say.paper_print, AskedPrint(), primary=True),) if may_print(step, look.context) else ()
    return look.page(
        title, *blocks, actions=(*again, Button(say.paper_on, Continued(), primary=not again)), finish=True
    )


# ------------------------------------------------------------------------ the cases


def case_shown(step: CaseShown, look: Look) -> Page:
    """Show where a case stands and what its visitor may do about it."""
    say, view = words(look), step.view
    facts = [Fact(say.case_stage, capital(stage_name(view.stage, say)), strong=True)]
    held = _holder(view, look)
    if held:
        facts.append(Fact(say.case_department, held))
    if view.due is not None:
        facts.append(Fact(say.case_due, day(view.due)))
    if _waits_for_the_morning(view):
        facts.append(Fact(say.case_clock, moment(look, view.clock_starts_at)))
    if view.rated:
        facts.append(Fact(say.case_rating, say.case_rated))
    facts.append(Fact(say.case_begun, moment(look, view.opened_at), needed=False))
    todo = _todo(view, look)
    return look.page(
        matter_name(look, view),
        Facts(tuple(facts)),
        Choices(todo, page=step.page) if todo else Notice(say.case_nothing),
        actions=(Button(say.case_on, Continued()),),
        back=True,
        finish=True,
    )


def _holder(view: ApplicationView, look: Look) -> str:
    """Whose it is: of a package each department with how far it is (P-02), else the matter's own department."""
    say = words(look)
    if view.children:
        each = ((department_name(look, child.department), stage_name(child.stage, say)) for child in view.children)
        return "\n".join(dict.fromkeys(f"{department} · {stage}" for department, stage in each))
    services = {} if look.offer is None else look.offer.catalogue.services_by_code
    service = next((known for code, known in services.items() if code == view.owner), None)
    return "" if service is None else department_name(look, service.department)


def _waits_for_the_morning(view: ApplicationView) -> bool:
    """Tell whether the clock of a running case began later than it was accepted: it came at night (K-06)."""
    begins, accepted = view.clock_starts_at, view.accepted_at
    return view.due is not None and begins is not None and accepted is not None and begins > accepted


def _todo(view: ApplicationView, look: Look) -> tuple[Choice, ...]:
    say = words(look)
    rate = (Choice(say.case_rate, OpenedCaseRating(), badge="★"),) if may_rate(view) else ()
    missing = suppliable(view) if look.context.has_camera else ()
    certificates = {document_of(known) for known in view.certificates}
    papers = [name for name in view.documents if name not in certificates] if look.context.has_page_printer else ()
    wanted = [document_of(known) for known in printable(view)] if look.context.has_page_printer else ()
    return (
        # what the visitor came for
        *(_print(name, look) for name in wanted),
        *rate,
        *(
            Choice(say.case_hand_in.format(paper=material_name(look, code)), OpenedMaterial(code), own=True)
            for code in missing
        ),
        *(_print(name, look) for name in papers),
    )


def _print(name: str, look: Look) -> Choice:
    paper = _in_one_line(document_name(look, name))
    return Choice(words(look).case_print.format(paper=paper), OpenedDocument(name))


def _in_one_line(name: str) -> str:
    """A certificate's number stands below its name in a title; in a list beside it."""
    return name.replace("\n", " ")


def rate_case(step: RateCase, look: Look) -> Page:
    """Ask for a level; where it is a bad one, for the reasons (E-03)."""
    say = look.say
    which = matter_name(look, step.view)
    if step.stars is not None and step.stars < GOOD_STARS:
        send = (Button(say.rate_sending if step.sending else say.rate_send, SentRating(), primary=True),)
        may_send = bool(step.reasons)
        chosen = reasons(step.reasons, look)
        return look.page(
            say.rate_reasons, chosen, subtitle=which, actions=send if may_send else (), back=True, finish=True
        )
    levels = look.offer.catalogue.rating.levels if look.offer else ()
    ordered = sorted(levels, key=lambda level: -level.stars)
    items = tuple(Choice(look.name(level), ChoseStars(level.stars), badge=str(level.stars)) for level in ordered)
    return look.page(words(look).rate_case_title, Choices(items), subtitle=which, back=True, finish=True)


def my_cases(step: MyCases, look: Look) -> Page:
    """List the visitor's cases, drafts first."""
    say = words(look)
    items = tuple(_case_tile(line, look) for line in step.cases.cases)
    if not items:
        # not a statement: what is said aloud is the hint, not that this visitor has nothing here
        none = Paragraph(say.cases_none, TextSize.ROW, bold=True, centred=True)
        on = (Button(say.case_on, Continued(), primary=True),)
        return look.page(say.cases_title, none, Notice(say.cases_none_hint), actions=on, back=True, finish=True)
    return look.page(say.cases_title, Choices(items, page=step.page), back=True, finish=True)


def _case_tile(line: CaseLine, look: Look) -> Choice:
    say = words(look)
    known = (
        {}
        if look.offer is None
        else {
            **look.offer.catalogue.services_by_code,
            **look.offer.catalogue.packages_by_code,
        }
    )
    matter = known.get(line.owner)
    stage = stage_name(line.stage, say)
    if line.draft:
        detail = say.cases_draft
    elif line.missing:
        detail = form_for(say.cases_missing, len(line.missing)).format(stage=stage, count=len(line.missing))
    else:
        detail = say.cases_line.format(stage=stage, department=department_name(look, line.department))
    return Choice(
        str(line.owner) if matter is None else look.name(matter), OpenedCase(line.case), detail, own=line.draft
    )
