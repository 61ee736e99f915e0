"""What happens while a matter is done at the kiosk: its taps, and the hall's answers."""

from dataclasses import dataclass, field

from broker.catalogue.services import MatterCode, Way
from broker.messages import ApplicationView, CaseList, DocumentFile, Later
from broker.terms import CaseId, FieldKey, MaterialCode, SituationCode
from kiosk.flow.printing import DocumentFailed, DocumentPrinted
from kiosk.flow.sights import Still


@dataclass(frozen=True, slots=True)
class OpenedRenewal:
    """A new identity card is wanted in place of the one that has expired."""


@dataclass(frozen=True, slots=True)
class OpenedMatter:
    """A service or a package was chosen: its questions come."""

    owner: MatterCode


@dataclass(frozen=True, slots=True)
class OpenedCertificateRenewal:
    """A certificate that ends soon is renewed: what its situation does not answer yet is asked (N-03)."""

    owner: MatterCode
    situation: SituationCode


@dataclass(frozen=True, slots=True)
class ChoseAnswer:
    """One of the options of the question, counted from 1."""

    number: int


@dataclass(frozen=True, slots=True)
class AskedPerson:
    """The visitor does not know: a person is wanted."""


@dataclass(frozen=True, slots=True)
class AskedHere:
    """Do the matter at this kiosk."""


@dataclass(frozen=True, slots=True)
class AskedListPrint:
    """Print the list of papers as a slip."""


@dataclass(frozen=True, slots=True)
class GaveConsent:
    """Whether licences may be called for this purpose."""

    agreed: bool


@dataclass(frozen=True, slots=True)
class OpenedField:
    """Look at one field of the form, or fill it in if it is empty."""

    key: FieldKey


@dataclass(frozen=True, slots=True)
class Contested:
    """The value shown is wrong (与实际不符)."""


@dataclass(frozen=True, slots=True)
class ChangedOwn:
    """Type the value anew: it was the visitor's own."""


@dataclass(frozen=True, slots=True)
class OpenedMaterial:
    """Look at one material."""

    material: MaterialCode


@dataclass(frozen=True, slots=True)
class TookWay:
    """How this material shall be had, or that it comes later."""

    way: Way | Later


@dataclass(frozen=True, slots=True)
class OpenedPromise:
    """Promise what can be promised: read the commitment."""


@dataclass(frozen=True, slots=True)
class AskedSignature:
    """Sign what is shown."""


@dataclass(frozen=True, slots=True)
class OpenedDocument:
    """See a document of the case, to print it."""

    document: str


@dataclass(frozen=True, slots=True)
class AskedPrint:
    """Print the document that is shown."""


@dataclass(frozen=True, slots=True)
class OpenedCases:
    """Show my cases."""


@dataclass(frozen=True, slots=True)
class OpenedCase:
    """Look at one of my cases; take a draft up again."""

    case: CaseId


@dataclass(frozen=True, slots=True)
class OpenedCaseRating:
    """Rate the case that is shown."""


ApplyingTap = (
    OpenedRenewal
    | OpenedMatter
    | OpenedCertificateRenewal
    | ChoseAnswer
    | AskedPerson
    | AskedHere
    | AskedListPrint
    | GaveConsent
    | OpenedField
    | Contested
    | ChangedOwn
    | OpenedMaterial
    | TookWay
    | OpenedPromise
    | AskedSignature
    | OpenedDocument
    | AskedPrint
    | OpenedCases
    | OpenedCase
    | OpenedCaseRating
)


@dataclass(frozen=True, slots=True)
class ApplicationSeen:
    """An application as it is by now, though the visitor asked nothing: what comes late is shown."""

    view: ApplicationView


@dataclass(frozen=True, slots=True)
class ApplicationCame:
    """An application as it is now."""

    view: ApplicationView


@dataclass(frozen=True, slots=True)
class CasesCame:
    """The visitor's cases."""

    cases: CaseList


@dataclass(frozen=True, slots=True)
class DocumentCame:
    """A document of a case, and its first page as a picture; None where it could not be drawn."""

    file: DocumentFile
    picture: Still | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class ThumbnailCame:
    """How a paper looks that the visitor handed in before."""

    material: MaterialCode
    picture: Still = field(repr=False)


@dataclass(frozen=True, slots=True)
class CaseRated:
    """The rating of a case is on disk."""


ApplyingEvent = (
    ApplyingTap
    | ApplicationCame
    | ApplicationSeen
    | CasesCame
    | DocumentCame
    | ThumbnailCame
    | CaseRated
    | DocumentPrinted
    | DocumentFailed
)
