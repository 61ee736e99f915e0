"""Application forms: blank, with a person's values in them, and as filled samples (K-07, G-06)."""

from collections.abc import Mapping
from dataclasses import dataclass

from broker.catalogue.papers import FieldGroup, Form, FormField
from broker.terms import FieldKey, Flag, FormCode
from caller.application.documents.heads import Press
from caller.application.documents.samples import sample_values
from caller.application.documents.sheets import FormGroup, FormSheet, Ink, Line, Mark


@dataclass(frozen=True, slots=True)
class Filled:
    """What stands in a form: values and where each comes from (as text), by field. Never shown in a log."""

    values: Mapping[FieldKey, str]
    sources: Mapping[FieldKey, str]

    def __repr__(self) -> str:
        """Tell nothing of the person."""
        return f"Filled({len(self.values)} fields)"


NOTHING = Filled({}, {})


def blank_form(press: Press, code: FormCode) -> FormSheet:
    """Give a form with nothing in it, all its parts shown; raises `UnknownCode`."""
    return _sheet(press, press.catalogue.form(code), NOTHING, flags=None, mark="")


def filled_form(
    press: Press, code: FormCode, filled: Filled, flags: tuple[Flag, ...] | None, ink: Ink | None = None
) -> FormSheet:
    """Give a form with a person's values. `flags` choose the parts that are asked, None shows all; `ink` signs it.

    Raises `UnknownCode`.
    """
    return _sheet(press, press.catalogue.form(code), filled, flags=flags, ink=ink)


def sample_form(press: Press, code: FormCode) -> FormSheet:
    """Give the filled model of a form: every field filled, from people who do not exist. Raises `UnknownCode`."""
    form = press.catalogue.form(code)
    values = sample_values(press.catalogue, form)
    return _sheet(press, form, Filled(values, {}), flags=None, mark="样张", ink=SAMPLE_INK)


def _guidance(press: Press) -> str:
    """Give what is said to who fills a form in by hand; a form that has been filled in needs none."""
    return press.say(
        "请如实填写。刷身份证即可在自助机上自动填写本表，无须手写。",
        "Please fill in truthfully. At a kiosk this form is filled in by itself from your identity card.",
    )


def _sheet(
    press: Press,
    form: Form,
    filled: Filled,
    *,
    flags: tuple[Flag, ...] | None,
    mark: Mark | None = None,
    ink: Ink | None = None,
) -> FormSheet:
    say = press.say
    subtitle = form.name_zh if press.language == "en" else ""
    return FormSheet(
        head=press.head(form.code, say.name(form), subtitle, mark=mark),
        groups=tuple(
            _group(press, group, filled)
            for group in press.catalogue.groups_of(form)
            if flags is None or group.when is None or group.when in flags
        ),
        guidance="" if filled is not NOTHING and mark != "样张" else _guidance(press),
        signature_label=say("申请人签名", "Applicant's signature"),
        ink=ink,
    )


def _group(press: Press, group: FieldGroup, filled: Filled) -> FormGroup:
    say, fields = press.say, press.catalogue.form_fields
    title = say(group.title_zh, group.title_en)
    if group.when is not None and not filled.values:
        title += say("（涉及时填写）", " (where it applies)")
    return FormGroup(title, tuple(_line(press, key, fields[key], filled) for key in group.fields))


def _line(press: Press, key: FieldKey, field: FormField, filled: Filled) -> Line:
    label = press.say(field.zh, field.en)
    if press.language == "en":
        label = f"{field.en} {field.zh}"
    value = filled.values.get(key, "")
    if field.type == "signature":
        return Line(label, "", signed=True)
    return Line(label, value, small=filled.sources.get(key, ""))


SAMPLE_INK = Ink(
    3.0,
    (
        ((0.06, 0.30), (0.22, 0.24), (0.20, 0.52), (0.10, 0.82)),
        ((0.16, 0.50), (0.30, 0.44), (0.27, 0.78), (0.20, 0.86)),
        ((0.40, 0.22), (0.52, 0.20), (0.58, 0.26)),
        ((0.38, 0.46), (0.62, 0.40)),
        ((0.50, 0.42), (0.51, 0.84), (0.45, 0.76)),
        ((0.42, 0.60), (0.36, 0.78)),
        ((0.58, 0.58), (0.66, 0.74)),
        ((0.72, 0.34), (0.94, 0.28)),
        ((0.80, 0.18), (0.78, 0.50)),
        ((0.76, 0.60), (0.92, 0.54), (0.90, 0.76), (0.98, 0.70)),
    ),
)
"""Nobody's hand."""
