"""What is read of one matter: the eight parts of its guide page (G-03), before and after, forms, papers."""

from broker.catalogue.guides import PARTS, GuidePart, steps_of
from broker.catalogue.lists import names_only, uses_of
from broker.catalogue.reform import Change, changes, fields_filled, fields_now, old_papers
from broker.catalogue.services import Package, Service
from broker.terms import DepartmentCode, WorkingDays
from kiosk.flow.events import AskedPaper, ChoseService, Continued, OpenedForm, OpenedMatter, OpenedOldPapers, TurnedPart
from kiosk.flow.figures import lines_by_floor, windows_by_floor
from kiosk.flow.offer import Offer
from kiosk.flow.papers import PaperWish
from kiosk.flow.printing import PageTrouble
from kiosk.flow.steps import AtWindow, BeforeAfter, FormOffer, FreePaper, Guide, PaperPhase
from kiosk.screens.page import Block, Bullets, Button, Drawing, Fact, Facts, FlowChart, Notice, Page, Paragraph, Picture
from kiosk.screens.pages.parts import Look, map_button, statement
from kiosk.screens.pages.values import fee_text
from kiosk.screens.theme.colours import Tone
from kiosk.screens.theme.sizes import TextSize
from kiosk.wording import Named, form_for, text_in

MINUS = "−"


def guide(step: Guide, look: Look) -> Page:
    """Show one part of a guide page, the way to the others, and what can be printed."""
    say, offer = look.say.guiding, look.offer
    service = offer.services.get(step.service) if offer else None
    if offer is None or service is None:
        return look.page(say.hub_title, back=True, finish=True)
    part = PARTS[step.part]
    subtitle = say.part_of.format(part=_part_name(part, look), number=step.part + 1, parts=len(PARTS))
    return look.page(
        look.name(service),
        *_part(part, service, step, look, offer),
        subtitle=subtitle,
        actions=_guide_actions(step, service, look),
        back=True,
        finish=True,
    )


def _guide_actions(step: Guide, service: Service, look: Look) -> tuple[Button, ...]:
    say, part = look.say.guiding, PARTS[step.part]
    last = step.part + 1 == len(PARTS)
    primary = (
        Button(say.do_it, ChoseService(service.code), primary=True)
        if last
        else Button(say.next_part, TurnedPart(1), primary=True)
    )
    earlier = (Button(say.earlier_part, TurnedPart(-1)),) if step.part else ()
    way = map_button(look, service.queue) if part == "window" else ()
    return (primary, *earlier, _print(part, service, look), *way)


def _print(part: GuidePart, service: Service, look: Look) -> Button:
    say = look.say.guiding
    if part == "steps":
        return Button(say.print_flow, AskedPaper(PaperWish("flow", owner=service.code)))
    if part == "sample":
        return Button(say.print_sample, OpenedForm(service.situations[0].form))
    return Button(say.print_guide, AskedPaper(PaperWish("guide", owner=service.code)))


def _part_name(part: GuidePart, look: Look) -> str:
    say = look.say.guiding
    return {
        "name": say.part_name,
        "basis": say.part_basis,
        "steps": say.part_steps,
        "limits": say.part_limits,
        "fee": say.part_fee,
        "materials": say.part_materials,
        "sample": say.part_sample,
        "window": say.part_window,
    }[part]


def _part(part: GuidePart, service: Service, step: Guide, look: Look, offer: Offer) -> tuple[Block, ...]:
    match part:
        case "name" | "basis" | "limits" | "fee" | "window":
            return (Facts(_facts(part, service, look, offer)),)
        case "steps":
            named = look.say.guiding.steps
            steps = steps_of(offer.catalogue, service)
            return (FlowChart(tuple(text_in(look.visit.language, each, named.get(each, "")) for each in steps)),)
        case "materials":
            return (Bullets(look.say.guiding.part_materials, _materials(service, look, offer), step.page),)
        case "sample":
            forms = dict.fromkeys(situation.form for situation in service.situations)
            names = tuple(look.name(offer.catalogue.form(form)) for form in forms)
            return Notice(look.say.guiding.sample_text), Bullets(look.say.guiding.part_sample, names, step.page)


def _facts(part: GuidePart, service: Service, look: Look, offer: Offer) -> tuple[Fact, ...]:
    say, language = look.say.guiding, look.visit.language
    match part:
        case "name":
            unit = offer.catalogue.departments_by_code.get(service.department)
            return (
                Fact(say.part_name, look.name(service)),
                Fact(say.code, service.code),
                Fact(say.department, look.name(unit) if unit else service.department),
            )
        case "basis":
            return (Fact(say.basis, text_in(language, service.basis, "")),)
        case "limits":
            legal = _days(service.legal, look) if service.legal else say.no_legal
            return Fact(say.legal, legal), Fact(say.promised, _promised(service, look), strong=True)
        case "fee" if service.fee:
            basis = text_in(language, service.fee_basis or "", "")
            return Fact(say.fee, fee_text(service.fee, look)), Fact(say.fee_basis, basis)
        case "fee":
            return (Fact(say.fee, say.free, strong=True),)
        case _:
            return _window(service, look, offer)


