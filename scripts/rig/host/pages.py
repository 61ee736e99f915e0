"""Whole pages in the hall: what came out of a kiosk's page printer, and what lies under its camera."""

import base64
import binascii
import subprocess
from dataclasses import dataclass
from pathlib import Path
from shutil import copyfile
from typing import Any

from PIL import Image

from broker.terms import DeviceCode
from hardware.emulators.camera import CameraEmulator
from hardware.emulators.document_printer import PagePrinterEmulator, PrintedDocument
from scripts.rig.host.refusals import NoSuchThing, RigRefusal
from scripts.rig.host.table import Table

_DOTS_PER_INCH = 150
"""Enough for the small letters, and for a QR code to be read from the picture."""


@dataclass(frozen=True, slots=True)
class Pages:
    """Looks into trays and lays papers on plates. What is looked at is kept in `folder` as PDF and PNG."""

    table: Table
    folder: Path

    def papers(self, kiosk: str) -> list[dict[str, Any]]:
        """Keep every document that a kiosk's page printer put out and read it, oldest first. Raises `RigRefusal`."""
        code, printer = self.table.of_kiosk(kiosk, PagePrinterEmulator)
        return [self._kept(code, document) for document in printer.documents]

    def first_page(self, kiosk: str, number: int) -> bytes:
        """Give the picture of a document's first page, PNG. Raises `RigRefusal`."""
        code, printer = self.table.of_kiosk(kiosk, PagePrinterEmulator)
        document = next((one for one in printer.documents if _number(one) == number), None)
        pictures = [] if document is None else self._pictures(code, document)
        if not pictures:
            raise NoSuchThing(f"paper of {kiosk}", str(number))
        return pictures[0].read_bytes()

    def lay(self, kiosk: str, picture: str, *, as_seen: bool) -> dict[str, Any]:
        """Lay a page under a kiosk's camera: a picture in Base64, nothing takes away what lies there.

        `as_seen` gives what the camera sees instead, plate and all. Raises `RigRefusal`.
        """
        code, camera = self.table.of_kiosk(kiosk, CameraEmulator)
        if not picture:
            camera.clear()
            return {"camera": code, "lying": False}
        try:
            photograph = base64.b64decode(picture, validate=True)
            (camera.show if as_seen else camera.lay)(photograph)
        except (OSError, ValueError, binascii.Error, Image.DecompressionBombError) as fault:
            raise RigRefusal("that is no picture: JPEG, PNG or PDF is wanted") from fault
        return {"camera": code, "lying": True}

    def _kept(self, code: DeviceCode, document: PrintedDocument) -> dict[str, Any]:
        pdf = self.folder / f"{_stem(code, document)}.pdf"
        copyfile(document.pdf, pdf)
        return {
            "number": _number(document),
            "sheets": document.sheets,
            "complete": document.complete,
            "arrived": document.arrived,
            "pdf": str(pdf),
            "pictures": [str(path) for path in self._pictures(code, document)],
            "lines": _lines(document.pdf),
        }

    def _pictures(self, code: DeviceCode, document: PrintedDocument) -> list[Path]:
        """Give a picture of each sheet that came out, drawn when it is first looked at."""
        stem = _stem(code, document)
        drawn = sorted(self.folder.glob(f"{stem}-page*.png"))
        if document.sheets and not drawn:
            words = ["-png", "-r", str(_DOTS_PER_INCH), "-l", str(document.sheets)]
            _poppler(["pdftoppm", *words, str(document.pdf), str(self.folder / f"{stem}-page")])
            drawn = sorted(self.folder.glob(f"{stem}-page*.png"))
        return drawn


def numbers_of(printer: PagePrinterEmulator) -> list[int]:
    """Give the numbers of the documents of which a sheet came out, oldest first: of others there is nothing to see."""
    return [_number(document) for document in list(printer.documents) if document.sheets]


def _number(document: PrintedDocument) -> int:
    return int(document.pdf.stem.split("-")[0])


def _stem(code: DeviceCode, document: PrintedDocument) -> str:
    return f"{code}-{_number(document):04d}"


def _lines(pdf: Path) -> list[str]:
    said = _poppler(["pdftotext", str(pdf), "-"]).decode("utf-8", "replace")
    return [line.strip() for line in said.splitlines() if line.strip()]


def _poppler(command: list[str]) -> bytes:
    try:
        return subprocess.run(command, capture_output=True, check=True, timeout=60).stdout
    except (OSError, subprocess.SubprocessError) as fault:
        raise RigRefusal(f"{command[0]} cannot read what was printed") from fault
