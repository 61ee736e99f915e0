"""How the words of a case are said: sources, states of materials, stages, dates, names of documents."""

from datetime import date, datetime

from broker.messages import ApplicationView, MaterialView, Source, Stage
from broker.terms import CertificateCode, DepartmentCode, DocumentCode, MaterialCode
from kiosk.flow.printing import PageTrouble
from kiosk.screens.pages.parts import Look
from kiosk.wording import name_in, text_in
from kiosk.wording.applying import ApplyingTexts


def words(look: Look) -> ApplyingTexts:
    """Give the texts of this chapter in the visitor's language."""
    return look.say.applying


def day(value: date) -> str:
    """Write a date the one way that nobody reads wrongly."""
    return value.isoformat()


def moment(look: Look, value: datetime | None) -> str:
    """Write a moment in the hall's time zone, to the minute; nothing for none."""
    return "" if value is None else f"{look.local(value):%Y-%m-%d %H:%M}"


def capital(text: str) -> str:
    """Give a text that stands alone with a capital, as every other does; Chinese has none."""
    return text[:1].upper() + text[1:]


def source_name(source: Source, say: ApplyingTexts) -> str:
    """Give where a value came from."""
    return {
        "刷证": say.source_card,
        "证照": say.source_licence,
        "共享库": say.source_database,
        "上次申请": say.source_before,
        "问答": say.source_answers,
        "系统": say.source_system,
        "本人填写": say.source_own,
    }[source]


def stage_name(stage: Stage, say: ApplyingTexts) -> str:
    """Give the state of a case in plain words."""
    return {
        "接收": say.stage_received,
        "受理": say.stage_accepted,
        "一次性告知": say.stage_told_once,
        "不予受理": say.stage_not_accepted,
        "审核": say.stage_review,
        "踏勘": say.stage_visit,
        "专家论证": say.stage_experts,
        "决定": say.stage_decision,
        "办结": say.stage_done,
        "出件": say.stage_issued,
        "不予许可": say.stage_refused,
        "已撤回": say.stage_withdrawn,
    }[stage]


def trouble_text(trouble: PageTrouble, say: ApplyingTexts) -> str:
    """Give why a page did not come out."""
    return {
        PageTrouble.OUT_OF_PAPER: say.page_out_of_paper,
        PageTrouble.JAMMED: say.page_jammed,
        PageTrouble.OUT_OF_TONER: say.page_out_of_toner,
        PageTrouble.COVER_OPEN: say.page_cover_open,
        PageTrouble.BROKEN: say.page_broken,
        PageTrouble.UNPLUGGED: say.page_unplugged,
        PageTrouble.SILENT: say.page_silent,
        PageTrouble.ABSENT: say.page_absent,
        PageTrouble.HALL_SILENT: say.page_hall_silent,
    }[trouble]


def material_name(look: Look, code: MaterialCode) -> str:
    """Give the name of a material; its code where the catalogue has none."""
    known = None if look.offer is None else look.offer.catalogue.materials_by_code.get(code)
    return str(code) if known is None else name_in(look.visit.language, known)


def department_name(look: Look, code: DepartmentCode) -> str:
    """Give the name of a department; its code where the catalogue has none."""
    known = None if look.offer is None else look.offer.catalogue.departments_by_code.get(code)
    return str(code) if known is None else name_in(look.visit.language, known)


def certificate_name(look: Look, code: CertificateCode) -> str:
    """Give the name of a certificate; its code where the catalogue has none."""
    known = None if look.offer is None else look.offer.catalogue.certificates_by_code.get(code)
    return str(code) if known is None else name_in(look.visit.language, known)


def matter_name(look: Look, view: ApplicationView) -> str:
    """Give what the case is about."""
    if look.offer is None:
        return str(view.owner)
    services = {**look.offer.catalogue.services_by_code, **look.offer.catalogue.packages_by_code}
    known = services.get(view.owner)
    return str(view.owner) if known is None else name_in(look.visit.language, known)


def document_name(look: Look, document: str) -> str:
    """Give the name of a document of a case: a certificate with its number, a proof with what it proves."""
    say, (code, _, serial) = words(look), document.partition(":")
    if document == "FORM":
        return say.doc_form
    if look.offer is None:
        return document
    if code in look.offer.catalogue.certificates_by_code:
        return say.doc_certificate.format(certificate=certificate_name(look, CertificateCode(code)), serial=serial)
    known = next((known for known in look.offer.catalogue.documents if known.code == DocumentCode(code)), None)
    if known is None:
        return document
    name = name_in(look.visit.language, known)
    return f"{name} · {material_name(look, MaterialCode(serial))}" if serial else name


def state_text(look: Look, material: MaterialView) -> str:
    """Give how far a material is, in words."""
    say = words(look)
    due = "" if material.due is None else day(material.due)
    dated = {"promised": say.state_promised if due else say.state_promised_only, "deferred": say.state_deferred}
    if material.state in dated:
        return dated[material.state].format(date=due)
    if material.state == "reused" and material.reusable is not None:
        return say.state_reused_on.format(date=day(material.reusable))
    if material.state == "called" and material.holder is not None:
        return say.state_called_from.format(holder=department_name(look, material.holder))
    plain = {
        "generated": say.state_generated,
        "calling": say.state_calling,
        "called": say.state_called,
        "reused": say.state_reused,
        "to_promise": say.state_to_promise,
        "to_prove": say.state_to_prove,
        "proving": say.state_proving,
        "proved": say.state_proved,
        "to_hand_in": say.state_to_hand_in,
        "handed_in": say.state_handed_in,
    }
    return plain[material.state]


def said(look: Look, zh: str, en: str) -> str:
    """Give a text of the catalogue in the visitor's language."""
    return text_in(look.visit.language, zh, en)
