"""References: every code that an entry names exists. One table of who names what, one loop that looks."""

from collections.abc import Callable, Iterable, Iterator
from collections.abc import Set as AbstractSet

from broker.catalogue.catalogue import Catalogue
from broker.catalogue.checks.check import Check, Finding
from broker.catalogue.papers import FieldGroup, GroupUse
from broker.catalogue.services import MaterialUse
from broker.catalogue.trees import OtherService

Named = Iterator[tuple[str, str]]
"""Pairs of the key where a code stands and the code."""

_TARGETS: dict[str, tuple[str, str, Callable[[Catalogue], AbstractSet[str]]]] = {
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


def _reference(name: str, target: str, named: Callable[[Catalogue], Named]) -> Check:
    zh, en, known_of = _TARGETS[target]

    def find(catalogue: Catalogue) -> Iterator[Finding]:
        known = known_of(catalogue)
        for key, code in named(catalogue):
            if code not in known:
                yield Finding(key, f"“{code}”不在{zh}之列", f"{code} is not one of the {en}")

    return Check(f"references.{name}", find)


def _each(key: str, codes: Iterable[str]) -> Named:
    return ((key, code) for code in codes)


def _one(key: str, code: str | None) -> Named:
    return iter(() if code is None else ((key, code),))


def _material_uses(key: str, uses: Iterable[MaterialUse]) -> Named:
    return ((f"{key}.materials[{use.m}].m", use.m) for use in uses)


def _situation_materials(c: Catalogue) -> Named:
    for s in c.services:
        for e in s.situations:
            yield from _material_uses(f"services[{s.code}].situations[{e.code}]", e.materials)


def _package_items(c: Catalogue) -> Iterator[Finding]:
    for package in c.packages:
        for item in package.items:
            service = c.services_by_code.get(item.service)
            if service is not None and item.situation not in {e.code for e in service.situations}:
                key = f"packages[{package.code}].items[{item.service}].situation"
                en = f"the service {item.service} has no situation {item.situation}"
                yield Finding(key, f"事项 {item.service} 没有情形 {item.situation}", en)


def _tree_services(c: Catalogue) -> Named:
    for t in c.trees:
        for n in t.nodes:
            for i, o in enumerate(n.options, 1):
                if isinstance(o, OtherService):
                    yield f"trees[{t.owner}].nodes[{n.id}].options[{i}].service", o.service


def _expected(c: Catalogue) -> Named:
    for s in c.scenarios:
        yield from _each(f"scenarios[{s.code}].expect.certificates", s.expect.certificates)


_REFERENCES: tuple[tuple[str, str, Callable[[Catalogue], Named]], ...] = (
    # the hall
    ("queues.section", "sections", lambda c: ((f"queues[{q.letter}].section", q.section) for q in c.queues)),
    ("windows.section", "sections", lambda c: ((f"windows[{w.code}].section", w.section) for w in c.counters)),
    ("windows.queues", "queues", lambda c: ((f"windows[{w.code}].queues", q) for w in c.counters for q in w.queues)),
    ("hall.extended_queues", "queues", lambda c: _each("hall.hours.extended_queues", c.hall.hours.extended_queues)),
    (
        "boards.shows",
        "sections",
        lambda c: ((f"boards[{b.code}].shows", b.shows) for b in c.boards if b.shows != "all"),
    ),
    # papers
    ("elicences.issuer", "departments", lambda c: ((f"elicences[{x.code}].issuer", x.issuer) for x in c.elicences)),
    (
        "materials.issuer",
        "departments",
        lambda c: ((f"materials[{m.code}].issuer", m.issuer) for m in c.materials if m.issuer != "applicant"),
    ),
    (
        "materials.elicence",
        "elicences",
        lambda c: (r for m in c.materials for r in _one(f"materials[{m.code}].elicence", m.elicence)),
    ),
    (
        "materials.verify_by",
        "departments",
        lambda c: (r for m in c.materials for r in _one(f"materials[{m.code}].verify_by", m.verify_by)),
    ),
    (
        "certificates.issuer",
        "departments",
        lambda c: ((f"certificates[{x.code}].issuer", x.issuer) for x in c.certificates),
    ),
    (
        "certificates.writes_elicence",
        "elicences",
        lambda c: (
            r for x in c.certificates for r in _one(f"certificates[{x.code}].writes_elicence", x.writes_elicence)
        ),
    ),
    ("groups.fields", "fields", lambda c: ((f"groups.{n}.fields", k) for n, g in c.groups.items() for k in g.fields)),
    (
        "forms.use",
        "groups",
        lambda c: ((f"forms[{f.code}].groups", g.use) for f in c.forms for g in f.groups if isinstance(g, GroupUse)),
    ),
    (
        "forms.fields",
        "fields",
        lambda c: (
            (f"forms[{f.code}].groups", k)
            for f in c.forms
            for g in f.groups
            if isinstance(g, FieldGroup)
            for k in g.fields
        ),
    ),
    # services and packages
    (
        "services.department",
        "departments",
        lambda c: ((f"services[{s.code}].department", s.department) for s in c.services),
    ),
    ("services.section", "sections", lambda c: ((f"services[{s.code}].section", s.section) for s in c.services)),
    ("services.queue", "queues", lambda c: ((f"services[{s.code}].queue", s.queue) for s in c.services)),
    (
        "situations.form",
        "forms",
        lambda c: ((f"services[{s.code}].situations[{e.code}].form", e.form) for s in c.services for e in s.situations),
    ),
    (
        "situations.certificate",
        "certificates",
        lambda c: (
            r
            for s in c.services
            for e in s.situations
            for r in _one(f"services[{s.code}].situations[{e.code}].certificate", e.certificate)
        ),
    ),
    ("situations.materials", "materials", _situation_materials),
    ("packages.lead", "departments", lambda c: ((f"packages[{p.code}].lead", p.lead) for p in c.packages)),
    ("packages.queue", "queues", lambda c: ((f"packages[{p.code}].queue", p.queue) for p in c.packages)),
    ("packages.form", "forms", lambda c: ((f"packages[{p.code}].form", p.form) for p in c.packages)),
    (
        "packages.items",
        "services",
        lambda c: ((f"packages[{p.code}].items[{i.service}].service", i.service) for p in c.packages for i in p.items),
    ),
    (
        "packages.materials",
        "materials",
        lambda c: (r for p in c.packages for r in _material_uses(f"packages[{p.code}]", p.materials)),
    ),
    (
        "packages.parallel_checks",
        "departments",
        lambda c: ((f"packages[{p.code}].parallel_checks", d) for p in c.packages for d in p.parallel_checks),
    ),
    (
        "packages.before_materials",
        "departments",
        lambda c: (
            (f"packages[{p.code}].before_materials[{i}].department", m.department)
            for p in c.packages
            for i, m in enumerate(p.before_materials, 1)
        ),
    ),
    ("trees.owner", "matters", lambda c: ((f"trees[{t.owner}].owner", t.owner) for t in c.trees)),
    ("trees.then", "flags", lambda c: ((f"trees[{t.owner}].then", f) for t in c.trees for f in t.then)),
    ("trees.service", "services", _tree_services),
    # lists
    ("cross_province.items", "services", lambda c: _each("cross_province.items", c.cross_province.items)),
    ("lists.active", "services", lambda c: _each("lists.active", c.lists.active)),
    ("lists.agency", "services", lambda c: _each("lists.agency", c.lists.agency)),
    ("lists.park_empowered", "services", lambda c: _each("lists.park_empowered", c.lists.park_empowered)),
    (
        "lists.struck_when_not_concerned",
        "services",
        lambda c: _each("lists.struck_when_not_concerned", c.lists.struck_when_not_concerned),
    ),
    (
        "lists.regional_assessment_excuses",
        "services",
        lambda c: _each("lists.regional_assessment_excuses", c.lists.regional_assessment_excuses),
    ),
    (
        "catalogue.power",
        "departments",
        lambda c: ((f"catalogue.power[{i.code}]", i.department) for i in c.item_names.power),
    ),
    (
        "catalogue.other",
        "departments",
        lambda c: ((f"catalogue.other[{i.code}]", i.department) for i in c.item_names.other),
    ),
    ("checklist.subject", "subjects", lambda c: ((f"checklist[{x.no}].subject", x.subject) for x in c.checklist)),
    ("checklist.aspect", "aspects", lambda c: ((f"checklist[{x.no}].aspect", x.aspect) for x in c.checklist)),
    # people
    (
        "staff.department",
        "departments",
        lambda c: ((f"staff[{m.no}].department", m.department) for m in c.staff_members),
    ),
    ("staff.roles", "roles", lambda c: ((f"staff[{m.no}].roles", r) for m in c.staff_members for r in m.roles)),
    ("staff.windows", "windows", lambda c: ((f"staff[{m.no}].windows", w) for m in c.staff_members for w in m.windows)),
    (
        "staff.section",
        "sections",
        lambda c: (r for m in c.staff_members for r in _one(f"staff[{m.no}].section", m.section)),
    ),
    (
        "window_roles",
        "roles",
        lambda c: ((f"window_roles.{t}", r) for t, roles in c.window_roles.items() for r in roles),
    ),
    (
        "window_rules.window",
        "windows",
        lambda c: ((f"window_rules[{r.window}].window", r.window) for r in c.window_rules),
    ),
    (
        "window_rules.never_sections",
        "sections",
        lambda c: ((f"window_rules[{r.window}].never_sections", s) for r in c.window_rules for s in r.never_sections),
    ),
    ("records.persona", "personas", lambda c: ((f"records[{r.persona}].persona", r.persona) for r in c.records)),
    ("scenarios.persona", "personas", lambda c: ((f"scenarios[{s.code}].persona", s.persona) for s in c.scenarios)),
    ("scenarios.owner", "matters", lambda c: ((f"scenarios[{s.code}].owner", s.owner) for s in c.scenarios)),
    ("scenarios.place", "places", lambda c: ((f"scenarios[{s.code}].place", s.place) for s in c.scenarios)),
    ("scenarios.certificates", "certificates", _expected),
    (
        "personas.facts",
        "facts",
        lambda c: ((f"personas[{p.code}].facts", f) for p in c.personas for f in p.facts),
    ),
    (
        "proactive.conditions",
        "facts",
        lambda c: ((f"proactive[{x.code}].conditions", k.field) for x in c.proactive for k in x.conditions),
    ),
    (
        "proactive.expect_personas",
        "personas",
        lambda c: ((f"proactive[{x.code}].expect_personas", p) for x in c.proactive for p in x.expect_personas),
    ),
    # devices
    (
        "clients.counters",
        "windows",
        lambda c: ((f"clients[{x.code}].counters", w) for x in c.clients for w in x.counters),
    ),
    (
        "clients.kiosk",
        "kiosks",
        lambda c: (r for x in c.clients for r in _one(f"clients[{x.code}].kiosk", x.kiosk)),
    ),
    (
        "devices.counter",
        "windows",
        lambda c: (
            r
            for x in c.clients
            for d in x.devices
            for r in _one(f"clients[{x.code}].devices[{d.code}].counter", d.counter)
        ),
    ),
)

CHECKS: tuple[Check, ...] = (
    *(_reference(name, target, named) for name, target, named in _REFERENCES),
    Check("references.packages.situation", _package_items),
)