def _window(service: Service, look: Look, offer: Offer) -> tuple[Fact, ...]:
    say, hours = look.say.guiding, offer.catalogue.hall.hours
    comma = ", " if look.visit.language == "en" else "、"
    spans = comma.join(span.root.replace("-", "–") for span in hours.workdays)
    windows = "\n".join(windows_by_floor(offer, service.queue, look.visit.language))
    return (
        Fact(look.say.result_windows, windows),
        Fact(say.open_hours, spans),
        Fact(say.complaint, offer.catalogue.complaint.phone, strong=True),
    )


def _days(days: WorkingDays, look: Look) -> str:
    return form_for(look.say.guiding.days, days).format(count=days)


def _promised(service: Service, look: Look) -> str:
    say = look.say.guiding
    if service.promised_minutes is not None:
        return form_for(say.minutes, service.promised_minutes).format(count=service.promised_minutes)
    if service.promised_hours is not None:
        return form_for(say.hours, service.promised_hours).format(count=service.promised_hours)
    return _days(service.promised, look) if service.promised else say.on_spot


def _materials(service: Service, look: Look, offer: Offer) -> tuple[str, ...]:
    """Give every paper once, with how it is had first."""
    say, en = look.say.guiding, look.visit.language == "en"
    lines: dict[str, str] = {}
    for use in uses_of(service):
        material = offer.catalogue.materials_by_code.get(use.m)
        if material is None or use.generated or use.m in lines:
            continue
        way = say.ways.get(use.how[0], use.how[0])
        notes = [way, say.deferrable] if use.defer is not None else [way]
        lines[use.m] = (
            f"{look.name(material)} ({', '.join(notes)})" if en else f"{look.name(material)}（{'，'.join(notes)}）"
        )
    return tuple(lines.values())


def at_window(step: AtWindow, look: Look) -> Page:
    """Say that an item is done at a window, and whose."""
    say, offer = look.say.guiding, look.offer
    item = next((item for item in names_only(offer.catalogue) if item.code == step.code), None) if offer else None
    if offer is None:
        return look.page(say.window_title, back=True, finish=True)
    material = next((material for material in offer.catalogue.materials if material.code == step.code), None)
    department = item.department if item else material.verify_by if material else None
    unit = offer.catalogue.departments_by_code.get(department) if department else None
    title = text_in(look.visit.language, item.name_zh, "") if item else look.name(material) if material else step.code
    text = say.window_text.format(department=look.name(unit)) if unit and item else ""
    blocks = (Notice(text), Facts(_where(department, look, offer))) if text else (Facts(_proof(look, unit)),)
    return look.page(title, *blocks, subtitle=say.window_title if item else "", back=True, finish=True)


def _where(department: DepartmentCode | None, look: Look, offer: Offer) -> tuple[Fact, ...]:
    """Where a department sits: the windows of the queues that it serves; else the guide desk, which knows."""
    queues = dict.fromkeys(known.queue for known in offer.services.values() if known.department == department)
    windows = {window.number: window for queue in queues for window in offer.windows(queue)}
    lines = lines_by_floor(
        sorted(windows.values(), key=lambda window: (window.floor, window.number)), look.visit.language
    )
    desk = offer.guide_desk()
    if not lines and desk is not None:
        lines = (look.say.guide_place.format(floor=desk.floor, window=desk.number),)
    return (Fact(look.say.result_windows, "\n".join(lines)),)


def _proof(look: Look, unit: Named | None) -> tuple[Fact, ...]:
    """A proof nobody has to bring: who answers for it."""
    say = look.say.guiding
    name = look.name(unit) if unit is not None else ""
    return (Fact(say.department, name),)


# ------------------------------------------------------------ before and after


