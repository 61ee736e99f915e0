"""Papers a kiosk prints free of charge (G-05, K-07): which one is wanted."""

from dataclasses import dataclass
from typing import Literal, TypeAlias

from broker.catalogue.services import MatterCode
from broker.terms import FormCode

PaperKind: TypeAlias = Literal["guide", "flow", "sample", "blank", "filled", "list"]


@dataclass(frozen=True, slots=True)
class PaperWish:
    """One paper: the guide or flow chart of a matter, a form in one of three ways, or a published list."""

    kind: PaperKind
    owner: MatterCode | None = None
    form: FormCode | None = None
    list_code: str | None = None
