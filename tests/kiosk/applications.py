"""Applications as the hall would tell of them: the hygiene licence of E01 from its first answer to its certificate."""

from collections.abc import Mapping
from datetime import date

from broker.catalogue.services import Way
from broker.catalogue.wanted import fields_shown, uses_asked
from broker.messages import (
    ApplicationView,
    CaseLine,
    CaseList,
    CertificateView,
    FieldView,
    MaterialState,
    MaterialView,
    Source,
    Stage,
)
from broker.terms import (
    CaseId,
    CertificateCode,
    DepartmentCode,
    FieldKey,
    Flag,
    FormCode,
    MaterialCode,
    SerialNo,
    ServiceCode,
    SituationCode,
    WorkingDays,
)
from tests.kiosk import world

HYGIENE = ServiceCode("WJW-001")
FREIGHT = ServiceCode("JTJ-001")
CASE = CaseId("case-1")
DUE = date(2027, 1, 4)
SERIAL = SerialNo("SF2026-000001")
NEXT_SERIAL = SerialNo("SF2026-000002")
ANSWERS = (1, 2, 1)
FORM = FormCode("F-HYG-NEW")
FLAGS = (Flag("salon"),)
OPEN_FIELDS = ("hy_manager", "d_way", "cm_ack", "s_sign")

_VALUES: dict[str, tuple[str, Source]] = {
    "p_name": ("陈大文", "刷证"),
    "p_sex": ("男", "刷证"),
    "p_nation": ("汉", "刷证"),
    "p_birth": ("1985-03-12", "刷证"),
    "p_addr": ("示范市城东区和平路 8 号 3 幢 502 室", "刷证"),
    "p_id": ("990101198503121232", "刷证"),
    "p_valid": ("2015-01-01 至 2035-01-01", "刷证"),
    "p_phone": ("13800000001", "上次申请"),
    "c_name": ("示范市美丽理发店", "证照"),
    "c_uscc": ("92990101MA0EXAM15D", "证照"),
    "c_legal": ("陈大文", "证照"),
    "hy_kind": ("理发店美容店", "问答"),
    "hy_addr": ("示范市城东区中山路 21 号", "证照"),
    "hy_area": ("46", "证照"),
    "hy_aircon": ("否", "问答"),
    "hy_staff": ("3", "证照"),
    "hy_health": ("H2026-0101、H2026-0102、H2026-0103", "证照"),
    "hy_item": ("理发、美容", "系统"),
    "d_addr": ("示范市城东区中山路 21 号", "上次申请"),
    "s_date": ("2026-11-23", "系统"),
}
VALUES = frozenset(value for value, _ in _VALUES.values())
"""What this visitor's form holds."""

_STATES: dict[str, MaterialState] = {
    "FORM": "generated",
    "ID": "called",
    "BIZ": "called",
    "RPC": "called",
    "HEALTH": "called",
}
_HOLDERS = {"ID": "GAJ", "BIZ": "SCJ", "RPC": "ZRZ", "HEALTH": "WJW"}


def fields(more: Mapping[str, str] | None = None) -> tuple[FieldView, ...]:
    own = more or {}
    shown = fields_shown(world.offer().catalogue, FORM, FLAGS)
    return tuple(_field(key, own) for key in shown)


def _field(key: FieldKey, own: Mapping[str, str]) -> FieldView:
    if key in own:
        return FieldView(key=key, value=own[key], source="本人填写", at=world.NINE)
    if key in OPEN_FIELDS:
        return FieldView(key=key)
    value, source = _VALUES.get(key, ("示范", "共享库"))
    return FieldView(key=key, value=value, source=source, at=world.NINE)


def materials(**states: MaterialState) -> tuple[MaterialView, ...]:
    """The ten papers of E01; `states` replaces that of some."""
    service = world.offer().services[HYGIENE]
    uses = uses_asked(world.offer().catalogue, service, SituationCode("new"), FLAGS)
    return tuple(_material(use.m, states.get(use.m, _STATES.get(use.m, "to_promise")), core=use.core) for use in uses)


