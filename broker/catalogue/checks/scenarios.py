"""Scenarios: each is walked from its first answer to its result, with every material and field counted."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from broker.catalogue.catalogue import Catalogue
from broker.catalogue.checks.check import Check, Finding, listed
from broker.catalogue.matters import (
    Matter,
    form_in,
    known_groups,
    materials_in,
    matter,
    situations_of,
)
from broker.catalogue.papers import FieldGroup
from broker.catalogue.people import Scenario
from broker.catalogue.services import MaterialUse, MatterCode, Package, Way
from broker.catalogue.walk import follow
from broker.terms import CertificateCode, CounterCode, ELicenceCode, Flag, KioskCode, MaterialCode, SituationCode

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


@dataclass(frozen=True, slots=True)
class Arrival:
    """Where answers led: to a situation of a service or package, with flags, and how many answers were left over."""

    owner: MatterCode
    situation: SituationCode
    flags: tuple[Flag, ...]
    left_over: int


@dataclass(slots=True)
class _Way:
    owner: MatterCode
    answers: Sequence[int]
    flags: list[Flag] = field(default_factory=list[Flag])


def arrive(catalogue: Catalogue, owner: MatterCode, answers: Sequence[int]) -> Arrival | None:
    """Follow answers through the owner's questions, and through those of a service they lead to; None if they fail."""
    way = _Way(owner, answers)
    seen: set[MatterCode] = set()
    while way.owner not in seen:
        seen.add(way.owner)
        tree = catalogue.trees_by_owner.get(way.owner)
        if tree is None or not tree.nodes:
            situation = _only_situation(catalogue, way.owner)
            return None if situation is None else Arrival(way.owner, situation, tuple(way.flags), len(way.answers))
        ending = follow(tree, way.answers)
        if ending is None:
            return None
        way.flags.extend(ending.flags)
        way.answers = way.answers[len(ending.answers) :]
        if ending.situation is not None:
            return Arrival(way.owner, ending.situation, tuple(way.flags), len(way.answers))
        if ending.service is not None:
            way.owner = ending.service
    return None


def _only_situation(catalogue: Catalogue, owner: MatterCode) -> SituationCode | None:
    it = matter(catalogue, owner)
    if it is None:
        return None
    situations = sorted(situations_of(it))
    return situations[0] if len(situations) == 1 else None


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
    for way in order:
        unknown = licence is not None and licence != _OWN_CARD and f"elic:{licence}" not in known
        if way in use.how and way != "复用" and not (way == "调用" and unknown):
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
        uses = [use for use in materials_in(it, arrival.situation) if use.when is None or use.when in arrival.flags]
        order = c.resolution.kiosk if scenario.place in c.kiosks_by_code else c.resolution.window
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


def _shown_groups(c: Catalogue, scenario: Scenario, arrival: Arrival) -> list[FieldGroup]:
    groups = known_groups(c, scenario.expect.form)
    return [group for group in groups if group.when is None or group.when in arrival.flags]


def _fields(c: Catalogue) -> Iterator[Finding]:
    for scenario, arrival, it in _walked(c):
        key, expect = f"scenarios[{scenario.code}].expect", scenario.expect
        if form_in(it, arrival.situation) != expect.form:
            yield Finding(f"{key}.form", "不是这个情形的申请表", "not the form of this situation")
        shown = [name for group in _shown_groups(c, scenario, arrival) for name in group.fields]
        automatic = sum(name in c.form_fields and c.form_fields[name].automatic for name in shown)
        if (len(shown), automatic) != (expect.fields_shown, expect.fields_auto):
            zh = f"算出来显示 {len(shown)} 个字段,其中自动填 {automatic} 个"
            yield Finding(f"{key}.fields_shown", zh, f"{len(shown)} fields are shown, {automatic} of them filled")


def _values(c: Catalogue) -> Iterator[Finding]:
    for scenario, arrival, _ in _walked(c):
        known = _records(c, scenario)
        for name in (name for group in _shown_groups(c, scenario, arrival) for name in group.fields):
            source = c.form_fields[name].source if name in c.form_fields else ""
            looked_up = source.startswith(("elic:", "db:")) and source != f"elic:{_OWN_CARD}"
            if looked_up and name not in known.get(source, ()):
                zh = f"人物 {scenario.persona} 在 {source} 的记录里没有字段 {name}"
                key = f"scenarios[{scenario.code}].persona"
                yield Finding(key, zh, f"the records of {scenario.persona} in {source} lack the field {name}")


def _certificates(c: Catalogue) -> Iterator[Finding]:
    for scenario, arrival, it in _walked(c):
        given = _given(c, it, arrival)
        if given != scenario.expect.certificates:
            codes = ", ".join(given) or "—"
            key = f"scenarios[{scenario.code}].expect.certificates"
            yield Finding(key, f"算出来是: {codes}", f"it comes to: {codes}")


def _given(c: Catalogue, it: Matter, arrival: Arrival) -> tuple[CertificateCode, ...]:
    if isinstance(it, Package):
        items = [item for item in it.items if item.when is None or item.when in arrival.flags]
        parts = [(c.services_by_code.get(item.service), item.situation) for item in items]
    else:
        parts = [(it, arrival.situation)]
    found = [e.certificate for service, code in parts if service for e in service.situations if e.code == code]
    return tuple(certificate for certificate in found if certificate is not None)


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
