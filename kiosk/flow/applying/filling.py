"""The form, group by group: only what is empty is asked; what is wrong is contested, never edited (K-02)."""

from collections.abc import Sequence
from dataclasses import replace

from broker.catalogue.papers import FieldGroup
from broker.terms import FieldKey
from kiosk.flow.applying.asking import hall_works
from kiosk.flow.applying.fields import OWN, field_of, groups, question_for, still_empty
from kiosk.flow.context import Context
from kiosk.flow.endings import Next, stay
from kiosk.flow.events import (
    ChangedOwn,
    Contested,
    Continued,
    Event,
    FieldEntered,
    OpenedField,
    TurnedPage,
    WentBack,
)
from kiosk.flow.orders import ContestAsk, FillAsk
from kiosk.flow.steps import Doing, FieldShown, Form, Materials, Menu, Step, Typing
from kiosk.flow.visiting import with_visit


def shown_groups(step: Form, context: Context) -> Sequence[FieldGroup]:
    """Give the groups of this form; none before a catalogue was had."""
    return () if context.offer is None else groups(context.offer.catalogue, step.view)


def transition(step: Form | FieldShown, event: Event, context: Context) -> Next:
    """What happens on the form."""
    match step:
        case Form():
            return _form(step, event, context)
        case FieldShown():
            return _field(step, event, context)


def empty_here(step: Form, context: Context) -> tuple[FieldKey, ...]:
    """Give what is still to be filled in on this page."""
    shown = shown_groups(step, context)
    if context.offer is None or step.group >= len(shown):
        return ()
    return still_empty(context.offer.catalogue, step.view, shown[step.group], step.left_empty)


def _form(step: Form, event: Event, context: Context) -> Next:
    match event:
        case Continued():
            return stay(_on(step, context))
        case FieldEntered(key, value):
            return _entered(step, key, value, context)
        case OpenedField(key) if (shown := field_of(step.view, key)) is not None:
            if key in empty_here(step, context) or not shown.value:
                return stay(_typing(step, key, context))
            return stay(FieldShown(step.visit, step, key))
        case TurnedPage(by):
            return stay(replace(step, page=max(0, step.page + by)))
        case WentBack():
            return stay(replace(step, group=step.group - 1, page=0) if step.group > 0 else Menu(step.visit))
        case _:
            return stay(step)


def _on(step: Form, context: Context) -> Step:
    """The next empty field of this page, else the next page, else the materials."""
    empty = empty_here(step, context)
    if empty:
        return _typing(step, empty[0], context)
    return next_page(step, context)


def next_page(step: Form, context: Context) -> Step:
    """Give the next group, or the materials behind the last."""
    if step.group + 1 < len(shown_groups(step, context)):
        return replace(step, group=step.group + 1, page=0)
    return Materials(step.visit, step.view)


def _typing(step: Form, key: FieldKey, context: Context, *, freely: bool = False) -> Step:
    if context.offer is None or key not in context.offer.catalogue.form_fields:
        return step
    question = question_for(context.offer.catalogue, step.view, key)
    if question.options and question.type == "text":
        other = question.options[-1].__class__("", "其他人", "Somebody else")
        question = replace(question, options=() if freely else (*question.options, other))
    shown = field_of(step.view, key)
    value = shown.value if shown is not None and not question.options else ""
    return Typing(step.visit, question, step, value)


def _entered(step: Form, key: FieldKey, value: str, context: Context) -> Next:
    if value:
        return hall_works(step, Doing.FILLING, FillAsk(step.view.case, ((key, value),)))
    if context.offer is not None and question_for(context.offer.catalogue, step.view, key).optional:
        return stay(_on(replace(step, left_empty=step.left_empty | {key}), context))
    return stay(_typing(step, key, context, freely=True))


def filled(step: Form, context: Context) -> Step:
    """Give what comes after a value was taken: a fault once more, the next empty one, else the next page."""
    return _on(step, context)


def _field(step: FieldShown, event: Event, context: Context) -> Next:
    form = replace(step.under, visit=step.visit)
    shown = field_of(form.view, step.key)
    match event:
        case Contested() if shown is not None and shown.source != OWN and not shown.contested:
            return hall_works(form, Doing.CONTESTING, ContestAsk(form.view.case, step.key))
        case ChangedOwn() if shown is not None and shown.source == OWN:
            return stay(_typing(form, step.key, context))
        case WentBack() | Continued():
            return stay(with_visit(step.under, step.visit))
        case _:
            return stay(step)
