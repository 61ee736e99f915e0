"""Materials, fields and forms: where values come from, how a material may be obtained, nothing without a use."""

import re
from collections.abc import Iterator

from broker.catalogue.catalogue import Catalogue
from broker.catalogue.checks.check import Check, Finding, listed
from broker.catalogue.checks.codes import twice
from broker.catalogue.matters import forms_of, known_groups, matters
from broker.catalogue.papers import FieldGroup
from broker.catalogue.services import MaterialUse

_SOURCE = re.compile(r"idcard|elic:(\w+)|db:(\w+)|archive|qa|ticket|calc|catalogue|manual|scan|signature")


def _sources(c: Catalogue) -> Iterator[Finding]:
    licences = {licence.code for licence in c.elicences}
    databases = {database.code for database in c.databases}
    for key, field in c.form_fields.items():
        found = _SOURCE.fullmatch(field.source)
        if found is None:
            zh = f"不认识的数据来源“{field.source}”(见文件开头的说明)"
            yield Finding(f"fields.{key}.from", zh, f"{field.source} is no source of values")
        elif found[1] and found[1] not in licences:
            yield Finding(f"fields.{key}.from", f"没有电子证照 {found[1]}", f"there is no e-licence {found[1]}")
        elif found[2] and found[2] not in databases:
            yield Finding(f"fields.{key}.from", f"没有数据库 {found[2]}", f"there is no database {found[2]}")


def _repeated_fields(c: Catalogue) -> Iterator[Finding]:
    for form in c.forms:
        for key in twice(k for group in known_groups(c, form.code) for k in group.fields):
            yield Finding(f"forms[{form.code}].groups", f"字段 {key} 重复出现", f"the field {key} is asked twice")


def _unused_fields(c: Catalogue) -> Iterator[Finding]:
    groups: list[FieldGroup] = [group for form in c.forms for group in known_groups(c, form.code)]
    used = {key for group in groups for key in group.fields}
    for key in sorted(c.form_fields.keys() - used):
        yield Finding(f"fields.{key}", "没有任何申请表用到这个字段", "no form asks for this field")


def _unused_groups(c: Catalogue) -> Iterator[Finding]:
    used = {group.use for form in c.forms for group in form.groups if not isinstance(group, FieldGroup)}
    for name in sorted(c.groups.keys() - used):
        yield Finding(f"groups.{name}", "没有任何申请表用到这个字段组", "no form uses this group")


def _unused_forms(c: Catalogue) -> Iterator[Finding]:
    used = {form for it in matters(c) for form in forms_of(it)}
    for code in sorted(c.forms_by_code.keys() - used):
        yield Finding(f"forms[{code}]", "没有任何事项用到这张申请表", "no service or package uses this form")


def _unused_certificates(c: Catalogue) -> Iterator[Finding]:
    used = {e.certificate for s in c.services for e in s.situations} | {*c.checker.certificates_of_packages}
    for code in sorted(c.certificates_by_code.keys() - used):
        yield Finding(f"certificates[{code}]", "没有任何情形发这种证照", "no situation gives this certificate")


def _uses(c: Catalogue) -> Iterator[tuple[str, MaterialUse]]:
    for where, uses in _lists(c):
        for use in uses:
            yield f"{where}.materials[{use.m}]", use


def _lists(c: Catalogue) -> Iterator[tuple[str, tuple[MaterialUse, ...]]]:
    for service in c.services:
        for situation in service.situations:
            yield f"services[{service.code}].situations[{situation.code}]", situation.materials
    for package in c.packages:
        yield f"packages[{package.code}]", package.materials


def _material_twice(c: Catalogue) -> Iterator[Finding]:
    for where, uses in _lists(c):
        for code in twice(use.m for use in uses):
            yield Finding(f"{where}.materials[{code}]", f"材料 {code} 要了两次", f"the material {code} is asked twice")


def _core(c: Catalogue) -> Iterator[Finding]:
    for key, use in _uses(c):
        if use.core and (use.defer is not None or use.commit is not None or "承诺" in use.how):
            zh = "主件(core)不得承诺,也不得容缺"
            yield Finding(f"{key}.core", zh, "a core material can be neither promised nor deferred")


def _commit(c: Catalogue) -> Iterator[Finding]:
    for key, use in _uses(c):
        if ("承诺" in use.how) != (use.commit is not None):
            zh = "how 里有“承诺”就要写 commit(补交工作日数),没有就不能写"
            yield Finding(f"{key}.commit", zh, "承诺 in how and a number of days in commit go together")


def _proof(c: Catalogue) -> Iterator[Finding]:
    for key, use in _uses(c):
        material = c.materials_by_code.get(use.m)
        if "协查" in use.how and material is not None and material.verify_by is None:
            zh = f"材料 {use.m} 没有写明由哪个单位协查(verify_by)"
            yield Finding(f"{key}.how", zh, f"no department is named (verify_by) that proves {use.m}")


def _called(c: Catalogue) -> Iterator[Finding]:
    for key, use in _uses(c):
        material = c.materials_by_code.get(use.m)
        if "调用" not in use.how or material is None or use.m in c.checker.called_from_outside:
            continue
        if material.elicence is None and material.issuer not in c.departments_by_code:
            zh = f"材料 {use.m} 既没有电子证照,也没有出具单位,无从调用"
            yield Finding(f"{key}.how", zh, f"{use.m} has no e-licence and no issuing department: nothing to call")


def _called_first(c: Catalogue) -> Iterator[Finding]:
    """What government issued is never asked for (免证办, M-07): a licence that can be called is called first."""
    for key, use in _uses(c):
        material = c.materials_by_code.get(use.m)
        if material is None or material.elicence is None or use.m in c.checker.proved_before_called:
            continue
        if material.issuer in c.departments_by_code and use.how[:1] != ("调用",):
            zh = f"材料 {use.m} 是部门核发、有电子证照的,how 须以“调用”开头"
            yield Finding(f"{key}.how", zh, f"{use.m} is issued by a department and has an e-licence: 调用 comes first")


def _deferral_flags(c: Catalogue) -> Iterator[Finding]:
    for service in c.services:
        uses = [use for situation in service.situations for use in situation.materials]
        marked = (
            ("rongque", service.rongque, [u.m for u in uses if u.defer is not None], "容缺", "deferred"),
            ("commitment", service.commitment, [u.m for u in uses if u.commit is not None], "承诺", "promised"),
        )
        for name, flag, materials, word, en in marked:
            if flag != bool(materials):
                zh = f"{name} 写的是 {str(flag).lower()},而可{word}的材料有: {listed(materials) or '无'}"
                found = listed(materials) or "none"
                yield Finding(f"services[{service.code}].{name}", zh, f"materials that may be {en}: {found}")


CHECKS: tuple[Check, ...] = (
    Check("fields.source", _sources),
    Check("forms.repeated_fields", _repeated_fields),
    Check("fields.unused", _unused_fields),
    Check("groups.unused", _unused_groups),
    Check("forms.unused", _unused_forms),
    Check("certificates.unused", _unused_certificates),
    Check("materials.twice", _material_twice),
    Check("materials.core", _core),
    Check("materials.commit", _commit),
    Check("materials.proof", _proof),
    Check("materials.called", _called),
    Check("materials.called_first", _called_first),
    Check("services.deferral_flags", _deferral_flags),
)