def before_after(step: BeforeAfter, look: Look) -> Page:
    """Show what a package cost before and costs now, or where its old papers went."""
    say, offer = look.say.guiding, look.offer
    package = offer.catalogue.packages_by_code.get(step.package) if offer else None
    if offer is None or package is None:
        return look.page(say.before_after, back=True, finish=True)
    if step.papers:
        papers = Bullets(say.old_papers, _old_papers(package, look, offer), step.page)
        return look.page(look.name(package), papers, subtitle=say.before_after, back=True, finish=True)
    facts = [_change(change, look) for change in changes(offer.catalogue, package)]
    filled, all_ = len(fields_filled(offer.catalogue, package)), len(fields_now(offer.catalogue, package))
    facts.insert(1, Fact(say.filled, say.filled_value.format(filled=filled, all=all_)))
    actions = (Button(say.old_papers, OpenedOldPapers()),) if package.before_materials else ()
    form = Button(say.form_sample, OpenedForm(package.form))
    do_it = Button(say.do_it, OpenedMatter(package.code), primary=True)
    return look.page(
        look.name(package),
        Facts(tuple(facts)),
        subtitle=say.before_after,
        actions=(do_it, *actions, form),
        back=True,
        finish=True,
    )


def _change(change: Change, look: Look) -> Fact:
    say = look.say.guiding
    name = {
        "fields": say.measure_fields,
        "materials": say.measure_materials,
        "handed_in": say.measure_handed_in,
        "days": say.measure_days,
        "visits": say.measure_visits,
        "steps": say.measure_steps,
    }[change.measure]
    if change.before is None:
        return Fact(name, say.now_only.format(after=change.after))
    cut = change.cut_percent
    pattern = say.change_cut if cut else say.change
    shown = "" if not cut else f"{cut:.1f}".removesuffix(".0")
    return Fact(name, pattern.format(before=change.before, after=change.after, cut=shown))


def _old_papers(package: Package, look: Look, offer: Offer) -> tuple[str, ...]:
    say = look.say.guiding
    return tuple(
        say.old_paper.format(old=look.name(paper.old), now=look.name(paper.now) if paper.now else say.struck)
        for paper in old_papers(offer.catalogue, package)
    )


# ------------------------------------------------------------ papers


def form_offer(step: FormOffer, look: Look) -> Page:
    """Offer a form blank, with one's own data, or the sample."""
    say, offer = look.say.guiding, look.offer
    form = offer.catalogue.forms_by_code.get(step.form) if offer else None
    known = look.visit.visitor is not None
    buttons = [Button(say.form_blank, AskedPaper(PaperWish("blank", form=step.form)))]
    buttons.append(Button(say.form_sample, AskedPaper(PaperWish("sample", form=step.form))))
    if known:
        filled = Button(say.form_filled, AskedPaper(PaperWish("filled", form=step.form)), primary=True)
        buttons.insert(0, filled)
    blocks: list[Block] = [Picture(Drawing.PRINTER), Paragraph(say.form_text, TextSize.LEAD, bold=True, centred=True)]
    if not known:
        blocks.append(Notice(say.form_card))
    title = look.name(form) if form else say.form_title
    return look.page(title, *blocks, subtitle=say.form_title, actions=tuple(buttons), back=True, finish=True)


def free_paper(step: FreePaper, look: Look) -> Page:
    """Say how far the paper is."""
    say = look.say.guiding
    understood = Button(look.say.understood, Continued(), primary=True)
    match step.phase:
        case PaperPhase.FETCHING:
            return look.page(say.paper_title, Picture(Drawing.PRINTER), statement(say.paper_fetching), finish=True)
        case PaperPhase.PRINTING:
            return look.page(say.paper_title, Picture(Drawing.PRINTER), statement(say.paper_printing), finish=True)
        case PaperPhase.DONE:
            done = Notice(say.paper_done, Tone.GOOD)
            return look.page(say.paper_title, Picture(Drawing.DONE), done, actions=(understood,), finish=True)
        case PaperPhase.FAILED:
            failed: list[Block] = [Picture(Drawing.ATTENTION), Notice(_why_not(step, look), Tone.MIND)]
            if step.trouble not in {None, PageTrouble.ABSENT}:
                failed.append(Notice(say.paper_elsewhere.format(floor=look.floor_of_guide())))
            return look.page(say.paper_failed_title, *failed, actions=(understood,), finish=True)


def _why_not(step: FreePaper, look: Look) -> str:
    if step.trouble is not None:
        return _trouble(step.trouble, look)
    return look.say.guiding.paper_not_given if step.sentence is None else step.sentence.in_language(look.visit.language)


def _trouble(trouble: PageTrouble, look: Look) -> str:
    say = look.say.guiding
    return {
        PageTrouble.OUT_OF_PAPER: say.out_of_paper,
        PageTrouble.JAMMED: say.jammed,
        PageTrouble.OUT_OF_TONER: say.out_of_toner,
        PageTrouble.COVER_OPEN: say.cover_open,
        PageTrouble.BROKEN: say.broken,
        PageTrouble.UNPLUGGED: say.unplugged,
        PageTrouble.SILENT: say.silent,
        PageTrouble.ABSENT: say.no_printer,
        PageTrouble.HALL_SILENT: say.paper_not_given,
    }[trouble]
