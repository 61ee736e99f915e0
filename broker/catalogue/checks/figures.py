"""Figures the hall is built to, counted again wherever the catalogue states one. A real hall need not state any."""

import math
from collections.abc import Callable, Iterator

from broker.catalogue import lists, reform
from broker.catalogue.catalogue import Catalogue
from broker.catalogue.checks.check import Check, Finding
from broker.catalogue.errors import UnknownCode
from broker.catalogue.services import Package
from broker.terms import PackageCode, ServiceCode

Count = Callable[[Catalogue], float]

_DONE_RATE_TOLERANCE = 0.02
"""The papers give rounded counts of cases: the share finished may differ by so many per cent."""
_FIVE_SITUATIONS = {"新办", "补办", "变更", "换发", "注销"}
_NAMED_SECTIONS = 4
_PILOTS = 2


def _legal(code: str) -> Count:
    return lambda c: c.service(ServiceCode(code)).legal


def _promised(code: str) -> Count:
    return lambda c: c.service(ServiceCode(code)).promised


def _package_days(code: str) -> Count:
    return lambda c: _package(c, code).promised


def _package(c: Catalogue, code: str) -> Package:
    return c.package(PackageCode(code))


def _of_kind(c: Catalogue, kind: str) -> int:
    return sum(service.kind == kind for service in c.services)


def _cut(before: float | None, after: float | None) -> float:
    """Give by how many per cent `after` is less than `before`; NaN, equal to nothing, where either is not known."""
    cut = reform.cut_percent(before, after)
    return math.nan if cut is None else cut


def _told(count: int | None) -> float:
    return math.nan if count is None else count


def _fields_cut(c: Catalogue, package: Package) -> float:
    return _cut(reform.fields_before(package), len(reform.fields_now(c, package)))


def _visits_cut(package: Package) -> float:
    return math.nan if package.before.visits is None else package.before.visits - package.visits


COUNTS: dict[str, Count] = {
    "bz_units": lambda c: len(c.departments),
    "bz_sections": lambda c: len(c.sections),
    "bz_staff": lambda c: c.hall.staff,
    "bz_power_items": lambda c: len(c.item_names.power) + _of_kind(c, "行政权力"),
    "bz_other_items": lambda c: len(c.item_names.other) + _of_kind(c, "其他权力"),
    "bz_open_company_days": _package_days("P15"),
    "bz_realestate_days": _package_days("P16"),
    "bz_construction_days": _package_days("P17"),
    "bz_fund_withdraw_before": _legal("GJJ-001"),
    "bz_fund_loan_legal": _legal("GJJ-002"),
    "bz_fund_loan_promised": _promised("GJJ-002"),
    "bz_project_legal": _legal("FGW-001"),
    "bz_project_promised": _promised("FGW-001"),
    "fq_approval_departments": lambda c: sum(department.approval for department in c.departments),
    "fq_rongque_items": lambda c: len(lists.rongque(c)),
    "fq_rongque_depts": lambda c: lists.departments_of(lists.rongque(c)),
    "fq_commit_items": lambda c: len(lists.commitment(c)),
    "fq_commit_depts": lambda c: lists.departments_of(lists.commitment(c)),
    "fq_fishery_form_cut": lambda c: _fields_cut(c, _package(c, "P14")),
    "fq_fishery_speedup": lambda c: _cut(_package(c, "P14").before.days, _package(c, "P14").promised),
    "fq_fishery_visits_cut": lambda c: _visits_cut(_package(c, "P14")),
    "yx_zone_departments": lambda c: sum(department.park_zone for department in c.departments),
    "yz_databases": lambda c: len(c.databases),
    "yz_police_elicences": lambda c: sum(licence.police for licence in c.elicences),
    "yz_proactive_items": lambda c: len(c.proactive),
    "yz_situations": lambda c: len(c.service(ServiceCode("JTJ-001")).situations),
    "yz_hygiene_materials": lambda c: len(c.service(ServiceCode("WJW-001")).situations[0].materials),
    "hs_water_before": _legal("SWC-002"),
    "hs_water_after": _promised("SWC-002"),
    "sf_road_hours": lambda c: c.service(ServiceCode("CGJ-001")).promised_hours or math.nan,
    "sf_acceptance_before": lambda c: _told(_package(c, "P18").before.days),
    "sf_acceptance_after": _package_days("P18"),
    "ly_settle_minutes": lambda c: c.service(ServiceCode("YBJ-001")).promised_minutes or math.nan,
    "sc_utilities_days": _package_days("P09"),
    "sc_packages": lambda c: len(reform.province_thirteen(c)),
    "sc_packages_company": lambda c: sum(package.life == "enterprise" for package in reform.province_thirteen(c)),
    "sc_packages_person": lambda c: sum(package.life == "person" for package in reform.province_thirteen(c)),
    "sc_pilot_steps_cut": lambda c: _cut(_package(c, "P02").before.steps, _package(c, "P02").after.steps),
    "sc_rest_form_before": lambda c: _told(reform.fields_before(_package(c, "P01"))),
    "sc_rest_form_after": lambda c: len(reform.fields_now(c, _package(c, "P01"))),
    "sc_rest_mats_before": lambda c: _told(reform.materials_before(_package(c, "P01"))),
    "sc_rest_mats_after": lambda c: len(_package(c, "P01").materials),
    "sc_rest_days_before": lambda c: _told(_package(c, "P01").before.days),
    "sc_rest_days_after": _package_days("P01"),
    "sc_trans_mats_before": lambda c: len(_package(c, "P02").materials),
    "sc_trans_mats_after": lambda c: reform.handed_in(_package(c, "P02")),
    "sc_trans_auto": lambda c: len(reform.fields_filled(c, _package(c, "P02"))),
}
"""Every figure that can be counted on a hall, and how."""


