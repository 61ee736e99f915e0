"""What a printed document says, as values: complete sentences and rows in the reader's language, nothing to look up.

How it is set on A4 is the templates' (`caller/adapters/documents`). A value here may hold personal data, so
none of them shows what it holds.
"""

from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from broker.messages import Language

Mark: TypeAlias = Literal["", "样章", "样张"]
"""What stands across the page: 样章 on what a sandbox made, 样张 on a filled sample (G-06), else nothing."""

Strokes: TypeAlias = tuple[tuple[tuple[float, float], ...], ...]
"""A signature: strokes of points, each from 0 to 1 of the signing area."""


@dataclass(frozen=True, slots=True, repr=False)
class Head:
    """What every document has: whose it is, what it is called, of which catalogue, when it was made.

    `code` is the document's code in the catalogue, `version` names the catalogue's revision, `made` is the hall's time
    as text, `subtitle` a second line under the title, `note` one under everything (what a mark means).
    """

    code: str
    title: str
    subtitle: str
    hall: str
    motto: str
    language: Language
    version: str
    made: str
    mark: Mark = ""
    mark_note: str = ""


@dataclass(frozen=True, slots=True, repr=False)
class Line:
    """A label and what stands beside it. `small` is a second, smaller text; `signed` is where a signature stands."""

    label: str
    value: str
    small: str = ""
    strong: bool = False
    signed: bool = False


@dataclass(frozen=True, slots=True, repr=False)
class Ink:
    """A signature drawn on the glass, `aspect` times as wide as high."""

    aspect: float
    strokes: Strokes


@dataclass(frozen=True, slots=True, repr=False)
class CertificateSheet:
    """A certificate or a record. `verify_url` goes into the QR; `states` are sentences below the facts."""

    head: Head
    serial_label: str
    serial: str
    opening: str
    facts: tuple[Line, ...]
    states: tuple[str, ...]
    issuer: str
    issued_label: str
    issued: str
    seal: str
    verify_url: str
    verify_words: str
    landscape: bool = False
    template: str = field(default="certificate", init=False)


@dataclass(frozen=True, slots=True, repr=False)
class PaperRow:
    """One paper in a notice or a promise: what it is, why or what the law asks, how it can be had, by when."""

    name: str
    why: str = ""
    how: str = ""
    due: str = ""


@dataclass(frozen=True, slots=True, repr=False)
class Issue:
    """Who declares a document: its name, what its round seal says (in Chinese, as seals do), and the day."""

    issuer: str
    seal: str
    day: str


@dataclass(frozen=True, slots=True, repr=False)
class NoticeSheet:
    """A promise, a notice, a deferral: facts, paragraphs, a table of papers, signatures.

    `columns` are the table's headings, empty ones are left out; `paragraphs` stand before the table, `terms` numbered
    after it; `signatures` are label, drawn ink or none, and date. `issue` is set where the authority
    itself declares it.
    """

    head: Head
    facts: tuple[Line, ...]
    paragraphs: tuple[str, ...]
    terms: tuple[str, ...]
    columns: tuple[str, str, str, str] = ("", "", "", "")
    papers: tuple[PaperRow, ...] = ()
    signatures: tuple[tuple[str, Ink | None, str], ...] = ()
    qr: str = ""
    qr_words: str = ""
    issue: Issue | None = None
    template: str = field(default="notice", init=False)


@dataclass(frozen=True, slots=True, repr=False)
class GuideSheet:
    """A guide in its eight parts: each a heading and lines."""

    head: Head
    parts: tuple[tuple[str, tuple[Line, ...]], ...]
    steps: tuple[str, ...]
    qr: str
    qr_words: str
    template: str = field(default="guide", init=False)


@dataclass(frozen=True, slots=True, repr=False)
class FlowStep:
    """One box of a flow chart: what is done, by whom, how long it may take at most."""

    name: str
    who: str
    note: str


@dataclass(frozen=True, slots=True, repr=False)
class FlowSheet:
    """The way an application goes, from top to bottom; `branches` leave the main line where they are said to."""

    head: Head
    facts: tuple[Line, ...]
    steps: tuple[FlowStep, ...]
    branches: tuple[tuple[int, str, str], ...]
    note: str
    template: str = field(default="flow", init=False)


@dataclass(frozen=True, slots=True, repr=False)
class FormGroup:
    """Fields under one title. A line's `small` tells where its value comes from."""

    title: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True, repr=False)
class FormSheet:
    """An application form: blank, with a person's values, or as a filled sample."""

    head: Head
    groups: tuple[FormGroup, ...]
    guidance: str
    signature_label: str
    ink: Ink | None = None
    template: str = field(default="form", init=False)


@dataclass(frozen=True, slots=True, repr=False)
class ListSheet:
    """A published list: columns and rows."""

    head: Head
    intro: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    template: str = field(default="list", init=False)


@dataclass(frozen=True, slots=True, repr=False)
class BookChapter:
    """One department's forms in the form book."""

    department: str
    forms: tuple[FormSheet, ...]


@dataclass(frozen=True, slots=True, repr=False)
class FormBook:
    """All forms, by department (K-07)."""

    head: Head
    contents: str
    chapters: tuple[BookChapter, ...]
    template: str = field(default="book", init=False)


Sheet: TypeAlias = CertificateSheet | NoticeSheet | GuideSheet | FlowSheet | FormSheet | ListSheet | FormBook
