"""The screens of the materials and of the promise (K-03, K-04)."""

from broker.catalogue.services import Way
from broker.messages import ApplicationView, MaterialView
from kiosk.flow.applying.providing import (
    SETTLED,
    is_calling,
    later,
    material_of,
    open_materials,
    parts,
    promisable,
    reusable,
    was_read,
    ways_open,
)
from kiosk.flow.events import AskedSignature, Continued, OpenedMaterial, OpenedPromise, TookWay
from kiosk.flow.steps import Materials, MaterialShown, Promise
from kiosk.screens.page import Block, Bullets, Button, Choice, Choices, Fact, Facts, Notice, Page, Thumbnail
from kiosk.screens.pages.applying.phrases import capital, day, material_name, state_text, words
from kiosk.screens.pages.parts import Look
from kiosk.screens.theme.colours import Tone
from kiosk.wording import form_for, text_in


def materials(step: Materials, look: Look) -> Page:
    """Show every material with its state; what the visitor must see to is marked and stands first."""
    say, view = words(look), step.view
    still, offered = open_materials(view), promisable(view)
    ordered = sorted(view.materials, key=lambda material: material.state in SETTLED)
    items = tuple(_line(material, view, look) for material in ordered)
    notices: list[Block] = []
    if view.promise_refused is not None and still:
        notices.append(Notice(view.promise_refused.in_language(look.visit.language), Tone.MIND, aloud=False))
    actions: list[Button] = []
    if offered:
        promise = form_for(say.materials_promise, len(offered)).format(count=len(offered))
        actions.append(Button(promise, OpenedPromise(), primary=True))
    if is_calling(view):
        actions.append(Button(say.materials_again, Continued()))
    elif not still:
        actions.append(Button(say.form_next, Continued(), primary=True))
    subtitle = say.materials_open.format(count=len(still)) if still else say.materials_done
    return look.page(
        say.materials_title,
        *notices,
        Choices(items, page=step.page),
        subtitle=subtitle,
        actions=tuple(actions),
        back=True,
        finish=True,
    )


def _line(material: MaterialView, view: ApplicationView, look: Look) -> Choice:
    settled = material.state in SETTLED
    state = _state(material, view, look)
    if material.sandbox:
        state = f"{state} · {words(look).sandbox}"
    name = material_name(look, material.material)
    return Choice(name, OpenedMaterial(material.material), state, badge="✓" if settled else "!", own=not settled)


def _state(material: MaterialView, view: ApplicationView, look: Look) -> str:
    """Give how far a material is; who may make no promise is told to hand it in instead."""
    if view.promise_refused is not None and material.state == "to_promise" and "提交" in material.ways:
        return words(look).state_to_hand_in
    return state_text(look, material)


def material_shown(step: MaterialShown, look: Look) -> Page:
    """Show one material and the ways it may be had."""
    say, material = words(look), material_of(step.under.view, step.material)
    if material is None:
        return look.page(material_name(look, step.material), back=True, finish=True)
    blocks: list[Block] = [Facts(_facts_of(step, material, look)), *_handed_in_before(step, material, look)]
    if material.note is not None:
        blocks.append(Notice(material.note.in_language(look.visit.language), Tone.MIND, aloud=False))
    if material.core and material.state not in SETTLED:
        blocks.append(Notice(say.material_core))
    open_ways = ways_open(step)
    ways: tuple[Way, ...] = tuple(way for way in open_ways if way != "提交" or look.context.has_camera)
    if "提交" in open_ways and not look.context.has_camera:
        blocks.append(Notice(say.no_camera, Tone.MIND))
    choices = (*(Choice(_way(way, material, look), TookWay(way)) for way in ways), *_later(step, look))
    if choices:
        blocks.append(Choices(choices))
    return look.page(material_name(look, step.material), *blocks, back=True, finish=True)


def _facts_of(step: MaterialShown, material: MaterialView, look: Look) -> tuple[Fact, ...]:
    say = words(look)
    state = say.state_reused if material.state == "reused" else _state(material, step.under.view, look)
    facts = [Fact(say.material_state, capital(state), strong=True)]
    if material.valid_until is not None:
        facts.append(Fact(say.material_valid, day(material.valid_until)))
    if material.reusable is not None:
        facts.append(Fact(say.reuse_since, day(material.reusable)))
    return tuple(facts)


def _handed_in_before(step: MaterialShown, material: MaterialView, look: Look) -> tuple[Block, ...]:
    """Say that the paper of an earlier matter may serve again, and show it once its picture has come (M-03)."""
    if material not in reusable(step.under.view):
        return ()
    shown = () if step.picture is None else (Thumbnail(step.picture),)
    return (Notice(words(look).reuse_offered, aloud=False), *shown)


def _later(step: MaterialShown, look: Look) -> tuple[Choice, ...]:
    """Offer that the paper comes later, and say what waits for it (M-05)."""
    say, days = words(look), later(step)
    if days is None:
        return ()
    return (Choice(form_for(say.take_later, days).format(days=days), TookWay("容缺"), say.take_later_holds),)


def _way(way: Way, material: MaterialView, look: Look) -> str:
    say = words(look)
    again = None if material.reusable is None else say.take_reuse.format(date=day(material.reusable))
    return {
        "提交": say.take_anew if material.state == "reused" else say.take_scan,
        "调用": say.take_call,
        "复用": again or say.take_reuse_plain,
        "承诺": say.take_promise,
        "协查": say.take_prove,
    }[way]


# ------------------------------------------------------------------------ the promise


def promise(step: Promise, look: Look) -> Page:
    """Show one part of the commitment; the last one may be signed."""
    say, all_parts = words(look), parts(step.view, large=look.visit.large)
    part = all_parts[min(step.part, len(all_parts) - 1)]
    if part.papers:
        lines = tuple(_promised(material, step.view, look) for material in part.papers)
        block = Bullets(say.promise_papers, lines)
    else:
        block = Bullets(say.promise_law, _law(step.view, look))
    sign = Button(say.promise_sign, AskedSignature(), primary=True)
    return look.page(
        say.promise_title,
        block,
        subtitle=say.promise_part.format(part=min(step.part, len(all_parts) - 1) + 1, parts=len(all_parts)),
        actions=(sign if was_read(step) else Button(say.promise_read_on, Continued(), primary=True),),
        back=True,
        finish=True,
    )


def _promised(material: MaterialView, view: ApplicationView, look: Look) -> str:
    say, due = words(look), material.due or view.promise_due
    name = material_name(look, material.material)
    return say.promise_no_date.format(paper=name) if due is None else say.promise_by.format(paper=name, date=day(due))


def _law(view: ApplicationView, look: Look) -> tuple[str, ...]:
    say = words(look)
    if look.offer is None:
        return (say.promise_true, say.promise_check)
    service = next((known for code, known in look.offer.services.items() if code == view.owner), None)
    law = "" if service is None else text_in(look.visit.language, service.basis, "")
    basis = (say.promise_basis.format(basis=law),) if law else ()
    months = look.offer.catalogue.commitment.breach_blocks_months
    return (*basis, say.promise_true, say.promise_check, say.promise_blocked.format(months=months))