def _counted(figure_id: str, count: Count) -> Check:
    def find(catalogue: Catalogue) -> Iterator[Finding]:
        for figure in catalogue.figures:
            if figure.id != figure_id:
                continue
            key = f"figures[{figure_id}].value"
            try:
                counted = count(catalogue)
            except UnknownCode as error:
                zh = f"算不出这个数: 目录里没有 {error.code}"
                yield Finding(key, zh, f"cannot be counted: the catalogue has no {error.kind} {error.code}")
                continue
            if not _same(counted, figure.value):
                zh = f"写的是 {figure.value},按目录数出来是 {_shown(counted)}"
                yield Finding(key, zh, f"it says {figure.value}, this hall counts {_shown(counted)}")

    return Check(f"figures.{figure_id}", find)


def _same(counted: float, told: float) -> bool:
    """Compare to as many decimals as the paper gives."""
    if math.isnan(counted):
        return False
    return (round(counted, 1) if isinstance(told, float) else round(counted)) == told


def _shown(counted: float) -> str:
    return "?" if math.isnan(counted) else f"{counted:.1f}".removesuffix(".0")


def _states(catalogue: Catalogue, figure_id: str) -> bool:
    return any(figure.id == figure_id for figure in catalogue.figures)


def _named_sections(c: Catalogue) -> Iterator[Finding]:
    named = sum(section.origin == "seed" for section in c.sections)
    if _states(c, "bz_sections") and named != _NAMED_SECTIONS:
        zh = f"资料点名的版块有 {_NAMED_SECTIONS} 个,这里标 seed 的有 {named} 个"
        yield Finding("sections", zh, f"the papers name {_NAMED_SECTIONS} sections, {named} are marked so here")


def _five_situations(c: Catalogue) -> Iterator[Finding]:
    service = c.services_by_code.get(ServiceCode("JTJ-001"))
    if _states(c, "yz_situations") and service and {e.name_zh for e in service.situations} != _FIVE_SITUATIONS:
        zh = "五种情形应为: 新办、补办、变更、换发、注销"
        yield Finding("services[JTJ-001].situations", zh, "the five situations are new, replace, change, renew, cancel")


def _fund_on_the_spot(c: Catalogue) -> Iterator[Finding]:
    service = c.services_by_code.get(ServiceCode("GJJ-001"))
    if _states(c, "bz_fund_withdraw_before") and service and service.promised != 0:
        zh = "公积金提取应当场办结(promised = 0)"
        yield Finding("services[GJJ-001].promised", zh, "the fund is paid out on the spot: promised is 0")


def _project_limits(c: Catalogue) -> Iterator[Finding]:
    first, second = (c.services_by_code.get(ServiceCode(code)) for code in ("FGW-001", "FGW-003"))
    if not _states(c, "bz_project_legal") or first is None or second is None:
        return
    if (first.legal, first.promised) != (second.legal, second.promised):
        zh = "FGW-003 的法定、承诺时限应与 FGW-001 相同"
        yield Finding("services[FGW-003].promised", zh, "FGW-003 has the same limits as FGW-001")


def _pilots(c: Catalogue) -> Iterator[Finding]:
    pilots = sum(package.pilot for package in reform.province_thirteen(c))
    if _states(c, "sc_packages") and pilots != _PILOTS:
        zh = f"省里 13 件“一件事”中应有 {_PILOTS} 件试点,这里有 {pilots} 件"
        yield Finding("packages", zh, f"{_PILOTS} of the province's packages are pilots, here {pilots}")


def _volumes(c: Catalogue) -> Iterator[Finding]:
    load = c.load_test
    if load is None:
        return
    if load.good + load.bad != load.ratings or not load.ratings:
        zh = "好评数 + 差评数 应等于评价总数"
        yield Finding("load_test.ratings", zh, "good and bad ratings make up all ratings")
    elif f"{load.good / load.ratings * 100:.2f}%" != load.good_rate_shown:
        share = f"{load.good / load.ratings * 100:.2f}%"
        yield Finding("load_test.good_rate_shown", f"算出来是 {share}", f"counted it is {share}")
    told = next((figure.value for figure in c.figures if figure.id == "yz_done_rate"), None)
    done = load.cases_done / load.cases_year * 100 if load.cases_year else math.inf
    if told is not None and abs(done - told) >= _DONE_RATE_TOLERANCE:
        zh = f"办结率算出来是 {done:.2f}%,资料为 {told}%"
        yield Finding("load_test.cases_done", zh, f"the finished rate comes to {done:.2f} %, the papers say {told} %")


CHECKS: tuple[Check, ...] = (
    *(_counted(figure_id, count) for figure_id, count in COUNTS.items()),
    Check("figures.named_sections", _named_sections),
    Check("figures.five_situations", _five_situations),
    Check("figures.fund_on_the_spot", _fund_on_the_spot),
    Check("figures.project_limits", _project_limits),
    Check("figures.pilots", _pilots),
    Check("figures.volumes", _volumes),
)
