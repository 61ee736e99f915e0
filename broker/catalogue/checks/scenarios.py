"""Scenarios: each is walked from its first answer to its result, with every material and field counted."""

from collections.abc import Iterator, Sequence
from typing import Literal, TypeAlias

from broker.catalogue.arrivals import Arrival, arrive
from broker.catalogue.catalogue import Catalogue
from broker.catalogue.checks.check import Check, Finding, listed
from broker.catalogue.matters import Matter, form_in, matter, situations_of
from broker.catalogue.people import Scenario
from broker.catalogue.services import MaterialUse, Way
from broker.catalogue.wanted import certificates_given, fields_shown, uses_asked, way_order, ways_of
from broker.terms import CounterCode, ELicenceCode, KioskCode, MaterialCode

Outcome: TypeAlias = Literal["generated", "called", "reused", "proof", "committed", "handed_in", "deferred"]

_OUTCOME: dict[Way, Outcome] = {
    "调用": "called",
    "复用": "reused",
    "协查": "proof",
    "承诺": "committed",
    "提交": "handed_in",
}
_OUTCOMES: tuple[Outcome, ...] = ("generated", "called", "reused", "proof", "committed", "handed_in", "deferred")
_OWN_CARD = ELicenceCode("IDC")
"""The identity card: everyone has it, no record is needed."""
_SERVE_ANY_QUEUE = frozenset({"green", "comprehensive"})


def _records(c: Catalogue, scenario: Scenario) -> dict[str, set[str]]:
    """Give the fields that each source knows of the scenario's person on the reference date."""
    known: dict[str, set[str]] = {}
    for record in c.records:
        if record.persona == scenario.persona and (c.reference_date is None or record.valid_until >= c.reference_date):
            known.setdefault(record.source, set()).update(record.data)
    return known


def _outcome(c: Catalogue, use: MaterialUse, order: Sequence[Way], known: dict[str, set[str]]) -> Outcome:
    if use.generated:
        return "generated"
    material = c.materials_by_code.get(use.m)
    licence = None if material is None else material.elicence
    unknown = licence is not None and licence != _OWN_CARD and f"elic:{licence}" not in known
    for way in ways_of(use, order):
        if way != "复用" and not (way == "调用" and unknown):
            return _OUTCOME[way]
    return "deferred" if use.defer is not None else "generated"


def _walked(c: Catalogue) -> Iterator[tuple[Scenario, Arrival, Matter]]:
    """Give the scenarios that end somewhere, with where and in what."""
    for scenario in c.scenarios:
        arrival = arrive(c, scenario.owner, scenario.answers)
        it = None if arrival is None else matter(c, arrival.owner)
        if arrival is not None and it is not None and arrival.situation in situations_of(it):
            yield scenario, arrival, it


def _paths(c: Catalogue) -> Iterator[Finding]:
    for scenario in c.scenarios:
        key, expect = f"scenarios[{scenario.code}]", scenario.expect
        arrival = arrive(c, scenario.owner, scenario.answers)
        if arrival is None or arrival.left_over:
            zh = "按这些回答走不到结果,或回答有多余"
            yield Finding(f"{key}.answers", zh, "these answers do not end, or there are too many")
        elif (arrival.owner, arrival.situation, arrival.flags) != (expect.owner, expect.situation, expect.flags):
            at = f"{arrival.owner}/{arrival.situation} {listed(arrival.flags)}"
            yield Finding(f"{key}.expect", f"按回答得到的是 {at}", f"the answers lead to {at}")


def _materials(c: Catalogue) -> Iterator[Finding]:
    for scenario, arrival, it in _walked(c):
        uses = uses_asked(c, it, arrival.situation, arrival.flags)
        order = way_order(c, scenario.place)
        known = _records(c, scenario)
        got: dict[Outcome, list[MaterialCode]] = {name: [] for name in _OUTCOMES}
        for use in uses:
            got[_outcome(c, use, order, known)].append(use.m)
        for name, materials in got.items():
            if tuple(materials) != getattr(scenario.expect, name):
                codes = ", ".join(materials) or "—"
                key = f"scenarios[{scenario.code}].expect.{name}"
                yield Finding(key, f"算出来是: {codes}", f"it comes to: {codes}")
        if len(uses) != scenario.expect.materials:
            key = f"scenarios[{scenario.code}].expect.materials"
            yield Finding(key, f"算出来是 {len(uses)} 份", f"it comes to {len(uses)}")


def _fields(c: Catalogue) -> Iterator[Finding]:
    for scenario, arrival, it in _walked(c):
        key, expect = f"scenarios[{scenario.code}].expect", scenario.expect
        if form_in(it, arrival.situation) != expect.form:
            yield Finding(f"{key}.form", "不是这个情形的申请表", "not the form of this situation")
        shown = fields_shown(c, expect.form, arrival.flags)
        automatic = sum(name in c.form_fields and c.form_fields[name].automatic for name in shown)
        if (len(shown), automatic) != (expect.fields_shown, expect.fields_auto):
            zh = f"算出来显示 {len(shown)} 个字段,其中自动填 {automatic} 个"
            yield Finding(f"{key}.fields_shown", zh, f"{len(shown)} fields are shown, {automatic} of them filled")


def _values(c: Catalogue) -> Iterator[Finding]:
    for scenario, arrival, _ in _walked(c):
        known = _records(c, scenario)
        for name in fields_shown(c, scenario.expect.form, arrival.flags):
            source = c.form_fields[name].source if name in c.form_fields else ""
            looked_up = source.startswith(("elic:", "db:")) and source != f"elic:{_OWN_CARD}"
            if looked_up and name not in known.get(source, ()):
                zh = f"人物 {scenario.persona} 在 {source} 的记录里没有字段 {name}"
                key = f"scenarios[{scenario.code}].persona"
                yield Finding(key, zh, f"the records of {scenario.persona} in {source} lack the field {name}")


def _certificates(c: Catalogue) -> Iterator[Finding]:
    for scenario, arrival, it in _walked(c):
        given = certificates_given(c, it, arrival.situation, arrival.flags)
        if given != scenario.expect.certificates:
            codes = ", ".join(given) or "—"
            key = f"scenarios[{scenario.code}].expect.certificates"
            yield Finding(key, f"算出来是: {codes}", f"it comes to: {codes}")


def _places(c: Catalogue) -> Iterator[Finding]:
    for scenario, _, it in _walked(c):
        key = f"scenarios[{scenario.code}].place"
        counter = c.counters_by_code.get(CounterCode(scenario.place))
        kiosk = c.kiosks_by_code.get(KioskCode(scenario.place))
        if counter is not None and it.queue not in counter.queues and counter.type not in _SERVE_ANY_QUEUE:
            zh = f"窗口 {counter.code} 不办理队列 {it.queue}"
            yield Finding(key, zh, f"{counter.code} does not serve the queue {it.queue}")
        if kiosk is not None and "page_printer" not in kiosk.devices:
            yield Finding(key, f"自助机 {kiosk.code} 不能打印证照", f"{kiosk.code} has no page printer")


CHECKS: tuple[Check, ...] = (
    Check("scenarios.path", _paths),
    Check("scenarios.outcome", _materials),
    Check("scenarios.fields", _fields),
    Check("scenarios.values", _values),
    Check("scenarios.given", _certificates),
    Check("scenarios.place_serves", _places),
)
