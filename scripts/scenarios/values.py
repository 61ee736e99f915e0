"""What a fictional person writes into fields that nobody else could fill: the sample forms' words, if rules agree."""

from collections.abc import Mapping

from broker.catalogue import Catalogue
from broker.catalogue.field_values import flaw_of
from broker.catalogue.papers import FieldType
from broker.messages.applications import ApplicationView
from broker.terms import FieldKey
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
    samples = sample_values(catalogue, catalogue.forms_by_code[view.form])
    values: dict[FieldKey, str] = {}
    for field in view.fields:
        kind = catalogue.form_fields[field.key].type
        if field.source not in TYPED or kind in _NOT_WRITTEN:
            continue
        sample = samples.get(field.key, "")
        values[field.key] = sample if flaw_of(kind, sample) is None else _PLAIN.get(kind, sample)
    return values
