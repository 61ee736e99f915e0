"""Staff: every window has somebody who may serve it, nobody serves a window the data forbids, no role stays empty."""

from collections.abc import Iterator

from broker.catalogue.catalogue import Catalogue
from broker.catalogue.checks.check import Check, Finding


def _manned(c: Catalogue) -> Iterator[Finding]:
    for counter in c.counters:
        if not any(c.may_serve(member, counter) and not member.substitute for member in c.staff_members):
            zh = f"窗口 {counter.code} 没有可以上岗的人员(staff 的 windows 与 roles)"
            yield Finding(
                f"windows[{counter.code}]", zh, f"no clerk may serve {counter.code} (windows and roles in staff)"
            )


def _roles_of_types(c: Catalogue) -> Iterator[Finding]:
    for kind in sorted({counter.type for counter in c.counters} - c.window_roles.keys()):
        zh = f"没有写明 {kind} 类窗口由哪种角色的人坐"
        yield Finding(f"window_roles.{kind}", zh, f"it is not said which roles serve windows of type {kind}")


def _allowed_by_role(c: Catalogue) -> Iterator[Finding]:
    for member in c.staff_members:
        for code in member.windows:
            counter = c.counters_by_code.get(code)
            if counter is not None and not c.may_serve(member, counter):
                zh = f"{member.no} 的角色不能坐窗口 {code}(见 window_roles.{counter.type})"
                en = f"the roles of {member.no} do not allow window {code} (see window_roles.{counter.type})"
                yield Finding(f"staff[{member.no}].windows", zh, en)


def _window_rules(c: Catalogue) -> Iterator[Finding]:
    for rule in c.window_rules:
        for member in c.staff_members:
            if rule.window in member.windows and member.section in rule.never_sections:
                zh = f"{member.no} 不得坐窗口 {rule.window}: {rule.reason_zh}"
                en = f"{member.no} may not serve {rule.window}: {rule.reason_en}"
                yield Finding(f"staff[{member.no}].windows", zh, en)


def _substitutes(c: Catalogue) -> Iterator[Finding]:
    covered = {member.section for member in c.staff_members if member.substitute and member.windows}
    for section in c.sections:
        if section.code not in covered:
            zh = f"版块 {section.code} 没有替岗人员"
            yield Finding(f"sections[{section.code}]", zh, f"the section {section.code} has no substitute")


def _substitute_windows(c: Catalogue) -> Iterator[Finding]:
    for member in c.staff_members:
        if not member.substitute:
            continue
        for code in member.windows:
            counter = c.counters_by_code.get(code)
            if counter is not None and counter.section != member.section:
                zh = f"替岗人员 {member.no} 只能在本版块 {member.section} 替岗,{code} 不属于它"
                en = f"{member.no} substitutes in section {member.section} only; {code} is not of it"
                yield Finding(f"staff[{member.no}].windows", zh, en)


def _every_post(c: Catalogue) -> Iterator[Finding]:
    filled = {role for member in c.staff_members for role in member.roles}
    for role in c.checker.needed_roles:
        if role not in filled:
            yield Finding("staff", f"没有人担任 {role}", f"nobody has the role {role}")


CHECKS: tuple[Check, ...] = (
    Check("staff.manned", _manned),
    Check("staff.roles_of_types", _roles_of_types),
    Check("staff.allowed_by_role", _allowed_by_role),
    Check("staff.window_rules", _window_rules),
    Check("staff.substitutes", _substitutes),
    Check("staff.substitute_windows", _substitute_windows),
    Check("staff.every_post", _every_post),
)
