"""The screens of a matter done at the kiosk, with the hygiene licence of E01."""

from collections.abc import Callable
from dataclasses import replace

from broker.messages import ApplicationView, CaseList, Sentence
from broker.terms import FieldKey, MaterialCode
from kiosk.flow.context import Context
from kiosk.flow.printing import PageTrouble
from kiosk.flow.sights import Still
from kiosk.flow.steps import (
    Answered,
    Asking,
    Calling,
    CardRemoved,
    CaseShown,
    Consent,
    DocumentPhase,
    Doing,
    FieldShown,
    Form,
    HallWorks,
    Matched,
    Materials,
    MaterialShown,
    Menu,
    MyCases,
    Paper,
    Promise,
    RateCase,
    Review,
    Step,
    Unsure,
    Visit,
)
from tests.kiosk import applications as told
from tests.kiosk import world

Scene = Callable[[Visit], tuple[Step, Context]]

BLOCKED = Sentence(
    zh_hans="您有一项承诺没有履行，12 个月内不能再承诺",
    zh_hant="您有一項承諾沒有履行，12 個月內不能再承諾",
    en="You have not kept a promise: for 12 months no other can be made",
)
SILENT_LIBRARY = Sentence(zh_hans="证照库没有回应", zh_hant="證照庫沒有回應", en="The licence library does not answer")


def _known(make: Callable[[Visit], Step], context: Context | None = None) -> Scene:
    return lambda visit: (make(world.known(visit)), world.whole_kiosk() if context is None else context)


def _on(make: Callable[[Visit, ApplicationView], Step], view: ApplicationView) -> Scene:
    return _known(lambda visit: make(visit, view))


def _matched(visit: Visit, answers: tuple[int, ...] = told.ANSWERS) -> Matched:
    return Matched(visit, Answered(told.HYGIENE, answers), Menu(visit))


def _asking(visit: Visit, *answers: int) -> Asking:
    return Asking(visit, Answered(told.HYGIENE, answers), Menu(visit))


def _page() -> Still:
    """A sheet of A4 with lines instead of text: what stands on it is shown by the documents' own pictures."""
    width, height = 210, 297
    row = b"\xff\xff\xff" * width
    line = b"\xff\xff\xff" * 20 + b"\x50\x60\x70" * (width - 40) + b"\xff\xff\xff" * 20
    return Still(width, height, b"".join(line if at > 40 and at % 22 == 0 else row for at in range(height)))


def _paper(visit: Visit, phase: DocumentPhase, *, started: bool = False, spent: str | None = None) -> Paper:
    trouble = PageTrouble.JAMMED if phase is DocumentPhase.FAILED else None
    document = f"C-HYG:{told.SERIAL}"
    return Paper(
        visit,
        told.granted(),
        document,
        phase,
        picture=_page(),
        trouble=trouble,
        started=started,
        spent=spent,
    )


def _blocked() -> ApplicationView:
    return told.filled().model_copy(update={"promise_refused": BLOCKED})


def _dead_library() -> ApplicationView:
    papers = tuple(
        known.model_copy(update={"note": SILENT_LIBRARY, "ways": ("调用", "提交", "承诺")})
        if known.material == "PLAN"
        else known
        for known in told.materials(PLAN="to_hand_in")
    )
    return told.view(own=told.FILLED, papers=papers)


def _short() -> ApplicationView:
    """As much of the application as one picture of at most 40 KB can show."""
    whole = told.promised()
    return whole.model_copy(update={"fields": whole.fields[:9], "materials": whole.materials[:4]})


_LOST = (4,)
"""The licence is lost: a situation with few papers."""

APPLYING: dict[str, Scene] = {
    "ask-first": _known(_asking),
    "ask-yes-no": _known(lambda visit: _asking(visit, 1, 1)),
    "ask-unsure": _known(lambda visit: Unsure(visit, _asking(visit))),
    "match-here": _known(lambda visit: _matched(visit, _LOST if visit.seated else told.ANSWERS)),
    "match-no-card": lambda visit: (_matched(visit, _LOST), world.whole_kiosk()),
    "match-elsewhere": _known(lambda visit: _matched(visit, _LOST), world.open_hall()),
    "consent": _known(lambda visit: Consent(visit, _matched(visit))),
    "hall-works": _known(lambda visit: HallWorks(visit, Doing.OPENING, Menu(visit))),
    "calling": _on(Calling, told.calling()),
    "calling-slow": _on(lambda visit, view: Calling(visit, view, waited=9), told.calling()),
    "form-filled": _on(Form, told.fresh()),
    "form-to-fill": _on(lambda visit, view: Form(visit, view, group=2), told.fresh()),
    "form-last": _on(lambda visit, view: Form(visit, view, group=3), told.filled()),
    "field": _on(lambda visit, view: FieldShown(visit, Form(visit, view), FieldKey("p_addr")), told.filled()),
    "field-own": _on(lambda visit, view: FieldShown(visit, Form(visit, view), FieldKey("hy_manager")), told.filled()),
    "materials": _on(Materials, told.filled()),
    "materials-done": _on(Materials, told.promised()),
    "materials-blocked": _on(Materials, _blocked()),
    "material": _on(
        lambda visit, view: MaterialShown(visit, Materials(visit, view), MaterialCode("PLAN")), _dead_library()
    ),
    "material-later": _on(
        lambda visit, view: MaterialShown(visit, Materials(visit, view), MaterialCode("PLAN")),
        told.later(MaterialCode("PLAN"), 15),
    ),
    "material-reused": _on(
        lambda visit, view: MaterialShown(visit, Materials(visit, view), MaterialCode("PLAN"), _page()),
        told.handed_in_before(MaterialCode("PLAN")),
    ),
    "material-reusable": _on(
        lambda visit, view: MaterialShown(visit, Materials(visit, view), MaterialCode("PLAN"), _page()),
        told.handed_in_before(MaterialCode("PLAN"), "to_promise"),
    ),
    "promise": _on(Promise, told.filled()),
    "promise-end": _on(lambda visit, view: Promise(visit, view, part=9), told.filled()),
    "review": _on(Review, _short()),
    "paper-fetching": _known(lambda visit: _paper(visit, DocumentPhase.FETCHING, spent="SF2026-000000")),
    "paper-ready": _known(lambda visit: _paper(visit, DocumentPhase.READY)),
    "paper-printing": _known(lambda visit: _paper(visit, DocumentPhase.PRINTING)),
    "paper-printed": _known(lambda visit: _paper(visit, DocumentPhase.PRINTED)),
    "paper-failed": _known(lambda visit: _paper(visit, DocumentPhase.FAILED, started=True)),
    "case-done": _on(CaseShown, told.granted()),
    "case-running": _on(CaseShown, told.reviewing()),
    "rate-case": _on(RateCase, told.granted()),
    "rate-case-reasons": _on(lambda visit, view: RateCase(visit, view, 1, frozenset({"办事效率"})), told.granted()),
    "my-cases": _known(lambda visit: MyCases(visit, told.cases())),
    "my-cases-none": _known(lambda visit: MyCases(visit, CaseList(cases=()))),
    "menu-cases": _known(
        lambda visit: Menu(replace(visit, visitor=world.known(visit, cases=told.cases().cases).visitor))
    ),
    "card-removed-draft": _on(lambda visit, view: CardRemoved(visit, 14, Form(visit, view)), told.fresh()),
}