def _material(code: MaterialCode, state: MaterialState, *, core: bool) -> MaterialView:
    ways: dict[str, tuple[Way, ...]] = {
        "to_promise": ("承诺", "提交"),
        "to_hand_in": ("提交", "承诺"),
        "calling": ("提交",),
    }
    called = state == "called"
    return MaterialView(
        material=code,
        state=state,
        ways=ways.get(state, ()),
        core=core,
        holder=DepartmentCode(_HOLDERS.get(code, "WJW")) if called else None,
        valid_until=date(2030, 5, 1) if called else None,
        due=DUE if state in {"promised", "deferred"} else None,
        sandbox=called,
    )


def view(
    *,
    own: Mapping[str, str] | None = None,
    papers: tuple[MaterialView, ...] | None = None,
    stage: Stage = "接收",
    certificates: tuple[CertificateView, ...] = (),
    documents: tuple[str, ...] = (),
) -> ApplicationView:
    return ApplicationView(
        case=CASE,
        revision=1,
        stage=stage,
        route="instant",
        owner=HYGIENE,
        situation=SituationCode("new"),
        flags=FLAGS,
        form=FORM,
        fields=fields(own),
        materials=materials() if papers is None else papers,
        promise_due=DUE,
        opened_at=world.NINE,
        certificates=certificates,
        documents=documents,
        sandbox=True,
    )


def fresh() -> ApplicationView:
    """The form as it comes after the last answer."""
    return view()


def calling() -> ApplicationView:
    return view(papers=materials(BIZ="calling", RPC="calling"))


FILLED = {"hy_manager": "陈大文", "d_way": "当场领取"}


def filled() -> ApplicationView:
    return view(own=FILLED)


def later(material: MaterialCode, days: int) -> ApplicationView:
    """The form is filled; one paper, which is to be handed in, may come later."""
    open_one: dict[str, MaterialState] = {material: "to_hand_in"}
    papers = tuple(
        known.model_copy(update={"later": WorkingDays(days)}) if known.material == material else known
        for known in materials(**open_one)
    )
    return view(own=FILLED, papers=papers)


def handed_in_before(material: MaterialCode, state: MaterialState = "reused") -> ApplicationView:
    """The form is filled; one paper was handed in some weeks ago and may be used again."""
    told: dict[str, MaterialState] = {material: state}
    papers = tuple(
        known.model_copy(update={"ways": ("复用", "承诺", "提交"), "reusable": date(2026, 10, 22)})
        if known.material == material
        else known
        for known in materials(**told)
    )
    return view(own=FILLED, papers=papers)


PROMISED: dict[str, MaterialState] = dict.fromkeys(("SITEMAP", "PLAN", "HYTEST", "HYRULE", "TRAIN"), "promised")


def promised() -> ApplicationView:
    return view(own=FILLED, papers=materials(**PROMISED))


def certificate(serial: SerialNo = SERIAL, *, void: bool = False, printed: bool = False) -> CertificateView:
    return CertificateView(
        certificate=CertificateCode("C-HYG"), serial=serial, state="void" if void else "promised", printed=printed
    )


def granted(*certificates: CertificateView) -> ApplicationView:
    given = certificates or (certificate(),)
    names = tuple(f"{known.certificate}:{known.serial}" for known in given)
    return view(
        own=FILLED,
        papers=materials(**PROMISED),
        stage="办结",
        certificates=given,
        documents=(*names, "D-COMMIT", "FORM"),
    )


def reviewing() -> ApplicationView:
    """A case that is not decided on the spot."""
    return view(own=FILLED, papers=materials(**PROMISED), stage="审核", documents=("D-ACCEPT", "D-COMMIT")).model_copy(
        update={"due": date(2026, 12, 7)}
    )


def line(*, draft: bool = False, stage: Stage = "审核", missing: tuple[str, ...] = ()) -> CaseLine:
    return CaseLine(
        case=CASE,
        owner=HYGIENE,
        situation=SituationCode("new"),
        stage="接收" if draft else stage,
        department=DepartmentCode("WJW"),
        opened_at=world.NINE,
        missing=tuple(MaterialCode(code) for code in missing),
        draft=draft,
    )


def cases() -> CaseList:
    return CaseList(cases=(line(draft=True), line(missing=("PLAN", "TRAIN")), line(stage="出件")))
