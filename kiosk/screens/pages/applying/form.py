"""The screens of the form: one group a page, every value with its source; one field by itself (K-02)."""

from broker.messages import FieldView
from broker.terms import FieldKey
from kiosk.flow.applying.fields import NOT_TYPED, field_of
from kiosk.flow.applying.filling import OWN, empty_here, shown_groups
from kiosk.flow.events import ChangedOwn, Contested, Continued, OpenedField
from kiosk.flow.steps import FieldShown, Form
from kiosk.screens.page import Block, Button, Choice, Choices, Fact, Facts, Notice, Page
from kiosk.screens.pages.applying.phrases import capital, moment, said, source_name, words
from kiosk.screens.pages.parts import Look
from kiosk.screens.pages.values import value_text
from kiosk.screens.theme.colours import Tone
from kiosk.wording import form_for


def form(step: Form, look: Look) -> Page:
    """Show one group of the form."""
    say, groups, empty = words(look), shown_groups(step, look.context), empty_here(step, look.context)
    if step.group >= len(groups):
        return look.page(say.form_next, back=True, finish=True)
    group = groups[step.group]
    items = tuple(_tile(key, step, look) for key in group.fields)
    on = form_for(say.form_fill, len(empty)).format(count=len(empty)) if empty else say.form_next
    return look.page(
        said(look, group.title_zh, group.title_en),
        Choices(items, columns=2, page=step.page),
        subtitle=say.form_page.format(page=step.group + 1, pages=len(groups)),
        actions=(Button(on, Continued(), primary=True),),
        back=True,
        finish=True,
    )


def field_name(key: FieldKey, look: Look) -> str:
    """Give the name of a field; its key where the catalogue has none."""
    known = None if look.offer is None else look.offer.catalogue.form_fields.get(key)
    return str(key) if known is None else said(look, known.zh, known.en)


def written(key: FieldKey, value: str, look: Look) -> str:
    """Write a value as its reader says it."""
    known = None if look.offer is None else look.offer.catalogue.form_fields.get(key)
    return value if known is None else value_text(key, known.type, value, look)


def _tile(key: FieldKey, step: Form, look: Look) -> Choice:
    say, name, shown = words(look), field_name(key, look), field_of(step.view, key)
    is_empty = key in empty_here(step, look.context)
    value = "" if shown is None else written(key, shown.value, look)
    label = value or (say.form_empty if is_empty else _not_typed(key, look))
    marks = [name, *_marks(shown, look)] if value else [name]
    return Choice(label, OpenedField(key), " · ".join(marks), own=is_empty)


def _not_typed(key: FieldKey, look: Look) -> str:
    known = None if look.offer is None else look.offer.catalogue.form_fields.get(key)
    signed = known is not None and known.type in NOT_TYPED
    return words(look).form_sign_later if signed else words(look).form_unknown


def _marks(shown: FieldView | None, look: Look) -> list[str]:
    if shown is None or shown.source is None:
        return []
    say = words(look)
    return [source_name(shown.source, say), *([say.form_contested] if shown.contested else [])]


def field_shown(step: FieldShown, look: Look) -> Page:
    """Show one field: value, source, time; let it be contested or, if it is the visitor's own, changed."""
    say, shown = words(look), field_of(step.under.view, step.key)
    if shown is None:
        return look.page(field_name(step.key, look), back=True, finish=True)
    facts = [Fact(say.field_value, written(step.key, shown.value, look), strong=True)]
    if shown.source is not None:
        facts.append(Fact(say.field_source, capital(source_name(shown.source, say))))
    if shown.at is not None:
        facts.append(Fact(say.field_since, moment(look, shown.at)))
    blocks: list[Block] = [Facts(tuple(facts))]
    if shown.problem is not None:
        blocks.append(Notice(shown.problem.in_language(look.visit.language), Tone.MIND))
    actions: tuple[Button, ...] = ()
    if shown.source == OWN:
        actions = (Button(say.field_change, ChangedOwn(), primary=True),)
    elif shown.contested:
        blocks.append(Notice(say.field_wrong_done, Tone.MIND))
    else:
        blocks.append(Notice(say.field_wrong_text))
        actions = (Button(say.field_wrong, Contested()),)
    return look.page(field_name(step.key, look), *blocks, actions=actions, back=True, finish=True)
