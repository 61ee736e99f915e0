"""Fictional people: numbers that add up and are nobody's, records from sources that exist, benefits that find them."""

from collections.abc import Iterator
from datetime import date

from broker.catalogue.catalogue import Catalogue
from broker.catalogue.checks.check import Check, Finding, listed
from broker.catalogue.field_values import id_check
from broker.catalogue.people import Condition, Fact, Persona

_NO_SUCH_AREA = "990101"
_NO_SUCH_PHONE = "1000000"
_BIRTH = slice(6, 14)
_SEX = 16


def _identity_numbers(c: Catalogue) -> Iterator[Finding]:
    for persona in c.personas:
        key, number = f"personas[{persona.code}].idno", persona.idno
        if id_check(number) != number[-1]:
            yield Finding(key, "身份号码校验位不对", "the check digit of the identity number is wrong")
        if not number.startswith(_NO_SUCH_AREA):
            zh = f"虚构人物的号码须以未启用的区划 {_NO_SUCH_AREA} 开头"
            yield Finding(key, zh, f"a fictional person's number opens with the unused area {_NO_SUCH_AREA}")
        if number[_BIRTH] != persona.birth.strftime("%Y%m%d"):
            yield Finding(key, "号码里的出生日期与 birth 不同", "the number holds another date of birth")
        if (int(number[_SEX]) % 2 == 1) != (persona.sex == "男"):
            yield Finding(key, "号码里的性别与 sex 不同", "the number holds another sex")


def _phones(c: Catalogue) -> Iterator[Finding]:
    for persona in c.personas:
        if not persona.phone.startswith(_NO_SUCH_PHONE):
            zh = f"虚构人物的电话须以 {_NO_SUCH_PHONE} 开头,不能拨通"
            key = f"personas[{persona.code}].phone"
            yield Finding(key, zh, f"a fictional person's phone opens with {_NO_SUCH_PHONE}: it cannot be dialled")


def _record_sources(c: Catalogue) -> Iterator[Finding]:
    known = {f"elic:{licence.code}" for licence in c.elicences} | {f"db:{base.code}" for base in c.databases}
    for record in c.records:
        if record.source not in known:
            zh = f"没有来源 {record.source}"
            yield Finding(f"records[{record.persona}].source", zh, f"there is no source {record.source}")


def _benefits(c: Catalogue) -> Iterator[Finding]:
    if c.reference_date is None:
        return
    for benefit in c.proactive:
        found = tuple(p.code for p in c.personas if _entitled(c, p, benefit.conditions, c.reference_date))
        if found != benefit.expect_personas:
            who = listed(found) or "无"
            zh = f"按条件找出的人是: {who}"
            en = f"the conditions find: {listed(found) or 'nobody'}"
            yield Finding(f"proactive[{benefit.code}].expect_personas", zh, en)


def _entitled(c: Catalogue, persona: Persona, conditions: tuple[Condition, ...], on: date) -> bool:
    born = persona.birth
    age = on.year - born.year - ((on.month, on.day) < (born.month, born.day))
    facts: dict[str, Fact] = {**c.population_defaults, **persona.facts, "age": age}
    return all(_holds(condition, facts.get(condition.field)) for condition in conditions)


def _holds(condition: Condition, fact: Fact | None) -> bool:
    wanted = condition.value
    match condition.op:
        case "eq":
            return fact == wanted
        case "ge":
            return isinstance(fact, int) and isinstance(wanted, int) and fact >= wanted
        case "in":
            return isinstance(wanted, tuple) and fact in wanted


CHECKS: tuple[Check, ...] = (
    Check("personas.identity_numbers", _identity_numbers),
    Check("personas.phones", _phones),
    Check("records.source", _record_sources),
    Check("proactive.people_found", _benefits),
)
