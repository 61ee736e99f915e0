"""Rules for the form: which fields have a value and from where, what is contested, taking the application back."""

from datetime import datetime

from broker.terms import FieldKey
from caller.domain.cases import commands as c
from caller.domain.cases import refusals
from caller.domain.cases.case import FINISHED, Case
from caller.domain.cases.events import CaseWithdrawn, FieldContested, FieldsNoted
from caller.domain.cases.words import FieldFact
from caller.domain.commands import Actor
from caller.domain.events import AnyEvent
from caller.domain.hall import Hall
from caller.domain.rules.cases.finding import editable, own


def note_fields(hall: Hall, command: c.NoteFields, actor: Actor, now: datetime) -> list[AnyEvent]:
    """Keep which fields got a value and from where (K-02). The hall itself may note what a call brought."""
    case = editable(own(hall, command.case_id, command.visitor, actor))
    return noted(case, command.fields, now)


def noted(case: Case, fields: tuple[FieldFact, ...], now: datetime) -> list[AnyEvent]:
    """Give the event for facts about fields of this form, none for nothing. Raises `UnknownField`."""
    for fact in fields:
        _known(case, fact.key)
    return [FieldsNoted(at=now, case_id=case.case_id, fields=fields)] if fields else []


def contest(hall: Hall, command: c.ContestField, actor: Actor, now: datetime) -> list[AnyEvent]:
    """A clerk will look at the field; neither the value nor the licence it came from is touched."""
    case = editable(own(hall, command.case_id, command.visitor, actor))
    _known(case, command.field)
    if case.fields[command.field].contested == command.contested:
        return []
    return [FieldContested(at=now, case_id=case.case_id, field=command.field, contested=command.contested)]


def _known(case: Case, key: FieldKey) -> None:
    if key not in case.fields:
        raise refusals.UnknownField(key)


def withdraw(hall: Hall, command: c.WithdrawCase, actor: Actor, now: datetime) -> list[AnyEvent]:
    """Take an application back, as long as it is not decided."""
    case = own(hall, command.case_id, command.visitor, actor)
    if case.parent is not None or case.stage in FINISHED or case.stage == "决定":
        raise refusals.NotAtThisStage(case.case_id, case.stage)
    return [CaseWithdrawn(at=now, case_id=case.case_id)]
