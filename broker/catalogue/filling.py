"""What the hall writes into fields that come from answers (qa) or from the matter itself (catalogue, calc)."""

from typing import Self

from pydantic import model_validator

from broker.catalogue.entry import Entry, Origin
from broker.catalogue.services import MatterCode
from broker.terms import FieldKey, Flag, SituationCode


class Filling(Entry):
    """One way to fill a field; the first that applies is taken.

    It applies for `owner`, in `situation`, with the flag `when` (each where given). `question` gives the words of the
    option chosen there; it does not apply when that question was not asked. `text` stands as it is written.
    """

    field: FieldKey
    owner: MatterCode | None = None
    situation: SituationCode | None = None
    when: Flag | None = None
    question: str | None = None
    text: str | None = None
    origin: Origin

    @model_validator(mode="after")
    def _one_of_both(self) -> Self:
        if (self.question is None) == (self.text is None):
            raise ValueError("either question or text")
        return self
