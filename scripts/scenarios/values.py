"""What a fictional person writes into fields that nobody else could fill: the sample forms' words, if rules agree."""

from collections.abc import Mapping

from broker.catalogue import Catalogue
from broker.catalogue.field_values import flaw_of
from broker.catalogue.papers import FieldType
from broker.messages.applications import ApplicationView
from broker.terms import FieldKey, FormCode
from caller.application.documents.samples import sample_values
from scripts.scenarios.counts import TYPED

_PLAIN: Mapping[FieldType, str] = {
    "text": "示范填写",
    "date": "2020-01-01",
    "idno": "990101199007210222",
    "phone": "13900000000",
    "uscc": "92990101MA0SAMPLE1",
    "money": "10000",
    "number": "12",
    "bool": "否",
}
_NOT_WRITTEN = ("signature", "image")


def written(catalogue: Catalogue, view: ApplicationView) -> dict[FieldKey, str]:
    """Give a value for every field that is written, not signed and not pictured: anew where a draft has one."""
    return {
        field.key: value_for(catalogue, view.form, field.key)
        for field in view.fields
        if field.source in TYPED and catalogue.form_fields[field.key].type not in _NOT_WRITTEN
    }


def value_for(catalogue: Catalogue, form: FormCode, key: FieldKey) -> str:
    """Give a value for one field of a form that the rules take."""
    kind = catalogue.form_fields[key].type
    sample = sample_values(catalogue, catalogue.forms_by_code[form]).get(key, "")
    return sample if flaw_of(kind, sample) is None else _PLAIN.get(kind, sample)
