"""References: every code that an entry names exists. A table of where codes stand and what they name; one walk."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import cast

from broker.catalogue.catalogue import Catalogue
from broker.catalogue.checks.check import Check, Finding
from broker.catalogue.places import entry_name

_TARGETS: Mapping[str, tuple[str, str, Callable[[Catalogue], AbstractSet[str]]]] = {
    "aspects": ("督查内容", "inspection aspects", lambda c: {x.code for x in c.inspection_aspects}),
    "certificates": ("证照批文", "certificates", lambda c: c.certificates_by_code.keys()),
    "departments": ("单位", "departments", lambda c: c.departments_by_code.keys()),
    "elicences": ("电子证照", "e-licences", lambda c: {x.code for x in c.elicences}),
    "facts": ("人员情况(population_defaults)", "population facts", lambda c: {*c.population_defaults, "age"}),
    "fields": ("表单字段", "form fields", lambda c: c.form_fields.keys()),
    "flags": ("共同问题", "common questions", lambda c: {x.flag for x in c.common_questions}),
    "forms": ("申请表", "forms", lambda c: c.forms_by_code.keys()),
    "groups": ("字段组", "field groups", lambda c: c.groups.keys()),
    "kiosks": ("自助机", "kiosks", lambda c: c.kiosks_by_code.keys()),
    "materials": ("材料", "materials", lambda c: c.materials_by_code.keys()),
    "matters": ("事项或“一件事”", "services or packages", lambda c: {*c.services_by_code, *c.packages_by_code}),
    "personas": ("沙箱人物", "personas", lambda c: c.personas_by_code.keys()),
    "places": ("自助机或窗口", "kiosks or windows", lambda c: {*c.kiosks_by_code, *c.counters_by_code}),
    "queues": ("队列", "queues", lambda c: c.queues_by_letter.keys()),
    "roles": ("岗位角色", "roles", lambda c: {x.code for x in c.roles}),
    "sections": ("版块", "sections", lambda c: c.sections_by_code.keys()),
    "services": ("事项", "services", lambda c: c.services_by_code.keys()),
    "subjects": ("督查对象", "inspection subjects", lambda c: {x.code for x in c.inspection_subjects}),
    "windows": ("窗口", "windows", lambda c: c.counters_by_code.keys()),
}
_NO_REFERENCE = frozenset({"", "applicant", "all", "取消"})
"""Words that stand where a code could: no licence, the visitor's own paper, every section, no longer asked for."""

# Where codes stand: name = a key, [] = each of a list, {} = each value under a key, {?} = each key itself.
_REFERENCES: Mapping[str, str] = {
    # the hall
    "queues[].section": "sections",
    "windows[].section": "sections",
    "windows[].queues[]": "queues",
    "hall.hours.extended_queues[]": "queues",
    "boards[].shows": "sections",
    # papers
    "elicences[].issuer": "departments",
    "materials[].issuer": "departments",
    "materials[].elicence": "elicences",
    "materials[].verify_by": "departments",
    "certificates[].issuer": "departments",
    "certificates[].writes_elicence": "elicences",
    "groups{}.fields[]": "fields",
    "forms[].groups[].use": "groups",
    "forms[].groups[].fields[]": "fields",
    # services, packages and their questions
    "services[].department": "departments",
    "services[].section": "sections",
    "services[].queue": "queues",
    "services[].situations[].form": "forms",
    "services[].situations[].certificate": "certificates",
    "services[].situations[].materials[].m": "materials",
    "packages[].lead": "departments",
    "packages[].queue": "queues",
    "packages[].form": "forms",
    "packages[].items[].service": "services",
    "packages[].items[].department": "departments",
    "packages[].materials[].m": "materials",
    "packages[].parallel_checks[]": "departments",
    "packages[].before_materials[].department": "departments",
    "packages[].before_materials[].now": "materials",
    "packages[].stages[].services[]": "services",
    "trees[].owner": "matters",
    "trees[].then[]": "flags",
    "trees[].nodes[].options[].service": "services",
    # lists
    "cross_province.items[]": "services",
    "lists.active[]": "services",
    "lists.agency[]": "services",
    "lists.park_empowered[]": "services",
    "lists.struck_when_not_concerned[]": "services",
    "lists.regional_assessment_excuses[]": "services",
    "checklist[].subject": "subjects",
    "checklist[].aspect": "aspects",
    "checker.called_from_outside[]": "materials",
    "checker.proved_before_called[]": "materials",
    "checker.certificates_of_packages[]": "certificates",
    "checker.needed_roles[]": "roles",
    # people
    "staff[].department": "departments",
    "staff[].roles[]": "roles",
    "staff[].windows[]": "windows",
    "staff[].section": "sections",
    "window_roles{}[]": "roles",
    "window_rules[].window": "windows",
    "window_rules[].never_sections[]": "sections",
    "personas[].facts{?}": "facts",
    "records[].persona": "personas",
    "proactive[].conditions[].field": "facts",
    "proactive[].expect_personas[]": "personas",
    "scenarios[].persona": "personas",
    "scenarios[].owner": "matters",
    "scenarios[].place": "places",
    "scenarios[].expect.form": "forms",
    "scenarios[].expect.certificates[]": "certificates",
    # devices
    "clients[].counters[]": "windows",
    "clients[].kiosk": "kiosks",
    "clients[].devices[].counter": "windows",
}
_STEP = re.compile(r"\[\]|\{\}|\{\?\}|\w+")


