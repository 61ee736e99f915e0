"""Sets documents as PDF/A-2b with Typst: a template per kind, what a document says as JSON.

Responsible for fonts (all embedded; the rare characters of names from HanaMin), the QR, the seal and the mark across
the page, which go in as shapes so that the text can be searched and copied as it is. Not responsible for what a
document says, nor for signing it.
"""

import io
import json
from collections.abc import Mapping
from dataclasses import asdict
from functools import cached_property, lru_cache
from importlib.resources import files
from pathlib import Path

import segno
import typst

from caller.adapters.documents.small_pages import small_page
from caller.application.documents.sheets import (
    CertificateSheet,
    FormBook,
    FormSheet,
    GuideSheet,
    Issue,
    NoticeSheet,
    Sheet,
)

PDF_STANDARD = "a-2b"
"""ISO 19005-2, level B: kept for years, looks the same."""

RARE_FONTS = Path("/usr/share/fonts/truetype/hanazono")
"""Debian's fonts-hanazono."""

_CUTS = ("NotoSansSC-400.ttf", "NotoSansSC-700.ttf")
_TEMPLATES = Path(str(files("caller.adapters.documents"))) / "templates"


class FontsMissing(Exception):
    """Raised when the folder of cut fonts, made at set-up, lacks what documents are set in. `folder` is where."""

    def __init__(self, folder: Path) -> None:
        """Keep the folder."""
        super().__init__(f"{folder}: no {' and no '.join(_CUTS)}: run scripts/setup")
        self.folder = folder


class TypstPapers:
    """Sets documents. May be used from any thread."""

    def __init__(self, fonts: Path) -> None:
        """Take the folder of the cut fonts. Raises `FontsMissing`."""
        if not all((fonts / cut).exists() for cut in _CUTS):
            raise FontsMissing(fonts)
        self._folders = [str(folder) for folder in (fonts, RARE_FONTS) if folder.exists()]

    @cached_property
    def _fonts(self) -> typst.Fonts:
        return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=list(self._folders))

    def render(self, sheet: Sheet) -> bytes:
        """Give the document as PDF/A."""
        return self._compiled(f"{sheet.template}.typ", self._inputs(sheet))

    def small(self, jpeg: bytes) -> bytes | None:
        """Give a scanned page small, as PDF."""
        return small_page(jpeg)

    def _inputs(self, sheet: Sheet) -> dict[str, str]:
        inputs = {"paper": json.dumps(asdict(sheet), ensure_ascii=False)}
        qr = _qr_of(sheet)
        if qr:
            inputs["qr"] = _qr_svg(qr)
        if sheet.head.mark:
            flipped = "yes" if isinstance(sheet, CertificateSheet) and sheet.landscape else ""
            inputs["mark"] = self._shapes("mark.typ", word=sheet.head.mark, flipped=flipped)
        issuer = _seal_of(sheet)
        if issuer:
            word, small = ("样章", "SAMPLE") if sheet.head.mark else ("", "")
            inputs["seal"] = self._shapes("seal.typ", issuer=issuer, word=word, small=small)
        return inputs

    def _shapes(self, template: str, **inputs: str) -> str:
        return _drawn(self, template, tuple(sorted(inputs.items())))

    def draw(self, template: str, inputs: Mapping[str, str]) -> str:
        """Give a template's one page as SVG, its letters as shapes."""
        made = typst.compile(
            str(_TEMPLATES / template),
            root=str(_TEMPLATES),
            font_paths=self._fonts,
            ignore_system_fonts=True,
            format="svg",
            sys_inputs=dict(inputs),
        )
        return made.decode()

    def _compiled(self, template: str, inputs: Mapping[str, str]) -> bytes:
        return typst.compile(
            str(_TEMPLATES / template),
            root=str(_TEMPLATES),
            font_paths=self._fonts,
            ignore_system_fonts=True,
            format="pdf",
            pdf_standards=PDF_STANDARD,
            sys_inputs=dict(inputs),
        )


@lru_cache(maxsize=256)
def _drawn(papers: TypstPapers, template: str, inputs: tuple[tuple[str, str], ...]) -> str:
    return papers.draw(template, dict(inputs))


def _seal_of(sheet: Sheet) -> str:
    match sheet:
        case CertificateSheet():
            return sheet.seal
        case NoticeSheet(issue=Issue(seal=seal)):
            return seal
        case _:
            return ""


def _qr_of(sheet: Sheet) -> str:
    match sheet:
        case CertificateSheet():
            return sheet.verify_url
        case GuideSheet() | NoticeSheet():
            return sheet.qr
        case FormSheet() | FormBook() | _:
            return ""


def _qr_svg(payload: str) -> str:
    stream = io.BytesIO()
    segno.make(payload, error="m", micro=False).save(stream, kind="svg", xmldecl=False, border=0, unit="mm")
    return stream.getvalue().decode()
