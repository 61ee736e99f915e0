"""The form as its visitor meets it: groups, what is still to be filled in, and how it is asked for. Pure (K-02)."""

from collections.abc import Collection

from broker.catalogue import Catalogue
from broker.catalogue.papers import FieldGroup, FormField
from broker.catalogue.wanted import groups_shown
from broker.messages import ApplicationView, FieldView
from broker.terms import FieldKey
from kiosk.flow.steps import Option, Question

NOT_TYPED = frozenset({"signature", "image"})
"""What is signed or scanned is asked for elsewhere."""

OWN = "本人填写"
"""The source of what the visitor typed: all else is contested, never edited."""
OWN_NAME = FieldKey("p_name")

_A_PERSON = ("人员", "管理员姓名", "管理人")
"""How the name of a field ends that wants somebody's name: the visitor's own is offered (本人)."""


def option_of(catalogue: Catalogue, key: FieldKey, value: str) -> Option | None:
    """Give the option of a field that has this value; None where it is no choice, or not one of its options."""
    known = catalogue.form_fields.get(key)
    return None if known is None else next((one for one in _options_of(known) if one.value == value), None)


def groups(catalogue: Catalogue, view: ApplicationView) -> tuple[FieldGroup, ...]:
    """Give the groups this visitor sees, in order."""
    return groups_shown(catalogue, view.form, view.flags)


def field_of(view: ApplicationView, key: FieldKey) -> FieldView | None:
    """Give a field as the hall knows it; None for one that is not on the form."""
    return next((field for field in view.fields if field.key == key), None)


def still_empty(
    catalogue: Catalogue, view: ApplicationView, group: FieldGroup, left: Collection[FieldKey]
) -> tuple[FieldKey, ...]:
    """Give the fields of a group that the visitor is to fill in: empty or faulty, and not left empty before."""
    return tuple(key for key in group.fields if key not in left and _is_asked(catalogue, field_of(view, key)))


def _is_asked(catalogue: Catalogue, shown: FieldView | None) -> bool:
    known = None if shown is None else catalogue.form_fields.get(shown.key)
    if shown is None or known is None or known.type in NOT_TYPED:
        return False
    return not shown.value or (shown.problem is not None and shown.source == OWN)


def question_for(catalogue: Catalogue, view: ApplicationView, key: FieldKey) -> Question:
    """Give how a field is asked for. What the hall meant to fill itself may be left empty: a clerk sees to it."""
    known = catalogue.form_fields[key]
    shown = field_of(view, key)
    about = None if shown is None else shown.problem
    return Question(key, known.type, _options(known, view), about=about, optional=known.automatic)


def _options(known: FormField, view: ApplicationView) -> tuple[Option, ...]:
    own = field_of(view, OWN_NAME)
    if known.type == "text" and known.zh.endswith(_A_PERSON) and own is not None and own.value:
        return (Option(own.value, "本人", "Myself"),)
    return _options_of(known)


def _options_of(known: FormField) -> tuple[Option, ...]:
    return tuple(Option(one.zh, one.zh, one.en) for one in known.options)


def first_unfinished(catalogue: Catalogue, view: ApplicationView) -> int:
    """Give the group a draft is taken up at: the first with something to fill in, else the last."""
    shown = groups(catalogue, view)
    unfinished = (place for place, group in enumerate(shown) if still_empty(catalogue, view, group, ()))
    return next(unfinished, max(0, len(shown) - 1))