def codes_at(tree: Mapping[str, object], pattern: str) -> Iterator[tuple[str, str]]:
    """Give every code that stands at `pattern`, with its key path."""
    return _walk("", tree, _STEP.findall(pattern))


def _walk(key: str, node: object, steps: Sequence[str]) -> Iterator[tuple[str, str]]:
    if not steps:
        if isinstance(node, str):
            yield key, node
        return
    for below_key, below in _step(key, node, steps[0]):
        yield from _walk(below_key, below, steps[1:])


def _step(key: str, node: object, step: str) -> Iterator[tuple[str, object]]:
    if step == "[]":
        for position, entry in enumerate(cast("Sequence[object]", node)):
            yield (key if isinstance(entry, str) else f"{key}[{entry_name(entry, position)}]"), entry
        return
    values = cast("Mapping[str, object]", node)
    if step == "{}":
        yield from ((f"{key}.{name}", value) for name, value in values.items())
    elif step == "{?}":
        yield from ((key, name) for name in values)
    elif values.get(step) is not None:
        yield (f"{key}.{step}" if key else step), values[step]


def _reference(pattern: str, target: str) -> Check:
    zh, en, known_of = _TARGETS[target]

    def find(catalogue: Catalogue) -> Iterator[Finding]:
        known = known_of(catalogue)
        for key, code in codes_at(catalogue.as_tree, pattern):
            if code not in known and code not in _NO_REFERENCE:
                yield Finding(key, f"“{code}”不在{zh}之列", f"{code} is not one of the {en}")

    return Check(f"references.{re.sub(r'[^a-z_.]', '', pattern)}", find)


def _package_situations(c: Catalogue) -> Iterator[Finding]:
    for package in c.packages:
        for item in package.items:
            service = c.services_by_code.get(item.service)
            if service is not None and item.situation not in {e.code for e in service.situations}:
                key = f"packages[{package.code}].items[{item.service}].situation"
                en = f"the service {item.service} has no situation {item.situation}"
                yield Finding(key, f"事项 {item.service} 没有情形 {item.situation}", en)


def _departments_of_names(c: Catalogue) -> Iterator[Finding]:
    for listing, names in (("power", c.item_names.power), ("other", c.item_names.other)):
        for item in names:
            if item.department not in c.departments_by_code:
                key = f"catalogue.{listing}[{item.code}]"
                en = f"{item.department} is not one of the departments"
                yield Finding(key, f"“{item.department}”不在单位之列", en)


CHECKS: tuple[Check, ...] = (
    *(_reference(pattern, target) for pattern, target in _REFERENCES.items()),
    Check("references.packages.items.situation", _package_situations),
    Check("references.catalogue", _departments_of_names),
)
