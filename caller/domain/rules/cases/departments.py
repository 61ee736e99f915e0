"""Whose affair it is: which approvers may decide a case, stop its clock, answer a request for proof."""

from broker.catalogue import Catalogue
from broker.terms import DepartmentCode, MaterialCode, StaffNo

_MAY_DECIDE = frozenset({"approver", "chief_rep"})


def is_approver_of(catalogue: Catalogue, staff: StaffNo, department: str) -> bool:
    """Tell whether this member of the staff decides for a department."""
    member = catalogue.staff_by_no.get(staff)
    return member is not None and member.department == department and bool(_MAY_DECIDE & set(member.roles))


def answering(catalogue: Catalogue, material: MaterialCode) -> DepartmentCode:
    """Give the department that answers for a material: the one that can verify it, else its issuer."""
    known = catalogue.material(material)
    return DepartmentCode(known.verify_by or known.issuer)


def may_answer(catalogue: Catalogue, staff: StaffNo, department: DepartmentCode) -> bool:
    """Tell whether this member of the staff answers a request for proof put to a department.

    A department that has no approver in the hall is answered for by those of the others, who ask it.
    """
    if is_approver_of(catalogue, staff, department):
        return True
    approvers = [one for one in catalogue.staff_members if _MAY_DECIDE & set(one.roles)]
    return all(one.department != department for one in approvers) and any(one.no == staff for one in approvers)
