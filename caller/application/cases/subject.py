"""A case as its papers need it: a copy of what the hall knows, and the values from the vault."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from broker.catalogue.matters import matter
from broker.terms import FieldKey
from caller.application.documents.heads import Press
from caller.application.documents.notices import About
from caller.application.documents.sheets import Ink
from caller.domain.cases.case import Case

_HOLDERS = (FieldKey("c_name"), FieldKey("b_name"), FieldKey("p_name"))


class NoSuchPaper(Exception):
    """Raised when there is no paper of that name."""


@dataclass(frozen=True, slots=True)
class Subject:
    """What a paper is about; `ink` gives a signature by its name, None where nothing was signed."""

    case: Case
    values: Mapping[FieldKey, str]
    press: Press
    ink: Callable[[str], Ink | None]

    def __repr__(self) -> str:
        """Tell nothing of the person."""
        return f"Subject({self.case.case_id})"


def about_of(subject: Subject) -> About:
    """Give whose case it is, as a paper names it."""
    it = matter(subject.press.catalogue, subject.case.matter.owner)
    applicant = next((text for key in _HOLDERS if (text := subject.values.get(key))), "")
    return About(subject.case.case_id, "" if it is None else subject.press.say.name(it), applicant)
